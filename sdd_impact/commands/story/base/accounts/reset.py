"""Password reset, as customers see it."""

import logging

from accounts.mail import send_reset_mail
from accounts.users import find_user
from flask import Blueprint, jsonify, request

logger = logging.getLogger(__name__)
pages = Blueprint("reset", __name__)


@pages.post("/password/reset")
def request_password_reset():
    """Send the customer a link to choose a new password."""
    user = find_user(request.form["email"])
    send_reset_mail(user)
    logger.info("PasswordReset userId: %s email: %s", user.id, user.email)
    return jsonify(status="sent")
