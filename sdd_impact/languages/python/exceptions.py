"""Exception classes of Python and its frameworks: who reads their message, and with which HTTP status it is sent.

Sources: Django ``django/core/exceptions.py`` and ``django/http``; Django REST framework ``rest_framework/exceptions.py``; Werkzeug
``werkzeug/exceptions.py``; Starlette and FastAPI ``HTTPException``; Tornado ``web.py``; aiohttp ``web_exceptions``; click ``click/exceptions.py``.
"""

from __future__ import annotations

import builtins
import re

from sdd_impact import late
from sdd_impact.model import Audience
from sdd_impact.tuples import NamedTuple


class Known(NamedTuple):
    """A known exception class: audience, status, and the position of its message (``status_first`` moves it by one)."""

    audience: Audience
    status: int | None = None
    message: int = 0


def _all(audience: Audience, classes: dict[str, int | None], message: int = 0) -> dict[str, Known]:
    return {name: Known(audience, status, message) for name, status in classes.items()}


#: By last name, whatever the framework.
ANYWHERE: dict[str, Known] = {
    "Http404": Known("customer", 404),
    "HTTPException": Known("api", None, 1),
    "GraphQLError": Known("api"),
    "RequestValidationError": Known("api", 422),
    "PydanticCustomError": Known("api", None, 1),
    "PydanticUserError": Known("internal"),
    "APIException": Known("api", 500),
    "AuthenticationFailed": Known("api", 401),
    "NotAuthenticated": Known("api", 401),
    "MethodNotAllowed": Known("api", 405),
    "UnsupportedMediaType": Known("api", 415),
    "Throttled": Known("api", 429),
    **_all("operator", dict.fromkeys(("SystemExit", "ArgumentTypeError", "ArgumentError", "UsageError", "BadParameter", "ClickException", "BadOptionUsage", "BadArgumentUsage", "MissingParameter", "NoSuchOption", "FileError", "Abort", "CommandError", "ImproperlyConfigured", "AnsibleError", "PluginError"))),
}  # fmt: skip

#: By last name, where the file uses that framework.
BY_FRAMEWORK: dict[str, dict[str, Known]] = {
    "rest_framework": _all("api", {"ValidationError": 400, "ParseError": 400, "PermissionDenied": 403, "NotFound": 404, "NotAcceptable": 406}),
    "werkzeug": _all("api", {
        "BadRequest": 400, "Unauthorized": 401, "Forbidden": 403, "NotFound": 404, "MethodNotAllowed": 405, "NotAcceptable": 406, "RequestTimeout": 408,
        "Conflict": 409, "Gone": 410, "LengthRequired": 411, "PreconditionFailed": 412, "RequestEntityTooLarge": 413, "UnsupportedMediaType": 415,
        "UnprocessableEntity": 422, "Locked": 423, "TooManyRequests": 429, "InternalServerError": 500, "NotImplemented": 501, "BadGateway": 502,
        "ServiceUnavailable": 503, "GatewayTimeout": 504,
    }),
    "django": _all("customer", {"ValidationError": None, "PermissionDenied": 403, "SuspiciousOperation": 400, "BadRequest": 400}),
    "wtforms": _all("customer", {"ValidationError": None, "StopValidation": None}),
    "marshmallow": _all("api", {"ValidationError": None}),
    "aiohttp": _all("api", {
        "HTTPBadRequest": 400, "HTTPUnauthorized": 401, "HTTPForbidden": 403, "HTTPNotFound": 404, "HTTPMethodNotAllowed": 405, "HTTPConflict": 409,
        "HTTPGone": 410, "HTTPUnprocessableEntity": 422, "HTTPTooManyRequests": 429, "HTTPInternalServerError": 500, "HTTPBadGateway": 502,
        "HTTPServiceUnavailable": 503,
    }, message=9),
    "tornado": _all("api", {"HTTPError": None, "MissingArgumentError": 400}, message=1),
    "odoo": _all("customer", {"UserError": None, "ValidationError": None, "AccessError": 403, "RedirectWarning": None}),
}  # fmt: skip

#: Framework → words of a file that uses it, and the modules that its classes are imported from. The first that knows a class decides.
_IMPORTS = {
    "rest_framework": ((b"rest_framework",), late.regex(r"rest_framework\b")),
    "aiohttp": ((b"aiohttp",), late.regex(r"aiohttp\b")),
    "werkzeug": ((b"werkzeug", b"flask"), late.regex(r"(?:werkzeug|flask)\b")),
    "marshmallow": ((b"marshmallow",), late.regex(r"marshmallow\b")),
    "wtforms": ((b"wtforms",), late.regex(r"wtforms\b")),
    "tornado": ((b"tornado",), late.regex(r"tornado\b")),
    "odoo": ((b"odoo",), late.regex(r"odoo\b")),
    "django": ((b"django",), late.regex(r"django\b")),
}
#: ``forms.ValidationError`` and ``serializers.ValidationError`` say their framework themselves.
_OWNERS = {
    "serializers": "rest_framework",
    "drf_serializers": "rest_framework",
    "forms": "django",
    "web": "aiohttp",
    "validators": "wtforms",
}

#: Built-in exceptions: their argument is no symbol of the project's.
BUILTINS = frozenset(name for name, value in vars(builtins).items() if isinstance(value, type) and issubclass(value, BaseException))

#: A class whose name ends so is an exception.
LOOKS_LIKE_ERROR = late.regex(
    r"(?:Error|Errors|Exception|Exc|Exit|Fault|Failure|Failed|NotFound|Invalid|Denied|Forbidden|Unauthorized|Conflict|BadRequest|Expired|Timeout|"
    r"Warning|Http404|Exists|Exceeded|Unavailable|Abort|HTTP\w+)$"
)


def frameworks(data: bytes) -> tuple[str, ...]:
    """The frameworks that a file's text names, in the order in which they decide."""
    return tuple(name for name, (words, _) in _IMPORTS.items() if any(word in data for word in words))


def module_of(callee: str, data: bytes) -> str | None:
    """The module that a file imports the first name of a callee from; None where no such import is to be seen."""
    first = callee.partition(".")[0].encode()
    if not first.isalnum() and not first.replace(b"_", b"").isalnum():
        return None
    found = re.search(
        rb"^[ \t]*from[ \t]+([\w.]+)[ \t]+import[ \t]+(?:\([^)]{0,4000}|[^\n(]*)\b" + first + rb"\b", data, re.MULTILINE
    )
    return found[1].decode() if found else None


def known(callee: str, used: tuple[str, ...], module: str | None = None) -> Known | None:
    """What is known of an exception class in a file that uses these frameworks and imports the class from ``module``."""
    owner, _, name = callee.rpartition(".")
    said = _OWNERS.get(owner.rpartition(".")[2])
    if module is not None and not said:
        used = tuple(framework for framework in used if _IMPORTS[framework][1].match(module))
    for framework in (said, *used) if said else used:
        if framework and name in BY_FRAMEWORK[framework]:
            return BY_FRAMEWORK[framework][name]
    return ANYWHERE.get(name)
