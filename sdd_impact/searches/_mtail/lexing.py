"""Tokens of an mtail program. A slash begins a regular expression where a value is expected, and divides elsewhere."""

from __future__ import annotations

import re

from sdd_impact import late
from sdd_impact.tuples import NamedTuple

_TOKEN = late.regex(
    r"""(?P<space>[ \t\r]+|\\\n) | (?P<comment>\#[^\n]*) | (?P<newline>\n) | (?P<text>"(?:[^"\\\n]|\\.)*+") | (?P<open>"(?:[^"\\\n]|\\.)*+) | (?P<number>\d[\w.]*)
      | (?P<name>[@$]?[^\W\d]\w*|\$\d+) | (?P<slash>/) | (?P<op>&&|\|\||=~|!~|==|!=|<=|>=|\+\+|--|\+=|-=|<<|>>|\*\*|.)""",
    re.VERBOSE,
)
_REGEX = late.regex(r"/((?:[^/\\\n]|\\.)*)/")
#: Behind these a slash divides.
_VALUES = frozenset({"text", "number", "regex"})
_CLOSING = frozenset({")", "]"})
_MOST_TOKENS = 100_000


class MtailError(Exception):
    """The text is no program. ``at`` is the offset. Caught where a file is read."""

    def __init__(self, message: str, at: int) -> None:
        super().__init__(message)
        self.at = at


class Token(NamedTuple):
    """A token; ``text`` of a regular expression is what stands between its slashes."""

    kind: str
    text: str
    start: int
    end: int


def tokens(text: str) -> tuple[list[Token], MtailError | None]:
    """Cut a program, up to a regular expression that does not end on its line or to too many tokens, which is the error; comments are left out."""
    found: list[Token] = []
    at = 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        kind = match.lastgroup if match else None
        if match is None or kind is None:
            break
        at = match.end()
        if len(found) >= _MOST_TOKENS:
            return found, MtailError(f"the program has more than {_MOST_TOKENS:,} tokens", match.start())
        if kind == "slash" and not _divides(found):
            regex = _REGEX.match(text, match.start())
            if regex is None:
                return found, MtailError("a regular expression does not end on its line", match.start())
            at = regex.end()
            found.append(Token("regex", regex.group(1).replace("\\/", "/"), match.start(), at))
        elif kind not in {"space", "comment"}:
            found.append(Token("op" if kind in {"slash", "open"} else kind, match.group(), match.start(), at))
    return found, None


def _divides(found: list[Token]) -> bool:
    if not found:
        return False
    last = found[-1]
    if last.kind == "name":
        declared = len(found) > 1 and found[-2].kind == "name" and found[-2].text == "const"
        return not declared
    return last.kind in _VALUES or last.text in _CLOSING
