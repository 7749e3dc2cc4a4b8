"""``sdd-impact fix``: put the proposed queries of broken searches into their files, and answer their rows."""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import Any

import click

from sdd_impact import documents
from sdd_impact.commands import Run
from sdd_impact.commands._looking import looking
from sdd_impact.commands._options import comparison_options, searches_option
from sdd_impact.errors import UsageError
from sdd_impact.model import Source
from sdd_impact.pipeline import Visit, draft_record, fixes
from sdd_impact.pipeline.fixing import Fix
from sdd_impact.reports import visible

QUESTION = "saved-search-recreate"
#: A bound for files whose searches stay broken whatever is written.
_MOST = 500


@click.command("fix", short_help="Put the proposed queries into the files of broken searches.")
@comparison_options
@searches_option
@click.option("--search", "names", metavar="NAME", multiple=True, help="Only this saved search (repeatable).")
@click.option("--both", is_flag=True, help="Match the old line too, until the release is out everywhere.")
@click.option("--yes", is_flag=True, help="Write without asking.")
@click.pass_obj
def command(run: Run, /, searches: tuple[str, ...], names: tuple[str, ...], both: bool, yes: bool, **chosen: Any) -> int:
    """Replace the query of each search that this branch broke by the proposed one, in the search's own file.

    Only what the matcher has proved to match the new line is proposed, nothing else in the file changes, and each change is shown first. The
    row in the branch's checklist is answered. Looks at the working tree. Exits 1 where a search is left broken.
    """
    if chosen.get("head") or chosen.get("staged"):
        raise UsageError("fix changes files of the working tree; --head and --staged look elsewhere", fix="sdd-impact fix")
    chosen["worktree"] = True
    left = tried = 0
    skipped: set[str] = set()
    for _ in range(_MOST):
        with looking(run, searches, **chosen) as here:
            found = next((each for each in fixes(here, both=both, names=names) if _id(each) not in skipped), None)
            if found is None:
                break
            tried += 1
            skipped.add(_id(found))
            done = not found.why_not and _apply(here, found, yes=yes)
        left += not done
        _tell(found, done=done)
    if not tried:
        click.echo(f"no search named {', '.join(names)} is broken" if names else "no saved search is broken")
    return 1 if left else 0


def _id(fix: Fix) -> str:
    return f"{fix.path}\0{fix.verdict.search.name}"


def _tell(fix: Fix, *, done: bool) -> None:
    name = visible(fix.verdict.search.name)
    if done:
        click.echo(f"fixed: {name} in {visible(fix.path)}")
    else:
        click.echo(f"left as it is: {name} in {visible(fix.path)}{': ' + fix.why_not if fix.why_not else ''}")
        if fix.why_not and fix.query:
            click.echo(f"  proposed: {visible(fix.query)}")


def _apply(here: Visit, fix: Fix, *, yes: bool) -> bool:
    """Show the change, and write it where that is wanted."""
    lines = difflib.unified_diff(
        fix.before.splitlines(), fix.after.splitlines(), f"a/{fix.path}", f"b/{fix.path}", lineterm="", n=2
    )
    for line in lines:
        click.echo(visible(line))
    if not (yes or click.confirm("Write this?", default=False)):
        return False
    root = Path(here.repository.work_tree())
    # Answered first: once the search matches again, the branch has no such row any more.
    _answer(here, fix, root)
    documents.write_text_safely(root / fix.path, fix.after, root=root, was=fix.before)
    return True


def _answer(here: Visit, fix: Fix, root: Path) -> None:
    """Answer the rows of this search in the branch's checklist. One is written where there is none: the hand-over tells Support of the change."""
    record = draft_record(here)
    if record.text is None:
        return
    source = Source(record.path, record.text.encode("utf-8", "surrogateescape"))
    checklist = documents.read_checklist(source, documents.catalogue())
    answers = [answer for answer in checklist.answers if answer.question == QUESTION]
    rows = [
        row.evidence
        for answer in answers
        for row in answer.rows
        if row.get("search").partition(" · ")[0] == fix.verdict.search.name
    ]
    if not rows:
        return
    updates = [documents.Update(QUESTION, "answer", "yes")]
    for evidence in rows:
        updates += [
            documents.Update(QUESTION, "new_pattern", fix.query, evidence),
            documents.Update(QUESTION, "done_by", "this branch", evidence),
        ]
    documents.write_text_safely(root / record.path, documents.set_answers(source, updates), root=root, was=record.existing)
