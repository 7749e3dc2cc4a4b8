r"""Terraform's JSON syntax (``*.tf.json``, also what CDK for Terraform writes), as the same blocks.

The document is written out in the native syntax and read from there, with its lines put back. From the language reference, "JSON Configuration Syntax": every
text is a template; what is a block and what an attribute, only the provider's schema knows, so an object is given as both; ``"//"`` is a comment.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.errors import NotationError
from sdd_impact.searches._hcl.blocks import Attribute, Block, Broken, File, parse
from sdd_impact.searches._hcl.lexing import HclError, Lexer
from sdd_impact.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sdd_impact.notation import Entry, Mapping, Node

#: The kinds of top-level blocks that are read, with the number of their labels.
_KINDS = {"resource": 2, "data": 2, "module": 1, "variable": 1, "locals": 0}

_NAME = late.regex(r"[^\W\d][\w-]*")
_LABEL = late.regex(r"[\w.-]+")
_ESCAPED = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_PLAIN = late.regex(r'[\\"\n\r\t]')


def parse_json(text: str, wanted: re.Pattern[str] | None = None) -> File:
    """Read a document whose blocks' headers match ``wanted``. One that is no JSON is one broken block. Never raises."""
    from sdd_impact.notation import Mapping, load_json

    try:
        root = load_json(text, "")
    except NotationError as error:
        return File("", (), (Broken(error.line or 1, error.message, "the file"),))
    writer = _Writer()
    if isinstance(root, Mapping):
        for kind, labels, body in _blocks(root):
            header = " ".join((kind, *(f'"{label}"' for label in labels)))
            if wanted is None or wanted.search(f"{header} {{"):
                writer.block(header, body, top=True)
    read = parse("\n".join(writer.out), wanted)
    place = _Places(writer.lines)
    blocks = tuple(place.of(block) for block in read.blocks)
    return File(read.text, blocks, tuple(each._replace(line=place.line(each.line)) for each in read.broken))


def _blocks(root: Mapping) -> Iterator[tuple[str, tuple[str, ...], Entry]]:
    """The top-level blocks, each with its labels and its entry. Every level may be one object or a list of them."""
    for entry in root.entries:
        depth = _KINDS.get(entry.key.text)
        if depth is not None:
            yield from _below(entry.key.text, (), entry, depth)


def _below(kind: str, labels: tuple[str, ...], entry: Entry, depth: int) -> Iterator[tuple[str, tuple[str, ...], Entry]]:
    for body in _objects(entry.value):
        if depth == 0:
            yield kind, labels, entry._replace(value=body)
            continue
        for each in body.entries:
            if _LABEL.fullmatch(each.key.text):
                yield from _below(kind, (*labels, each.key.text), each, depth - 1)


def _objects(node: Node) -> tuple[Mapping, ...]:
    from sdd_impact.notation import Mapping, Sequence

    items = node.items if isinstance(node, Sequence) else (node,)
    return tuple(item for item in items if isinstance(item, Mapping))


class _Writer:
    """Lines of the native syntax, each with the line of the document that it came from."""

    def __init__(self) -> None:
        self.out: list[str] = []
        self.lines: list[int] = []

    def _line(self, text: str, line: int) -> None:
        self.out.append(text)
        self.lines.append(line)

    def block(self, header: str, entry: Entry, *, top: bool = False) -> None:
        """Write a block and what is in it."""
        from sdd_impact.notation import Mapping, Scalar

        body = entry.value
        line = entry.key.line if top else body.line
        if not isinstance(body, Mapping):
            return
        comment = body.get("//")
        self._line(f"{header} {{", line)
        if isinstance(comment, Scalar):
            self._line("# " + " ".join(comment.text.split()), line)
        for each in body.entries:
            if _NAME.fullmatch(each.key.text):
                self._member(each)
        self._line("}", self._last(body))

    def _member(self, entry: Entry) -> None:
        name = entry.key.text
        if name == "dynamic":
            for body in _objects(entry.value):
                for each in body.entries:
                    if _NAME.fullmatch(each.key.text):
                        for content in _objects(each.value):
                            self.block(f'dynamic "{each.key.text}"', each._replace(value=content))
            return
        self._line(f"{name} = {self._value(entry.value)}", entry.key.line)
        for content in _objects(entry.value):
            self.block(name, entry._replace(value=content))

    def _value(self, node: Node) -> str:
        from sdd_impact.notation import Mapping, Sequence

        if isinstance(node, Mapping):
            return "{" + ", ".join(f"{_text(each.key.text)} = {self._value(each.value)}" for each in node.entries) + "}"
        if isinstance(node, Sequence):
            return "[" + ", ".join(map(self._value, node.items)) + "]"
        if isinstance(node.value, str):
            return _text(node.text)
        return "null" if node.value is None else node.text

    @staticmethod
    def _last(node: Node) -> int:
        """The last line on which something of a node begins."""
        from sdd_impact.notation import Mapping, Sequence

        while True:
            inside = node.entries[-1].value if isinstance(node, Mapping) and node.entries else None
            inside = node.items[-1] if isinstance(node, Sequence) and node.items else inside
            if inside is None:
                return node.line
            node = inside


def _text(text: str) -> str:
    """A text as a quoted template: its expressions stay, the rest is escaped."""
    if "${" not in text and "%{" not in text:
        return f'"{_escaped(text)}"'
    try:
        parts = Lexer(text).template()
    except HclError:
        return f'"{_escaped(text).replace("${", "$${").replace("%{", "%%{")}"'
    written = []
    for part in parts:
        if isinstance(part, str):
            written.append(_escaped(part).replace("${", "$${").replace("%{", "%%{"))
        else:
            expression = " ".join(text[part.start : part.end].split("\n"))
            written.append(f"{'%' if part.directive else '$'}{{{expression}}}")
    return '"' + "".join(written) + '"'


def _escaped(text: str) -> str:
    return _PLAIN.sub(lambda match: _ESCAPED[match.group()], text)


class _Places(NamedTuple):
    """The way back from the lines that were written."""

    lines: list[int]

    def line(self, number: int) -> int:
        """The line of the document that a written line came from."""
        return self.lines[min(max(number, 1), len(self.lines)) - 1] if self.lines else 1

    def of(self, block: Block) -> Block:
        """A block with the lines of the document."""
        attributes = {name: Attribute(each.tokens, self.line(each.line)) for name, each in block.attributes.items()}
        inner = tuple(map(self.of, block.blocks))
        return block._replace(line=self.line(block.line), end_line=self.line(block.end_line), attributes=attributes, blocks=inner)
