"""Putting named patterns into a pattern: ``%{NAME}``, ``%{NAME:field}``, ``%{NAME:field:type}``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.tuples import NamedTuple

from .library import LIBRARY

if TYPE_CHECKING:
    from collections.abc import Mapping

_REFERENCE = late.regex(r"%\{(\w+)(?::([^:{}=]+))?(?::\w+)?(?:=[^{}]*)?\}")
_DEFINITION = late.regex(r"([A-Za-z0-9_]+)[ \t]+(\S.*)")
_DEPTH = 20
_LONGEST = 20_000
_MOST = 2_000


class Expanded(NamedTuple):
    """An expression of Oniguruma; ``missing`` are the names that are not known, of which any text is taken."""

    text: str
    missing: tuple[str, ...] = ()


def definitions(text: str) -> dict[str, str]:
    """Return the patterns of a pattern file: a name, white space, an expression on each line."""
    found = (_DEFINITION.fullmatch(line.strip()) for line in text.splitlines() if not line.startswith("#"))
    return {each.group(1): each.group(2) for each in found if each}


def expand(pattern: str, own: Mapping[str, str] | None = None) -> Expanded:
    """Return a pattern with all names put in. Bounded; a name that stands for itself is not known."""
    work = _Work(own or {})
    text = work.put(pattern, (), outermost=True)
    return Expanded(text[:_LONGEST], tuple(work.missing))


class _Work:
    def __init__(self, own: Mapping[str, str]) -> None:
        self.own = own
        self.missing: dict[str, None] = {}
        self.left = _MOST

    def put(self, pattern: str, above: tuple[str, ...], *, outermost: bool = False) -> str:
        def one(found: re.Match[str]) -> str:
            name, field = found.group(1), found.group(2)
            inner = self.own.get(name, LIBRARY.get(name))
            self.left -= 1
            if inner is None or name in above or len(above) > _DEPTH or self.left < 0:
                self.missing[f"%{{{name}}}"] = None
                text = ".*"
            else:
                text = self.put(inner, (*above, name))
            return f"(?<{_name(field)}>{text})" if field else f"(?:{text})"

        made = _REFERENCE.sub(one, pattern)
        if len(made) > _LONGEST:
            self.missing["more than can be put in"] = None
            return ".*" if not outermost else made[:_LONGEST]
        return made


def _name(field: str) -> str:
    """The field as a group's name: ``[user][name]`` is ``user.name``."""
    name = re.sub(r"[^\w.]", "_", field.strip().replace("][", ".").strip("[]@"))
    return name if re.match(r"[^\W\d]", name) else f"_{name}"
