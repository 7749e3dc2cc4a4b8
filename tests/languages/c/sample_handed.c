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
    vsyslog(LOG_WARNING, fmt, ap);
    va_end(ap);
}

void run(const char *item)
{
    // log: info "audit: Order was sent"
    log_event("Order was sent");
    warn_all("Stock of %s is low", item);
}
