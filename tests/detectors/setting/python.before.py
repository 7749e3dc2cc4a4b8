# file: accounts/mail.py
import os

HOST = os.environ["MAIL_HOST_NAME"]
