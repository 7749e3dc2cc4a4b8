# file: accounts/reset.py
from flask import Blueprint, jsonify

pages = Blueprint("reset", __name__, url_prefix="/account")
# file: support-ui/actions.ts
// lock is under /account/lock
const same = () => close_account();
