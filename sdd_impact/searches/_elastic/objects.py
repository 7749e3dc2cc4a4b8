"""Saved objects of Kibana and OpenSearch Dashboards: searches, queries, visualizations, dashboards, rules.

``searchSourceJSON``, ``visState`` and ``panelsJSON`` are texts of JSON in an export, and objects in packages of integrations.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sdd_impact.searches._elastic.found import Asked, Found, asked, owner_of, together
from sdd_impact.searches._elastic.rules import detection, elastalert, monitor, rule, watch
from sdd_impact.searches._elastic.texts import unpacked

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Types of saved objects that look at events.
_LOOKING = frozenset(
    {"search", "visualization", "dashboard", "lens", "map", "canvas-workpad", "augment-vis", "observability-visualization"}
)
_DEEPEST = 30
_MOST_PANELS = 500


def searches(body: dict[str, Any]) -> Iterator[Found] | None:
    """Return the searches of an object; None where it is none that is known, so that one looks inside."""
    kind = body.get("type", body.get("_type"))
    attributes = body.get("attributes", body.get("_source"))
    if isinstance(attributes, dict) and isinstance(kind, str):
        if kind == "doc" and isinstance(attributes.get("type"), str):  # an export of the index .kibana itself
            kind, attributes = attributes["type"], attributes.get(attributes["type"])
        return saved(kind, attributes) if isinstance(attributes, dict) else iter(())
    if isinstance(body.get("rule"), dict) and ("metadata" in body or "rule_id" in body["rule"]):
        return detection(body["rule"])
    if "rule_id" in body and "query" in body:
        return detection(body)
    if isinstance(body.get("params"), dict) and ("rule_type_id" in body or "alertTypeId" in body):
        return rule(body)
    if isinstance(body.get("inputs"), list) and ("triggers" in body or "monitor_type" in body):
        return monitor(body)
    if isinstance(body.get("input"), dict) and ("trigger" in body or "actions" in body):
        return watch(body)
    return elastalert(body) if {"filter", "index", "type"} <= set(body) else None


def saved(kind: str, attributes: dict[str, Any]) -> Iterator[Found]:
    """The searches of one saved object."""
    if kind == "alert":
        yield from rule(attributes)
    elif kind in {"security-rule", "siem-rule"}:
        yield from detection(attributes)
    elif kind == "query":
        read = together([each for each in (asked(attributes.get("query")),) if each], attributes.get("filters"))
        if read is not None:
            yield Found(_title(attributes, kind), read.text, read.parsed, owner_of(attributes))
    elif kind in _LOOKING:
        yield from _looking(kind, attributes, "", 0)


def _title(attributes: dict[str, Any], kind: str) -> str:
    for key in ("title", "name"):
        title = attributes.get(key)
        if isinstance(title, str) and title.strip():
            return title.strip()
    return kind


def _looking(kind: str, attributes: dict[str, Any], around: str, depth: int) -> Iterator[Found]:
    """An object that looks at events, then the panels that stand in it by themselves."""
    title = _title(attributes, kind)
    name = f"{around} / {title}" if around else title
    meta = attributes.get("kibanaSavedObjectMeta")
    source = unpacked(meta.get("searchSourceJSON")) if isinstance(meta, dict) else None
    source = source if isinstance(source, dict) else {}
    state = unpacked(attributes.get("state"))
    state = state if isinstance(state, dict) else {}
    own = [source.get("query"), state.get("query"), attributes.get("query")]
    base = [each for each in map(asked, own) if each]
    listed = [
        each
        for where in (source.get("filter"), state.get("filters"), attributes.get("filters"))
        if isinstance(where, list)
        for each in where
    ]
    inside = [state.get("datasourceStates"), state.get("visualization"), unpacked(attributes.get("visState"))]
    inner = [each for body in inside for each in _inner(body, 0)]
    read = together(base, listed, inner)
    if read is not None:
        yield Found(name, read.text, read.parsed, owner_of(attributes), apart=kind)
    panels = unpacked(attributes.get("panelsJSON", attributes.get("panels")))
    for panel in panels[:_MOST_PANELS] if isinstance(panels, list) and depth == 0 else ():
        yield from _panel(panel, name)


def _panel(panel: Any, around: str) -> Iterator[Found]:
    """A panel that is kept inside of its dashboard."""
    config = panel.get("embeddableConfig") if isinstance(panel, dict) else None
    if not isinstance(config, dict):
        return
    title = panel.get("title") or config.get("title")
    for key in ("attributes", "savedVis"):
        body = config.get(key)
        if isinstance(body, dict):
            if key == "savedVis":
                data = body.get("data")
                body = {
                    **body,
                    "visState": body,
                    "kibanaSavedObjectMeta": {"searchSourceJSON": data.get("searchSource") if isinstance(data, dict) else None},
                }
            named = title if isinstance(title, str) and title.strip() else body.get("title") or "panel"
            yield from _looking(str(panel.get("type") or "panel"), {**body, "title": named}, around, 1)


def _inner(body: Any, depth: int) -> Iterator[Asked]:
    """Every query with its language, however deep it stands: columns, series and filters of a visualization."""
    if depth > _DEEPEST:
        return
    if isinstance(body, list):
        for each in body:
            yield from _inner(each, depth + 1)
    elif isinstance(body, dict):
        if (isinstance(body.get("query"), str) and isinstance(body.get("language"), str)) or isinstance(body.get("esql"), str):
            found = asked(body)
            if found is not None:
                yield found
            return
        for each in body.values():
            if isinstance(each, dict | list):
                yield from _inner(each, depth + 1)
