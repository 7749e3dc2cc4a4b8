"""The shape of ``searches.yaml``, held against the document; ``schemas/searches-list.schema.json`` says the same."""

from __future__ import annotations

from typing import Any

from sdd_impact.errors import NotationError
from sdd_impact.notation import Entry, Mapping, Node, Scalar, Sequence
from sdd_impact.notation.shapes import Either, Flag, ListOf, Number, Record, Shape, Text, read

#: Languages of search tools in which a condition can be written, as their key in the file.
LANGUAGES = ("spl", "insights", "filter_pattern")
DIALECTS = ("python", "pcre", "re2", "ere", "bre", "oniguruma", "lucene")

_CONDITION_KEYS: dict[str, Shape] = {"case": Flag(), "words": Flag(), "field": Text(), "dialect": Text(DIALECTS)}
_CONDITION = Either((Text(), Record(_CONDITION_KEYS)))
_CONDITION_KEYS |= {
    "contains": Text(),
    "regex": Text(),
    **dict.fromkeys(LANGUAGES, Text()),
    "all": ListOf(_CONDITION),
    "any": ListOf(_CONDITION),
    "not": Either((Text(), ListOf(_CONDITION), Record(_CONDITION_KEYS))),
}
_SEARCH = Record(
    {"name": Text(), "owner": Text(), "link": Text(), "note": Text(), "alert": Flag(), **_CONDITION_KEYS}, required=("name",)
)

#: The keys that ask something of a line.
ASKING = ("contains", "regex", *LANGUAGES, "all", "any", "not")

#: Keys whose text may have several lines.
_LONG = frozenset({*LANGUAGES, "note"})


def items(root: Node, path: str) -> tuple[Node, ...]:
    """Return the entries of the list.

    :raises NotationError: where the document is no such list.
    """
    if not isinstance(root, Mapping):
        raise NotationError("`version: 1` and `searches:` are expected", file=path, line=root.line, column=root.column)
    found = root.get("searches")
    around = Mapping(tuple(each for each in root.entries if each.key.text != "searches"), root.line, root.column)
    version = read(around, Record({"version": Number(1)}, required=("version",)), path)["version"]
    if version != 1:
        raise NotationError("only version 1 is known", file=path, line=root.line, column=root.column)
    if not isinstance(found, Sequence):
        at = found or root
        raise NotationError("`searches` is missing, or is no list", file=path, line=at.line, column=at.column)
    return found.items


def entry(item: Node, path: str, name: str) -> tuple[Mapping, dict[str, Any]]:
    """Return an entry and its plain values.

    :raises NotationError: at what does not fit.
    """
    found: dict[str, Any] = read(_in_one_line(item), _SEARCH, path, name)
    if not isinstance(item, Mapping):  # the shape has refused it
        raise NotationError(f"`{name}` is no mapping", file=path, line=item.line, column=item.column)
    return item, found


def source(node: Node, text: str) -> str:
    """Return a node as it stands in the document, without the comments and blank lines that follow it."""
    last = node
    while not isinstance(last, Scalar) and not last.flow:
        inside = last.items if isinstance(last, Sequence) else tuple(each.value for each in last.entries)
        if not inside:
            break
        last = inside[-1]
    return text[node.start : last.end].rstrip()


def _in_one_line(node: Node) -> Node:
    """The entry with texts that may have several lines in one, since a shape knows single lines only."""
    if isinstance(node, Sequence):
        return node._replace(items=tuple(_in_one_line(item) for item in node.items))
    if not isinstance(node, Mapping):
        return node
    return node._replace(entries=tuple(Entry(key, _folded(key, value)) for key, value in node.entries))


def _folded(key: Scalar, value: Node) -> Node:
    if key.text in _LONG and isinstance(value, Scalar) and isinstance(value.value, str):
        line = " ".join(value.text.split())
        return value._replace(text=line, value=line)
    return _in_one_line(value)
