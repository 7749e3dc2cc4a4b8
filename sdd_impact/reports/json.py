"""JSON, as the contract has it. Within a version fields are only ever added."""

from __future__ import annotations

import json
from typing import Any

from sdd_impact.model import (
    BranchReport,
    Breakages,
    Findings,
    Format,
    HandOver,
    Impact,
    Inventory,
    Printable,
    Problem,
    SearchInventory,
    Signal,
    Style,
    TriedLines,
    Unread,
    Verdict,
)
from sdd_impact.reports import _escape as escape
from sdd_impact.reports._json_searches import broken_search, export, search_state, search_verdict, source
from sdd_impact.reports._json_statements import change, statement
from sdd_impact.reports._json_tried import tried

Json = dict[str, Any]


def render(document: Printable, style: Style) -> str:
    """Return the document as JSON text: ASCII only, so that no byte of a branch can make it invalid."""
    return escape.json(json.dumps(_content(document, style), indent=2, ensure_ascii=True)) + "\n"


def _content(document: Printable, style: Style) -> Json:
    match document:
        case Findings():
            return evidence(document, style)
        case Verdict():
            return verdict(document, style)
        case SearchInventory():
            return {
                "schema": "sdd-impact/searches-v1",
                "tool": _tool(style),
                "revision": document.revision,
                "sources": [source(each) for each in document.code],
                "announced": list(document.announced),
                "searches": [search_state(state, {each.file: each for each in document.exports}) for state in document.searches],
                "not_checked": [unread(each) for each in document.not_checked],
            }
        case Inventory():
            return {
                "schema": "sdd-impact/catalog-v1",
                "tool": _tool(style),
                "revision": document.revision,
                "statements": [statement(each) for each in document.statements],
                "not_checked": [unread(each) for each in document.not_checked],
            }
        case Breakages():
            return {
                "schema": "sdd-impact/backtest-v1",
                "tool": _tool(style),
                "revision": document.revision,
                "replayed": document.replayed,
                "known": document.known,
                "sources": [source(each) for each in document.code],
                "searches": [broken_search(each) for each in document.searches],
                "not_checked": [unread(each) for each in document.not_checked],
            }
        case TriedLines():
            return {**tried(document, _tool(style)), "not_checked": [unread(each) for each in document.not_checked]}
        case BranchReport():
            return verdict(document.verdict, style)
        case HandOver():
            return _hand_over(document, style)


def _tool(style: Style) -> Json:
    return {"name": "sdd-impact", "version": style.version}


def evidence(findings: Findings, style: Style) -> Json:
    """Return the evidence of a branch in the shape of ``schemas/evidence.schema.json``."""
    comparison = findings.comparison
    tool = {**_tool(style), "catalogue": findings.catalogue, "config": findings.settings.digest}
    return {
        "schema": "sdd-impact/evidence-v1",
        "tool": tool,
        "base": {"name": comparison.base.name, "commit": comparison.base.commit, "merge_base": comparison.merge_base},
        "head": {"name": comparison.head.name, "commit": comparison.head.commit or None, "looked_at": comparison.looked_at},
        "branch": comparison.branch,
        "sources": [source(each) for each in findings.code],
        "changes": [change(each) for each in findings.changes],
        "searches": [search_verdict(each) for each in findings.searches],
        "signals": [_signal(each) for each in findings.signals],
        "impacts": [_impact(each) for each in findings.impacts],
        "not_checked": [unread(each) for each in findings.not_checked],
        "announced": list(findings.announced),
        "exports": [export(each, findings.settings.exports_max_age) for each in findings.exports],
        "counts": dict(findings.counts),
    }


def verdict(document: Verdict, style: Style) -> Json:
    """Return a verdict in the shape of ``schemas/verdict.schema.json``."""
    return {
        "schema": "sdd-impact/verdict-v1",
        "tool": _tool(style),
        "verdict": document.verdict,
        "reason": document.reason,
        "checklists": list(document.checklists),
        "problems": [_problem(each) for each in document.problems],
        "questions": [
            {"id": each.id, "severity": each.severity, "state": each.state, "answer": each.answer or None, "note": each.note}
            for each in document.questions
        ],
        "evidence": evidence(document.findings, style) if document.findings else None,
    }


def _problem(problem: Problem) -> Json:
    where = problem.location
    return {
        "id": problem.id,
        "file": where.file,
        "line": where.line,
        "column": where.column,
        "message": problem.message,
        "fix": problem.fix,
        "question": problem.question or None,
        "severity": problem.severity,
    }


def _signal(signal: Signal) -> Json:
    seen = signal.evidence
    return {
        "id": signal.id,
        "file": seen.location.file,
        "line": seen.location.line,
        "quote": seen.quote,
        "because": seen.because,
        "side": seen.side,
        "key": signal.key,
        "symbol": signal.symbol,
        "data": dict(signal.data),
        "refs": list(signal.refs),
    }


def _impact(impact: Impact) -> Json:
    seen = impact.evidence
    return {
        "id": impact.id,
        "fingerprint": impact.fingerprint,
        "side": seen.side,
        "file": seen.location.file,
        "line": seen.location.line,
        "quote": seen.quote,
        "because": seen.because,
        "severity": impact.severity,
        "questions": list(impact.questions),
        "refs": list(impact.refs),
        "subject": impact.subject,
        "was": impact.was or None,
        "now": impact.now or None,
        "data": dict(impact.data),
    }


def unread(each: Unread) -> Json:
    """Return one thing that was not looked at."""
    return {"path": each.path, "reason": each.reason, "line": each.line or None}


def _hand_over(document: HandOver, style: Style) -> Json:
    return {
        "schema": "sdd-impact/hand-over-v1",
        "tool": _tool(style),
        "since": {"name": document.since.name, "commit": document.since.commit},
        "until": {"name": document.until.name, "commit": document.until.commit},
        "records": [
            {
                "path": checklist.path,
                "branch": checklist.branch,
                "summary": checklist.summary,
                "answers": [
                    {
                        "question": answer.question,
                        "answer": answer.answer.value if answer.answer else None,
                        "by_tool": answer.by_tool,
                        "fields": {name: cell.value for name, cell in answer.fields.items()},
                        "rows": [
                            {"evidence": row.evidence or None, **{name: cell.value for name, cell in row.cells.items()}}
                            for row in answer.rows
                        ],
                    }
                    for answer in checklist.answers
                ],
            }
            for checklist in document.checklists
        ],
        "searches": [
            {
                "name": each.search.name,
                "format": each.search.format,
                "file": each.search.location.file,
                "line": each.search.location.line,
                "owner": each.search.owner or None,
                "alert": each.search.alert,
                "change": each.change,
                "was": each.was or None,
                "now": each.now or None,
                "record": each.record or None,
            }
            for each in document.altered
        ],
        "waivers": [
            {
                "path": each.path,
                "question": each.question,
                "evidence": list(each.evidence),
                "about": each.shown or None,
                "by": each.by or None,
                "owner": each.owner or None,
                "expires": each.expires,
                "reason": each.reason,
                "branch": each.branch or None,
            }
            for each in document.waivers
        ],
        "not_checked": [unread(each) for each in document.not_checked],
    }


FORMAT = Format(
    "json", ".json", (Findings, Verdict, SearchInventory, Inventory, BranchReport, HandOver, Breakages, TriedLines), render
)
