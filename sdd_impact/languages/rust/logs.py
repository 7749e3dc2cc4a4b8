"""Log macros and console macros, read as statements.

Sources of the conventions: https://docs.rs/log (macros, ``kv``), https://docs.rs/tracing (macros, "Recording Fields"),
https://docs.rs/slog (macro ``log!``), https://docs.rs/defmt, and the kernel's ``pr_*`` and ``dev_*``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.languages.rust.names import CONSOLE_MACROS, DEVICE_MACROS, LEVEL_FIRST, LEVEL_MACROS, LOGGING_PATHS
from sdd_impact.model import Template

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tree_sitter import Node

    from sdd_impact.model import Field, LogCall, Statement
    from sdd_impact.syntax import Argument, Call, Unit

#: The browser's console as web-sys has it, with one value.
_BROWSER: dict[str, str | None] = {"log_1": None, "debug_1": "debug", "info_1": "info", "warn_1": "warning", "error_1": "error"}
#: Names of the macros, as the rewritten text has them.
NAMES = frozenset([*(f"{name}_" for name in (*LEVEL_MACROS, *LEVEL_FIRST, *CONSOLE_MACROS, "write", "writeln")), *_BROWSER])
_LITERALS = frozenset(["string_literal", "raw_string_literal"])
#: What ``tracing`` and ``log`` take with a colon, and what is no field.
_DIRECTIVES = frozenset(["target", "parent", "name", "logger", "channel"])
_LOGGER_NAME = late.regex(r"(?:^|[._:])(?:\w*_)?(?:log|logger|root|drain)(?:\(\))?$")
_LEVEL = late.regex(r"(?:^|::)(?:Level|LevelFilter|Severity)::(\w+)$")
_LEVELS = {
    "trace": "trace",
    "debug": "debug",
    "info": "info",
    "warn": "warning",
    "warning": "warning",
    "error": "error",
    "critical": "critical",
}
#: A file that names the crate ``slog`` (and not ``syslog``): there the logger stands in front.
_SLOG = late.regex(rb"\b(?:use|crate)\s+slog\b|\bslog(?:_\w+)?::")
_STREAM = late.regex(r"std(?:out|err)")


class Logs:
    """Reads the log macros of one file."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit
        self._slog = b"slog" in unit.code.data and _SLOG.search(unit.code.data) is not None

    def read(self, call: Call) -> Iterator[Statement]:
        """The statement of a macro; nothing where it is none."""
        name = call.name[:-1]
        owner = call.owner.rpartition(".")[2]
        if call.name in _BROWSER:
            message = call.at(0)
            if owner == "console" and message is not None and self._unit.evaluator.is_text(message):
                templates = self._unit.evaluator.texts(message)
                yield from self._unit.log(call.node, templates, _BROWSER[call.name], logger="console")
            return
        if name in LEVEL_MACROS and (not owner or owner in LOGGING_PATHS or owner.endswith(("log", "tracing"))):
            yield from self._logged(call, LEVEL_MACROS[name], list(call.arguments), device=name in DEVICE_MACROS)
        elif name in LEVEL_FIRST and (not owner or owner in LOGGING_PATHS):
            yield from self._with_level(call)
        elif name in CONSOLE_MACROS:
            yield from self._printed(call, list(call.arguments))
        elif name in ("write", "writeln") and call.arguments and _STREAM.search(self._unit.text(call.arguments[0].node)):
            yield from self._printed(call, list(call.arguments[1:]))

    def wrapper(self, call: Call, told: LogCall) -> Iterator[Statement]:
        """A call of a function or macro that the configuration names."""
        at = told.message
        message = call.at(at) if isinstance(at, int) else call.keyword(at)
        if message is None:
            return
        level = told.level if isinstance(told.level, str) else self._level(call.at(told.level))
        rest = [argument for argument in call.arguments if argument.node.start_byte > message.start_byte]
        style = "format" if call.name.endswith("_") else ""
        yield from self._unit.log(
            call.node, self._unit.message(message, style, rest), level, opening=self._unit.evaluator.opening(message)
        )

    def _with_level(self, call: Call) -> Iterator[Statement]:
        arguments = list(call.arguments)
        first = next((at for at, each in enumerate(arguments) if not self._is_directive(each)), None)
        if first is None:
            return
        if arguments[first].node.type in _LITERALS:
            yield from self._logged(call, None, arguments)
            return
        level = self._level(arguments[first].node)
        if level is None and not any(each.node.type in _LITERALS and not each.keyword for each in arguments):
            return
        yield from self._logged(call, level, arguments[:first] + arguments[first + 1 :])

    def _level(self, node: Node | None) -> str | None:
        found = _LEVEL.search(self._unit.text(node)) if node is not None else None
        return _LEVELS.get(found[1].lower(), found[1].lower()) if found else None

    def _is_directive(self, argument: Argument) -> bool:
        """``target: "…"``: a colon stood right behind the name, where a field has a blank."""
        if argument.keyword not in _DIRECTIVES:
            return False
        start = argument.node.parent.start_byte if argument.node.parent is not None else 0
        return self._unit.code.data[start + len(argument.keyword) :][:1] == b"="

    def _is_tag(self, argument: Argument) -> bool:
        """Slog's ``#"tag"``, which the rewritten text has as ``&"tag"``."""
        node = argument.node
        return (
            self._slog
            and node.type == "reference_expression"
            and node.named_child_count == 1
            and node.named_children[0].type in _LITERALS
        )

    def _logged(self, call: Call, level: str | None, arguments: list[Argument], *, device: bool = False) -> Iterator[Statement]:
        target = next((each.node for each in arguments if each.keyword == "target" and self._is_directive(each)), None)
        logger = self._unit.evaluator.literal(target) or ""
        arguments = [each for each in arguments if not self._is_directive(each) and not self._is_tag(each)]
        if arguments and not arguments[0].keyword and self._is_logger(arguments, device=device):
            arguments.pop(0)
        at = next((at for at, each in enumerate(arguments) if not each.keyword and self._is_text(each.node)), len(arguments))
        fields, message = self._fields(arguments[:at])
        rest: list[Argument] = []
        for argument in arguments[at + 1 :]:
            inner = self._pairs(argument)
            if inner is None:
                rest.append(argument)
            fields += inner or []
        templates: tuple[Template, ...] = (Template(),)
        if at < len(arguments):
            templates = self._unit.message(arguments[at].node, "format", rest)
        elif message is not None:
            templates = self._unit.evaluator.texts(message)
        elif not fields:
            return
        yield from self._unit.log(call.node, templates, level, logger=logger, fields=fields)

    def _is_logger(self, arguments: Sequence[Argument], *, device: bool) -> bool:
        """Whether the first argument is slog's logger (or the kernel's device) rather than a field or the text."""
        first = arguments[0].node
        if self._is_text(first) or first.type == "array_expression":
            return False
        return device or self._slog or _LOGGER_NAME.search(self._unit.text(first)) is not None

    def _is_text(self, node: Node) -> bool:
        if node.type in _LITERALS:
            return True
        call = self._unit.call(node) if node.type == "call_expression" else None
        return call is not None and call.name in ("concat_", "format_args_", "format_")

    def _fields(self, arguments: Sequence[Argument]) -> tuple[list[Field], Node | None]:
        """What stands before the text: fields, and ``message = "…"``."""
        fields: list[Field] = []
        message: Node | None = None
        for argument in arguments:
            if argument.node.type == "array_expression" and not argument.keyword:  # { a = 1, b } in front of the text
                pairs = self._unit.grammar.mappings["array_expression"](self._unit.code, argument.node)
                fields += [self._unit.field(self._key(key), value) for key, value in pairs if key is not None]
                listed = [child for child in argument.node.named_children if child.type in ("identifier", "field_expression")]
                fields += [self._unit.field(self._unit.text(child), child) for child in listed]
            elif argument.keyword == "message":
                message = argument.node
            elif argument.keyword:
                fields.append(self._unit.field(_name(argument.keyword), argument.node))
            elif argument.node.type in ("identifier", "field_expression", "self", "reference_expression"):
                fields.append(self._unit.field(_name(self._unit.text(argument.node).lstrip("&")), argument.node))
        return fields, message

    def _pairs(self, argument: Argument) -> list[Field] | None:
        """Slog's ``"key" => value`` and ``o!(…)`` behind the text; None for what fills the text in."""
        if argument.keyword.startswith('"'):
            return [self._unit.field(_name(argument.keyword), argument.node)]
        call = self._unit.call(argument.node) if argument.node.type == "call_expression" else None
        if call is not None and call.name in ("o_", "kv_", "b_"):
            return [self._unit.field(_name(each.keyword), each.node) for each in call.arguments if each.keyword]
        return None

    def _key(self, node: Node) -> str:
        return _name(self._unit.text(node))

    def _printed(self, call: Call, arguments: list[Argument]) -> Iterator[Statement]:
        """Console output; an empty line is none."""
        if arguments and self._is_text(arguments[0].node):
            templates = self._unit.message(arguments[0].node, "format", arguments[1:])
            yield from self._unit.log(call.node, templates, None, logger="console")


def _name(written: str) -> str:
    """A field's name without quotes and without the mark of a raw name."""
    return "".join(written.strip('"').replace("r#", "").split())
