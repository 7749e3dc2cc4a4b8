"""The detection of a Sigma rule: named selections, and the condition over them.

Rules from the Sigma specification, "Detection": a mapping's entries must all hold, of a list's entries one; ``not`` binds closest, then ``and``, then ``or``;
``1 of sel*`` and ``all of them`` choose by name. What stands behind a pipe counts events and selects none.
"""

from __future__ import annotations

import re
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any

from sdd_impact import late
from sdd_impact.model import AnyOf, Opaque, Query
from sdd_impact.searches._joined import Joined, turned
from sdd_impact.searches._parts import Parsed, with_parts
from sdd_impact.searches._sigma.values import condition, keyword, shown
from sdd_impact.searches._trees import all_of, any_of
from sdd_impact.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

_TOKEN = late.regex(r"\s*(?:(\(|\))|([^\s()|]+)|(\|.*))", re.DOTALL)
_NEAR = late.regex(r"\|\s*near\b", re.IGNORECASE)
_MOST_CHARACTERS = 20_000


class SigmaError(Exception):
    """The condition cannot be read; the message says what is wrong."""


def detection(body: dict[str, Any]) -> Parsed:
    """Read a detection. What is not understood is :class:`Opaque` in the tree; never raises."""
    conditions = body.get("condition")
    texts = [str(each) for each in (conditions if isinstance(conditions, list) else [conditions]) if each is not None]
    selections = {name: each for name, each in body.items() if name not in {"condition", "timeframe"}}
    if not texts:
        return Parsed(Opaque(", ".join(selections), "the rule has no condition"), error="the rule has no condition")
    reader = _Reader(selections)
    read = [reader.read(text) for text in texts[:50]]
    query = any_of(read)
    if isinstance(query, AnyOf) and len(read) > 1:
        reader.choices.append((query, tuple(texts[:50])))
    return with_parts(query, reader.choices)


class _Word(NamedTuple):
    """A word of a condition or a parenthesis, and its offsets."""

    kind: str
    text: str
    start: int
    end: int

    @property
    def word(self) -> str:
        return self.text.lower()


class _Reader(Joined[_Word]):
    def __init__(self, selections: dict[str, Any]) -> None:
        super().__init__("", ())
        self.selections = selections
        self.behind = ""

    def read(self, text: str) -> Query:
        """Read one condition."""
        try:
            return self._whole(text)
        except SigmaError as error:
            return Opaque(" ".join(text.split()), str(error))

    def _wrong(self, message: str) -> SigmaError:
        return SigmaError(message)

    def _whole(self, text: str) -> Query:
        self._cut(text)
        found = self._or()
        if self.at < len(self.tokens):
            raise SigmaError(f"{self.tokens[self.at].text!r} is not expected in a condition")
        if _NEAR.match(self.behind):
            return all_of((found, Opaque(self.behind, "asks what stands near each other in time")))
        return found

    def _cut(self, text: str) -> None:
        if len(text) > _MOST_CHARACTERS:
            raise SigmaError("longer than is looked at")
        self.text, self.tokens, self.at, self.depth, self.behind = text, [], 0, 0, ""
        for match in _TOKEN.finditer(text):
            if match[3]:
                self.behind = " ".join(match[3].split())
                break
            which = 1 if match[1] else 2
            self.tokens.append(_Word("op" if match[1] else "name", match[which], match.start(which), match.end(which)))

    # --- the condition --------------------------------------------------------------------------------------------

    def _take(self) -> str:
        if self.at >= len(self.tokens):
            raise SigmaError("the condition ends too early")
        self.at += 1
        return self.tokens[self.at - 1].text

    def _operand(self) -> Query:
        negative = self._negative()
        return turned(self._named(), negative)

    def _named(self) -> Query:
        if self._word() == "(":
            return self._grouped()
        word = self._take()
        if word.lower() in {"1", "any", "all"} and self._word() == "of":
            self.at += 1
            return self._of(self._take(), every=word.lower() == "all")
        if word in self.selections:
            return self._selection(self.selections[word], any_of)
        raise SigmaError(f"there is no selection {word}")

    def _of(self, name: str, *, every: bool) -> Query:
        if name in self.selections:  # of the words of one list
            return self._selection(self.selections[name], all_of if every else any_of)
        names = [
            each
            for each in self.selections
            if (not each.startswith("_") if name.lower() == "them" else fnmatchcase(each, name.replace("[", "[[]")))
        ]
        if not names:
            raise SigmaError(f"there is no selection {name}")
        parts = [self._selection(self.selections[each], any_of) for each in names]
        found = all_of(parts) if every else any_of(parts)
        if isinstance(found, AnyOf) and len(names) > 1:
            self.choices.append((found, tuple(names)))
        return found

    # --- selections -----------------------------------------------------------------------------------------------

    def _selection(self, body: Any, join: Callable[[list[Query]], Query]) -> Query:
        if isinstance(body, dict):
            return all_of([self._entry(key, value) for key, value in body.items()])
        listed = body if isinstance(body, list) else [body]
        parts = [
            self._selection(each, any_of)
            if isinstance(each, dict)
            else Opaque(", ".join(map(str, each))[:200], "a list inside of a list")
            if isinstance(each, list)
            else keyword(each)
            for each in listed
        ]
        found = join(parts)
        if isinstance(found, AnyOf) and all(not isinstance(each, dict | list) for each in listed):
            self.choices.append((found, tuple(shown(each) for each in listed)))
        return found

    def _entry(self, key: str, value: Any) -> Query:
        values = value if isinstance(value, list) else [value]
        if not all(isinstance(each, str | int | float | bool | None) for each in values):
            return Opaque(key, "a value that is no text")
        if not key.partition("|")[0]:  # ``|all`` without a field: words
            if key.partition("|")[2] not in {"", "all", "contains", "contains|all"}:
                return Opaque(key, "a modifier of words that is not understood")
            return (all_of if key.endswith("all") else any_of)(map(keyword, values))
        found = condition(key, values)
        if isinstance(found, AnyOf) and len(values) == len(found.parts):
            self.choices.append((found, tuple(map(shown, values))))
        return found
