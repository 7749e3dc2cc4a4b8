# file: billing/invoices.py
# settings: shown_ids=user_id
import logging

log = logging.getLogger(__name__)


def write(order_id, invoice_id, user_id, request_id):
    log.info("order %s of user %s", order_id, user_id)
    # signal: record-id-logged key="invoice_id" id_field="invoice_id"
    log.info("invoice %s written in %s", invoice_id, request_id)
    log.info("invoice %s sent", invoice_id)
    log.debug("letter %s", letter_id)
