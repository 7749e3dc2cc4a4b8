"""Password reset, as customers see it."""

import logging

from accounts.mail import MailRefused, send_reset_mail
from accounts.privacy import mask
from accounts.users import find_user
from flask import Blueprint, jsonify, request

logger = logging.getLogger(__name__)
pages = Blueprint("reset", __name__)


@pages.post("/password/reset")
def request_password_reset():
    """Send the customer a link to choose a new password."""
    user = find_user(request.form["email"])
    send_reset_mail(user)
    logger.info("PasswordReset userId: %s email: %s", user.id, mask(user.email))
    return jsonify(status="sent")


@pages.post("/password/reset/resend")
def resend_reset_mail():
    """Send the reset mail once more."""
    user = find_user(request.form["email"])
    try:
        send_reset_mail(user)
    except MailRefused:
        return jsonify(error="Something went wrong."), 500
    return jsonify(status="sent")
