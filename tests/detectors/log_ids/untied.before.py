# file: accounts/reset.py
import logging

from flask import Blueprint

pages = Blueprint("reset", __name__)
log = logging.getLogger(__name__)
