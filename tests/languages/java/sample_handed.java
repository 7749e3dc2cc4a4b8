// path: src/main/java/shop/Orders.java
package shop;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class Orders {
  private static final Logger log = LoggerFactory.getLogger(Orders.class);

  // log: info "{m}"
  private void audit(String m) { log.info(m); }

  // log: warning "{format}"
  private void warnAll(String format, Object... args) { log.warn(format, args); }

  // log: error "Failed: {what}"
  private void failed(String what, Exception e) { log.error("Failed: " + what, e); }

  // log: info "user {name}"
  private void user(String name) { log.info("user {}", name); }

  void run(Item item, int count, Exception e) {
    // log: info "Order was sent"
    audit("Order was sent");
    // log: info "Order of {item_name} was paid"
    this.audit("Order of " + item.name + " was paid");
    // log: warning "Stock of {item} is low: {count}"
    warnAll("Stock of {} is low: {}", item, count);
    // log: error "Failed: no connection to the shop"
    failed("no connection to the shop", e);
    user("Bob Smith");
    other.audit("Not of this class");
  }
}

class Levels {
  private static final Logger log = LoggerFactory.getLogger(Levels.class);

  void note(String message) { note(message, Level.WARN); }

  // log: - "{message}"
  void note(String message, Level level) { log.atLevel(level).log(message); }

  void run() {
    // log: warning "Stock is low"
    note("Stock is low");
    // log: error "Stock is empty"
    note("Stock is empty", Level.ERROR);
  }
}
