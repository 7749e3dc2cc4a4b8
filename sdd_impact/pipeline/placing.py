"""Where a query stands in its file, however the file writes it: quoted, escaped, indented, or broken over lines."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from difflib import SequenceMatcher
from itertools import islice

from sdd_impact import late
from sdd_impact.tuples import NamedTuple

#: Places in a file at which a query's text is tried.
_MOST_PLACES = 20
#: Characters around the part that changes which tell its place from others; the fewest that do are taken.
_AROUND = (40, 20, 8, 2, 0)
#: Longer queries are placed as one stretch.
_MOST_ALIGNED = 20_000
#: The keys of a text, and of several, where a query begins with the one for several.
_ONE_TEXT, _SEVERAL = "contains: ", "any: "
_SKIPPED = late.regex(r"(?:\s|\\(?=\r?\n))*")
#: How a query DSL begins to ask for one or the other.
_BOOL = '{"bool": {"should": ['
_WORD = late.regex(r"\w+")
#: A line of YAML with a value that has no quotation marks.
_VALUE = late.regex(
    r"[ ]*(?:-[ ]+)*(?:[\w.@|-]+:[ ]+)?(?P<value>[^\s'\"\[\]{}&*!|>%@`#,?:-](?:[^\n#]|(?<=\S)#)*?)(?:[ ]+#[^\n]*)?\r?"
)
_PIECE = late.regex(r"\w+|\s+|.")


class _Edit(NamedTuple):
    """A stretch of the old text, and what stands there in the new one."""

    first: int
    last: int
    text: str


def placed(text: str, line: int, old: str, new: str) -> Iterator[str]:
    """Yield the file's text with ``old`` replaced by ``new``, in every way in which it may be written there, from ``line`` on, then above it."""
    start = _offset(text, line)
    if new.startswith(_SEVERAL) and not old.startswith(_SEVERAL):
        for quote in ("", '"', "'"):
            yield from _replaced(text, start, f"{_ONE_TEXT}{quote}{old}{quote}", new)
    for quoted in _QUOTED:
        was, now = quoted(old), quoted(new)
        for spot in (start, 0) if start else (0,):
            yield from _whole(text, spot, was, now)
            yield from _aligned(text, spot, was, now)
        # Only below: a part that stands above (a local of Terraform) may be a part of something else as well.
        for piece, instead in dict.fromkeys(_pieces(was, now)):
            yield from _replaced(text, start, piece, instead)
    yield from _blocks(text, start, old, new)
    for piece, instead in dict.fromkeys(_pieces(old, new)):
        yield from _scalars(text, start, piece, instead)


def stands(text: str, line: int, query: str) -> bool:
    """Whether a query stands in a file's text as one, in any of the ways in which it may be written there."""
    start = _offset(text, line)
    changed = query + "x"
    written = ((spot, quoted(query), quoted(changed)) for quoted in _QUOTED for spot in (start, 0))
    return any(was in text or next(_aligned(text, spot, was, now), None) is not None for spot, was, now in written)


def _offset(text: str, line: int) -> int:
    at = 0
    for _ in range(line - 1):
        at = text.find("\n", at) + 1
        if not at:
            return len(text)
    return at


def _whole(text: str, start: int, old: str, new: str) -> Iterator[str]:
    """Yield the text with all of the query replaced; a line that it gains is indented as the line above it."""
    for each in _replaced(text, start, old, new):
        yield each
        if new.count("\n") > old.count("\n"):
            at = text.find(old, start)
            yield text[:at] + new.replace("\n", "\n" + _indent(text, at)) + text[at + len(old) :]


def _replaced(text: str, start: int, old: str, new: str) -> Iterator[str]:
    at = text.find(old, start) if old else -1
    for _ in range(_MOST_PLACES):
        if at < 0:
            return
        yield text[:at] + new + text[at + len(old) :]
        at = text.find(old, at + 1)


def _aligned(text: str, start: int, old: str, new: str) -> Iterator[str]:
    """Yield the text with what differs replaced, where it is equal to the query but for white space and broken lines."""
    if not old.strip() or len(old) > _MOST_ALIGNED or len(new) > _MOST_ALIGNED:
        return
    word = _WORD.search(old)
    if word is None:
        return
    ahead = len("".join(old[: word.start()].split()))
    at = text.find(word[0], start)
    edits = tuple(_edits(old, new))
    for _ in range(_MOST_PLACES):
        if at < 0:
            return
        where = _positions(text, _back(text, at, ahead), old)
        if where:
            yield _edited(text, where, edits)
        at = text.find(word[0], at + 1)


def _back(text: str, at: int, count: int) -> int:
    """Return the place so many characters in front of another, white space not counted."""
    while count and at > 0:
        at -= 1
        count -= not text[at].isspace()
    return at


def _positions(text: str, at: int, old: str) -> list[int]:
    """Return where each character of the query stands in the file (its end last); empty where another text stands there."""
    where: list[int] = []
    for char in old:
        if char.isspace():
            where.append(at)
            continue
        found = _SKIPPED.match(text, at)
        at = found.end() if found else at
        if text[at : at + 1] != char:
            return []
        where.append(at)
        at += 1
    return [*where, at]


def _edits(old: str, new: str) -> Iterator[_Edit]:
    one, other = _PIECE.findall(old), _PIECE.findall(new)
    at, also = _offsets(one), _offsets(other)
    for tag, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if tag != "equal":
            yield _Edit(at[a], at[b], new[also[c] : also[d]])


def _offsets(pieces: list[str]) -> list[int]:
    offsets = [0]
    for piece in pieces:
        offsets.append(offsets[-1] + len(piece))
    return offsets


def _edited(text: str, where: list[int], edits: tuple[_Edit, ...]) -> str:
    parts, at = [], 0
    for edit in edits:
        # What is put in stands directly behind what it follows.
        first = where[edit.first - 1] + 1 if edit.first == edit.last and edit.first else where[edit.first]
        last = first if edit.first == edit.last else where[edit.last - 1] + 1
        new = edit.text.replace("\n", _newline(text) + _indent(text, first)) if "\n" in edit.text else edit.text
        parts += [text[at:first], new]
        at = last
    return "".join([*parts, text[at:]])


def _blocks(text: str, start: int, old: str, new: str) -> Iterator[str]:
    """Yield the text with a clause that is a block of YAML put into a ``bool`` of the query DSL, as JSON in one line."""
    at = new.find(_BOOL)
    if at < 0 or new[:at] != old[:at]:
        return
    try:
        clause, _ = json.JSONDecoder().raw_decode(new, at)
        key = re.escape(next(iter(clause["bool"]["should"][0])))
    except (ValueError, KeyError, IndexError, StopIteration, TypeError, AttributeError, RecursionError):
        return
    block = re.compile(rf"^(?P<before>[ ]*(?:-[ ]+)*){key}:[ \t]*\r?\n(?P<lines>(?:[ ]+[^\n]*(?:\n|\Z))+)", re.MULTILINE)
    for found in islice(block.finditer(text, start), _MOST_PLACES):
        deeper = re.compile(rf"(?:[ ]{{{len(found['before']) + 1},}}[^\n]*(?:\n|\Z))+").match(found["lines"])
        if deeper:
            written = f"bool: {json.dumps(clause['bool'], ensure_ascii=False)}{_newline(text)}"
            first = found.end("before")
            yield text[:first] + written + text[found.start("lines") + deeper.end() :]


def _scalars(text: str, start: int, old: str, new: str) -> Iterator[str]:
    """Yield the text with a value of YAML that stands without quotation marks put into some: what is new in it may need them."""
    at = text.find(old, start) if old else -1
    for _ in range(_MOST_PLACES):
        if at < 0:
            return
        first = text.rfind("\n", 0, at) + 1
        last = text.find("\n", at)
        value = _VALUE.fullmatch(text, first, len(text) if last < 0 else last)
        if value and value.start("value") <= at and at + len(old) <= value.end("value"):
            written = text[value.start("value") : at] + new + text[at + len(old) : value.end("value")]
            for quoted in ("'" + written.replace("'", "''") + "'", json.dumps(written, ensure_ascii=False)):
                yield text[: value.start("value")] + quoted + text[value.end("value") :]
        at = text.find(old, at + 1)


def _newline(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _indent(text: str, at: int) -> str:
    """Return the white space in front of the line at a place; below a key at the margin, as many blanks as reach its value."""
    line = text[text.rfind("\n", 0, at) + 1 : at]
    blank = line[: len(line) - len(line.lstrip())]
    key = re.match(r"[\w.-]+\s*[=:]\s*", line)
    return blank or (" " * len(key[0]) if key else "")


def _pieces(old: str, new: str) -> Iterator[tuple[str, str]]:
    """Yield the part that changes with less and less around it: a query may be put together from parts."""
    first = next((index for index, (one, other) in enumerate(zip(old, new, strict=False)) if one != other), min(len(old), len(new)))
    last = 0
    while last < min(len(old), len(new)) - first and old[-1 - last] == new[-1 - last]:
        last += 1
    for around in _AROUND:
        begin, end = max(0, first - around), max(0, last - around)
        yield old[begin : len(old) - end], new[begin : len(new) - end]


def _escaped(*pairs: tuple[str, str]) -> Callable[[str], str]:
    def escape(text: str) -> str:
        for plain, written in pairs:
            text = text.replace(plain, written)
        return text

    return escape


_JSON = _escaped(("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\t", "\\t"))

#: How a text stands in a file: as it is; with line ends of Windows; in double quotes (JSON, YAML, HCL, HCL with its own signs); in single quotes;
#: as JSON inside of a text of JSON; with its quotation marks alone escaped.
_QUOTED: tuple[Callable[[str], str], ...] = (
    _escaped(),
    _escaped(("\n", "\r\n")),
    _JSON,
    _escaped(("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("${", "$${"), ("%{", "%%{")),
    _escaped(("'", "''")),
    lambda text: _JSON(_JSON(text)),
    _escaped(('"', '\\"')),
)
