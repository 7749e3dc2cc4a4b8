"""Customers."""


def find_user(email):
    """Return the customer with this address."""
    return DATABASE.users.find_one(email=email)
