r"""Columns that a query takes out of a text: ``parse Message with "user " user " paid" *``, ``extend user = extract("user (\\w+)", 1, Message)``.

Rules from the Kusto documentation, "parse operator" and "extract()": every text of a pattern must be there; ``*`` passes over anything; an extraction that
does not fit loses the columns and keeps the row.
"""

from __future__ import annotations

import re

from sdd_impact import late
from sdd_impact.model import Query, Regex
from sdd_impact.searches._kusto.columns import name_of
from sdd_impact.searches._kusto.conditions import Condition, Scope
from sdd_impact.searches._kusto.lexing import Token, split
from sdd_impact.searches._trees import literal

_NUMBERS = {"long": r"-?\d+", "int": r"-?\d+", "real": r"-?\d+(?:\.\d+)?", "double": r"-?\d+(?:\.\d+)?"}
_GROUP = late.regex(r"(?<!\\)\((?!\?)")
_NAME = late.regex(r"[A-Za-z_]\w*")


def parsed(listed: list[Token], scope: Scope, *, kept: bool) -> Query | None:
    """Read what stands behind ``parse`` (``kept``) or ``parse-where``; None where it is not understood."""
    kind = "simple"
    while len(listed) > 3 and listed[0].word in {"kind", "flags"} and listed[1].text == "=":
        kind = listed[2].word if listed[0].word == "kind" else kind
        listed = listed[3:]
    at = next((index for index, token in enumerate(listed) if token.word == "with"), None)
    if at is None or kind not in {"simple", "relaxed", "regex"}:
        return None
    column = _column(listed[:at], scope)
    pattern = _pattern(listed[at + 1 :], kind == "regex")
    if column is None or pattern is None:
        return None
    expression, names = pattern
    scope.taken.update(names)
    for name in names:
        scope.columns.pop(name, None)
    return Regex(expression, "pcre", "s", column, captures_only=kept)


def _column(listed: list[Token], scope: Scope) -> str | None:
    reader = Condition("", listed, scope)
    found = reader.column()
    resolved = reader.resolved(found) if found is not None and reader.at == len(listed) else None
    if resolved is None:
        return None
    return resolved if resolved in scope.taken else name_of(resolved)


def _pattern(listed: list[Token], is_regex: bool) -> tuple[str, list[str]] | None:
    """The pattern as a regular expression, with the names of its columns."""
    made, names, at = "^", [], 0
    while at < len(listed):
        token = listed[at]
        at += 1
        if token.text == "*":
            made += ".*?"
        elif token.kind == "text":
            made += f"(?:{token.said})" if is_regex else literal(token.said)
        elif token.kind == "name":
            type_ = listed[at + 1].word if at + 1 < len(listed) and listed[at].text == ":" else ""
            at += 2 if type_ else 0
            if token.text in names:
                return None
            names.append(token.text)
            last = at >= len(listed)
            made += f"(?P<{token.text}>{_NUMBERS.get(type_, '.*' if last else '.*?')})"
        else:
            return None
    ends = bool(listed) and listed[-1].text != "*"
    return (made + ("$" if ends else ""), names) if names or made != "^" else None


def extracted(name: str, listed: list[Token], scope: Scope) -> Query | None:
    """Read ``extract("pattern", group, column)``; None where it is something else."""
    if len(listed) < 4 or listed[0].word not in {"extract", "tostring", "toint", "tolong", "todouble"} or not _NAME.fullmatch(name):
        return None
    if listed[0].word != "extract":
        return extracted(name, listed[2:-1], scope) if listed[1].text == "(" and listed[-1].text == ")" else None
    given = split(listed[2:-1], ",")
    if (
        len(given) not in {3, 4}
        or len(given[0]) != 1
        or given[0][0].kind != "text"
        or len(given[1]) != 1
        or not given[1][0].text.isdigit()
    ):
        return None
    column = _column(given[2], scope)
    pattern = _named(given[0][0].said, int(given[1][0].text), name)
    if column is None or pattern is None:
        return None
    scope.taken.add(name)
    scope.columns.pop(name, None)
    return Regex(pattern, "re2", "", column, captures_only=True)


def _named(pattern: str, group: int, name: str) -> str | None:
    """The expression with a name for its group of this number; group 0 is all of it."""
    if group == 0:
        return f"(?P<{name}>{pattern})"
    if "\\Q" in pattern or re.search(r"\[[^\]]*\(", pattern):
        return None
    groups = list(_GROUP.finditer(pattern))
    if group > len(groups):
        return None
    at = groups[group - 1].end()
    return f"{pattern[:at]}?P<{name}>{pattern[at:]}"
