"""Fields that commands of the search itself make: by ``eval``, ``rename``, ``lookup`` and the like.

No log statement writes them, so a condition on one says nothing about a line by itself. Where the field is another one renamed, or an
``if`` or ``case`` with plain values, the condition is read through it; else it is left open.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdd_impact.model import AllOf, AnyOf, FieldIs, Not, Opaque, Phrase, Query, Regex
from sdd_impact.searches._spl.expressions import Expr
from sdd_impact.searches._trees import all_of, any_of, line_or_field, negation
from sdd_impact.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

#: Renames of renames: more than this is a circle.
_DEEPEST = 40


class Made(NamedTuple):
    """How a field is made: the text of the command's arguments and the expression in it."""

    text: str
    expr: Expr


class Computed:
    """The fields made so far. ``unsure`` is set behind a command that may make fields of any name (a lookup, ``foreach``)."""

    def __init__(self) -> None:
        self._made: dict[str, Made | None] = {}
        self._captured: set[str] = set()
        self.unsure = False

    def __contains__(self, name: str) -> bool:
        if name in self._made:
            return True
        return self.unsure and name not in self._captured and line_or_field(name) != ""

    def how(self, name: str) -> Made | None:
        """Return how a field is made; None where it is not made, or not known how."""
        return self._made.get(name)

    def make(self, name: str, made: Made | None = None) -> None:
        """Note that a field is made."""
        self._made[name] = made

    def make_all(self, names: Iterable[str]) -> None:
        """Note fields that are made, it is not known how."""
        self._made.update(dict.fromkeys(names))

    def capture(self, names: Iterable[str]) -> None:
        """Note fields that are now cut out of the line: those are the line's own again."""
        for name in names:
            self._made.pop(name, None)
            self._captured.add(name)

    def rename(self, old: str, new: str) -> None:
        """Note that ``new`` is what ``old`` was."""
        if old == new or (old not in self._made and self.unsure and old not in self._captured):
            return
        made = self._made[old] if old in self._made else Made(old, Expr("field", old, (), 0, len(old)))
        self._made[new] = made

    def origin(self, name: str) -> str | None:
        """Return the line's own field behind a name, through renames; None where it is computed."""
        for _ in range(_DEEPEST):
            if name not in self:
                return name
            made = self.how(name)
            if made is None or made.expr.kind != "field" or made.expr.value == name:
                return None
            name = made.expr.value
        return None


def read_through(query: Query, computed: Computed, condition: Callable[[str], Query]) -> Query:
    """Return the query with each test of a computed field read through what made it, or left open.

    ``condition`` reads a condition as the ``where`` command has it.
    """
    if isinstance(query, AllOf):
        return all_of(read_through(part, computed, condition) for part in query.parts)
    if isinstance(query, AnyOf):
        return any_of(read_through(part, computed, condition) for part in query.parts)
    if isinstance(query, Not):
        return negation(read_through(query.part, computed, condition))
    if not isinstance(query, FieldIs | Phrase | Regex):
        return query
    name = query.field or "_raw"
    if name not in computed:
        return query
    own = computed.origin(name)
    if own is not None:
        return query._replace(field=line_or_field(own))
    if isinstance(query, FieldIs) and query.op in {"=", "!="} and not query.wildcards and '"' not in query.value:
        found = condition(f"'{name}'{query.op}\"{query.value}\"")
        if not isinstance(found, Opaque):
            return found
    return Opaque(f"{name} {_asked(query)}", "asks about what an earlier command computes")


def _asked(query: FieldIs | Phrase | Regex) -> str:
    if isinstance(query, FieldIs):
        return f"{query.op} {query.value}".strip()
    return query.text if isinstance(query, Phrase) else query.pattern
