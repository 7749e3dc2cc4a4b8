# file: shop/orders.py
import logging

log = logging.getLogger(__name__)


def order(user, order):
    log.info("order %s for %s", order.id, user.email)
    log.info("password reset requested for user %s", user.id)
