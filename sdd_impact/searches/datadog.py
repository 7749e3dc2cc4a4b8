"""Datadog's searches of logs: monitors, metrics, indexes, pipelines and dashboards, in Terraform, as JSON of its API, or as Kubernetes resources.

``docs/searches/datadog.md`` says what is understood of the search language and where each rule comes from.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.model import Reading, SavedSearch, SearchFormat, Source
from sdd_impact.searches import _terraform
from sdd_impact.searches._pieces import Document, reading

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORDS = (b"datadog_", b"logs(")
_MONITOR = late.regex(
    rb'"type"\s*:\s*"(?:log|metric|query|event|event-v2|rum|trace-analytics|slo|process|composite|synthetics|error-tracking) alert"'
    rb'|"type"\s*:\s*"service check"|logs\(\\"'
)
_DASHBOARD = late.regex(
    rb'"data_source"\s*:\s*"logs|"log_query"\s*:|"type"\s*:\s*"log_stream"|"layout_type"\s*:\s*"(?:ordered|free)"'
)
_WIDGETS = late.regex(rb'"widgets"\s*:[\s\S]*"definition"\s*:')
_VIEW = late.regex(rb'"visible_facets"\s*:|"type"\s*:\s*"logs"[\s\S]*"query"\s*:|"query"\s*:[\s\S]*"type"\s*:\s*"logs"')
_LOGS = late.regex(
    rb'"type"\s*:\s*"logs_(?:metrics|saved_view)"|"exclusion_filters"\s*:|"filter"\s*:\s*\{\s*"query"\s*:[\s\S]*"(?:processors|is_enabled)"'
)
_RESOURCE = late.regex(rb"^apiVersion:[ \t]*[\"']?datadoghq\.com/|^kind:[ \t]*[\"']?Datadog(?:Monitor|Dashboard)\b", re.MULTILINE)
_CATALOG = late.regex(rb"^[ \t]+type:[ \t]*[\"']?(?:log|metric|query|event|service) (?:alert|check)\b", re.MULTILINE)
_QUERY = late.regex(rb"^[ \t]+query:", re.MULTILINE)
_OF_A_CHART = late.regex(rb"\{\{-?\s*(?:\.Values|include|range|if|define|template|\$)|\{\{-")
_OURS = late.regex(_RESOURCE.pattern + b"|" + _CATALOG.pattern, re.MULTILINE)


def _recognises(path: str, head: bytes) -> bool:
    if _terraform.is_terraform(path):
        return True
    if path.endswith(".json"):
        return any(each.search(head) for each in (_MONITOR, _DASHBOARD, _WIDGETS, _VIEW, _LOGS))
    if not path.endswith((".yaml", ".yml")) or _OF_A_CHART.search(head):
        return False
    return len(_RESOURCE.findall(head)) > 1 or bool(_CATALOG.search(head) and _QUERY.search(head))


def _companions(source: Source, paths: tuple[str, ...]) -> tuple[str, ...]:
    return _terraform.neighbours(source, paths, _WORDS)


def _read(source: Source, companions: tuple[Source, ...] = ()) -> Reading:
    if _terraform.is_terraform(source.path):
        return _terraform.provided(source, companions, _WORDS, "datadog_", "_datadog")
    return reading(source, _OURS, _searches)


def _searches(document: Document) -> Iterator[SavedSearch]:
    from sdd_impact.searches._datadog.documents import found

    for each in found(document.root):
        yield SavedSearch(
            name=each.name,
            format="datadog",
            location=document.location(each.line, each.column, each.end),
            text=each.search.text,
            query=each.search.parsed.query,
            owner=each.owner,
            alert=each.alert,
            parts=each.search.parsed.parts,
        )


FORMAT = SearchFormat(
    name="datadog",
    paths=(
        "**/*.tf",
        "**/*.tofu",
        "**/*.tf.json",
        "**/*.tofu.json",
        "**/*monitor*.json",
        "**/monitors/**/*.json",
        "**/*dashboard*.json",
        "**/dashboards/**/*.json",
        "**/saved_views/**/*.json",
        "**/*datadog*.json",
        "**/datadog/**/*.json",
        "**/*monitor*.yaml",
        "**/*monitor*.yml",
        "**/*datadog*.yaml",
        "**/*datadog*.yml",
        "**/datadog/**/*.yaml",
        "**/datadog/**/*.yml",
    ),
    recognises=_recognises,
    read=_read,
    companions=_companions,
    read_with=_read,
)
