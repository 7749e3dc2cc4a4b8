"""``sdd-impact searches``: every saved search, with the log statements that feed it."""

from __future__ import annotations

import click

from sdd_impact.commands import Run
from sdd_impact.commands._looking import options, progress
from sdd_impact.commands._options import cache_option, format_option, searches_option
from sdd_impact.commands._output import write
from sdd_impact.history import Repository
from sdd_impact.pipeline import default_revision, search_inventory


@click.command("searches", short_help="List saved searches and the log statements that feed them.")
@click.argument("revision", metavar="[REV]", default="")
@searches_option
@cache_option
@click.option("--dead", is_flag=True, help="Only those that no statement in this code can produce.")
@format_option("text", "json", "markdown", "html", "csv")
@click.pass_obj
def command(run: Run, /, revision: str, searches: tuple[str, ...], cached: bool, dead: bool, formats: tuple[tuple[str, str], ...]) -> int:
    """List every saved search and alert, with the log statements that feed it.

    Looks at REV, else at the working tree (in CI at HEAD). Exits 0 whatever it finds.
    """
    with progress(run) as say, Repository.open(run.directory) as repository:
        wanted = options(run, searches, say, cached=cached)
        found = search_inventory(repository, default_revision(revision), wanted, dead=dead)
        write(run, found, formats)
    return 0
