# path: shop/orders.py
"""Loggers with fields: structlog, extra=, mappings."""

import structlog

logger = structlog.get_logger()
log = structlog.get_logger("orders").bind(shop="main")


def place(order, user, request):
    # log: info "order_placed" fields=order_id,user_id,total logger=
    logger.info("order_placed", order_id=order.id, user_id=user.id, total=order.total)
    logger.info(event="order_placed_by_keyword", order_id=order.id)  # log: info "order_placed_by_keyword" fields=order_id logger=
    logger.warning("stock low", sku=item.sku, left=count, exc_info=True)  # log: warning "stock low" fields=sku,left logger=
    log.info("bound before")  # log: info "bound before" fields=shop logger=orders
    log.info("bound before and here", order_id=order.id)  # log: info "bound before and here" fields=shop,order_id logger=orders
    bound = logger.bind(user_id=user.id)
    bound.error("payment failed", reason=str(e))  # log: error "payment failed" fields=user_id,reason logger=
    # log: info "bound where it is used" fields=order_id,step logger=
    logger.bind(order_id=order.id).info("bound where it is used", step="pay")
    logger.new(order_id=order.id).msg("a new context")  # log: info "a new context" fields=order_id logger=
    logger.info("order %s placed", order.number)  # log: info "order {order_number} placed" kinds=any logger=
    logger.info(f"order {order.number} placed")  # log: info "order {order_number} placed" kinds=any logger=
    logger.info("mask", email=mask(user.email))  # log: info "mask" fields=email logger=
    logger.exception("lost connection", host=redis.host)  # log: error "lost connection" fields=host logger=
    # log: info "extra too" fields=request_id,path logger=
    logger.info("extra too", extra={"request_id": request.id, "path": request.path})
    logger.info("extra by name", extra=dict(order_id=order.id))  # log: info "extra by name" fields=order_id logger=
    context = {"order_id": order.id, "user_id": user.id}
    logger.info("extra in a variable", extra=context)  # log: info "extra in a variable" fields=order_id,user_id logger=
    logger.info("a mapping without slots", {"order_id": order.id})  # log: info "a mapping without slots" fields=order_id logger=
    logger.info("unknown fields", **fields)  # log: info "unknown fields" logger=
    await_me = logger.ainfo("asynchronous", order_id=order.id)  # log: info "asynchronous" fields=order_id logger=
