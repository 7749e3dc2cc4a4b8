# file: shop/orders.py
import logging

log = logging.getLogger(__name__)


def order(user, label):
    log.info("order for %s", label)
    log.info("done", extra={"who": user.id})
    log.info("bye %s", user.email)
