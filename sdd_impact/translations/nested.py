"""Catalogues that nest: YAML and JSON, whose keys are joined by dots, and arrays of PHP."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.errors import NotationError
from sdd_impact.notation import Mapping, Scalar, load_yaml
from sdd_impact.translations.errors import UnreadableError
from sdd_impact.translations.lines import Found
from sdd_impact.translations.places import is_locale

if TYPE_CHECKING:
    from sdd_impact.model import Source
    from sdd_impact.notation import Node

#: The plural forms of CLDR: a text that has them is one text, shown by its form for many.
_FORMS = frozenset({"zero", "one", "two", "few", "many", "other"})
#: Where formats keep the text itself beside its description: browser extensions, FormatJS, others.
_TEXT_KEYS = ("message", "defaultMessage", "string", "translation", "text")
_DEEPEST = 40


def yaml(source: Source, locale: str) -> tuple[list[Found], str]:
    """Return the texts of a YAML catalogue and its language; a root of one language (Rails) is no part of the keys.

    Raises :class:`UnreadableError`.
    """
    root = _loaded(source, load_yaml)
    if isinstance(root, Mapping) and root.entries and all(is_locale(each.key.text) for each in root.entries):
        languages = {each.key.text: each.value for each in root.entries}
        wanted = locale if locale in languages else "en" if "en" in languages else next(iter(languages))
        return list(_walk(languages[wanted], "", 0)), wanted
    return list(_walk(root, "", 0)), "" if locale == "?" else locale


def json(source: Source) -> list[Found]:
    """Return the texts of a JSON catalogue. Raises :class:`UnreadableError`."""
    from sdd_impact.notation import load_json  # late: it is imported with the first JSON

    found = list(_walk(_loaded(source, load_json), "", 0))
    known = {key for key, _, _ in found}
    plural = [(key.removesuffix("_other"), text, line) for key, text, line in found if key.endswith("_other")]
    return found + [each for each in plural if each[0] not in known]


def _loaded(source: Source, load: Callable[[Source], Node]) -> Node:
    try:
        return load(source)
    except NotationError as error:
        raise UnreadableError(error.message, error.line or 0) from None


def _walk(node: Node, prefix: str, depth: int) -> Iterator[Found]:
    if not isinstance(node, Mapping) or depth > _DEEPEST:
        return
    for each in node.entries:
        key, value = f"{prefix}{each.key.text}", each.value
        if each.key.text.startswith("@"):  # what ARB says about a text
            continue
        if isinstance(value, Scalar):
            if isinstance(value.value, str):
                yield key, value.text, each.key.line
        elif isinstance(value, Mapping) and (text := _told(value)) is not None:
            yield key, text.text, text.line
        else:
            yield from _walk(value, f"{key}.", depth + 1)


def _told(node: Mapping) -> Scalar | None:
    """The text of a mapping that stands for one: plural forms, or a text with its description."""
    keys = {each.key.text for each in node.entries}
    name = "other" if "other" in keys and keys <= _FORMS else ""
    if not name and "." not in keys and keys & {"description", "placeholders", "developer_comment", "context", "comment"}:
        name = next((each for each in _TEXT_KEYS if each in keys), "")
    if not name and keys and keys <= {"message", "defaultMessage", "string"}:
        name = next(iter(keys))
    value = node.get(name) if name else None
    return value if isinstance(value, Scalar) else None


_PHP = late.regex(
    r"""(?P<skip>\s+|/\*.*?(?:\*/|\Z)|//[^\n]*|\#(?!\[)[^\n]*)|'(?P<single>(?:\\.|[^'\\])*)'|"(?P<double>(?:\\.|[^"\\])*)"
    |(?P<arrow>=>)|(?P<open>\[|\barray\s*\(|(?P<group>\())|(?P<close>[\])])|(?P<comma>,)|(?P<other>[\w$]+|.)""",
    re.DOTALL | re.VERBOSE,
)
_RETURN = late.regex(r"\breturn\s*(?=\[|array\s*\()|\$\w+\s*=\s*(?=\[|array\s*\()")
_PHP_ESCAPES = {"n": "\n", "t": "\t", "r": "\r"}


def php(text: str) -> list[Found]:
    """Return the texts of the array that a PHP file returns. A value that is more than a text is left out.

    Raises :class:`UnreadableError` where the array does not end.
    """
    start = _RETURN.search(text)
    if start is None:
        return []
    return _PhpArray(text, start.end()).read()


class _PhpArray:
    def __init__(self, text: str, start: int) -> None:
        self._text, self._start = text, start
        self._keys: list[str] = []
        self._found: list[Found] = []
        self._key: str | None = None
        self._value: tuple[str, int] | None = None
        self._mixed = False
        self._line, self._counted = text.count("\n", 0, start) + 1, start

    def read(self) -> list[Found]:
        """The texts, in order."""
        depth = 0
        for token in _PHP.finditer(self._text, self._start):
            kind = token.lastgroup or ""
            if kind == "skip":
                continue
            if kind in ("single", "double"):
                self._text_of(token)
            elif kind == "arrow":
                self._key, self._value = (self._value[0] if self._value and not self._mixed else None), None
                self._mixed = False
            elif kind == "open":
                depth += 1
                if depth > 1:
                    # What stands in the brackets of a call, or has no key, is no text of the catalogue.
                    self._keys.append("\0" if self._key is None or token["group"] else self._key)
                self._forget()
            elif kind == "close":
                self._keep()
                depth -= 1
                if depth == 0:
                    return self._found
                self._keys.pop()
                self._mixed = True
            elif kind == "comma":
                self._keep()
            else:
                self._mixed = True
        raise UnreadableError("the array does not end", self._line)

    def _text_of(self, token: re.Match[str]) -> None:
        self._line += self._text.count("\n", self._counted, token.start())
        self._counted = token.start()
        if self._value is not None:
            self._mixed = True
            return
        if token["single"] is not None:
            value = re.sub(r"\\(['\\])", r"\1", token["single"])
        else:
            value = re.sub(r"\\(.)", lambda found: _PHP_ESCAPES.get(found[1], found[1]), token["double"], flags=re.DOTALL)
        self._value = (value, self._line)

    def _keep(self) -> None:
        if self._key is not None and self._value is not None and not self._mixed and "\0" not in self._keys:
            self._found.append((".".join([*self._keys, self._key]), *self._value))
        self._forget()

    def _forget(self) -> None:
        self._key, self._value, self._mixed = None, None, False
