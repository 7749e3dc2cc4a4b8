// path: src/orders.c
#include <syslog.h>

static void log_event(const char *message)
{
    // log: info "audit: {message}"
    syslog(LOG_INFO, "audit: %s", message);
}

static void warn_all(const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    // log: warning "{fmt}"
    vsyslog(LOG_WARNING, fmt, ap);
    va_end(ap);
}

void run(const char *item)
{
    // log: info "audit: Order was sent"
    log_event("Order was sent");
    // log: warning "Stock of {item} is low"
    warn_all("Stock of %s is low", item);
}

static void log_buffered(const char *reason, ...)
{
    char buffer[256];
    va_list ap;
    va_start(ap, reason);
    vsnprintf(buffer, sizeof(buffer), reason, ap);
    va_end(ap);
    // log: error "shop: {buffer}"
    syslog(LOG_ERR, "shop: %s", buffer);
}

// log: info "shop: {fmt}"
#define TRACE_SHOP(fmt, ...) syslog(LOG_INFO, "shop: " fmt, ##__VA_ARGS__)
// log: error "{format}"
#define TRACE_FAULT(...) do { syslog(LOG_ERR, __VA_ARGS__); \
    count++; } while (0)
#define TRACE_LOST(...) log_buffered(__VA_ARGS__)
#define HIGHEST_LOG(a, b) ((a) > (b) ? (a) : (b))
#define BROKEN_LOG(a) { log(a

void noted(const char *item)
{
    // log: error "shop: Stock of {item} is empty"
    log_buffered("Stock of %s is empty", item);
    // log: info "shop: Stock of {item} is full"
    TRACE_SHOP("Stock of %s is full", item);
    // log: error "Stock of {item} is broken"
    TRACE_FAULT("Stock of %s is broken", item);
    // log: error "shop: Stock of {item} is lost"
    TRACE_LOST("Stock of %s is lost", item);
}
