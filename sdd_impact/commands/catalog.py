"""``sdd-impact catalog``: the full inventory at a revision."""

from __future__ import annotations

import click

from sdd_impact.commands import Run
from sdd_impact.commands._looking import options, progress
from sdd_impact.commands._options import cache_option, format_option, searches_option
from sdd_impact.commands._output import write
from sdd_impact.history import Repository
from sdd_impact.model import Printable, What
from sdd_impact.pipeline import default_revision, inventory, search_inventory

#: What each inventory is made of.
KINDS: dict[str, What] = {"logs": "log", "errors": "error"}


@click.command("catalog", short_help="The full inventory of logs, errors or searches.")
@click.argument("kind", type=click.Choice([*KINDS, "searches"]))
@click.argument("revision", metavar="[REV]", default="")
@searches_option
@cache_option
@format_option("text", "json", "markdown", "html", "csv")
@click.pass_obj
def command(
    run: Run,
    /,
    kind: str,
    revision: str,
    searches: tuple[str, ...],
    sources: tuple[str, ...],
    cached: bool,
    formats: tuple[tuple[str, str], ...],
) -> int:
    """Print every log statement, error message or saved search at REV.

    Without REV: the working tree, in CI the HEAD commit.
    """
    with progress(run) as say, Repository.open(run.directory) as repository:
        wanted = options(run, searches, say, cached=cached, sources=sources)
        rev = default_revision(revision)
        found: Printable = (
            inventory(repository, KINDS[kind], rev, wanted) if kind in KINDS else search_inventory(repository, rev, wanted)
        )
        write(run, found, formats)
    return 0
