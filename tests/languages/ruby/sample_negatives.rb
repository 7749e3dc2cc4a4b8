# path: lib/nothing.rb
# What looks like a statement and is none.
# logger.info("a comment is no statement")
class Nothing
  def nothing(x, messages, form, blog, catalog, table)
    Math.log(10)
    blog.info("a blog post")
    catalog.error("not a logger")
    x.info("not a logger")
    logger.level = Logger::DEBUG
    logger.debug?
    logger.info
    log.add(entry)
    git.log("--oneline")
    changelog.add("entry")
    messages.add("a message")
    p x
    p(x, y)
    p = 1
    render json: { error: nil }, status: :ok
    render json: { ok: true }
    render :edit, status: :unprocessable_entity
    head :not_found
    redirect_to root_path, notice: "Fine"
    flash[:notice] = "Fine"
    flash[:error] = nil
    halt 200, "fine"
    raise
    raise error
    raise NotFound
    fail NotFound unless x
    throw :done
    text = 'logger.info("a text is no statement")'
    text = <<~CODE
      logger.info("nor is a here-document")
    CODE
    expect { raise_error(Foo, "x") }
    assert_raises(Foo) { x.call }
    validates :name, presence: true
    errors.add(:base) if false
    errors.full_messages
    set = Set.new
    set.add("x")
    out.puts "to another stream"
    table.print("x")
    form.error("x")
    failed("x")
    text
  end

  def warn(x) = x
  def log; @log; end
  def fail; end
end
__END__
logger.info("data")
