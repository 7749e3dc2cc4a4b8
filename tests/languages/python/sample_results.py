# path: shop/results.py
"""Errors that are returned, collected, or handed to a function that raises; bound loggers that change."""

import structlog
from django.core.exceptions import ValidationError
from pydantic_core import PydanticCustomError
from tornado import web

from shop.checks import raise_missing

logger = structlog.get_logger()


def fail(message, *, code=None):
    raise ShopError(message, code=code)  # error: ShopError "{message}"


def wrap(reason: str, hint="none"):
    raise ShopError(f"Refused: {reason}.")  # error: ShopError "Refused: {reason}."


def run(method, order):
    raise ValueError(f"Method {method} is not callable")  # error: ValueError "Method {method} is not callable"


class Orders:
    def _stop(self, order, text="Stopped"):
        raise web.HTTPError(409, reason=text)  # error: HTTPError "{text}" status=409 audience=api

    def cancel(self, order, mail):
        self._stop(order, f"Order {order.id} is shipped")  # error: HTTPError "Order {order_id} is shipped" status=409 audience=api
        self._stop(order)
        other._stop(order, "not this one")
        fail("No such order")  # error: ShopError "No such order"
        fail(message="No such line")  # error: ShopError "No such line"
        fail(order)
        # error: ShopError "Cannot stop"
        # error: ShopError "Cannot start"
        fail("Cannot stop" if order else "Cannot start")
        wrap("too late")  # error: ShopError "Refused: too late."
        raise_missing("A name is needed.", code="REQUIRED")  # error: - "A name is needed." code=REQUIRED
        raise_missing("name")
        self.bus.raise_event("order was cancelled")
        raise_missing(mail)
        run("notify", order)


def check(url, order, missing, errors):
    if not url:
        return MediaError(message="No URL", code="INVALID")  # error: MediaError "No URL" code=INVALID
    if order:
        return MediaError(order)
    errors.append(MediaError(f"URL of {order.id} is too long"))  # error: MediaError "URL of {order_id} is too long" kinds=id
    errors.append("plain text")
    if missing:
        # error: Result.permanent_error "API throttled" code=RATE_LIMITED
        return Result.permanent_error("API throttled", error_code="RATE_LIMITED")
    if order.id:
        # error: Result.error "No such resource" code=NOT_FOUND
        return Result.error(Status.NOT_FOUND, "No such resource", error_code="NOT_FOUND")
    if order.line:
        return response.error("ok")
    if order.logs:
        return AuditLogger.error("Order is locked")  # log: error "Order is locked"
    if order.console:
        return RichConsole.error("Order is locked")
    # error: ValidationError "The parameter is required." audience=customer code=REQUIRED
    raise ValidationError({field: ValidationError("The parameter is required.", code=Code.REQUIRED.value) for field in missing})
    raise ValidationError(order_errors)
    # error: ValidationError "Both are wrong." audience=customer code=WRONG
    raise ValidationError({field: ValidationError("Both are wrong.", code="WRONG"), other: ValidationError("Both are wrong.", code="WRONG")})
    raise ValidationError(errors_dict)
    # error: PydanticCustomError "No such URL" audience=api code=INVALID
    raise PydanticCustomError(Code.INVALID.value, "No such URL", {"error_code": Code.INVALID.value})
    # error: ValueError "Once, with its cause"
    raise ValueError("Once, with its cause") from order
    # error: ValueError "Wrong: {missing_error}" kinds=any
    raise ValueError(f"Wrong: {', '.join(missing_error)}")


def follow(missing, text):
    log = logger.bind(paths=missing)
    log.warning("optional_missing")  # log: warning "optional_missing" fields=paths
    log = logger.bind(count=len(missing))
    log.error("required_missing")  # log: error "required_missing" fields=count
    log.info("cut", text=safe_truncate(text))  # log: info "cut" fields=count,text
    log.info(f"cut to {truncate(text)}")  # log: info "cut to {truncate}" kinds=any


def late(parts):
    problem = None
    for part in parts:
        problem = f"Part {part.id} is missing"
    if problem:
        logger.error(problem)  # log: error "Part {part_id} is missing" kinds=id


def report(result, payload):
    # log: error "lookup_failed" fields=status,message
    logger.error("lookup_failed", status=result.status, message=result.message)
    logger.error(msg="by keyword", order=result.order)  # log: error "by keyword" fields=order


class ShopSettings(BaseSettings):
    @field_validator("currency")
    def known(cls, value):
        raise ValueError("No such currency")  # error: ValueError "No such currency" audience=internal


class Basket(BaseModel):
    @field_validator("currency")
    def known(cls, value):
        raise ValueError("No such currency here")  # error: ValueError "No such currency here" audience=api
