"""Catalogues in XML: .NET's resources and Android's strings, read without trust: no entities, bounded in number."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

from sdd_impact import late
from sdd_impact.translations.errors import UnreadableError
from sdd_impact.translations.lines import Found

_MOST_TEXTS = 50_000


def resx(data: bytes) -> list[Found]:
    """Return the texts of a ``.resx`` file: ``<data name="…"><value>…</value></data>``. Raises :class:`UnreadableError`."""
    return _texts(data, entry="data", value="value", typed=("type", "mimetype"))


def android(data: bytes) -> list[Found]:
    """Return the texts of Android's strings, and of plurals the one for many. Raises :class:`UnreadableError`."""
    found = _texts(data, entry="string", value="", typed=())
    found += _texts(data, entry="plurals", value="item", typed=())
    return [(key, _plain(text), line) for key, text, line in found]


#: Android's escapes: ``\'``, ``\"``, ``\n``, ``\u2026``; quotation marks around a text keep its blanks.
_ESCAPE = late.regex(r"\\(?:u([0-9a-fA-F]{4})|(.))", re.DOTALL)


def _plain(text: str) -> str:
    text = text.strip()
    if len(text) > 1 and text[0] == text[-1] == '"':
        text = text[1:-1]
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)) if found[1] else "\n" if found[2] == "n" else found[2], text)


def _texts(data: bytes, *, entry: str, value: str, typed: tuple[str, ...]) -> list[Found]:
    from xml.parsers import expat  # late: few branches touch such a file

    parser = expat.ParserCreate()
    parser.buffer_text = True
    reader = _Reader(entry, value, typed, lambda: parser.CurrentLineNumber)
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.words
    parser.EntityDeclHandler = partial(_refuse)
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise UnreadableError(f"no XML that can be read: {expat.ErrorString(error.code)}", error.lineno) from None
    except (ValueError, LookupError) as error:
        raise UnreadableError(f"no XML that can be read: {error}", 0) from None
    return reader.found


def _refuse(*_args: object) -> None:
    raise UnreadableError("it declares entities", 0)


class _Reader:
    """Collects the text of each ``value`` inside an ``entry`` (of the entry itself where ``value`` is "")."""

    def __init__(self, entry: str, value: str, typed: tuple[str, ...], line: Callable[[], int]) -> None:
        self.found: list[Found] = []
        self._entry, self._value, self._typed, self._line = entry, value, typed, line
        self._key, self._first = "", 0
        self._collecting = False
        self._words: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == self._entry:
            self._key = "" if any(each in attributes for each in self._typed) else attributes.get("name", "")
            self._first, self._words = self._line(), []
            self._collecting = not self._value
        elif name == self._value and self._key:
            self._first, self._words, self._collecting = self._line(), [], True

    def end(self, name: str) -> None:
        if name == self._value:
            self._collecting = False
        if name == self._entry:
            if self._key:
                self.found.append((self._key, "".join(self._words), self._first))
            self._key, self._collecting = "", False
            if len(self.found) > _MOST_TEXTS:
                raise UnreadableError("more texts than are read", self._line())

    def words(self, text: str) -> None:
        if self._collecting:
            self._words.append(text)
