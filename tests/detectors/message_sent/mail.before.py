# file: shop/mail.py
import smtplib
from django.core.mail import send_mail


def welcome(user):
    send_mail("Welcome", body(user), None, [user.email])
