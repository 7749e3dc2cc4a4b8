"""Regular expressions, zod, yup, joi, express-validator, class-validator, mongoose, JSX inputs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sdd_impact.detectors._customers import field_of, forbids
from sdd_impact.detectors._outline import marks
from sdd_impact.detectors._reading import File
from sdd_impact.detectors._rules.noun import Rule, rule_at
from sdd_impact.detectors._rules.polarity import refuses_found
from sdd_impact.syntax import Call

if TYPE_CHECKING:
    from tree_sitter import Node

#: Methods of a schema that take a pattern; those that bound a length.
_SCHEMA = frozenset(["regex", "matches", "pattern", "regexp"])
_BOUNDS = {"max": "most", "min": "least", "maxLength": "most", "minLength": "least"}
#: What a chain of a schema begins with.
_SCHEMAS = ("z", "yup", "Yup", "Joi", "joi", "v", "s", "string", "Schema", "coerce")
_VALIDATORS = frozenset(["body", "check", "query", "param"])
_CUTS = frozenset(["replace", "replaceAll", "split", "matchAll"])
_MARKS = {"MaxLength": "most", "MinLength": "least"}


def rules(file: File) -> Iterator[Rule]:
    """The rules of a JavaScript or TypeScript file."""
    for node in file.unit.nodes("regex"):
        yield from _of_regex(file, node)
    for call in file.outline.calls:
        if call.name == "RegExp" and (call.made or not call.owner):
            yield from _of_regex(file, call.node)
        elif call.name in _BOUNDS and len(call.positional) <= 2:
            yield from _bounded(file, call)
        elif call.name == "isLength":
            yield from _is_length(file, call)
    if file.grammar != "javascript":
        for node in file.unit.nodes("public_field_definition"):
            yield from _decorated(file, node)
    if file.grammar != "typescript":
        for node in file.unit.nodes("jsx_self_closing_element", "jsx_opening_element"):
            yield from _input(file, node)


# --- expressions -------------------------------------------------------------------------------------------------


def _expression(file: File, node: Node | None) -> tuple[str, str] | None:
    """The pattern and flags of a regex literal or a ``RegExp``; None for anything else."""
    if node is None:
        return None
    if node.type == "regex":
        pattern, flags = node.child_by_field_name("pattern"), node.child_by_field_name("flags")
        text = file.unit.text(flags) if flags is not None else ""
        return (file.unit.text(pattern), "".join(sorted(set(text) & set("ims")))) if pattern is not None else None
    call = file.unit.call(node)
    if call and call.name == "RegExp" and (text_of := file.unit.evaluator.literal(call.at(0))) is not None:
        return text_of, "".join(sorted(set(file.unit.evaluator.literal(call.at(1)) or "") & set("ims")))
    return None


def _of_regex(file: File, node: Node) -> Iterator[Rule]:
    read = _expression(file, node)
    if read is None:
        return
    pattern, flags = read
    parent = node.parent
    while parent is not None and parent.type == "parenthesized_expression":
        parent = parent.parent
    outer = parent.parent if parent is not None else None
    found: Rule | None = None
    if parent is not None and parent.type == "member_expression" and outer is not None and (call := file.unit.call(outer)):
        found = _tested(file, node, call)
    elif parent is not None and parent.type == "arguments" and outer is not None and (call := file.unit.call(outer)):
        found = _given(file, node, call)
    elif parent is not None:
        found = _assigned(file, node, parent)
    if found:
        yield found._replace(pattern=pattern, flags=flags, dialect="pcre")


def _tested(file: File, node: Node, call: Call) -> Rule | None:
    """``/…/.test(email)``."""
    if call.name not in ("test", "exec") or not call.positional:
        return None
    return _held(file, node, call, call.at(0))


def _held(file: File, node: Node, call: Call, value: Node | None) -> Rule | None:
    symbol = file.unit.scope.symbol(call.node.start_byte)
    name = file.unit.evaluator.placeholder(value).name if value is not None else ""
    kind = field_of(name, symbol)
    if not kind and name in ("value", "val", "v", "input", "text", "str", "s"):
        kind = field_of(symbol.rpartition(".")[2]) or field_of(_entry(file, call.node))
    return rule_at(file, node, kind, name, symbol)._replace(forbids=refuses_found(file.unit, call.node)) if kind else None


def _given(file: File, node: Node, call: Call) -> Rule | None:
    """``email.match(/…/)``, ``z.string().regex(/…/)``, ``body("email").matches(/…/)``; a decorator's argument."""
    if call.name in ("match", "search") and call.receiver is not None:
        return _held(file, node, call, call.receiver)
    if call.name in _SCHEMA:
        kind, name, place = _schema_field(file, call)
        return rule_at(file, node, kind, name, place) if kind else None
    return None


def _assigned(file: File, node: Node, parent: Node) -> Rule | None:
    """``const EMAIL = /…/``, ``{ pattern: /…/ }`` in a field's options, ``{ email: /…/ }``."""
    label = parent.child_by_field_name("name" if parent.type in ("variable_declarator", "public_field_definition") else "key")
    if parent.type == "assignment_expression":
        label = parent.child_by_field_name("left")
    if parent.type == "field_definition":
        label = parent.child_by_field_name("property")
    name = file.unit.text(label).strip("\"'").rpartition(".")[2] if label is not None else ""
    if parent.type == "pair" and name in ("pattern", "match", "regex", "regexp", "value", "validate", "matches"):
        field = _entry(file, parent)
        kind = field_of(field, file.unit.scope.symbol(node.start_byte))
        return rule_at(file, node, kind, field, field) if kind else None
    uses = file.outline.using(name)
    held = [call for call in uses if call.name in ("test", "exec", "match", "search", *_SCHEMA)]
    if uses and not held:
        return None
    kind = field_of(name, file.unit.scope.symbol(node.start_byte))
    for call in () if kind else held:
        value = call.at(0) if call.name in ("test", "exec") else call.receiver
        held_name = file.unit.evaluator.placeholder(value).name if value is not None else ""
        kind = kind or (
            _schema_field(file, call)[0]
            if call.name in _SCHEMA
            else field_of(held_name, file.unit.scope.symbol(call.node.start_byte))
        )
    if not kind:
        return None
    negative = any(refuses_found(file.unit, call.node) for call in held) if held else forbids(name)
    return rule_at(file, node, kind, name, name)._replace(forbids=negative)


# --- schemas -----------------------------------------------------------------------------------------------------


def _schema_field(file: File, call: Call) -> tuple[str, str, str]:
    """The field that a schema's method stands in: the entry of the object, the argument of ``body("email")``, or a constant."""
    symbol = file.unit.scope.symbol(call.node.start_byte)
    inner: Call | None = call
    for _ in range(12):
        inner = file.unit.call(inner.receiver) if inner is not None and inner.receiver is not None else None
        if inner is None:
            break
        if inner.name in _VALIDATORS and not inner.owner and (text := file.unit.evaluator.literal(inner.at(0))):
            return field_of(text, symbol), text, text
    name = _entry(file, call.node)
    return field_of(name, f"{symbol} {_constant(file, call.node)}"), name, f"{_constant(file, call.node)}.{name}"


def _entry(file: File, node: Node) -> str:
    """The name of the nearest object entry (or else variable) around a node, below the next function."""
    here: Node | None = node.parent if node.type == "pair" else node
    for _ in range(16):
        parent = here.parent if here is not None else None
        if parent is None or parent.type in ("statement_block", "program", "class_body"):
            return ""
        if parent.type in ("pair", "variable_declarator"):
            label = parent.child_by_field_name("key" if parent.type == "pair" else "name")
            text = file.unit.text(label).strip("\"'") if label is not None else ""
            if text not in ("pattern", "validate", "rules", "validators", "options", "value", "matches", "schema", "regex"):
                return text
        here = parent
    return ""


def _constant(file: File, node: Node) -> str:
    """The variable that the whole schema is given to."""
    here: Node | None = node
    for _ in range(60):
        if here is None:
            return ""
        if here.type == "variable_declarator":
            label = here.child_by_field_name("name")
            return file.unit.text(label) if label is not None else ""
        here = here.parent
    return ""


def _bounded(file: File, call: Call) -> Iterator[Rule]:
    """``z.string().max(20)``: only where the chain makes a text."""
    bound = _number(file, call.at(0))
    if not bound or "string()" not in call.owner or not call.owner.startswith(_SCHEMAS):
        return
    kind, name, place = _schema_field(file, call)
    if kind:
        base = rule_at(file, call.node, kind, name, place)
        yield base._replace(most=bound) if _BOUNDS[call.name] == "most" else base._replace(least=bound)


def _is_length(file: File, call: Call) -> Iterator[Rule]:
    """express-validator: ``body("email").isLength({max: 20})``."""
    first = call.at(0)
    entries = file.unit.evaluator.mapping(first) if first is not None else None
    kind, name, place = _schema_field(file, call)
    if entries and kind:
        least, most = _number(file, entries.get("min")), _number(file, entries.get("max"))
        if least or most:
            yield rule_at(file, call.node, kind, name, place)._replace(least=least, most=most)


def _number(file: File, node: Node | None) -> int:
    text = file.unit.text(node) if node is not None else ""
    return int(text) if text.isdigit() and len(text) < 6 else 0


# --- decorators and inputs ---------------------------------------------------------------------------------------


def _decorated(file: File, node: Node) -> Iterator[Rule]:
    """class-validator: ``@Matches(/…/) @MaxLength(20) email: string``."""
    label = node.child_by_field_name("name")
    name = file.unit.text(label) if label is not None else ""
    around = file.unit.scope.class_at(node.start_byte)
    kind = field_of(name, around.name if around else "")
    for mark in marks(file.unit, node) if kind else ():
        base = rule_at(file, mark.node, kind, name, f"{around.name}.{name}" if around else name)
        if mark.name == "Matches" and (read := _expression(file, mark.get(0))):
            yield base._replace(pattern=read[0], flags=read[1], dialect="pcre")
        elif mark.name in _MARKS and (bound := _number(file, mark.get(0))):
            yield base._replace(most=bound) if _MARKS[mark.name] == "most" else base._replace(least=bound)
        elif mark.name == "Length":
            least, most = _number(file, mark.get(0)), _number(file, mark.get(1))
            if least or most:
                yield base._replace(least=least, most=most)


def _input(file: File, node: Node) -> Iterator[Rule]:
    """``<input name="email" pattern="…" maxLength={20}>``: the browser holds the pattern against the whole value."""
    values: dict[str, str] = {}
    for child in node.named_children:
        if child.type == "jsx_attribute" and len(child.named_children) == 2:
            value = child.named_children[1]
            inner = value.named_children[0] if value.type == "jsx_expression" and value.named_children else value
            text = (
                file.unit.text(inner).strip("\"'")
                if value.type == "string"
                else file.unit.evaluator.literal(inner) or file.unit.text(inner)
            )
            values[file.unit.text(child.named_children[0]).lower()] = text
    yield from of_input(values, rule_at(file, node, "", "", ""))


def of_input(values: dict[str, str], base: Rule) -> Iterator[Rule]:
    """The rules of an input element: its ``pattern``, ``minlength`` and ``maxlength``; its name or type says the field."""
    names = (values.get(name, "") for name in ("name", "id", "v-model", "autocomplete", "type"))
    name, kind = next(((name, kind) for name in names if (kind := field_of(name.rpartition(".")[2]))), ("", ""))
    if not kind:
        return
    base = base._replace(kind=kind, field=name, place=name)
    if pattern := values.get("pattern", ""):
        yield base._replace(pattern=pattern, dialect="pcre", how="whole")
    least, most = (
        int(text) if (text := values.get(bound, "")).isdigit() and len(text) < 6 else 0 for bound in ("minlength", "maxlength")
    )
    if least or most:
        yield base._replace(least=least, most=most)
