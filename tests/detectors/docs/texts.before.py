# file: accounts/reset.py
import logging
import os

from flask import Blueprint

pages = Blueprint("reset", __name__)
log = logging.getLogger(__name__)
URL = os.environ["RESET_MAIL_URL"]


@pages.post("/account/password/reset")
def reset():
    log.error("the reset mail could not be sent to %s", user.id)
    log.info("moved to another file today")
    log.info("too short")
# file: docs/runbook/reset.md
# Resets

* When the log says `the reset mail could not be sent to`, restart the mail server.
* The form posts to `/account/password/reset`; the mail server is RESET_MAIL_URL.
* moved to another file today, and too short
# file: CHANGELOG.md
- the reset mail could not be sent to is logged
