"""Write a document in every format that was asked for."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

import click

from sdd_impact import __version__, reports
from sdd_impact.commands import Run
from sdd_impact.documents import write_text_safely
from sdd_impact.errors import UsageError
from sdd_impact.model import Printable, ProblemKind, Style


def write(run: Run, document: Printable, formats: Iterable[tuple[str, str]]) -> None:
    """Render ``document`` once for each format, into files first and then to standard output.

    Nothing is written before everything is rendered. Raises :class:`UsageError` when a file cannot be written.
    """
    texts = [(file, reports.render(document, name, _style(run, name, file))) for name, file in formats]
    for file, text in texts:
        if file:
            write_file(file, text)
    for file, text in texts:
        if text and not file:
            # Colours were decided above: click must not strip them once more.
            click.echo(text, nl=not text.endswith("\n"), color=True)


def _style(run: Run, name: str, file: str) -> Style:
    explained = explained_kinds() if reports.format_named(name).explains else ()
    return Style(colour=run.colour and not file, width=_width(), verbose=run.verbose > 0, version=__version__, explained=explained)


def explained_kinds() -> tuple[ProblemKind, ...]:
    """Return every impact and every problem with the sentences that ``explain`` prints."""
    from sdd_impact import documents
    from sdd_impact.analysis.impact_list import IMPACTS
    from sdd_impact.analysis.problem_list import PROBLEMS

    impacts = (ProblemKind(kind.id, kind.title, kind.why, kind.fix) for kind in IMPACTS)
    return (*impacts, *PROBLEMS, *documents.PROBLEMS)


def write_file(file: str, text: str) -> None:
    """Write an output file, replacing it whole."""
    try:
        write_text_safely(Path(file), text)
    except OSError as error:
        raise UsageError(
            f"{file} cannot be written: {error.strerror or error}", fix="name a file in a folder that exists"
        ) from None


def _width() -> int:
    """Columns of the terminal, 80 where there is none and never more than is comfortable to read."""
    try:
        return max(60, min(os.get_terminal_size().columns, 120))
    except OSError:
        return 80
