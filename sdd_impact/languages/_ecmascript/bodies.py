"""Objects that carry a message: the body of a response, the options of an error. Statuses as code writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdd_impact.languages._ecmascript import failures
from sdd_impact.model import Template
from sdd_impact.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tree_sitter import Node

    from sdd_impact.languages._ecmascript.module import Module

_DEPTH = 4


class Body(NamedTuple):
    """What an object says: the expressions of its messages, its code and status, and whether its keys tell of an error."""

    messages: tuple[Node, ...] = ()
    code: str = ""
    status: int | None = None
    failed: bool = False


def read_body(module: Module, node: Node | None, depth: int = _DEPTH) -> Body | None:
    """Read an object literal (also inside ``JSON.stringify``); None where the expression is none."""
    node = module.plain(node)
    call = module.unit.call(node) if node is not None and node.type == "call_expression" else None
    if call and call.name == "stringify":
        node = call.at(0)
    listed = module.entries(node) if depth else None
    if listed is None:
        return None
    entries = dict(listed)
    inner = [(key, value) for key in failures.BODY_KEYS if (value := entries.get(key)) is not None]
    failed = any(key in failures.ERROR_KEYS for key in entries) or _says_no(module, entries)
    code = next((text for key in failures.CODE_KEYS if (text := code_of(module, entries.get(key)))), "")
    status = next((found for key in failures.STATUS_KEYS if (found := status_of(module, entries.get(key)))), None)
    for key, value in sorted(inner, key=lambda pair: _rank(module, pair[1])):
        messages, deeper = _messages(module, value, depth)
        if messages:
            code = code or deeper.code or (_other_code(module, entries) if key != "error" else "")
            return Body(messages, code, status or deeper.status, failed)
    nested = read_body(module, entries["extensions"], depth - 1) if "extensions" in entries else None
    return Body((), code or (nested.code if nested else ""), status, failed)


def _rank(module: Module, value: Node) -> int:
    """A literal text that is no code comes before an expression, an expression before a code."""
    if module.evaluator.is_text(value):
        text = module.evaluator.literal(value)
        return 2 if text is not None and failures.CODE.fullmatch(text) and "_" in text else 0
    return 0 if module.entries(value) is not None or value.type == "array" else 1


def _messages(module: Module, value: Node, depth: int) -> tuple[tuple[Node, ...], Body]:
    plain = module.plain(value)
    if plain is not None and plain.type == "array":
        found: list[Node] = []
        for each in plain.named_children[:8]:
            body = read_body(module, each, depth - 1)
            told = module.evaluator.is_text(each) or failures.TEXT_NAME.fullmatch(module.last_name(each))
            found += body.messages if body else [each] if told else []
        return tuple(found), Body()
    body = read_body(module, value, depth - 1)
    if body is not None:
        return body.messages, body
    constant = plain is None or plain.type in ("true", "false", "null", "undefined", "number")
    return ((), Body()) if constant else ((value,), Body())


def _says_no(module: Module, entries: dict[str, Node]) -> bool:
    """``success: false``, ``ok: false``, ``status: "error"``."""
    said = [module.unit.text(entries[key]) for key in ("success", "ok", "status", "result") if key in entries]
    return any(text in ("false", "'error'", '"error"', "'fail'", '"fail"') for text in said)


def _other_code(module: Module, entries: dict[str, Node]) -> str:
    text = code_of(module, entries.get("error"))
    return text if failures.CODE.fullmatch(text) else ""


def texts_of(module: Module, node: Node) -> tuple[Template, ...]:
    """The texts of a message: also the reason phrase that ``getReasonPhrase(status)`` gives, and a parameter's usual text."""
    call = module.unit.call(node)
    if call and call.name == "getReasonPhrase" and (status := status_of(module, call.at(0))) in failures.REASONS:
        return (Template.of(failures.REASONS[status]),)
    usual = module.usual_value(node)
    return module.evaluator.texts(usual if usual is not None and module.evaluator.is_text(usual) else node)


def code_of(module: Module, node: Node | None) -> str:
    """A machine's code: a literal text without blanks, or the last name of a constant (``Codes.NOT_FOUND``); else ""."""
    if node is None:
        return ""
    text = module.evaluator.literal(node)
    if text is not None:
        return text if text and " " not in text else ""
    last = module.last_name(node)
    return last if last.isupper() else ""


def status_of(module: Module, node: Node | None) -> int | None:
    """An HTTP status from 400 to 599: a number, or a name as ``HttpStatus.NOT_FOUND``; None for anything else."""
    node = module.plain(node)
    if node is None:
        return None
    text = module.evaluator.literal(node) if node.type in ("number", "identifier", "member_expression") else None
    if text is not None and text.isdecimal():
        return int(text) if len(text) == 3 and 400 <= int(text) < 600 else None
    if node.type == "member_expression":
        owner = module.last_name(node.child_by_field_name("object"))
        last = module.last_name(node)
        if failures.STATUS_OWNER.fullmatch(owner) and last not in ("code", "status"):
            return failures.status_of_name(last.removeprefix("HTTP_STATUS_").removeprefix("HTTP_"))
    return None


def first_status(module: Module, nodes: Iterable[Node]) -> int | None:
    """The first of these expressions that is a status."""
    return next((status for node in nodes if (status := status_of(module, node))), None)
