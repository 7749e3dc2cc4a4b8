"""Which expression is a logger, of which make, under which name and with which fields of its own."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from sdd_impact import late, syntax
from sdd_impact.languages._ecmascript import loggers
from sdd_impact.languages._ecmascript.imports import Imported
from sdd_impact.tuples import NamedTuple

if TYPE_CHECKING:
    from tree_sitter import Node

    from sdd_impact.languages._ecmascript.loggers import Family
    from sdd_impact.languages._ecmascript.module import Module
    from sdd_impact.model import Field
    from sdd_impact.syntax import Call

#: Names that are loggers wherever they come from. A name that merely ends in ``log`` (``catalog``, ``dialog``) is none.
_LOGGER_NAME = late.regex(
    r"[#_$]*(?:log|logger|logging|LOG|LOGGER|Log|Logger|\w*[a-z0-9_](?:Log|Logger)|\w+_(?:log|logger|LOG|LOGGER)"
    r"|\w*[lL]og(?:ger)?(?:Service|Controller|Adapter|Client|Instance|Facade)|winston|pino|bunyan)_?"
)
#: Functions that give a logger: ``getLogger()``, ``useLogger()``, ``logger()``.
_GETTER_NAME = late.regex(r"(?:get|use|make|create|new|provide|inject)\w*Log(?:ger)?|logger|Logger|log")
#: Modules of a project whatever they give is a logger: ``import { logMessage } from "@lib/logger"``.
_LOGGER_MODULE = late.regex(r"(?:^|/)logg(?:er|ing)(?:\.[cm]?[jt]s)?\Z")
_DEPTH = 8


class Logger(NamedTuple):
    """A logger: how it reads its arguments, its name, and the fields that it adds to every statement."""

    family: Family
    name: str = ""
    fields: tuple[Field, ...] = ()


class Loggers:
    """Recognises the loggers of one file."""

    def __init__(self, module: Module) -> None:
        self._module = module
        self._unit = module.unit
        self._known: dict[tuple[str, int], Logger | None] = {}

    @cached_property
    def _usual(self) -> Family:
        """The family of loggers whose make is not to be seen: that of the only logging library that the file imports."""
        named = {loggers.MODULES[name] for name in self._module.modules if name in loggers.MODULES}
        return named.pop() if len(named) == 1 else loggers.FIELDS_LAST

    @cached_property
    def _properties(self) -> dict[str, str]:
        """The types of constructor parameters that are properties as well (TypeScript): ``private readonly log: Logger``."""
        if self._unit.grammar.name == "javascript":
            return {}
        found: dict[str, str] = {}
        query = "(required_parameter (accessibility_modifier) pattern: (identifier) @name type: (type_annotation (_) @type))"
        query += '(required_parameter "readonly" pattern: (identifier) @name type: (type_annotation (_) @type))'
        for captures in self._unit.shaped(query):
            found["this." + self._unit.text(captures["name"][0])] = self._unit.text(captures["type"][0])
        return found

    def of(self, node: Node | None, depth: int = _DEPTH) -> Logger | None:
        """The logger that an expression is; None where it is none."""
        node = self._module.plain(node)
        if node is None or depth <= 0:
            return None
        if node.type in ("call_expression", "new_expression"):
            call = self._unit.call(node)
            return self._called(call, depth) if call else None
        if node.type == "binary_expression":  # given || fallback
            left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
            return self.of(left, depth - 1) or self.of(right, depth - 1)
        if node.type not in ("identifier", "member_expression"):
            return None
        dotted = syntax.dotted(self._unit.code, node, self._unit.grammar)
        key = (dotted, self._unit.scope.span_at(node.start_byte))
        if key not in self._known:
            self._known[key] = None  # while it is looked up: a logger that is made of itself
            self._known[key] = self._named(dotted, node, depth)
        return self._known[key]

    # --- by name -------------------------------------------------------------------------------------------------

    def _named(self, dotted: str, node: Node, depth: int) -> Logger | None:
        owner, _, last = dotted.rpartition(".")
        if last == "console" and owner in ("", "globalThis", "window", "global", "self"):
            return Logger(loggers.CONSOLE)
        if dotted == "Sentry.logger":
            return Logger(loggers.FIELDS_LAST)
        return self._imported(node) or self._bound(dotted, node, depth) or self._by_look(owner, last)

    def _imported(self, node: Node) -> Logger | None:
        origin = self._module.origin(node)
        family = loggers.MODULES.get(origin.module) if origin else None
        if origin is not None and family is None and _LOGGER_MODULE.search(origin.module):
            return Logger(self._usual)
        if origin is None or family is None:
            return None
        last = self._module.last_name(node)
        whole = (not origin.name and family.name not in ("nest", "fields first")) or last in ("winston", "pino", "bunyan")
        return Logger(family) if whole or _LOGGER_NAME.fullmatch(last) or origin.name in ("consola", "Signale", "log") else None

    def _bound(self, dotted: str, node: Node, depth: int) -> Logger | None:
        bound = self._unit.scope.lookup(dotted, node.start_byte)
        declared = bound.type if bound else ""
        if family := self._typed(declared or self._properties.get(dotted, "")):
            made = self._made(bound.values if bound else (), depth)
            return made or Logger(family)
        return self._made(bound.values, depth) if bound else None

    def _made(self, values: tuple[tuple[Node | None, ...], ...], depth: int) -> Logger | None:
        if len(values) != 1 or len(values[0]) != 1:
            return None
        value = self._module.plain(values[0][0])
        return self.of(value, depth - 1) if value is not None and value.type != "member_expression" else None

    def _typed(self, declared: str) -> Family | None:
        last = re.split(r"[<\[|]", declared.lstrip(": ").strip())[0].strip().rpartition(".")[2]
        if last in ("Logger", "LoggerService"):
            origin = self._module.imports.get(last, Imported(""))
            return loggers.MODULES.get(origin.module) or self._usual_of(last)
        origin = self._module.imports.get(last, Imported(""))
        if origin.name == "Logger" and origin.module in loggers.MODULES:
            return loggers.MODULES[origin.module]
        return loggers.TYPES.get(last)

    def _usual_of(self, last: str) -> Family:
        return self._usual if last == "Logger" else loggers.TYPES[last]

    def _by_look(self, owner: str, last: str) -> Logger | None:
        if last == "log" and owner.rpartition(".")[2] in loggers.FASTIFY_OWNERS:
            return Logger(loggers.FIELDS_FIRST)
        return Logger(self._usual) if _LOGGER_NAME.fullmatch(last) else None

    # --- by how it is made ---------------------------------------------------------------------------------------

    def _called(self, call: Call, depth: int) -> Logger | None:
        if call.name in loggers.DERIVED and call.receiver is not None:
            base = self.of(call.receiver, depth - 1)
            if base:
                return self._derived(base, call)
        origin = self._module.origin(call.node.child_by_field_name("constructor" if call.made else "function"))
        family = loggers.MODULES.get(origin.module) if origin else None
        if origin and family and (call.made or origin.name in ("", *loggers.FACTORIES, "Logger")):
            return Logger(family, self._name_in(call), self._fields_in(call))
        if call.made:
            typed = self._typed(call.name)
            return Logger(typed, self._name_in(call)) if typed else None
        return Logger(self._usual, self._name_in(call)) if _GETTER_NAME.fullmatch(call.name) and call.callee != "log" else None

    def _derived(self, base: Logger, call: Call) -> Logger:
        given = call.at(0)
        if loggers.DERIVED[call.name] and given is not None and self._module.entries(given) is not None:
            return base._replace(fields=base.fields + tuple(self._module.fields(given)))
        return base._replace(name=self._name_in(call) or base.name)

    def _name_in(self, call: Call) -> str:
        """The name that a logger is made with: a text, ``Service.name``, or the key ``name`` of the options."""
        given = call.at(0)
        if given is None:
            return ""
        given = self._module.entry(given, "name", "scope", "label", "category", "tag") or given
        text = self._module.evaluator.literal(given)
        if text is not None:
            return text
        plain = self._module.plain(given)
        if plain is not None and plain.type == "member_expression" and self._module.last_name(plain) == "name":
            return self._module.last_name(plain.child_by_field_name("object"))
        return ""

    def _fields_in(self, call: Call) -> tuple[Field, ...]:
        """Fields that the options give to every statement: winston's ``defaultMeta``, pino's ``base``."""
        given = self._module.entry(call.at(0), "defaultMeta", "base")
        return tuple(self._module.fields(given)) if given is not None and self._module.entries(given) is not None else ()

    # --- debug functions -----------------------------------------------------------------------------------------

    def namespace(self, function: Node | None, depth: int = _DEPTH) -> str | None:
        """The namespace of a function made by the ``debug`` package or ``util.debuglog``; None where it is no such function."""
        function = self._module.plain(function)
        if function is None or depth <= 0:
            return None
        if function.type == "identifier":
            bound = self._unit.scope.lookup(self._unit.text(function), function.start_byte)
            if bound is None or len(bound.values) != 1 or len(bound.values[0]) != 1:
                return None
            return self.namespace(bound.values[0][0], depth - 1) if bound.where != "parameter" else None
        call = self._unit.call(function)
        if call is None or function.type != "call_expression":
            return None
        if call.name == "extend" and (base := self.namespace(call.receiver, depth - 1)) is not None:
            return f"{base}:{self._module.evaluator.literal(call.at(0)) or '*'}"
        origin = self._module.origin(function.child_by_field_name("function"))
        if origin and ".".join(part for part in origin if part) in loggers.DEBUG_MODULES and call.callee != "require":
            return self._module.evaluator.literal(call.at(0)) or ""
        return None
