// path: src/orders.rs
use log::{info, warn};

fn audit(message: &str) {
    // log: info "audit: {message}"
    info!("audit: {}", message);
}

struct Orders;

impl Orders {
    fn audit_failure(&self, reason: &str) {
        // log: warning "{reason}"
        warn!("{reason}");
    }

    fn run(&self, item: &str) {
        // log: info "audit: Order was sent"
        audit("Order was sent");
        // log: info "audit: Stock of {item} is low"
        audit(&format!("Stock of {} is low", item));
        // log: warning "Stock is empty"
        self.audit_failure("Stock is empty");
    }
}
