# path: shop/audit.py
"""Functions of the file that log what they are given."""

import logging

logger = logging.getLogger(__name__)


def log_event(msg, **kw):
    # log: info "event: {msg}"
    logger.info("event: %s", msg, **kw)


def warn(msg, *args):
    # log: warning "{msg}"
    logger.warning(msg, *args)


def at(level, msg):
    # log: - "{msg}"
    logger.log(level, msg)


def twice(text, *args):
    # log: warning "twice: {text}"
    warn("twice: " + text, *args)


class Orders:
    def _audit(self, message, user=None):
        # log: info "{message} by {user}"
        logger.info("%s by %s", message, user)

    def run(self, user, item, count):
        # log: info "Order sent by {user_id}"
        self._audit("Order sent", user.id)
        # log: info "event: Order paid"
        log_event("Order paid")
        # log: warning "Stock of {item} is low: {count}"
        warn("Stock of %s is low: %d", item, count)
        # log: error "Order cannot be sent"
        at(logging.ERROR, "Order cannot be sent")
        # log: warning "twice: Stock of {item}"
        twice("Stock of %s", item)
        other._audit("Not of this class")


def greet(name):
    # log: info "user {name}"
    logger.info("user %s", name)


greet("Bob Smith")


def chosen(msg, level="info"):
    # log: - "{msg}"
    getattr(logger, level)(msg)


def named(message: str, *, severity: str = "error") -> None:
    # log: - "shop: {message}"
    logger.log(logging.getLevelName(severity.upper()), "shop: %s", message)


# log: info "Order was sent"
chosen("Order was sent")
# log: warning "Order was late"
chosen("Order was late", "warning")
# log: warning "Order was lost"
chosen("Order was lost", level="warning")
# log: - "Order was found"
chosen("Order was found", level=of(order))
# log: error "shop: Order is gone"
named("Order is gone")
# log: debug "Order of {item}"
getattr(logger, "debug")("Order of %s", item)
getattr(order, "info")("No logger's")


def tell(self, message):
    # log: warning "alert: {message}"
    logger.warning("alert: %s", message)


def run(self):
    # log: warning "alert: Order was lost"
    self.tell("Order was lost")
    other.tell("Not of this class")
