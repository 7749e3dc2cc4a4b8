"""Annotations for a pull request: GitHub's workflow commands, one a line.

https://docs.github.com/actions/reference/workflow-commands-for-github-actions
"""

from __future__ import annotations

from collections.abc import Iterable

from sdd_impact.model import BranchReport, Findings, Format, Impact, Printable, Problem, Style, Verdict
from sdd_impact.reports._escape import terminal, workflow_data, workflow_property

#: GitHub shows at most ten annotations of each kind for a step; the rest would be lost without a word.
MOST = 10


def render(document: Printable, _style: Style) -> str:
    """Return one workflow command a line, then the verdict as plain text."""
    match document:
        case Findings():
            lines = _impacts(document.impacts)
        case Verdict():
            lines = _verdict(document)
        case BranchReport():
            lines = _verdict(document.verdict)
        case _:
            raise TypeError(type(document).__name__)
    return "".join(f"{line}\n" for line in lines)


def _verdict(document: Verdict) -> list[str]:
    blocking = [problem for problem in document.problems if problem.severity == "block"]
    waiting = {state.id for state in document.questions if state.state in ("open", "stale", "unsigned")}
    impacts = document.findings.impacts if document.findings else ()
    open_impacts = [impact for impact in impacts if waiting.intersection(impact.questions)]
    lines = _capped([_problem(problem) for problem in blocking])
    lines += _impacts(open_impacts)
    if document.verdict == "undetermined":
        lines.append(f"::error title=sdd-impact::{workflow_data(terminal(document.reason))}")
    return [*lines, terminal(document.reason)]


def _problem(problem: Problem) -> str:
    message = f"{problem.message}\nfix: {problem.fix}" if problem.fix else problem.message
    where = problem.location
    return _command("error", where.file, where.line, problem.id, message)


def _impacts(impacts: Iterable[Impact]) -> list[str]:
    shown = [impact for impact in impacts if impact.severity in ("block", "warn")]
    serious = [_impact(impact, "warning") for impact in shown if impact.severity == "block"]
    others = [_impact(impact, "notice") for impact in shown if impact.severity == "warn"]
    return _capped(serious) + _capped(others)


def _impact(impact: Impact, kind: str) -> str:
    where = impact.evidence.location
    # A line of the old version is not in the pull request's new file.
    line = where.line if impact.evidence.side == "after" else 0
    return _command(kind, where.file, line, impact.id, f"{impact.evidence.because}\n{impact.evidence.quote}".rstrip())


def _command(kind: str, file: str, line: int, title: str, message: str) -> str:
    place = f"file={workflow_property(terminal(file))}," + (f"line={line}," if line else "")
    text = "\n".join(terminal(part) for part in message.split("\n"))
    return f"::{kind} {place}title={workflow_property(title)}::{workflow_data(text)}"


def _capped(lines: list[str]) -> list[str]:
    if len(lines) <= MOST:
        return lines
    kind = lines[0].removeprefix("::").partition(" ")[0]
    return [*lines[: MOST - 1], f"::{kind} title=sdd-impact::{len(lines) - MOST + 1} more; run sdd-impact check"]


FORMAT = Format("github", ".txt", (Findings, Verdict, BranchReport), render)
