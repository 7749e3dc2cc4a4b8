# settings: masks=shorten
# file: shop/orders.py
import logging

logger = logging.getLogger(__name__)


def order(customer, order, request):
    logger.info("order %s for %s", order.id, customer.email)
    # signal: personal-data-logged class="phone" confidence="high" expression="customer.phone" symbol="order"
    logger.info("password reset requested for user %s at %s", customer.id, customer.phone)
    logger.info("failed to get token, password or email from %s", order.host)
    logger.info("address %s", mask(customer.email))
    logger.info("address is %s", shorten(customer.email))
    logger.info("hash %s of the mail", hashlib.sha256(customer.email).hexdigest())
    # signal: personal-data-logged class="email" key="email"
    logger.info(f"mail goes to {email}")
    # signal: personal-data-logged class="name" confidence="medium" expression="customer.name"
    logger.info("%s bought", customer.name)
    logger.info("file %s printer %s template %s", file.name, printer.name, email_template)
    # signal: secret-logged class="secret" confidence="high" expression="reset_token"
    logger.debug("link %s", reset_token)
    logger.info("tokens %d, length %s, set %s", max_tokens, password_length, has_password)
    # signal: personal-data-logged class="request"
    logger.info("body %s", request.body)
    # signal: personal-data-logged class="person" expression="customer"
    logger.info("who: %s", customer)
    # signal: personal-data-logged class="ip" expression="request.remote_addr"
    logger.info("login of %s", customer.id, extra={"ip": request.remote_addr, "order": order.id})
    logger.info("email is verified: %s, sent %s, count %d", email_verified, email_sent_at, emails_count)
    # signal: secret-logged class="secret" because="the line prints a secret: a literal text"
    logger.info("key ghp_0123456789abcdefghijABCDEFGHIJ012345")
    log_length(customer.email)
    raise ValueError(f"bad {customer.email}")
# file: tests/test_orders.py
import logging

logging.info("mail %s", user.email)
