"""Statements, searches and every line and field that a statement can print in a small alphabet: the oracle of the fuzz tests.

:func:`holds` reads a search as simply as can be; :func:`check` compares what the matcher says of one pair with every one of these lines.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import product
from typing import Literal, NamedTuple

from matching.twins import DIALECTS, twin
from patterns.naive import found
from patterns.pattern_maker import lines, pattern

from sdd_impact.matching import candidate, haystack, hold, needles
from sdd_impact.model import AllOf, AnyOf, Event, Field, FieldIs, Not, Opaque, Phrase, Placeholder, Query, Regex, Routing, Template
from sdd_impact.patterns import Pattern, PatternError, read

#: z and Z are letters that no search names: ordinary values consist of them.
ANYTHING = ("", *(text for text in lines(2, "abz") if text))
ORDINARY = (*(text for text in lines(2, "zZ ") if text), "zzz", "z Z", "8", "8z")
#: Texts of placeholders: ordinary ones, and others. No search names the digit 8 or the letters d to f.
KINDS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "any": (ORDINARY, ANYTHING),
    "int": (("8", "88", "888", "-8"), ("7", "42", "-7", "999", "8", "-88", "1999999999", "-1000")),
    "bool": (("true", "false", "True", "False"), ("true", "false", "True", "False")),
    "float": (("8.8", "88", "-8.8"), ("7", "7.7", "-0.1", "8e8", "2e9", "-1000", "nan", "infinity")),
    "ip": (("8.8.8.8", "88.8.88.8"), ("7.7.7.7", "a::b", "::8")),
    "email": (("z@z.z", "z.z@zZ.z"), ("a@b.a", "b@z.z", "7@7.7")),
    "masked": (("***", "*****"), ("*", "**", "_", "__", "z*", "_-_")),
    "id": (
        ("z8z", "88", "Zz"),
        ("a7", "b_", "7", "-1000", "1999999999", "8d8d8d8d-8d8d-4d8d-bB8d-8d8d8d8d8d8d", "dddddddd-dddd-4ddd-adAd-dddddddddddd"),
    ),
    "hex": (("8d", "88", "dd8"), ("a7", "0xb")),
}
FINITE = (("a",), ("on", "off"), ("ab", "z", "b a"), ("7", "42"), ("3", "4x"))
LAYOUTS = (("", ""), ("INFO ", ""), ("b: ", " a"), ("<6>app[", "]"))
#: What may stand around a message whose layout is not known.
AROUND = (("", ""), ("z ", ""), ("[z] z: ", ""), ("8 zZ ", " z"), ("", " (z)"))
LEVELS = ("debug", "info", "warning", "error")
FIELDS = ("f", "g")
WORDS = ("a", "b", "ab", "a b", "b a", "on", "7", ":", " ", "B", "aB", "off", "b:")
_WHERE: tuple[Literal["substring", "term", "whole", "start", "end"], ...] = ("substring", "term", "whole", "start", "end")
_OPS: dict[str, Callable[[float, float], bool]] = {
    "=": float.__eq__, "!=": float.__ne__, "<": float.__lt__, "<=": float.__le__, ">": float.__gt__, ">=": float.__ge__,
}  # fmt: skip
_ORDER: tuple[Literal["=", "!=", "<", "<=", ">", ">="], ...] = ("=", "!=", "<", "<=", ">", ">=")
_AS_THEY_STAND = (
    r"\w+$", r": \S+", "b: [a-z]", r"^\S", "a.*b", ".$", r"a \w", "a+b?", "[ab]{1,3}$", "^(?:a|b) ", r"\ba\b", r"\d+", "(?i)AB", "a{2}",
    "[^a]b", r"\S+@\S+", r"\d+\.\d+", r"^[^@]*$", r"[0-9a-f]{2}", r"\*+",
)  # fmt: skip


class Printed(NamedTuple):
    """What a statement printed once: the line, the message (which may be all of a line whose layout is not known), and its fields. ``words``: fields are cut into words, not kept as one value."""

    line: str
    message: str
    level: str
    fields: dict[str, str]
    words: bool = False


# --- statements --------------------------------------------------------------------------------------------------


def some_hole(chance: random.Random, number: int) -> Placeholder:
    kind = chance.random()
    if kind < 0.45:
        return Placeholder(f"p{number}")
    if kind < 0.65:
        return Placeholder(f"p{number}", "int")
    if kind < 0.75:
        return Placeholder(f"p{number}", "enum", values=chance.choice(FINITE))
    return Placeholder(f"p{number}", chance.choice(tuple(KINDS)))


def some_parts(chance: random.Random, most: int, holes: int) -> list[str | Placeholder]:
    parts: list[str | Placeholder] = []
    for number in range(chance.randint(1, most)):
        literal = chance.random() < 0.4 or sum(isinstance(part, Placeholder) for part in parts) == holes
        parts.append(chance.choice((*WORDS, "a: ", " b", "a.b")) if literal else some_hole(chance, number))
    return parts


def some_event(chance: random.Random) -> Event:
    """Return a statement: mostly one whose whole line is known; some with fields of their own."""
    with_fields = chance.random() < 0.35
    parts = some_parts(chance, 4, 1 if with_fields else 2)
    fields: list[Field] = []
    for name in FIELDS[: chance.randint(1, 2)] if with_fields else ():
        holes = 1 if not any(field.value.placeholders for field in fields) else 0
        fields.append(Field(name, Template.of(*some_parts(chance, chance.choice((1, 1, 2)), holes))))
    level = chance.choice(LEVELS)
    if chance.random() < 0.2:
        return Event(Template.of(*parts), level, fields=tuple(fields))
    before, after = chance.choice(LAYOUTS)
    return Event(Template.of(*parts), level, fields=tuple(fields), line=Template.of(before, *parts, after))


#: A text that is a number, too; and longer ones, that only show that a field can be found at all.
_NUMBERS = ("-1000", "0", "7", "42", "1999999999")
LONGER = (
    *_NUMBERS, "z z", "zz zz", "::", ":z", "z:", "a:b", "7.7", "abc", "c:c", "a b", "--z", "z--", "  ", "aabb", "c c", "bab", "Ab:", " a ", "A A",
    "8 d", "8z8", "z@z", "ab ab", "Bb:", "7z 7", "888", "z:z:", ": : ", "a.a", "**", "z..z", "ab:b", "ZZ", "Zz8:",
)  # fmt: skip


def texts(part: str | Placeholder, *, ordinary: bool, numbers: bool = False, longer: bool = False) -> tuple[str, ...]:
    """Return texts that a part of a line prints; ``numbers``: any text may be a number."""
    if isinstance(part, str):
        return (part,)
    if part.values:
        return part.values
    if part.kind == "any" and longer:
        return LONGER
    if part.kind == "any" and numbers and not ordinary:
        return (*ANYTHING, *_NUMBERS)
    return KINDS[part.kind][0] if ordinary else (*KINDS[part.kind][1], KINDS[part.kind][0][0])


def everything(event: Event, *, ordinary: bool, longer: bool = False) -> Iterator[Printed]:
    """Return what the statement prints with these texts; where the layout is not known, in each of some layouts."""
    parts = event.message.parts
    values = [field.value.parts for field in event.fields]
    layouts = (_layout(event),) if event.line is not None else AROUND[:1] if ordinary else AROUND
    every = [texts(part, ordinary=ordinary, longer=longer) for part in parts]
    every.extend(texts(part, ordinary=ordinary, numbers=len(value) == 1, longer=longer) for value in values for part in value)
    for words in product(*every):
        message = "".join(words[: len(parts)])
        fields, at = {}, len(parts)
        for field, value in zip(event.fields, values, strict=True):
            fields[field.name] = "".join(words[at : at + len(value)])
            at += len(value)
        for before, after in layouts:
            for cut in (False, True) if fields else (False,):
                line = before + message + after
                yield Printed(line, line if event.line is None else message, event.level or "", fields, cut)


def _layout(event: Event) -> tuple[str, str]:
    """Return what stands around the message in a line that is known."""
    return next(each for each in LAYOUTS if Template.of(each[0], *event.message.parts, each[1]) == event.line)


# --- searches ----------------------------------------------------------------------------------------------------


def some_query(chance: random.Random, fields: tuple[str, ...] = (), depth: int = 2) -> Query:
    """Return a search of any kind; ``fields`` may be asked about."""
    kind = chance.random()
    if depth and kind < 0.34:
        parts = tuple(some_query(chance, fields, depth - 1) for _ in range(chance.randint(1, 3)))
        return AllOf(parts) if kind < 0.16 else AnyOf(parts) if kind < 0.27 else Not(parts[0])
    if kind < 0.4:
        return FieldIs("level", chance.choice(_ORDER), chance.choice(LEVELS))
    if kind < 0.42:
        return Routing("index=main")
    if kind < 0.43:
        return Opaque("| foo", "not understood")
    field = chance.choice(("", "message", *fields, *fields, *fields)) if fields or chance.random() < 0.2 else ""
    if field in fields and field and chance.random() < 0.5:
        return _field_is(chance, field)
    if kind < 0.7:
        return _phrase_on(chance, field)
    return some_regex(chance, field)


def _field_is(chance: random.Random, field: str) -> Query:
    if chance.random() < 0.1:
        return FieldIs(field, "exists")
    op = chance.choice(_ORDER)
    if op in ("=", "!="):
        return FieldIs(field, op, chance.choice((*WORDS[:7], "42", "off", "aB")), chance.random() < 0.4)
    return FieldIs(field, op, chance.choice(("0", "7", "41.5", "-7", "1000000000")))


def _phrase_on(chance: random.Random, field: str) -> Query:
    text = chance.choice(WORDS)
    wild = chance.random() < 0.25
    where = chance.choice(_WHERE)
    if wild and where == "term" and field:
        where = "substring"
    if wild:
        at = chance.randint(0, len(text))
        text = text[:at] + chance.choice(("*", "?", "*", "\\*")) + text[at:]
    if field and where == "term" and not any(map(str.isalnum, text)):
        where = "substring"  # a field that is cut into words has none here
    return Phrase(text, chance.random() < 0.6, where, field, wild)


#: What each expression says, in the words of Python's ``re``.
_TWINS: dict[Regex, re.Pattern[str]] = {}


def some_regex(chance: random.Random, field: str = "") -> Query:
    """Return an expression of any dialect."""
    flags = chance.choice(("", "", "i"))
    if chance.random() < 0.25:
        made = Regex(chance.choice(_AS_THEY_STAND), chance.choice(("python", "pcre", "re2")), flags, field)
    elif chance.random() < 0.3:
        text = re.sub(r"\$(?=[ab])", "$(?:)", pattern(chance, 2))  # or else it is a variable of the search
        made = Regex(text, chance.choice(("python", "pcre", "oniguruma")), flags, field)
        if isinstance(read(made.pattern, made.dialect, made.flags), PatternError):
            made = Regex(text, "pcre", flags, field)
    else:
        dialect = chance.choice(DIALECTS)
        while True:
            both = twin(chance, dialect, wide=chance.random() < 0.1)
            if not re.search(r"\$[A-Za-z_]", both.text):
                made = Regex(both.text, dialect, flags, field)
                tree = read(made.pattern, made.dialect, made.flags)
                if isinstance(tree, Pattern):
                    break
                assert tree.message.startswith("two groups are named"), (both, dialect, tree)
        _TWINS[made] = re.compile(both.python, re.IGNORECASE if flags else 0)
    return made


# --- what they mean ----------------------------------------------------------------------------------------------


def holds(query: Query, one: Printed, *, negative: bool = False) -> bool:
    """Whether what was printed fulfils a search (``negative``: its opposite), read as simply as can be.

    Where events come from, and what is not understood, is taken as true either way.
    """
    if isinstance(query, AllOf | AnyOf):
        together = all if isinstance(query, AllOf) != negative else any
        return together(holds(part, one, negative=negative) for part in query.parts)
    if isinstance(query, Not):
        return holds(query.part, one, negative=not negative)
    if isinstance(query, Routing | Opaque):
        return True
    return _leaf(query, one) != negative


def _leaf(query: Phrase | Regex | FieldIs, one: Printed) -> bool:
    if query.field == "level" and isinstance(query, FieldIs):
        return _OPS[query.op](float(LEVELS.index(one.level)), float(LEVELS.index(query.value)))
    text = {"": one.line, "message": one.message, **one.fields}[query.field]
    words = query.field == "message" or (one.words and query.field != "")
    if isinstance(query, Regex):
        return _found(query, text)
    if isinstance(query, Phrase):
        return _phrase(query, words).search(text) is not None
    if query.op == "exists":
        return True
    if query.op in ("=", "!="):
        asked = Phrase(query.value, query.case, "term", query.field, query.wildcards)
        return (_phrase(asked, words).search(text) is not None) == (query.op == "=")
    try:
        return _OPS[query.op](float(text), float(query.value))
    except ValueError:
        return False


@cache
def _found(query: Regex, text: str) -> bool:
    if query in _TWINS:
        return _TWINS[query].search(text) is not None
    tree = read(query.pattern, query.dialect, query.flags)
    assert isinstance(tree, Pattern), query
    return found(tree.tree, text)


@cache
def _phrase(query: Phrase, words: bool) -> re.Pattern[str]:
    """Return a phrase as an expression of ``re``; ``words``: it is looked for in a field that is cut into words."""
    flags = 0 if query.case else re.IGNORECASE
    term = query.where == "term"
    if term and query.field and words:
        tokens = re.findall(r"[^\W_]+", query.text)
        return re.compile(r"(?<![^\W_])" + r"[\W_]+".join(tokens) + r"(?![^\W_])", flags)
    if term and query.field:
        return re.compile(rf"\A{re.escape(query.text)}\Z", flags)
    units = re.findall(r"\\[*?]|.", query.text) if query.wildcards else list(query.text)
    wild = {"*": r"\S*", "?": r"\S"} if term else {"*": "[^\\n]*", "?": "[^\\n]"}
    text = "".join(wild[unit] if query.wildcards and unit in wild else re.escape(unit[-1]) for unit in units)
    ends = tuple(unit[-1].isalnum() or (query.wildcards and unit in wild) for unit in (units[0], units[-1]))
    around = {
        "substring": ("", ""), "term": (r"(?<![^\W_])" * ends[0], r"(?![^\W_])" * ends[1]), "whole": (r"\A", r"\Z"),
        "start": (r"\A", ""), "end": ("", r"\Z"),
    }[query.where]  # fmt: skip
    return re.compile(around[0] + f"(?:{text})" + around[1], flags)


def asked_fields(query: Query) -> frozenset[str]:
    """Return the fields that a search asks for, the level and the line aside."""
    if isinstance(query, AllOf | AnyOf):
        return frozenset().union(*map(asked_fields, query.parts))
    if isinstance(query, Not):
        return asked_fields(query.part)
    return frozenset({query.field} - {"", "level"}) if isinstance(query, Phrase | Regex | FieldIs) else frozenset()


def is_shown(query: Query, event: Event, witness: str) -> bool | None:
    """Whether a match is seen in the line that is shown, or in something that the statement prints; None where no text that is listed shows it."""
    fields = asked_fields(query)
    if not fields or (event.line is None and fields == {"message"}):
        return holds(query, Printed(witness, witness, event.level or "", {}))
    ways = ((True, False), (False, False), (False, True))
    if any(holds(query, one) for ordinary, longer in ways for one in everything(event, ordinary=ordinary, longer=longer)):
        return True
    values = (event.message, *(field.value for field in event.fields))
    return False if event.line is not None and all(hole.values for value in values for hole in value.placeholders) else None


def check(query: Query, event: Event) -> str:
    """Hold one pair and compare the answer with everything that the statement prints; return the answer."""
    quick, match = hold(query, event, details=False), hold(query, event)
    why = (query, event, match)
    if match.certainty == "unknown":
        return "unknown"
    # with details more of the budget is spent on a line to show, so that less of it may be left for the proof
    assert (quick.certainty, match.certainty) in {
        (quick.certainty, quick.certainty),
        ("always", "generic"),
        ("never", "contingent"),
    }, why
    if match.certainty in ("never", "always"):
        expected = match.certainty == "always"
        for one in everything(event, ordinary=False):
            assert holds(query, one) == expected, (why, one)
    if match.bound:
        assert match.witness is not None, why
        assert candidate(needles(query), haystack(event)), why
        shown = is_shown(query, event, match.witness)
        assert shown is not False, why
        return match.certainty if shown else "not shown"
    ordinary = next((one for one in everything(event, ordinary=True) if not one.words and holds(query, one)), None)
    assert ordinary is None or not holds(query, ordinary._replace(words=bool(ordinary.fields))), (why, ordinary)
    return match.certainty
