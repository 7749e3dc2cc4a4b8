"""The text that an error's body tells: a text itself, or the entry of a map or struct that holds it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.languages.go.statuses import phrase_of, status_of
from sdd_impact.model import Template
from sdd_impact.tuples import NamedTuple

if TYPE_CHECKING:
    from tree_sitter import Node

    from sdd_impact.syntax import Unit

#: Keys of maps and fields of structs that hold the text, the best first (in small letters).
_TEXT_KEYS = ("message", "msg", "error", "detail", "details", "errormessage", "error_message", "err", "description", "error_description",
              "reason", "title", "text", "errors", "usermessage", "errormsg", "body")  # fmt: skip
_CODE_KEYS = ("code", "errorcode", "error_code", "errcode")
_CODE = late.regex(r"[A-Za-z][\w.\-]{2,60}")
#: Calls whose first argument is the body.
_WRAPS = late.regex(
    r"(?i)(?:err(?:or)?s?(?:resp(?:onse)?|body|json|msg|message|payload|result)?|response|fail(?:ure)?|marshal|byte|string)$"
)


class Told(NamedTuple):
    """A text with the symbol that holds it, where another file does, and the code beside it."""

    templates: tuple[Template, ...] = ()
    opening: str = ""
    code: str = ""


def told(unit: Unit, node: Node | None, *, plain: bool = True, depth: int = 4) -> Told:
    """What a body tells. ``plain``: an expression of which nothing is known counts as the text."""
    if node is None or depth <= 0:
        return Told()
    if unit.evaluator.is_text(node):
        return Told(unit.evaluator.texts(node), unit.evaluator.opening(node))
    entries = {key.lower(): value for key, value in (unit.evaluator.mapping(node) or {}).items()}
    if entries:
        return _entry(unit, entries, depth)
    call = unit.call(node)
    if call is not None and call.name == "StatusText" and (phrase := phrase_of(status_of(unit, call.at(0)))):
        return Told((Template.of(phrase),))
    if call is not None and call.name not in ("Error", "String") and call.arguments:
        if _WRAPS.search(call.name):
            for argument in call.positional[:3]:
                found = told(unit, argument.node, plain=False, depth=depth - 1)
                if found.templates:
                    return found
        return Told()
    if plain and node.type in ("identifier", "selector_expression", "call_expression"):
        return Told(unit.evaluator.texts(node), unit.evaluator.opening(node))
    return Told()


def _entry(unit: Unit, entries: dict[str, Node], depth: int) -> Told:
    code = next((text for key in _CODE_KEYS if key in entries and (text := code_of(unit, entries[key]))), "")
    for key in _TEXT_KEYS:
        if key in entries:
            found = told(unit, entries[key], depth=depth - 1)
            if found.templates:
                return found._replace(code=found.code or code)
    return Told(code=code)


def code_of(unit: Unit, node: Node) -> str:
    """A code: a literal of one word, or the name of a constant."""
    if node.type == "selector_expression":
        name = unit.text(node).rpartition(".")[2]
        return "" if name.startswith("Status") else name
    text = unit.evaluator.literal(node) or ""
    return text if _CODE.fullmatch(text) else ""
