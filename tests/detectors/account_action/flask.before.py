# file: accounts/reset.py
from flask import Blueprint, jsonify

pages = Blueprint("reset", __name__, url_prefix="/account")


@pages.post("/password/reset")
def request_password_reset():
    return jsonify(status="sent")
