"""Structured fields: keys and values in turn, typed fields such as ``slog.Int("n", 1)``, maps of fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.model import Field
from sdd_impact.syntax import dotted
from sdd_impact.syntax.values import only

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tree_sitter import Node

    from sdd_impact.syntax import Argument, Call, Unit

#: Packages (as named in the file) whose functions make fields.
_MAKERS = frozenset(
    ["slog", "zap", "zapcore", "log", "attribute", "F", "logger", "logfields", "tag", "field", "zfield", "logx", "lf"]
)
_KEY = late.regex(r"[\w.@/\-]{1,80}")
_ATTRIBUTE = late.regex(r"(?:\bslog\.Attr|\bzap\.Field|\bzapcore\.Field|\.Field|\.Attr)$")


class Fields:
    """Reads the fields of one file. ``error`` is the name under which ``zap.Error(err)`` and its likes are written."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit

    def pairs(self, arguments: Sequence[Argument]) -> Iterator[Field]:
        """The fields of keys and values in turn, typed fields among them; those behind zap's ``Namespace`` have its name in front."""
        at, inside = 0, ""
        while at < len(arguments):
            argument = arguments[at]
            node = argument.node
            typed = self.typed(node)
            if typed is not None:
                yield from (each._replace(name=inside + each.name) for each in typed)
                inside += self._namespace(node)
            elif argument.spread or self._is_field(node):
                pass
            elif at + 1 < len(arguments):
                if key := self.key(node):
                    yield self._unit.field(inside + key, arguments[at + 1].node)
                at += 1
            at += 1

    def _namespace(self, node: Node) -> str:
        call = self._unit.call(node)
        name = self._unit.evaluator.literal(call.at(0)) if call is not None and call.name == "Namespace" else None
        return f"{name}." if name else ""

    def typed(self, node: Node, depth: int = 4) -> list[Field] | None:
        """The fields that a call makes, those of a group with its name in front; None where it is no such call."""
        call = self._unit.call(node) if node.type == "call_expression" else None
        if call is None or depth <= 0 or "." not in call.callee or call.owner.rpartition(".")[2] not in _MAKERS:
            return None
        first = call.at(0)
        if first is None or not call.name[:1].isupper():
            return None
        if call.name in ("Error", "Err") and len(call.arguments) == 1:
            return [self._unit.field("error", first)]
        if call.name in ("Skip", "Namespace", "Inline", "Ctx"):
            return []
        name = self._literal_key(first)
        if not name:
            return [] if call.owner in ("zap", "slog") else None
        if call.name in ("Group", "Dict"):
            inner = [Field(f"{name}.{each.name}", each.value) for each in self.pairs(call.positional[1:])]
            return inner or [Field(name)]
        return [self._unit.field(name, call.at(1))]

    def mapping(self, node: Node | None) -> Iterator[Field]:
        """The fields of ``logrus.Fields{"a": 1}``, or of a variable that holds one."""
        for _ in range(4):
            if node is None or node.type in self._unit.grammar.mappings:
                break
            node = only(self._unit.scope.lookup(dotted(self._unit.code, node, self._unit.grammar), node.start_byte))
        if node is None or node.type not in self._unit.grammar.mappings:
            return
        for key, value in self._unit.grammar.mappings[node.type](self._unit.code, node):
            if key is not None and (name := self.key(key)):
                yield self._unit.field(name, value)

    def key(self, node: Node) -> str:
        """A key as it is written to the log: a literal or constant; the name of a constant that another file holds."""
        if found := self._literal_key(node):
            return found
        if node.type in ("identifier", "selector_expression"):
            return dotted(self._unit.code, node, self._unit.grammar)
        return ""

    def is_key(self, node: Node) -> bool:
        """Whether an argument looks like a key: a literal of one word."""
        text = self._unit.evaluator.literal(node) if node.type in self._unit.grammar.literals else None
        return text is not None and _KEY.fullmatch(text) is not None

    def _literal_key(self, node: Node) -> str:
        text = self._unit.evaluator.literal(node)
        return text if text and node.type not in ("int_literal", "true", "false") else ""

    def _is_field(self, node: Node) -> bool:
        """Whether a variable holds a field rather than a key."""
        if node.type == "composite_literal":
            return True
        if node.type not in ("identifier", "selector_expression"):
            return False
        bound = self._unit.scope.lookup(self._unit.text(node), node.start_byte)
        if bound is None:
            return False
        value = only(bound)
        made = self._unit.call(value) if value is not None else None
        return _ATTRIBUTE.search(bound.type) is not None or (made is not None and made.owner in ("slog", "zap"))


def once(fields: Sequence[Field]) -> tuple[Field, ...]:
    """The fields in order; a later one of the same name replaces the earlier."""
    return tuple({field.name: field for field in fields}.values())


def chain(unit: Unit, call: Call | None, limit: int = 60) -> Iterator[Call]:
    """A call and the calls that it is called on, outermost first."""
    for _ in range(limit):
        if call is None:
            return
        yield call
        call = unit.call(call.receiver) if call.receiver is not None and call.receiver.type == "call_expression" else None
