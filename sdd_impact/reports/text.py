"""Text for people: first what needs a decision, then the evidence, then what was not checked."""

from __future__ import annotations

from collections.abc import Iterable

from sdd_impact.model import (
    BranchReport,
    Breakages,
    Findings,
    Format,
    HandOver,
    Inventory,
    Printable,
    SearchInventory,
    Style,
    TriedLines,
    Unread,
    Verdict,
)
from sdd_impact.reports._escape import terminal
from sdd_impact.reports._paint import Paint
from sdd_impact.reports._text_evidence import evidence

#: How many of the files that were not read are listed one by one.
MOST_UNREAD = 8


def render(document: Printable, style: Style) -> str:
    """Return the document as text, at most ``style.width`` columns where no path or message is longer. What a document needs is imported for it."""
    paint = Paint(style)
    match document:
        case Findings():
            lines = [terminal(document.comparison.label), *_announced(document, paint), *evidence(document, paint, style)]
            lines += not_checked(document.not_checked, paint, style)
            lines += ["", summary(document)]
        case Verdict():
            lines = _verdict(document, paint, style)
        case BranchReport():
            lines = [*_verdict(document.verdict, paint, style, whole=True), *evidence(document.findings, paint, style)]
        case SearchInventory():
            from sdd_impact.reports._text_inventory import searches

            lines = searches(document, paint, style) + not_checked(document.not_checked, paint, style)
        case Inventory():
            from sdd_impact.reports._text_inventory import inventory

            lines = inventory(document, paint) + not_checked(document.not_checked, paint, style)
        case Breakages():
            from sdd_impact.reports._text_breakages import breakages

            lines = breakages(document, paint) + not_checked(document.not_checked, paint, style)
        case TriedLines():
            from sdd_impact.reports._text_tried import tried

            lines = tried(document, paint, style) + not_checked(document.not_checked, paint, style)
        case HandOver():
            from sdd_impact.reports._text_hand_over import hand_over

            lines = hand_over(document, paint)
        case _:
            raise TypeError(type(document).__name__)
    return "\n".join(lines) + "\n"


def _announced(findings: Findings, paint: Paint) -> list[str]:
    return [line for text in findings.announced for line in paint.wrap(f"note: {text}", "", "      ")]


def summary(findings: Findings) -> str:
    """Return what was found in one line."""
    logs = sum(change.statement.what == "log" and not change.statement.test for change in findings.changes)
    errors = sum(change.statement.what == "error" and not change.statement.test for change in findings.changes)
    asked = {question for impact in findings.impacts if impact.severity == "block" for question in impact.questions}
    parts = [_counted(logs, "log statement"), f"{_counted(errors, 'error message')} changed"]
    hurt = sum(each.verdict not in ("still-matches", "unbound") for each in findings.searches)
    if findings.searches:
        parts.append(f"{_counted(hurt, 'saved search', 'saved searches')} affected")
    parts.append(f"{_counted(len(asked), 'question')} to answer" if asked else "nothing to answer")
    return ", ".join(parts)


def _counted(number: int, noun: str, plural: str = "") -> str:
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


def _verdict(document: Verdict, paint: Paint, style: Style, *, whole: bool = False) -> list[str]:
    """Say what the gate says, and why; ``whole`` where all of the evidence is going to stand below."""
    colour = {"passed": "good", "exempt": "good", "failed": "bad", "undetermined": "warn"}[document.verdict]
    lines = []
    if document.findings:
        lines += [terminal(document.findings.comparison.label), *_announced(document.findings, paint)]
    blocking = [problem for problem in document.problems if problem.severity == "block"]
    for problem in document.problems if style.verbose else blocking:
        where = problem.location
        place = f"{terminal(where.file)}:{where.line}:{where.column}"
        lines.append(f"{place}: {paint('bad' if problem.severity == 'block' else 'warn', problem.id)}: {terminal(problem.message)}")
        if problem.fix:
            lines.append(f"  fix: {terminal(problem.fix)}")
    if document.findings and blocking and not whole:
        lines += _why(document, paint)
    others = len(document.problems) - len(blocking)
    if others and not style.verbose:
        lines.append(
            paint(
                "dim",
                f"{_counted(others, 'note')} that {'blocks' if others == 1 else 'block'} nothing; -v shows {'it' if others == 1 else 'them'}",
            )
        )
    lines.append(paint(colour, terminal(document.reason)))
    return lines


def _why(document: Verdict, paint: Paint) -> list[str]:
    """The evidence behind the questions that are open, so that a person knows what the gate is about."""
    waiting = {state.id for state in document.questions if state.state in ("open", "stale", "unsigned")}
    impacts = document.findings.impacts if document.findings else ()
    shown = [each for each in impacts if each.severity == "block" and waiting.intersection(each.questions)]
    if not shown:
        return []
    lines = ["", paint.heading("What it is about")]
    for impact in shown:
        where = impact.evidence.location
        lines.append(f"  {paint('warn', impact.id)}  {terminal(where.file)}:{where.line}")
        lines += paint.wrap(impact.evidence.because, "      ")
    return [*lines, ""]


def not_checked(unread: Iterable[Unread], paint: Paint, style: Style) -> list[str]:
    """Return the list of what was not looked at, shortened unless ``-v`` was given."""
    known = list(unread)
    if not known:
        return []
    shown = known if style.verbose else known[:MOST_UNREAD]
    lines = ["", paint.heading(f"Not checked ({len(known)})")]
    for each in shown:
        place = terminal(each.path) + (f":{each.line}" if each.line else "")
        lines += paint.wrap(f"{place}  {each.reason}", "  ", "    ")
    if len(shown) < len(known):
        lines.append(paint("dim", f"  … and {len(known) - len(shown)} more; -v lists them"))
    return lines


FORMAT = Format(
    "text", ".txt", (Findings, Verdict, BranchReport, SearchInventory, Inventory, HandOver, Breakages, TriedLines), render
)
