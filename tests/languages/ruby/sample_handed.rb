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
