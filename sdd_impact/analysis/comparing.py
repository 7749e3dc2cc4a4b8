"""When two statements say the same to Support: the specification of "no change".

Moved, re-wrapped, re-quoted and renamed code, another way of formatting the same text, and a renamed variable are no
change. Level, literal text, placeholders (added, removed, moved, masked, rendered or typed differently) and the set of structured
field names are. For errors, so are the HTTP status and the code.
"""

from __future__ import annotations

from sdd_impact import late
from sdd_impact.model import Placeholder, Statement, Template
from sdd_impact.tuples import NamedTuple

#: Format codes that print a value as it is. ``%s``, ``{}``, ``%v`` and an interpolation are one and the same to a reader.
PLAIN_RENDERINGS = frozenset({"", "%s", "%d", "%i", "%u", "%v", "%f", "%o", "%O", "%j", "{}", "{0}", "!s", "%ld", "%lu", "s", "d"})
_POSITIONAL = late.regex(r"^\{\d*\}$|^%\(\w+\)s$|^%\d+\$s$|^\{\w+\}$")


class Key(NamedTuple):
    """What two statements must share to be the same to a reader; kinds are compared besides, see :func:`same_kinds`."""

    what: str
    test: bool
    console: bool
    level: str | None
    shape: tuple[str, ...]
    fields: frozenset[str]
    status: int | None
    code: str


def rendering(placeholder: Placeholder) -> str:
    """Return the rendering without what only says "print it": ``%s`` becomes "", ``%5d`` stays."""
    code = placeholder.rendering
    return "" if code in PLAIN_RENDERINGS or _POSITIONAL.match(code) else code


def _shape(statement: Statement) -> tuple[str, ...]:
    parts = statement.template.parts
    if statement.what == "log" and parts and isinstance(parts[-1], str):
        # ``printf("done%n")`` and ``println("done")`` write the same line; a line end is not a part of what is searched.
        parts = Template.of(*parts[:-1], parts[-1].rstrip("\r\n")).parts
    # NUL cannot stand in source text, so a literal can never look like a placeholder.
    return tuple(
        part if isinstance(part, str) else f"\0{rendering(part)}\0{'masked' if part.kind == 'masked' else ''}" for part in parts
    )


def key(statement: Statement) -> Key:
    """Return the key of a statement."""
    return Key(
        statement.what,
        statement.test,
        statement.console,
        statement.level,
        _shape(statement),
        frozenset(each.name for each in statement.fields),
        statement.status,
        statement.code,
    )


def same_kinds(before: Statement, after: Statement) -> bool:
    """Whether the placeholders of two statements with equal keys hold the same kinds of value.

    ``any`` fits every kind: a type that became known, or a name that says less, prints nothing else. The same names in
    another order are placeholders put elsewhere.
    """
    old_names = [each.name for each in before.template.placeholders]
    new_names = [each.name for each in after.template.placeholders]
    if old_names != new_names and sorted(old_names) == sorted(new_names):
        return False
    pairs = zip(before.template.placeholders, after.template.placeholders, strict=True)
    return all(_same_kind(old, new) for old, new in pairs)


def _same_kind(old: Placeholder, new: Placeholder) -> bool:
    if old.kind == new.kind:
        # In which order the code names them says nothing: ``a ? "end" : "destroy"`` is ``b ? "destroy" : "end"``.
        return not (old.values and new.values) or set(old.values) == set(new.values)
    return "any" in (old.kind, new.kind) or (old.expression == new.expression != "")


def same_event(before: Statement, after: Statement) -> bool:
    """Whether two statements with equal keys also make the same event: logger, and fields that are constants (an event's code), included."""
    return before.logger == after.logger and constants(before) == constants(after)


def constants(statement: Statement) -> frozenset[tuple[str, Template]]:
    """The fields whose value is the same in every event."""
    return frozenset((each.name, each.value) for each in statement.fields if each.value.parts and not each.value.placeholders)


_TOKEN = late.regex(r"[^\W_]+|\0")
#: The endings by which a reworded message often differs: ``checking`` and ``check``, ``failed`` and ``fails``.
_ENDING = late.regex(r"(?<=[^\W\d_]{4})(?:ing|ed|es|s)$")


def tokens(statement: Statement) -> tuple[str, ...]:
    """The words of a message in lower case and without their endings, with NUL for each placeholder."""
    text = "".join(part if isinstance(part, str) else " \0 " for part in statement.template.parts)
    return tuple(_ENDING.sub("", word) for word in _TOKEN.findall(text.lower()))


#: Words, as :func:`tokens` gives them, that say *that* something failed, not *what*: "could not start …" is not "could not read …".
_COMMON = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "to",
        "for",
        "in",
        "on",
        "at",
        "is",
        "was",
        "were",
        "are",
        "be",
        "been",
        "by",
        "with",
        "and",
        "or",
        "from",
        "as",
        "it",
        "its",
        "this",
        "that",
        "not",
        "no",
        "could",
        "can",
        "cannot",
        "couldn",
        "unable",
        "fail",
        "failure",
        "error",
        "occurr",
        "exception",
        "while",
        "when",
        "during",
        "has",
        "have",
        "had",
        "due",
        "because",
        "there",
    ]
)


def similarity(left: tuple[str, ...], right: tuple[str, ...]) -> float:
    """Return how alike two messages are, 0 to 1: the share of words in their longest common subsequence.

    A placeholder and a word that stands in every message count a quarter, so that ``{}: {}`` is not like every other ``{}: {}``, and
    one failure is not like every other failure.
    """
    if left == right:
        return 1.0
    total = _weight(left) + _weight(right)
    return 2 * _common(left, right) / total if total else 0.0


def _weight(words: tuple[str, ...]) -> float:
    return sum(map(_weight_of, words))


def _weight_of(word: str) -> float:
    return 0.25 if word == "\0" or word in _COMMON else 1.0


def _common(left: tuple[str, ...], right: tuple[str, ...]) -> float:
    previous = [0.0] * (len(right) + 1)
    for word in left:
        current = [0.0]
        for position, other in enumerate(right):
            if word == other:
                current.append(previous[position] + _weight_of(word))
            else:
                current.append(max(previous[position + 1], current[position]))
        previous = current
    return previous[-1]
