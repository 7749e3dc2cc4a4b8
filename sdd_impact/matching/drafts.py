r"""Drafts of a new pattern for a statement that changed. They are ideas: each is verified before it is offered.

Three ideas, the smallest change first: what was replaced in the message is replaced in the pattern; what was put in or taken out of
the message is put in or taken out of the pattern; a new pattern from the new message, up to an ID that was there before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from sdd_impact import late
from sdd_impact.model import Phrase, Placeholder, Regex, Template

from .parameters import renamed
from .transplanting import transplanted

_TOKEN = late.regex(r"[^\W_]+|[\W_]")
_Part = str | Placeholder
_KEYS = ("id", "uuid", "int")
_SPECIAL = frozenset(r"\.^$*+?()[]{}|")
#: How a value of a kind is found: with classes written by backslash, and without.
_FOUND = {
    "int": (r"\d+", "[0-9]+"), "id": (r"[\w-]+", "[A-Za-z0-9_-]+"), "uuid": (r"[\w-]+", "[A-Za-z0-9_-]+"),
    "hex": (r"\w+", "[0-9A-Za-z]+"), "email": (r"\S+", "[^ ]+"), "ip": (r"\S+", "[^ ]+"), "token": (r"\S+", "[^ ]+"),
    "url": (r"\S+", "[^ ]+"), "mac": (r"\S+", "[^ ]+"), "float": (r"\S+", "[^ ]+"), "bool": (r"\w+", "[a-zA-Z]+"),
}  # fmt: skip
#: A draft up to an ID has to say as much as this of the letters that the old pattern says.
_LEAST = 0.6
#: What a pattern writes for values: names and flags of groups, classes, characters behind a backslash.
_VALUES = late.regex(r"\(\?P?<\w+>|\(\?[a-zA-Z:=!<>-]+|\[\^?\]?(?:\[:\w+:\]|[^\]])*\]|\\.|%\{[^{}]*\}")
_NAMED = {"python": "(?P<{}>{})", "re2": "(?P<{}>{})", "pcre": "(?<{}>{})", "oniguruma": "(?<{}>{})"}


def phrases(old: Phrase, before: Template, after: Template) -> Iterator[Phrase]:
    """Draft new phrases. One with a variable becomes one for the ID that both messages print, so that it still finds one record."""
    key = _key(before, after)
    variable = renamed(old.text, re.sub(r"\W+", "_", key)) if key is not None else None
    if variable is not None and key is not None:
        words = _words_before(after, key)
        if words:
            yield _with(old, words + variable)
    if renamed(old.text, "any") is not None:
        return
    for was, now in _replacements(before, after):
        if was and was in old.text:
            yield _with(old, old.text.replace(was, now))
    yield from (_with(old, text) for text in transplanted(old.text, before, after, expression=False))
    whole = _folded(after.literals, old.text)
    yield from (_with(old, text) for text in whole)


def _words_before(template: Template, key: str) -> str:
    """Return the last word in front of a placeholder, with what stands between them."""
    for part, hole in zip(template.parts, template.parts[1:], strict=False):
        if isinstance(part, str) and isinstance(hole, Placeholder) and hole.name == key:
            found = re.search(r"\w+\W*$", part)
            return found[0] if found else ""
    return ""


def _with(old: Phrase, text: str) -> Phrase:
    return Phrase(text, old.case, old.where, old.field, old.wildcards)


def _folded(literals: tuple[str, ...], wanted: str) -> list[str]:
    """Return the literals of a message that could be searched for, the most similar to ``wanted`` first."""
    usable = [text.strip() for text in literals if sum(char.isalpha() for char in text) >= 4]
    return sorted(usable, key=lambda text: SequenceMatcher(None, wanted, text).ratio(), reverse=True)


def regexes(old: Regex, before: Template, after: Template) -> Iterator[Regex]:
    """Draft new regular expressions."""
    raw = "\\" in old.pattern
    for was, now in _replacements(before, after):
        escaped = _escaped(was, raw=raw)
        if escaped and old.pattern.count(escaped) == 1:
            yield _as(old, old.pattern.replace(escaped, _escaped(now, raw=raw)))
    yield from (_as(old, text) for text in _shifted(old, before, after, raw=raw))
    yield from (_as(old, text) for text in transplanted(old.pattern, before, after, expression=True))
    key = _key(before, after)
    for named in (True, False):
        for name in (key, None):
            drafted = _from_message(old, after, name, named=named, raw=raw)
            # The words in front of an ID may be those of half of the program (`Service: 7 …`): then they stand for nothing that the old pattern said.
            if drafted and (name is None or _said(drafted) >= _LEAST * _said(old.pattern)):
                yield _as(old, drafted)


def _said(pattern: str) -> int:
    """How many letters of fixed text a pattern has, about."""
    return sum(map(str.isalpha, _VALUES.sub("", pattern)))


def _as(old: Regex, pattern: str) -> Regex:
    return Regex(pattern, old.dialect, old.flags, old.field, old.captures_only)


# --- what was replaced ---------------------------------------------------------------------------------------------


def _replacements(before: Template, after: Template) -> Iterator[tuple[str, str]]:
    """Return the stretches of literal text that were replaced, with as much of their surroundings as makes them longer words first."""
    one, other = _tokens(before), _tokens(after)
    codes = SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    for tag, low, high, first, last in codes:
        if tag != "replace":
            continue
        was, now = one[low:high], other[first:last]
        if all(isinstance(each, str) for each in (*was, *now)):
            yield "".join(map(str, was)), "".join(map(str, now))


def _tokens(template: Template) -> list[_Part]:
    tokens: list[_Part] = []
    for part in template.parts:
        tokens.extend(_TOKEN.findall(part) if isinstance(part, str) else (part,))
    return [each if isinstance(each, str) else Placeholder(each.name, each.kind) for each in tokens]


# --- what was put in or taken out ----------------------------------------------------------------------------------


def _shifted(old: Regex, before: Template, after: Template, *, raw: bool) -> Iterator[str]:
    one, other = _letters(before), _letters(after)
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    end = 0
    while end < min(len(one), len(other)) - start and one[-1 - end] == other[-1 - end]:
        end += 1
    gone, new = one[start : len(one) - end], other[start : len(other) - end]
    behind = "".join(_leading(other[len(other) - end :] if end else []))
    if gone and not new and all(isinstance(each, str) for each in gone):
        text = _escaped("".join(map(str, gone)), raw=raw)
        if old.pattern.count(text) == 1:
            yield old.pattern.replace(text, "")
    if not gone and new:
        piece = "".join(_escaped(each, raw=raw) if isinstance(each, str) else _find(each, raw=raw) for each in new)
        yield from _put_in(old.pattern, piece, behind, raw=raw)


def _put_in(pattern: str, piece: str, behind: str, *, raw: bool) -> Iterator[str]:
    """Put a piece in front of the text that follows it, or at the end in front of an anchor."""
    for length in range(len(behind), 2, -1):
        text = _escaped(behind[:length], raw=raw)
        if pattern.count(text) == 1:
            yield pattern.replace(text, piece + text)
            return
    tail = re.search(r"(?:\\s\*)?\$?$", pattern)
    at = tail.start() if tail else len(pattern)
    if not behind:
        yield pattern[:at] + piece + pattern[at:]


def _letters(template: Template) -> list[_Part]:
    found: list[_Part] = []
    for part in template.parts:
        found.extend(part if isinstance(part, str) else (Placeholder(part.name, part.kind),))
    return found


def _leading(parts: list[_Part]) -> Iterator[str]:
    for each in parts:
        if not isinstance(each, str):
            return
        yield each


# --- from the new message ------------------------------------------------------------------------------------------


def _key(before: Template, after: Template) -> str | None:
    """Return the name of the best ID of the new message that the old one prints as well, behind the same words."""
    was = {(each.name, each.kind) for each in before.placeholders}
    there = [each for each in after.placeholders if each.kind in _KEYS and (each.name, each.kind) in was]
    return min(there, key=lambda each: _KEYS.index(each.kind)).name if there else None


def _from_message(old: Regex, after: Template, key: str | None, *, named: bool, raw: bool) -> str:
    """Write the new message as a pattern, up to and with the placeholder ``key`` (None: up to its last literal)."""
    parts: list[str] = []
    for part in after.parts:
        if isinstance(part, str):
            parts.append(_escaped(part if key is None or part != after.parts[-1] else part.rstrip(), raw=raw))
            continue
        parts.append(_find(part, raw=raw))
        if key is not None and part.name == key:
            if named and old.dialect in _NAMED:
                parts[-1] = _NAMED[old.dialect].format(re.sub(r"\W+", "_", key).strip("_") or "id", parts[-1])
            return "".join(parts)
    return "".join(parts).strip() if key is None else ""


def _find(hole: Placeholder, *, raw: bool) -> str:
    return _FOUND.get(hole.kind, (".*", ".*"))[0 if raw else 1]


def _escaped(text: str, *, raw: bool) -> str:
    """Return a text as a pattern; without backslashes (``raw`` False) a special character becomes a class of its own."""
    if raw:
        return "".join("\\" + char if char in _SPECIAL else char for char in text)
    return "".join(f"[{char}]" if char in _SPECIAL and char not in "^\\" else "." if char in "^\\" else char for char in text)
