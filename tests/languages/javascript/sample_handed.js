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

// log: - "{message}"
function at(message, level = "warn") { logger[level](message); }

function otherwise(message, level) {
  level = level || "error";
  // log: - "{message}"
  logger[level](message);
}

// log: warning "Stock is low"
at("Stock is low");
// log: info "Stock is full"
at("Stock is full", "info");
// log: error "Stock is empty"
otherwise("Stock is empty");
// log: debug "Stock was counted"
otherwise("Stock was counted", "debug");

// log: debug "Stock was counted" logger=
events.log.log("", "debug", "Stock was counted");
// log: warning "Stock of {item} is low" logger=stock
events.log.log("stock", "warn", `Stock of ${item} is low`);

// log: error "{message}"
// log: warning "{message}"
// log: info "{message}"
function dispatch(message, severity) { if (severity === "error") logger.error(message); else if (severity === "warn") logger.warn(message); else logger.info(message); }

// log: error "Stock is gone"
dispatch("Stock is gone", "error");
// log: - "Stock is back"
dispatch("Stock is back", severityOf(item));
