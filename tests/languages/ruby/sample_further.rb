# path: app/services/further.rb
# frozen_string_literal: true

# Forms met in real branches, and in the documentation of Logger, Rails and Grape.
class FurtherJob < ApplicationJob
  def logs(count, url)
    logger.add(Logger::INFO, nil, "the name is the message") # log: info "the name is the message" logger=
    logger.add(Logger::INFO, "text", "prog") # log: info "text" logger=prog
    logger.add(Logger::INFO, "text") { "never asked" } # log: info "text"
    logger.add(Logger::ERROR, nil, "prog") { "asked" } # log: error "asked" logger=prog
    logger.add(count > 1 ? Logger::INFO : Logger::WARN, "one of two levels") # log: - "one of two levels"
    logger.add(count > 1 ? Logger::INFO : Logger::INFO, "the same level") # log: info "the same level"
    logger << "raw #{count}\n" # log: - "raw {count}"
    $stderr << "shifted" # log: - "shifted" logger=console
    Puppet.warning _("Could not find %{name}") % { name: @certname } # log: warning "Could not find {certname}"
    Puppet.debug { "lazy #{count}" } # log: debug "lazy {count}" kinds=int
    logger.info "read #{T.must(url)}" # log: info "read {url}" kinds=url
    logger.info "again", metric_amount: 3, user_id: 7 # log: info "again" fields=user_id
    case count
    when 1 then logger.info "when then" # log: info "when then"
    else logger.info "when else" end # log: info "when else"
    logger.info begin # log: info "in begin"
      "in begin"
    end
    puts ""
    lines << "no output"
    log << "a list of the project's"
    puts
  end

  def errors_of(url, user)
    raise NotReachable, T.must(url) # error: NotReachable "{url}" kinds=url
    raise CustomError.new(code: 123, message: "a number is no status") # error: CustomError "a number is no status" status= code=123
    raise ApiError.new("position", 503) # error: ApiError "position" status=503
    raise Class.new(StandardError), "of no name" # error: - "of no name"
    raise GRPC::NotFound, "no such order" # error: NotFound "no such order" audience=api
    service.capture_exception(error: Dependency::NotResolvable.new("handed on #{user.id}")) # error: NotResolvable "handed on {user_id}" kinds=id
    handle(TimeoutError.new("as an argument")) # error: TimeoutError "as an argument"
    return NotFoundError.new("returned #{user.id}") # error: NotFoundError "returned {user_id}"
    return Widget.new("no error")
    raise WithDefault.new(url) # error: WithDefault "{url}"
    self.fail "of a provider's own" # error: RuntimeError "of a provider's own"
    err = TimeoutError.new("assigned")
    raise err # error: TimeoutError "assigned"
  end

  def pages(user)
    render json: { success: false, message: "refused" } # error: - "refused" audience=api
    render json: { success: true, message: "fine" }
    flash[:danger] ||= "or set" # error: - "or set" audience=customer
    flash.alert = "by accessor" # error: - "by accessor" audience=customer
    flash.now.alert = "now" # error: - "now" audience=customer
    flash.notice = "fine"
    errors.add(:base, "%{value} is 100% wrong", value: user.id) # error: - "{value} is 100% wrong" audience=customer
    error!({ error: "Invalid token" }, 403, "X-Error-Code" => "E123") # error: - "Invalid token" status=403 audience=api
    error! "no status" # error: - "no status" status= audience=api
    halt 402, { "Content-Type" => "text/plain" }, "revenge" # error: - "revenge" status=402 audience=api
  end

  validates :name, length: { maximum: 5, too_long: "is longer than %{count}" } # error: - "is longer than {count}" audience=customer kinds=int
  validates_length_of :title, minimum: 2, too_short: "at least %{count}" # error: - "at least {count}" audience=customer
end

class WithDefault < StandardError
  def initialize(msg = "by default") # error: WithDefault "by default"
    super
  end
end
