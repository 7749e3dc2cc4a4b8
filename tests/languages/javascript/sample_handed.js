// path: shop/orders.js
const logger = require("pino")();

function audit(message) {
  // log: info "{message}"
  logger.info(message);
}

// log: warning "shop: {text}"
const warn = (text) => logger.warn(`shop: ${text}`);

class Orders {
  log(message) {
    // log: error "Order {id}: {message}"
    logger.error(`Order ${this.id}: ${message}`);
  }

  run(item) {
    // log: info "Order was sent"
    audit("Order was sent");
    // log: warning "shop: Stock of {item} is low"
    warn(`Stock of ${item} is low`);
    // log: error "Order {id}: cannot be sent"
    this.log("cannot be sent");
  }
}
