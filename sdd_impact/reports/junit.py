"""JUnit's XML, which every CI system shows as tests: a test case for each question, and one for the verdict.

There is no standard; this keeps to the schema of Jenkins' xUnit plug-in (``junit-10.xsd``), which is the narrowest in use.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from sdd_impact.model import BranchReport, Format, Impact, Printable, Problem, QuestionState, Style, Verdict
from sdd_impact.reports._escape import in_xml, lines
from sdd_impact.tuples import NamedTuple

#: States that fail the gate where the question blocks.
OPEN = ("open", "stale", "unsigned")


class Case(NamedTuple):
    """A test case. ``tag`` is ``failure``, ``error`` or ``skipped``, and "" where it passed."""

    name: str
    tag: str = ""
    kind: str = ""
    message: str = ""
    text: str = ""


def render(document: Printable, _style: Style) -> str:
    """Return one test suite as an XML document."""
    match document:
        case BranchReport():
            cases = [*_cases(document.verdict), *_not_asked(document)]
        case Verdict():
            cases = list(_cases(document))
        case _:
            raise TypeError(type(document).__name__)
    return _document(cases)


def _cases(verdict: Verdict) -> Iterator[Case]:
    """The verdict as a whole, then the questions, then the problems that belong to none of them."""
    problems: dict[str, list[Problem]] = defaultdict(list)
    known = {state.id for state in verdict.questions}
    for each in verdict.problems:
        if each.severity == "block":
            problems[each.question if each.question in known else each.id].append(each)
    tag = {"failed": "failure", "undetermined": "error"}.get(verdict.verdict, "")
    yield Case("verdict", tag, verdict.verdict, verdict.reason, verdict.reason)
    impacts = verdict.findings.impacts if verdict.findings else ()
    for state in verdict.questions:
        raised = [impact for impact in impacts if state.id in impact.questions]
        yield _question(state, problems.pop(state.id, []), raised)
    for name, found in problems.items():
        yield _failed(name, found)


def _question(state: QuestionState, problems: list[Problem], raised: list[Impact]) -> Case:
    evidence = "\n".join(
        f"{each.evidence.location.file}:{each.evidence.location.line}: {each.id}: {each.evidence.because}" for each in raised
    )
    if problems:
        return _failed(state.id, problems)
    if state.state == "waived":
        return Case(state.id, "skipped", "waived", f"waived: {state.note}" if state.note else "waived")
    if state.state in OPEN and state.severity == "block":
        return Case(state.id, "failure", state.state, f"{state.state}: sdd-impact explain {state.id}", evidence)
    if state.state in OPEN:
        return Case(state.id, "skipped", state.state, f"{state.state}, and never blocks", evidence)
    return Case(state.id, text=" ".join(part for part in (state.answer, state.note) if part))


def _failed(name: str, problems: list[Problem]) -> Case:
    """All problems of a question in one failure: most readers show the first one only."""
    first = problems[0]
    message = first.message if len(problems) == 1 else f"{first.message} (and {len(problems) - 1} more)"
    return Case(name, "failure", first.id, message, "\n".join(_told(each) for each in problems))


def _told(problem: Problem) -> str:
    where = problem.location
    fix = f"\n  fix: {problem.fix}" if problem.fix else ""
    return f"{where.file}:{where.line}:{where.column}: {problem.id}: {problem.message}{fix}"


def _not_asked(report: BranchReport) -> Iterator[Case]:
    asked = {state.id for state in report.verdict.questions}
    for question in report.catalogue.questions:
        if question.id not in asked:
            yield Case(question.id, "skipped", "not-asked", "not asked: nothing in this branch raises it")


def _document(cases: list[Case]) -> str:
    counts = {name: str(sum(case.tag == tag for case in cases)) for name, tag in (("failures", "failure"), ("errors", "error"))}
    whole = {"name": "sdd-impact", "tests": str(len(cases)), **counts}
    root = ET.Element("testsuites", whole)
    suite = ET.SubElement(root, "testsuite", {**whole, "skipped": str(sum(case.tag == "skipped" for case in cases)), "time": "0"})
    for case in cases:
        element = ET.SubElement(suite, "testcase", {"classname": "sdd-impact", "name": lines(case.name), "time": "0"})
        if case.tag:
            inner = ET.SubElement(element, case.tag, {"type": case.kind, "message": lines(case.message)})
            inner.text = lines(case.text) or None
        elif case.text:
            ET.SubElement(element, "system-out").text = lines(case.text)
    ET.indent(root)
    text = ET.tostring(root, encoding="unicode")
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + in_xml(text) + "\n"


FORMAT = Format("junit", ".xml", (Verdict, BranchReport), render)
