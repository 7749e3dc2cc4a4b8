"""Mail to customers."""

import smtplib
from email.message import EmailMessage


class MailRefused(Exception):
    """The provider did not take the mail."""


def send_reset_mail(user):
    """Send the link with which a customer chooses a new password."""
    message = EmailMessage()
    message["To"] = user.email
    message["Subject"] = "Choose a new password"
    message.set_content(f"https://shop.example/password/{user.reset_token()}")
    with smtplib.SMTP("mail.shop.example") as server:
        server.send_message(message)
