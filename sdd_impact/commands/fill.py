"""``sdd-impact fill``: asks the open questions in the terminal and writes the answers."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import Any

import click

from sdd_impact import documents
from sdd_impact.commands import Run
from sdd_impact.commands._looking import looking
from sdd_impact.commands._open_fields import OpenField, open_fields
from sdd_impact.commands._options import comparison_options, searches_option
from sdd_impact.documents import Update
from sdd_impact.errors import UsageError
from sdd_impact.model import Source
from sdd_impact.pipeline import draft_record
from sdd_impact.reports import visible


@click.command("fill", short_help="Answer the open questions in the terminal.")
@comparison_options
@searches_option
@click.pass_obj
def command(run: Run, /, searches: tuple[str, ...], **chosen: Any) -> int:
    """Ask what is open in this branch's checklist, and write each answer as it is given.

    An empty answer skips the field. Stop with Ctrl-C at any time: what was answered is kept.
    Where standard input ends before the questions do, that is exit status 2.
    """
    with looking(run, searches, **chosen) as here:
        root, record = Path(here.repository.work_tree()), draft_record(here)
    if record.text is None:
        click.echo(record.reason)
        return 0
    path = root / record.path
    if record.text != record.existing:
        documents.write_text_safely(path, record.text, root=root, was=record.existing)
    left = _Form(root, path).fill()
    if left is None:
        raise UsageError(
            f"standard input ended before everything was answered; the answers so far are kept in {record.path}",
            fix=f"run sdd-impact fill in a terminal, or write the rest into {record.path}",
        )
    if left:
        click.echo(f"\n{left} left open in {record.path}")
    else:
        click.echo(f"\nnothing is open any more in {record.path}\nnext: sdd-impact check")
    return 0


class _Form:
    """One checklist being filled in."""

    def __init__(self, root: Path, path: Path) -> None:
        self._root = root
        self._path = path
        self._catalogue = documents.catalogue()
        self._skipped: set[tuple[str, str, str]] = set()
        self._shown = ("", "")

    def fill(self) -> int | None:
        """Ask until nothing is open that was not skipped; return how much is left open, None where nobody is there to answer any more."""
        try:
            return self._fill()
        except click.Abort as stop:
            if isinstance(stop.__context__, EOFError):
                click.echo()
                return None
            raise

    def _fill(self) -> int:
        self._ask_summary()
        while True:
            fields = list(open_fields(documents.read_checklist(self._source(), self._catalogue), self._catalogue))
            field = next((each for each in fields if each.update_key not in self._skipped), None)
            if field is None:
                return len(fields)
            self._ask(field)

    def _source(self) -> Source:
        return Source(self._path.relative_to(self._root).as_posix(), self._path.read_bytes())

    def _ask_summary(self) -> None:
        checklist = documents.read_checklist(self._source(), self._catalogue)
        broken = [problem for problem in checklist.problems if problem.id in ("not-yaml", "newer-version", "duplicate-key")]
        if broken:
            where = broken[0].location
            raise UsageError(broken[0].message, fix=broken[0].fix, file=where.file, line=where.line, column=where.column)
        if not checklist.summary.strip():
            value = self._prompt("In one sentence that Support would understand: what does this branch do?")
            if value:
                self._write(Update("", "summary", value))

    def _ask(self, field: OpenField) -> None:
        self._introduce(field)
        if field.wrong:
            click.echo(f"    {visible(field.wrong)}")
        value = self._read(field)
        flaw = documents.flaw(value, field.asked, field.question) if value else None
        if flaw:
            click.echo(f"    {visible(flaw.why)}")
            value = self._read(field)
            # A text that is too short is somebody's words, and is kept; a word that cannot be chosen says nothing.
            if field.asked.options and documents.flaw(value, field.asked, field.question):
                value = ""
        if not value:
            self._skipped.add(field.update_key)
            return
        question, name, evidence = field.update_key
        self._write(Update(question, name, value, evidence))

    def _introduce(self, field: OpenField) -> None:
        """Show the question once, and each row once."""
        question, row = field.question, field.row
        if self._shown[0] != question.id:
            click.echo(f"\n{click.style(question.text, bold=True)}")
            click.echo(textwrap.fill(question.help, 79, initial_indent="  ", subsequent_indent="  "))
        if row and self._shown != (question.id, row.evidence):
            asked = {each.name for each in question.row}
            for name, cell in row.cells.items():
                if name not in asked and cell.value:
                    click.echo(f"    {name}: {visible(cell.value)}")
        self._shown = (question.id, row.evidence if row else "")

    def _read(self, field: OpenField) -> str:
        asked = field.asked
        label = asked.ask or asked.name
        if not asked.options:
            hint = f" (for instance: {asked.example})" if asked.example else ""
            return self._prompt(f"  {label}{hint}")
        for number, option in enumerate(asked.options, 1):
            click.echo(f"    {number}  {option}")
        value = self._prompt(f"  {label} (number or word)")
        return asked.options[int(value) - 1] if value.isdecimal() and 0 < int(value) <= len(asked.options) else value

    def _prompt(self, text: str) -> str:
        value: str = click.prompt(text, default="", show_default=False)
        return value.strip()

    def _write(self, update: Update) -> None:
        source = self._source()
        text = documents.set_answers(source, [update])
        documents.write_text_safely(self._path, text, root=self._root, was=source.data.decode("utf-8", "surrogateescape"))
