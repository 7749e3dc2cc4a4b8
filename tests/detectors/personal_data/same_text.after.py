# file: shop/orders.py
import logging

log = logging.getLogger(__name__)


def order(user, label):
    # signal: personal-data-logged class="email" expression="user.email"
    log.info("order for %s", user.email)
    # signal: personal-data-logged class="email" expression="user.email"
    log.info("done", extra={"who": user.email})


def moved(customer):
    log.info("bye %s", customer.email)
