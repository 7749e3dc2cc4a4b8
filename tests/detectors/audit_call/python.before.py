# file: accounts/views.py
from flask import Blueprint

pages = Blueprint("accounts", __name__)
