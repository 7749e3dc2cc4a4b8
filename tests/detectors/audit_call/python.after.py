# settings: audit_calls=audit.record
# file: accounts/views.py
from flask import Blueprint

pages = Blueprint("accounts", __name__)


@pages.post("/account/lock")
def lock():
    # signal: audit-call key="POST /account/lock" symbol="lock" call="audit.record"
    audit.record("account.locked", user)


@pages.post("/account/unlock")
def unlock():
    _remember("account.unlocked")


@pages.post("/account/delete")
def delete():
    audit_log("another function that is not the configured one")


def _remember(what):
    # signal: audit-call key="POST /account/unlock" symbol="unlock" call="self.audit.record"
    self.audit.record(what)
