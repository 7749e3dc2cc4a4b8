"""The conditions of a search in the plain list, as a query tree. The document's shape has been checked before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn

from sdd_impact.errors import NotationError
from sdd_impact.model import AnyOf, Phrase, Query, Regex
from sdd_impact.notation import Mapping, Node, Scalar, Sequence
from sdd_impact.searches._list.shape import ASKING, LANGUAGES, source
from sdd_impact.searches._trees import all_of, any_of, line_or_field, negation
from sdd_impact.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable


class Parsed(NamedTuple):
    """What an entry asks of a line, as a query, as text, and the texts of its alternatives."""

    query: Query
    text: str
    parts: tuple[str, ...] = ()


class _Manner(NamedTuple):
    """How a text is looked for; conditions inside take it over from those around."""

    case: bool = True
    words: bool = False
    field: str = ""
    dialect: Any = "python"


def parse(item: Mapping, path: str, name: str, text: str) -> Parsed:
    """Read what an entry asks. ``text`` is the document that the nodes are of.

    :raises NotationError: where it asks nothing, or a regular expression is none.
    """
    reader = _Reader(path, text)
    query = reader.condition(item, _Manner(), name)
    return Parsed(query, reader.wording(item), reader.parts(item, query))


class _Reader:
    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text
        self.language_parts: tuple[str, ...] = ()

    def condition(self, node: Node, manner: _Manner, name: str) -> Query:
        """A text, or a mapping whose conditions must all hold."""
        if isinstance(node, Scalar):
            return _contains(node.text, manner)
        if not isinstance(node, Mapping):
            self._refuse(node, f"`{name}` is a list, but a condition is expected")
        manner = _manner(node, manner)
        asked = [(key.text, value) for key, value in node.entries if key.text in ASKING]
        if not asked:
            self._refuse(node, f"`{name}` asks nothing; give it one of {', '.join(ASKING)}")
        return all_of(self._asked(key, value, manner, f"{name}.{key}") for key, value in asked)

    def _asked(self, key: str, value: Node, manner: _Manner, name: str) -> Query:
        if isinstance(value, Scalar) and key == "regex":
            return self._regex(value, manner, name)
        if isinstance(value, Scalar) and key in LANGUAGES:
            return self._language(key, value)
        if isinstance(value, Sequence):
            if not value.items:
                self._refuse(value, f"`{name}` is an empty list")
            parts = [self.condition(each, manner, f"{name}[{number}]") for number, each in enumerate(value.items)]
            return all_of(parts) if key == "all" else any_of(parts) if key == "any" else all_of(negation(part) for part in parts)
        found = self.condition(value, manner, name)
        return negation(found) if key == "not" else found

    def _regex(self, value: Scalar, manner: _Manner, name: str) -> Query:
        from sdd_impact.patterns import PatternError, read

        flags = "" if manner.case else "i"
        found = read(value.text, manner.dialect, flags)
        if isinstance(found, PatternError):
            self._refuse(value, f"`{name}` is no regular expression: {found.message}, at character {found.position + 1}")
        return Regex(value.text, manner.dialect, flags, line_or_field(manner.field))

    def _language(self, key: str, value: Scalar) -> Query:
        query, self.language_parts = _LANGUAGES[key](value.text)
        return query

    def _refuse(self, node: Node, message: str) -> NoReturn:
        raise NotationError(message, file=self.path, line=node.line, column=node.column)

    def wording(self, item: Mapping) -> str:
        """The text of the search for a person: the single condition as written, or each with its key."""
        asked = [(key.text, value) for key, value in item.entries if key.text in ASKING]
        if len(asked) == 1 and isinstance(asked[0][1], Scalar) and asked[0][0] != "not":
            return asked[0][1].text.strip()
        return ", ".join(f"{key}: {' '.join(self._slice(value).split())}" for key, value in asked)

    def _slice(self, node: Node) -> str:
        return node.text if isinstance(node, Scalar) else source(node, self.text)

    def parts(self, item: Mapping, query: Query) -> tuple[str, ...]:
        """The texts of ``any``, where it is a list of the entry itself; or those that the search's own language has."""
        listed = item.get("any")
        texts = self.language_parts
        if isinstance(listed, Sequence):
            texts = tuple(" ".join(self._slice(each).split()) for each in listed.items)
        around = getattr(query, "parts", ()) if not isinstance(query, AnyOf) else (query,)
        return texts if len(texts) > 1 and any(isinstance(part, AnyOf) and len(part.parts) == len(texts) for part in around) else ()


def _manner(node: Mapping, outer: _Manner) -> _Manner:
    given: dict[str, Any] = {
        key.text: value.value for key, value in node.entries if key.text in _Manner._fields and isinstance(value, Scalar)
    }
    return outer._replace(**given)


def _contains(text: str, manner: _Manner) -> Query:
    return Phrase(text, manner.case, "term" if manner.words else "substring", line_or_field(manner.field))


def _spl(text: str) -> tuple[Query, tuple[str, ...]]:
    from sdd_impact.searches._spl import parse as read

    return read(text)


def _insights(text: str) -> tuple[Query, tuple[str, ...]]:
    from sdd_impact.searches._aws.insights import parse as read

    return read(text)


def _filter_pattern(text: str) -> tuple[Query, tuple[str, ...]]:
    from sdd_impact.searches._aws.filter_pattern import parse as read

    return read(text)


_LANGUAGES: dict[str, Callable[[str], tuple[Query, tuple[str, ...]]]] = {
    "spl": _spl,
    "insights": _insights,
    "filter_pattern": _filter_pattern,
}
