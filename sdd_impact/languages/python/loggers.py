"""Which objects of a Python file are loggers, of which library, and what they are called."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.model import Placeholder
from sdd_impact.syntax import dotted
from sdd_impact.syntax.naming import words
from sdd_impact.tuples import NamedTuple

if TYPE_CHECKING:
    from tree_sitter import Node

    from sdd_impact.model import Field
    from sdd_impact.syntax import Call, Unit

#: Functions that make a logger, by their last name: ``logging``, oslo.log, celery, absl, structlog, twisted.
MAKERS = frozenset(["getLogger", "get_logger", "get_task_logger", "getLoggerAdapter", "LoggerAdapter", "Logger", "BoundLogger", "wrap_logger",
                    "getChild", "get_absl_logger", "setup_logger", "get_child_logger", "KeywordArgumentAdapter"])  # fmt: skip

#: Methods that give the same logger, perhaps with further fields.
CHAINED = frozenset(["bind", "new", "unbind", "try_unbind", "opt", "patch", "contextualize", "getChild"])

_WORDS = frozenset(["log", "logger", "logging", "logs", "loggers"])
_LIBRARY = late.regex(rb"^[ \t]*(?:from|import)[ \t]+(loguru|structlog|twisted)\b", re.MULTILINE)
_STYLES = {"loguru": "format", "twisted": "format"}


class Logger(NamedTuple):
    """A logger: its name ("" where it is not known), the library's format style, and the fields bound to it."""

    name: str = ""
    style: str = "python-printf"
    fields: tuple[Field, ...] = ()


class Loggers:
    """Recognises loggers in one file by what they are assigned from, else by their name."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit
        data = unit.code.data
        found = _LIBRARY.search(data) if any(word in data for word in (b"loguru", b"structlog", b"twisted")) else None
        self._library = found[1].decode() if found else ""
        self._known: dict[tuple[str, int], Logger | None] = {}

    def of(self, call: Call) -> Logger | None:
        """The logger whose method is called; None where the receiver is no logger."""
        if call.receiver is None:
            return None
        if "(" in call.owner or len(self._unit.scope.bindings(call.owner)) > 1:
            return self._look(call.receiver, 8)  # its arguments matter, or which of the bindings comes before it
        key = (call.owner, self._unit.scope.span_at(call.node.start_byte))
        if key not in self._known:
            self._known[key] = self._look(call.receiver, 8)
        return self._known[key]

    def called(self, node: Node | None) -> Logger | None:
        """The logger that an expression is; None where it is none."""
        return self._look(node, 8) if node is not None else None

    def _look(self, node: Node, depth: int) -> Logger | None:
        if depth <= 0:
            return None
        call = self._unit.call(node)
        if call is not None:
            return self._made(call, depth)
        name = dotted(self._unit.code, node, self._unit.grammar)
        bound = self._unit.scope.lookup(name, node.start_byte)
        for value in bound.values if bound else ():
            made = self._unit.call(value[0]) if len(value) == 1 and value[0] is not None else None
            if made is not None and (found := self._made(made, depth - 1)):
                return found
        if name in ("logging", "_logging", "stdlogging"):
            return Logger("root")
        last = words(name.rpartition(".")[2])[-1:]
        return Logger(self._default_name(name), self._style(name)) if last and last[0] in _WORDS else None

    def _default_name(self, name: str) -> str:
        return module_name(self._unit.path) if self._library == "loguru" and name == "logger" else ""

    def _style(self, name: str) -> str:
        if self._library == "structlog":
            return "structlog"
        return _STYLES.get(self._library, "python-printf") if name.rpartition(".")[2] in ("logger", "log") else "python-printf"

    def _made(self, call: Call, depth: int) -> Logger | None:
        if call.name in CHAINED and call.receiver is not None:
            logger = self._look(call.receiver, depth - 1)
            if logger is None:
                return None
            if call.name == "getChild":
                child = self._unit.evaluator.literal(call.at(0))
                return logger._replace(name=f"{logger.name}.{child}" if logger.name and child else "")
            bound = tuple(self._unit.field(each.keyword, each.node) for each in call.arguments if each.keyword and not each.spread)
            return logger._replace(fields=logger.fields + (bound if call.name in ("bind", "new", "contextualize") else ()))
        if call.name in MAKERS or words(call.name)[-1:] == ("logger",):
            style = (
                "structlog"
                if "structlog" in call.owner or (self._library == "structlog" and call.name == "get_logger")
                else self._style("log")
            )
            return Logger(self._name(call), style if style != "format" or self._library == "twisted" else "python-printf")
        return None

    def _name(self, call: Call) -> str:
        """The name given to ``getLogger``: a literal, ``__name__`` as the file's module, or a text made of both."""
        if call.name in ("LoggerAdapter", "KeywordArgumentAdapter", "wrap_logger") or call.made:
            inner = self._look(call.arguments[0].node, 3) if call.arguments else None
            return inner.name if inner else ""
        argument = call.get(0, "name", "namespace")
        if argument is None:
            return "root" if call.callee == "logging.getLogger" else ""
        templates = self._unit.evaluator.texts(argument)
        texts = [self._part(part) for part in templates[0].parts] if len(templates) == 1 else [None]
        return "".join(text for text in texts if text) if None not in texts else ""

    def _part(self, part: str | Placeholder) -> str | None:
        if isinstance(part, str):
            return part
        return module_name(self._unit.path) if part.expression == "__name__" else None


def module_name(path: str) -> str:
    """The dotted module of a file: ``src/auth/reset.py`` → ``auth.reset``."""
    parts = path.rsplit(".", 1)[0].split("/")
    if parts[0] in ("src", "lib", "python") and len(parts) > 1:
        parts = parts[1:]
    if parts[-1] == "__init__" and len(parts) > 1:
        parts = parts[:-1]
    return ".".join(parts)
