# file: accounts/reset.py
from flask import Blueprint, jsonify

pages = Blueprint("reset", __name__, url_prefix="/account")


@pages.post("/password/reset")
def request_password_reset():
    """To delete_user is nothing that happens here."""
    return jsonify(status="sent")


# signal: account-action key="POST /account/password/reset/resend" symbol="resend_reset_mail" action="resend reset mail" method="POST" path="/account/password/reset/resend"
@pages.post("/password/reset/resend")
def resend_reset_mail():
    return jsonify(status="sent")


# signal: account-action key="DELETE /account/users/{user_id}" action="delete users" method="DELETE"
@pages.route("/users/<int:user_id>", methods=["GET", "DELETE"])
def user(user_id):
    return jsonify(status="gone")


@pages.get("/password/reset")  # the page with the form
def reset_form():
    return ""


# signal: account-action key="GET /account/verify/{token}/email" action="verify email"
@pages.get("/verify/<token>/email")
def confirmed(token):
    return ""


@pages.get("/users/<int:user_id>/orders")
def orders(user_id):
    return ""


@pages.post("/orders/<int:order>/lock")
def lock_order(order):
    return ""
