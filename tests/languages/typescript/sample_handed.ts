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

export function at(message: string, level: "info" | "warn" = "warn", meta: Record<string, unknown> = {}) {
  // log: - "{message}"
  logger[level](message, meta);
}

// log: warning "Stock is low" fields=
at("Stock is low");
// log: info "Stock is full" fields=
at("Stock is full", "info");
