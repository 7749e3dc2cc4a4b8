"""Grafana: queries of Loki in dashboards and alert rules, from files and from what the HTTP API exports.

Panels of other data sources are passed over. Elasticsearch and OpenSearch are read where a panel looks for plain words, and open otherwise.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sdd_impact.model import Opaque, Phrase, Query, Reading, SavedSearch, SearchFormat, Source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sdd_impact.notation import Scalar
    from sdd_impact.searches._logql import Parsed
    from sdd_impact.searches._logql.documents import Document
    from sdd_impact.searches._logql.grafana_nodes import Asked, Rule
    from sdd_impact.searches._logql.names import Names

_PATHS = tuple(
    f"**/*{word}*{rest}.{suffix}"
    for word in ("grafana", "dashboard", "alert", "mixin")
    for rest in ("", "/**/*")
    for suffix in ("json", "yaml", "yml")
)
_NAMED = re.compile(r"grafana|dashboard|alert|mixin", re.IGNORECASE)
_SUFFIXES = (".json", ".yaml", ".yml")
_HEAD = re.compile(rb"\"?(?:panels|schemaVersion|datasource|datasourceUid|grafana_alert|GrafanaDashboard|__inputs)\b\"?\s*[:\n]")
_QUERY = re.compile(rb"\bexpr\b|\bquery\b")
_LINES = re.compile(rb"loki|elasticsearch|opensearch", re.IGNORECASE)
_WORDS = re.compile(r"\"([\w .,:/-]*\w[\w .,:/-]*)\"|([A-Za-z]\w*)")


def _recognises(path: str, head: bytes) -> bool:
    """By the path, then a file of something else is passed over in silence; else by what dashboards and alert rules begin with."""
    return path.endswith(_SUFFIXES) and bool(_NAMED.search(path) or _HEAD.search(head))


def _read(source: Source) -> Reading:
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
            parsed = _parsed(each)
            if parsed is not None:
                yield _of_panel(document, each, parsed, names)
        elif isinstance(each, Rule):
            yield from _of_rule(document, each, names)
        elif depth and _holds_more(each):
            for inner in document.inside(each):
                yield from _searches(inner, names, depth - 1)


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


def _of_rule(document: Document, rule: Rule, names: Names) -> Iterator[SavedSearch]:
    """One search for a rule; where it has several queries of lines, each is one of its parts."""
    from sdd_impact.searches._trees import any_of

    read = [(asked, parsed) for asked in rule.asked if (parsed := _parsed(asked)) is not None]
    if not read:
        return
    distinct = list({parsed.query: (asked, parsed) for asked, parsed in read}.values())
    single = len(distinct) == 1
    yield SavedSearch(
        name=names.give(rule.title or "alert rule"),
        format="grafana",
        location=document.location(rule.node),
        text="\n".join(dict.fromkeys(asked.text.strip() for asked, _ in distinct)),
        query=distinct[0][1].query if single else any_of(parsed.query for _, parsed in distinct),
        owner=document.owner(rule.node) or rule.owner,
        alert=True,
        parts=distinct[0][1].parts if single else tuple(" ".join(asked.text.split()) for asked, _ in distinct),
    )


def _parsed(asked: Asked) -> Parsed | None:
    """What a query asks; None where it asks for no lines of a log."""
    from sdd_impact.searches._logql import Parsed, parse
    from sdd_impact.searches._logql.documents import looks_like_logql

    if not asked.text.strip() or asked.kind == "other":
        return None
    if asked.kind == "lucene":
        return Parsed(_lucene(asked.text.strip()), lines=True) if asked.text.strip() != "*" else None
    parsed = parse(asked.text)
    if parsed.lines:
        return parsed if parsed.counted or asked.kind == "loki" else None
    return parsed if parsed.error and (asked.kind == "loki" or looks_like_logql(asked.text.encode("utf-8", "replace"))) else None


def _lucene(text: str) -> Query:
    found = _WORDS.fullmatch(text)
    if found is None or text in {"AND", "OR", "NOT"}:
        return Opaque(" ".join(text.split()), "a query of Elasticsearch that is more than words")
    return Phrase(found[1] or found[2], False, "term")


FORMAT = SearchFormat(name="grafana", paths=_PATHS, recognises=_recognises, read=_read)
