"""Calls that write an audit event beside an action."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.detectors._outline import Piece
from sdd_impact.detectors._reading import File
from sdd_impact.model import Location
from sdd_impact.syntax import Call
from sdd_impact.syntax.naming import words
from sdd_impact.tuples import NamedTuple

if TYPE_CHECKING:
    from tree_sitter import Node

#: Usual names of calls that write an audit event, for a project that has not named its own.
_USUAL = late.regex(r"(?:.*\.)?(?:record_event|log_event|recordEvent|logEvent|audit_log|auditLog|publishAuditEvent|log_action)")
_USUAL_MARKS = frozenset(["Audited", "Auditable", "AuditLog", "Audit", "audited", "audit", "audit_log", "auditable"])


class Audit(NamedTuple):
    """An audit call in the code of an action (``key``): as written, and where."""

    key: str
    symbol: str
    callee: str
    location: Location
    quote: str


def audits(file: File, entries: Iterable[tuple[str, str, Node | None]], named: tuple[str, ...] | None) -> Iterator[Audit]:
    """The audit call of each action (its key, its symbol, its code) that has one, each action once."""
    done: set[str] = set()
    for key, symbol, body in entries:
        if body is not None and key not in done and (found := _audit(file, body, named)):
            done.add(key)
            yield Audit(key, symbol, found[0], file.location(found[1]), file.line(found[1]))


def _audit(file: File, body: Node, named: tuple[str, ...] | None) -> tuple[str, Node] | None:
    """The audit call in a function: in its own code, on its decorators, or in the functions of this file that it calls."""
    own = [piece for piece in file.outline.pieces if piece.node == body]
    for piece in own:
        for mark in (*piece.marks, *(piece.owner.marks if piece.owner else ())):
            if mark.name in _USUAL_MARKS or _is_named(mark.callee, named):
                return mark.callee, mark.node
    calls = file.outline.calls_in(body)
    for call in (*calls, *(inner for callee in _callees(file, calls) for inner in file.outline.calls_in(callee.node))):
        if is_audit(call, named):
            return call.callee, call.node
    return None


def _callees(file: File, calls: tuple[Call, ...]) -> Iterator[Piece]:
    """The functions of this file that are called by their bare name or on the object itself."""
    selves = file.unit.grammar.selves
    for name in dict.fromkeys(call.name for call in calls if call.owner in ("", *selves)):
        piece = file.outline.named(name)
        if piece and piece.kind == "function":
            yield piece


def is_audit(call: Call, named: tuple[str, ...] | None) -> bool:
    """Whether a call writes an audit event: one of the configured names, or a usual one where none are configured."""
    if named is not None:
        return _is_named(call.callee, named)
    return _USUAL.fullmatch(call.callee) is not None or any(
        word in ("audit", "auditor", "auditing", "auditlog", "auditlogger") for word in words(call.callee)
    )


def _is_named(callee: str, named: tuple[str, ...] | None) -> bool:
    written = callee.replace("()", "")
    return any(written == name or written.endswith("." + name) for name in named or ())
