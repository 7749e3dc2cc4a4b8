class Pair
  SENT = "Reset mail sent to %s"

  def run(user, email)
    logger.info("Reset for #{user} to #{email}")
    logger.info('single quotes')
    logger.warn("failed: " + email)
    logger.error(format("%s is gone", user))
    logger.info(SENT % email)
    logger.debug("a long text that goes on")
    logger.warn("warned")
    raise ArgumentError, "No user #{user}"
    raise "stop" unless email
    render json: { error: "No token" }, status: 404
    flash[:alert] = "Sorry"
    errors.add(:email, "is wrong")
  end
end
