# path: shop/checks.py
"""Found in real code."""

import logging

from django.core.exceptions import ValidationError
from django.core.management.color import color_style
from django.http import HttpResponseNotAllowed

from relay.log import ALERT

logger = logging.getLogger(__name__)
VERBOSITY = logging.DEBUG


class ChannelNotDefined(Exception):
    def __init__(self, msg=None):
        if msg is None:
            msg = "No channel is defined."
        super().__init__(msg)  # error: ChannelNotDefined "No channel is defined."


class IDField(Field):
    # error: - "One of the IDs was invalid (%(value)s)." audience=customer code=invalid_choice
    default_error_messages = {"invalid_choice": "One of the IDs was invalid (%(value)s)."}


class Parser:
    def error(self, text):
        return ParseError(text)

    def parse(self, token):
        raise self.error("unexpected token")  # error: - "unexpected token"
        raise self.error(token)
        raise convert(exc, default="x")


def check(order, value, errors, code, e):
    logger.log(ALERT, "By an imported level")  # log: critical "By an imported level"
    logger.warning(color_style().WARNING("Coloured"))  # log: warning "Coloured"
    logger.error(e.strerror)  # log: error "{strerror}" kinds=any
    logger.exception(str(e))  # log: error "{e}" kinds=exception
    problem = TypeError(f"Expected {order.kind}, got {type(value).__name__}.")
    try:
        pass
    except KeyError:
        raise problem from None  # error: TypeError "Expected {order_kind}, got {value_type}." kinds=any,any
    raise ValidationError("Too many lines.", "too_many")  # error: ValidationError "Too many lines." audience=customer code=too_many
    # error: ValidationError "Line {line_id} is wrong." kinds=id audience=customer code=line
    raise ValidationError("Line %(line)s is wrong.", code="line", params={"line": order.line_id})
    raise ValidationError(errors)
    # error: ValidationError "Empty." audience=customer code=EMPTY
    raise ValidationError({"lines": ValidationError("Empty.", code=CheckoutErrorCode.EMPTY.value, params={"n": 1})})
    # error: ValidationError "Code of a variable." audience=customer
    raise ValidationError("Code of a variable.", code=e.code.value)
    raise exceptions.Invalid(TEXTS.WRONG)  # error: Invalid "{wrong}" kinds=any opening=TEXTS.WRONG
    return HttpResponseNotAllowed(["OPTIONS", "POST"])
    return HttpResponse(status=404)
    # error: AssertionError "No {value} in {order_id}" kinds=any,id
    assert value in order, (
        f"No {value} in {order.id}"
    )
    # log: info "{address}://{address}:{address}" kinds=any,any,any
    logger.info("%s://%s:%s", address[0], address[1][0], address[1][1])
    msg = f"Cannot update {order.id}."
    if value:
        msg += f" Details: {value}."
    # log: warning "Cannot update {order_id}." kinds=id
    # log: warning "Cannot update {order_id}. Details: {value}." kinds=id,any
    logger.warning(msg)
    logger.info("Failed", extra={**extra, "dropped": len(errors)})  # log: info "Failed" fields=dropped
    if not (match := find(value)):
        logger.info("no match for %s", value)  # log: info "no match for {value}" kinds=any
    logger.info("%(id)s", {"id": order.id, **more})  # log: info "{order_id}" kinds=id
    logger.info("{}".join(["a", "b"]))  # log: info "a{{}}b"
    logger.info(*args)  # log: info "{args}" kinds=any
    logger.log(VERBOSITY, "By a constant of the file")  # log: debug "By a constant of the file"
    logger.info("dict %s", {"a": 1})  # log: info "dict {}" kinds=any
    logger.info("tuple %s", (1, 2))  # log: info "tuple {(1, 2)}" kinds=any
    logger.info("tuple %s %s" % (order.id, value))  # log: info "tuple {order_id} {value}" kinds=id,any
    logger.info("one in a tuple %s" % (order.id,))  # log: info "one in a tuple {order_id}" kinds=id
    logger.info("star %s %s", order.id, *rest)  # log: info "star {order_id} {}" kinds=id,any
    # log: info "nested {order_id} inner and {total}" kinds=id,float
    logger.info(f"nested {f'{order.id} inner'} and {order.total:{width}.2f}")
    # log: info "a"
    # log: info "None"
    logger.info("a" if value else None)
    logger.info(value and "only if")  # log: info "{value and \"only if\"}" kinds=any
    logger.info(not value)  # log: info "{not value}" kinds=any
    logger.info(lambda: "late")  # log: info "late"
    logger.info(("in brackets " "joined"))  # log: info "in brackets joined"
    logger.info("%s" % "literal" + " and %s" % order.id)  # log: info "literal and {order_id}" kinds=id
    logger.info("", order.id)  # log: info ""
    logger.info("%")  # log: info "%"
    logger.info("%s %", value)  # log: info "{value} %" kinds=any
    logger.info("percent %d%% of %s", value, order.id)  # log: info "percent {value}% of {order_id}" kinds=int,id
