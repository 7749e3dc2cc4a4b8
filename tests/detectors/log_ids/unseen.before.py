# file: billing/invoices.py
import logging

log = logging.getLogger(__name__)


def write(order_id):
    log.info("order %s", order_id)
