"""A query that finds the old line as well as the new one: in how many ways two texts can be joined, whatever the language is.

Nothing here knows a language. Each way is tried, and taken where the search's own format reads it as a query that finds both lines.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from difflib import SequenceMatcher

from sdd_impact import late
from sdd_impact.tuples import NamedTuple

_PIECE = late.regex(r"\\+.|%\{[^{}]*\}|%\([^()]*\)s|</?[\w-]+/?>|\(\?P?<[^<>]*>|[^\W_]+|[\W_]", re.DOTALL)
_MARKS = ("/", "%")
_QUOTES = ('\\\\\\"', '\\"', '"', "'", "`", *_MARKS)
#: What stands in front of a quoted text in its clause: a field with an operator, or a function with its first arguments.
_BEFORE = late.regex(
    r"(?:[\w.@$*|-]*[\w)\]]\s*(?:=~|==|[:=]~?|~)"
    r"|[\w.@$-]+\s+(?:has|has_cs|hasprefix|hassuffix|contains|contains_cs|startswith|startswith_cs|endswith|endswith_cs|[Ll][Ii][Kk][Ee]~?|matches(?:\s+regex)?))\s*$"
)
_CALL = late.regex(r"\b(?!and\b|or\b|not\b)\w+!?\(\s*[\w.@$]+\s*,\s*$")
_WORD = late.regex(r"[^\s()\[\]{}\"'`,|:=!<>]")
_SPECIAL = frozenset(".^$*+?()[]{}|\\")
#: How "one or the other" is written: by most formats, and by those that differ (a reader may overlook what its engine refuses).
_OR = ("({} OR {})",)
_OR_OF = {
    "azure": ("({} or {})",),
    "kibana": ("({} OR {})", "({} or {})"),
    "grok": ("({} or {})",),
    "otel": ("({} or {})",),
    "promtail": ("({} or {})",),
    "vector": ("({} || {})",),
    "cloudwatch": ("({} || {})", "({} or {})"),
    "loki": (),
}
_LOGQL = late.regex(r"\|[=~>]")
_CLOSED = late.regex(r"\s*\)")
#: A clause of Sumo Logic that takes fields out of a line.
_PARSE = late.regex(r'(?P<begins>\bparse)\s+(?:anchor\s+)?"(?P<text>(?:[^"\\]|\\.)*)"\s+as\s+(?P<names>\w+(?:\s*,\s*\w+)*)')
#: Logstash names the field behind the text: ``"a" in [message]``.
_BEHIND = late.regex(r"\s+in\s+(?:\[[^\[\]]+\])+")
#: Characters between two stretches that are joined, in front of a clause that are looked at; objects around a value that are tried.
_NEAR, _FARTHEST, _LEVELS = 3, 200, 4
_MOST_PIECES = 3_000


class Hunk(NamedTuple):
    """A stretch that differs: where it stands in the old text and in the new one."""

    first: int
    last: int
    new_first: int
    new_last: int


def either(form: str, old: str, new: str) -> Iterator[str]:
    """Yield texts that may find what the old text found and what the new one finds, the plainest first. ``form`` is the search's format."""
    if old == new:
        return
    found = _hunks(old, new)
    if not found:
        return
    seen = {old, new}
    ors = () if _LOGQL.search(old) else _OR_OF.get(form, _OR)
    for text in _clauses(old, new, found, ors):
        seen.add(text)
        yield text
    for way in (_filters, _choices, _entries, _alternatives, _terms, _lines, _objects, _keys, _anchors):
        for text in way(old, new, found):
            if text not in seen:
                seen.add(text)
                yield text


def _hunks(old: str, new: str) -> tuple[Hunk, ...]:
    """Return what differs, in pieces: a word, an escape, a group's beginning is never cut."""
    one, other = _PIECE.findall(old), _PIECE.findall(new)
    if len(one) + len(other) > _MOST_PIECES:
        return ()
    at, also = _offsets(one), _offsets(other)
    codes = SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    return tuple(Hunk(at[a], at[b], also[c], also[d]) for tag, a, b, c, d in codes if tag != "equal")


def _offsets(pieces: list[str]) -> list[int]:
    offsets = [0]
    for piece in pieces:
        offsets.append(offsets[-1] + len(piece))
    return offsets


def _whole(found: tuple[Hunk, ...]) -> Hunk:
    return Hunk(found[0].first, found[-1].last, found[0].new_first, found[-1].new_last)


def _placed(old: str, new: str, spans: list[Hunk], join: Callable[[str, str], str]) -> str:
    """Put a join of old and new in the place of each span."""
    parts, at = [], 0
    for span in spans:
        parts += [old[at : span.first], join(old[span.first : span.last], new[span.new_first : span.new_last])]
        at = span.last
    return "".join([*parts, old[at:]])


# --- the ways ------------------------------------------------------------------------------------------------------


def _clauses(old: str, new: str, found: tuple[Hunk, ...], ors: tuple[str, ...]) -> Iterator[str]:
    """``field has "a"`` → ``(field has "a" or field has "b")``: of the whole clause, then of the quoted text, then of the words."""
    for widen in (_field, _quoted):
        spans = _widened(old, found, widen)
        if spans:
            yield from (_placed(old, new, spans, form.format) for form in ors)
    near = _near(found)
    if ors and any(" " in old[span.first : span.last] for span in near):
        yield _placed(old, new, near, "(({}) OR ({}))".format)
    spans = _widened(old, found, _bare)
    yield from (_placed(old, new, spans, form.format) for form in ors)


def _widened(old: str, found: tuple[Hunk, ...], widen: Callable[[str, Hunk], tuple[int, int] | None]) -> list[Hunk]:
    """Widen every hunk to what stands around it in the old text; those that overlap become one. Empty where one cannot be."""
    spans: list[Hunk] = []
    for hunk in found:
        wide = widen(old, hunk)
        if wide is None:
            return []
        before, behind = hunk.first - wide[0], wide[1] - hunk.last
        span = Hunk(wide[0], wide[1], hunk.new_first - before, hunk.new_last + behind)
        if spans and span.first < spans[-1].last:
            span = Hunk(
                spans[-1].first, max(span.last, spans[-1].last), spans[-1].new_first, max(span.new_last, spans[-1].new_last)
            )
            spans.pop()
        spans.append(span)
    return spans


def _quoted(text: str, hunk: Hunk) -> tuple[int, int] | None:
    """Return the quoted text around a hunk, with its quotation marks."""
    best: tuple[int, int] | None = None
    for quote in _QUOTES:
        if best and quote in _MARKS:
            break
        first = text.rfind(quote, 0, hunk.first)
        last = text.find(quote, hunk.last)
        if first < 0 or last < 0 or "\n\n" in text[first:last] or (text[first - 1 : first] == "\\" and quote[0] != "\\"):
            continue
        if text.count(quote, 0, first) % 2 == 0 and (best is None or first > best[0]):
            best = first, last + len(quote)
    return best


def _field(text: str, hunk: Hunk) -> tuple[int, int] | None:
    """Return the clause around a hunk: the field, the operator, the quoted text or the word."""
    inner = _quoted(text, hunk) or _bare(text, hunk)
    start = max(0, inner[0] - _FARTHEST)
    call = _CALL.search(text, start, inner[0])
    behind = _CLOSED.match(text, inner[1])
    if call and behind:
        return call.start(), behind.end()
    following = _BEHIND.match(text, inner[1])
    if following:
        return inner[0], following.end()
    before = _BEFORE.search(text, start, inner[0])
    return (before.start(), inner[1]) if before else None


def _bare(text: str, hunk: Hunk) -> tuple[int, int]:
    first, last = hunk.first, hunk.last
    while first > 0 and _WORD.match(text[first - 1]):
        first -= 1
    while last < len(text) and _WORD.match(text[last]):
        last += 1
    return first, last


def _choices(old: str, new: str, found: tuple[Hunk, ...]) -> Iterator[str]:
    """``payment (?:failed|was refused)``: in a regular expression, at each place that differs, then around all of them."""
    for form in ("(?:{}|{})", "({}|{})"):

        def chosen(one: str, other: str, form: str = form) -> str:
            return form.format(one, other) if one and other else form.replace("|{}", "").format(one or other) + "?"

        def inside(one: str, other: str, form: str = form) -> str:
            return one[0] + form.format(one[1:-1], other[1:-1]) + one[-1]

        yield _placed(old, new, _near(found), chosen)
        yield _placed(old, new, [_whole(found)], chosen)
        yield _placed(old, new, _widened(old, found, _quoted), inside)


def _near(found: tuple[Hunk, ...]) -> list[Hunk]:
    """Join hunks between which hardly anything stands."""
    spans = [found[0]]
    for hunk in found[1:]:
        if hunk.first - spans[-1].last <= _NEAR:
            spans[-1] = Hunk(spans[-1].first, hunk.last, spans[-1].new_first, hunk.new_last)
        else:
            spans.append(hunk)
    return spans


def _filters(old: str, new: str, found: tuple[Hunk, ...]) -> Iterator[str]:
    """LogQL: ``|= "a"`` → ``|~ "a|b"`` (every version of Loki), else ``|= "a" or "b"``."""
    spans = _widened(old, found, _quoted)
    if len(spans) != 1:
        return
    span = spans[0]
    one, other = old[span.first : span.last], new[span.new_first : span.new_last]
    operator = old[: span.first].rstrip()
    if operator.endswith("|=") and not _SPECIAL & set(one + other):
        start = operator[:-2] + "|~" + old[len(operator) : span.first]
        yield f"{start}{one[:-1]}|{other[1:]}{old[span.last :]}"
    if operator.endswith(("|=", "|>")):
        yield f"{old[: span.last]} or {other}{old[span.last :]}"


def _entries(old: str, new: str, found: tuple[Hunk, ...]) -> Iterator[str]:
    """Lists: ``["a"]`` → ``["a", "b"]``, ``key: a`` → ``key: ["a", "b"]``."""
    spans = _widened(old, found, _quoted)
    if spans:
        yield _placed(old, new, spans, "{}, {}".format)
        yield _placed(old, new, spans, "[{}, {}]".format)
    yield _placed(old, new, _near(found), "{}, {}".format)
    if "\n" not in old[found[0].first : found[-1].last]:
        first = old.rfind(": ", 0, found[0].first) + 2
        last = old.find("\n", found[-1].last)
        last = len(old) if last < 0 else last
        other = new[first : len(new) - (len(old) - last)]
        if first >= 2 and not {"\n", "'"} & set(old[first:last] + other):
            yield f"{old[:first]}['{old[first:last]}', '{other}']{old[last:]}"


def _alternatives(old: str, new: str, found: tuple[Hunk, ...]) -> Iterator[str]:
    """Expressions in a dialect without groups: ``%a|b%``, ``a|b``; and the whole as one of a list of texts."""
    spans = _widened(old, found, _quoted)
    if len(spans) == 1:
        yield _placed(old, new, spans, lambda one, other: one[:-1] + "|" + other[1:])
    yield f"{old}|{new}"
    if "\n" not in old + new:
        if not {'"', "\\"} & set(old + new):
            yield f'any: ["{old}", "{new}"]'
        else:
            yield "any: ['{}', '{}']".format(*(each.replace("'", "''") for each in (old, new)))
        yield f"%{old}|{new}%"


def _lines(old: str, new: str, found: tuple[Hunk, ...]) -> Iterator[str]:
    """One expression a line: another line, below the old one."""
    span = _whole(found)
    first = old.rfind("\n", 0, span.first) + 1
    last = old.find("\n", span.last)
    last = len(old) if last < 0 else last
    line, other = old[first:last], new[first : len(new) - (len(old) - last)]
    if "\n" not in line + other:
        yield f"{old[:last]}\n{other}{old[last:]}"
        if not line.endswith(","):
            yield f"{old[:last]},\n{other}{old[last:]}"


def _terms(old: str, new: str, found: tuple[Hunk, ...]) -> Iterator[str]:
    """CloudWatch's terms: ``?"a"`` → ``?"a" ?"b"``; a term alone too."""
    spans = _widened(old, found, _quoted)
    if spans and all(old[: span.first].endswith("?") for span in spans):
        yield _placed(old, new, spans, "{} ?{}".format)
    yield f"?{old} ?{new}"


def _objects(old: str, new: str, found: tuple[Hunk, ...]) -> Iterator[str]:
    """Elasticsearch's query DSL: the clause becomes a ``bool`` with both as ``should``."""
    span = _whole(found)
    first, last = span.first, span.last
    for _ in range(_LEVELS):
        first, last = _braces(old, first, last)
        if first < 0:
            return
        other = new[first : len(new) - (len(old) - last)]
        yield f'{old[:first]}{{"bool": {{"should": [{old[first:last]}, {other}]}}}}{old[last:]}'


def _keys(old: str, new: str, found: tuple[Hunk, ...]) -> Iterator[str]:
    """Dissect knows no choice: a key without a name (``%{}``) takes whatever stands where the two differ."""
    spans = _near(found)
    alone = all(span.first < span.last and span.new_first < span.new_last for span in spans)
    touched = any(old[: span.first].endswith("}") or old.startswith("%{", span.last) for span in spans)
    if "%{" in old and alone and not touched:
        yield _placed(old, new, spans, lambda _one, _other: "%{}")


def _anchors(old: str, new: str, _found: tuple[Hunk, ...]) -> Iterator[str]:
    """Sumo Logic's ``parse "a * b" as x`` knows no choice; ``parse regex "(?:a|c) (?<x>.*?) b"`` does."""
    one, other = (list(_PARSE.finditer(text)) for text in (old, new))
    pairs = [pair for pair in zip(one, other, strict=False) if pair[0][0] != pair[1][0]]
    if len(one) != len(other) or len(pairs) != 1 or pairs[0][0]["names"] != pairs[0][1]["names"]:
        return
    was, now = pairs[0]
    names = [each.strip() for each in was["names"].split(",")]
    sides = [each["text"].split("*") for each in (was, now)]
    if len(sides[0]) == len(sides[1]) == len(names) + 1 and all(map(str.isidentifier, names)):
        texts = [_one_of(*map(_literal, pair)) for pair in zip(*sides, strict=True)]
        groups = [f"(?<{name}>.*?)" for name in names]
        if not texts[-1]:
            groups[-1] = f"(?<{names[-1]}>.*)"
        pattern = "".join(part for pair in zip(texts, [*groups, ""], strict=True) for part in pair)
        yield f'{old[: was.start("begins")]}parse regex "{pattern}"{old[was.end() :]}'


def _literal(text: str) -> str:
    """A quoted text as an expression: what has a meaning there becomes a class of its own, or any character."""
    plain = re.sub(r"\\(.)", r"\1", text)
    return "".join("." if char in '^\\"' else f"[{char}]" if char in _SPECIAL else char for char in plain)


def _one_of(one: str, other: str) -> str:
    """One expression or the other, with the words that both begin and end with written once."""
    if one == other:
        return one
    words, also = re.findall(r"\w+|\[.\]|.", one), re.findall(r"\w+|\[.\]|.", other)
    first = next((at for at, pair in enumerate(zip(words, also, strict=False)) if pair[0] != pair[1]), min(len(words), len(also)))
    last = 0
    while last < min(len(words), len(also)) - first and words[-1 - last] == also[-1 - last]:
        last += 1
    inner = "|".join("".join(each[first : len(each) - last]) for each in (words, also))
    return f"{''.join(words[:first])}(?:{inner}){''.join(words[len(words) - last :])}"


def _braces(text: str, first: int, last: int) -> tuple[int, int]:
    """Return the braces around a stretch; -1 where there are none."""
    depth = 0
    for at in range(first - 1, -1, -1):
        depth += (text[at] == "}") - (text[at] == "{")
        if depth < 0:
            first = at
            break
    else:
        return -1, -1
    depth = 0
    for at in range(last, len(text)):
        depth += (text[at] == "{") - (text[at] == "}")
        if depth < 0:
            return first, at + 1
    return -1, -1
