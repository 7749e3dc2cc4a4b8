"""Bean Validation (``@Pattern``, ``@Size``, ``@Length``, ``@Email``), ``Pattern``, ``String.matches``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sdd_impact.detectors._customers import field_of, forbids
from sdd_impact.detectors._outline import Mark, marks
from sdd_impact.detectors._reading import File
from sdd_impact.detectors._rules.noun import How, Rule, rule_at
from sdd_impact.detectors._rules.polarity import refuses_found
from sdd_impact.syntax import Call

if TYPE_CHECKING:
    from tree_sitter import Node

_HOWS: dict[str, How] = {"matches": "whole", "lookingAt": "start", "find": "anywhere"}
_FLAGS = {"CASE_INSENSITIVE": "i", "COMMENTS": "x", "DOTALL": "s", "MULTILINE": "m"}
_DECLARED = ("field_declaration", "formal_parameter", "method_declaration")


def rules(file: File) -> Iterator[Rule]:
    """The rules of a Java file."""
    for node in file.unit.nodes(*_DECLARED):
        modifiers = next((child for child in node.children if child.type == "modifiers"), None)
        if modifiers is not None and b"@" in (modifiers.text or b""):
            yield from _annotated(file, node)
    for call in file.outline.calls:
        if call.callee.endswith("Pattern.compile"):
            yield from _compiled(file, call)
        elif call.name == "matches" and call.receiver is not None:
            yield from _matches(file, call, call.receiver)


def _annotated(file: File, node: Node) -> Iterator[Rule]:
    label = (node.child_by_field_name("declarator") or node).child_by_field_name("name")
    name = file.unit.text(label) if label is not None else ""
    if node.type == "method_declaration":
        name = name.removeprefix("get")
    around = file.unit.scope.class_at(node.start_byte)
    kind = field_of(name, around.name if around else "")
    found = list(marks(file.unit, node)) if kind else []
    if any(mark.name in ("Column", "Entity") for mark in found) and not any(mark.name in ("Pattern", "Email") for mark in found):
        return  # a column's length is no rule on input
    place = f"{around.name}.{name}" if around else name
    for mark in found:
        base = rule_at(file, mark.node, kind, name, place)
        yield from _pattern_of(file, mark, base)
        yield from _length_of(file, mark, base)


def _pattern_of(file: File, mark: Mark, base: Rule) -> Iterator[Rule]:
    if mark.name not in ("Pattern", "Email") or not mark.called:
        return
    pattern = file.unit.evaluator.literal(mark.get(-1, "regexp"))
    if pattern is not None:
        yield base._replace(pattern=pattern, flags=_flags(file, mark.get(-1, "flags")), how="whole", dialect="pcre")


def _length_of(file: File, mark: Mark, base: Rule) -> Iterator[Rule]:
    if mark.name in ("Size", "Length") and mark.called:
        least, most = _number(file, mark.get(-1, "min")), _number(file, mark.get(-1, "max"))
        if least or most:
            yield base._replace(least=least, most=most)


def _number(file: File, node: Node | None) -> int:
    text = file.unit.text(node) if node is not None else ""
    return int(text) if text.isdigit() and len(text) < 6 else 0


def _flags(file: File, node: Node | None) -> str:
    text = file.unit.text(node) if node is not None else ""
    return "".join(sorted(letter for name, letter in _FLAGS.items() if name in text))


def _compiled(file: File, call: Call) -> Iterator[Rule]:
    """``Pattern.compile(…)`` given to a constant, or held at once: ``Pattern.compile(…).matcher(email).matches()``."""
    pattern = file.unit.evaluator.literal(call.at(0))
    parent = call.node.parent
    if pattern is None or parent is None:
        return
    label = parent.child_by_field_name("name") if parent.type == "variable_declarator" else None
    name = file.unit.text(label) if label is not None else ""
    held = [use for use in file.outline.calls if use.name in _HOWS and not use.arguments and _holds(file, use, name, call)]
    kind = field_of(name, file.unit.scope.symbol(call.node.start_byte))
    if not kind:
        kind = next(filter(None, (field_of(_argument(file, use), file.unit.scope.symbol(use.node.start_byte)) for use in held)), "")
    if kind:
        negative = any(refuses_found(file.unit, use.node) for use in held) if held else forbids(name)
        yield rule_at(
            file, call.node, kind, name or _argument(file, held[0]), name or file.unit.scope.symbol(call.node.start_byte)
        )._replace(
            pattern=pattern,
            flags=_flags(file, call.at(1)),
            how=_HOWS[held[0].name] if held else "whole",
            forbids=negative,
            dialect="pcre",
        )


def _holds(file: File, use: Call, name: str, compiled: Call) -> bool:
    """Whether ``NAME.matcher(x).matches()`` is a use of this pattern."""
    matcher = file.unit.call(use.receiver)
    if matcher is None or matcher.name != "matcher" or matcher.receiver is None:
        return False
    if matcher.receiver == compiled.node:
        return True
    return name != "" and matcher.owner.rpartition(".")[2] == name


def _argument(file: File, use: Call) -> str:
    matcher = file.unit.call(use.receiver)
    node = matcher.at(0) if matcher else None
    return file.unit.evaluator.placeholder(node).name if node is not None else ""


def _matches(file: File, call: Call, receiver: Node) -> Iterator[Rule]:
    """``email.matches("…")`` and ``Pattern.matches("…", email)``."""
    static = file.unit.text(receiver) == "Pattern" and len(call.positional) == 2
    held = call.at(1) if static else receiver
    pattern = file.unit.evaluator.literal(call.at(0))
    if pattern is None or held is None:
        return
    symbol = file.unit.scope.symbol(call.node.start_byte)
    name = file.unit.evaluator.placeholder(held).name
    if kind := field_of(name, symbol):
        yield rule_at(file, call.node, kind, name, symbol)._replace(
            pattern=pattern, how="whole", dialect="pcre", forbids=refuses_found(file.unit, call.node)
        )
