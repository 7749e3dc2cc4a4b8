"""``sdd-impact sign``: somebody's word on an answer that is an exception."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from sdd_impact import documents
from sdd_impact.commands import Run
from sdd_impact.commands._looking import looking
from sdd_impact.commands._options import comparison_options, searches_option
from sdd_impact.errors import UsageError
from sdd_impact.model import Answer, Asking, Impact, Row, SignOff
from sdd_impact.pipeline import Judgement, judge_branch
from sdd_impact.pipeline.signing import needs_word
from sdd_impact.reports import visible
from sdd_impact.tuples import NamedTuple


class Exceptional(NamedTuple):
    """A row whose answer needs somebody's word."""

    asking: Asking
    impact: Impact
    row: Row
    answer: Answer


@click.command("sign", short_help="Write a sign-off for an answer that is an exception.")
@comparison_options
@searches_option
@click.option("--question", metavar="ID", default="", help="Only this question (default: all that need a sign-off).")
@click.option("--by", metavar="NAME", default="", help="Who signs; without it a request is written.")
@click.pass_obj
def command(run: Run, /, searches: tuple[str, ...], question: str, by: str, **chosen: Any) -> int:
    """Write a sign-off (with --by) or a request for one, bound to the evidence and to the answer it covers.

    The file goes below sign-off/ in the records folder: a CODEOWNERS line on that folder says who may merge it.
    """
    with looking(run, searches, **chosen) as here:
        judged = judge_branch(here)
        root, records, branch = Path(here.repository.work_tree()), here.settings.records, here.comparison.branch
    found = [each for each in _exceptions(judged) if question in ("", each.asking.question.id)]
    if not found:
        raise UsageError(
            "no answer of this branch needs a sign-off" + (f" under `{question}`" if question else ""), fix="sdd-impact check"
        )
    for each in found:
        path, text = _written(each, records, branch, by)
        documents.write_text_safely(root / path, text, root=root)
        click.echo(path)
    return 0


def _exceptions(judged: Judgement) -> Iterator[Exceptional]:
    for asking in judged.askings:
        impacts = {impact.fingerprint: impact for impact in asking.impacts}
        for checklist in judged.checklists:
            answer = checklist.get(asking.question.id)
            for row in answer.rows if answer else ():
                if answer and row.evidence in impacts and needs_word(asking, row, answer):
                    yield Exceptional(asking, impacts[row.evidence], row, answer)


def _written(each: Exceptional, records: str, branch: str, by: str) -> tuple[str, str]:
    question = each.asking.question
    kind = "sign-off" if by else "request"
    evidence = (each.impact.fingerprint,)
    sign_off = SignOff(
        path=documents.sign_off_path(records, question.id, evidence, kind),
        kind=kind,
        question=question.id,
        evidence=evidence,
        answer=documents.answer_digest(question, each.answer, evidence),
        by=by,
        role=question.sign_off.by if question.sign_off else "",
        on=dt.datetime.now(dt.UTC).date().isoformat() if by else "",
        shown=visible(each.impact.subject)[:200],
        branch=branch,
    )
    return sign_off.path, documents.write_sign_off(sign_off)
