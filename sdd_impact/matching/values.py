"""When a search asks for a value of a statement, rather than for a statement that happens to print some text.

``status=500`` needs "500" inside of ``status={status}``, so it is contingent. Yet it was plainly written for that statement: its words are the
statement's own, and what it needs is a value. A search that nothing else feeds is bound to such statements; ``log(msg)`` can never
be one of them, because it has no words of its own.
"""

from __future__ import annotations

from collections.abc import Sequence

from sdd_impact import late
from sdd_impact.model import Event, FieldIs, Phrase, Placeholder, Query, Regex
from sdd_impact.patterns.literals import Groups
from sdd_impact.tuples import NamedTuple

from .clauses import Clause, TooManyClauses, asked, conditions
from .overlap import Asked, asked_of_values, normal
from .prefilter import own_text, own_words, words_of
from .texts import Printed

#: More alternatives and conditions, and longer ones, may take more than the budget allows.
_MOST_IN_ANY_TEXT, _LONGEST_IN_ANY_TEXT = 8, 200
#: Fewer letters than that are shared by chance.
_FEWEST_LETTERS = 4
#: Kinds whose texts are whole values, so that a whole value in a search is a sample of one.
_VALUES = frozenset({
    "int", "float", "bool", "id", "uuid", "hex", "ip", "email", "url", "phone", "mac", "datetime", "duration", "token", "enum",
})  # fmt: skip
#: Kinds whose values are told from words by their digits.
_WITH_DIGITS = frozenset({"id", "hex", "uuid", "token"})
#: Signs that tell a value of a kind from a word: one of them stands in it.
_SIGNS = {"url": "/.:", "email": "@", "ip": ".:", "mac": ":-."}

#: What a value with letters of its own looks like in a search: an address, a URL, a UUID or another long hexadecimal number.
_SAMPLE = late.regex(r"@|://|[0-9a-f]{8}")


class Need(NamedTuple):
    """A particular text that a placeholder would have to contain: the placeholder's (or field's) ``name`` and ``kind``, the ``text``, whether it
    is ``whole`` the value, and the structured ``field`` that it is asked of ("" where it stands in the line)."""

    name: str
    kind: str
    text: str
    whole: bool
    field: str = ""


def is_value_only(clause: Clause, groups: Groups, event: Event, needed: Sequence[Need]) -> bool:
    """Whether most of the words of an alternative of a search are the statement's own, so that it only asks for values of its placeholders.

    Digits are values. So is a text that is all of a typed placeholder, or all of a field that the search names. Where one of several words that a search
    asks for by themselves (``Admin API request``) is all a value's, two thirds must be the statement's own: single words are shared by chance.
    """
    own = words_of(event)
    words = {max((word for word in group if word in own), key=len, default="") for group in groups}
    # A word that a value must supply is not the statement's, although it stands elsewhere in it, too.
    left = sum(max(map(_letters, group)) for group in groups) - sum(_letters(each.text) for each in needed if not each.field)
    supplied = min(sum(map(_letters, words)), left) + sum(_letters(each.field) for each in needed)
    asked_for = sum(_letters(each.text) for each in needed if not (each.whole and (each.field or _is_sample(each))))
    weight = 2 if any(each.text in _words(clause) and not _is_sample(each) for each in needed) else 1
    return supplied >= _FEWEST_LETTERS and supplied > weight * asked_for


def _words(clause: Clause) -> frozenset[str]:
    """The phrases that a clause asks for by themselves, where there are several."""
    asked_for = [each.text for each, negative in clause if isinstance(each, Phrase) and not each.field and not negative]
    return frozenset(asked_for) if len(asked_for) > 1 else frozenset()


def _is_sample(need: Need) -> bool:
    """Whether a whole value is a sample of its kind. An identifier without a digit (``Admin``), or a URL without a sign, is a word of another statement."""
    signs = _SIGNS.get(need.kind, "")
    return need.kind in _VALUES and (
        any(sign in need.text for sign in signs) if signs else need.kind not in _WITH_DIGITS or any(map(str.isdigit, need.text))
    )


def may_be_value_only(query: Query, printed: Printed) -> bool:
    """Whether :func:`is_value_only` may come true of an alternative, as far as the words and their neighbours tell. False is certain."""
    if printed.event.fields and any(isinstance(each, FieldIs | Phrase | Regex) and each.field for each in conditions(query)):
        return True
    try:
        search = asked(query)
        alternatives = tuple(zip(search.positive, search.words, search.texts, strict=True))
    except (TooManyClauses, RecursionError):
        return False  # such a search is never decided
    sample = asks_for_sample(query) and any(each.kind in _VALUES for each in printed.event.message.placeholders)
    anything = len(alternatives) <= _MOST_IN_ANY_TEXT and _prints_any_text(printed)
    for clause, groups, wanted in alternatives:
        if _may_ask_a_value(clause, groups, wanted, printed, sample=sample):
            return True
        if anything and _fits_any_text(clause):
            return False  # the first alternative that is possible at all is the one that counts
    return False


def _may_ask_a_value(
    clause: Clause, groups: Groups, wanted: tuple[tuple[Asked, ...], ...], printed: Printed, *, sample: bool
) -> bool:
    text = own_words(printed)
    supplied, missing = 0, 0
    for group in groups:
        here = [word for word in group if word in text]
        supplied += max(map(_letters, here), default=0)
        missing += 0 if here else min(map(_letters, group))
    if supplied < _FEWEST_LETTERS or (supplied <= missing and not sample):
        return False
    asked_for = asked_of_values(wanted, printed)
    left = sum(max(map(_letters, group)) for group in groups) - asked_for
    if min(supplied, left) < _FEWEST_LETTERS or min(supplied, left) <= asked_for:
        return False
    return sample or _runs_on(clause, supplied, printed.event)


def fit_any_text(alternatives: Sequence[Clause], printed: Printed) -> bool:
    """Whether a statement prints a value that may be any text, and one of so few alternatives asks for nothing but plain texts."""
    return len(alternatives) <= _MOST_IN_ANY_TEXT and _prints_any_text(printed) and any(map(_fits_any_text, alternatives))


def _prints_any_text(printed: Printed) -> bool:
    return any(map(_is_any_text, (printed.event.line or printed.event.message).placeholders))


def _is_any_text(part: Placeholder) -> bool:
    return part.kind in ("any", "name", "exception") and not part.values and part.rendering in ("", "%s")


def _fits_any_text(clause: Clause) -> bool:
    """Whether a value that may be any text can surely supply all that an alternative asks for."""
    return len(clause) <= _MOST_IN_ANY_TEXT and all(
        not negative
        and isinstance(condition, Phrase)
        and not condition.field
        and condition.where in ("substring", "term", "word")
        and not condition.wildcards
        and condition.text.isascii()
        and condition.text.isprintable()
        and "$" not in condition.text
        and "{{" not in condition.text
        and len(condition.text) <= _LONGEST_IN_ANY_TEXT
        for condition, negative in clause
    )


def _runs_on(clause: Clause, supplied: int, event: Event) -> bool:
    fixed, asked_for = 0, 0
    for condition, negative in clause:
        if negative or not isinstance(condition, Phrase | Regex | FieldIs):
            continue
        if not isinstance(condition, Phrase) or condition.wildcards or condition.field:
            return True
        more, less = _run_on(normal(condition.text).strip(), event)
        fixed += more
        asked_for += less
    return min(fixed, supplied) >= _FEWEST_LETTERS and min(fixed, supplied) > asked_for


def _run_on(phrase: str, event: Event) -> tuple[int, int]:
    """How many letters of a phrase fixed texts supply at most, and how many values must supply at least that are no samples.

    Its beginning may be the end of a fixed text, its end the beginning of one, and whole ones may stand in it.
    """
    template = event.line or event.message
    fields = event.fields if event.line is None else ()
    begin, end, whole = 0, 0, 0
    for text in (*template.literals, *(text for each in fields for text in (f"{each.name}=", *each.value.literals))):
        fixed = normal(text)
        if phrase in fixed:
            return _letters(phrase), 0
        if fixed in phrase:
            whole += _letters(fixed)
        longest = range(min(len(phrase), len(fixed)), 0, -1)
        begin = max(begin, next((_letters(phrase[:size]) for size in longest if fixed.endswith(phrase[:size])), 0))
        end = max(end, next((_letters(phrase[-size:]) for size in longest if fixed.startswith(phrase[-size:])), 0))
    holes = (*template.placeholders, *(hole for each in fields for hole in each.value.placeholders))
    values = sum(bool(each.values) or each.kind in _VALUES for each in holes)
    sampled = values * max(map(_letters, phrase.split()), default=0)
    return begin + end + whole, _letters(phrase) - (begin + end + whole) - sampled


def asks_for_sample(query: Query) -> bool:
    """Whether a search names a value with letters of its own: an address, a URL, a UUID."""
    return _SAMPLE.search(asked(query).said) is not None


def is_plausible(needed: Sequence[Need], before: Event, after: Event) -> bool:
    """Whether a statement that changed may well print what a search needs of its placeholders.

    It may where a text became a placeholder: the statement did not have that placeholder before, and the words that are needed stand
    nowhere else in it. A placeholder that was there before held something else, and still does.
    """
    old = {_identity(each) for each in before.message.placeholders}
    new = {each.name for each in after.message.placeholders if _identity(each) not in old}
    own = own_text(after)
    words = [word for each in needed for word in _WORD.findall(each.text.lower())]
    fields = {field.name for field in before.fields if field.value.placeholders}
    return (
        bool(needed)
        and all(each.name in new or (each.field and each.field not in fields) for each in needed)
        and not any(word in own for word in words)
    )


def are_of_new_fields(needed: Sequence[Need], before: Event) -> bool:
    """Whether all that is needed are values of fields that a statement did not set before: that it sets now what a search names is no loss."""
    fields = {field.name.lower() for field in before.fields}
    return bool(needed) and all(each.field and each.field.lower().rsplit(".", 1)[-1] not in fields for each in needed)


def _identity(placeholder: Placeholder) -> tuple[str, str]:
    return placeholder.name, placeholder.kind


_WORD = late.regex(r"[a-z]{3,}")


def _letters(text: str) -> int:
    return sum(char.isalpha() for char in text)
