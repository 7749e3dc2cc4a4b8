"""Datadog's searches of logs: monitors, metrics, indexes, pipelines and dashboards, in Terraform, as JSON of its API, or as Kubernetes resources.

``docs/searches/datadog.md`` says what is understood of the search language and where each rule comes from.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from sdd_impact.errors import NotationError
from sdd_impact.model import Location, Reading, SavedSearch, SearchFormat, Source, Unread
from sdd_impact.searches import _terraform

if TYPE_CHECKING:
    from sdd_impact.notation import Node
    from sdd_impact.searches._datadog.documents import Found

_WORDS = (b"datadog_", b"logs(")
_MONITOR = re.compile(
    rb'"type"\s*:\s*"(?:log|metric|query|event|event-v2|rum|trace-analytics|slo|process|composite|synthetics|error-tracking) alert"'
    rb'|"type"\s*:\s*"service check"|logs\(\\"'
)
_DASHBOARD = re.compile(
    rb'"data_source"\s*:\s*"logs|"log_query"\s*:|"type"\s*:\s*"log_stream"|"layout_type"\s*:\s*"(?:ordered|free)"'
)
_WIDGETS = re.compile(rb'"widgets"\s*:[\s\S]*"definition"\s*:')
_VIEW = re.compile(rb'"visible_facets"\s*:|"type"\s*:\s*"logs"[\s\S]*"query"\s*:|"query"\s*:[\s\S]*"type"\s*:\s*"logs"')
_LOGS = re.compile(
    rb'"type"\s*:\s*"logs_(?:metrics|saved_view)"|"exclusion_filters"\s*:|"filter"\s*:\s*\{\s*"query"\s*:[\s\S]*"(?:processors|is_enabled)"'
)
_RESOURCE = re.compile(rb"^apiVersion:[ \t]*[\"']?datadoghq\.com/|^kind:[ \t]*[\"']?Datadog(?:Monitor|Dashboard)\b", re.MULTILINE)
_CATALOG = re.compile(rb"^[ \t]+type:[ \t]*[\"']?(?:log|metric|query|event|service) (?:alert|check)\b", re.MULTILINE)
_QUERY = re.compile(rb"^[ \t]+query:", re.MULTILINE)
_OF_A_CHART = re.compile(rb"\{\{-?\s*(?:\.Values|include|range|if|define|template|\$)|\{\{-")
_SEPARATOR = re.compile(r"^---(?:[ \t].*)?$", re.MULTILINE)


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
    if source.path.endswith((".json", ".yaml", ".yml")):
        return _document(source)
    if not any(word in source.data for word in _WORDS):
        return Reading()
    from sdd_impact.searches._datadog import resources

    terraform = _terraform.Terraform(source, companions, resources.WANTED)
    broken = tuple(each for each in terraform.unread if "datadog_" in each.reason)
    return Reading(tuple(resources.searches(terraform)), broken)


def _document(source: Source) -> Reading:
    """JSON as the API gives it, or YAML with one or several Kubernetes resources. A broken one does not take the others with it."""
    from sdd_impact.notation import decode

    try:
        text, path = decode(source)
    except NotationError as error:
        return Reading(unread=(Unread(source.path, error.message, error.line),))
    searches: list[SavedSearch] = []
    unread: list[Unread] = []
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    for number, piece in _pieces(text, path):
        try:
            searches.extend(_searches(piece, path, number, starts))
        except NotationError as error:
            unread.append(Unread(path, error.message, error.line + number))
    return Reading(tuple(searches), tuple(unread))


def _pieces(text: str, path: str) -> list[tuple[int, str]]:
    """The documents of a file, each with the number of lines before it."""
    if path.endswith(".json"):
        return [(0, text)]
    found: list[tuple[int, str]] = []
    at = 0
    for match in [*_SEPARATOR.finditer(text), None]:
        piece = text[at : match.start()] if match else text[at:]
        data = piece.encode("utf-8", "replace")
        if _RESOURCE.search(data) or _CATALOG.search(data):
            found.append((text.count("\n", 0, at), piece))
        at = match.end() if match else at
    return found


def _searches(text: str, path: str, lines: int, starts: list[int]) -> list[SavedSearch]:
    from sdd_impact.notation import load_json, load_yaml
    from sdd_impact.searches._datadog import documents

    root: Node = load_json(text, path) if path.endswith(".json") else load_yaml(text, path)
    return [_saved(each, path, lines, starts) for each in documents.found(root)]


def _saved(found: Found, path: str, lines: int, starts: list[int]) -> SavedSearch:
    line = found.line + lines
    end = bisect_right(starts, max(found.end - 1, 0) + starts[lines])
    return SavedSearch(
        name=found.name,
        format="datadog",
        location=Location(path, line, found.column, max(line, end)),
        text=found.search.text,
        query=found.search.parsed.query,
        owner=found.owner,
        alert=found.alert,
        parts=found.search.parsed.parts,
    )


FORMAT = SearchFormat(
    name="datadog",
    paths=(
        "**/*.tf",
        "**/*.tofu",
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
