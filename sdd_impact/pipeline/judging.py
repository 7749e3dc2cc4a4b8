"""From evidence to verdict: read this branch's records, try their answers, judge."""

from __future__ import annotations

from typing import NamedTuple

from sdd_impact import documents
from sdd_impact.analysis.asking import ask, tool_answers
from sdd_impact.analysis.judging import Case, judge
from sdd_impact.model import Asking, Catalogue, Checklist, Findings, Problem, ToolAnswer, Verdict
from sdd_impact.pipeline.investigating import investigate
from sdd_impact.pipeline.signing import sign_offs
from sdd_impact.pipeline.trials import Trials
from sdd_impact.pipeline.visit import Visit


class Judgement(NamedTuple):
    """A verdict with everything that it rests on, as the reports need it. ``expected`` is the record's path."""

    verdict: Verdict
    findings: Findings
    askings: tuple[Asking, ...]
    tool_answers: tuple[ToolAnswer, ...]
    checklists: tuple[Checklist, ...]
    catalogue: Catalogue
    expected: str


def judge_branch(here: Visit) -> Judgement:
    """Return the verdict about the branch."""
    findings = investigate(here)
    catalogue = documents.catalogue()
    askings = ask(findings.impacts, catalogue)
    answers = tool_answers(findings, askings)
    # The tool's own cells are taken from the evidence: what a rule depends on is no matter of editing a file.
    checklists = tuple(documents.with_fresh_cells(each, askings) for each in own_checklists(here, catalogue))
    expected = record_path(here, checklists)
    defects: tuple[Problem, ...] = tuple(
        problem for checklist in checklists for problem in documents.validate(checklist, catalogue)
    )
    case = Case(
        findings=findings,
        askings=askings,
        tool_answers=answers,
        catalogue=catalogue,
        checklists=checklists,
        defects=defects,
        expected=expected,
        trial=Trials(findings).problems,
        signed=sign_offs(here, catalogue),
    )
    return Judgement(judge(case), findings, askings, answers, checklists, catalogue, expected)


def own_checklists(here: Visit, catalogue: Catalogue) -> tuple[Checklist, ...]:
    """Read the records that this branch itself brings; one merged earlier never counts."""
    sources = (here.comparison.head_tree.read(path) for path in here.comparison.own_records)
    return tuple(documents.read_checklist(source, catalogue) for source in sources if source)


def record_path(here: Visit, checklists: tuple[Checklist, ...]) -> str:
    """Return where the branch's record stands, or would be written."""
    mine = [checklist.path for checklist in checklists if checklist.branch == here.comparison.branch]
    if mine:
        return mine[0]
    if len(checklists) == 1:
        return checklists[0].path
    return _free(here, documents.record_path(here.settings.records, here.comparison.branch))


def _free(here: Visit, path: str) -> str:
    """Return a path that no earlier branch of the same name has left its record at."""
    taken = here.comparison.base_tree.read
    stem, dot, suffix = path.rpartition(".")
    number = 1
    candidate = path
    while taken(candidate) is not None:
        number += 1
        candidate = f"{stem}-{number}{dot}{suffix}"
    return candidate
