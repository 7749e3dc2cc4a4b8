"""The gate decides here: is every piece of evidence of this branch answered?

What must be answered comes from the evidence and the policy, never from the checklist: deleting, emptying, copying or renaming
a checklist cannot help.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable

from sdd_impact.analysis.asking import counted, log_changes
from sdd_impact.model import (
    Answer,
    Asking,
    Catalogue,
    Checklist,
    Findings,
    Impact,
    Location,
    Problem,
    QuestionState,
    QuestionStateName,
    Row,
    SignOff,
    ToolAnswer,
    Verdict,
)
from sdd_impact.tuples import NamedTuple

#: Tries one row's answer; returns the problems it found. ``pipeline`` hands it over, so that this room needs no door to ``matching``.
Trial = Callable[[Asking, Impact, Row, Answer], Iterable[Problem]]


def _nobodys(_asking: Asking, _impact: Impact) -> None:
    """Nobody has waived anything."""


class Case(NamedTuple):
    """Everything that a verdict rests on.

    ``checklists`` are the records that this branch itself brings, ``defects`` the problems found in their text. ``signed`` tells whether a row's
    exception has somebody's word, or None where the policy names no signers. ``waiver`` gives the waiver of a piece of evidence, or the problem that
    the one there is has expired. ``expected`` is where a missing checklist would be written.
    """

    findings: Findings
    askings: tuple[Asking, ...]
    tool_answers: tuple[ToolAnswer, ...]
    catalogue: Catalogue
    checklists: tuple[Checklist, ...]
    defects: tuple[Problem, ...]
    expected: str
    trial: Trial
    signed: Callable[[Asking, Impact, Row, Answer], bool | None]
    waiver: Callable[[Asking, Impact], SignOff | Problem | None] = _nobodys


def judge(case: Case) -> Verdict:
    """Return the verdict with every problem and the state of every question that was raised."""
    problems = [*_defects(case), *_differing(case)]
    states = [_judge_question(asking, case, problems) for asking in case.askings]
    problems += _missing(case)
    states += [QuestionState(each.question, "auto", "answered-by-tool", each.answer, each.because) for each in case.tool_answers]
    problems.sort(key=lambda each: (each.location.file, each.location.line, each.location.column, each.id))
    blocking = [problem for problem in problems if problem.severity == "block"]
    return Verdict(
        verdict="failed" if blocking else "passed",
        reason=_failed(blocking) if blocking else _passed(case, states),
        findings=case.findings,
        checklists=tuple(checklist.path for checklist in case.checklists),
        problems=tuple(problems),
        questions=tuple(states),
    )


def needs_checklist(case: Case) -> bool:
    """Whether the policy wants a record of this branch."""
    require = case.findings.settings.require
    if require == "always":
        return True
    if require == "when-evidence" and case.findings.impacts:
        return True
    return any(asking.severity == "block" for asking in case.askings)


def _missing(case: Case) -> Iterable[Problem]:
    if case.checklists or not needs_checklist(case):
        return ()
    open_questions = sum(asking.severity == "block" for asking in case.askings)
    if open_questions:
        message = f"this branch has no checklist, and {counted(open_questions, 'question')} can only be answered by a person"
    else:
        message = f"this branch has no checklist, and the policy wants one (require: {case.findings.settings.require})"
    return (Problem(Location(case.expected), "checklist-missing", message, "sdd-impact generate"),)


def _defects(case: Case) -> Iterable[Problem]:
    """The problems in the records' own text: those of a question count as much as the question does."""
    severities = {asking.question.id: asking.severity for asking in case.askings}
    gone = {id(row) for checklist in case.checklists for row in _gone_rows(checklist, case)}
    places = {
        row.location for checklist in case.checklists for answer in checklist.answers for row in answer.rows if id(row) in gone
    }
    for problem in case.defects:
        if problem.location in places:
            continue
        severity = severities.get(problem.question, "warn") if problem.question else problem.severity
        yield problem._replace(severity=severity)
    for checklist in case.checklists:
        rows = list(_gone_rows(checklist, case))
        if rows:
            yield Problem(
                rows[0].location,
                "evidence-gone",
                f"{counted(len(rows), 'row')} of this record {'is' if len(rows) == 1 else 'are'} about something that the branch no longer does",
                "sdd-impact generate",
                severity="warn",
            )


def _unread_records(case: Case) -> bool:
    """Whether a record could not be read at all: what it answers is not known, and its own problem, which blocks, comes first."""
    told = {problem.location.file for problem in case.defects if problem.severity == "block" and not problem.question}
    return any(checklist.path in told and not checklist.answers for checklist in case.checklists)


def _differing(case: Case) -> Iterable[Problem]:
    """The tool's own answers that stand otherwise in a record: edited by hand, or written before the branch went on."""
    for mine in case.tool_answers:
        for checklist in case.checklists:
            noted = checklist.get(mine.question)
            if not (noted and noted.by_tool and noted.answer) or "tool" in noted.fields or noted.answer.value == mine.answer:
                continue
            message = f"the record has the tool's answer as “{noted.answer.value}”, and it is “{mine.answer}”: {mine.because}"
            yield Problem(noted.answer.location, "tool-answer-differs", message, "sdd-impact generate", severity="warn")


def _gone_rows(checklist: Checklist, case: Case) -> Iterable[Row]:
    known = {impact.fingerprint for impact in case.findings.impacts}
    return (row for answer in checklist.answers for row in answer.rows if row.evidence and row.evidence not in known)


def _judge_question(asking: Asking, case: Case, problems: list[Problem]) -> QuestionState:
    """Add the problems of one question and return where it stands."""
    question = asking.question.id
    answers = [answer for checklist in case.checklists for answer in checklist.answers if answer.question == question]
    rows = {row.evidence: (row, answer) for answer in answers for row in answer.rows if row.evidence}
    written = next((answer.answer.value for answer in answers if answer.answer), "")
    if not answers:
        if case.checklists and not _unread_records(case):
            problems.append(_stale(asking, asking.impacts, case))
        return QuestionState(question, asking.severity, "open" if not case.checklists else "stale", "", "not in the checklist")
    unknown = tuple(impact for impact in asking.impacts if impact.fingerprint not in rows)
    if unknown:
        problems.append(_stale(asking, unknown, case))
    waivers = {impact.fingerprint: case.waiver(asking, impact) for impact in asking.impacts}
    waived = {fingerprint: found for fingerprint, found in waivers.items() if isinstance(found, SignOff)}
    unsigned = _try_rows(asking._replace(impacts=_but(asking.impacts, waived)), rows, case, problems)
    _lift(problems, asking, waived)
    mine = [problem for problem in problems if problem.question == question and problem.severity == asking.severity]
    unsolved = {problem.evidence for problem in mine}
    over = (found for each, found in waivers.items() if isinstance(found, Problem) and unsolved & {each, ""})
    problems += [found._replace(severity=asking.severity) for found in over]
    state: QuestionStateName = "answered"
    if unknown:
        state = "stale"
    elif any(problem.id != "unsigned" for problem in mine):
        state = "open"
    elif unsigned:
        state = "unsigned"
    elif len(waived) == len(waivers):
        return QuestionState(question, asking.severity, "waived", written, _until(waived.values()))
    return QuestionState(question, asking.severity, state, written)


def _but(impacts: tuple[Impact, ...], waived: Container[str]) -> tuple[Impact, ...]:
    return tuple(impact for impact in impacts if impact.fingerprint not in waived)


def _lift(problems: list[Problem], asking: Asking, waived: Container[str]) -> None:
    """Take away what somebody's waiver lets be open: the rows' problems, and the question's own where all of its evidence is waived."""
    lifted = {""} if not _but(asking.impacts, waived) else set()
    problems[:] = [
        problem
        for problem in problems
        if problem.question != asking.question.id
        or problem.id == "checklist-stale"
        or not (problem.evidence in waived or problem.evidence in lifted)
    ]


def _until(waivers: Iterable[SignOff]) -> str:
    """Say who waived until when, the waiver that ends first at the head."""
    found = sorted({(each.expires, each.owner or each.by, each.reason) for each in waivers})
    return "; ".join(f"until {day} by {who}: {reason}" for day, who, reason in found)


def _try_rows(asking: Asking, rows: dict[str, tuple[Row, Answer]], case: Case, problems: list[Problem]) -> bool:
    """Try what can be tried and ask for the sign-offs that are due; return whether one is missing."""
    unsigned = False
    for impact in asking.impacts:
        if impact.fingerprint not in rows:
            continue
        row, answer = rows[impact.fingerprint]
        problems += [problem._replace(severity=impact.severity) for problem in case.trial(asking, impact, row, answer)]
        if case.signed(asking, impact, row, answer) is False:
            unsigned = True
            who = asking.question.sign_off.by if asking.question.sign_off else "Support"
            message = f"“{asking.question.text}”: this answer needs the word of {who}"
            problems.append(
                Problem(
                    row.location, "unsigned", message, "sdd-impact sign", asking.question.id, asking.severity, impact.fingerprint
                )
            )
    return unsigned


def _stale(asking: Asking, impacts: tuple[Impact, ...], case: Case) -> Problem:
    first = impacts[0].evidence
    checklist = case.checklists[0]
    answer = checklist.get(asking.question.id)
    location = answer.location if answer else Location(checklist.path)
    message = f"“{asking.question.text}”: {len(impacts)} new, first {first.location.file}:{first.location.line}"
    return Problem(location, "checklist-stale", message, "sdd-impact generate", asking.question.id, asking.severity)


def _failed(problems: list[Problem]) -> str:
    return f"failed: {counted(len(problems), 'problem')} to solve"


def _passed(case: Case, states: list[QuestionState]) -> str:
    answered = sum(state.state == "answered" and state.severity == "block" for state in states)
    waived = [state for state in states if state.state == "waived" and state.severity == "block"]
    asked = sum(asking.severity == "block" for asking in case.askings)
    counts = dict(case.findings.counts)
    read = (
        f"{counted(counts.get('files', 0), 'file')} read, {counted(len(log_changes(case.findings)), 'log statement')} changed, "
        f"{len(case.askings)} of {counts.get('questions', len(case.catalogue.questions))} questions raised"
    )
    if asked:
        besides = f", {len(waived)} waived {waived[0].note}" if waived else ""
        return f"passed: {answered} of {counted(asked, 'question')} answered{besides} ({read})"
    shown = len(case.askings)
    return f"passed: {'nothing asked' if not shown else f'nothing asked that blocks, {shown} for the report'} ({read})"
