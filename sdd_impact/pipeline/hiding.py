"""What leaves the corridor shows no secret: every text of a noun is masked, whatever will print or keep it."""

from __future__ import annotations

from typing import Any, TypeVar, cast

from sdd_impact.detectors import masked
from sdd_impact.model import SearchVerdict

Noun = TypeVar("Noun")


def without_secrets(noun: Noun) -> Noun:
    """Return a noun, or a tuple of nouns, with every secret in its texts masked; the very same object where there is none.

    A proposed query that would hold a secret is dropped: masked, it would find something else than it was proved to find.
    """
    return cast("Noun", _hidden(noun))


def _hidden(value: Any) -> Any:
    if isinstance(value, str):
        return masked(value)
    if isinstance(value, tuple):
        return _rebuilt(value, tuple(map(_hidden, value)))
    if isinstance(value, frozenset):
        return frozenset(map(_hidden, value))
    return value


def _rebuilt(value: Any, parts: tuple[Any, ...]) -> Any:
    if all(map(_same, parts, value)):
        return value
    if type(value) is tuple:
        return parts
    made = type(value)(*parts)
    if isinstance(made, SearchVerdict) and made.proposal is not value.proposal:
        return made._replace(proposal=None)
    return made


def _same(one: object, other: object) -> bool:
    return one is other or (isinstance(one, str | frozenset) and one == other)
