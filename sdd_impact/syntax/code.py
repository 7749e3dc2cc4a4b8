"""Source text and its tree: decoding, parsing, and small questions to nodes.

A tree is made once per text and shared (:func:`parse` remembers the last ones). A grammar's wheel is imported when the first file
of that language is met. Nothing here recurses over a tree: nesting is an attacker's to choose.
"""

from __future__ import annotations

from collections import OrderedDict
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.model import Location

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Language, Node, Query

    from sdd_impact.model import Source

#: Files above this many bytes are not parsed: nothing of that size is written by hand.
SIZE_LIMIT = 6_000_000
#: Bytes of source text whose trees are remembered (a tree takes about 70 times its text).
_REMEMBERED = 4_000_000
#: A query needs time quadratic in the width of a damaged region; beyond this sum of squares a file counts as unreadable.
_DAMAGE_LIMIT = 400_000_000
#: Above 65,535 levels tree-sitter loses its way in its own tree, and a query needs minutes.
_DEPTH_LIMIT = 60_000

_WHEELS = {
    "python": ("tree_sitter_python", "language"),
    "java": ("tree_sitter_java", "language"),
    "javascript": ("tree_sitter_javascript", "language"),
    "typescript": ("tree_sitter_typescript", "language_typescript"),
    "tsx": ("tree_sitter_typescript", "language_tsx"),
    "c": ("tree_sitter_c", "language"),
    "cpp": ("tree_sitter_cpp", "language"),
    "csharp": ("tree_sitter_c_sharp", "language"),
    "go": ("tree_sitter_go", "language"),
    "kotlin": ("tree_sitter_kotlin", "language"),
    "php": ("tree_sitter_php", "language_php"),
    "ruby": ("tree_sitter_ruby", "language"),
    "rust": ("tree_sitter_rust", "language"),
    "scala": ("tree_sitter_scala", "language"),
}
#: tree-sitter-typescript 0.23 reads ``a + b!.c`` as ``(a + b)!.c``: the kind, and the kind in it that it must not have.
_MISREAD = dict.fromkeys(("typescript", "tsx"), ("non_null_expression", "binary_expression"))
#: Blanking one mark can bring another one into the same position; a chain of more than these stays misread.
_REPAIRS = 4
#: A mark that may stand behind an expression: no comparison.
_MARK = late.regex(rb"!(?!=)")
_COOKIE = late.regex(rb"^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)")  # PEP 263
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))


class UnreadableError(Exception):
    """A text that cannot be parsed in bounded time. Its only argument is the reason, for :class:`sdd_impact.model.Unread`."""


class Code:
    """A parsed text: its grammar's name, its UTF-8 bytes and the root of its tree. Equal only to itself."""

    __slots__ = ("__weakref__", "_ascii", "data", "grammar", "root")

    def __init__(self, grammar: str, data: bytes, root: Node) -> None:
        self.grammar = grammar
        self.data = data
        self.root = root
        self._ascii = data.isascii()

    def text(self, node: Node) -> str:
        """The source text of a node."""
        return self.data[node.start_byte : node.end_byte].decode("utf-8", "replace")

    def folded(self, node: Node, limit: int = 200) -> str:
        """The source text of a node on one line, cut after ``limit`` characters."""
        text = self.data[
            node.start_byte : node.start_byte + 8 * limit if node.end_byte - node.start_byte > 8 * limit else node.end_byte
        ]
        line = " ".join(text.decode("utf-8", "replace").split())
        return line if len(line) <= limit else line[: limit - 1] + "…"

    def location(self, path: str, node: Node) -> Location:
        """The place of a node: lines from 1, columns in characters from 1."""
        row, offset = node.start_point
        start = node.start_byte
        column = offset if self._ascii else len(self.data[start - offset : start].decode("utf-8", "replace"))
        return Location(path, row + 1, column + 1, node.end_point[0] + 1)

    def captures(self, pattern: str) -> dict[str, list[Node]]:
        """All nodes that a tree-sitter query captures, by capture name."""
        from tree_sitter import QueryCursor

        return QueryCursor(query(self.grammar, pattern)).captures(self.root)

    def damaged(self) -> list[Node]:
        """The nodes that do not parse, in the order of the text; only damaged branches are walked."""
        return list(_damaged(self.root))

    def matches(self, pattern: str, within: tuple[int, int] | None = None) -> list[tuple[int, dict[str, list[Node]]]]:
        """All matches of a tree-sitter query: the pattern's number and its captures. ``within``: only those that touch these bytes."""
        from tree_sitter import QueryCursor

        cursor = QueryCursor(query(self.grammar, pattern))
        if within:
            cursor.set_byte_range(*within)
        return cursor.matches(self.root)


@lru_cache(maxsize=4)
def text_of(source: Source) -> bytes:
    r"""The file as UTF-8 with ``\n`` line ends and without a byte order mark; line numbers are kept.

    The encoding is that of the mark, else UTF-8, else the one a coding comment names (PEP 263), else Windows-1252.
    """
    data = source.data
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            data = data[len(mark) :]
            if encoding != "utf-8":
                data = data.decode(encoding, "replace").encode("utf-8", "replace")
            return data.replace(b"\r\n", b"\n")
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        data = _legacy(data).encode("utf-8", "replace")
    return data.replace(b"\r\n", b"\n")


def _legacy(data: bytes) -> str:
    for line in data.split(b"\n", 2)[:2]:
        if named := _COOKIE.match(line):
            try:
                return data.decode(named[1].decode("ascii", "replace"))
            except (LookupError, UnicodeError):
                break  # an unknown encoding, or not what it says
    return data.decode("cp1252", "replace")


def language(grammar: str) -> Language:
    """The grammar itself, its wheel imported now. Raises KeyError for a name that is not among the installed grammars."""
    return _language(grammar)


@cache
def _language(grammar: str) -> Language:
    from importlib import import_module

    from tree_sitter import Language as TreeSitterLanguage

    module, function = _WHEELS[grammar]
    return TreeSitterLanguage(getattr(import_module(module), function)())


@lru_cache(maxsize=64)
def query(grammar: str, text: str) -> Query:
    """A compiled tree-sitter query, remembered."""
    from tree_sitter import Query as TreeSitterQuery

    return TreeSitterQuery(_language(grammar), text)


_trees: OrderedDict[tuple[str, bytes], Code] = OrderedDict()
_held = 0


def parse(grammar: str, data: bytes) -> Code:
    """Parse UTF-8 text (see :func:`text_of`); an equal text gives the same object while it is remembered.

    A text with errors in it is parsed all the same: they are local. Raises :class:`UnreadableError` for a text that is too large or
    damaged beyond use.
    """
    key = (grammar, data)
    known = _trees.get(key)
    if known:
        _trees.move_to_end(key)
        return known
    if len(data) > SIZE_LIMIT:
        raise UnreadableError(f"larger than {SIZE_LIMIT // 1_000_000} MB")
    root = _root(grammar, data)
    if root.has_error and _damage(root) > _DAMAGE_LIMIT:
        raise UnreadableError("too damaged to be parsed")
    if root.descendant_count > _DEPTH_LIMIT and _is_deep(root):
        raise UnreadableError("nested too deeply")
    code = Code(grammar, data, root)
    _trees[key] = code
    global _held  # noqa: PLW0603 - the size of what is remembered belongs to the memory
    _held += len(data)
    while len(_trees) > 1 and _held > _REMEMBERED:
        _held -= len(_trees.popitem(last=False)[0][1])
    return code


def _root(grammar: str, data: bytes) -> Node:
    """The tree of a text. Where the grammar is known to misread a mark, it is parsed again with the mark blanked: places stay."""
    from tree_sitter import Parser

    parser = Parser(_language(grammar))
    root = parser.parse(data).root_node
    outer, inner = _MISREAD.get(grammar, ("", ""))
    for _ in range(_REPAIRS if outer else 0):
        found = [node for node in _marked(root, data, outer) if any(child.type == inner for child in node.named_children)]
        if not found:
            break
        text = bytearray(data)
        for node in found:
            text[node.end_byte - 1] = ord(" ")
        data = bytes(text)
        root = parser.parse(data).root_node
    return root


def _marked(root: Node, data: bytes, kind: str) -> Iterator[Node]:
    """The nodes of a kind that end with a ``!``: found by that mark, since a walk over the tree takes as long as half of the parsing."""
    for found in _MARK.finditer(data):
        mark = root.descendant_for_byte_range(found.start(), found.start() + 1)
        outer = mark.parent if mark is not None else None
        if outer is not None and outer.type == kind and outer.end_byte == found.end():
            yield outer


def _damage(root: Node) -> int:
    """The sum of squares of the widths of all damaged regions."""
    return sum(node.child_count**2 for node in _damaged(root))


def _damaged(root: Node) -> Iterator[Node]:
    """The nodes that do not parse; only the damaged branches are walked."""
    cursor = root.walk()
    while True:
        node = cursor.node
        if node is not None and node.is_error:
            yield node
        if node is not None and node.has_error and cursor.goto_first_child():
            continue
        while not cursor.goto_next_sibling():
            if not cursor.goto_parent():
                return


def _is_deep(root: Node) -> bool:
    cursor = root.walk()
    depth = 0
    while depth < _DEPTH_LIMIT:
        if cursor.goto_first_child():
            depth += 1
            continue
        while not cursor.goto_next_sibling():
            if not cursor.goto_parent():
                return False
            depth -= 1
    return True


def kids(node: Node) -> list[Node]:
    """The named children without comments."""
    return [child for child in node.named_children if not child.is_extra]
