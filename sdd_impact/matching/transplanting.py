r"""A pattern moved from an old message to a new one: what the pattern says about a value stays, only the words around it change.

The pattern is cut into pieces, and those that write a word of the old message are found. What stands between two of them is how the
pattern writes the value that the message has there: it is put, to the letter, where the new message prints that value. So a pattern
keeps its groups (``(?<user>\S+)``, ``%{IP:client}``, ``<HOST>``), its anchors and what it says about the beginning of a line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher

from sdd_impact import late
from sdd_impact.model import Placeholder, Template
from sdd_impact.tuples import NamedTuple

_MESSAGE = late.regex(r"[^\W_]+|[\W_]")
#: Pieces of a pattern, in the order in which they are tried. ``blank`` writes a space and ``char`` a character; ``value`` writes something else.
_EXPRESSION = late.regex(
    r"(?P<blank>\[\[:space:\]\][+*]?|\\{1,2}s[+*]?|\\\s)|\\{1,2}(?P<char>[^\w\s\\])"
    r"|(?P<value>%\{[^{}]*\}|%\([^()]*\)s|</?[A-Z][^<>]*>|\(\?P?<[^<>]*>|\(\?[a-zA-Z:=!<>-]+|\\{1,2}\w|\[\^?\]?(?:\[:\w+:\]|[^\]])*\]|\{\d*,?\d*\}|[.^$*+?()|{}])"
    r"|[^\W_]+|[\W_]"
)
_WORDS = late.regex(r"(?P<blank>(?!))|(?P<char>(?!))|(?P<value><_>|\*|%\{[^{}]*\})|[^\W_]+|[\W_]")
_END = late.regex(r"(?:\\s\*|\.\*)?\$?$")
#: Characters that a query language may give a meaning of its own, inside of quotes too.
_DELICATE = frozenset("\"'`/\\\n\r\t")
_SPECIAL = frozenset(".^$*+?()[]{}|")
#: What has a meaning of its own in Lucene's expressions only, and in none as a class of one.
_SPECIAL_TOO = frozenset("#@&<>~")
#: How a value of a kind is found, without a backslash: that would be another text in each way of quoting.
_FOUND = {"int": "[0-9]+", "id": "[A-Za-z0-9_-]+", "uuid": "[A-Za-z0-9_-]+", "hex": "[0-9A-Za-z]+", "bool": "[a-z]+"}
_LONGEST = 4_000
#: A draft that says much less than the old pattern did would find much else: its message was not the old one in other words.
_LEAST = 0.6

Piece = tuple[str, str]
Token = str | Placeholder


class _Aligned(NamedTuple):
    """The old and the new message in pieces, those of the pattern, and which stand for which: of old and pattern, of old and new."""

    old: tuple[Token, ...]
    new: tuple[Token, ...]
    pieces: tuple[Piece, ...]
    written: tuple[tuple[int, int], ...]
    moved: tuple[tuple[str, int, int, int, int], ...]


def transplanted(pattern: str, before: Template, after: Template, *, expression: bool) -> Iterator[str]:
    """Yield the pattern as it would be for the new message, where it writes words of the old one.

    ``expression``: it is a regular expression (also one with grok's or fail2ban's names); otherwise plain words, with ``*`` or ``<_>`` for values.
    """
    if len(pattern) > _LONGEST:
        return
    found = _align(pattern, before, after, expression=expression)
    if not found.written:
        return
    styles = _STYLES if expression and _needs_styles(found.new) else (escaped,)
    texts = (_written(found, style if expression else None, whole=whole) for style in styles for whole in (False, True))
    least = _LEAST * _letters(pattern)
    yield from (text for text in dict.fromkeys(texts) if text is not None and text != pattern and _letters(text) >= least)


def _letters(text: str) -> int:
    return sum(map(str.isalpha, text))


def tokens(template: Template) -> tuple[Token, ...]:
    """Cut a message into words, single characters and placeholders."""
    found: list[Token] = []
    for part in template.parts:
        found.extend(_MESSAGE.findall(part) if isinstance(part, str) else (Placeholder(part.name, part.kind),))
    return tuple(found)


def _align(pattern: str, before: Template, after: Template, *, expression: bool) -> _Aligned:
    old, new = tokens(before), tokens(after)
    pieces = tuple(_cut(pattern, expression=expression))
    said = [_key(each) for each in old]
    matched = SequenceMatcher(None, said, [key for key, _ in pieces], autojunk=False).get_matching_blocks()
    written = tuple(
        (block.a + at, block.b + at)
        for block in matched
        if any(len(each) > 1 for each in said[block.a : block.a + block.size])
        for at in range(block.size)
    )
    moved = SequenceMatcher(None, said, [_key(each) for each in new], autojunk=False).get_opcodes()
    return _Aligned(old, new, pieces, written, tuple(moved))


def _key(token: Token) -> str:
    return f"{{{token.name}:{token.kind}}}" if isinstance(token, Placeholder) else token.lower()


def _cut(pattern: str, *, expression: bool) -> Iterator[Piece]:
    """Yield the pieces of a pattern: the text that each stands for ("" for values), and how it is written."""
    for found in (_EXPRESSION if expression else _WORDS).finditer(pattern):
        if found["value"]:
            yield "", found[0]
        elif found["blank"]:
            yield " ", found[0]
        else:
            yield (found["char"] or found[0]).lower(), found[0]


def _written(found: _Aligned, style: _Style | None, *, whole: bool) -> str | None:
    """Write the pattern for the new message: an expression in this style, or plain words. ``whole``: where it began or ended with the message,
    it does so again."""
    (first, at_first), (last, at_last) = found.written[0], found.written[-1]
    head, tail = _raw(found.pieces[:at_first]), _raw(found.pieces[at_last + 1 :])
    values = _values(found)
    following = found.old[last + 1] if last + 1 < len(found.old) else None
    if isinstance(following, Placeholder) and tail:
        end = _END.search(tail)
        values[_key(following)] = tail[: end.start()] if end else tail
        if values[_key(following)]:
            last, tail = last + 1, tail[end.start() :] if end else ""
    low = 0 if whole and first == 0 else _moved(found, first)
    high = len(found.new) if whole and last == len(found.old) - 1 else _moved(found, last, behind=True)
    if low >= high:
        return None
    body = _body(found, values, low, high, style)
    return None if body is None else head + body + tail


def _raw(pieces: Sequence[Piece]) -> str:
    return "".join(written for _, written in pieces)


def _values(found: _Aligned) -> dict[str, str]:
    """Return how the pattern writes each value of the old message that stands between two of its words."""
    values = {}
    for (one, at), (other, until) in zip(found.written, found.written[1:], strict=False):
        between = found.old[one + 1 : other]
        if len(between) == 1 and isinstance(between[0], Placeholder) and until > at + 1:
            values[_key(between[0])] = _raw(found.pieces[at + 1 : until])
    return values


def _moved(found: _Aligned, at: int, *, behind: bool = False) -> int:
    """Return where a token of the old message stands in the new one, or where what replaced it begins (``behind``: ends)."""
    for tag, low, high, first, last in found.moved:
        if low <= at < high:
            return first + at - low + behind if tag == "equal" else last if behind else first
    return 0


def _body(found: _Aligned, values: dict[str, str], low: int, high: int, style: _Style | None) -> str | None:
    origin = {
        first + step: one + step for tag, one, other, first, _ in found.moved if tag == "equal" for step in range(other - one)
    }
    at = dict(found.written)
    blank = _blank(found.pieces)
    follows = dict(zip((one for one, _ in found.written), found.written[1:], strict=False))
    parts: list[str] = []
    number = low
    while number < high:
        each, was = found.new[number], origin.get(number)
        if was is None or was not in at:
            part = blank if each == " " and style is not None else _part(each, values, style)
            if part is None:
                return None
            parts.append(part)
            number += 1
            continue
        parts.append(found.pieces[at[was]][1])
        number += 1
        after = follows.get(was)
        if after is not None and all(origin.get(number + step) == was + 1 + step for step in range(after[0] - was)):
            # The same stands between these two words as before: so does what the pattern says of it.
            parts.append(_raw(found.pieces[at[was] + 1 : after[1]]))
            number += after[0] - was - 1
    return "".join(parts)


def _blank(pieces: Sequence[Piece]) -> str:
    """How a pattern writes the blanks between its words: as blanks, unless it has none (Fluent Bit divides its fields by them)."""
    blanks = [written for said, written in pieces if said == " "]
    return blanks[0] if blanks and " " not in blanks else " "


def _part(token: Token, values: dict[str, str], style: _Style | None) -> str | None:
    """Write one token of the new message; None where it cannot be."""
    if isinstance(token, Placeholder):
        known = values.get(_key(token))
        if known is not None:
            return known
        if token.kind == "masked":
            return None  # a mask is nothing to look for
        if style is not None:
            return _FOUND.get(token.kind, ".*")
        return next((each for each in ("<_>", "*") if each in values.values()), None)
    return token if style is None else style(token)


def escaped(text: str) -> str:
    """Write a text as a regular expression without backslash or quotation mark: a class of one, or any character.

    What a backslash is depends on how the pattern is quoted where it stands.
    """
    return "".join("." if char in _DELICATE or char == "^" else f"[{char}]" if char in _SPECIAL else char for char in text)


def _in_classes(text: str) -> str:
    """The same, for engines that give more characters a meaning."""
    return "".join(f"[{char}]" if char in _SPECIAL_TOO else escaped(char) for char in text)


def _with_backslashes(text: str) -> str:
    """The same with backslashes, for engines in which a bracket in a class begins another class."""
    return "".join(f"\\{char}" if char in _SPECIAL else escaped(char) for char in text)


#: Writes a text as a regular expression that means just it.
_Style = Callable[[str], str]
_STYLES: tuple[_Style, ...] = (escaped, _in_classes, _with_backslashes)


def _needs_styles(message: Sequence[Token]) -> bool:
    """Whether a message has characters that engines want to be written differently."""
    said = {char for each in message if isinstance(each, str) and len(each) == 1 for char in each}
    return not said.isdisjoint(_SPECIAL | _SPECIAL_TOO)
