# file: accounts/reset.py
import logging

from flask import Blueprint

pages = Blueprint("reset", __name__)
log = logging.getLogger(__name__)


@pages.post("/account/reset/resend")
def resend_reset_mail():
    # signal: log-without-id key="POST /account/reset/resend" action="POST /account/reset/resend" lines="reset mail sent; mail server said {answer}"
    log.info("reset mail sent")
    log.warning("mail server said %s", answer)
    log.debug("a detail %s", text)


@pages.post("/orders")
def order():
    log.info("order %s taken", order_id)
    log.info("done")


@pages.get("/orders")
def orders():
    log.info("listed")


@pages.put("/orders/silent")
def silent():
    return ""
