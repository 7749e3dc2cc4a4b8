"""What customers type."""

import re

EMAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}")


def check_email(email):
    """Return the address, or refuse it."""
    if not EMAIL.fullmatch(email):
        raise ValueError("not an e-mail address")
    return email
