# path: lib/orders.rb
class Orders
  def audit(message)
    # log: info "Audit: {message}"
    Rails.logger.info("Audit: #{message}")
  end

  def run(item)
    # log: info "Audit: Order was sent"
    audit "Order was sent"
    # log: info "Audit: Stock of {item} is low"
    audit("Stock of #{item} is low")
    # log: info "Audit: Order was paid"
    self.audit("Order was paid")
  end
end

class Levels
  def note(message, level = :warn)
    # log: - "{message}"
    Rails.logger.send(level, message)
  end

  def add(message, severity: Logger::ERROR)
    # log: - "{message}"
    logger.add(severity) { message }
  end

  def run
    # log: warning "Stock is low"
    note "Stock is low"
    # log: info "Stock is full"
    note("Stock is full", :info)
    # log: error "Stock is empty"
    add "Stock is empty"
    # log: warning "Stock is lower"
    add "Stock is lower", severity: Logger::WARN
  end
end

Puppet::Type.type(:order).provide(:shop) do
  def run(item)
    # log: debug "Order of {item} is sent"
    debug "Order of #{item} is sent"
    # log: warning "Order of {item} is late"
    warning("Order of #{item} is late")
    # log: error "Order of {item} is lost"
    Puppet.log_exception(e, "Order of #{item} is lost")
    # log: warning "Orders of {item} are old"
    Puppet.warn_once("orders", "key", "Orders of #{item} are old")
    # log: warning "Orders will be gone"
    Puppet.deprecation_warning("Orders will be gone")
    notice item
  end
end
