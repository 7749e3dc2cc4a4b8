"""What real log lines say about statements and searches, as text: first what they contradict, then what to write into the configuration."""

from __future__ import annotations

import json
from collections.abc import Iterator

from sdd_impact.model import (
    LineLayout,
    Location,
    PlaceholderRule,
    ProposedKind,
    ProposedLayout,
    SearchState,
    Style,
    TriedLines,
    TriedSearch,
    TriedStatement,
)
from sdd_impact.reports._escape import terminal
from sdd_impact.reports._paint import Paint

#: How many statements, shapes of lines and proposals are listed unless ``-v`` was given; what is contradicted is always.
MOST_STATEMENTS, MOST_SHAPES, MOST_PROPOSED = 20, 10, 12
#: Characters of a place that leave room for a message beside it.
LONGEST_PLACE = 48


def tried(document: TriedLines, paint: Paint, style: Style) -> list[str]:
    """Return what the lines contradict, the statements that printed them, each search with what they prove, and what they propose."""
    lines = _contradictions(document, paint)
    lines.append(paint.heading("Statements that printed the lines"))
    shown = document.statements if style.verbose else document.statements[:MOST_STATEMENTS]
    wrong = [each for each in document.statements if each.wrong and each not in shown]
    lines += [line for each in (*shown, *wrong) for line in _statement(each, paint)]
    lines += _hidden(len(document.statements) - len(shown) - len(wrong), paint)
    lines += ["", paint.heading("Saved searches")]
    lines += [line for each in document.searches for line in _search(each, paint)]
    lines += [
        *_confirmed(document, paint),
        *_proposed(document, paint, style),
        *_turned(document, paint),
        *_foreign(document, paint, style),
    ]
    lines += [line for each in document.notes for line in paint.wrap(f"note: {each}", "", "      ")]
    lines += [
        line
        for each in document.files
        if each.stopped
        for line in paint.wrap(f"note: {each.file} was not read to its end: {each.stopped}", "", "      ")
    ]
    number = len(document.contradicted)
    more = f"; {number} saved search{'es are' if number != 1 else ' is'} not as was told" if number else ""
    return [*lines, "", f"{document.known} of {document.read} lines were printed by a known statement{more}"]


def _hidden(number: int, paint: Paint, what: str = "") -> list[str]:
    return [paint("dim", f"  … and {number} more{what}; -v lists them")] if number > 0 else []


def _contradictions(document: TriedLines, paint: Paint) -> list[str]:
    found = document.contradicted
    if not found:
        return []
    lines = [paint("bad", f"The lines contradict what was told of {len(found)} saved search{'' if len(found) == 1 else 'es'}")]
    for each in found:
        lines += paint.wrap(f"{_named(each)}: {each.contradiction}{_seen(each.at)}", "  ", "      ")
    return [*lines, ""]


def _named(each: TriedSearch) -> str:
    return f"{each.state.search.name} ({each.state.search.location.file}:{each.state.search.location.line})"


def _seen(where: Location | None) -> str:
    return f" (see {where.file}:{where.line})" if where else ""


def _statement(each: TriedStatement, paint: Paint) -> list[str]:
    where = each.statement.location
    also = f" (or {len(each.also)} more with the same text)" if each.also else ""
    place = f"{where.file}:{where.line}"
    if len(place) > LONGEST_PLACE:  # a long path in a line of its own
        lines = [f"  {each.lines:6}  {terminal(place)}", *paint.wrap(f"{each.statement.template.message}{also}", "          ")]
    else:
        lines = paint.wrap(f"{each.lines:6}  {place}  {each.statement.template.message}{also}", "  ", "          ")
    for hole, times in each.wrong:
        lines += paint.wrap(f"{{{hole.name}}} is no {hole.kind} in {times} of them", "          ")
    return lines


def _search(each: TriedSearch, paint: Paint) -> list[str]:
    search = each.state.search
    colour = "bad" if each.contradiction else "good" if each.matched else "dim"
    lines = [
        f"  {paint(colour, each.state.state)}  {terminal(search.name)}  {terminal(search.location.file)}:{search.location.line}"
    ]
    count = f"; {each.matched} of {each.held} lines" if each.matched else ""
    first = f", the first is {each.first.file}:{each.first.line}" if each.first else ""
    lines += paint.wrap(each.says + count + first, "      ")
    for statement in each.by[:3]:
        lines += paint.wrap(f"{statement.location.file}:{statement.location.line}  {statement.template.message}", "      ", "  ")
    return lines


def _confirmed(document: TriedLines, paint: Paint) -> list[str]:
    if not document.confirmed:
        return []
    lines = ["", paint.heading("Layouts that are known, and that the lines confirm")]
    for each in document.confirmed:
        where = ", ".join(each.layout.paths) or "all of them"
        lines += paint.wrap(f"{where}: {each.fits} of {each.tried} lines", "  ", "    ")
    return lines


def _proposed(document: TriedLines, paint: Paint, style: Style) -> list[str]:
    """Return what may be copied into the configuration: one block for each file that it belongs into."""
    lines: list[str] = []
    kinds = document.kinds if style.verbose else _chosen(document.kinds)
    for config in dict.fromkeys((*(each.config for each in document.layouts), *(each.config for each in kinds))):
        lines += ["", paint.heading(f"What the lines propose for {terminal(config or 'sdd-impact.yaml')}")]
        lines += _block("layouts", [(_why(each), _entry(each.layout)) for each in document.layouts if each.config == config])
        lines += _block("placeholders", [(_why_kind(each), _rule(each.rule)) for each in kinds if each.config == config])
    return lines + _hidden(len(document.kinds) - len(kinds), paint, " placeholders, of which more can be said")


def _chosen(kinds: tuple[ProposedKind, ...]) -> tuple[ProposedKind, ...]:
    wrong = tuple(each for each in kinds if each.wrong)
    return wrong + tuple(each for each in kinds if not each.wrong)[: max(0, MOST_PROPOSED - len(wrong))]


def _block(key: str, entries: list[tuple[str, str]]) -> Iterator[str]:
    if entries:
        yield f"  {key}:"
    for why, written in entries:
        yield f"    # {terminal(why)}"
        yield f"    - {written}"


def _why(each: ProposedLayout) -> str:
    instead = f"; {each.instead}, and they do not" if each.instead else ""
    return f"it explains {each.fits} of {each.tried} lines{instead}"


def _why_kind(each: ProposedKind) -> str:
    where = f"{each.places[0].file}:{each.places[0].line}" + (f" and {len(each.places) - 1} more" if len(each.places) > 1 else "")
    wrong = (
        f"no {each.was} in {each.wrong} of {each.values} values"
        if each.wrong
        else f"all {each.values} values; {each.was} was assumed"
    )
    return f"{where}: {wrong}"


def _entry(layout: LineLayout) -> str:
    paths = f"paths: {_listed(layout.paths)}, " if layout.paths else ""
    if layout.form == "text":
        said = f"pattern: {_quoted(layout.pattern)}"
    elif layout.form:
        keys = ", ".join(f"{terminal(name)}: {_quoted(key)}" for name, key in layout.keys)
        said = f"{terminal(layout.form)}: {{{keys}}}"
    else:
        said = f"syslog: {_quoted(layout.syslog)}"
    return f"{{{paths}{said}}}" if paths else said


def _rule(rule: PlaceholderRule) -> str:
    parts = [f"{name}: {_quoted(getattr(rule, name))}" for name in ("name", "message") if getattr(rule, name)]
    parts += [f"paths: {_listed(rule.paths)}"] if rule.paths else []
    return f"{{{', '.join((*parts, f'kind: {terminal(rule.kind)}'))}}}"


def _listed(paths: tuple[str, ...]) -> str:
    return f"[{', '.join(map(_quoted, paths))}]"


def _quoted(text: str) -> str:
    return json.dumps(terminal(text), ensure_ascii=False)


def _turned(document: TriedLines, paint: Paint) -> list[str]:
    if not document.turned:
        return []
    number = len(document.turned)
    lines = ["", paint.heading(f"With that, something else is told of {number} saved search{'' if number == 1 else 'es'}")]
    for each in document.turned:
        search, old, new = each.after.search, each.before, each.after
        told = new.state if new.state != old.state else f"{new.state}, otherwise"
        lines.append(
            f"  {terminal(f'{old.state} → {told}')}  {terminal(search.name)}  {terminal(search.location.file)}:{search.location.line}"
        )
        if new.state == old.state:
            lines += [line for change in _otherwise(old, new) for line in paint.wrap(change, "      ", "  ")]
            continue
        lines += paint.wrap(f"before: {old.because}", "      ", "  ")
        lines += paint.wrap(f"after: {new.because}", "      ", "  ")
    return lines


def _otherwise(old: SearchState, new: SearchState) -> list[str]:
    """Say of each statement how it feeds a search now, and how it does then."""
    was, now = ({each.statement.location: each.match.certainty for each in state.statements} for state in (old, new))
    changed = [where for where in dict.fromkeys((*was, *now)) if was.get(where) != now.get(where)]
    told = [f"{where.file}:{where.line}: {was.get(where, 'no')} → {now.get(where, 'no')}" for where in changed[:3]]
    return told + ([f"… and {len(changed) - 3} more statements"] if len(changed) > 3 else [])


def _foreign(document: TriedLines, paint: Paint, style: Style) -> list[str]:
    number = sum(each.lines for each in document.foreign) + document.others
    if not number:
        return []
    lines = ["", paint.heading(f"Lines that no known statement prints ({number})")]
    shown = document.foreign if style.verbose else document.foreign[:MOST_SHAPES]
    for each in shown:
        lines += paint.wrap(f"{each.lines:6}  {each.shape}  ({each.first.file}:{each.first.line})", "  ", "          ")
    lines += _hidden(len(document.foreign) - len(shown), paint, " shapes")
    return [*lines, *([f"  {document.others:6}  of other shapes, each in one or two lines"] if document.others else [])]
