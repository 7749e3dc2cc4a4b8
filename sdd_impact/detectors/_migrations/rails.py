"""Rails: ``db/migrate/*.rb``, read line by line (there is no grammar for Ruby here)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sdd_impact import late
from sdd_impact.detectors._migrations import sql
from sdd_impact.detectors._migrations.noun import Op, Operation
from sdd_impact.detectors._reading import first_line
from sdd_impact.model import Location, Source

_PATH = late.regex(r"(?:.*/)?db/(?:\w+_)?(?:post_)?migrate/[^/]+\.rb")
_CALLS: dict[str, Op] = {
    "create_table": "create_table", "drop_table": "drop", "rename_table": "rename", "add_column": "add_column", "add_reference": "add_column",
    "add_belongs_to": "add_column", "remove_column": "drop", "remove_columns": "drop", "rename_column": "rename", "change_column": "alter",
    "update_all": "data", "execute": "data",
}  # fmt: skip
_LINE = late.regex(rf"^\s*(?:\w+\.)*({'|'.join(_CALLS)})\b\(?\s*(.*)", re.MULTILINE)
_NAMES = late.regex(r":\"?([\w]+)|[\"']([\w.]+)[\"']")
_DOWN = late.regex(r"(\s*)def (?:self\.)?down\b")


def operations(source: Source) -> Iterator[Operation]:
    """What a Rails migration does, its ``down`` left out."""
    if not _PATH.fullmatch(source.path):
        return
    text = source.data[:400_000].decode("utf-8", "replace")
    text = "\n".join(_forward(text.split("\n")))
    for found in _LINE.finditer(text):
        at = Location(source.path, text.count("\n", 0, found.start(1)) + 1)
        op, quote = _CALLS[found[1]], first_line(found[0])
        if found[1] == "execute":
            yield from _executed(found[2], text[found.end() :], at, quote)
            continue
        names = [symbol or text_name for symbol, text_name in _NAMES.findall(found[2])]
        table, column, kind = (*names, "", "", "")[:3]
        if op == "create_table":
            yield Operation(op, at, quote, table)
        elif op == "rename":
            yield Operation(op, at, quote, table, column if found[1] == "rename_column" else "", to=kind or column)
        else:
            yield Operation(op, at, quote, table, column, kind if op == "add_column" else "")


def _forward(lines: list[str]) -> Iterator[str]:
    """The lines, those of ``down`` blanked."""
    end = ""
    for line in lines:
        if end:
            end = "" if line.rstrip() == end else end
            yield ""
        elif down := _DOWN.match(line):
            end = f"{down[1]}end"
            yield ""
        else:
            yield line


def _executed(rest: str, after: str, at: Location, quote: str) -> Iterator[Operation]:
    """SQL in quotes on the line, or in a here-document below it."""
    if heredoc := re.search(r"<<[~-]?['\"]?(\w+)", rest):
        body = after.partition("\n" + heredoc[1])[0]
        body = re.split(rf"^\s*{heredoc[1]}\s*$", body, maxsplit=1, flags=re.MULTILINE)[0]
    else:
        body = rest.strip().strip("\"')")
    for op in sql.in_text(body, at.file):
        yield op._replace(location=at, quote=quote)
