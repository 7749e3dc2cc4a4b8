"""From evidence to verdict: read this branch's records, try their answers, judge."""

from __future__ import annotations

from sdd_impact import documents
from sdd_impact.analysis.asking import ask, tool_answers
from sdd_impact.analysis.judging import Case, Trial, judge
from sdd_impact.model import Answer, Asking, Catalogue, Checklist, Findings, Impact, Problem, Row, ToolAnswer, Verdict
from sdd_impact.pipeline.investigating import investigate
from sdd_impact.pipeline.signing import words
from sdd_impact.pipeline.visit import Visit
from sdd_impact.tuples import NamedTuple


class Judgement(NamedTuple):
    """A verdict with everything that it rests on, as the reports need it. ``expected`` is the record's path."""

    verdict: Verdict
    findings: Findings
    askings: tuple[Asking, ...]
    tool_answers: tuple[ToolAnswer, ...]
    checklists: tuple[Checklist, ...]
    expected: str


def judge_branch(here: Visit) -> Judgement:
    """Return the verdict about the branch."""
    findings = investigate(here)
    # A branch that asks nothing and brings no record is judged without reading the questions.
    asked = findings.impacts or here.comparison.own_records
    catalogue = documents.catalogue() if asked else Catalogue(findings.catalogue, ())
    askings = ask(findings.impacts, catalogue)
    answers = tool_answers(findings, askings)
    # The tool's own cells are taken from the evidence: what a rule depends on is no matter of editing a file.
    checklists = tuple(documents.with_fresh_cells(each, askings) for each in own_checklists(here, catalogue))
    expected = record_path(here, checklists)
    defects: tuple[Problem, ...] = tuple(
        problem for checklist in checklists for problem in documents.validate(checklist, catalogue)
    )
    said = words(here, catalogue)
    case = Case(
        findings=findings,
        askings=askings,
        tool_answers=answers,
        catalogue=catalogue,
        checklists=checklists,
        defects=(*defects, *said.broken),
        expected=expected,
        trial=_trial(findings, here) if asked else _untried,
        signed=said.signed,
        waiver=said.waived,
    )
    return Judgement(_excused(_linked(judge(case), here, expected), here), findings, askings, answers, checklists, expected)


def _linked(verdict: Verdict, here: Visit, expected: str) -> Verdict:
    """Return the verdict; a checklist that is missing because a symbolic link stands in its place is told to be one."""
    if not any(each.id == "checklist-missing" for each in verdict.problems):
        return verdict
    links = here.repository.links(here.comparison.head_tree, here.settings.records)
    # A link elsewhere in the folder may be another branch's; those of this one are named like its record, or new.
    new = {each.path for each in here.comparison.not_checked}
    mine = next((each for each in links if each in new or expected == each or expected.startswith(f"{each}/")), None)
    if mine is None:
        return verdict
    fix = f"replace the link by what it points to: git rm --cached {mine}, then add the {'folder' if expected.startswith(f'{mine}/') else 'file'} itself"
    told = (
        each._replace(message=f"{mine} is a symbolic link, which is not followed, so {each.message}", fix=fix)
        if each.id == "checklist-missing"
        else each
        for each in verdict.problems
    )
    return verdict._replace(problems=tuple(told))


def _excused(verdict: Verdict, here: Visit) -> Verdict:
    """Return the verdict, or, where it is no and a rule of the policy exempts the branch, that it is exempt and why."""
    if verdict.verdict != "failed" or not here.settings.exempt:
        return verdict
    from sdd_impact.pipeline.exempting import exemption  # late: few branches fail, and few policies exempt

    reason = exemption(here)
    return verdict._replace(verdict="exempt", reason=f"exempt: {reason}", problems=()) if reason else verdict


def _trial(findings: Findings, here: Visit) -> Trial:
    from sdd_impact.pipeline.observing import reaching  # late, both: they need the matching of patterns
    from sdd_impact.pipeline.trials import Trials

    return Trials(findings, here.options.searches, here.code, lambda search: reaching(here, search)).problems


def _untried(_asking: Asking, _impact: Impact, _row: Row, _answer: Answer) -> tuple[Problem, ...]:
    return ()


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
