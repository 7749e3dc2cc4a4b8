# settings: notify_calls=notify.customer
# file: shop/mail.py
import logging
import smtplib
from django.core.mail import EmailMessage, send_mail

log = logging.getLogger(__name__)


def welcome(customer):
    # send_mail("in a comment")
    send_mail(
        "Welcome", body(customer), None, [customer.email]
    )


def goodbye(user):
    log.info("Goodbye mail userId=%s", user.id)
    # signal: message-sent channel="mail" template="Goodbye" symbol="goodbye" log_lines="Goodbye mail userId={user_id}"
    send_mail("Goodbye", body(user), None, [user.email])
    message = EmailMessage("Subject", "", None, [user.email])
    message.send()  # signal: message-sent channel="mail" call="message.send" message="goodbye"
    # signal: message-sent channel="mail" call="server.send_message"
    server.send_message(message)
    notify.customer("sms-code", user)  # signal: message-sent channel="message" template="sms-code" key="notify.customer in goodbye"
    queue.send(user)
    renotify.customer(user)
# file: shop/sms.py
from twilio.rest import Client

client = Client()
client.messages.create(to=number, body="code")  # signal: message-sent channel="SMS"
client.orders.create(to=number)
# file: shop/other.py
session.send(request)
sock.sendmail("the library is not imported here")
# file: tests/test_mail.py
from django.core.mail import send_mail

send_mail("x", "y", None, [])
