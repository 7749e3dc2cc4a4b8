# path: app/services/password_reset.rb
# wrapper: audit_log message=0 level=notice
# wrapper: Audit.write message=text level=0
# frozen_string_literal: true

class PasswordReset
  SENT = "Reset mail sent to %s"
  GREETING = "Hello".freeze
  TEXTS = { gone: "The user is gone", late: "Too late" }.freeze

  def initialize(user, log: Logger.new($stdout, progname: "reset"))
    @user = user
    @log = log
    @out = Logger.new($stderr, progname: "mailer")
  end

  def call(email, attempt)
    Rails.logger.info("PasswordReset userId: #{@user.id} email: #{email}") # log: info "PasswordReset userId: {user_id} email: {email}" kinds=id,email
    logger.info "without brackets" # log: info "without brackets"
    logger.debug { "in a block #{attempt}" } # log: debug "in a block {attempt}" kinds=int
    # log: warning "in a long block"
    logger.warn do
      "in a long block"
    end
    logger.info("worker") { "the program's name" } # log: info "the program's name" logger=worker
    @log.error("attribute: #{e.message}") # log: error "attribute: {e_message}" kinds=exception
    @out.info("made above") # log: info "made above" logger=mailer
    self.class.logger.fatal('fatal') # log: critical "fatal"
    logger&.unknown("unknown") # log: unknown "unknown"
    $log.warn "global" # log: warning "global"
    Chef::Log.info("module") # log: info "module"
    logger.info(GREETING) # log: info "Hello"
    logger.info(SENT % email) # log: info "Reset mail sent to {email}" kinds=email
    logger.info(format(SENT, mask(email))) # log: info "Reset mail sent to {mask(email)}" kinds=masked
    logger.info(format("%<total>5d of %{name}, 100%%", total: total, name: 1)) # log: info "{total} of 1, 100%" renderings=%5d kinds=int
    logger.info("%s has %d" % [@user.name, count]) # log: info "{user_name} has {count}" kinds=name,int
    logger.info("%{who} left" % { who: @user.login }) # log: info "{login} left"
    # log: info "a {email} b c"
    logger.info("a " + email + " b" \
      " c")
    logger.info("sum #{1 + 1} #{attempt.to_s} #{@user.to_json}") # log: info "sum {1 + 1} {attempt} {user}" kinds=any,int,json
    logger.info('single #{quoted} it\'s \n') # log: info "single #{{quoted}} it's \n"
    logger.info("tab\tand \u00e9 \x41") # log: info "tab and é A"
    logger.info(%q(percent 'q')) # log: info "percent 'q'"
    logger.info(%Q{percent "Q" #{email}}) # log: info "percent \"Q\" {email}"
    logger.info(TEXTS[:gone]) # log: info "The user is gone"
    # log: error "first line {email} second line"
    logger.error(<<~TEXT)
      first line #{email}
        second line
    TEXT
    # log: error "one line"
    logger.error <<-TEXT.squish, attempt: 1
      one
      line
    TEXT
    # log: info "raw #{{text}}"
    logger.info(<<~'TEXT'.chomp)
      raw #{text}
    TEXT
    # log: info "a1" 
    # log: info "b2"
    both(logger.info(<<~A), logger.info(<<~B))
      a1
    A
      b2
    B
    # log: info "many"
    # log: info "few"
    logger.info(attempt > 3 ? "many" : "few")
    # log: info "{email}"
    # log: info "nobody"
    logger.info(email || "nobody")
    message = "local"
    message += " text #{attempt}"
    logger.info(message) # log: info "local text {attempt}"
    text = if attempt then "yes" else "no" end
    # log: info "yes"
    # log: info "no"
    logger.info(text)
    logger.info("who: " + (attempt ? "you" : "me")) # log: info "who: {you|me}" values=you|me
    logger.info(e.full_message) # log: info "{full_message}"
    logger.error(e) # log: error "{e}" kinds=exception
    logger.info(Texts::RESET) # log: info "{reset}" opening=Texts.RESET
    logger.info(I18n.t("reset.sent")) # log: info "reset.sent"
    logger.info(_("Sent %{count} mails") % { count: 3 }) # log: info "Sent 3 mails"
    logger.info(["a", email].join(": ")) # log: info "a: {email}"
    logger.add(Logger::WARN, "added") # log: warning "added"
    logger.add(Logger::ERROR, "added", "prog") # log: error "added" logger=prog
    logger.log(:info, "by symbol") # log: info "by symbol"
    logger.log(level, "by variable") # log: - "by variable"
    logger.send(:debug, "sent") # log: debug "sent"
    logger.public_send(severity, "sent too") # log: - "sent too"
    logger.tagged("reset") { logger.info("inside") } # log: info "inside"
    Rails.logger.tagged("reset").info("tagged") # log: info "tagged"
    audit_log("a wrapper", user: 1) # log: notice "a wrapper" fields=user
    Audit.write(:warn, text: "another #{email}", user: 1) # log: warning "another {email}" fields=user
  rescue StandardError => err
    logger.error "#{err.class}: #{err.message}\n#{err.backtrace.join("\n")}" # log: error "{err_type}: {err_message} {backtrace}"
    logger.warn "failed: #{err.class.name}" if err # log: warning "failed: {err_type}"
    raise
  end
end
