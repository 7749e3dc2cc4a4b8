"""``sdd-impact backtest``: which saved searches of today did the past break?"""

from __future__ import annotations

import click

from sdd_impact.commands import Run
from sdd_impact.commands._looking import options, progress
from sdd_impact.commands._options import cache_option, format_option, searches_option
from sdd_impact.commands._output import write
from sdd_impact.history import Repository
from sdd_impact.pipeline import backtest, default_revision


@click.command("backtest", short_help="Which saved searches of today did the last merges break?")
@click.argument("revision", metavar="[REV]", default="")
@click.option("--last", metavar="N", type=click.IntRange(1), default=100, show_default=True, help="How many merges are replayed.")
@searches_option
@cache_option
@format_option("text", "json", "markdown", "html", "csv")
@click.pass_obj
def command(
    run: Run,
    /,
    revision: str,
    last: int,
    searches: tuple[str, ...],
    sources: tuple[str, ...],
    cached: bool,
    formats: tuple[tuple[str, str], ...],
) -> int:
    """Replay the last merges and say which saved searches of today each broke, and which are dead still.

    Follows the first parents from REV, else from HEAD, and holds the searches that stand there now, and those of --searches, against what each
    commit changed. A run that was interrupted goes on where it stopped. Exits 0 whatever it finds.
    """
    with progress(run) as say, Repository.open(run.directory) as repository:
        found = backtest(repository, default_revision(revision), last, options(run, searches, say, cached=cached, sources=sources))
        write(run, found, formats)
    return 0
