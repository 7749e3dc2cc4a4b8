"""XML of logging configuration, read without trust: no entities, no documents elsewhere, bounded in size and depth."""

from __future__ import annotations

from collections.abc import Iterator

from sdd_impact.tuples import NamedTuple

_LARGEST = 1_000_000
_MOST_ELEMENTS = 20_000
_DEEPEST = 60


class UnreadableError(ValueError):
    """The text is no XML, or more than is read."""


class Element(NamedTuple):
    """An element: its local name in lower case, attributes by local name in lower case, the text directly in it, and what it contains."""

    name: str
    attributes: dict[str, str]
    words: list[str]
    inner: list[Element]

    @property
    def text(self) -> str:
        """The text directly in it."""
        return "".join(self.words).strip()

    def walk(self) -> Iterator[Element]:
        """Yield the element and everything below."""
        todo = [self]
        while todo:
            each = todo.pop()
            yield each
            todo.extend(reversed(each.inner))

    def child(self, name: str) -> Element | None:
        """Return the first element of this name directly in it."""
        return next((each for each in self.inner if each.name == name), None)


def read(data: bytes) -> Element:
    """Return the root element. Raises :class:`UnreadableError`."""
    if len(data) > _LARGEST:
        raise UnreadableError("it is too large")
    from xml.parsers import expat  # late: few branches lead here

    reader = _Reader()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.words
    # Whatever declares an entity may be a bomb, or ask for a file: none is needed here. Documents elsewhere are never loaded.
    parser.EntityDeclHandler = _refuse
    try:
        parser.Parse(data, True)
    except UnreadableError:
        raise
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise UnreadableError(f"it is no XML that can be read: {error}") from None
    if reader.root is None:
        raise UnreadableError("it is empty")
    return reader.root


def _refuse(*_args: object) -> None:
    raise UnreadableError("it declares entities")


class _Reader:
    def __init__(self) -> None:
        self.root: Element | None = None
        self._open: list[Element] = []
        self._count = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._count += 1
        if self._count > _MOST_ELEMENTS or len(self._open) >= _DEEPEST:
            raise UnreadableError("it has too many elements")
        made = Element(_local(name), {_local(key): value for key, value in attributes.items()}, [], [])
        if self._open:
            self._open[-1].inner.append(made)
        else:
            self.root = made
        self._open.append(made)

    def end(self, _name: str) -> None:
        self._open.pop()

    def words(self, text: str) -> None:
        if self._open:
            self._open[-1].words.append(text)


def _local(name: str) -> str:
    return name.rpartition(" ")[2].lower()
