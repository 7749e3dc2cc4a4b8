"""Diagnostic context: the keys of ``MDC`` and ``ThreadContext`` that are set when a statement is reached, within one method."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdd_impact.languages._jvm.kinds import kinds, pair_of
from sdd_impact.tuples import NamedTuple

if TYPE_CHECKING:
    from tree_sitter import Node

    from sdd_impact.model import Field
    from sdd_impact.syntax import Call, Unit

_OWNERS = frozenset(["MDC", "ThreadContext", "CloseableThreadContext"])
_SETS = frozenset(["put", "putCloseable"])
_ENDS = frozenset(["remove", "clear", "clearMap", "clearAll"])
_BLOCK = "withLoggingContext"
_WORDS = (b"MDC", b"ThreadContext", b"withLoggingContext")


class _Set(NamedTuple):
    """A key that is set from ``start`` to ``end`` of the text."""

    field: Field
    start: int
    end: int


class Context:
    """The context keys of one file, by position."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit
        self._sets: list[_Set] = []
        if any(word in unit.code.data for word in _WORDS):
            self._read()

    def at(self, at: int) -> list[Field]:
        """The keys that were set before a position in the same method and not taken away since, each once."""
        found = {each.field.name: each.field for each in self._sets if each.start <= at < each.end}
        return list(found.values())

    def _read(self) -> None:
        called = list(self._unit.calls())
        for call in called:
            if call.name == _BLOCK:
                self._block(call)
        calls = [call for call in called if call.owner.rpartition(".")[2].removesuffix("()") in _OWNERS or self._chained(call)]
        for index, call in enumerate(calls):
            key = self._unit.evaluator.literal(call.at(0)) if call.name in _SETS else None
            if key:
                start, end = self._reach(call)
                self._sets.append(_Set(self._unit.field(key, call.at(1)), start, self._ended(calls[index + 1 :], key, end)))

    def _block(self, call: Call) -> None:
        """``withLoggingContext("key" to value) { … }`` of kotlin-logging."""
        for argument in call.positional:
            pair = pair_of(argument.node)
            key = self._unit.evaluator.literal(pair[0]) if pair is not None else None
            if pair is not None and key:
                body = call.positional[-1].node
                self._sets.append(_Set(self._unit.field(key, pair[1]), body.start_byte, body.end_byte))

    def _chained(self, call: Call) -> bool:
        """``CloseableThreadContext.put("a", 1).put("b", 2)``: the later ones."""
        return call.name in _SETS and call.owner.partition(".")[0] in _OWNERS

    def _reach(self, call: Call) -> tuple[int, int]:
        """From the call to the end of its method; of its ``try`` where it is a resource."""
        told = kinds(self._unit)
        here: Node | None = call.node
        for _ in range(60):
            if here is None:
                break
            if here.type in told.resources:
                statement = here.parent.parent if here.parent is not None else None
                if statement is not None:
                    body = statement.child_by_field_name("body")
                    return call.node.end_byte, body.end_byte if body is not None else statement.end_byte
            if here.type in told.bodies:
                return call.node.end_byte, here.end_byte
            here = here.parent
        return call.node.end_byte, call.node.end_byte

    def _ended(self, later: list[Call], key: str, end: int) -> int:
        for call in later:
            if call.node.start_byte >= end:
                break
            if call.name in _ENDS and (not call.arguments or self._unit.evaluator.literal(call.at(0)) == key):
                return call.node.start_byte
        return end
