# file: shop/forms.py
import re

EMAIL = re.compile(r"[^@\s]+@[^@\s]+")
PHONE_RE = re.compile(r"^\+?[0-9]{8,15}$")


def check_name(name):
    if not name.strip():
        raise ValueError("empty")
