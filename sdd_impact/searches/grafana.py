"""Grafana: queries of Loki in dashboards and alert rules, from files and from what the HTTP API exports.

Queries of CloudWatch Logs are read as Logs Insights; those of Elasticsearch and OpenSearch where they look for plain words, else they are open.
Other data sources are passed over.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.model import Opaque, Query, Reading, SavedSearch, SearchFormat, Source
from sdd_impact.searches import _terraform
from sdd_impact.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sdd_impact.notation import Scalar
    from sdd_impact.searches._logql import Parsed
    from sdd_impact.searches._logql.documents import Document
    from sdd_impact.searches._logql.grafana_nodes import Asked, Rule
    from sdd_impact.searches._logql.names import Names

_PATHS = (
    *(
        f"**/*{word}*{rest}.{suffix}"
        for word in ("grafana", "dashboard", "alert", "mixin")
        for rest in ("", "/**/*")
        for suffix in ("json", "yaml", "yml")
    ),
    "**/*.tf",
    "**/*.tofu",
    "**/*.tf.json",
    "**/*.tofu.json",
)
_WORDS = (b"grafana_rule_group", b"grafana_dashboard")
_WANTED = late.regex(r'locals|"?grafana_(?:rule_group|dashboard)\b')
_NAMED = late.regex(r"grafana|dashboard|alert|mixin", re.IGNORECASE)
_SUFFIXES = (".json", ".yaml", ".yml")
_HEAD = late.regex(rb"\"?(?:panels|schemaVersion|datasource|datasourceUid|grafana_alert|GrafanaDashboard|__inputs)\b\"?\s*[:\n]")
_QUERY = late.regex(rb"\bexpr\b|\bquery\b|\bqueryMode\b")
_LINES = late.regex(
    rb"loki|victoria(?:metrics)?-?logs|vlogs|elasticsearch|opensearch|cloudwatch|\bbucketAggs\b|\bqueryMode\b", re.IGNORECASE
)
#: A variable of a dashboard, and how a query of ES|QL begins.
_VARIABLE = late.regex(r"\$\{?\w|\[\[\w")
_ESQL = late.regex(r"\s*(?:from|ts)\s+[\w*.\"-]+[^|]*\|", re.IGNORECASE)


def _recognises(path: str, head: bytes) -> bool:
    """By the path, then a file of something else is passed over in silence; else by what dashboards and alert rules begin with."""
    return _terraform.is_terraform(path) or (path.endswith(_SUFFIXES) and bool(_NAMED.search(path) or _HEAD.search(head)))


def _companions(source: Source, paths: tuple[str, ...]) -> tuple[str, ...]:
    return _terraform.neighbours(source, paths, _WORDS)


def _read(source: Source, companions: tuple[Source, ...] = ()) -> Reading:
    if _terraform.is_terraform(source.path):
        return _resources(source, companions) if any(word in source.data for word in _WORDS) else Reading()
    from sdd_impact.searches._logql.documents import documents, looks_like_logql
    from sdd_impact.searches._logql.names import Names

    if not _QUERY.search(source.data) or not (_LINES.search(source.data) or looks_like_logql(source.data)):
        return Reading()
    found, unread = documents(source)
    names = Names()
    searches = tuple(search for document in found for search in _searches(document, names, 1))
    ours = _HEAD.search(source.data) and _LINES.search(source.data)
    return Reading(searches, tuple(unread) if ours else ())


def _searches(document: Document, names: Names, depth: int) -> Iterator[SavedSearch]:
    from sdd_impact.searches._logql.grafana_nodes import Asked, Rule, found

    for each in found(document.root):
        if isinstance(each, Asked):
            parsed = _parsed(each.text, each.kind)
            if parsed is not None:
                yield _of_panel(document, each, parsed, names)
        elif isinstance(each, Rule):
            yield from _of_rule(document, each, names)
        elif depth and _holds_more(each):
            for inner in document.inside(each):
                yield from _searches(inner, names, depth - 1)


def _resources(source: Source, companions: tuple[Source, ...]) -> Reading:
    """The alert rules and dashboards in a file of Terraform."""
    from sdd_impact.searches._logql.documents import Document
    from sdd_impact.searches._logql.names import Names
    from sdd_impact.searches._logql.terraform import dashboards, filled, grafana_rules

    terraform = _terraform.Terraform(source, companions, _WANTED)
    names = Names()
    searches = []
    for queries in grafana_rules(terraform):
        read = [(each, parsed) for each in queries if (parsed := _parsed(filled(terraform, each.text), each.kind)) is not None]
        if read:
            first = read[0][0]
            one = _joined([(terraform.written(each.text), parsed) for each, parsed in read])
            searches.append(
                SavedSearch(
                    names.give(first.name, first.apart),
                    "grafana",
                    first.location,
                    one.text,
                    one.query,
                    first.owner,
                    True,
                    parts=one.parts,
                )
            )
    for location, root in dashboards(terraform):
        document = Document(source.path, "", root, at=location.line)
        searches.extend(_searches(document, names, 0))
    searches.sort(key=lambda search: search.location.line)
    return Reading(
        tuple(searches), tuple(each for each in terraform.unread if "grafana_" in each.reason or _terraform.is_whole(each))
    )


def _holds_more(scalar: Scalar) -> bool:
    """Whether a text is likely to be a dashboard or a file of alert rules."""
    begins = scalar.text.lstrip()[:1] == "{"
    return ('"panels"' in scalar.text and begins) or ("groups:" in scalar.text and "model:" in scalar.text)


def _of_panel(document: Document, asked: Asked, parsed: Parsed, names: Names) -> SavedSearch:
    return SavedSearch(
        name=names.give(asked.around.name or "panel", asked.around.row, asked.letter, f"{asked.around.row} {asked.letter}".strip()),
        format="grafana",
        location=document.location(asked.node),
        text=asked.text.strip(),
        query=parsed.query,
        owner=asked.around.owner,
        alert=asked.around.alert,
        parts=parsed.parts,
    )


class _Joined(NamedTuple):
    """The queries of one rule as one search."""

    text: str
    query: Query
    parts: tuple[str, ...]


def _joined(read: list[tuple[str, Parsed]]) -> _Joined:
    """One search for the queries of a rule; where they are several, each is one of its parts."""
    from sdd_impact.searches._trees import any_of

    distinct = list({parsed.query: (text.strip(), parsed) for text, parsed in read}.values())
    text = "\n".join(dict.fromkeys(text for text, _ in distinct))
    if len(distinct) == 1:
        return _Joined(text, distinct[0][1].query, distinct[0][1].parts)
    return _Joined(text, any_of(parsed.query for _, parsed in distinct), tuple(" ".join(text.split()) for text, _ in distinct))


def _of_rule(document: Document, rule: Rule, names: Names) -> Iterator[SavedSearch]:
    read = [(asked.text, parsed) for asked in rule.asked if (parsed := _parsed(asked.text, asked.kind)) is not None]
    if read:
        one = _joined(read)
        yield SavedSearch(
            name=names.give(rule.title or "alert rule"),
            format="grafana",
            location=document.location(rule.node),
            text=one.text,
            query=one.query,
            owner=document.owner(rule.node) or rule.owner,
            alert=True,
            parts=one.parts,
        )


def _parsed(text: str, kind: str) -> Parsed | None:
    """What a query asks; None where it asks for no lines of a log."""
    from sdd_impact.searches._logql import Parsed

    if kind == "insights":
        from sdd_impact.searches._aws import insights

        found = insights.parse(text)
        return Parsed(found.query, found.parts, lines=True)
    if kind == "vlogs":
        from sdd_impact.searches import _vlogs
        from sdd_impact.searches._parts import asks_nothing

        said = _vlogs.parse(text)
        return None if asks_nothing(said.query) else Parsed(said.query, said.parts, lines=True)
    if kind == "lucene":
        return _elastic(text.strip()) if text.strip() != "*" else None
    return _logql(text, kind)


def _logql(text: str, kind: str) -> Parsed | None:
    """What a query of Loki asks; None where it asks for no lines, or is of another data source."""
    from sdd_impact.searches._logql import Parsed, parse
    from sdd_impact.searches._logql.documents import looks_like_logql
    from sdd_impact.searches._logql.variables import is_terraforms

    if not text.strip() or kind in {"other", "lucene", "insights", "vlogs"}:
        return None
    parsed = parse(text)
    if parsed.lines:
        return parsed if parsed.counted or kind == "loki" else None
    if not (kind == "loki" or looks_like_logql(text.encode("utf-8", "replace"))):
        return None
    if is_terraforms(text) and not parsed.error:
        return Parsed(Opaque(" ".join(text.split()), "known only to Terraform"))
    return parsed if parsed.error else None


def _elastic(text: str) -> Parsed:
    """A query of Elasticsearch or OpenSearch: a query string, or ES|QL."""
    from sdd_impact.searches._elastic import esql, lucene
    from sdd_impact.searches._logql import Parsed

    if _VARIABLE.search(text):
        return Parsed(Opaque(" ".join(text.split()), "has a variable of the dashboard"), lines=True)
    found = (esql if _ESQL.match(text) else lucene).parse(text)
    return Parsed(found.query, found.parts, lines=True)


FORMAT = SearchFormat(name="grafana", paths=_PATHS, recognises=_recognises, read=_read, companions=_companions, read_with=_read)
