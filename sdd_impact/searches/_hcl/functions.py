"""Terraform's pure functions on texts, lists and maps (names and behaviour from the Terraform language reference).

Each takes the evaluator and the values, and raises :class:`TypeError` or :class:`ValueError` where a value does not fit or is not known; then the
call is unknown.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from sdd_impact import late

if TYPE_CHECKING:
    from collections.abc import Callable

    from sdd_impact.searches._hcl.evaluate import Evaluator, Value

#: Longer lists are not worked with.
MOST_ITEMS = 1_000

_VERB = late.regex(r"%(?:%|[0-9.+\-# ]*[a-zA-Z])")


def _text(evaluator: Evaluator, value: Any) -> str:
    found = evaluator.text(value)
    if found is None:
        raise TypeError
    return found


def _known(evaluator: Evaluator, value: Any) -> str:
    """A text without holes: what a function looks into."""
    found = _text(evaluator, value)
    if evaluator.holes(found):
        raise ValueError
    return found


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise TypeError
    return value


def _dict(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise TypeError
    return value


def _format(evaluator: Evaluator, spec: Value, *values: Value) -> Value:
    given = iter(values)
    text = _text(evaluator, spec)
    # what is not known of the text may hold a %s of its own, so that it is not known which value stands where
    shifted = bool(evaluator.holes(text))

    def one(match: re.Match[str]) -> str:
        if match.group() == "%%":
            return "%"
        if match.group() not in {"%s", "%d", "%v"}:
            raise ValueError
        value = _text(evaluator, next(given, {}))
        return evaluator.unknown("format(…)") if shifted else value

    return _VERB.sub(one, text)


def _unique(values: list[Any]) -> list[Any]:
    made: list[Any] = []
    for value in values:
        if value not in made:
            made.append(value)
    return made


def _merge(_: Evaluator, *values: Value) -> Value:
    made: dict[str, Any] = {}
    for value in values:
        made.update(_dict(value))
    return made


def _flat(values: list[Any], depth: int = 0) -> list[Any]:
    made: list[Any] = []
    for value in values:
        made.extend(_flat(value, depth + 1) if isinstance(value, list) and depth < 10 else [value])
        if len(made) > MOST_ITEMS:
            raise ValueError
    return made


def _lookup(evaluator: Evaluator, of: Value, key: Value, *default: Value) -> Value:
    values, name = _dict(of), _known(evaluator, key)
    found: Value = values[name] if name in values else default[0]
    return found


def _length(evaluator: Evaluator, of: Value) -> Value:
    if isinstance(of, str):
        return len(_known(evaluator, of))
    return len(_dict(of) if isinstance(of, dict) else _list(of))


def _replace(evaluator: Evaluator, text: Value, old: Value, new: Value) -> Value:
    wanted = _known(evaluator, old)
    if len(wanted) > 1 and wanted[0] == wanted[-1] == "/":  # a regular expression, in RE2's dialect
        raise ValueError
    return _text(evaluator, text).replace(wanted, _text(evaluator, new))


def _coalesce(evaluator: Evaluator, *values: Value) -> Value:
    for value in values:
        if value is not None and _known(evaluator, value) != "":
            return value
    raise ValueError


def _with_holes(evaluator: Evaluator, value: Any) -> Any:
    """The same value with a hole, as a text, for each part that only Terraform knows."""
    if isinstance(value, dict):
        return {key: _with_holes(evaluator, each) for key, each in value.items()}
    if isinstance(value, list):
        return [_with_holes(evaluator, each) for each in value]
    return value if value is None or isinstance(value, str | int | float) else evaluator.text(value)


def _json(evaluator: Evaluator, value: Value) -> Value:
    made = json.dumps(_with_holes(evaluator, value), ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return made.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "chomp": lambda e, text: _text(e, text).rstrip("\r\n"),
    "coalesce": _coalesce,
    "compact": lambda e, values: [each for each in _list(values) if each is not None and _known(e, each) != ""],
    "concat": lambda _, *values: [each for value in values for each in _list(value)],
    "distinct": lambda _, values: _unique(_list(values)),
    "element": lambda _, values, at: _list(values)[at % len(values)],
    "flatten": lambda _, values: _flat(_list(values)),
    "format": _format,
    "join": lambda e, between, *values: _text(e, between).join(_text(e, each) for value in values for each in _list(value)),
    "jsonencode": _json,
    "keys": lambda _, of: sorted(_dict(of)),
    "length": _length,
    "lookup": _lookup,
    "lower": lambda e, text: _known(e, text).lower(),
    "merge": _merge,
    "range": lambda _, *values: list(range(*values)) if len(range(*values)) <= MOST_ITEMS else _list(None),
    "replace": _replace,
    "sort": lambda e, values: sorted(_known(e, each) for each in _list(values)),
    "split": lambda e, between, text: list(_known(e, text).split(_known(e, between))),
    "title": lambda e, text: _known(e, text).title(),
    "tolist": lambda _, values: _list(values),
    "tomap": lambda _, of: _dict(of),
    "toset": lambda _, values: _unique(_list(values)),
    "tostring": _text,
    "trimprefix": lambda e, text, prefix: _known(e, text).removeprefix(_known(e, prefix)),
    "trimspace": lambda e, text: _text(e, text).strip(),
    "trimsuffix": lambda e, text, suffix: _known(e, text).removesuffix(_known(e, suffix)),
    "upper": lambda e, text: _known(e, text).upper(),
    "values": lambda _, of: [value for _, value in sorted(_dict(of).items())],
    "zipmap": lambda e, keys, values: {_known(e, key): value for key, value in zip(_list(keys), _list(values), strict=True)},
}
