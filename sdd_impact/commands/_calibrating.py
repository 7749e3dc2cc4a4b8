"""``init --calibrate``: what would the last merges have been asked?"""

from __future__ import annotations

from collections import Counter

import click

from sdd_impact import documents
from sdd_impact.analysis.asking import ask
from sdd_impact.errors import SddImpactError
from sdd_impact.history import Repository
from sdd_impact.model import Asking
from sdd_impact.pipeline import Options, investigate, visit
from sdd_impact.pipeline.visit import Progress
from sdd_impact.reports import visible


def calibrate(repository: Repository, last: int, say: Progress) -> int:
    """Replay the last commits of the current branch's first-parent line, each against its parent, and print what each would be asked."""
    catalogue = documents.catalogue()
    asked: Counter[str] = Counter()
    replayed = silent = 0
    for commit in repository.commits("HEAD", last):
        if not commit.parents:
            continue
        say(f"replaying {commit.id[:7]} ({replayed + 1} of {last})")
        try:
            with visit(Options(str(repository.root), base=commit.parents[0], head=commit.id)) as here:
                askings = ask(investigate(here).impacts, catalogue)
        except SddImpactError as error:
            click.echo(f"{commit.id[:7]}  not replayed: {error}")
            continue
        replayed += 1
        blocking = [asking for asking in askings if asking.severity == "block"]
        silent += not blocking
        asked.update(asking.question.id for asking in blocking)
        _tell(commit.id, commit.subject, blocking)
    _sum_up(replayed, silent, asked)
    return 0


def _tell(commit: str, subject: str, blocking: list[Asking]) -> None:
    """One line: what would be asked, and the subject, which may be long, behind it."""
    questions = ", ".join(f"{asking.question.id} ({len(asking.impacts)})" for asking in blocking) or "nothing"
    click.echo(f"{commit[:7]}  {questions:25}  {visible(subject)}")


def _sum_up(replayed: int, silent: int, asked: Counter[str]) -> None:
    click.echo(f"\n{replayed} merge{'' if replayed == 1 else 's'} replayed; {silent} would have been asked nothing that blocks")
    for question, number in asked.most_common():
        click.echo(f"  {number:4}  {question}")
