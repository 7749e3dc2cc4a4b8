"""Which expressions of Ruby are loggers, by what they are made of or by their name; and the name and fields that a logger has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdd_impact.syntax import dotted
from sdd_impact.syntax.naming import words
from sdd_impact.tuples import NamedTuple

if TYPE_CHECKING:
    from tree_sitter import Node

    from sdd_impact.model import Field
    from sdd_impact.syntax import Call, Unit

#: Last parts of what makes a logger: ``Logger.new``, ``Ougai::Logger.new``, ``SemanticLogger["x"]``, ``Logging.logger["x"]``.
_MAKERS = frozenset(["Logger", "SyslogLogger", "BroadcastLogger", "SemanticLogger", "TaggedLogging", "Logging"])
#: Methods that give the same logger, perhaps with further fields: ``ActiveSupport::TaggedLogging#tagged``, Ougai's ``child``.
CHAINED = frozenset(
    ["tagged", "child", "with_fields", "with_context", "with", "add_context", "silence", "unscoped", "broadcast_to"]
)
#: Modules whose functions log: ``Puppet.warning("…")``.
_CLASSES = frozenset(["Puppet"])
_WORDS = frozenset(["log", "logger", "logging", "loggers"])
_DEPTH = 8


class Logger(NamedTuple):
    """A logger: its name ("" where it is not known) and the fields bound to it."""

    name: str = ""
    fields: tuple[Field, ...] = ()


class Loggers:
    """Recognises the loggers of one file."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit
        self._known: dict[tuple[str, int], Logger | None] = {}

    def of(self, call: Call) -> Logger | None:
        """The logger whose method is called; None where the receiver is no logger."""
        if call.receiver is None:
            return None
        if "(" in call.owner or "[" in call.owner:
            return self._look(call.receiver, _DEPTH)  # its arguments matter
        key = (call.owner, self._unit.scope.span_at(call.node.start_byte))
        if key not in self._known:
            self._known[key] = self._look(call.receiver, _DEPTH)
        return self._known[key]

    def _look(self, node: Node, depth: int) -> Logger | None:
        if depth <= 0:
            return None
        if node.type == "element_reference":
            return self._indexed(node)
        call = self._unit.call(node)
        if call is not None and call.arguments:
            return self._made(call, depth)
        if call is not None and call.made:
            return Logger() if call.owner.rpartition(".")[2] in _MAKERS else None
        name = dotted(self._unit.code, node, self._unit.grammar)
        bound = self._unit.scope.lookup(name, node.start_byte)
        for value in bound.values if bound else ():
            made = value[0] if len(value) == 1 and value[0] is not None else None
            if made is not None and made.type in ("call", "element_reference") and (found := self._look(made, depth - 1)):
                return found
        return Logger() if name.lstrip(".") in _CLASSES or is_logger_name(name) else None

    def _indexed(self, node: Node) -> Logger | None:
        """``SemanticLogger["name"]``, ``Logging.logger[self]``; an element of a hash of loggers."""
        owner = node.child_by_field_name("object")
        if owner is None:
            return None
        name = dotted(self._unit.code, owner, self._unit.grammar)
        if name.rpartition(".")[2] not in ("SemanticLogger", "logger", "loggers"):
            return None
        index = node.named_children[1] if len(node.named_children) > 1 else None
        text = self._unit.evaluator.literal(index) or ""
        if not text and index is not None and index.type in ("constant", "scope_resolution"):
            text = self._unit.text(index)
        return Logger(text)

    def _made(self, call: Call, depth: int) -> Logger | None:
        if call.made:
            if call.owner.rpartition(".")[2] not in _MAKERS:
                return None
            inner = self._look(call.arguments[0].node, depth - 1) if call.owner.endswith("TaggedLogging") else None
            return inner or Logger(self._unit.evaluator.literal(call.keyword("progname", "name")) or "")
        if call.name in CHAINED and call.receiver is not None:
            logger = self._look(call.receiver, depth - 1)
            given = tuple(self._unit.field(each.keyword, each.node) for each in call.arguments if each.keyword and not each.spread)
            return logger._replace(fields=logger.fields + given) if logger else None
        return Logger() if words(call.name)[-1:] == ("logger",) else None


def is_logger_name(name: str) -> bool:
    """Whether a dotted name is a logger's by its last word: ``Rails.logger``, ``@log``, ``$log``, ``Chef.Log``, ``access_logger``."""
    last = name.rpartition(".")[2]
    return words(last)[-1:] in {(word,) for word in _WORDS} and not last.endswith("?")
