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

void Levels::log_at(const std::string &message, int level = LOG_WARNING)
{
    // log: - "{message}"
    syslog(level, "%s", message.c_str());
}

void Levels::run()
{
    // log: warning "Stock is low"
    log_at("Stock is low");
    // log: error "Stock is empty"
    log_at("Stock is empty", LOG_ERR);
}

// log: error "Assert failure: {condition}. {fmt}"
#define VERIFY_ORDER(condition, fmt, ...) do { if (!(condition)) { syslog(LOG_ERR, "Assert failure: " #condition ". " fmt, ## __VA_ARGS__); } } while (0)
#define SHOP_LOG(severity) LOG(severity) << log_prefix()
