"""HTTP statuses in Java: constants of Spring, the servlet API, JAX-RS and Micronaut, numbers, and calls that make one of a number."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from sdd_impact.languages._jvm.kinds import is_name, kinds
from sdd_impact.syntax import dotted, snake

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tree_sitter import Node

    from sdd_impact.syntax import Unit

#: Types (last name) whose constants are statuses.
STATUS_TYPES = frozenset(
    [
        "HttpStatus",
        "HttpStatusCode",
        "Status",
        "HttpServletResponse",
        "HttpResponseStatus",
        "HttpURLConnection",
        "StatusCode",
        "StatusCodes",
    ]
)
#: Names that Java's libraries have and Python's ``HTTPStatus`` has not.
_ALIASES = {
    "PAYLOAD_TOO_LARGE": 413, "CONTENT_TOO_LARGE": 413, "URI_TOO_LONG": 414, "UNPROCESSABLE_CONTENT": 422, "I_AM_A_TEAPOT": 418,
    "REQUEST_ENTITY_TOO_LARGE": 413, "BANDWIDTH_LIMIT_EXCEEDED": 509, "METHOD_FAILURE": 420, "INTERNAL_ERROR": 500, "UNAVAILABLE": 503,
    "BAD_METHOD": 405, "CLIENT_TIMEOUT": 408, "SERVER_ERROR": 500, "UNSUPPORTED_TYPE": 415, "REQ_TOO_LONG": 414, "ENTITY_TOO_LARGE": 413,
    "PRECON_FAILED": 412, "VERSION": 505, "ENHANCE_YOUR_CALM": 420, "REQUEST_URI_TOO_LONG": 414, "METHOD_NOT_ALLOWED": 405,
}  # fmt: skip


@cache
def _numbers() -> Mapping[str, int]:
    from http import HTTPStatus

    return {**{status.name: status.value for status in HTTPStatus}, **_ALIASES}


def status_of(unit: Unit, node: Node | None, *, numbers: bool = True) -> int | None:
    """The HTTP status that an expression is: ``HttpStatus.NOT_FOUND``, ``SC_NOT_FOUND``, ``404``, ``HttpStatus.valueOf(404)``."""
    if node is None:
        return None
    if node.type in kinds(unit).numbers:
        number = int(text) if (text := unit.text(node)).isdigit() and len(text) == 3 else 0
        return number if numbers and 100 <= number < 600 else None
    if is_name(unit, node):
        return _constant(dotted(unit.code, node, unit.grammar))
    call = unit.call(node)
    if call is None:
        return None
    if call.name in STATUS_TYPES and (call.made or not call.owner) and len(call.arguments) == 2:
        return status_of(unit, call.at(0))  # HttpStatusCode(410, "Gone") of Ktor
    if call.made and call.name in STATUS_TYPES:
        return status_of(unit, call.at(0))
    if call.name in ("valueOf", "fromStatusCode", "resolve", "of") and call.owner.rpartition(".")[2] in STATUS_TYPES:
        return status_of(unit, call.at(0))
    if call.name in ("value", "getStatusCode", "code", "getCode") and not call.arguments:
        return status_of(unit, call.receiver, numbers=False)
    return None


def _constant(text: str) -> int | None:
    owner, _, last = text.rpartition(".")
    if owner and owner.rpartition(".")[2] not in STATUS_TYPES:
        return None
    if not owner and not last.startswith("SC_"):
        return _numbers().get(last) if "_" in last else None  # a static import; CONFLICT alone could be anything
    name = last if last.isupper() else snake(last).upper()  # NotFound of Ktor and Akka
    return _numbers().get(name.removeprefix("SC_").removeprefix("HTTP_"))
