"""The text of a checklist as something that can be edited in place: lines, comments, the extent of each entry, and edits.

Everything that is not edited stays to the letter. Line numbers count from 0 here; they are no business of a reader.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from sdd_impact import late
from sdd_impact.errors import NotationError
from sdd_impact.notation import Mapping, Node, Scalar, Sequence, load_yaml
from sdd_impact.tuples import NamedTuple

#: The beginning of the tool's own comments. All others are a person's, and survive.
TOOL = "#:"
_COMMENT = late.regex(r"#[^\r\n]*")
_DASH = late.regex(r"[ \t]*-[ \t]*(?:#.*)?")


class Comment(NamedTuple):
    """A comment: its line, its extent, and whether it has the line for itself."""

    line: int
    start: int
    end: int
    alone: bool
    tool: bool


class Extent(NamedTuple):
    """The lines of an entry: ``first`` to ``last`` hold its content; ``lead`` to ``tail`` its comments above and below, too."""

    lead: int
    first: int
    last: int
    tail: int
    indent: int


class Lines(NamedTuple):
    """Lines taken from the text as they stand, and how far the entry that they belong to was indented."""

    lines: list[str]
    indent: int

    def at(self, indent: int) -> list[str]:
        """Return them indented otherwise. Empty lines stay empty, and nothing but spaces is taken away."""
        by = indent - self.indent
        if by >= 0:
            return [" " * by + each if each.strip() else each for each in self.lines]
        return [each[min(-by, len(each) - len(each.lstrip(" "))) :] for each in self.lines]


class _Edit(NamedTuple):
    start: int
    end: int
    number: int
    text: str


class Page:
    """A YAML text with its nodes, and the edits that are to be made.

    Raises :class:`sdd_impact.errors.NotationError` where the text cannot be read.
    """

    def __init__(self, text: str, path: str = "") -> None:
        self.text = text
        self.path = path
        self.root: Node = load_yaml(text, path, aliases=False)
        self.starts = [0, *(found.end() for found in re.finditer(r"\r\n|\r|\n", text))]
        self.newline = "\r\n" if text[: self.starts[1] if len(self.starts) > 1 else 0].endswith("\r\n") else "\n"
        self.comments = {comment.line: comment for comment in self._find_comments()}
        self._edits: list[_Edit] = []

    # --- what stands where ---

    def line_of(self, offset: int) -> int:
        """Return the line of an offset."""
        return bisect_right(self.starts, offset) - 1

    def start_of(self, line: int) -> int:
        """Return where a line begins; the end of the text for the line after the last."""
        return self.starts[line] if line < len(self.starts) else len(self.text)

    def line(self, number: int) -> str:
        """Return a line without its line break."""
        return self.text[self.start_of(number) : self.start_of(number + 1)].rstrip("\r\n")

    def _find_comments(self) -> list[Comment]:
        """Find the comments: every # that stands in no scalar begins one."""
        masked = list(self.text)
        for each in _scalars(self.root):
            # the head of a block of text (`|`) may have a comment of its own
            start = self.start_of(self.line_of(each.start) + 1) if each.style in ("|", ">") else each.start
            masked[start : self.end_of(each)] = "x" * max(0, self.end_of(each) - start)
        found = []
        for match in _COMMENT.finditer("".join(masked)):
            line = self.line_of(match.start())
            alone = not self.text[self.start_of(line) : match.start()].strip()
            found.append(Comment(line, match.start(), match.end(), alone, match.group().startswith(TOOL)))
        return found

    def end_of(self, node: Node) -> int:
        """Return the offset after the last character of a node."""
        if isinstance(node, Scalar):
            if node.style in ("|", ">"):
                return max(node.start + 1, node.start + len(self.text[node.start : node.end].rstrip()))
            return node.end
        if node.flow or node.start == node.end:
            return node.end
        inner = node.entries[-1] if isinstance(node, Mapping) else None
        if inner:
            return max(self.end_of(inner.key), self.end_of(inner.value))
        return self.end_of(node.items[-1]) if isinstance(node, Sequence) else node.end

    def extent(self, start: int, value: Node, indent: int, floor: int) -> Extent:
        """Return the extent of an entry that begins at the offset ``start``.

        ``floor`` is the last line that cannot belong to it. Comments directly above it are its own, and so are the lines below
        that hold nothing but comments indented deeper than itself.
        """
        first = self.line_of(start)
        last = max(first, self.line_of(max(start, self.end_of(value) - 1)))
        lead = first
        while lead - 1 > floor and self._is_comment(lead - 1) and self._indent(lead - 1) <= indent:
            lead -= 1
        tail = last
        for line in range(last + 1, len(self.starts)):
            if self._is_comment(line) and self._indent(line) > indent:
                tail = line
            elif self.line(line).strip():
                break
        return Extent(lead, first, last, tail, indent)

    def entries(self, node: Mapping, parent: int) -> dict[str, Extent]:
        """Return the extents of a block mapping's entries. ``parent`` is the line of what it stands in (-1 for the file)."""
        extents: dict[str, Extent] = {}
        floor = parent
        for entry in node.entries:
            self._expect_plain_key(entry.key)
            extents[entry.key.text] = found = self.extent(entry.key.start, entry.value, entry.key.column - 1, floor)
            floor = found.tail
        return extents

    def _expect_plain_key(self, key: Scalar) -> None:
        if self.text[self.start_of(self.line_of(key.start)) : key.start].strip(" -"):
            message = f"the key `{key.text}` is written in a way that cannot be edited in place; begin a line with `{key.text}:`"
            raise NotationError(message, file=self.path, line=key.line, column=key.column)

    def items(self, node: Sequence, parent: int) -> list[Extent]:
        """Return the extents of a block sequence's items, dashes included."""
        extents = []
        floor = parent
        for item in node.items:
            line = self.line_of(item.start)
            before = self.text[self.start_of(line) : item.start]
            while "-" not in before and line - 1 > floor:
                line -= 1
                before = self.line(line) if _DASH.fullmatch(self.line(line)) else ""
            dash = self.start_of(line) + max(before.find("-"), 0)
            found = self.extent(dash, item, dash - self.start_of(line), floor)
            extents.append(found)
            floor = found.tail
        return extents

    def _is_comment(self, line: int) -> bool:
        comment = self.comments.get(line)
        return comment is not None and comment.alone

    def _indent(self, line: int) -> int:
        text = self.line(line)
        return len(text) - len(text.lstrip(" "))

    def comments_in(self, first: int, last: int) -> list[Comment]:
        """Return the comments on these lines."""
        return [self.comments[line] for line in range(first, last + 1) if line in self.comments]

    # --- edits ---

    def replace(self, start: int, end: int, text: str) -> None:
        """Put ``text`` where the characters from ``start`` to ``end`` are."""
        self._edits.append(_Edit(start, end, len(self._edits), text))

    def insert(self, line: int, lines: list[str]) -> None:
        """Put lines before a line."""
        at = self.start_of(line)
        text = "".join(each + self.newline for each in lines)
        if at == len(self.text) and self.text and not self.text.endswith(("\n", "\r")):
            text = self.newline + text
        self.replace(at, at, text)

    def delete(self, first: int, last: int) -> None:
        """Take lines away."""
        self.replace(self.start_of(first), self.start_of(last + 1), "")

    def lines(self, first: int, last: int) -> list[str]:
        """Return lines as they stand."""
        return [self.line(number) for number in range(first, last + 1)]

    def edited(self) -> str:
        """Return the text with all edits made. Edits at one place are made in the order in which they were asked for."""
        pieces, at = [], 0
        for edit in sorted(self._edits, key=lambda each: (each.start, each.end > each.start, each.number)):
            pieces += [self.text[at : max(at, edit.start)], edit.text]
            at = max(at, edit.end)
        return "".join(pieces) + self.text[at:]


def _scalars(node: Node) -> list[Scalar]:
    """Every key and value that is text, in any order."""
    found, todo = [], [node]
    while todo:
        each = todo.pop()
        if isinstance(each, Mapping):
            todo += [part for entry in each.entries for part in entry]
        elif isinstance(each, Sequence):
            todo += each.items
        else:
            found.append(each)
    return found
