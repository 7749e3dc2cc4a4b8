"""``sdd-impact generate``: write or refresh this branch's checklist."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from sdd_impact import documents
from sdd_impact.commands import Run
from sdd_impact.commands._looking import looking
from sdd_impact.commands._options import comparison_options, searches_option
from sdd_impact.pipeline import draft_record


@click.command("generate", short_help="Write or refresh this branch's checklist.")
@comparison_options
@searches_option
@click.option("--exit-code", is_flag=True, help="Exit 1 when the checklist was created or changed.")
@click.option("--summary", metavar="TEXT", default="", help="One sentence that Support would understand.")
@click.pass_obj
def command(run: Run, /, searches: tuple[str, ...], exit_code: bool, summary: str, **chosen: Any) -> int:
    """Write or refresh this branch's checklist, prefilled with the evidence.

    Answers and comments are kept; only rows whose evidence changed are open again. Prints the path that it wrote.
    """
    with looking(run, searches, **chosen) as here:
        record = draft_record(here, summary)
        if record.text is None:
            run.note(f"nothing to write: {record.reason}")
            return 0
        changed = record.text != record.existing
        if changed:
            root = Path(here.repository.work_tree())
            documents.write_text_safely(root / record.path, record.text, root=root, was=record.existing)
    click.echo(record.path)
    run.note(record.reason)
    return 1 if changed and exit_code else 0
