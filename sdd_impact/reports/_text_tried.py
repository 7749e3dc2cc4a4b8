"""What real log lines say about statements and searches, as text."""

from __future__ import annotations

import json

from sdd_impact.model import LineLayout, ProposedLayout, Style, TriedLines, TriedSearch, TriedStatement
from sdd_impact.reports._escape import terminal
from sdd_impact.reports._paint import Paint

#: How many statements are listed unless ``-v`` was given; those that a value contradicts are always.
MOST_STATEMENTS = 20


def tried(document: TriedLines, paint: Paint, style: Style) -> list[str]:
    """Return the statements that printed the lines, then each search with what the lines prove."""
    lines = [paint.heading("Statements that printed the lines")]
    shown = document.statements if style.verbose else document.statements[:MOST_STATEMENTS]
    wrong = [each for each in document.statements if each.wrong and each not in shown]
    lines += [line for each in (*shown, *wrong) for line in _statement(each, paint)]
    hidden = len(document.statements) - len(shown) - len(wrong)
    if hidden > 0:
        lines.append(paint("dim", f"  … and {hidden} more; -v lists them"))
    lines += ["", paint.heading("Saved searches")]
    lines += [line for each in document.searches for line in _search(each, paint)]
    for proposed in document.layouts:
        lines += ["", *_layout(proposed, paint)]
    return [*lines, "", f"{document.known} of {document.read} lines were printed by a known statement"]


def _statement(each: TriedStatement, paint: Paint) -> list[str]:
    where = each.statement.location
    lines = paint.wrap(f"{each.lines:6}  {where.file}:{where.line}  {each.statement.template.message}", "  ", "          ")
    for hole, times in each.wrong:
        said = f"{{{hole.name}}} is no {hole.kind} in {times} of them; say so in the code by its name or type, or expect `unknown`"
        lines += paint.wrap(said, "          ")
    return lines


def _layout(proposed: ProposedLayout, paint: Paint) -> list[str]:
    """Return a layout as it may be copied into the configuration."""
    told = f"it explains {proposed.fits} of {proposed.tried} lines; for sdd-impact.yaml:"
    return [paint.heading("What stands around the messages"), f"  {told}", "  layouts:", f"    - {_entry(proposed.layout)}"]


def _entry(layout: LineLayout) -> str:
    if layout.form == "text":
        return f"pattern: {json.dumps(terminal(layout.pattern), ensure_ascii=False)}"
    if layout.form:
        keys = ", ".join(f"{name}: {json.dumps(terminal(key), ensure_ascii=False)}" for name, key in layout.keys)
        return f"{layout.form}: {{{keys}}}"
    return f"syslog: {json.dumps(terminal(layout.syslog), ensure_ascii=False)}"


def _search(each: TriedSearch, paint: Paint) -> list[str]:
    search = each.state.search
    colour = "bad" if each.says.startswith("contradicted") else "good" if each.matched else "dim"
    lines = [
        f"  {paint(colour, each.state.state)}  {terminal(search.name)}  {terminal(search.location.file)}:{search.location.line}"
    ]
    lines += paint.wrap(each.says, "      ")
    for statement in each.by[:3]:
        lines += paint.wrap(f"{statement.location.file}:{statement.location.line}  {statement.template.message}", "      ", "  ")
    return lines
