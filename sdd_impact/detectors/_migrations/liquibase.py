"""Liquibase's change logs in XML, YAML and SQL. A new change set is added to a file that exists, so both sides are read."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from sdd_impact import late
from sdd_impact.detectors._blanking import blanked
from sdd_impact.detectors._migrations import sql
from sdd_impact.detectors._migrations.noun import Op, Operation
from sdd_impact.detectors._reading import first_line
from sdd_impact.model import Location, Source

_CHANGES: dict[str, Op] = {
    "createTable": "create_table", "addColumn": "add_column", "dropTable": "drop", "dropColumn": "drop", "renameTable": "rename",
    "renameColumn": "rename", "modifyDataType": "alter", "insert": "data", "update": "data", "delete": "data", "loadData": "data",
    "loadUpdateData": "data", "customChange": "data",
}  # fmt: skip
_LIMIT = 1_000_000
_TAG = late.regex(r"<(?:\w+:)?(\w+)((?:\s+[\w:.-]+\s*=\s*(?:\"[^\"]*\"|'[^']*'))*)\s*(/?)>")
_ATTRIBUTE = late.regex(r"([\w:.-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_ASIDE = late.regex(r"<!--|<rollback\b")
_CLOSING = {"<!--": "-->", "<rollback": "</rollback>"}
_SQL = late.regex(r"<sql\b[^<>]*>([^<]*)</sql>|<sql\b[^<>]*>\s*<!\[CDATA\[((?:[^\]]|\](?!\]>))*)\]\]>\s*</sql>")


def is_changelog(source: Source) -> bool:
    """Whether a file is a Liquibase change log."""
    head = source.data[:3000]
    return (
        b"databaseChangeLog" in head
        or head.lstrip().startswith(b"--liquibase formatted sql")
        or b"--liquibase formatted" in head[:200]
    )


def operations(source: Source) -> Iterator[Operation]:
    """What the change sets of a change log in XML or YAML do."""
    if not is_changelog(source):
        return
    text = source.data[:_LIMIT].decode("utf-8", "replace")
    if source.path.lower().endswith(".xml"):
        yield from _xml(blanked(text, _ASIDE, _CLOSING), source.path)
    else:
        yield from _yaml(text, source.path)


def in_sql(source: Source) -> Iterator[Operation]:
    """What a change log in SQL does: its rollbacks are comments."""
    text = re.sub(r"^--\s*rollback\b.*$", "", source.data[:_LIMIT].decode("utf-8", "replace"), flags=re.MULTILINE | re.IGNORECASE)
    yield from sql.in_text(text, source.path)


def _xml(text: str, path: str) -> Iterator[Operation]:
    current: Operation | None = None
    for tag in _TAG.finditer(text):
        values = {name: html.unescape(double or single) for name, double, single in _ATTRIBUTE.findall(tag[2])}
        at = Location(path, text.count("\n", 0, tag.start()) + 1)
        if tag[1] in _CHANGES:
            if current:
                yield from _told(current)
            current = _operation(tag[1], values, at, first_line(tag[0]))
        elif tag[1] not in ("column", "constraints") and current:
            yield from _told(current)
            current = None
        elif tag[1] == "column" and current and (name := values.get("name", "")):
            current = current._replace(columns=(*current.columns, name), type=current.type or values.get("type", ""))
    if current:
        yield from _told(current)
    for found in _SQL.finditer(text):
        yield from sql.in_text(found[2] or html.unescape(found[1] or ""), path, text.count("\n", 0, found.start()) + 1)


def _operation(change: str, values: dict[str, str], at: Location, quote: str) -> Operation:
    op = _CHANGES[change]
    column = values.get("columnName") or values.get("oldColumnName", "")
    table = values.get("tableName") or values.get("oldTableName") or values.get("class", "")
    kind = values.get("newDataType", "")
    return Operation(op, at, quote, table, column, kind, to=values.get("newColumnName") or values.get("newTableName", ""))


def _told(operation: Operation) -> Iterator[Operation]:
    """An operation as it is reported: one for each added column; the columns of changed rows are no news."""
    if operation.op == "create_table":
        yield operation._replace(type="")
    elif operation.op == "add_column" or (operation.op == "drop" and operation.columns):
        for column in operation.columns:
            yield operation._replace(column=column, columns=())
    else:
        yield operation._replace(columns=(), type=operation.type if operation.op == "alter" else "")


_YAML_CHANGE = late.regex(rf"^(\s*)-\s+({'|'.join(_CHANGES)}|rollback|sql):\s*$")
_YAML_VALUE = late.regex(r"^(\s*)-?\s*(\w+):\s*(?:[\"']?)([^\"'#\n]*?)(?:[\"']?)\s*(?:#.*)?$")


def _yaml(text: str, path: str) -> Iterator[Operation]:
    """Change sets in block style: a list entry with the change's name, its values indented below it."""
    current: Operation | None = None
    values: dict[str, str] = {}
    indent, names = -1, list[str]()
    inside_column = False

    def told() -> Iterator[Operation]:
        if current:
            made = _operation(
                next(name for name, op in _CHANGES.items() if name == quote_name), values, current.location, current.quote
            )
            yield from _told(made._replace(columns=tuple(names), type=values.get("type", "") or made.type))

    quote_name = ""
    for number, line in enumerate(text.split("\n"), 1):
        if change := _YAML_CHANGE.match(line):
            yield from told()
            current, values, names, indent = None, {}, [], len(change[1])
            if change[2] in _CHANGES:
                quote_name = change[2]
                current = Operation(_CHANGES[change[2]], Location(path, number), first_line(line))
            continue
        depth = len(line) - len(line.lstrip())
        if line.strip() and depth <= indent:
            yield from told()
            current, indent = None, -1
        if current is None or not (value := _YAML_VALUE.match(line)):
            continue
        if value[2] == "column":
            inside_column = True
        elif value[2] == "name" and inside_column:
            names.append(value[3])
            inside_column = False
        elif value[3]:
            values.setdefault(value[2], value[3])
    yield from told()
