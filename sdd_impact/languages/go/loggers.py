"""Which expressions of a Go file are loggers, of which library, what they are called and which fields they carry.

A declared type or the call that made it decides; a name (``log``, ``logger``, ``s.log``) only where the file says nothing of it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.languages.go import libraries
from sdd_impact.languages.go.fields import once
from sdd_impact.languages.go.libraries import UNKNOWN, Library, library_of
from sdd_impact.languages.go.methods import LEVELS, is_level_method
from sdd_impact.syntax import dotted
from sdd_impact.syntax.naming import words
from sdd_impact.tuples import NamedTuple

if TYPE_CHECKING:
    from tree_sitter import Node

    from sdd_impact.languages.go.fields import Fields
    from sdd_impact.languages.go.imports import Imports
    from sdd_impact.model import Field
    from sdd_impact.syntax import Call, Unit

_NAMES = frozenset(
    [
        "log",
        "logger",
        "logs",
        "loggers",
        "logging",
        "lgr",
        "lg",
        "logr",
        "sugar",
        "slog",
        "klog",
        "glog",
        "zlog",
        "slogger",
        "zerolog",
    ]
)
#: Variables of logging packages that are loggers.
_VARIABLES = frozenset(["L", "S", "G", "Log", "Logger", "Default", "DefaultLogger", "Root", "Base", "Std", "StandardLogger"])
_TYPE = late.regex(r"[*&]*(?:(\w+)\.)?(\w+)(?:\[.*\])?$")
_DEPTH = 8


class Logger(NamedTuple):
    """A logger: its library, its name ("" where it is not known), the fields bound to it, a level that replaces the method's, and what
    stands in front of the names of later fields (slog's groups)."""

    library: Library = UNKNOWN
    name: str = ""
    fields: tuple[Field, ...] = ()
    level: str = ""
    group: str = ""


class Loggers:
    """Recognises the loggers of one file."""

    def __init__(self, unit: Unit, imports: Imports, fields: Fields) -> None:
        self._unit = unit
        self._imports = imports
        self._fields = fields
        self._known: dict[tuple[str, int], Logger | None] = {}
        self._open: set[int] = set()

    def of(self, node: Node | None, depth: int = _DEPTH) -> Logger | None:
        """The logger that an expression is; None where it is none."""
        if node is None or depth <= 0 or node.id in self._open:
            return None
        self._open.add(node.id)
        call = self._unit.call(node)
        found = self._made(call, depth) if call is not None else self._named(node, depth)
        self._open.discard(node.id)
        return found

    def _named(self, node: Node, depth: int) -> Logger | None:
        while node.type in self._unit.grammar.through:
            inner = self._unit.grammar.through[node.type](node)
            if inner is None:
                return None
            node = inner
        if node.type not in ("identifier", "selector_expression"):
            return None
        name = dotted(self._unit.code, node, self._unit.grammar)
        key = (name, node.start_byte)
        if key not in self._known:
            self._known[key] = self._look(name, node, depth)
        return self._known[key]

    def _look(self, name: str, node: Node, depth: int) -> Logger | None:
        first, _, rest = name.partition(".")
        if path := self._imports.path(first, node.start_byte):
            return self._of_package(path, rest)
        declared = self._type(name, node.start_byte)
        typed = self._of_type(declared) if declared else None
        if declared and typed is None:
            return None
        bound = self._unit.scope.lookup(name, node.start_byte)
        for value in bound.values if bound is not None else ():
            if len(value) == 1 and value[0] is not None and (made := self.of(value[0], depth - 1)) is not None:
                return made if typed is None or made.library != UNKNOWN else typed
        if typed is not None:
            return typed
        if bound is not None and bound.values and self._certainly_else(bound.values):
            return None
        return Logger() if words(name.rpartition(".")[2])[-1:] and words(name.rpartition(".")[2])[-1] in _NAMES else None

    def _certainly_else(self, values: tuple[tuple[Node | None, ...], ...]) -> bool:
        """Whether all values are literals of another kind: no logger, whatever the name."""
        kinds = {each.type for value in values for each in value if each is not None}
        return bool(kinds) and kinds <= {
            *self._unit.grammar.literals,
            "int_literal",
            "float_literal",
            "composite_literal",
            "func_literal",
        }

    def _of_package(self, path: str, rest: str) -> Logger | None:
        """A package itself, or a variable of it (``ctrl.Log``, ``zerolog.DefaultContextLogger``)."""
        library = library_of(path)
        if not rest and library in (libraries.ZAP, libraries.LOGR, libraries.HCLOG, libraries.SUGAR):
            return None  # these packages have no functions that log
        if rest in _VARIABLES and (
            library is not None or words(path.rpartition("/")[2])[-1:] in (("log",), ("logger",), ("logging",))
        ):
            return Logger(library or UNKNOWN)
        last = words((rest or path).rpartition("." if rest else "/")[2])
        if library is not None and (not rest or last[-1:] == ("log",) or last[-1:] == ("logger",)):
            return Logger(library)
        if path in ("math", "math/cmplx", "testing") or library is not None:
            return None
        return Logger() if last and (last[-1] in _NAMES or (not rest and last[-1] == "v2" and "log" in path)) else None

    def _type(self, name: str, at: int) -> str:
        """The declared type of a name, or of a field of a struct of this file."""
        bound = self._unit.scope.lookup(name, at)
        if bound is not None and bound.type:
            return bound.type
        owner, _, last = name.rpartition(".")
        if not owner:
            return ""
        declared = self._type(owner, at) if owner.count(".") < 3 else ""
        found = _TYPE.match(declared.strip())
        if found is None or found[1]:
            return ""
        field = self._unit.scope.lookup(f"{found[2]}.{last}", at)
        return field.type if field is not None else ""

    def _of_type(self, declared: str) -> Logger | None:
        found = _TYPE.match(declared.strip())
        if found is None or not libraries.TYPES.search(found[2]):
            return None
        package, name = found.groups()
        if not package:
            return Logger() if re.search(r"[lL]og(?:ger)?$", name) else None
        path = self._imports.paths.get(package, "")
        library = library_of(path)
        if library == libraries.ZAP and name.startswith("Sugared"):
            library = libraries.SUGAR
        if library is None:
            return Logger() if re.search(r"Log(?:ger)?$", name) and package not in ("raft", "wal", "types") else None
        return Logger(library)

    # --- calls that give a logger --------------------------------------------------------------------------------------

    def _made(self, call: Call, depth: int) -> Logger | None:
        package = self._imports.path(call.owner, call.node.start_byte) if call.owner and "." not in call.owner else ""
        if package:
            return self._from_package(call, package, depth)
        base = self.of(call.receiver, depth - 1) if call.receiver is not None else None
        if base is not None:
            if call.name in libraries.CHAINED or call.name.startswith("With") or self._is_context(call):
                return self._derived(base, call)
            return None
        last = words(call.name)[-1:]
        return Logger() if last and last[0] in ("log", "logger") and not call.name.startswith(("New", "new")) else None

    def _is_context(self, call: Call) -> bool:
        """Inside zerolog's ``With().Str("a", b).Logger()``."""
        return ".With()" in call.owner or call.name in ("With", "Logger")

    def _from_package(self, call: Call, path: str, depth: int) -> Logger | None:
        library = library_of(path)
        if library == libraries.GOKIT:
            if path.endswith("level") and call.name.lower() in LEVELS:
                inner = self.of(call.at(0), depth - 1) or Logger()
                return inner._replace(library=library, level=LEVELS[call.name.lower()])
            if call.name in ("With", "WithPrefix", "WithSuffix"):
                inner = self.of(call.at(0), depth - 1) or Logger()
                return inner._replace(library=library, fields=once((*inner.fields, *self._fields.pairs(call.positional[1:]))))
            return Logger(library)
        if library is not None:
            if is_level_method(call.name) and call.name != "Log":
                return None
            made = Logger(libraries.GIVES.get((library.name, call.name), library))
            if call.name in ("LoggerWithValues", "LoggerWithName"):
                inner = self.of(call.at(0), depth - 1) or made
                if call.name == "LoggerWithName":
                    return inner._replace(library=libraries.LOGR, name=self._joined(inner.name, call.at(1)))
                return inner._replace(
                    library=libraries.LOGR, fields=once((*inner.fields, *self._fields.pairs(call.positional[1:])))
                )
            return self._derived(made, call)
        handed = self._handed(call, depth)
        if handed is not None:
            return handed
        last = words(call.name)[-1:]
        if last and last[0] in ("log", "logger"):
            return Logger()
        if words(path.rpartition("/")[2])[-1:] and words(path.rpartition("/")[2])[-1] in _NAMES and not is_level_method(call.name):
            return self._derived(Logger(), call)
        return None

    def _handed(self, call: Call, depth: int) -> Logger | None:
        """``util.WithContext(ctx, logger)`` of a project's own package gives the logger that it is given, perhaps with more fields."""
        if not call.name.startswith("With"):
            return None
        return next((found for each in call.positional[:3] if (found := self.of(each.node, depth - 1)) is not None), None)

    def _derived(self, base: Logger, call: Call) -> Logger:
        library = libraries.TURNS.get(call.name, base.library)
        base = base._replace(library=library)
        first = call.at(0)
        if call.name in ("WithName", "Named", "GetLogger", "NewHelper"):
            return base._replace(name=self._joined(base.name, first))
        if call.name == "V":
            raised = library in (libraries.LOGR, UNKNOWN) and first is not None and self._unit.text(first) != "0"
            return base._replace(level="debug" if raised else "")
        if call.name == "WithGroup":
            return base._replace(group=f"{base.group}{self._unit.evaluator.literal(first) or ''}.")
        return base._replace(fields=once((*base.fields, *self._bound(base, call))))

    @staticmethod
    def _inside(logger: Logger, field: Field) -> Field:
        """A field inside of the groups that slog's ``WithGroup`` has opened."""
        return field._replace(name=logger.group + field.name) if logger.group else field

    def _bound(self, base: Logger, call: Call) -> list[Field]:
        """The fields that a call binds to its logger."""
        first = call.at(0)
        if first is None:
            return []
        if call.name == "WithFields" and len(call.arguments) == 1:
            return list(self._fields.mapping(first))
        if call.name == "WithError":
            return [self._unit.field("error", first)]
        if call.name == "Err" and ".With()" in call.owner:
            return [self._unit.field("error", first)]
        if call.name == "New" and (call.receiver is None or not self._unit.evaluator.is_text(first)):
            return []  # the options of a new logger; a logger's own New of log15 and go-ethereum binds keys and values
        if call.name in ("With", "WithField", "WithValues", "WithLazy", "WithFields", "New"):
            return [self._inside(base, field) for field in self._fields.pairs(call.positional)]
        if ".With()" in call.owner and len(call.arguments) == 2:
            return list(self._fields.pairs(call.positional))
        return []

    def _joined(self, name: str, node: Node | None) -> str:
        part = self._unit.evaluator.literal(node) or ""
        return f"{name}.{part}" if name and part else part or name
