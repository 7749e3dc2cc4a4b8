"""Documents that hold queries: YAML (one or several in a file), JSON, and either of them as a text inside of another (a ConfigMap).

A broken document is reported with its line, and what can be read around the broken part is read. Lines that only a template language
understands (``{{- if … }}``, alone on a line) are left out where the document cannot be read with them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.errors import NotationError
from sdd_impact.model import Location, Unread
from sdd_impact.notation import Mapping, Node, Scalar, Sequence, decode, load_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sdd_impact.model import Source

_DIVIDER = late.regex(r"^(?:---(?=\s|$)|\.\.\.\s*$)", re.MULTILINE)
_CONTROL = late.regex(r"^[ \t]*\{\{.*\}\}[ \t]*$", re.MULTILINE)
_UNQUOTED = late.regex(r"^([ \t]*(?:- )?[\w.\"'/-]+:[ \t]+|[ \t]*- )(\{\{.*?\}\}.*)$", re.MULTILINE)
_ITEM = late.regex(r"^([ \t]*)-[ \t]+(?:\w+|\"\w+\")[ \t]*:")
#: A short form of CloudFormation's functions, which may hold a document of another kind as a text.
_SHORT_FORM = late.regex(
    r"(?:^|[\s\[,])!(?:Ref|Sub|GetAtt|Join|If|Equals|Not|And|Or|FindInMap|Select|Split|ImportValue|Base64|Condition)\s"
)
_OWNER = late.regex(r"\s*#+\s*owner\s*[:=]\s*(\S+(?:[^\S\n]+\S+)*)", re.IGNORECASE)
_MOST_REPAIRS = 30
_MOST_DOCUMENTS = 2_000


class Document:
    """One document: its ``root``, and where it stands.

    ``before`` is the number of lines of the file above it; ``at`` the line of the text that it is written in, where that text has no lines
    of its own in the file (else 0).
    """

    def __init__(self, path: str, text: str, root: Node, before: int = 0, at: int = 0) -> None:
        self.path = path
        self.text = text
        self.root = root
        self.before = before
        self.at = at

    @cached_property
    def _lines(self) -> list[str]:
        return self.text.split("\n")

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer("\n", self.text))]

    def location(self, node: Node) -> Location:
        """Return the place of a node in the file, without the comments behind it."""
        if self.at:
            return Location(self.path, self.at, 1, self.at)
        last = bisect_right(self._starts, max(node.start, node.end - 1))
        while last > node.line and (not (line := self._lines[last - 1].strip()) or line.startswith(("#", "- "))):
            last -= 1
        return Location(self.path, self.before + node.line, node.column, self.before + max(node.line, last))

    def owner(self, node: Node) -> str:
        """Return whom a comment ``# owner: …`` right above a node names."""
        lines = self._lines
        at = node.line - 2
        while 0 <= at < len(lines) and lines[at].lstrip().startswith("#"):
            found = _OWNER.match(lines[at])
            if found:
                return found[1]
            at -= 1
        return ""

    def inside(self, scalar: Scalar) -> Iterator[Document]:
        """Yield the document that a text of this one holds; nothing where it holds none."""
        text = scalar.text
        try:
            root = _load_json(text, self.path) if text.lstrip()[:1] == "{" else load_yaml(text, self.path)
        except NotationError:
            return
        if scalar.style == "|" and not self.at:
            yield Document(self.path, text, root, self.before + scalar.line)
        else:
            yield Document(self.path, text, root, 0, self.at or self.before + scalar.line)


def documents(source: Source) -> tuple[list[Document], list[Unread]]:
    """Read all documents of a file, and say what could not be read."""
    try:
        text, path = decode(source)
    except NotationError as error:
        return [], [Unread(source.path, error.message, error.line)]
    text = text.replace("\r\n", "\n")
    if text.lstrip()[:1] in {"{", "["} and not text.lstrip().startswith("{{"):
        try:
            return [Document(path, text, _load_json(text, path))], []
        except NotationError as error:
            if path.endswith(".json"):
                return [], [Unread(path, error.message, error.line)]
    found: list[Document] = []
    unread: list[Unread] = []
    for before, piece in _pieces(text):
        root, repaired, broken = _yaml(piece, path)
        if root is not None:
            found.append(Document(path, repaired, root, before))
        unread.extend(Unread(path, error.message, before + error.line) for error in broken)
    return found, unread


def _load_json(text: str, path: str) -> Node:
    from sdd_impact.notation import load_json

    return load_json(text, path)


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """Yield the documents of a YAML file, each with the number of lines above it."""
    before, start = 0, 0
    for number, match in enumerate(_DIVIDER.finditer(text)):
        if number >= _MOST_DOCUMENTS:
            break
        piece = text[start : match.start()]
        if piece.strip():
            yield before, piece
        before += piece.count("\n")
        start = match.start()
        if match[0].startswith("---"):
            start += 3
    yield before, text[start:]


def _yaml(text: str, path: str) -> tuple[Node | None, str, list[NotationError]]:
    """Read one document; where it is broken, again without the entries of lists that are. Return what it is made of as well."""
    problems: list[NotationError] = []
    tags = _short_forms() if _SHORT_FORM.search(text) else None
    for _ in range(_MOST_REPAIRS):
        try:
            return load_yaml(text, path, tags=tags), text, problems
        except NotationError as error:
            without = _UNQUOTED.sub(_quoted, _CONTROL.sub("", text))
            if without != text:
                text = without
                continue
            problems.append(error)
            shorter = _without_entry(text, error.line)
            if shorter is None:
                break
            text = shorter
    return None, text, problems


def _short_forms() -> dict[str, str]:
    from sdd_impact.searches._aws.values import TAGS

    return TAGS


def _quoted(match: re.Match[str]) -> str:
    """A value that a template fills in, as a text in quotes."""
    return f"{match[1]}'" + match[2].rstrip().replace("'", "''") + "'"


def _without_entry(text: str, line: int) -> str | None:
    """Blank the entry of a list that a line belongs to; None where it belongs to none."""
    lines = text.split("\n")
    first = min(line, len(lines)) - 1
    while first >= 0 and not _ITEM.match(lines[first]):
        first -= 1
    if first < 0:
        return None
    found = _ITEM.match(lines[first])
    depth = len(found[1]) if found else 0
    last = first + 1
    while last < len(lines) and (not lines[last].strip() or len(lines[last]) - len(lines[last].lstrip()) > depth):
        last += 1
    return "\n".join((*lines[:first], *("" for _ in range(last - first)), *lines[last:]))


def nodes(root: Node) -> Iterator[Mapping | Scalar]:
    """Yield every mapping and every scalar below a node, in the order of the text."""
    todo: list[Node] = [root]
    while todo:
        node = todo.pop()
        if isinstance(node, Sequence):
            todo.extend(reversed(node.items))
            continue
        yield node
        if isinstance(node, Mapping):
            todo.extend(entry.value for entry in reversed(node.entries))


def text_at(node: Node | None, *names: str) -> str:
    """Return the text that these keys lead to, "" where there is none."""
    for name in names:
        node = node.get(name) if isinstance(node, Mapping) else None
    return node.text if isinstance(node, Scalar) and node.value is not None else ""


#: A selector with what only LogQL has behind it: a line filter, a pipe, or a range although no metric stands before.
_LOGQL = late.regex(
    rb"(?<![\w:$}\]{])\{\s*[A-Za-z_%](?:[^{}]|\$\{\w[^{}]{0,80}\}|\{\{[^{}]{0,200}\}\}){0,2000}?\}\s*(?:\||!=|!~|!>|\[\d|\[\$)"
)


def looks_like_logql(data: bytes) -> bool:
    """Whether a file holds what can only be LogQL."""
    return bool(_LOGQL.search(data))
