// path: shop/orders.ts
import pino from "pino";

const logger = pino();

function audit(message: string) {
  // log: info "{message}"
  logger.info(message: string);
}

// log: warning "shop: {text}"
const warn = (text: string) => logger.warn(`shop: ${text}`);

class Orders {
  log(message: string) {
    // log: error "Order {id}: {message}"
    logger.error(`Order ${this.id}: ${message}`);
  }

  run(item: string) {
    // log: info "Order was sent"
    audit("Order was sent");
    // log: warning "shop: Stock of {item} is low"
    warn(`Stock of ${item} is low`);
    // log: error "Order {id}: cannot be sent"
    this.log("cannot be sent");
  }
}
