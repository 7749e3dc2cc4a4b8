// path: src/orders.cpp
#include <spdlog/spdlog.h>

void Orders::log_event(const std::string &message)
{
    // log: info "audit: {message}"
    spdlog::info("audit: {}", message);
}

void Orders::run(const std::string &item)
{
    // log: info "audit: Order was sent"
    log_event("Order was sent");
    // log: info "audit: Order was paid"
    this->log_event("Order was paid");
}
