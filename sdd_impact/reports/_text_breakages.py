"""Which searches of today the past has broken, as text."""

from __future__ import annotations

from sdd_impact.model import Breakage, Breakages, BrokenSearch
from sdd_impact.reports._escape import terminal
from sdd_impact.reports._paint import Paint


def breakages(document: Breakages, paint: Paint) -> list[str]:
    """Return each search that was broken, with the commits that did it, those that are dead first; then the numbers."""
    dead = document.dead
    alive = tuple(each for each in document.searches if each not in dead)
    lines = [line for each in (*dead, *alive) for line in _search(each, paint, dead=each in dead)]
    return [*lines, _summary(document)]


def _search(each: BrokenSearch, paint: Paint, *, dead: bool) -> list[str]:
    search = each.state.search
    owner = f"  owner {terminal(search.owner)}" if search.owner else ""
    name = f"{terminal(search.name)}{'  alert' if search.alert else ''}"
    state = paint("bad", "dead still") if dead else paint("good", "fed again")
    lines = [f"{state}  {name}", paint("dim", f"    {terminal(search.location.file)}:{search.location.line}{owner}")]
    for breakage in each.breakages:
        lines += _breakage(breakage, paint)
    if dead and each.state.nearest:
        where = each.state.nearest.statement.location
        lines += paint.wrap(f"today: {where.file}:{where.line}  {each.state.nearest.differs}", "    ", "  ")
    return [*lines, ""]


def _breakage(breakage: Breakage, paint: Paint) -> list[str]:
    lines = paint.wrap(f"{breakage.commit[:7]}  {breakage.date[:10]}  {breakage.subject}", "    ", "         ")
    lines += paint.wrap(f"{breakage.verdict.verdict}: {breakage.verdict.because}", "        ")
    for matched in breakage.verdict.statements[:1]:
        if matched.before:
            lines += paint.wrap(f"- {matched.before.template.message}", "        ", "  ")
        if matched.after:
            lines += paint.wrap(f"+ {matched.after.template.message}", "        ", "  ")
    return lines


def _summary(document: Breakages) -> str:
    replayed = f"{document.replayed} {'commit' if document.replayed == 1 else 'commits'} replayed"
    known = f"{document.known} saved {'search' if document.known == 1 else 'searches'}"
    if not document.searches:
        return (
            f"{replayed}: none broke one of {known}"
            if document.known
            else f"no saved searches found at {terminal(document.revision)}"
        )
    return f"{replayed}, {known}: {len(document.searches)} broken by them, {len(document.dead)} dead still"
