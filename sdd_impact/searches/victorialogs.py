"""VictoriaLogs: alerting and recording rules of vmalert whose group has the type ``vlogs``, written in LogsQL.

``docs/searches/victorialogs.md`` says what is understood and where each rule comes from.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.model import Opaque, Reading, SavedSearch, SearchFormat, Source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sdd_impact.notation import Mapping
    from sdd_impact.searches._logql.documents import Document
    from sdd_impact.searches._logql.names import Names

_PATHS = tuple(
    f"**/*{word}*{rest}.{suffix}"
    for word in ("vlogs", "victorialogs", "victoria-logs", "vmalert", "vmrule", "rule", "alert")
    for rest in ("", "/**/*")
    for suffix in ("yaml", "yml")
)
#: Under these names every rule is one of VictoriaLogs, also without the type (vmalert's ``-rule.defaultRuleType``).
_OURS = late.regex(r"vlogs|victoria-?logs", re.IGNORECASE)
_TYPE = late.regex(rb"^[ \t-]*[\"']?type[\"']?[ \t]*:[ \t]*[\"']?vlogs\b", re.MULTILINE)
_RULE = late.regex(rb"^[ \t-]*[\"']?expr[\"']?[ \t]*:", re.MULTILINE)


def _recognises(path: str, head: bytes) -> bool:
    """By the path, then a file of something else is passed over in silence; else by the type of a group."""
    return path.endswith((".yaml", ".yml")) and (
        any(word in path.lower() for word in ("vlogs", "victoria", "vmalert", "vmrule", "rule", "alert"))
        or _TYPE.search(head) is not None
    )


def _read(source: Source) -> Reading:
    if not _RULE.search(source.data) or not (_TYPE.search(source.data) or _OURS.search(source.path)):
        return Reading()
    from sdd_impact.searches._logql.documents import documents
    from sdd_impact.searches._logql.names import Names

    found, unread = documents(source)
    names = Names()
    anyway = _OURS.search(source.path) is not None
    return Reading(tuple(search for document in found for search in _searches(document, names, anyway, 1)), tuple(unread))


def _searches(document: Document, names: Names, anyway: bool, depth: int) -> Iterator[SavedSearch]:
    """The rules of every group of a document, and of the documents that stand in it as texts."""
    from sdd_impact.notation import Mapping, Sequence
    from sdd_impact.searches._logql.documents import nodes, text_at

    for node in nodes(document.root):
        if not isinstance(node, Mapping):
            if depth and "expr" in node.text and "\n" in node.text:
                for inner in document.inside(node):
                    yield from _searches(inner, names, anyway, depth - 1)
            continue
        rules = node.get("rules")
        kind = text_at(node, "type")
        if isinstance(rules, Sequence) and (kind == "vlogs" or (anyway and not kind)):
            for rule in rules.items:
                found = _search(document, rule, names) if isinstance(rule, Mapping) else None
                if found is not None:
                    yield found


def _search(document: Document, rule: Mapping, names: Names) -> SavedSearch | None:
    from sdd_impact.searches._logql.documents import text_at
    from sdd_impact.searches._logql.owners import labelled
    from sdd_impact.searches._parts import asks_nothing
    from sdd_impact.searches._vlogs import parse

    text = text_at(rule, "expr")
    name = text_at(rule, "alert") or text_at(rule, "record")
    if not text or not name:
        return None
    parsed = parse(text)
    if asks_nothing(parsed.query) and not isinstance(parsed.query, Opaque):
        return None
    return SavedSearch(
        name=names.give(name, text_at(rule, "labels", "severity")),
        format="victorialogs",
        location=document.location(rule),
        text=text.strip(),
        query=parsed.query,
        owner=document.owner(rule) or labelled(rule),
        alert=bool(text_at(rule, "alert")),
        parts=parsed.parts,
    )


FORMAT = SearchFormat(name="victorialogs", paths=_PATHS, recognises=_recognises, read=_read)
