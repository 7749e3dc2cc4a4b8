"""What customers type."""

import re

EMAIL = re.compile(r"[^@\s]+@[^@\s]+")


def check_email(email):
    """Return the address, or refuse it."""
    if not EMAIL.fullmatch(email):
        raise ValueError("not an e-mail address")
    return email
