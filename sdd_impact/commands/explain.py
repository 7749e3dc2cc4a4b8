"""``sdd-impact explain``: what an id means, why it matters, how to fix it."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator

import click

from sdd_impact import detectors, documents, languages, searches
from sdd_impact.analysis.impact_list import IMPACTS
from sdd_impact.analysis.problem_list import PROBLEMS
from sdd_impact.errors import UsageError
from sdd_impact.model import Question
from sdd_impact.tuples import NamedTuple


class Entry(NamedTuple):
    """One thing that can be explained. ``lines`` are paragraphs, each with its label ("" for plain text)."""

    kind: str
    id: str
    title: str
    lines: tuple[tuple[str, str], ...]


@click.command("explain", short_help="What an id means, why it matters, how to fix it.")
@click.argument("id_", metavar="[ID]", default="", shell_complete=lambda _ctx, _param, begun: _begun(begun))
def command(id_: str) -> int:
    """Explain an impact, question, problem, language, format or detector. Without ID: the list."""
    entries = list(_entries())
    if not id_:
        _print_list(entries)
        return 0
    chosen = [entry for entry in entries if entry.id == id_]
    if not chosen:
        raise UsageError(f"nothing is called '{id_}'{_nearest(id_, entries)}", fix="sdd-impact explain")
    for number, entry in enumerate(chosen):
        click.echo(("\n" if number else "") + _page(entry))
    return 0


def _begun(text: str) -> list[str]:
    """The ids that a shell may complete."""
    return sorted({entry.id for entry in _entries() if entry.id.startswith(text)})


def _nearest(id_: str, entries: Iterable[Entry]) -> str:
    import difflib

    near = difflib.get_close_matches(id_, [entry.id for entry in entries], 1)
    return f"; the nearest is '{near[0]}'" if near else ""


def _print_list(entries: list[Entry]) -> None:
    for kind in dict.fromkeys(entry.kind for entry in entries):
        click.echo(f"{kind}s")
        chosen = [entry for entry in entries if entry.kind == kind]
        width = max(len(entry.id) for entry in chosen)
        for entry in chosen:
            click.echo("\n".join(_listed(entry, width)))
        click.echo()
    click.echo("sdd-impact explain ID tells more.")


def _listed(entry: Entry, width: int) -> list[str]:
    """The entry in the list: broken into lines for a terminal, and one line for what searches the list."""
    import textwrap

    line = f"  {entry.id:{width}}  {entry.title}"
    return textwrap.wrap(line, 79, subsequent_indent=" " * (width + 4), break_on_hyphens=False) if sys.stdout.isatty() else [line]


def _page(entry: Entry) -> str:
    import textwrap

    parts = [f"{entry.id} ({entry.kind})", *textwrap.wrap(entry.title, 79)]
    for label, text in entry.lines:
        if text:
            parts += [
                "",
                *textwrap.wrap(
                    f"{label}: {text}" if label else text, 79, subsequent_indent="  " if label else "", break_on_hyphens=False
                ),
            ]
    return "\n".join(parts)


def _entries() -> Iterator[Entry]:
    for impact in IMPACTS:
        lines = (
            ("Why", impact.why),
            ("Fix", impact.fix),
            ("Question", impact.question),
            ("By default", _SEVERITY[impact.severity]),
        )
        yield Entry("impact", impact.id, impact.title, lines)
    yield from (_question(question) for question in documents.catalogue().questions)
    for problem in (*PROBLEMS, *documents.PROBLEMS):
        yield Entry("problem", problem.id, problem.title, (("Why", problem.why), ("Fix", problem.fix)))
    for language in languages.all_languages():
        yield Entry(
            "language", language.name, f"Read in {' '.join(language.suffixes)}", (("Page", f"docs/languages/{language.name}.md"),)
        )
    for form in searches.formats():
        yield Entry("format", form.name, f"Found in {' '.join(form.paths)}", (("Page", f"docs/searches/{form.name}.md"),))
    for detector in detectors.all_detectors():
        yield Entry(
            "detector", detector.name, f"Reports {', '.join(detector.signals)}", (("Page", f"docs/detectors/{detector.name}.md"),)
        )


_SEVERITY = {
    "block": "blocks until it is answered",
    "warn": "is shown, and never blocks",
    "auto": "is answered by the tool",
    "off": "is off",
}


def _question(question: Question) -> Entry:
    return Entry(
        "question",
        question.id,
        question.text,
        (
            ("", question.help),
            ("Why", question.why),
            ("Asked by", ", ".join(question.asks_when)),
            ("By default", _SEVERITY[question.severity]),
            ("What it can save", question.time_saved),
            *(("Good answer", text) for text in question.acceptable),
            *(("Not enough", text) for text in question.not_acceptable),
        ),
    )
