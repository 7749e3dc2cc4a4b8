"""What a person wrote in braces or brackets, written on lines of its own where the tool must edit inside it."""

from __future__ import annotations

from collections.abc import Iterable

from sdd_impact.documents.page import Page
from sdd_impact.notation import Mapping, Node, Scalar, Sequence, scalar

_STEP = "  "


def unfolded(text: str, path: str = "") -> str:
    """Return the text with ``answered``, ``questions``, their entries, rows and ``resolved`` in block style; the rest to the letter.

    Comments that stand inside of braces are put above them.
    """
    page = Page(text, path)
    root = page.root
    if not isinstance(root, Mapping):
        return text
    if root.flow:
        page.replace(root.start, root.end, page.newline.join((*_comments(page, root, ""), *_block(page, root, "", 3))))
        return page.edited()
    _container(page, root, "answered", 0)
    questions, resolved = root.get("questions"), root.get("resolved")
    if not _container(page, root, "questions", 3) and isinstance(questions, Mapping):
        for entry in questions.entries:
            if not _container(page, questions, entry.key.text, 2):
                _rows(page, entry.value)
    if not _container(page, root, "resolved", 3) and isinstance(resolved, Sequence):
        for item in resolved.items:
            if not _item(page, item):
                _rows(page, item)
    return page.edited()


def _container(page: Page, parent: Mapping, name: str, depth: int) -> bool:
    """Unfold the value of a key, if it is in braces or brackets and not empty."""
    entry = parent.entry(name)
    if entry is None or isinstance(entry.value, Scalar) or not entry.value.flow or not _children(entry.value):
        return False
    indent = " " * (entry.key.column - 1)
    page.insert(page.line_of(entry.key.start), _comments(page, entry.value, indent))
    page.replace(entry.key.end, entry.value.end, page.newline.join((":", *_block(page, entry.value, indent + _STEP, depth))))
    return True


def _rows(page: Page, node: Node) -> None:
    """Unfold the rows of an answer that stand for evidence; those of a person stay as they are."""
    if not isinstance(node, Mapping) or _container(page, node, "rows", 2):
        return
    rows = node.get("rows")
    for item in rows.items if isinstance(rows, Sequence) else ():
        if isinstance(item, Mapping) and item.get("evidence") is not None:
            _item(page, item)


def _item(page: Page, item: Node) -> bool:
    """Unfold an item of a list, if it is in braces."""
    if not isinstance(item, Mapping) or not item.flow or not item.entries:
        return False
    indent = " " * (item.column - 1)
    page.insert(page.line_of(item.start), _comments(page, item, indent[2:]))
    page.replace(item.start, item.end, page.newline.join(_block(page, item, indent, 2)).lstrip(" "))
    return True


def _children(node: Mapping | Sequence) -> bool:
    return bool(node.entries if isinstance(node, Mapping) else node.items)


def _comments(page: Page, node: Mapping | Sequence, indent: str) -> list[str]:
    """Return the comments inside a node. The one behind its closing bracket stays where it is."""
    found = (comment for comment in page.comments.values() if node.start < comment.start < node.end)
    return [indent + page.text[comment.start : comment.end] for comment in found]


def _block(page: Page, node: Node, indent: str, depth: int) -> list[str]:
    """Return a node as lines in block style, to a certain depth."""
    if isinstance(node, Mapping):
        return [each for entry in node.entries for each in _entry(page, entry.key, entry.value, indent, depth)]
    if isinstance(node, Sequence):
        lines: list[str] = []
        for item in node.items:
            inner = (
                _block(page, item, indent + _STEP, depth) if isinstance(item, Mapping) and item.entries else [_source(page, item)]
            )
            lines += [f"{indent}- {inner[0].lstrip(' ')}", *inner[1:]]
        return lines
    return [_source(page, node)]


def _entry(page: Page, key: Scalar, value: Node, indent: str, depth: int) -> Iterable[str]:
    name = _source(page, key)
    deep = isinstance(value, Mapping) and value.entries and depth > 0
    rows = isinstance(value, Sequence) and any(isinstance(item, Mapping) for item in value.items)
    if deep or rows:
        return (f"{indent}{name}:", *_block(page, value, indent + _STEP, depth - 1))
    return (f"{indent}{name}: {_source(page, value)}".rstrip(),)


def _source(page: Page, node: Node) -> str:
    """Return a node on one line: as it was written, or written anew where it went over several lines."""
    text = page.text[node.start : page.end_of(node)]
    if "\n" not in text and "\r" not in text:
        return text
    if isinstance(node, Mapping):
        return "{" + ", ".join(f"{_source(page, key)}: {_source(page, value)}" for key, value in node.entries) + "}"
    if isinstance(node, Sequence):
        return "[" + ", ".join(_source(page, item) for item in node.items) + "]"
    return scalar(node.text, quoted=node.quoted)
