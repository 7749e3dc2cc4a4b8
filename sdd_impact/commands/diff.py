"""``sdd-impact diff``: a ``git diff`` for what Support sees."""

from __future__ import annotations

from typing import Any

import click

from sdd_impact.commands import Run
from sdd_impact.commands._looking import looking
from sdd_impact.commands._options import comparison_options, format_option, searches_option
from sdd_impact.commands._output import write
from sdd_impact.pipeline import investigate


@click.command("diff", short_help="Show what this branch changes that Support would notice.")
@comparison_options
@searches_option
@click.option("--all-searches", is_flag=True, help="List the untouched saved searches too.")
@format_option("text", "json", "markdown", "html", "sarif", "github", "gitlab")
@click.pass_obj
def command(run: Run, /, searches: tuple[str, ...], all_searches: bool, formats: tuple[tuple[str, str], ...], **chosen: Any) -> int:
    """Show what this branch changes that Support would notice.

    Evidence only: it asks nothing, writes nothing and exits 0 whatever it finds.
    """
    with looking(run, searches, **chosen) as here:
        findings = investigate(here, all_searches=all_searches)
        write(run, findings, formats)
    return 0
