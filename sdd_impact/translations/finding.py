"""The text of a statement whose message is a key, or holds one."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from posixpath import commonpath, dirname

from sdd_impact import late
from sdd_impact.model import Placeholder, Statement, Template, Translation
from sdd_impact.translations.cutting import spoken
from sdd_impact.translations.places import place

#: A key inside a text: at least two words with a mark between them, perhaps in the braces of bean validation.
_INSIDE = late.regex(r"\{?(?<![\w.:/-])([A-Za-z_][\w-]*(?:(?:::|[.:/])[\w-]+)+)\}?")
_ANDROID = late.regex(r"\bR\.string\.(\w+)")
#: A message that is certainly a key: one word with a mark or a hump in it. ``_`` and ``-`` are in words, too, so that no text is cut in two ways
#: (a line of a hundred dashes would be cut in 2^100).
_KEY = late.regex(
    r"(?=\.?[\w-]+?[.:/_-][\w:-])\.?[\w-]+(?:(?:::|[.:/])[\w-]+)*\Z|[A-Za-z][a-z0-9]+(?:[A-Z][a-z0-9]*)+\Z|\.[\w-]+\Z"
)
_CONTROLLER = late.regex(r"(?:^|/)app/(?:controllers|mailers|views)/(.+?)(?:_controller)?\.rb\Z")
_LONGEST = 2_000


def wanted(statement: Statement) -> Iterator[str]:
    """Yield what may be a key in a statement, as the code has it; a message of several words only where it is an error's."""
    if statement.opening:
        yield statement.opening
    literals = statement.template.literals
    for hole in statement.template.placeholders:
        yield from (f"R.string.{name}" for name in _ANDROID.findall(hole.expression))
    whole = spoken(statement.template)
    if len(whole) <= _LONGEST and literals:
        if _KEY.match(whole):
            yield _unlazy(whole, statement)
        elif statement.what == "error" and (" " in whole or "\0" in whole):
            yield whole
    for literal in literals:
        if len(literal) <= _LONGEST and not _KEY.match(literal):
            yield from (found[1] for found in _INSIDE.finditer(literal))


def _unlazy(key: str, statement: Statement) -> str:
    """``.gone`` of Rails is ``users.show.gone`` in the method ``show`` of the controller of users."""
    found = _CONTROLLER.search(statement.location.file) if key.startswith(".") else None
    return f"{found[1].replace('/', '.')}.{statement.symbol.rpartition('.')[2]}{key}" if found else key


def last_word(key: str) -> str:
    """The part of a key that stands in every catalogue, nested or not: its last word, or the longest literal of a text."""
    if " " in key or "\0" in key:
        return max(key.split("\0"), key=len).strip()
    return re.split(r"[.:/]", key)[-1]


class Lookup:
    """The texts of one side, by key."""

    def __init__(self, translations: Iterable[Translation]) -> None:
        self._by_key: dict[str, list[Translation]] = defaultdict(list)
        for each in translations:
            for name in _names(each):
                self._by_key[name].append(each)

    def of(self, statement: Statement) -> Translation | None:
        """Return the statement's whole text with the first key that it holds; None where no key is known or the files disagree."""
        known = {key: each for key in dict.fromkeys(wanted(statement)) if (each := self._nearest(key, statement))}
        if not known:
            return None
        first = next(iter(known.values()))
        text = _replaced(statement, {key: each.text for key, each in known.items()})
        return None if spoken(text) == spoken(statement.template) else first._replace(text=text)

    def holds(self, statement: Statement) -> bool:
        """Whether one of the keys stands in the statement."""
        return any(key in self._by_key or _bare(key) in self._by_key for key in wanted(statement))

    def _nearest(self, key: str, statement: Statement) -> Translation | None:
        found = self._by_key.get(key) or self._by_key.get(_bare(key)) or ()
        by_distance: dict[int, list[Translation]] = defaultdict(list)
        for each in found:
            by_distance[_shared(each.location.file, statement.location.file)].append(each)
        nearest = by_distance[max(by_distance)] if by_distance else []
        return nearest[0] if len({each.text for each in nearest}) == 1 else None


def _bare(key: str) -> str:
    """``ns:errors.gone`` without its name space: catalogues are often named after it."""
    return key.rpartition("::")[2] if "::" in key else key.rpartition(":")[2]


def _shared(one: str, other: str) -> int:
    folders = dirname(one), dirname(other)
    return len(list(filter(None, commonpath(folders).split("/"))))


def _names(each: Translation) -> Iterator[str]:
    where = place(each.location.file)
    kind = where.format if where else ""
    if kind == "android":
        yield f"R.string.{each.key}"
        return
    yield spoken(each.name) if " " in each.key else each.key
    if where and kind == "resx":
        yield f"{where.name.rpartition('.')[2]}.{each.key}"
    if kind == "properties" and "." in each.key:
        yield each.key.replace(".", "_")  # a method made of the key: Messages.User_Gone()
    if where and where.prefix.startswith(tuple("abcdefghijklmnopqrstuvwxyz")) and "::" in each.key:
        yield each.key.rpartition("::")[2]


def _replaced(statement: Statement, texts: dict[str, Template]) -> Template:
    template = statement.template
    for key in (spoken(template), statement.opening):
        if key and key in texts:
            return texts[key]
    if _KEY.match(spoken(template)) and (text := texts.get(_unlazy(spoken(template), statement))):
        return text
    parts: list[str | Placeholder] = []
    for part in template.parts:
        if isinstance(part, Placeholder):
            names = [f"R.string.{name}" for name in _ANDROID.findall(part.expression)]
            parts += next((texts[name].parts for name in names if name in texts), (part,))
        else:
            parts += _spliced(part, texts)
    return Template.of(*parts)


def _spliced(literal: str, texts: dict[str, Template]) -> Iterator[str | Placeholder]:
    end = 0
    for found in _INSIDE.finditer(literal):
        text = texts.get(found[1])
        if text is not None:
            yield literal[end : found.start()]
            yield from text.parts
            end = found.end()
    yield literal[end:]
