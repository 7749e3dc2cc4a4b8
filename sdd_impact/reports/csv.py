"""Tables as comma-separated values (RFC 4180), safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from sdd_impact.model import Breakages, Format, Inventory, Printable, SearchInventory, Style
from sdd_impact.reports._escape import csv as safe

STATEMENT_COLUMNS = (
    "file", "line", "language", "symbol", "level", "logger", "message", "fields", "test", "audience", "status", "code", "type", "text",
)  # fmt: skip
SEARCH_COLUMNS = ("name", "state", "owner", "format", "file", "line", "query", "alert", "fed by", "nearest", "differs")
BREAKAGE_COLUMNS = (
    "name", "dead", "owner", "format", "file", "line", "query", "commit", "date", "author", "subject", "verdict", "because", "was", "is",
)  # fmt: skip


def render(document: Printable, _style: Style) -> str:
    """Return a header line and a line for each statement or search."""
    match document:
        case Inventory():
            return _table(STATEMENT_COLUMNS, _statements(document))
        case SearchInventory():
            return _table(SEARCH_COLUMNS, _searches(document))
        case Breakages():
            return _table(BREAKAGE_COLUMNS, _breakages(document))
        case _:
            raise TypeError(type(document).__name__)


def _table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([safe("" if cell is None else str(cell)) for cell in row] for row in rows)
    return out.getvalue()


def _statements(document: Inventory) -> Iterable[Sequence[object]]:
    for each in document.statements:
        where = each.location
        fields = " ".join(field.name for field in each.fields)
        error = (each.audience, each.status, each.code, each.type) if each.what == "error" else ("", "", "", "")
        kind = "yes" if each.test else "no"
        yield (
            where.file,
            where.line,
            each.language,
            each.symbol,
            each.level,
            each.logger,
            each.template.message,
            fields,
            kind,
            *error,
            each.translation.text.message if each.translation else "",
        )


def _searches(document: SearchInventory) -> Iterable[Sequence[object]]:
    for each in document.searches:
        search = each.search
        fed_by = " ".join(f"{feeding.statement.location.file}:{feeding.statement.location.line}" for feeding in each.statements)
        near = each.nearest
        nearest = f"{near.statement.location.file}:{near.statement.location.line}" if near else ""
        yield (
            search.name, each.state, search.owner, search.format, search.location.file, search.location.line, search.text,
            "yes" if search.alert else "no", fed_by, nearest, near.differs if near else "",
        )  # fmt: skip


def _breakages(document: Breakages) -> Iterable[Sequence[object]]:
    for each in document.searches:
        search = each.state.search
        for breakage in each.breakages:
            matched = breakage.verdict.statements[0] if breakage.verdict.statements else None
            was, now = (
                side.template.message if side else "" for side in ((matched.before, matched.after) if matched else (None, None))
            )
            yield (
                search.name, "no" if each.state.state == "bound" else "yes", search.owner, search.format, search.location.file,
                search.location.line, search.text, breakage.commit, breakage.date, breakage.author, breakage.subject,
                breakage.verdict.verdict, breakage.verdict.because, was, now,
            )  # fmt: skip


FORMAT = Format("csv", ".csv", (Inventory, SearchInventory, Breakages), render)
