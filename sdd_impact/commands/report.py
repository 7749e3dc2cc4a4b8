"""``sdd-impact report``: the branch's page for a tech lead, and with ``--since`` the hand-over for Support."""

from __future__ import annotations

from typing import Any

import click

from sdd_impact import documents
from sdd_impact.commands import Run
from sdd_impact.commands._looking import looking
from sdd_impact.commands._options import comparison_options, format_option, searches_option
from sdd_impact.commands._output import write
from sdd_impact.errors import UsageError
from sdd_impact.history import Repository
from sdd_impact.model import BranchReport
from sdd_impact.pipeline import hand_over, judge_branch


@click.command("report", short_help="The branch's report, or with --since the hand-over.")
@comparison_options
@searches_option
@click.option("--since", metavar="REV", default="", help="Print the hand-over for what was merged after REV.")
@click.option("--until", metavar="REV", default="", help="End of the hand-over (default: HEAD).")
@format_option("markdown", "html", "text", "json")
@click.pass_obj
def command(
    run: Run, /, searches: tuple[str, ...], since: str, until: str, formats: tuple[tuple[str, str], ...], **chosen: Any
) -> int:
    """Print one page about this branch: the verdict, what needs a decision, what is answered, what was not checked.

    With --since: the page that Support gets for a release, made of the records that were merged.
    """
    if until and not since:
        raise UsageError("--until needs --since", fix="sdd-impact report --since REV --until REV")
    if since:
        with Repository.open(run.directory) as repository:
            write(run, hand_over(repository, since, until), formats)
        return 0
    with looking(run, searches, **chosen) as here:
        judged = judge_branch(here)
        checklist = judged.checklists[0] if judged.checklists else None
        write(
            run,
            BranchReport(judged.verdict, judged.findings, judged.askings, judged.tool_answers, checklist, documents.catalogue()),
            formats,
        )
    return 0
