"""Errors that a person at a form or page is shown, and checks that stop a program."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.model import Placeholder, Template
from sdd_impact.syntax import kind_of_name, snake
from sdd_impact.syntax.formats import STYLES, Slot

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tree_sitter import Node

    from sdd_impact.languages.csharp.arguments import Arguments
    from sdd_impact.languages.csharp.filling import Filling
    from sdd_impact.model import Audience, Statement
    from sdd_impact.syntax import Call, Unit

#: Checks: method → the owners (last name) that it is read of, and where the text stands (-1: the last argument).
_CHECKS = {
    "Assert": (frozenset(["Debug", "Trace", "Contract"]), 1), "Fail": (frozenset(["Debug", "Trace"]), 0), "FailFast": (frozenset(["Environment"]), 0),
    "Requires": (frozenset(["Contract"]), 1), "Ensures": (frozenset(["Contract"]), 1),
}  # fmt: skip
_VALIDATION_TYPES = {"ValidationResult": 0, "ValidationFailure": 1}
#: What page data is called that shows an error.
#: One of these is in every match of the next.
_PAGE_WORDS = (b"TempData", b"ViewData", b"ViewBag")
_PAGE_DATA = late.regex(rb"\b(?:TempData|ViewData|ViewBag)\s*(?:\[\s*\"[^\"\n]*\"\s*\]|\.\s*\w+)\s*=[^=]")
_ERROR_KEY = late.regex(r"error|alert|danger|warning", re.IGNORECASE)

#: The methods that :class:`Forms` reads.
NAMES = frozenset([*_CHECKS, "AddModelError", "TryAddModelError", "WithMessage", "AddFailure"])
#: The types that :meth:`Forms.made` reads.
TYPES = frozenset([*_VALIDATION_TYPES, "IdentityError"])


class Forms:
    """Reads the errors of forms and the checks of one file."""

    def __init__(self, unit: Unit, arguments: Arguments, filling: Filling) -> None:
        self._unit = unit
        self._arguments = arguments
        self._filling = filling

    def read(self, call: Call) -> Iterator[Statement]:
        """The error of a call, where it is one."""
        if call.name in ("AddModelError", "TryAddModelError"):
            yield from self._said(call.node, call.get(1, "errorMessage"), "customer")
        elif call.name == "AddFailure":
            last = call.positional[-1].node if call.positional else None
            if last is not None and self._arguments.is_text(last):
                yield from self._said(call.node, last, "customer")
        elif call.name == "WithMessage" and call.receiver is not None:
            yield from self._rule(call)
        elif call.name in _CHECKS and call.owner.rpartition(".")[2] in _CHECKS[call.name][0]:
            yield from self._said(call.node, call.at(_CHECKS[call.name][1]), "internal", call.name)

    def _rule(self, call: Call) -> Iterator[Statement]:
        """FluentValidation's ``RuleFor(x => x.Name).NotEmpty().WithMessage("{PropertyName} is missing")``."""
        message = call.at(0)
        if (
            message is None
            or len(call.arguments) != 1
            or re.search(r"\b(?:Should|Throws?|ThrowAsync|ThrowExactly)\b", self._unit.code.folded(call.receiver or call.node, 400))
        ):
            return
        if (
            not self._unit.evaluator.is_text(message)
            and not self._unit.evaluator.opening(message)
            and message.type != "lambda_expression"
        ):
            return
        templates = [self._held(template) for template in self._unit.evaluator.texts(message)]
        yield from self._unit.error(call.node, templates, audience="customer", opening=self._unit.evaluator.opening(message))

    @staticmethod
    def _held(template: Template) -> Template:
        """A template with its ``{PropertyName}`` holes as placeholders."""
        parts: list[str | Placeholder] = []
        for part in template.parts:
            if isinstance(part, Placeholder):
                parts.append(part)
                continue
            parts += [_by_name(piece) if isinstance(piece, Slot) else piece for piece in STYLES["ordered-template"](part)]
        return Template.of(*parts)

    def made(self, node: Node, name: str) -> Iterator[Statement]:
        """``new ValidationResult("…")``, ``new ValidationFailure("field", "…")``, ``new IdentityError { Code = "…", Description = "…" }``."""
        call = self._unit.call(node)
        if call is None:
            return
        if name == "IdentityError":
            entries = dict(self._arguments.entries(node))
            code = self._unit.evaluator.literal(entries.get("Code")) or ""
            yield from self._said(node, entries.get("Description"), "customer", name, code)
            return
        message = call.get(_VALIDATION_TYPES[name], "errorMessage")
        if message is not None and (self._arguments.is_text(message) or self._unit.evaluator.opening(message)):
            yield from self._said(node, message, "customer", name)

    def attribute(self, node: Node, name: str, named: Mapping[str, Node], positional: Sequence[Node]) -> Iterator[Statement]:
        """``[StringLength(100, MinimumLength = 6, ErrorMessage = "The {0} must have {2} to {1} characters.")]``."""
        message = named.get("ErrorMessage")
        key = named.get("ErrorMessageResourceName")
        if message is None and key is not None:
            yield from self._said(node, key, "customer", name)
        if message is None:
            return
        values = [*positional, *([named["MinimumLength"]] if "MinimumLength" in named else [])]
        templates = [self._annotated(template, values) for template in self._unit.evaluator.texts(message)]
        opening = self._unit.evaluator.opening(message)
        yield from self._unit.error(node, templates, type=name, audience="customer", opening=opening)

    def _annotated(self, template: Template, values: Sequence[Node]) -> Template:
        """A template of an annotation: ``{0}`` is the property's name, the others are the annotation's values."""
        parts: list[str | Placeholder] = []
        for part in template.parts:
            for piece in STYLES["composite"](part) if isinstance(part, str) else ():
                at = int(piece.key[:3]) - 1 if isinstance(piece, Slot) else 0
                if not isinstance(piece, Slot):
                    parts.append(piece)
                elif 0 <= at < len(values):
                    parts += self._unit.evaluator.value(values[at]).parts
                else:
                    parts.append(Placeholder("property_name" if at < 0 else "", "any", piece.rendering))
            if isinstance(part, Placeholder):
                parts.append(part)
        return Template.of(*parts)

    def shown(self) -> Iterator[Statement]:
        """``TempData["Error"] = "…"`` and its kin."""
        data = self._unit.code.data
        for found in _PAGE_DATA.finditer(data) if any(word in data for word in _PAGE_WORDS) else ():
            node = self._unit.code.root.descendant_for_byte_range(found.start(), found.start())
            for _ in range(6):
                if node is None or node.type == "assignment_expression":
                    break
                node = node.parent
            left, right = (node.child_by_field_name(side) for side in ("left", "right")) if node is not None else (None, None)
            if node is None or left is None or right is None or not _ERROR_KEY.search(self._unit.text(left)):
                continue
            if self._unit.evaluator.is_text(right) or self._unit.evaluator.opening(right):
                yield from self._said(node, right, "customer")

    def _said(self, node: Node, message: Node | None, audience: Audience, type_: str = "", code: str = "") -> Iterator[Statement]:
        if message is None or self._arguments.is_exception(message):
            return
        filled = self._filling.filled(message, (), "")
        yield from self._unit.error(
            node, filled.templates, type=type_, audience=audience, code=code, opening=filled.opening, style=filled.style,
            arguments=filled.arguments,
        )  # fmt: skip


def _by_name(slot: Slot) -> Placeholder:
    name = snake(slot.label)
    kind = kind_of_name(name) if slot.kind == "any" else slot.kind
    return Placeholder(name, kind, slot.rendering, slot.label, (), slot.kind == "any" and kind != "any")
