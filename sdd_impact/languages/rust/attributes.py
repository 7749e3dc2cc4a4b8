"""Messages where an error type is defined: ``#[error("…")]`` and its kin, and ``impl Display``.

Sources: https://docs.rs/thiserror, https://docs.rs/snafu (``display``), https://docs.rs/derive_more (``Display``), https://docs.rs/displaydoc.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.languages.rust.errors import ERROR_TYPE
from sdd_impact.model import Placeholder, Template
from sdd_impact.syntax import formats, kind_of_name, kind_of_type, snake

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tree_sitter import Node

    from sdd_impact.languages.rust.errors import Errors
    from sdd_impact.model import Statement
    from sdd_impact.syntax import Call, Unit

_ATTRIBUTES = frozenset(["error", "snafu", "display", "fail"])
#: One of these is in every match of the next.
_ERROR_WORDS = (b"Error", b"Snafu", b"Fail")
_IS_ERROR = late.regex(
    rb"\bimpl(?:<[^>{]*>)?\s+(?:\w+::)*Error\s+for\s+(\w+)|\bderive\([^)]*\b(?:Error|Snafu|Fail)\b[^)]*\)\]\s*(?:#\[[^\n]*\]\s*)*(?:pub(?:\([\w:]+\))?\s+)?(?:enum|struct)\s+(\w+)"
)
_WRITES = {"write_": 1, "writeln_": 1, "write_str": 0, "pad": 0}
_ITEMS = frozenset(["enum_variant", "struct_item", "enum_item"])
_METHOD = late.regex(r"\.\w+\(.*\)$")


def _errors(data: bytes) -> list[tuple[bytes, bytes]]:
    return _IS_ERROR.findall(data) if any(word in data for word in _ERROR_WORDS) else []


class Attributes:
    """Reads what the error types of one file say of themselves."""

    def __init__(self, unit: Unit, errors: Errors) -> None:
        self._unit = unit
        self._errors = errors
        self._types = {(a or b).decode("utf-8", "replace") for a, b in _errors(unit.code.data)}

    def statements(self, attributes: Sequence[Node], impls: Sequence[Node], calls: Sequence[Call]) -> Iterator[Statement]:
        """The messages of attributes and of ``impl Display``."""
        for node in attributes:
            yield from self._attribute(node)
        shown = {node.id: owner for node in impls if (owner := self._displayed(node))}
        for call in calls if shown else ():
            if (
                (call.name in _WRITES or call.name == "fmt")
                and (inside := _impl_around(call.node)) is not None
                and inside.id in shown
            ):
                yield from self._written(call, shown[inside.id])

    # --- attributes --------------------------------------------------------------------------------------------------

    def _attribute(self, node: Node) -> Iterator[Statement]:
        inside = node.named_children[0] if node.named_children else None
        tokens = inside.child_by_field_name("arguments") if inside is not None else None
        if inside is None or tokens is None or not inside.named_children:
            return
        name = self._unit.text(inside.named_children[0])
        item = self._item(node)
        if name not in _ATTRIBUTES or item is None:
            return
        kind, owner = self._named(item)
        if name in ("snafu", "fail"):
            tokens = self._display(tokens)
        elif name == "display" and not (owner in self._types or ERROR_TYPE.search(owner)):
            return
        literal = next(
            (child for child in (tokens.named_children if tokens is not None else ()) if child.type.endswith("string_literal")),
            None,
        )
        if tokens is None or literal is None or tokens.named_children[0].type not in (literal.type, "identifier"):
            return
        template = self._template(literal, tokens, item)
        yield from self._unit.error(node, (template,), type=kind)

    def _display(self, tokens: Node) -> Node | None:
        """The brackets behind ``display`` in ``#[snafu(display("…", x))]``, or those around ``display = "…"``."""
        children = tokens.named_children
        for at, child in enumerate(children):
            if child.type == "identifier" and self._unit.text(child) == "display":
                following = children[at + 1] if at + 1 < len(children) else None
                return following if following is not None and following.type == "token_tree" else tokens
        return None

    def _item(self, node: Node) -> Node | None:
        here: Node | None = node
        while here is not None and (here.is_extra or here.type == "attribute_item"):
            here = here.next_named_sibling
        return here if here is not None and here.type in _ITEMS else None

    def _named(self, item: Node) -> tuple[str, str]:
        """The name of an item as a type is written (``Error::NotFound``), and that of its type alone."""
        named = item.child_by_field_name("name")
        name = self._unit.text(named) if named is not None else ""
        outer = item.parent.parent if item.type == "enum_variant" and item.parent is not None else None
        owner = outer.child_by_field_name("name") if outer is not None else None
        return (f"{self._unit.text(owner)}::{name}", self._unit.text(owner)) if owner is not None else (name, name)

    def _template(self, literal: Node, tokens: Node, item: Node) -> Template:
        """The text with its holes: fields of the item by name or number, or the expressions behind the text."""
        text = "".join(
            piece for piece in self._unit.grammar.literals[literal.type](self._unit.code, literal) if isinstance(piece, str)
        )
        behind = self._unit.code.data[literal.end_byte : tokens.end_byte - 1].decode("utf-8", "replace")
        given = [part.strip() for part in _split(behind) if part.strip()]
        named = {
            key.strip(): value.strip()
            for key, equals, value in (part.partition("=") for part in given)
            if equals and key.strip().isidentifier()
        }
        positional = [part for part in given if part.partition("=")[0].strip() not in named]
        fields = self._fields(item)
        parts: list[str | Placeholder] = []
        following = 0
        for piece in formats.format_(text):
            if isinstance(piece, str):
                parts.append(piece)
                continue
            key = piece.key
            if not key or (key.isdigit() and positional):
                at = int(key[:4]) if key else following
                following += not key
                shown = positional[at] if at < len(positional) else ""
            else:
                shown = named.get(key, key)
            parts.append(_hole(shown, piece, fields))
        return Template.of(*parts)

    def _fields(self, item: Node) -> dict[str, str]:
        """The declared types of an item's fields, by name or number."""
        body = item.child_by_field_name("body")
        if body is None:
            return {}
        if body.type == "ordered_field_declaration_list":
            types = [
                child
                for child in body.named_children
                if child.type not in ("visibility_modifier", "attribute_item") and not child.is_extra
            ]
            return {str(at): self._unit.text(child) for at, child in enumerate(types)}
        found: dict[str, str] = {}
        for child in body.named_children:
            name, declared = child.child_by_field_name("name"), child.child_by_field_name("type")
            if child.type == "field_declaration" and name is not None and declared is not None:
                found[self._unit.text(name)] = self._unit.text(declared)
        return found

    # --- impl Display ------------------------------------------------------------------------------------------------

    def _displayed(self, node: Node) -> str:
        """The error type that an ``impl Display`` is for; "" for anything else."""
        trait, owner = node.child_by_field_name("trait"), node.child_by_field_name("type")
        if trait is None or owner is None or not self._unit.text(trait).endswith("Display"):
            return ""
        name = self._unit.text(owner).partition("<")[0].rpartition("::")[2]
        return name if name in self._types or ERROR_TYPE.search(name) else ""

    def _written(self, call: Call, owner: str) -> Iterator[Statement]:
        message = call.at(_WRITES[call.name]) if call.name in _WRITES else call.receiver if call.name == "fmt" else None
        if message is None or not self._unit.evaluator.is_text(message):
            return
        rest = [each for each in call.arguments if each.node.start_byte > message.start_byte] if call.name.endswith("_") else []
        if call.name.endswith("_") and not any(each.literals for each in self._unit.evaluator.formatted("format", message, rest)):
            return  # it prints what another one says
        kind = owner + self._variant(call.node, owner)
        yield from self._errors.tell(call.node, message, kind, rest)

    def _variant(self, node: Node, owner: str) -> str:
        """The variant whose arm of a ``match`` a call stands in."""
        here: Node | None = node
        for _ in range(12):
            if here is None or here.type == "impl_item":
                return ""
            if here.type == "match_arm":
                pattern = here.child_by_field_name("pattern")
                found = (
                    re.match(rf"&?(?:Self|{re.escape(owner)})::(\w+)", self._unit.text(pattern)) if pattern is not None else None
                )
                if found:
                    return f"::{found[1]}"
            here = here.parent
        return ""


def _impl_around(node: Node) -> Node | None:
    """The innermost ``impl`` around a node."""
    here: Node | None = node
    for _ in range(60):
        if here is None or here.type == "impl_item":
            return here
        here = here.parent
    return None


def _split(text: str) -> list[str]:
    """Tokens behind a text, cut at the commas that stand in no bracket."""
    parts, depth = [""], 0
    for char in text:
        depth += (char in "([{") - (char in ")]}")
        if char == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += char
    return parts


def _hole(shown: str, slot: formats.Slot, fields: dict[str, str]) -> Placeholder:
    """A placeholder for a field, or for an expression made of one (``.path.display()``)."""
    plain = shown.lstrip("&* ").removeprefix(".").removeprefix("self.")
    while _METHOD.search(plain):
        plain = _METHOD.sub("", plain)
    last = plain.rpartition(".")[2]
    declared = kind_of_type(fields.get(plain, ""))
    name = snake(last) if last.isidentifier() else ""
    if not name and last.isdigit():
        kind = fields.get(last, "").partition("<")[0].rpartition("::")[2].strip("&' ")
        name = snake(kind) if kind[:1].isupper() and kind not in ("String", "Box", "Option", "Vec", "Cow", "Arc") else ""
    kind = slot.kind if slot.kind != "any" else declared
    guessed = kind_of_name(name) if kind == "any" and name else "any"
    return Placeholder(name, kind if kind != "any" else guessed, slot.rendering, shown, (), kind == "any" and guessed != "any")
