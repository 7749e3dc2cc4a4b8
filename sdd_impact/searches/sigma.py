"""Sigma: detection rules in YAML, made for any search tool.

``docs/searches/sigma.md`` says what is understood of selections, modifiers and conditions, and where each rule comes from.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from sdd_impact import late
from sdd_impact.model import Reading, Routing, SavedSearch, SearchFormat, Source
from sdd_impact.searches._globs import is_one_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sdd_impact.notation import Node
    from sdd_impact.searches._logql.documents import Document
    from sdd_impact.searches._logql.names import Names

_PATHS = tuple(
    f"**/*{word}*{rest}.{suffix}" for word in ("sigma", "rule", "detection") for rest in ("", "/**/*") for suffix in ("yaml", "yml")
)
_RULE = (late.regex(rb"^title[ \t]*:", re.MULTILINE), late.regex(rb"^(?:logsource|detection)[ \t]*:", re.MULTILINE))
_GLOBAL = late.regex(rb"^action[ \t]*:[ \t]*global", re.MULTILINE)
_DETECTION = late.regex(rb"^detection[ \t]*:", re.MULTILINE)


def _recognises(path: str, head: bytes) -> bool:
    """By the path, then a file of something else is passed over in silence; else by what it begins with."""
    return is_one_of(path, _PATHS) or (path.endswith((".yaml", ".yml")) and _may_hold(head))


def _may_hold(data: bytes) -> bool:
    return all(each.search(data) for each in _RULE) or _GLOBAL.search(data) is not None


def _read(source: Source) -> Reading:
    if not _DETECTION.search(source.data) or not _may_hold(source.data):
        return Reading()
    from sdd_impact.searches._logql.documents import documents
    from sdd_impact.searches._logql.names import Names

    found, unread = documents(source)
    return Reading(tuple(_searches(found, Names())), tuple(unread))


def _searches(documents: list[Document], names: Names) -> Iterator[SavedSearch]:
    from sdd_impact.notation import Mapping

    shared: dict[str, Any] = {}
    for document in documents:
        if not isinstance(document.root, Mapping):
            continue
        own = _plain(document.root)
        if own.get("action") == "global":
            shared = own
            continue
        body = _joined(shared, own)
        if isinstance(body.get("detection"), dict) and isinstance(body.get("logsource", {}), dict):
            yield _search(document, body, names)


def _plain(node: Node) -> Any:
    """A node as dicts, lists, texts, true and false; numbers as they are written."""
    from sdd_impact.notation import Mapping, Sequence

    if isinstance(node, Mapping):
        return {entry.key.text: _plain(entry.value) for entry in node.entries}
    if isinstance(node, Sequence):
        return [_plain(item) for item in node.items]
    return node.value if node.value is None or isinstance(node.value, bool) else node.text


def _joined(shared: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """A rule with what a document ``action: global`` above it says for all."""
    made = {**shared, **own}
    for key in ("detection", "logsource"):
        both = [each[key] for each in (shared, own) if isinstance(each.get(key), dict)]
        if len(both) > 1:
            made[key] = {**both[0], **both[1]}
    return made


def _search(document: Document, body: dict[str, Any], names: Names) -> SavedSearch:
    from sdd_impact.searches._sigma.conditions import detection
    from sdd_impact.searches._trees import all_of

    parsed = detection(body["detection"])
    place = " ".join(
        f"{key}={value}" for key, value in (body.get("logsource") or {}).items() if isinstance(value, str) and key != "definition"
    )
    owner = body.get("owner")
    return SavedSearch(
        name=names.give(str(body.get("title") or "rule")),
        format="sigma",
        location=document.location(document.root),
        text=_text(document),
        query=all_of([*([Routing(place)] if place else []), parsed.query]),
        owner=owner if isinstance(owner, str) else document.owner(document.root),
        alert=True,
        parts=parsed.parts,
    )


def _text(document: Document) -> str:
    """The detection as it stands in the file."""
    node = document.root.get("detection")  # type: ignore[union-attr]  # only mappings come here
    return document.text[node.start : node.end].rstrip() if node is not None else ""


FORMAT = SearchFormat(name="sigma", paths=_PATHS, recognises=_recognises, read=_read)
