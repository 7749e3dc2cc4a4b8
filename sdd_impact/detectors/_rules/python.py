"""``re``, Django's forms and validators, REST framework's serializers, pydantic, WTForms, marshmallow."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sdd_impact.detectors._customers import field_of, forbids
from sdd_impact.detectors._outline import inside
from sdd_impact.detectors._reading import File
from sdd_impact.detectors._rules.noun import How, Rule, rule_at
from sdd_impact.detectors._rules.polarity import refuses_found
from sdd_impact.syntax import Call, dotted

if TYPE_CHECKING:
    from tree_sitter import Node

_HOWS: dict[str, How] = {"fullmatch": "whole", "match": "start", "search": "anywhere"}
_CUTS = frozenset(["sub", "subn", "split", "findall", "finditer"])
_FLAGS = {
    "I": "i",
    "IGNORECASE": "i",
    "X": "x",
    "VERBOSE": "x",
    "S": "s",
    "DOTALL": "s",
    "M": "m",
    "MULTILINE": "m",
    "A": "a",
    "ASCII": "a",
}
_MODULES = frozenset(["re", "regex"])
#: Calls that hold a pattern against a field's value → keyword of the pattern, how it is held.
_VALIDATORS: dict[str, tuple[str, How]] = {
    "RegexValidator": ("regex", "anywhere"), "Regexp": ("regex", "start"), "RegexField": ("regex", "anywhere"),
}  # fmt: skip
#: Keywords of a field's own call. pydantic's ``pattern`` is searched for; ``regex`` of its first version is matched from the start.
_KEYWORDS: dict[str, How] = {"pattern": "anywhere", "regex": "start"}
_PYDANTIC = frozenset(["Field", "constr", "StringConstraints", "Query", "Body", "Form"])
_LENGTHS = frozenset(["Length", "MaxLengthValidator", "MinLengthValidator"])
_FORM_FIELDS = frozenset(
    ["CharField", "EmailField", "RegexField", "StringField", "PasswordField", "TelField", "Str", "String", "Email"]
)
#: Methods of a text that ask for certain characters only → the pattern that says the same (``\w`` less digits and ``_`` are letters).
_CHARACTERS = {
    "isalpha": r"[^\W\d_]+",
    "isalnum": r"[^\W_]+",
    "isascii": r"[\x00-\x7f]*",
    "isdigit": r"\d+",
    "isidentifier": r"[^\W\d]\w*",
}
#: Names that say nothing of what they hold: the function around them does.
_BARE = frozenset(["value", "data", "v", "text", "input", "raw", "s", "val", "string"])


def rules(file: File) -> Iterator[Rule]:
    """The rules of a Python file."""
    for call in file.outline.calls:
        if call.owner in _MODULES and call.name == "compile":
            yield from _compiled(file, call)
        elif call.owner in _MODULES and call.name in _HOWS:
            yield from _direct(file, call)
        elif call.name in _CHARACTERS and call.receiver is not None and not call.arguments:
            yield from _of_characters(file, call, call.receiver)
        elif call.name in _VALIDATORS:
            yield from _validator(file, call)
        if call.name in _PYDANTIC or call.name in _FORM_FIELDS:
            yield from _field(file, call)
        elif call.name in _LENGTHS:
            yield from _length(file, call)


# --- re ----------------------------------------------------------------------------------------------------------


def _compiled(file: File, call: Call) -> Iterator[Rule]:
    pattern = file.unit.evaluator.literal(call.at(0))
    name = _assigned(file, call.node)
    if pattern is None or not name:
        return
    uses = _uses(file, name)
    held = [use for use in uses if use.name in _HOWS]
    if uses and not held:
        return  # it cuts texts, it refuses none
    kind = field_of(name, _class(file, call.node)) or next(filter(None, (_kind_held(file, use, use.at(0)) for use in held)), "")
    if kind:
        negative = any(refuses_found(file.unit, use.node) for use in held) if held else forbids(name)
        yield rule_at(file, call.node, kind, name, name)._replace(
            pattern=pattern,
            flags=_flags(file, call.get(1, "flags")),
            how=_HOWS[held[0].name] if held else "start",
            forbids=negative,
        )


def _uses(file: File, name: str) -> list[Call]:
    last = name.rpartition(".")[2]
    return [call for call in file.outline.using(last) if call.owner and (call.name in _HOWS or call.name in _CUTS)]


def _direct(file: File, call: Call) -> Iterator[Rule]:
    pattern = file.unit.evaluator.literal(call.at(0))
    kind = _kind_held(file, call, call.at(1))
    if pattern is not None and kind and not _is_compiled(file, call.at(0)):
        yield rule_at(file, call.node, kind, _name(file, call.at(1)), _symbol(file, call.node))._replace(
            pattern=pattern,
            flags=_flags(file, call.get(2, "flags")),
            how=_HOWS[call.name],
            forbids=refuses_found(file.unit, call.node),
        )


def _is_compiled(file: File, node: Node | None) -> bool:
    return file.unit.call(node) is not None


def _of_characters(file: File, call: Call, receiver: Node) -> Iterator[Rule]:
    """``if not name.isalpha(): raise …``: only where input is refused by it."""
    kind = _kind_held(file, call, receiver)
    if kind and refuses_found(file.unit, call.node) is False and inside(call.node, "not_operator") is not None:
        yield rule_at(file, call.node, kind, _name(file, receiver), _symbol(file, call.node))._replace(
            pattern=_CHARACTERS[call.name], how="whole"
        )


def _kind_held(file: File, call: Call, node: Node | None) -> str:
    """The kind of field that is held against a pattern: by the argument's name, or by the function around it."""
    if node is None:
        return ""
    symbol, name = _symbol(file, call.node), _name(file, node)
    if kind := field_of(name, symbol):
        return kind
    return field_of(symbol.rpartition(".")[2]) if name in _BARE else ""


def _name(file: File, node: Node | None) -> str:
    return file.unit.evaluator.placeholder(node).name if node is not None else ""


def _symbol(file: File, node: Node) -> str:
    return file.unit.scope.symbol(node.start_byte)


def _class(file: File, node: Node) -> str:
    around = file.unit.scope.class_at(node.start_byte)
    return around.name if around else ""


def _flags(file: File, node: Node | None) -> str:
    text = file.unit.text(node) if node is not None else ""
    names = text.replace("|", " ").replace("re.", "").split()
    return "".join(sorted({_FLAGS[name] for name in names if name in _FLAGS}))


# --- fields ------------------------------------------------------------------------------------------------------


def _validator(file: File, call: Call) -> Iterator[Rule]:
    keyword, how = _VALIDATORS[call.name]
    pattern, compiled = _pattern(file, call.get(0, keyword))
    kind, name, place = _holder(file, call.node)
    if pattern is not None and kind:
        inverse = call.keyword("inverse_match")
        yield rule_at(file, call.node, kind, name, place)._replace(
            pattern=pattern, flags=compiled or _flags(file, call.get(3, "flags")), how=how,
            forbids=inverse is not None and file.unit.text(inverse) == "True",
        )  # fmt: skip


def _pattern(file: File, node: Node | None) -> tuple[str | None, str]:
    """The expression that an argument is: a literal, or ``re.compile`` of one, with its flags."""
    call = file.unit.call(node)
    if call and call.owner in _MODULES and call.name == "compile":
        return file.unit.evaluator.literal(call.at(0)), _flags(file, call.get(1, "flags"))
    return (file.unit.evaluator.literal(node) if node is not None else None), ""


def _field(file: File, call: Call) -> Iterator[Rule]:
    """The rule in a field's own call; a database column's length is no rule on input."""
    if call.name in _FORM_FIELDS and call.owner.rpartition(".")[2] in ("models", "db", "sa", "Column", "mongo", "peewee"):
        return
    kind, name, place = _holder(file, call.node)
    if not kind or _of_model(file, call.node):
        return
    base = rule_at(file, call.node, kind, name, place)
    for keyword, how in _KEYWORDS.items():
        pattern, flags = _pattern(file, call.keyword(keyword))
        if pattern is not None and call.name in _PYDANTIC:
            yield base._replace(pattern=pattern, flags=flags, how=how)
    least, most = _number(file, call.keyword("min_length")), _number(file, call.keyword("max_length"))
    if least or most:
        yield base._replace(least=least, most=most)


def _of_model(file: File, node: Node) -> bool:
    """Whether the class around a field is a database model: its bases say so."""
    around = file.unit.scope.class_at(node.start_byte)
    bases = file.unit.scope.bases(around) if around else []
    return any(base.rpartition(".")[2] in ("Model", "SQLModel") for base in bases)


def _length(file: File, call: Call) -> Iterator[Rule]:
    kind, name, place = _holder(file, call.node)
    if not kind or _of_model(file, call.node):
        return
    least, most = _number(file, call.keyword("min")), _number(file, call.keyword("max"))
    if call.name != "Length":
        bound = _number(file, call.get(0, "limit_value"))
        least, most = (bound, 0) if call.name.startswith("Min") else (0, bound)
    if least or most:
        yield rule_at(file, call.node, kind, name, place)._replace(least=least, most=most)


def _number(file: File, node: Node | None) -> int:
    text = file.unit.text(node) if node is not None else ""
    return int(text) if text.isdigit() and len(text) < 6 else 0


def _holder(file: File, node: Node) -> tuple[str, str, str]:
    """What a validator is for: the kind, the name and the place of the field (or constant, or parameter) that it is given to."""
    name = _assigned(file, node)
    symbol = _symbol(file, node)
    if not name:
        parameter = inside(node, "typed_default_parameter") or inside(node, "typed_parameter") or inside(node, "default_parameter")
        label = parameter.child_by_field_name("name") or parameter.named_children[0] if parameter is not None else None
        name = file.unit.text(label) if label is not None else ""
    return field_of(name, symbol), name, f"{symbol}.{name}" if symbol else name


def _assigned(file: File, node: Node) -> str:
    """The name that a value is given to: the nearest assignment or dictionary entry around it."""
    here: Node | None = node
    for _ in range(8):
        parent = here.parent if here is not None else None
        if parent is None or parent.type in ("block", "module", "function_definition", "parameters"):
            return ""
        if parent.type == "assignment":
            left = parent.child_by_field_name("left")
            return dotted(file.unit.code, left, file.unit.grammar) if left is not None else ""
        if parent.type == "pair":
            key = parent.child_by_field_name("key")
            return (file.unit.evaluator.literal(key) or "") if key is not None else ""
        here = parent
    return ""
