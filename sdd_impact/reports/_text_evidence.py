"""The evidence of a branch as text: a ``git diff`` for what Support sees."""

from __future__ import annotations

from collections.abc import Iterable

from sdd_impact.model import Change, Findings, Impact, SearchVerdict, Signal, Statement, Style
from sdd_impact.reports._escape import terminal
from sdd_impact.reports._paint import Paint

_MARK = {"added": ("+", "new"), "removed": ("-", "gone"), "modified": ("~", "warn")}


def evidence(findings: Findings, paint: Paint, style: Style) -> list[str]:
    """Return the sections of the evidence; a section without content is left out."""
    shown = [change for change in findings.changes if style.verbose or not change.statement.test]
    logs = [change for change in shown if change.statement.what == "log"]
    errors = [change for change in shown if change.statement.what == "error"]
    lines = _section("Log statements", [line for change in logs for line in _change(change, paint)], paint)
    lines += _section("Error messages", [line for change in errors for line in _change(change, paint)], paint)
    lines += _section("Saved searches", [line for each in findings.searches for line in _search(each, paint, style)], paint)
    lines += _section("Also seen", [line for signal in findings.signals for line in _signal(signal)], paint)
    lines += _section("What Support would notice", _impacts(findings.impacts, paint), paint)
    return lines


def _section(title: str, content: list[str], paint: Paint) -> list[str]:
    return ["", paint.heading(title), *content] if content else []


def _change(change: Change, paint: Paint) -> list[str]:
    mark, colour = _MARK[change.kind]
    statement = change.statement
    words = [paint(colour, mark), _title(change), f"{terminal(statement.location.file)}:{statement.location.line}"]
    if statement.symbol:
        words.append(paint("dim", terminal(statement.symbol)))
    lines = ["  " + "  ".join(words)]
    if change.before:
        lines.append("      " + paint("gone", f"- {_text(change.before)}"))
    if change.remains:
        lines.append(paint("dim", f"      an equal one remains in line {change.remains.line}"))
    if change.after:
        lines.append("      " + paint("new", f"+ {_text(change.after)}"))
    return lines


def _title(change: Change) -> str:
    """Level (or audience and status) with what it was before, where that changed."""
    sides = [_rank(side) for side in (change.before, change.after) if side]
    title = " → ".join(dict.fromkeys(sides))
    return f"{title} (test)" if change.statement.test else title


def _rank(statement: Statement) -> str:
    if statement.what == "log":
        return statement.level or statement.logger or "log"
    return " ".join(str(part) for part in (statement.audience, statement.status, terminal(statement.code)) if part)


def _text(statement: Statement) -> str:
    fields = " ".join(f"{field.name}=" for field in statement.fields)
    key = f"  ({statement.translation.key})" if statement.translation else ""
    return terminal(statement.shown.message + key + (f"  [{fields}]" if fields else ""))


_ALARMING = frozenset({"broken", "likely-broken", "search-removed"})


def _search(each: SearchVerdict, paint: Paint, style: Style) -> list[str]:
    search = each.search
    colour = "bad" if each.verdict in _ALARMING else "good" if each.verdict == "still-matches" else "warn"
    owner = f"  owner {terminal(search.owner)}" if search.owner else ""
    kind = "  alert" if search.alert else ""
    lines = [
        f"  {paint(colour, each.verdict)}  {terminal(search.name)}{kind}",
        paint("dim", f"      {terminal(search.location.file)}:{search.location.line}{owner}"),
    ]
    if each.verdict != "still-matches":
        lines += paint.wrap(each.because, "      ")
        lines += _witness(each, paint)
    # What is well needs no caveat before somebody asks for it.
    for text in each.assuming if style.verbose or each.verdict != "still-matches" else ():
        lines += paint.wrap(f"assuming {text}", "      ", "  ")
    if each.proposal:
        lines.append(f"      {'new pattern':12}{paint('new', terminal(each.proposal.query))}")
        if each.proposal.both and each.proposal.both != each.proposal.query:
            lines.append(f"      {'old and new':12}{terminal(each.proposal.both)}")
    return lines


def _witness(each: SearchVerdict, paint: Paint) -> Iterable[str]:
    for matched in each.statements:
        before, after = matched.match_before, matched.match_after
        if before and before.witness:
            yield f"      {'before':12}{paint('gone', terminal(before.witness))}"
        if after and after.witness:
            yield f"      {'after':12}{paint('new', terminal(after.witness))}"
        return


def _signal(signal: Signal) -> list[str]:
    where = signal.evidence.location
    return [f"  {signal.id}  {terminal(where.file)}:{where.line}  {terminal(signal.key or signal.evidence.quote)}"]


def _impacts(impacts: Iterable[Impact], paint: Paint) -> list[str]:
    lines = []
    for impact in impacts:
        if impact.severity == "auto":
            continue
        where = impact.evidence.location
        colour = "bad" if impact.severity == "block" else "dim"
        lines.append(f"  {paint(colour, impact.id)}  {terminal(where.file)}:{where.line}  asks {', '.join(impact.questions)}")
        lines += paint.wrap(impact.evidence.because, "      ")
    return lines
