"""One expression out of two: ``prefregex`` cuts the beginning of a line off, ``failregex`` is looked for in what is left.

With ``<F-CONTENT>`` the second expression sees only that part of the line: its ``^`` is the part's beginning, its ``$`` the part's end. The
expression made here may divide a line in every way that the first one allows, where fail2ban takes the first way.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.tuples import NamedTuple

from .tags import expand

if TYPE_CHECKING:
    from collections.abc import Iterator

_CONTENT = late.regex(r"<F-CONTENT>(.*?)</F-CONTENT>", re.DOTALL)
_EVERYTHING = frozenset({".+", ".*", ".+?", ".*?"})
_TO_THE_END = frozenset({"", "$", r"\s*$", r"\s*"})
_NAME = late.regex(r"\(\?P<(\w+)>")
_MODES = late.regex(r"\(\?([aimsux]+)\)")


class Composed(NamedTuple):
    """The expression; ``apart``: the first one has no content, so that both must be found by themselves."""

    text: str
    apart: bool = False


def compose(prefix: str, text: str) -> Composed:
    """Return the expression of whole lines in which ``prefix`` leaves a content that ``text`` is found in.

    ``text`` has its tags expanded already, ``prefix`` has not. A named part of both takes what ``text`` says.
    """
    content = _CONTENT.search(prefix)
    if content is None:
        return Composed(text, apart=True)
    names = frozenset(_NAME.findall(text))
    before = _without(expand(prefix[: content.start()]), names)
    after = _without(expand(prefix[content.end() :]), names)
    inside, modes = _without_modes(text)
    opening = f"(?{modes}:" if modes else "(?:"
    if content.group(1) in _EVERYTHING and after in _TO_THE_END:
        return Composed(f"{before}{opening}{_from_the_start(inside)})")
    ends = f"(?={_NAME.sub('(?:', after)})" if after else "$"
    found = _from_the_start(_with_end(inside, ends))
    return Composed(f"{before}(?={opening}{found}))(?:{content.group(1)}){after}")


def _without(text: str, names: frozenset[str]) -> str:
    """Return an expression in which the groups of these names have none."""
    return _NAME.sub(lambda found: "(?:" if found.group(1) in names else found.group(), text)


def _without_modes(text: str) -> tuple[str, str]:
    found = _MODES.match(text)
    return (text[found.end() :], found.group(1)) if found else (text, "")


def signs(text: str, *, escapes: bool = False) -> Iterator[tuple[int, str, int]]:
    """Yield the characters that may have a meaning: position, character, depth of groups; not those in brackets, and of those that are
    escaped (``escapes``) only the backslash."""
    depth, at = 0, 0
    while at < len(text):
        char = text[at]
        if char == "\\":
            if escapes:
                yield at, char, depth
            at += 2
            continue
        if char == "[":
            at = _bracket_end(text, at)
            continue
        depth += (char == "(") - (char == ")")
        yield at, char, depth
        at += 1


def _bracket_end(text: str, start: int) -> int:
    at = start + 1 + (text[start + 1 : start + 2] == "^")
    at += text[at : at + 1] == "]"
    while at < len(text) and text[at] != "]":
        at += 2 if text[at] == "\\" else 1
    return at + 1


def _from_the_start(text: str) -> str:
    """Return an expression that, tried at the beginning of the content, finds what ``text`` finds anywhere in it."""
    return "|".join(_anchored(each) for each in alternatives(text))


def alternatives(text: str) -> list[str]:
    """Divide an expression at those bars that stand in no group."""
    cuts = [at for at, char, depth in signs(text) if char == "|" and depth == 0]
    return [text[start:end] for start, end in zip([0, *(cut + 1 for cut in cuts)], [*cuts, len(text)], strict=True)]


def _anchored(text: str) -> str:
    carets = [at for at, char, _ in signs(text) if char == "^"]
    begins = carets[:1] == [0]
    for at in reversed(carets):
        text = text[:at] + text[at + 1 :]
    return text if begins else f".*?(?:{text})"


def _with_end(text: str, ends: str) -> str:
    for at in reversed([at for at, char, _ in signs(text) if char == "$"]):
        text = text[:at] + ends + text[at + 1 :]
    return text
