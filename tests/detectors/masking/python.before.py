# file: accounts/reset.py
import logging

log = logging.getLogger(__name__)


def reset(user, request):
    log.info("PasswordReset userId: %s email: %s", user.id, user.email)
    log.info("PasswordReset of user %s", user.email)
    log.info("login from %s (order %s)", request.remote_addr, order.id)
    log.warning("bounce: %s", email)
    log.info("done with %s", user.email)
    log.info("sent to %s in %d ms", user.phone, elapsed)
    log.info("removed %s", user.email)
    log.info("token %s for %s", token, user.id)
