"""Which expression is a logger, of which library, under which name it logs, and what it adds to each event."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.languages.csharp.libraries import AKKA, MICROSOFT, NAMESPACES, NLOG, PLAIN, SERILOG, UNKNOWN, Library
from sdd_impact.languages.csharp.names import plain
from sdd_impact.syntax import snake
from sdd_impact.tuples import NamedTuple

if TYPE_CHECKING:
    from tree_sitter import Node

    from sdd_impact.languages.csharp.arguments import Arguments
    from sdd_impact.languages.csharp.names import Names
    from sdd_impact.model import Field
    from sdd_impact.syntax import Call, Unit

#: A declared type that is a logger's.
_LOGGER_TYPE = late.regex(r"(?:^|[a-z0-9]|\bI)Log$|Logger$|LoggingAdapter$|TraceWriter$")
_TYPES = {"ILoggingAdapter": AKKA, "ILog": PLAIN, "Logger": NLOG}
_TYPE_ARGUMENT = late.regex(r"<(.*)>\??$", re.DOTALL)
#: A name that is a logger's where nothing else is known of it: its last word.
_LOGGER_WORDS = frozenset(["log", "logger"])
#: Calls that give a logger.
_FACTORIES = frozenset(
    ["GetLogger", "GetCurrentClassLogger", "CreateLogger", "ForContext", "GetNullLogger", "GetLoggerFor", "Create", "For"]
)
_ADDING = frozenset(["ForContext", "WithProperty", "WithProperties"])
_DEPTH = 8


class Logger(NamedTuple):
    """A logger: its library, its name ("" where it is not known), the fields that it adds."""

    library: Library
    name: str = ""
    fields: tuple[Field, ...] = ()


class Loggers:
    """The loggers of one file."""

    def __init__(self, unit: Unit, names: Names, arguments: Arguments) -> None:
        self._unit = unit
        self._names = names
        self._arguments = arguments
        self._known: dict[tuple[str, int], Logger | None] = {}

    def of(self, node: Node | None, depth: int = _DEPTH) -> Logger | None:
        """The logger that an expression is, None where it is none."""
        if node is None or depth <= 0:
            return None
        node = self._arguments.inner(node)
        if node.type in ("identifier", "generic_name", "member_access_expression", "conditional_access_expression"):
            text = self._arguments.dotted(node)
            key = (text, self._unit.scope.span_at(node.start_byte))
            if key not in self._known:
                self._known[key] = None  # a name that is made of itself
                self._known[key] = self._named(text, node.start_byte, depth)
            return self._known[key]
        call = self._unit.call(node)
        return self._made(call, depth) if call is not None else None

    # --- a name --------------------------------------------------------------------------------------------------------

    def _named(self, text: str, at: int, depth: int) -> Logger | None:
        owner, _, last = text.rpartition(".")
        bound = self._unit.scope.lookup(text, at)
        if bound is None:
            return self._unbound(owner, last)
        declared = bound.type
        value = bound.values[0][0] if len(bound.values) == 1 and len(bound.values[0]) == 1 else None
        made = self._initialised(value, depth) if value is not None else None
        if declared and declared != "var":
            return self._of_declared(declared, made)
        return made or (Logger(self._of_file or UNKNOWN) if _ends_like_logger(last) else None)

    def _of_declared(self, declared: str, made: Logger | None) -> Logger | None:
        kind = self._names.full(plain(declared))
        last = kind.rpartition(".")[2]
        if not _LOGGER_TYPE.search(last):
            return None
        argument = _TYPE_ARGUMENT.search(declared)
        if argument and last == "ILogger":
            return Logger(MICROSOFT, self._names.named(argument[1], MICROSOFT.separator))
        library = self._of_namespace(kind) or _TYPES.get(last) or self._of_file
        if made is not None:
            return made._replace(library=library or made.library)
        return Logger(library or UNKNOWN)

    def _initialised(self, value: Node, depth: int) -> Logger | None:
        value = self._arguments.inner(value)
        if value.type == "binary_expression":  # logger ?? throw …
            left = value.child_by_field_name("left")
            return self.of(left, depth - 1)
        return (
            self.of(value, depth - 1) if value.type in ("identifier", "member_access_expression", "invocation_expression") else None
        )

    def _unbound(self, owner: str, last: str) -> Logger | None:
        """A name that this file does not declare: a static class, something inherited or another class's."""
        if last in ("Log", "Logger") and owner in ("", "Serilog", "Serilog.Log"):
            library = self._of_file or UNKNOWN
            return Logger(SERILOG if owner else library)
        return Logger(self._of_file or UNKNOWN) if _ends_like_logger(last) else None

    # --- a call that gives a logger --------------------------------------------------------------------------------------

    def _made(self, call: Call, depth: int) -> Logger | None:
        if call.name in _ADDING:
            outer = self.of(call.receiver, depth - 1)
            if outer is not None:
                return self._adding(call, outer)
        if call.name in _FACTORIES and self._is_factory(call):
            return self._from_factory(call)
        if not call.arguments and _ends_like_logger(call.name) and not call.made:
            return Logger(self._of_file or UNKNOWN)  # GetLogger(), Logger()
        return None

    def _adding(self, call: Call, outer: Logger) -> Logger:
        function = call.node.child_by_field_name("function")
        argument = _TYPE_ARGUMENT.search(self._unit.text(function)) if function is not None else None
        first = call.at(0)
        if argument and not call.arguments:
            return outer._replace(name=self._names.named(argument[1], outer.library.separator))
        if first is not None and first.type == "typeof_expression":
            return outer._replace(name=self._type(first, outer.library))
        return outer._replace(fields=(*outer.fields, *self._arguments.keyed(first, call.at(1))))

    def _is_factory(self, call: Call) -> bool:
        last = call.owner.rpartition(".")[2].removesuffix("()")
        if call.name in ("Create", "For"):
            return last in ("Log", "Logger", "LogProvider")
        return not last or snake(last).endswith(
            ("logger", "log_manager", "logger_factory", "log_factory", "log_provider", "log", "factory", "logging", "context")
        )

    def _from_factory(self, call: Call) -> Logger:
        owner = self._names.full(call.owner)
        library = self._of_namespace(owner) or self._of_file or UNKNOWN
        if call.name == "GetCurrentClassLogger" and library == UNKNOWN:
            library = NLOG
        if call.name == "CreateLogger" and library not in (SERILOG, MICROSOFT):
            library = MICROSOFT
        return Logger(library, self._name(call, library))

    def _name(self, call: Call, library: Library) -> str:
        function = call.node.child_by_field_name("function")
        argument = _TYPE_ARGUMENT.search(self._unit.text(function)) if function is not None else None
        if argument and "(" not in argument[1]:
            return self._names.named(argument[1], library.separator)
        first = call.at(0)
        if first is None:
            return self._names.class_name(call.node.start_byte, library.separator) if call.name == "GetCurrentClassLogger" else ""
        literal = self._unit.evaluator.literal(first)
        if literal is not None:
            return literal
        return self._type(first, library)

    def _type(self, node: Node, library: Library) -> str:
        """``typeof(X)``, ``typeof(X).FullName``, ``GetType()``, ``MethodBase.GetCurrentMethod().DeclaringType``."""
        node = self._arguments.inner(node)
        last = ""
        if node.type == "member_access_expression":
            member = node.child_by_field_name("name")
            last = self._unit.text(member) if member is not None else ""
            outer = node.child_by_field_name("expression")
            if outer is not None and last in ("FullName", "Name"):
                node = self._arguments.inner(outer)
        if node.type == "typeof_expression":
            named = node.child_by_field_name("type")
            full = self._names.type_name(named, library.separator) if named is not None else ""
            return full.rpartition(".")[2].rpartition("+")[2] if last == "Name" else full
        if "GetCurrentMethod" in self._unit.code.folded(node) or self._unit.code.folded(node).endswith("GetType()"):
            return self._names.class_name(node.start_byte, library.separator)
        return ""

    # --- libraries -------------------------------------------------------------------------------------------------------

    def _of_namespace(self, name: str) -> Library | None:
        return next((library for namespace, library in NAMESPACES.items() if name.startswith(namespace + ".")), None)

    @cached_property
    def _of_file(self) -> Library | None:
        """The one library that a file uses, for loggers of which it does not say more."""
        found = {library for namespace, library in NAMESPACES.items() if self._names.uses(namespace)}
        return found.pop() if len(found) == 1 else None


def _ends_like_logger(name: str) -> bool:
    words = [word for word in snake(name.partition("<")[0].removesuffix("()")).split("_") if not word.isdigit()]
    return bool(words) and words[-1] in _LOGGER_WORDS
