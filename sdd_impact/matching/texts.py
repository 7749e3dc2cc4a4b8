"""From an event to the texts that a search looks at: literals and languages, one after the other."""

from __future__ import annotations

import re
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from sdd_impact.model import Event, Field, Placeholder, Template
from sdd_impact.patterns import Language, Segment, language, of_tree
from sdd_impact.patterns.charset import without_symbols
from sdd_impact.patterns.nodes import Choice, literal
from sdd_impact.tuples import NamedTuple

from .kinds import KINDS, Layout, quoted
from .renderings import rendered

if TYPE_CHECKING:
    from .overlap import Own

MAX_VALUES = 200

#: How a level is written in a line.
LEVEL_WORDS = {
    "trace": ("trace", "trc"), "debug": ("debug", "dbg"), "info": ("info", "inf", "information"), "notice": ("notice",),
    "warning": ("warning", "warn", "wrn"), "error": ("error", "err", "eror"), "critical": ("critical", "crit", "fatal", "ftl"),
}  # fmt: skip
#: Keys under which layouts print what belongs to every line.
LAYOUT_KEYS = (
    "level", "lvl", "severity", "levelname", "loglevel", "logger", "name", "msg", "message", "event", "time", "ts", "timestamp", "thread",
    "caller",
)  # fmt: skip


class Text(NamedTuple):
    """What a search looks at: its segments, and for each the placeholder behind it (None for literal text and layout).

    ``samples`` are one nice value per segment. ``surrounded`` says that an unknown layout stands around the message.
    """

    segments: tuple[Segment, ...]
    holes: tuple[Placeholder | None, ...]
    samples: tuple[str, ...]
    surrounded: bool = False

    @property
    def shown(self) -> bool:
        """Whether every placeholder has a value to show, so that the samples are a line."""
        return all(word or not hole for word, hole in zip(self.samples, self.holes, strict=True))

    @property
    def bare(self) -> Text:
        """The message without what an unknown layout may put around it."""
        if not self.surrounded:
            return self
        return Text(self.segments[1:-1], self.holes[1:-1], self.samples[1:-1])


@lru_cache(4096)
def hole(placeholder: Placeholder) -> tuple[Language, str]:
    """Return what a placeholder can print, and one such text."""
    if placeholder.values:
        values = tuple(without_symbols(each) for each in placeholder.values[:MAX_VALUES])
        tree = Choice(tuple(literal(each) for each in values))
        if len(placeholder.values) <= MAX_VALUES:
            return of_tree(tree), values[0]
    kind = KINDS.get(placeholder.kind, KINDS["any"])
    expression = rendered(placeholder.kind, placeholder.rendering)
    return language(expression, missing=kind.missing), kind.example if expression == kind.expression else ""


def text_of(template: Template) -> Text:
    """Return the text of a template, its final line break left out."""
    segments: list[Segment] = []
    holes: list[Placeholder | None] = []
    samples: list[str] = []
    last = len(template.parts) - 1
    for index, part in enumerate(template.parts):
        if isinstance(part, str):
            fixed = without_symbols(part.rstrip("\r\n") if index == last else part)
            segments.append(fixed)
            holes.append(None)
            samples.append(fixed)
        else:
            these, example = hole(part)
            segments.append(these)
            holes.append(part)
            samples.append(example)
    return Text(tuple(segments), tuple(holes), tuple(samples))


class Haystack(str):
    """All text that an event has of its own, in lower case. ``open`` events may be bound to anything."""

    __slots__ = ("open",)
    open: bool


class Printed:
    """An event with its texts, made once for all searches that are held against it."""

    def __init__(self, event: Event) -> None:
        self.event = event
        self.haystack: Haystack | None = None  # made by the prefilter, when it is first asked, as are the next two
        self.words: str | None = None
        self.own: Own | None = None
        self._words = () if event.line is not None else _lowered(event.level or "", event.logger, event.program)

    @cached_property
    def message(self) -> Text:
        """The text of the message."""
        return text_of(self.event.message)

    @cached_property
    def known_line(self) -> Text | None:
        """The text of the whole line where the layout is known."""
        return None if self.event.line is None else text_of(self.event.line)

    @cached_property
    def sample(self) -> str:
        """One line with a telling value in each placeholder, without what an unknown layout puts around it."""
        return "".join((self.known_line or self.message).samples)

    def line(self, said: str) -> Text:
        """Return the text of the whole line. ``said`` is all text of the search in lower case: only words that it could ask for are
        put into a layout that is not known, and only the fields that it asks for as ``name=`` or ``"name":``."""
        if self.known_line is not None:
            return self.known_line
        before, after = _around(
            tuple([word for word, lower in self._words if lower in said]),
            tuple([key for key in LAYOUT_KEYS if key in said]),
            "t" in said and ("\\d" in said or "0-9" in said or "digit" in said),
        )
        inner = _with_fields(self.message, fields_asked(self.event, said))
        return Text((before, *inner.segments, after), (None, *inner.holes, None), ("", *inner.samples, ""), surrounded=True)


def fields_asked(event: Event, said: str) -> tuple[Field, ...]:
    """Return the fields of an event that a search asks for as pairs in the text of a line (``name=``, ``"name":``), in its order.

    A search that is written like this knows that the layout prints fields.
    """
    found = [(at, field) for field in event.fields if (at := _asked_at(field.name.lower(), said)) >= 0]
    return tuple(field for _, field in sorted(found, key=lambda each: each[0])) if found else ()


@lru_cache(4096)
def _asked_at(name: str, said: str) -> int:
    """Return where a search asks for a field as a pair, -1 where it does not."""
    if not name or name not in said:
        return -1
    pair = re.search(rf"(?<![\w.-]){re.escape(name)}{_PAIR}", said)
    return pair.start() if pair else -1


#: What stands between a name and its value in a search, also in an expression.
_PAIR = r"""(?:\\?["'])?\??(?:\\s[*+?]?|\s)*\\?[=:]"""


def _with_fields(message: Text, fields: tuple[Field, ...]) -> Text:
    """Return a message with fields behind it, as logfmt, JSON and their like print them."""
    for each in fields:
        value = text_of(each.value) if each.value.parts else text_of(Template((Placeholder(each.name),)))
        message = Text(
            (*message.segments, _gap(), _key(each.name), *value.segments),
            (*message.holes, None, None, *value.holes),
            (*message.samples, " ", f"{each.name}=", *value.samples),
        )
    return message


@lru_cache(1)
def _gap() -> Language:
    return language(Layout().between)


@lru_cache(4096)
def _key(name: str) -> Language:
    return language(f"[\"']?{quoted(name)}[\"']?(?:=|: ?)[\"']?")


@lru_cache(512)
def _around(words: tuple[str, ...], keys: tuple[str, ...], times: bool) -> tuple[Language, Language]:
    layout = Layout(words, keys, times)
    return language(layout.before), language(layout.after)


_OF_LAYOUTS = frozenset((*LAYOUT_KEYS, *(word for words in LEVEL_WORDS.values() for word in words)))


def is_of_layouts(word: str) -> bool:
    """Whether a layout may print a word (in lower case) in front of any message, so that the word stands in no statement."""
    return word in _OF_LAYOUTS


def layout_words(event: Event) -> tuple[str, ...]:
    """Return the words that a layout which is not known may print as they are: the level, the logger, the program."""
    return tuple(word for word, _ in _lowered(event.level or "", event.logger, event.program))


@lru_cache(4096)
def _lowered(level: str, *names: str) -> tuple[tuple[str, str], ...]:
    """Return the words of a level and of some names, each with its lower case; most statements share them."""
    words: list[str] = []
    for word in LEVEL_WORDS.get(level, (level,) if level else ()):
        words += (word, word.upper(), word.capitalize())
    for name in names:
        if name:
            words += dict.fromkeys((name, *name.split("."), name.rsplit(".", 1)[-1]))
    return tuple((word, word.lower()) for word in words)
