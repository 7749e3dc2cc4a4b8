"""Google Cloud's searches of logs: log-based metrics, alert policies, sinks and exclusions, in Terraform or as gcloud prints them.

``docs/searches/gcp.md`` says what is understood of the Logging query language and where each rule comes from.
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

_WORDS = (b"google_logging_", b"google_monitoring_alert_policy", b"log-export", b"log_export")

_KIND = rb"^kind:[ \t]*[\"']?(?:LoggingLog(?:Metric|Sink|Exclusion)|MonitoringAlertPolicy)\b"
_KEY = rb"^[ \t-]*[\"']?(?:%s)[\"']?[ \t]*:"
_POLICY = rb"(?:conditionMatchedLog|alertStrategy|notificationChannels)"
_METRIC = rb"(?:metricDescriptor|labelExtractors|writerIdentity|loggingQuery)"
_OURS = late.regex(
    _KIND + b"|" + _KEY % (_POLICY + b"|" + _METRIC) + rb"|\"" + _POLICY + rb"\"[ \t]*:|\"" + _METRIC + rb"\"[ \t]*:", re.MULTILINE
)
_SINK = late.regex(
    rb"[\"']?destination[\"']?[ \t]*:[ \t]*[\"']?(?:storage|bigquery|pubsub|logging)\.googleapis\.com/"
    rb"|^kind:[ \t]*[\"']?LoggingLogSink\b",
    re.MULTILINE,
)
_ANY = late.regex(_OURS.pattern + b"|" + _SINK.pattern, re.MULTILINE)
_OF_A_CHART = late.regex(rb"\{\{-|\{\{\s*(?:\.Values|include|range|if|define|template|\$)")


def _recognises(path: str, head: bytes) -> bool:
    if _terraform.is_terraform(path):
        return True
    return path.endswith((".yaml", ".yml", ".json")) and bool(_ANY.search(head)) and not _OF_A_CHART.search(head)


def _companions(source: Source, paths: tuple[str, ...]) -> tuple[str, ...]:
    return _terraform.neighbours(source, paths, _WORDS)


def _read(source: Source, companions: tuple[Source, ...] = ()) -> Reading:
    if _terraform.is_terraform(source.path):
        return _terraform.provided(source, companions, _WORDS, "google_", "_gcp")
    return reading(source, _ANY, _searches)


def _searches(document: Document) -> Iterator[SavedSearch]:
    from sdd_impact.searches._gcp.documents import found

    for each in found(document.root):
        yield SavedSearch(
            name=each.name,
            format="gcp",
            location=document.location(each.line, each.column, each.end),
            text=each.text,
            query=each.parsed.query,
            owner=each.owner,
            alert=each.alert,
            parts=each.parsed.parts,
        )


FORMAT = SearchFormat(
    name="gcp",
    paths=(
        "**/*.tf",
        "**/*.tofu",
        "**/*.tf.json",
        "**/*.tofu.json",
        *(
            f"**/{name}.{suffix}"
            for name in ("*metric*", "*alert*", "*polic*", "*sink*", "monitoring/**/*", "logging/**/*", "*-logging*")
            for suffix in ("yaml", "yml", "json")
        ),
    ),
    recognises=_recognises,
    read=_read,
    companions=_companions,
    read_with=_read,
)
