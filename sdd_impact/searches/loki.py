"""Loki: alerting and recording rules of its ruler, in YAML, with LogQL.

Rules are found wherever a mapping has ``alert`` or ``record`` beside ``expr``: in rule files, in the resources of the Loki and Prometheus operators,
in Helm values, and as a text in a ConfigMap. PromQL in such places is passed over. In Terraform the resources ``loki_rule_group_…`` are read.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.model import Reading, SavedSearch, SearchFormat, Source, Unread
from sdd_impact.searches import _terraform

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sdd_impact.notation import Mapping, Scalar
    from sdd_impact.searches._logql.documents import Document
    from sdd_impact.searches._logql.names import Names

_PATHS = (
    "**/*loki*.yaml", "**/*loki*.yml", "**/*loki*/**/*.yaml", "**/*loki*/**/*.yml",
    "**/*loki*/**/*.rule", "**/*loki*/**/*.rules",
    "**/*rule*.yaml", "**/*rule*.yml", "**/*rule*/**/*.yaml", "**/*rule*/**/*.yml",
    "**/*alert*.yaml", "**/*alert*.yml", "**/*alert*/**/*.yaml", "**/*alert*/**/*.yml", "**/*.tf", "**/*.tofu", "**/*.tf.json", "**/*.tofu.json",
)  # fmt: skip
_YAML = (".yaml", ".yml", ".rule", ".rules")
_NAMED = late.regex(r"loki|rule|alert", re.IGNORECASE)
#: A selector of streams, which stands behind no name: ``{app="x"``. Not ``${x}`` and not ``{{ x }}``.
_SELECTOR = late.regex(rb"(?<![\w:$}\]])\{\s*(?:[A-Za-z_]\w*\s*(?:=|!=|!~)|%%\w+%%)")
_RULE = late.regex(rb"\b(?:alert|record|query)\b\"?\s*:")
_WORDS = (b"loki_rule_group_",)
_WANTED = late.regex(r'locals|"?loki_rule_group_(?:alerting|recording)\b')
_KINDS = {"alerting": True, "recording": False}


def _recognises(path: str, head: bytes) -> bool:
    """By the path, then a file of something else is passed over in silence; else by a rule with LogQL."""
    if _terraform.is_terraform(path) or (path.endswith(_YAML) and _NAMED.search(path)):
        return True
    return path.endswith((*_YAML, ".json")) and bool(_RULE.search(head)) and bool(_SELECTOR.search(head))


def _companions(source: Source, paths: tuple[str, ...]) -> tuple[str, ...]:
    return _terraform.neighbours(source, paths, _WORDS)


def _read(source: Source, companions: tuple[Source, ...] = ()) -> Reading:
    if _terraform.is_terraform(source.path):
        return _resources(source, companions) if any(word in source.data for word in _WORDS) else Reading()
    if not _SELECTOR.search(source.data) or not _RULE.search(source.data):
        return Reading()
    from sdd_impact.searches._logql.documents import documents
    from sdd_impact.searches._logql.names import Names

    found, unread = documents(source)
    names = Names()
    searches = tuple(search for document in found for search in _searches(document, names, 1))
    return Reading(searches, _told(unread, source))


def _resources(source: Source, companions: tuple[Source, ...]) -> Reading:
    """The rules in a file of Terraform."""
    from sdd_impact.searches._logql import parse
    from sdd_impact.searches._logql.names import Names
    from sdd_impact.searches._logql.terraform import filled, loki_rules

    terraform = _terraform.Terraform(source, companions, _WANTED)
    names, searches = Names(), []
    for each in loki_rules(terraform):
        parsed = parse(filled(terraform, each.text))
        written = terraform.written(each.text).strip()
        name = names.give(each.name, each.apart)
        searches.append(SavedSearch(name, "loki", each.location, written, parsed.query, each.owner, each.alert, parts=parsed.parts))
    return Reading(tuple(searches), tuple(each for each in terraform.unread if "loki_" in each.reason or _terraform.is_whole(each)))


def _told(unread: list[Unread], source: Source) -> tuple[Unread, ...]:
    """A broken file is told of only where its LogQL says that it is one of ours."""
    from sdd_impact.searches._logql.documents import looks_like_logql

    return tuple(unread) if looks_like_logql(source.data) else ()


def _searches(document: Document, names: Names, depth: int) -> Iterator[SavedSearch]:
    from sdd_impact.notation import Mapping, Sequence
    from sdd_impact.searches._logql.documents import nodes, text_at

    others: set[int] = set()
    for node in nodes(document.root):
        if isinstance(node, Mapping):
            if text_at(node, "type") == "vlogs" and isinstance(rules := node.get("rules"), Sequence):
                others.update(map(id, rules.items))  # rules of VictoriaLogs in the same shape
            found = _search(document, node, names) if id(node) not in others else None
            if found is not None:
                yield found
        elif depth and _holds_rules(node):
            for inner in document.inside(node):
                yield from _searches(inner, names, depth - 1)


def _holds_rules(scalar: Scalar) -> bool:
    return "expr" in scalar.text and "\n" in scalar.text and ("alert:" in scalar.text or "record:" in scalar.text)


def _search(document: Document, rule: Mapping, names: Names) -> SavedSearch | None:
    from sdd_impact.searches._logql import parse
    from sdd_impact.searches._logql.documents import looks_like_logql, text_at
    from sdd_impact.searches._logql.owners import labelled

    text = text_at(rule, "expr") or text_at(rule, "query")
    kind = text_at(rule, "type")
    alert = bool(text_at(rule, "alert")) or _KINDS.get(kind, False)
    name = text_at(rule, "alert") or text_at(rule, "record") or (text_at(rule, "name") if kind in _KINDS else "")
    if not text or not name or text_at(rule, "query_language") == "promql":
        return None
    parsed = parse(text)
    if not (parsed.counted or (parsed.error and looks_like_logql(text.encode("utf-8", "replace")))):
        return None
    return SavedSearch(
        name=names.give(name, text_at(rule, "labels", "severity")),
        format="loki",
        location=document.location(rule),
        text=text.strip(),
        query=parsed.query,
        owner=document.owner(rule) or labelled(rule),
        alert=alert,
        parts=parsed.parts,
    )


FORMAT = SearchFormat(name="loki", paths=_PATHS, recognises=_recognises, read=_read, companions=_companions, read_with=_read)
