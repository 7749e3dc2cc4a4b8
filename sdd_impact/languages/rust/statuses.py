"""HTTP statuses and gRPC codes as Rust code writes them."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.syntax import snake

if TYPE_CHECKING:
    from tree_sitter import Node

    from sdd_impact.syntax import Unit

_NUMBER = late.regex(r"[1-5]\d\d(?:_?u16)?")
_OWNERS = frozenset(["StatusCode", "Status", "HttpStatus"])

#: Constructors of ``tonic::Status`` (https://docs.rs/tonic/latest/tonic/struct.Status.html) → gRPC code.
GRPC_CODES = {
    name: name.upper()
    for name in (
        "cancelled", "unknown", "invalid_argument", "deadline_exceeded", "not_found", "already_exists", "permission_denied",
        "resource_exhausted", "failed_precondition", "aborted", "out_of_range", "unimplemented", "internal", "unavailable",
        "data_loss", "unauthenticated",
    )
}  # fmt: skip


@lru_cache(maxsize=1)
def _by_phrase() -> dict[str, int]:
    from http import HTTPStatus

    found = {name.lower(): int(status) for name, status in HTTPStatus.__members__.items()}
    return found | {"payload_too_large": 413, "uri_too_long": 414, "unprocessable_entity": 422, "im_a_teapot": 418}


def of_name(name: str) -> int | None:
    """The status that a name means: ``NOT_FOUND``, ``NotFound``, ``not_found``."""
    return _by_phrase().get(snake(name))


def status_of(unit: Unit, node: Node | None) -> int | None:
    """The status that an expression is: ``404``, ``StatusCode::NOT_FOUND``, ``Status::NotFound``, ``StatusCode::from_u16(404)``."""
    if node is None or node.end_byte - node.start_byte > 100:
        return None
    text = unit.text(node)
    if node.type == "integer_literal":
        return int(text[:3]) if _NUMBER.fullmatch(text) else None
    if node.type == "scoped_identifier":
        owner, _, last = text.rpartition("::")
        return of_name(last) if owner.rpartition("::")[2] in _OWNERS else None
    call = unit.call(node)
    if call is not None and call.name in ("from_u16", "unwrap", "expect"):
        return status_of(unit, call.at(0) if call.name == "from_u16" else call.receiver)
    return None
