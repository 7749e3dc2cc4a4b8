# settings: personal_data_allowed=email,ip
# file: shop/orders.py
import logging

log = logging.getLogger(__name__)
log.info("order for %s from %s", user.email, user.ip)
log.info("order %s", order.id)
# signal: personal-data-logged class="id" expression="user.id"
log.info("user %s", user.id)
