"""Streams that log: ``LOG(INFO) << "…" << x``, ``qDebug() << …``, ``std::cerr << …``, and what a check says when it fails."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.languages._cfamily.levels import of_constant, of_words
from sdd_impact.languages._cfamily.names import api_of
from sdd_impact.languages._cfamily.texts import operands

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

    from sdd_impact.languages._cfamily.texts import Texts
    from sdd_impact.model import Statement, Template
    from sdd_impact.syntax import Call, Unit

#: Streams that begin with a name alone, looked for from what stands behind it.
_NAMED = late.regex(rb"(?:w?cerr|w?cout|w?clog|g_log|P?LOG[A-Z0-9_]*)\s*\Z")
_SHIFT = late.regex(rb"<<")
_LONGEST_NAME = 100
CHECK = late.regex(
    r"(?:ABSL_|RTC_|BUTIL_)?[DPQ]?P?CHECK(?:_(?:EQ|NE|LT|LE|GT|GE|NOTNULL|STR(?:CASE)?(?:EQ|NE)|OK|NEAR|DOUBLE_EQ|INDEX|RANGE))?|D?LOG_ASSERT|FATAL_FAIL"
)
QT = late.regex(r"qC?(Debug|Info|Warning|Critical|Fatal)")
_CONSOLE = frozenset(["cerr", "cout", "clog", "wcerr", "wcout", "wclog"])
_QT_MANNERS = frozenset(["nospace", "noquote", "quote", "space", "maybeSpace", "verbosity"])


class Streams:
    """Reads the streams of one file."""

    def __init__(self, unit: Unit, texts: Texts) -> None:
        self._unit = unit
        self._texts = texts

    def named(self) -> Iterator[Statement]:
        """Streams that begin with a name: ``std::cerr << …``, ``LOG_ERROR << …``."""
        data = self._unit.code.data
        for shift in _SHIFT.finditer(data):
            found = _NAMED.search(data, max(0, shift.start() - _LONGEST_NAME), shift.start())
            if found is None:
                continue
            node = self._unit.code.root.descendant_for_byte_range(found.start(), found.start())
            if node is None or node.type in ("comment", "string_content", "preproc_arg"):
                continue
            if node.parent is not None and node.parent.type == "qualified_identifier":
                node = node.parent
            top = self._top(node)
            name = self._unit.text(node)
            if top is None or top.start_byte != node.start_byte:
                continue
            console = name.rpartition("::")[2].strip() in _CONSOLE
            api = api_of(name)
            if name == "g_log":  # PowerDNS: g_log << Logger::Warning << "…"
                level = of_constant(self._unit.text(operands(top)[1]))
                yield from self._made(top, level, "", first=1 + (level is not None))
            elif console or api is not None:
                level = None if console or api is None else api.level or of_words(name) or ("verbose" if "VLOG" in name else None)
                yield from self._made(top, level, "console" if console else "")

    def called(self, call: Call) -> Iterator[Statement]:
        """A stream that begins with a call."""
        qt = QT.fullmatch(call.name)
        start, between = self._start(call.node) if qt else (call.node, "")
        top = self._top(start)
        if top is None:
            return
        if CHECK.fullmatch(call.name):
            template = self._template(top, "")
            yield from self._unit.error(top, (template,) if template.literals else (), type=call.name)
        elif qt:
            level = {"Fatal": "critical"}.get(qt[1], of_words(qt[1]))
            yield from self._made(top, level, "", " " if between else "")
        else:
            yield from self._made(top, self._level(call), "")

    def starts(self, call: Call) -> bool:
        """Whether a call begins a stream."""
        return self._top(self._start(call.node)[0] if QT.fullmatch(call.name) else call.node) is not None

    def _start(self, node: Node) -> tuple[Node, str]:
        """Qt's stream behind ``.nospace()`` and its kin, and what it writes between two parts."""
        between = " "
        while node.parent is not None and node.parent.type == "field_expression" and node.parent.parent is not None:
            manner = node.parent.child_by_field_name("field")
            text = self._unit.text(manner) if manner is not None else ""
            if text not in _QT_MANNERS:
                break
            between = "" if text == "nospace" else between
            node = node.parent.parent
        return node, between

    def _top(self, node: Node) -> Node | None:
        """The whole of ``node << a << b``; None where nothing is written to it."""
        top: Node | None = None
        for _ in range(300):
            outer = node.parent
            if outer is None or not self._texts.is_stream(outer) or outer.child_by_field_name("left") != node:
                return top
            top = node = outer
        return top

    def _level(self, call: Call) -> str | None:
        for argument in call.positional:
            text = self._unit.text(argument.node)
            level = of_constant(text) or (of_words(text) if len(text) < 60 and argument.node.type != "binary_expression" else None)
            if level is not None:
                return level
        return of_words(call.name) or ("verbose" if "VLOG" in call.name else None)

    def _template(self, top: Node, between: str, first: int = 1) -> Template:
        return self._texts.streamed(operands(top)[first:], between)

    def _made(self, top: Node, level: str | None, logger: str, between: str = "", first: int = 1) -> Iterator[Statement]:
        template = self._template(top, between, first)
        if template.parts and (logger != "console" or any(literal.strip() for literal in template.literals)):
            yield from self._unit.log(top, (template,), level, logger=logger)
