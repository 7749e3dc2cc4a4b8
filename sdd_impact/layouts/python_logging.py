"""Python's ``logging``: formats of ``basicConfig``, of a literal ``dictConfig``, of ``logging.conf`` and of the same as YAML or JSON; structlog."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from typing import Any

from sdd_impact import late
from sdd_impact.errors import NotationError
from sdd_impact.layouts.shown import NOTHING, Shown, joined, keyed, literal, text, unclear
from sdd_impact.layouts.slots import slot
from sdd_impact.model import Source
from sdd_impact.notation import load_yaml, plain
from sdd_impact.tuples import NamedTuple

_LARGEST = 400_000
_SLOTS = {
    "asctime": "time", "created": "number", "levelname": "level", "name": "logger", "message": "message", "process": "number",
    "thread": "number", "threadName": "thread", "processName": "text", "module": "text", "funcName": "text", "filename": "text",
    "pathname": "text", "lineno": "number", "msecs": "number", "relativeCreated": "number", "taskName": "text",
}  # fmt: skip
_FIELDS = {
    "%": late.regex(r"%(?:\((?P<name>\w+)\)(?P<wide>[-#0 +]*\d*)(?P<more>(?:\.\d+)?)[a-zA-Z]|(?P<escaped>%))"),
    "{": late.regex(r"(?P<escaped>\{\{|\}\})|\{(?P<name>\w+)(?:![rsa])?(?::(?P<wide>[<>^]?\d*)(?P<more>[^{}]*))?\}"),
    "$": late.regex(r"(?P<escaped>\$\$)|\$(?:\{(?P<name>\w+)\}|(?P<plain>[a-zA-Z_]\w*))"),
}
#: What begins a field. Where it stands in the text between fields, a field was not understood.
_BEGINNING = {"%": "%", "{": "{", "$": "$"}
_BASIC = "%(levelname)s:%(name)s:%(message)s"
#: Formatters that write JSON, by the last part of their class.
_JSON = {
    "JsonFormatter": {"message": "message", "level": "levelname", "logger": "name", "time": "asctime"},
    "ColoredFormatter": None,
    "ProcessorFormatter": None,
}
_STRUCTLOG = {"message": "event", "level": "level", "logger": "logger", "time": "timestamp"}


def layout_of(form: str, style: str = "%") -> Shown:
    """Return the layout that a format of ``logging`` says."""
    fields = _FIELDS.get(style)
    if fields is None or len(form) > 2_000:
        return unclear("the style of its format is not known")
    out, at = [], 0
    if _BEGINNING[style] in fields.sub("", form):
        return unclear("its format has a field that is not understood")
    for found in fields.finditer(form):
        out.append(literal(form[at : found.start()]))
        groups = found.groupdict()
        name = groups.get("name") or groups.get("plain")
        out.append(_slot(name, groups.get("wide") or "", groups.get("more") or "") if name else literal(found.group()[0]))
        at = found.end()
    return text("".join(out) + literal(form[at:]), "python")


def _slot(name: str, wide: str, more: str) -> str:
    kind = _SLOTS.get(name, "text")
    if more.strip("sdf") and kind in ("message", "level", "logger"):
        return slot("text")
    digits = wide.lstrip("<>^-#0 +")
    if kind == "number" and digits:
        return slot("text")
    if not digits.isdigit() or kind in ("time", "text", "thread", "number") or kind == "message":
        return slot(kind)
    left = wide.startswith("-") or (not wide.startswith(">") and "^" not in wide and wide.startswith("<"))
    return slot(kind, "", -int(digits[:2]) if left else int(digits[:2]))


def read_source(source: Source) -> Shown:
    """Return the layouts that a Python source file sets up with literal texts."""
    if len(source.data) > _LARGEST:
        return unclear("it is too large")
    import warnings  # late: few branches lead here

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # an odd escape in somebody's source is nothing to tell
            tree = ast.parse(source.data)
        return joined(list(_in_source(tree)))
    except (SyntaxError, ValueError):
        return NOTHING  # what is no Python says nothing; its statements are reported as unread elsewhere
    except (RecursionError, MemoryError):
        return unclear("it is nested too deeply")


def _in_source(tree: ast.AST) -> Iterator[Shown]:
    nodes = list(ast.walk(tree))
    texts = _texts(nodes)
    json_renderer = any(_last(node) == "JSONRenderer" for node in nodes if isinstance(node, ast.Attribute | ast.Name))
    for node in nodes:
        if isinstance(node, ast.Call) and _last(node.func) == "basicConfig":
            yield _basic(node, texts)
        elif isinstance(node, ast.Dict) and any(isinstance(key, ast.Constant) and key.value == "formatters" for key in node.keys):
            yield _configured(_value(node, texts))
        elif isinstance(node, ast.Call) and _last(node.func) == "ConsoleRenderer":
            yield unclear("structlog's ConsoleRenderer writes in colours and columns")
    if json_renderer:
        yield keyed("structlog", **_STRUCTLOG)


def _last(node: ast.AST) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def _basic(call: ast.Call, texts: dict[str, str]) -> Shown:
    given = {each.arg: each.value for each in call.keywords}
    if None in given or "handlers" in given:
        return unclear("its basicConfig takes what is not written there")
    form, style = given.get("format"), given.get("style")
    written = _BASIC if form is None else _value(form, texts)
    kind = "%" if style is None else _value(style, texts)
    if not isinstance(written, str) or not isinstance(kind, str):
        return unclear("the format of its basicConfig is no literal text")
    if form is None and kind != "%":
        return unclear("its basicConfig has a style without a format")
    return layout_of(written, kind)


def _value(node: ast.expr, texts: dict[str, str]) -> Any:
    """Return a literal value; what is none, inside or as a whole, is None."""
    if isinstance(node, ast.Constant):
        return node.value
    if isinstance(node, ast.Dict):
        return {
            key.value: _value(value, texts)
            for key, value in zip(node.keys, node.values, strict=True)
            if isinstance(key, ast.Constant) and isinstance(key.value, str)
        }
    if isinstance(node, ast.List | ast.Tuple):
        return [_value(each, texts) for each in node.elts]
    if isinstance(node, ast.Attribute | ast.Name):
        name = _last(node)
        return texts.get(name, _Named(name)) if isinstance(node, ast.Name) else _Named(name)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        left, right = _value(node.left, texts), _value(node.right, texts)
        return left + right if isinstance(left, str) and isinstance(right, str) else None
    return None


class _Named(NamedTuple):
    """A class or another thing that stands in a literal by its name."""

    name: str


def _texts(nodes: Iterable[ast.AST]) -> dict[str, str]:
    """Return the names to which the file gives one literal text."""
    found: dict[str, set[str | None]] = {}
    for node in nodes:
        targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
        value = node.value if isinstance(node, ast.Assign | ast.AnnAssign) else None
        text = _value(value, {}) if value is not None else None
        for target in targets:
            if isinstance(target, ast.Name):
                found.setdefault(target.id, set()).add(text if isinstance(text, str) else None)
    return {name: text for name, values in found.items() if len(values) == 1 and (text := next(iter(values))) is not None}


def read_document(source: Source) -> Shown:
    """Return the layouts of a configuration of ``logging`` in YAML or JSON."""
    try:
        return _configured(plain(load_yaml(source, source.path)))
    except NotationError as error:
        return unclear(str(error))


def _configured(said: Any) -> Shown:
    """Return the layouts of a configuration as a dictionary: those of the formatters that a handler uses."""
    if not isinstance(said, dict) or not isinstance(said.get("formatters"), dict):
        return NOTHING
    formatters: dict[str, Any] = said["formatters"]
    handlers = said.get("handlers")
    handlers = handlers if isinstance(handlers, dict) else {}
    used = _used(said, handlers)
    names = {handlers[name].get("formatter") for name in used if isinstance(handlers.get(name), dict)}
    chosen = [each for name, each in formatters.items() if name in names] if names - {None} else list(formatters.values())
    return joined([_formatter(each) for each in chosen])


def _used(said: dict[str, Any], handlers: Iterable[str]) -> set[str]:
    """Return the handlers that a logger names; all of them where none does."""
    loggers = said.get("loggers")
    places = [said.get("root"), *(loggers.values() if isinstance(loggers, dict) else ())]
    named = {
        str(name)
        for each in places
        if isinstance(each, dict) and isinstance(each.get("handlers"), list)
        for name in each["handlers"]
    }
    return named or set(handlers)


def _formatter(said: Any) -> Shown:
    if not isinstance(said, dict):
        return unclear("a formatter is no literal")
    made = said.get("()", said.get("class", ""))
    kind = made.name if isinstance(made, _Named) else str(made or "").rpartition(".")[2]
    if kind in _JSON:
        keys = _JSON[kind]
        renamed = any(each in said for each in ("rename_fields", "fmt_dict", "static_fields", "processor"))
        return keyed("python", **keys) if keys and not renamed else unclear(f"how {kind} writes a line is not known")
    if kind not in ("", "Formatter"):
        return unclear(f"how {kind} writes a line is not known")
    form, style = said.get("format", said.get("fmt", "%(message)s")), said.get("style", "%")
    if not isinstance(form, str) or not isinstance(style, str):
        return unclear("the format of a formatter is no literal text")
    return layout_of(form, style)


def read_conf(source: Source) -> Shown:
    """Return the layouts of ``logging.conf``."""
    import configparser  # late: few have such a file

    parser = configparser.RawConfigParser(strict=False)
    try:
        parser.read_string(source.data[:_LARGEST].decode("utf-8", "replace"))
    except configparser.Error as error:
        return unclear(str(error).splitlines()[0])
    handlers = [dict(parser[name]) for name in parser.sections() if name.startswith("handler_")]
    names = {each.get("formatter") for each in handlers}
    found = [
        _formatter({key: value for key, value in parser[name].items() if key in ("format", "style", "class")})
        for name in parser.sections()
        if name.startswith("formatter_") and (not names - {None} or name.removeprefix("formatter_") in names)
    ]
    return joined(found)
