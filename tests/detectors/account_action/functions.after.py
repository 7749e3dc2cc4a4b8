# file: accounts/service.py
import logging


class Accounts:
    def deactivate_user(self, user):  # moved into a class
        user.active = False

    # signal: account-action key="Accounts.revoke_all_sessions" symbol="Accounts.revoke_all_sessions" action="revoke all sessions" path=""
    def revoke_all_sessions(self, user):
        user.sessions.clear()

    def _reset_password(self, user):
        pass

    def get_reset_password_url(self):
        return ""

    def delete_user_attribute_values(self, user):
        pass


# signal: account-action key="disable_two_factor" action="disable 2fa"
def disable_two_factor(user):
    def reset_password():  # no function that others call
        pass

    user.totp = None


def send_password_reset_email(user):
    pass


def is_account_locked(user):
    return user.locked


def validate_change_email_token(token):
    return token


# signal: account-action key="impersonate" action="impersonate"
def impersonate(user):
    return user
# file: tests/test_accounts.py
def reset_password():
    pass
# file: accounts/migrations/0002_lock.py
def lock_accounts(apps, schema_editor):
    pass
