"""Log statements and console output of Python: the standard library and its likes, structlog, loguru, twisted, print."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.languages.python.loggers import Logger, Loggers
from sdd_impact.model import LEVELS, Placeholder, Template
from sdd_impact.syntax.values import only

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tree_sitter import Node

    from sdd_impact.model import Field, LogCall, Statement
    from sdd_impact.syntax import Argument, Call, Unit

#: Methods of a logger and the level of what they write. ``exception`` logs an error with its traceback.
METHODS = {
    "debug": "debug", "info": "info", "notice": "notice", "warning": "warning", "warn": "warning", "error": "error", "exception": "error",
    "critical": "critical", "fatal": "critical", "trace": "trace", "success": "success", "verbose": "verbose", "audit": "audit",
    "failure": "critical", "emergency": "critical", "alert": "critical",
    # structlog's asynchronous methods
    "adebug": "debug", "ainfo": "info", "awarning": "warning", "awarn": "warning", "aerror": "error", "aexception": "error", "acritical": "critical",
    # twisted.python.log
    "msg": "info", "err": "error",
}  # fmt: skip

#: Names of levels as written: ``logging.WARN``, ``"INFO"``, ``LogLevel.info``, and the numbers of the standard library.
_LEVEL_NAMES = {
    **{level: level for level in LEVELS},
    "warn": "warning", "fatal": "critical", "success": "success", "verbose": "verbose", "emergency": "critical", "alert": "critical", "notset": "notset",
}  # fmt: skip
_NUMBERS = {"5": "trace", "10": "debug", "20": "info", "25": "success", "30": "warning", "40": "error", "50": "critical"}

#: Keyword arguments that belong to the library, not to the event.
_RESERVED = frozenset(["exc_info", "stack_info", "stacklevel", "extra", "instance", "context", "resource", "event", "msg", "message", "failure",
                       "isError", "why", "logLevel"])  # fmt: skip

_TEXTS = frozenset(["msg", "message"])

#: Functions that write to the console: dotted callee → position of the first text.
_CONSOLE = {
    "print": 0, "click.echo": 0, "click.secho": 0, "typer.echo": 0, "typer.secho": 0, "echo": 0, "secho": 0,
    "sys.stderr.write": 0, "sys.stdout.write": 0, "stderr.write": 0, "stdout.write": 0, "self.stdout.write": 0, "self.stderr.write": 0,
}  # fmt: skip

#: Last names of calls that may be log statements.
NAMES = frozenset([*METHODS, "log", "print", "echo", "secho", "write", "warn", "warn_explicit"])
#: A method that is chosen when it runs: ``getattr(logger, level)("…")``.
CHOSEN = late.regex(rb"\bgetattr\(\s*[\w.]*log", re.IGNORECASE)


def log_statements(unit: Unit, calls: Sequence[Call], wrappers: tuple[LogCall, ...]) -> Iterator[Statement]:
    """The log statements among these calls. ``wrappers`` are the project's own logging functions."""
    loggers = Loggers(unit)
    for call in calls:
        wrapper = next((each for each in wrappers if call.callee == each.call or call.callee.endswith("." + each.call)), None)
        if wrapper:
            yield from _wrapped(unit, call, wrapper)
        elif call.callee in _CONSOLE:
            yield from _console(unit, call)
        elif call.callee in ("warnings.warn", "warn") and call.arguments:
            yield from _warning(unit, call)
        elif (call.name in METHODS or call.name == "log") and (logger := loggers.of(call)):
            yield from _logged(unit, call, logger)


def chosen(unit: Unit) -> Iterator[Statement]:
    """``getattr(logger, level)("…")``, with the level where that is a literal."""
    loggers = Loggers(unit)
    for getter in unit.calls_with(CHOSEN):
        outer = getter.node.parent
        call = unit.call(outer) if outer is not None and outer.child_by_field_name("function") == getter.node else None
        logger = loggers.called(getter.at(0)) if getter.name == "getattr" else None
        name = unit.evaluator.literal(getter.at(1))
        if call is not None and logger is not None and (name is None or name in METHODS):
            yield from _said(unit, call, logger, 0, METHODS[name] if name else None)


def _logged(unit: Unit, call: Call, logger: Logger) -> Iterator[Statement]:
    shift, level = 0, METHODS.get(call.name)
    if call.name == "log":
        shift, found = 1, _level(unit, call.get(0, "level"))
        if found is None or len(call.arguments) < 2:
            return  # logger.log("loss", 0.1) of an experiment tracker
        level = found or None
    if call.name == "err":
        shift = 1 if call.at(1) is not None else 0
    yield from _said(unit, call, logger, shift, level)


def _said(unit: Unit, call: Call, logger: Logger, shift: int, level: str | None) -> Iterator[Statement]:
    """What a logger's method says whose message stands at ``shift``."""
    message = call.get(shift, "event", "msg", "message", "why", "_why")
    spread = message is None and bool(call.arguments) and call.arguments[0].spread
    if spread:
        message = call.arguments[0].node
    if message is None:
        return
    arguments = tuple(argument for argument in call.positional[shift + 1 :] if argument.node.id != message.id)
    keywords = tuple(argument for argument in call.arguments if argument.keyword and not argument.spread)
    texts = _TEXTS if call.at(shift) is not None else frozenset()  # with a message in front they are fields like any other
    given = tuple(argument for argument in keywords if argument.keyword not in _RESERVED or argument.keyword in texts)
    style, filled = _style(unit, logger, message, arguments, given)
    templates = unit.message(message, style, filled)
    fields = logger.fields + tuple(unit.field(argument.keyword, argument.node) for argument in given) + _extra(unit, call)
    if len(arguments) == 1 and not any(template.placeholders for template in templates):
        fields += _mapping_fields(unit, arguments[0].node)
    yield from unit.log(
        call.node,
        templates,
        level,
        logger=logger.name,
        fields=_once(fields),
        opening="" if spread else unit.evaluator.opening(message),
        style=style,
        arguments=filled,
    )


def _level(unit: Unit, node: Node | None, depth: int = 3) -> str | None:
    """The level that an expression names; "" for one that is only known when it runs, None for what is no level."""
    if node is None:
        return None
    text = unit.text(node)
    if node.type == "integer":
        return _NUMBERS.get(text, "")
    if node.type == "string":
        name = unit.evaluator.literal(node) or ""
        return _LEVEL_NAMES.get(name.lower())
    if node.type in ("identifier", "attribute"):
        level = _LEVEL_NAMES.get(text.rpartition(".")[2].lower(), "")
        value = only(unit.scope.lookup(text, node.start_byte)) if depth and not level else None
        return (_level(unit, value, depth - 1) or "") if value is not None else level
    return "" if node.type in ("call", "conditional_expression", "subscript", "boolean_operator") else None


def _style(
    unit: Unit, logger: Logger, message: Node, arguments: tuple[Argument, ...], given: tuple[Argument, ...]
) -> tuple[str, tuple[Argument, ...]]:
    """The format style of a message and the arguments that fill it."""
    if logger.style == "format":
        return ("format", (*arguments, *given)) if arguments or given else ("", ())
    if not arguments:
        return "", ()
    texts = unit.evaluator.literals(message)
    if texts and all("{" in text and "%" not in text for text in texts):
        return "format", (*arguments, *given)  # a style adapter
    return "python-printf", arguments


def _extra(unit: Unit, call: Call) -> tuple[Field, ...]:
    node = call.keyword("extra")
    return _mapping_fields(unit, node) if node is not None else ()


def _mapping_fields(unit: Unit, node: Node) -> tuple[Field, ...]:
    found = unit.evaluator.mapping(node) or {}
    return tuple(unit.field(name, value) for name, value in found.items())


def _once(fields: tuple[Field, ...]) -> tuple[Field, ...]:
    """The fields in order; a later one of the same name replaces the earlier."""
    return tuple({field.name: field for field in fields}.values())


def _wrapped(unit: Unit, call: Call, wrapper: LogCall) -> Iterator[Statement]:
    by_name = isinstance(wrapper.message, str)
    message = call.keyword(str(wrapper.message)) if by_name else call.get(int(wrapper.message), "event", "msg", "message")
    if message is None:
        return
    level = wrapper.level if isinstance(wrapper.level, str) else _level(unit, call.at(wrapper.level)) or None
    rest = () if by_name else call.positional[int(wrapper.message) + 1 :]
    if isinstance(wrapper.level, int):
        position = call.at(wrapper.level)
        rest = tuple(argument for argument in rest if position is None or argument.node.id != position.id)
    keywords = [each for each in call.arguments if each.keyword and not each.spread and each.keyword not in _RESERVED]
    fields = tuple(unit.field(each.keyword, each.node) for each in keywords if each.node.id != message.id) + _extra(unit, call)
    style, filled = _style(unit, Logger(), message, tuple(rest), ())
    templates = unit.message(message, style, filled)
    opening = unit.evaluator.opening(message)
    yield from unit.log(call.node, templates, level, fields=_once(fields), opening=opening, style=style, arguments=filled)


def _warning(unit: Unit, call: Call) -> Iterator[Statement]:
    """``warnings.warn``: the standard library logs it under the name ``py.warnings`` where warnings are captured."""
    if call.callee == "warn" and b"from warnings import" not in unit.code.data:
        return
    message = call.get(0, "message")
    made = unit.call(message)
    if made is not None and re.search(r"Warning$", made.name):
        message = made.at(0)
    if message is not None:
        opening = unit.evaluator.opening(message)
        yield from unit.log(call.node, unit.message(message), "warning", logger="py.warnings", opening=opening)


def _console(unit: Unit, call: Call) -> Iterator[Statement]:
    """Console output; ``print`` joins its arguments with a space (or its ``sep``). Printing into another file is none."""
    target = call.keyword("file")
    if target is not None and not re.search(r"\bstd(?:out|err)$", unit.text(target)):
        return
    if (
        call.callee in ("echo", "secho")
        and b"from click import" not in unit.code.data
        and b"from typer import" not in unit.code.data
    ):
        return
    positional = call.positional or tuple(each for each in call.arguments if each.keyword == "message")
    if not positional or (positional[0].spread and len(positional) == 1):
        return
    separator = call.keyword("sep")
    between = (unit.evaluator.literal(separator) if separator is not None else " ") or ""
    templates: tuple[Template, ...] = (Template(),)
    for index, argument in enumerate(positional):
        more = (Template((Placeholder(""),)),) if argument.spread else unit.message(argument.node)
        joined = (Template.of(*one.parts, between if index else "", *two.parts) for one in templates for two in more)
        templates = tuple(joined)[:8]
    yield from unit.log(call.node, templates, None, logger="console")
