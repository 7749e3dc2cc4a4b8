"""Sumo Logic's searches of logs: monitors, scheduled views and field extractions in Terraform, and what its library exports as JSON.

``docs/searches/sumologic.md`` says what is understood of the search language and where each rule comes from.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.model import Reading, SavedSearch, SearchFormat, Source
from sdd_impact.searches import _terraform
from sdd_impact.searches._parts import asks_nothing
from sdd_impact.searches._pieces import Document, reading

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORDS = (b"sumologic_", b"monitor_queries")
_OURS = late.regex(
    rb'"type"\s*:\s*"(?:\w+SyncDefinition|MonitorsLibrary\w+|SumoSearchPanel|DashboardV2\w*|ReportPanel)"|"(?:searchQuery|queryText|rowId)"\s*:'
)


def _recognises(path: str, head: bytes) -> bool:
    return _terraform.is_terraform(path) or (path.endswith(".json") and bool(_OURS.search(head)))


def _companions(source: Source, paths: tuple[str, ...]) -> tuple[str, ...]:
    return _terraform.neighbours(source, paths, _WORDS)


def _read(source: Source, companions: tuple[Source, ...] = ()) -> Reading:
    if _terraform.is_terraform(source.path):
        return _terraform.provided(source, companions, _WORDS, "sumologic_", "_sumo")
    return reading(source, _OURS, _searches)


def _searches(document: Document) -> Iterator[SavedSearch]:
    from sdd_impact.searches._logql.names import Names
    from sdd_impact.searches._sumo.documents import found
    from sdd_impact.searches._sumo.query import parse

    names = Names()
    for each in found(document.root):
        parsed = parse(each.node.text)
        if each.node.text.strip() and not asks_nothing(parsed.query):
            yield SavedSearch(
                name=names.give(each.name or document.path.rpartition("/")[2].rpartition(".")[0]),
                format="sumologic",
                location=document.location(each.node.line, each.node.column, each.node.end),
                text=each.node.text.strip(),
                query=parsed.query,
                alert=each.alert,
                parts=parsed.parts,
            )


FORMAT = SearchFormat(
    name="sumologic",
    paths=(
        "**/*.tf",
        "**/*.tofu",
        "**/*.tf.json",
        "**/*.tofu.json",
        "**/*sumo*.json",
        "**/*sumo*/**/*.json",
        "**/*monitor*.json",
        "**/*dashboard*.json",
        "**/dashboards/**/*.json",
    ),
    recognises=_recognises,
    read=_read,
    companions=_companions,
    read_with=_read,
)
