"""``sdd-impact searches``: every saved search, with the log statements that feed it."""

from __future__ import annotations

import click

from sdd_impact.commands import Run
from sdd_impact.commands._looking import options, progress
from sdd_impact.commands._options import cache_option, format_option, searches_option
from sdd_impact.commands._output import write
from sdd_impact.errors import UsageError
from sdd_impact.history import Repository
from sdd_impact.model import LinesRead, Printable
from sdd_impact.pipeline import default_revision, lines_tried, search_inventory


@click.command("searches", short_help="List saved searches and the log statements that feed them.")
@click.argument("revision", metavar="[REV]", default="")
@searches_option
@cache_option
@click.option("--dead", is_flag=True, help="Only those that no statement in this code can produce.")
@click.option(
    "--try",
    "tried",
    metavar="FILE",
    multiple=True,
    help="Hold them against real log lines (text, JSON, .gz; a folder, - for stdin).",
)
@format_option("text", "json", "markdown", "html", "csv")
@click.pass_obj
def command(
    run: Run,
    /,
    revision: str,
    searches: tuple[str, ...],
    sources: tuple[str, ...],
    cached: bool,
    dead: bool,
    tried: tuple[str, ...],
    formats: tuple[tuple[str, str], ...],
) -> int:
    """List every saved search and alert, with the log statements that feed it.

    With --try: what real log lines say about them; nothing of the lines is kept. Looks at REV, else at the working tree (in CI at HEAD). Exits 0 whatever it finds.
    """
    with progress(run) as say, Repository.open(run.directory) as repository:
        wanted = options(run, searches, say, cached=cached, sources=sources)
        at = default_revision(revision)
        found: Printable
        stopped: list[LinesRead] = []
        if tried:
            from sdd_impact.commands._log_lines import Lines  # late: few runs have lines

            _only_tried(dead, formats)
            lines = Lines(tried, say)
            found = lines_tried(repository, at, wanted, ", ".join(tried), lines)._replace(files=tuple(lines.read))
            stopped = [each for each in lines.read if each.stopped]
        else:
            found = search_inventory(repository, at, wanted, dead=dead)
        write(run, found, formats)
    if stopped:
        raise UsageError(
            f"--try: {stopped[0].file} was not read to its end: {stopped[0].stopped}",
            fix="what is told above rests on the other lines",
        )
    return 0


def _only_tried(dead: bool, formats: tuple[tuple[str, str], ...]) -> None:
    """Raise :class:`UsageError` for what does not go together with ``--try``."""
    if dead:
        raise UsageError("--try and --dead exclude each other", fix="give one of them")
    others = [name for name, _ in formats if name not in ("text", "json")]
    if others:
        raise UsageError(f"--try has no output as {others[0]}", fix="--format text or json")
