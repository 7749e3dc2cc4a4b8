# file: accounts/service.py
import logging


def deactivate_user(user):
    user.active = False
