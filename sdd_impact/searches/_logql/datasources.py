"""Which data source a Grafana panel asks: by its type, its name, or the variable of the dashboard that stands for it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from sdd_impact import late
from sdd_impact.notation import Mapping, Node, Scalar, Sequence

if TYPE_CHECKING:
    from collections.abc import Iterator

#: ``loki``, ``lucene``, ``insights`` (CloudWatch) and ``vlogs`` (VictoriaLogs) are asked for lines; ``other`` is something else; "" is not known, or mixed.
Kind = Literal["loki", "lucene", "insights", "vlogs", "other", ""]

_LOKI = late.regex(r"loki", re.IGNORECASE)
_LUCENE = late.regex(r"elasticsearch|opensearch", re.IGNORECASE)
_INSIGHTS = late.regex(r"cloudwatch", re.IGNORECASE)
_VLOGS = late.regex(r"victoria(?:metrics)?-?logs|vlogs", re.IGNORECASE)
_OTHER = late.regex(
    r"prometheus|mimir|thanos|cortex|victoria|tempo|jaeger|zipkin|graphite|influx|mysql|postgres|mssql|clickhouse|testdata"
    r"|stackdriver|azure|pyroscope|parca|alertmanager|__expr__|^-100$|snowflake|bigquery|redshift|athena|datadog|zabbix|dashboard",
    re.IGNORECASE,
)
_VARIABLE = late.regex(r"\$\{?(\w+)|\[\[(\w+)")


def kind_of(name: str) -> Kind:
    """Return what a type or name says."""
    if _LOKI.search(name):
        return "loki"
    if _LUCENE.search(name):
        return "lucene"
    if _INSIGHTS.search(name):
        return "insights"
    if _VLOGS.search(name):
        return "vlogs"
    return "other" if _OTHER.search(name) else ""


def of_node(datasource: Node | None, variables: dict[str, Kind]) -> Kind:
    """Return what a ``datasource`` says: a name, a variable, or a mapping with ``type`` and ``uid``."""
    if isinstance(datasource, Mapping):
        named = (datasource.get(key) for key in ("type", "uid", "name"))
        return next((kind for kind in (of_node(each, variables) for each in named if each is not None) if kind), "")
    if not isinstance(datasource, Scalar) or datasource.value is None:
        return ""
    found = _VARIABLE.match(datasource.text)
    if found:
        known = variables.get(found[1] or found[2])
        if known is not None:
            return known
    return kind_of(datasource.text)


def variables_of(dashboard: Mapping) -> dict[str, Kind]:
    """Return the data sources behind a dashboard's variables and inputs."""
    found: dict[str, Kind] = {}
    for each in _mappings(dashboard.get("__inputs")):
        found[_text(each, "name")] = kind_of(_text(each, "pluginId"))
    templating = dashboard.get("templating")
    for each in _mappings(templating.get("list") if isinstance(templating, Mapping) else None):
        if _text(each, "type") == "datasource":
            found[_text(each, "name")] = kind_of(_text(each, "query"))
    for each in _mappings(dashboard.get("variables")):  # the second schema of dashboards
        spec = each.get("spec")
        if isinstance(spec, Mapping) and _text(each, "kind") == "DatasourceVariable":
            found[_text(spec, "name")] = kind_of(_text(spec, "pluginId"))
    return found


def _mappings(node: Node | None) -> Iterator[Mapping]:
    if isinstance(node, Sequence):
        yield from (each for each in node.items if isinstance(each, Mapping))


def _text(node: Mapping, key: str) -> str:
    value = node.get(key)
    return value.text if isinstance(value, Scalar) else ""
