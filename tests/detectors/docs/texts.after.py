# file: accounts/reset.py
import logging

from flask import Blueprint

pages = Blueprint("reset", __name__)
log = logging.getLogger(__name__)


@pages.post("/account/resets")
def reset():
    log.error("no reset mail for %s", user.id)
# file: accounts/other.py
import logging

log = logging.getLogger(__name__)
log.info("moved to another file today")
# file: docs/runbook/reset.md
# Resets

<!-- signal: document-mentions document="docs/runbook/reset.md:4" what="log line" -->
* When the log says `the reset mail could not be sent to`, restart the mail server.
<!-- signal: document-mentions what="route" -->
<!-- signal: document-mentions what="setting" -->
* The form posts to `/account/password/reset`; the mail server is RESET_MAIL_URL.
* moved to another file today, and too short
# file: CHANGELOG.md
- the reset mail could not be sent to is logged
