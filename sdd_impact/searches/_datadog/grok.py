r"""Grok rules of Datadog's pipelines: what they take out of a message, as regular expressions.

From Datadog's documentation, "Parsing": a rule is a name and a pattern, which must fit the whole of its source; ``%{matcher:attribute:filter}`` takes a
text out; a rule may use another as ``%{name}``; of several rules the first that fits counts. What stands between is a regular expression.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.model import Query, Regex
from sdd_impact.searches._aws.open_text import has_hole
from sdd_impact.searches._trees import all_of

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Matchers by name. A date is any text: its format says more, which changes no capture.
_MATCHERS = {
    "notSpace": r"\S+", "word": r"\w+", "data": r".*", "number": r"[-+]?\d+(?:\.\d+)?", "numberStr": r"[-+]?\d+(?:\.\d+)?",
    "numberExt": r"[-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?", "numberExtStr": r"[-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?", "integer": r"[-+]?\d+",
    "integerStr": r"[-+]?\d+", "integerExt": r"[-+]?\d+(?:[eE][-+]?\d+)?", "integerExtStr": r"[-+]?\d+(?:[eE][-+]?\d+)?", "port": r"\d{1,5}",
    "doubleQuotedString": r'"(?:[^"\\]|\\.)*"', "singleQuotedString": r"'(?:[^'\\]|\\.)*'", "quotedString": r""""(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'""",
    "uuid": r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", "mac": r"[0-9a-fA-F]{2}(?:[:-][0-9a-fA-F]{2}){5}", "ip": r"[0-9a-fA-F:.]+",
    "ipv4": r"\d{1,3}(?:\.\d{1,3}){3}", "ipv6": r"[0-9a-fA-F:.]+", "hostname": r"[\w.-]+", "ipOrHost": r"[\w.:-]+", "boolean": r"true|false", "date": r".+",
}  # fmt: skip

_RULE = late.regex(r"^[ \t]*([\w.-]+)[ \t]+(\S.*?)[ \t]*$", re.MULTILINE)
_USE = late.regex(
    r"""%\{\s*([\w.-]+)(?:\(((?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[^()"'])*)\))?\s*(?::\s*([^:}]*?)\s*(?::[^}]*)?)?\}"""
)
_TEXT = late.regex(r""""((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'""")
_DEEPEST = 8
_MOST_RULES = 50
_MOST_CHARACTERS = 10_000


class _GrokError(Exception):
    """A rule uses what is not known."""


def with_rules(query: Query, rules: Iterable[tuple[str, str, str]]) -> Query:
    """Return a pipeline's filter with what its parsers take out; each is ``(source, match rules, support rules)``."""
    found = [each for source, match, support in rules for each in extractions(source, match, support)]
    return all_of((query, *found)) if found else query


def extractions(source: str, match: str, support: str = "") -> tuple[Regex, ...]:
    """Return the rules of one parser as extractions, in order. A rule that is not understood is left out."""
    helpers = dict(_RULE.findall(support))
    made: list[Regex] = []
    for name, pattern in _RULE.findall(match)[:_MOST_RULES]:
        helpers.setdefault(name, pattern)
        if has_hole(pattern):
            continue
        try:
            text = _Expansion(helpers).expand(pattern, 0)
        except _GrokError:
            continue
        if "(?P<" in text:
            made.append(Regex(f"^(?:{text})$", "oniguruma", "", source or "message", captures_only=True))
    return tuple(made)


class _Expansion:
    def __init__(self, helpers: dict[str, str]) -> None:
        self._helpers = helpers
        self._names: set[str] = set()
        self._characters = 0

    def expand(self, pattern: str, depth: int) -> str:
        """Write a pattern out as one expression."""
        self._characters += len(pattern)
        if depth > _DEEPEST or self._characters > _MOST_CHARACTERS:
            raise _GrokError
        return _USE.sub(lambda match: self._used(match, depth), pattern)

    def _used(self, match: re.Match[str], depth: int) -> str:
        name, arguments, attribute = match[1], match[2] or "", match[3] or ""
        if name in self._helpers:
            inner = self.expand(self._helpers[name], depth + 1)
        elif name == "regex":
            inner = next((double or single for double, single in _TEXT.findall(arguments)), "")
            inner = inner.replace('\\"', '"').replace("\\\\", "\\")
        elif name == "boolean" and arguments:
            inner = "|".join(double or single for double, single in _TEXT.findall(arguments))
        elif name in _MATCHERS:
            inner = _MATCHERS[name]
        else:
            raise _GrokError
        group = re.sub(r"\W", "_", attribute)
        if not group or group in self._names or group[0].isdigit():
            return f"(?:{inner})"
        self._names.add(group)
        return f"(?P<{group}>{inner})"
