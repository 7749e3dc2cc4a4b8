"""What real log lines say, as JSON, and what they propose, as it is written in the configuration."""

from __future__ import annotations

from typing import Any

from sdd_impact.model import (
    LineLayout,
    Location,
    PlaceholderRule,
    ProposedKind,
    ProposedLayout,
    TriedLines,
    TriedSearch,
    TriedStatement,
    TurnedSearch,
)
from sdd_impact.reports._json_searches import search_state
from sdd_impact.reports._json_statements import short

Json = dict[str, Any]


def entry(layout: LineLayout) -> Json:
    """Return a layout as it is written under `layouts`."""
    found: Json = {"paths": list(layout.paths)} if layout.paths else {}
    if layout.form == "text":
        found["pattern"] = layout.pattern
    elif layout.form:
        found[layout.form] = dict(layout.keys)
    return {**found, "syslog": layout.syslog} if layout.syslog else found


def rule(said: PlaceholderRule) -> Json:
    """Return a rule as it is written under `placeholders`."""
    found: Json = {name: getattr(said, name) for name in ("name", "message") if getattr(said, name)}
    return {**found, **({"paths": list(said.paths)} if said.paths else {}), "kind": said.kind}


def tried(document: TriedLines, tool: Json) -> Json:
    """Return the document in the shape of ``schemas/tried.schema.json``, without what was not checked."""
    return {
        "schema": "sdd-impact/tried-v1",
        "tool": tool,
        "source": document.source,
        "files": [{"file": each.file, "lines": each.lines, "stopped": each.stopped or None} for each in document.files],
        "read": document.read,
        "known": document.known,
        "continued": document.continued,
        "contradictions": len(document.contradicted),
        "statements": [_statement(each) for each in document.statements],
        "searches": [_search(each) for each in document.searches],
        "layouts": [_layout(each) for each in document.layouts],
        "confirmed": [_layout(each) for each in document.confirmed],
        "placeholders": [_kind(each) for each in document.kinds],
        "turned": [_turned(each) for each in document.turned],
        "foreign": [{"shape": each.shape, "count": each.lines, "first": _place(each.first)} for each in document.foreign],
        "foreign_others": document.others,
        "notes": list(document.notes),
    }


def _place(where: Location | None) -> Json | None:
    return {"file": where.file, "line": where.line} if where else None


def _statement(each: TriedStatement) -> Json:
    return {
        **short(each.statement),
        "count": each.lines,
        "also": [_place(where) for where in each.also],
        "contradicted": [{"placeholder": hole.name, "kind": hole.kind, "count": times} for hole, times in each.wrong],
    }


def _search(each: TriedSearch) -> Json:
    return {
        **search_state(each.state),
        "matched": each.matched,
        "held": each.held,
        "first": _place(each.first),
        "by": [short(one) for one in each.by],
        "says": each.says,
        "contradiction": each.contradiction or None,
        "at": _place(each.at),
    }


def _layout(each: ProposedLayout) -> Json:
    return {
        "layout": entry(each.layout),
        "fits": each.fits,
        "tried": each.tried,
        "lines": each.lines,
        "instead": each.instead or None,
        "config": each.config or None,
    }


def _kind(each: ProposedKind) -> Json:
    return {
        "rule": rule(each.rule),
        "was": each.was,
        "values": each.values,
        "wrong": each.wrong,
        "statements": [_place(where) for where in each.places],
        "config": each.config or None,
    }


def _turned(each: TurnedSearch) -> Json:
    return {"before": search_state(each.before), "after": search_state(each.after)}
