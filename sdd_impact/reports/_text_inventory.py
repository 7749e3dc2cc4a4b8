"""Inventories as text."""

from __future__ import annotations

from sdd_impact.model import Inventory, SearchInventory, SearchState, Statement, Style
from sdd_impact.reports._escape import terminal
from sdd_impact.reports._paint import Paint

#: How many of the statements that feed a search are listed unless ``-v`` was given.
MOST_FEEDING = 3


def inventory(document: Inventory, paint: Paint) -> list[str]:
    """Return one line for each statement, and their number."""
    lines = [_statement(each, paint) for each in document.statements]
    noun = "log statement" if document.what == "log" else "error message"
    number = len(document.statements)
    return [*lines, f"{number} {noun}{'' if number == 1 else 's'} {_at(document.revision)}"]


def _at(revision: str) -> str:
    return "in the working tree" if revision == "working tree" else f"at {terminal(revision)}"


def _statement(each: Statement, paint: Paint) -> str:
    rank = (
        (each.level or each.logger or "-")
        if each.what == "log"
        else " ".join(str(part) for part in (each.audience, each.status) if part)
    )
    fields = "".join(f" {field.name}=" for field in each.fields)
    key = f"  ({each.translation.key})" if each.translation else ""
    mark = paint("dim", " (test)") if each.test else ""
    return f"{terminal(each.location.file)}:{each.location.line}: {rank}: {terminal(each.shown.message + key + fields)}{mark}"


def searches(document: SearchInventory, paint: Paint, style: Style) -> list[str]:
    """Return every saved search with what feeds it, and how many nothing feeds."""
    lines = [line for state in document.searches for line in _state(state, paint, style)]
    old = document.old_after
    for each in document.exports:
        mark = ": old, export it anew" if old and each.age is not None and each.age > old else ""
        lines += paint.wrap(f"{each}{mark}", "", "  ")
    lines += [line for each in document.code for line in paint.wrap(f"searches are held against the code of {each}", "", "  ")]
    lines += [line for each in document.announced for line in paint.wrap(f"note: {each}", "", "      ")]
    at = _at(document.revision)
    if not (document.known or document.searches):
        return [
            *lines,
            *paint.wrap(f"no saved searches found {at}; name them under `searches:`, or give --searches PATH", "", "  "),
        ]
    if document.dead_only:
        number, known = len(document.searches), document.known or len(document.searches)
        noun = "saved search" if known == 1 else "saved searches"
        return [*lines, f"{known} {noun} {at}, {number} of which no statement in this code can feed"]
    counts = {name: sum(state.state == name for state in document.searches) for name in ("bound", "unbound", "unknown")}
    return [*lines, f"saved searches {at}: {', '.join(f'{number} {name}' for name, number in counts.items() if number)}"]


def _state(each: SearchState, paint: Paint, style: Style) -> list[str]:
    search = each.search
    colour = {"bound": "good", "unbound": "bad", "unknown": "warn"}[each.state]
    owner = f"  owner {terminal(search.owner)}" if search.owner else ""
    lines = [
        f"{paint(colour, each.state)}  {terminal(search.name)}{'  alert' if search.alert else ''}",
        paint("dim", f"    {terminal(search.location.file)}:{search.location.line}{owner}"),
        *paint.wrap(search.text, "    query  ", "           "),
    ]
    if search.paths or (search.origins and style.verbose):
        reads = " ".join(search.origins)
        reads += f", so held against {', '.join(search.paths)} alone" if search.paths else ""
        lines += paint.wrap(reads, "    reads  ", "           ")
    for feeding in each.statements if style.verbose else each.statements[:MOST_FEEDING]:
        where = feeding.statement.location
        lines.append(
            f"    {feeding.match.certainty:7}  {terminal(where.file)}:{where.line}  {terminal(feeding.statement.template.message)}"
        )
    hidden = 0 if style.verbose else len(each.statements) - MOST_FEEDING
    if hidden > 0:
        lines.append(paint("dim", f"    … and {hidden} more statements"))
    if each.state != "bound":
        lines += paint.wrap(each.because, "    ")
    # The reason names the nearest statement where there is one.
    if each.nearest and each.nearest.differs not in each.because:
        where = each.nearest.statement.location
        lines += paint.wrap(f"nearest: {where.file}:{where.line}  {each.nearest.differs}", "    ", "  ")
    return [*lines, ""]
