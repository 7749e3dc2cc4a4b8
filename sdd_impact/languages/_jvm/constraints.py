"""Bean Validation: which annotations are constraints, and what their messages say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.model import Placeholder, Template
from sdd_impact.syntax import kind_of_name, snake

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tree_sitter import Node

    from sdd_impact.syntax import Unit

#: The constraints of Bean Validation 3 and Hibernate Validator.
CONSTRAINTS = frozenset(
    [
        "AssertFalse", "AssertTrue", "DecimalMax", "DecimalMin", "Digits", "Email", "Future", "FutureOrPresent", "Max",
        "Min", "Negative", "NegativeOrZero", "NotBlank", "NotEmpty", "NotNull", "Null", "Past", "PastOrPresent", "Pattern",
        "Positive", "PositiveOrZero", "Size", "Length", "Range", "URL", "CreditCardNumber", "EAN", "ISBN", "LuhnCheck",
        "UniqueElements", "CodePointLength", "Currency", "DurationMax", "DurationMin", "Mod10Check", "Mod11Check",
        "ScriptAssert", "UUID", "ConstraintComposition",
    ]
)  # fmt: skip
#: Where they live.
PACKAGES = ("javax.validation", "jakarta.validation", "org.hibernate.validator")
#: Annotations with a ``message`` that nobody is shown.
OTHERS = frozenset(
    ["ApiResponse", "Message", "Deprecated", "Disabled", "Ignore", "Test", "Schema", "Operation", "LogMessage", "RequiresApi"]
)
_KEY = late.regex(r"\{([\w-]+(?:\.[\w-]+)+)\}")
_HOLE = late.regex(r"\\([{}$\\])|\$\{([^}]*)\}|\{(\w+)\}")


def interpolated(unit: Unit, template: Template, values: Mapping[str, Node]) -> Template:
    """A message with its parameters: ``{min}`` is the attribute's value, ``{a.b}`` alone a key, ``${…}`` an expression."""
    parts: list[str | Placeholder] = []
    for part in template.parts:
        if isinstance(part, Placeholder):
            parts.append(part)
        elif key := _KEY.fullmatch(part):
            parts.append(key[1])
        else:
            parts += _pieces(unit, part, values)
    return Template.of(*parts)


def _pieces(unit: Unit, text: str, values: Mapping[str, Node]) -> Iterator[str | Placeholder]:
    end = 0
    for found in _HOLE.finditer(text):
        yield text[end : found.start()]
        end = found.end()
        escaped, expression, name = found.groups()
        if escaped:
            yield escaped
        elif name in values:
            yield from unit.evaluator.value(values[name]).parts
        else:
            label = snake(name or expression.rpartition(".")[2])
            kind = kind_of_name(label)
            yield Placeholder(label, kind, "", name or expression, (), kind != "any")
    yield text[end:]
