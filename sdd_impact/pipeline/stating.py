"""What placeholders print, where the configuration says it: `placeholders` put into the statements that were read."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from sdd_impact.analysis.paths import Patterns
from sdd_impact.model import Field, Placeholder, PlaceholderRule, Statement, Template
from sdd_impact.tuples import NamedTuple


class _Rule(NamedTuple):
    rule: PlaceholderRule
    name: re.Pattern[str] | None
    message: re.Pattern[str] | None
    paths: Patterns | None


class Stating:
    """The rules of one configuration. Without any, every statement is returned as it is."""

    def __init__(self, rules: Iterable[PlaceholderRule]) -> None:
        self._rules = tuple(
            _Rule(
                rule,
                _expression(rule.name) if rule.name else None,
                _expression(" ".join(rule.message.split())) if rule.message else None,
                Patterns(rule.paths) if rule.paths else None,
            )
            for rule in rules
        )

    def __bool__(self) -> bool:
        """Whether there is any rule."""
        return bool(self._rules)

    def all(self, statements: Iterable[Statement]) -> tuple[Statement, ...]:
        """Return the statements with what the rules say."""
        return tuple(map(self.of, statements)) if self._rules else tuple(statements)

    def of(self, statement: Statement) -> Statement:
        """Return a statement with the kinds that the rules say; the very same object where they say nothing of it."""
        holes = statement.template.placeholders or any(field.value.placeholders for field in statement.fields)
        if not (self._rules and holes):
            return statement
        fitting = [each for each in self._rules if _of(each, statement)]
        if not fitting:
            return statement
        template = _stated(statement.template, fitting)
        fields = tuple(_stated_field(field, fitting) for field in statement.fields)
        if template is statement.template and all(new is old for new, old in zip(fields, statement.fields, strict=True)):
            return statement
        return statement._replace(template=template, fields=fields)


def _of(each: _Rule, statement: Statement) -> bool:
    if each.paths is not None and not each.paths.match(statement.location.file):
        return False
    return each.message is None or any(each.message.fullmatch(said.message) for said in (statement.template, statement.shown))


def _stated_field(field: Field, fitting: list[_Rule]) -> Field:
    value = _stated(field.value, fitting)
    return field if value is field.value else field._replace(value=value)


def _stated(template: Template, fitting: list[_Rule]) -> Template:
    parts = tuple(part if isinstance(part, str) else _said(part, fitting) for part in template.parts)
    return Template(parts) if any(new is not old for new, old in zip(parts, template.parts, strict=True)) else template


def _said(hole: Placeholder, fitting: list[_Rule]) -> Placeholder:
    for each in fitting:
        if each.name is None or each.name.fullmatch(hole.name):
            return hole._replace(kind=each.rule.kind, values=each.rule.values, inferred=False, stated=True)
    return hole


@lru_cache(1024)
def _expression(text: str) -> re.Pattern[str]:
    """``*`` is any text. Each piece between two of them is looked for once, at its first place: nothing here can take long."""
    first, *others = map(re.escape, re.split(r"\*+", text))
    middle = "".join(f"(?>.*?{each})" for each in others[:-1])
    return re.compile(first + middle + (f".*{others[-1]}" if others else ""), re.DOTALL)
