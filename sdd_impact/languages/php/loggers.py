"""Which expressions of PHP are loggers, by what they are made of, by their type or by their name; and the name and fields of each."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.syntax import dotted
from sdd_impact.syntax.naming import words
from sdd_impact.tuples import NamedTuple

if TYPE_CHECKING:
    from tree_sitter import Node

    from sdd_impact.model import Field
    from sdd_impact.syntax import Call, Unit

#: Methods that give a logger: Laravel's ``channel`` and ``stack``, Monolog's ``withName``, factories, containers.
_CHAINED = frozenset(["channel", "stack", "build", "driver", "withName", "withContext", "shareContext", "withoutContext", "getLogger", "logger", "get",
                      "make", "getInstance", "getChannel", "log"])  # fmt: skip
_WORDS = frozenset(["log", "logger", "logging", "loggers"])
#: Parameters and properties whose type is a logger.
_TYPED = late.regex(rb"Logger(?:Interface|Contract)?(?:\|null)?\s+&?\$(\w+)")
#: Classes whose static methods log: Laravel's facade, Yii and Craft.
_CLASSES = frozenset(["Log", "Yii", "Craft", "Logger"])
#: What a container calls its logger: ``logger``, ``monolog.logger.x``, ``logger.channel.x``, ``LoggerInterface::class``.
_SERVICE = late.regex(r"(?:logger|log)|.*(?:(?:\\|^|\.)logger(?:\..*)?|Logger(?:Interface)?(?:::class)?)", re.DOTALL)
_DEPTH = 8


class Logger(NamedTuple):
    """A logger: its name ("" where it is not known) and the fields bound to it."""

    name: str = ""
    fields: tuple[Field, ...] = ()


class Loggers:
    """Recognises the loggers of one file."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit
        self._typed = {name.decode("utf-8", "replace") for name in _TYPED.findall(unit.code.data)}
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
        call = self._unit.call(node)
        if call is not None:
            return self._made(call, depth)
        name = dotted(self._unit.code, node, self._unit.grammar)
        last = name.rpartition(".")[2].lstrip("$")
        bound = self._unit.scope.lookup(name, node.start_byte)
        for value in bound.values if bound else ():
            made = self._unit.call(value[0]) if len(value) == 1 and value[0] is not None else None
            if made is not None and (found := self._made(made, depth - 1)):
                return found
        if last in self._typed or name in _CLASSES:
            return Logger()
        index = node.named_children[1] if node.type == "subscript_expression" and len(node.named_children) == 2 else None
        if index is not None and self._is_service(index):  # $container["logger"]
            return Logger()
        return Logger() if words(last)[-1:] in {(word,) for word in _WORDS} else None

    def _made(self, call: Call, depth: int) -> Logger | None:
        """A logger that a call gives: ``Log::channel("x")``, ``Drupal::logger("x")``, ``new Logger("x")``, ``getLogger()``."""
        first = self._unit.evaluator.literal(call.at(0)) or ""
        if call.made:
            return Logger(first) if call.name.endswith("Logger") else None
        if call.name in ("withContext", "shareContext"):
            logger = self._look(call.receiver, depth - 1) if call.receiver is not None else None
            given = self._unit.evaluator.mapping(call.arguments[0].node) if call.arguments else None
            fields = tuple(self._unit.field(key, value) for key, value in (given or {}).items())
            return logger._replace(fields=logger.fields + fields) if logger else None
        if call.name == "get" and self._is_factory(call):
            return Logger(first)  # Drupal: the factory gives the logger of a channel
        if call.name in ("get", "make", "app", "service", "resolve", "getService"):  # a container's service
            asked = call.at(0)
            return Logger() if asked is not None and self._is_service(asked) else None
        if words(call.name)[-1:] in {("logger",), ("log",)}:
            return Logger(first)
        inner = self._look(call.receiver, depth - 1) if call.name in _CHAINED and call.receiver is not None else None
        if inner is None and call.name == "getInstance" and words(call.owner)[:1] == ("logger",):
            inner = Logger()
        return inner._replace(name=first or inner.name) if inner else None

    def _is_service(self, node: Node) -> bool:
        """Whether a container is asked for its logger."""
        name = self._unit.evaluator.literal(node) or self._unit.text(node)
        return _SERVICE.fullmatch(name) is not None and "factory" not in name.lower()

    def _is_factory(self, call: Call) -> bool:
        r"""``$this->loggerFactory``, ``\Drupal::service("logger.factory")``, ``$container->get("logger.factory")``."""
        made = self._unit.call(call.receiver)
        named = (self._unit.evaluator.literal(made.at(0)) or made.name) if made is not None else call.owner
        return [word for word in words(named.rpartition("->")[2]) if word in ("logger", "factory")] == ["logger", "factory"]
