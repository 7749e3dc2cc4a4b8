module Moved
  class Pair
    def run(customer, email)
      logger.info "Reset for #{customer} to #{email}"
      @logger.info("single quotes")
      Rails.logger.warn("failed: #{email}")
      logger.error { "#{customer} is gone" }
      logger.info("Reset mail sent to #{email}")
      logger.debug("a long text " \
                   "that goes on")
      logger.warning 'warned'
      raise ArgumentError.new("No user %s" % customer)
      unless email
        fail 'stop'
      end
      render(
        status: :not_found,
        :json => { "error" => 'No token' }
      )
      flash[:alert] = 'Sorry'
      errors.add :email, %q(is wrong)
    end
  end
end
