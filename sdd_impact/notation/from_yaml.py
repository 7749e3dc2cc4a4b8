"""YAML with places: composed from the events of PyYAML, without recursion, and without what YAML can do to a reader.

Refused: duplicate keys, tags (but those that are asked for), several documents, keys that are not text, unknown or endless aliases, and whatever is larger,
deeper or longer than the bounds in :mod:`text`. Scalars follow YAML 1.2 (:mod:`scalars`).
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping as MappingOf
from typing import Any, NoReturn

from sdd_impact import late
from sdd_impact.errors import NotationError
from sdd_impact.model import Source
from sdd_impact.notation.nodes import Entry, Mapping, Node, Scalar, Sequence
from sdd_impact.notation.scalars import core
from sdd_impact.notation.text import DEPTH, VALUES, DuplicateKeyError, decode, place
from sdd_impact.notation.wording import in_plain_words

#: What only YAML 1.1 takes for line breaks.
_OLD_BREAKS = "\x85\u2028\u2029"
_SURROGATE = late.regex("[\ud800-\udfff]")


def load_yaml(source: Source | str, path: str = "", *, aliases: bool = True, tags: MappingOf[str, str] | None = None) -> Node:
    """Read one YAML document. An empty document is a scalar without a value.

    ``aliases=False`` refuses anchors and aliases, so that every node has a place of its own and can be edited there.
    ``tags`` are short forms of a key that are allowed: with ``{"!Ref": "Ref"}``, ``!Ref a`` is read as ``{Ref: a}``; no tag makes anything else.
    Raises :class:`NotationError` with file, line, column and a sentence in plain words.
    """
    text, path = decode(source, path)
    _refuse_control_characters(text, path)
    given, back = _without_old_breaks(text)
    builder = _Builder(path, back, tags or {}, aliases=aliases)
    for event in _events(given, path):
        builder.take(event)
    return builder.root or Scalar("", None, 1, 1)


def _refuse_control_characters(text: str, path: str) -> None:
    """Raise the error for the first character that YAML does not allow (chapter 5.1, c-printable)."""
    bad = [text.index(character) for character in set(text) if not _is_allowed(character)]
    if bad:
        code = ord(text[min(bad)])
        line, column = place(text, min(bad))
        what = f'the control character U+{code:04X} is not allowed here; write it as \\x{code:02x} in "…"'
        raise NotationError(what, file=path, line=line, column=column)


def _is_allowed(character: str) -> bool:
    if character < "\xa0":
        return " " <= character <= "~" or character in "\t\n\r\x85"
    return not "\ud800" <= character <= "\udfff" and character not in "\ufffe\uffff"


def _without_old_breaks(text: str) -> tuple[str, dict[int, int]]:
    """Replace what only YAML 1.1 takes for a line break by characters that the text does not use; return the way back."""
    found = [each for each in _OLD_BREAKS if each in text]
    if not found:
        return text, {}
    free = (chr(code) for code in range(0xE000, 0xF8FF) if chr(code) not in text)
    there = {ord(old): ord(new) for old, new in zip(found, free, strict=False)}
    return text.translate(there), {new: old for old, new in there.items()}


def _events(text: str, path: str) -> Iterator[Any]:
    import yaml

    try:
        yield from yaml.parse(text, Loader=_loader())
    except yaml.MarkedYAMLError as error:
        message, mark = in_plain_words(error, text)
        raise NotationError(message, file=path, line=mark[0], column=mark[1]) from None
    except (yaml.YAMLError, RecursionError, ValueError, OverflowError) as error:
        raise NotationError(f"this is not YAML: {error}", file=path, line=1, column=1) from None


def _loader() -> Any:
    """Return libyaml's loader, which is ten times faster, or PyYAML's own where libyaml is missing."""
    import yaml

    return yaml.CBaseLoader if getattr(yaml, "__with_libyaml__", False) else pure_loader()


def pure_loader() -> Any:
    """Return PyYAML's own loader, made to skip tabs between values where libyaml does."""
    import yaml

    class PureLoader(yaml.BaseLoader):
        def scan_to_next_token(self) -> None:
            super().scan_to_next_token()
            while self.peek() == "\t" and (self.flow_level or not self.allow_simple_key):
                self.forward()
                super().scan_to_next_token()

    return PureLoader


class _Frame:
    """A mapping or sequence that is being filled."""

    __slots__ = ("anchor", "entries", "event", "items", "key", "keys", "size")

    def __init__(self, event: Any) -> None:
        self.event = event
        self.anchor: str | None = event.anchor
        self.items: list[Node] = []
        self.entries: list[Entry] = []
        self.keys: dict[str, int] = {}
        self.key: Scalar | None = None
        self.size = 1


class _Builder:
    """Turns events into nodes. ``size`` counts values as if each alias were written out."""

    def __init__(self, path: str, back: dict[int, int], tags: MappingOf[str, str], *, aliases: bool) -> None:
        self.path = path
        self.tags = tags
        self.aliases = aliases
        self.back = back
        self.root: Node | None = None
        self.frames: list[_Frame] = []
        self.anchors: dict[str, tuple[Node, int]] = {}
        self.documents = 0

    def take(self, event: Any) -> None:
        """Take the next event of the parser."""
        name = type(event).__name__
        if not self.aliases and getattr(event, "anchor", None):
            self._refuse(
                event,
                f"the name `{event.anchor}` (`&`, `*`) is not allowed in this file; write the value out, or put it into quotes",
            )
        if name == "ScalarEvent":
            self._keep(event, self._written_out(event, self._scalar(event)), 1)
        elif name in ("MappingStartEvent", "SequenceStartEvent"):
            self._open(event)
        elif name in ("MappingEndEvent", "SequenceEndEvent"):
            self._close(event)
        elif name == "AliasEvent":
            self._alias(event)
        elif name == "DocumentStartEvent":
            self.documents += 1
            if self.documents > 1:
                self._refuse(event, "a second document begins here; one file holds one document")

    def _refuse(self, event: Any, message: str) -> NoReturn:
        mark = event.start_mark
        raise NotationError(message, file=self.path, line=mark.line + 1, column=mark.column + 1)

    def _scalar(self, event: Any) -> Scalar:
        self._no_tag(event)
        text: str = event.value.translate(self.back) if self.back else event.value
        if _SURROGATE.search(text):
            self._refuse(event, "half of a character pair (\\ud800 … \\udfff) is not text")
        style: str = event.style or ""
        mark = event.start_mark
        value = text if style or event.tag in self.tags else core(text)
        return Scalar(text, value, mark.line + 1, mark.column + 1, style, mark.index, event.end_mark.index)

    def _no_tag(self, event: Any) -> None:
        # the tag "!" on a quoted scalar is what some versions report for a scalar without one
        if event.tag and event.tag != "!" and event.tag not in self.tags:
            self._refuse(event, f"the tag `{event.tag}` is not allowed; write the value without `!`")

    def _written_out(self, event: Any, node: Node) -> Node:
        """Return what an allowed tag stands for: a mapping with its key alone."""
        if event.tag not in self.tags:
            return node
        mark = event.start_mark
        name = self.tags[event.tag]
        key = Scalar(name, name, mark.line + 1, mark.column + 1, "", mark.index, mark.index)
        return Mapping((Entry(key, node),), mark.line + 1, mark.column + 1, flow=True, start=mark.index, end=node.end)

    def _open(self, event: Any) -> None:
        self._no_tag(event)
        if len(self.frames) >= DEPTH:
            self._refuse(event, f"too deep: more than {DEPTH} levels stand in each other")
        if self.frames and self.frames[-1].key is None and self._in_mapping():
            self._refuse(event, "a key must be text, not a mapping or a list")
        self.frames.append(_Frame(event))

    def _in_mapping(self) -> bool:
        return type(self.frames[-1].event).__name__ == "MappingStartEvent"

    def _close(self, event: Any) -> None:
        frame = self.frames.pop()
        mark = frame.event.start_mark
        where = (mark.line + 1, mark.column + 1, bool(frame.event.flow_style), mark.index, event.end_mark.index)
        is_mapping = type(event).__name__ == "MappingEndEvent"
        node: Node = Mapping(tuple(frame.entries), *where) if is_mapping else Sequence(tuple(frame.items), *where)
        self._keep(frame.event, self._written_out(frame.event, node), frame.size)

    def _alias(self, event: Any) -> None:
        if event.anchor not in self.anchors:
            self._refuse(
                event,
                f"the alias `*{event.anchor}` has no anchor `&{event.anchor}` that ends above it; quote a value that begins with *",
            )
        node, size = self.anchors[event.anchor]
        self._keep(event, node, size, alias=True)

    def _keep(self, event: Any, node: Node, size: int, *, alias: bool = False) -> None:
        """Put a finished node where it belongs."""
        if not alias and event.anchor:
            self.anchors[event.anchor] = (node, size)
        if not self.frames:
            self.root = node
            return
        frame = self.frames[-1]
        frame.size += size
        if frame.size > VALUES:
            self._refuse(event, f"too long: more than {VALUES:,} values")
        if not self._in_mapping():
            frame.items.append(node)
        elif frame.key is None:
            frame.key = self._key(frame, event, node)
        else:
            frame.entries.append(Entry(frame.key, node))
            frame.key = None

    def _key(self, frame: _Frame, event: Any, node: Node) -> Scalar:
        if not isinstance(node, Scalar):
            self._refuse(event, "a key must be text, not a mapping or a list")
        if not node.text:
            self._refuse(event, "a key is missing before the `:`")
        if node.text in frame.keys:
            message = f"`{node.text}` stands already on line {frame.keys[node.text]}; keep one of them"
            raise DuplicateKeyError(message, file=self.path, line=node.line, column=node.column)
        frame.keys[node.text] = node.line
        return node
