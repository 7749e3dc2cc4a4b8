# settings: masks=shorten shown_ids=order_id
# file: accounts/reset.py
import logging

log = logging.getLogger(__name__)


def reset(user, request):
    # signal: masked key="email" before="user.email" kind="email" ids="user_id, userId" shown=""
    log.info("PasswordReset userId: %s email: %s", user.id, mask(user.email))
    # signal: masked before="user.email" ids=""
    log.info("PasswordReset of %s", shorten(user.email))
    # signal: masked kind="ip" ids="order_id" shown="order_id" because="ip is no longer on the line"
    log.info("login (order %s)", order.id)
    log.warning("bounced: %s", address.email)
    log.info("done with %s", customer.email)
    # signal: masked kind="phone" because="phone is no longer on the line"
    log.info("sent in %d ms", elapsed)
    log.info("token for %s", user.id)
