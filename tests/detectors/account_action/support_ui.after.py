# file: accounts/reset.py
# settings: support_ui_paths=support-ui/
from flask import Blueprint, jsonify

pages = Blueprint("reset", __name__, url_prefix="/account")


# signal: account-action key="POST /account/{user_id}/password/reset" action="password reset" screen="support-ui/actions.ts:2"
@pages.post("/<int:user_id>/password/reset")
def start(user_id):
    return jsonify(status="sent")


# signal: account-action key="POST /account/mail/resend" symbol="resend_mail" screen="support-ui/tools.py:8"
@pages.post("/mail/resend")
def resend_mail():
    return jsonify(status="sent")


# signal: account-action key="POST /account/lock" screen=""
@pages.post("/lock")
def lock():
    return jsonify(status="locked")


# signal: account-action key="POST /account/close" symbol="close_account" screen=""
@pages.post("/close")
def close_account():
    return jsonify(status="closed")
# file: support-ui/actions.ts
// lock is under /account/lock
export const sendReset = (id: number) => api.post(`/account/${id}/password/reset`, {});
export const later = () => closed_account();
const same = () => close_account();
# file: support-ui/tools.py
from accounts.reset import resend_mail


class Tools:
    # signal: account-action key="Tools.unlock_user" action="unlock user" screen="support-ui/tools.py:6" in_support_ui="yes"
    def unlock_user(self, user):
        user.unlock()
        return resend_mail()
