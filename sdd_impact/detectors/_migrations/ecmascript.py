"""Migrations of Knex, TypeORM, Sequelize and node-pg-migrate."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sdd_impact.detectors._migrations import sql
from sdd_impact.detectors._migrations.noun import Op, Operation
from sdd_impact.detectors._reading import File
from sdd_impact.syntax import Call

if TYPE_CHECKING:
    from tree_sitter import Node

#: Calls on the schema: what they do.
_TABLES: dict[str, Op] = {
    "createTable": "create_table", "createTableIfNotExists": "create_table", "dropTable": "drop", "dropTableIfExists": "drop",
    "renameTable": "rename",
}  # fmt: skip
_COLUMNS: dict[str, Op] = {
    "addColumn": "add_column", "addColumns": "add_column", "dropColumn": "drop", "removeColumn": "drop", "dropColumns": "drop",
    "renameColumn": "rename", "changeColumn": "alter", "alterColumn": "alter",
}  # fmt: skip
_DATA = frozenset(["bulkInsert", "bulkUpdate", "bulkDelete", "insert", "update", "del", "batchInsert"])
#: Methods of Knex's table builder that make a column.
_TYPES = frozenset(
    ["increments", "bigIncrements", "integer", "bigInteger", "bigint", "tinyint", "smallint", "text", "string", "float", "double", "decimal", "boolean",
     "date", "datetime", "timestamp", "time", "binary", "enum", "enu", "json", "jsonb", "uuid", "specificType", "geometry"]
)  # fmt: skip
_RAW = frozenset(["query", "raw", "sql"])


def operations(file: File) -> Iterator[Operation]:
    """What the forward half of a migration does."""
    down = next((piece.node for piece in file.outline.functions if piece.name == "down"), None)
    tables = list(_builders(file))
    for call in file.outline.calls:
        at = call.node.start_byte
        if down is not None and down.start_byte <= at < down.end_byte:
            continue
        around = next((each for each in reversed(tables) if each.start <= at < each.end), None)
        yield from _of_call(file, call, around)


class _Builder:
    """The function that is given to ``createTable`` or ``alterTable``: ``t`` inside it is the table."""

    def __init__(self, start: int, end: int, name: str, table: str, *, made: bool) -> None:
        self.start, self.end, self.name, self.table, self.made = start, end, name, table, made


def _builders(file: File) -> Iterator[_Builder]:
    for call in file.outline.calls:
        function = call.at(1)
        if call.name not in ("createTable", "createTableIfNotExists", "alterTable", "table") or function is None:
            continue
        if function.type not in ("arrow_function", "function_expression"):
            continue
        parameters = function.child_by_field_name("parameters") or function.child_by_field_name("parameter")
        name = file.unit.text(parameters).strip("()").partition(":")[0].strip() if parameters is not None else ""
        yield _Builder(function.start_byte, function.end_byte, name, _text(file, call.at(0)), made=call.name.startswith("create"))


def _of_call(file: File, call: Call, around: _Builder | None) -> Iterator[Operation]:
    if call.name in _TABLES and call.owner:
        op = _TABLES[call.name]
        columns = tuple(_made_columns(file, call)) if op == "create_table" else ()
        to = _text(file, call.at(1)) if op == "rename" else ""
        yield _made(file, call, op, _table(file, call), columns=columns, to=to)
    elif around and call.owner == around.name:
        yield from _built(file, call, around)
    elif call.name in _COLUMNS and len(call.positional) > 1:
        yield _column(file, call)
    elif call.name in _RAW and call.owner and (text := _text(file, call.at(0))):
        for op_found in sql.in_text(text, file.path):
            yield op_found._replace(location=file.location(call.node), quote=_quote(file, call))
    elif call.name in _DATA and _on_table(call):
        yield _made(file, call, "data", _table(file, call) if call.name.startswith("bulk") else "")


def _built(file: File, call: Call, around: _Builder) -> Iterator[Operation]:
    if around.made:
        return
    if call.name in _TYPES and call.positional:
        altered = _then(file, call, "alter")
        yield _made(file, call, "alter" if altered else "add_column", around.table, _text(file, call.at(0)), call.name)
    elif call.name in _COLUMNS:
        yield _made(file, call, _COLUMNS[call.name], around.table, _text(file, call.at(0)), to=_text(file, call.at(1)))


def _then(file: File, call: Call, name: str) -> bool:
    """Whether a chain goes on with this call: ``t.string("x").notNullable().alter()``."""
    here: Node | None = call.node
    for _ in range(12):
        here = here.parent.parent if here is not None and here.parent is not None else None
        outer = file.unit.call(here) if here is not None and here.type == "call_expression" else None
        if outer is None:
            return False
        if outer.name == name:
            return True
    return False


def _column(file: File, call: Call) -> Operation:
    """``queryInterface.addColumn("users", "locked", {type})``, ``queryRunner.addColumn("users", new TableColumn({name, type}))``."""
    second = call.at(1)
    inner = file.unit.call(second)
    entries = file.unit.evaluator.mapping(inner.at(0)) if inner and inner.at(0) is not None else None  # type: ignore[arg-type]  # asked before
    third = call.at(2)
    kind = file.unit.evaluator.mapping(third) if third is not None and third.type == "object" else None
    column = _text(file, entries.get("name")) if entries else _text(file, second)
    type_node = (entries or kind or {}).get("type")
    written = file.unit.text(type_node).strip("\"'").rpartition(".")[2] if type_node is not None else ""
    to = _text(file, third) if _COLUMNS[call.name] == "rename" else ""
    return _made(file, call, _COLUMNS[call.name], _table(file, call), column, written, to=to)


def _made_columns(file: File, call: Call) -> Iterator[str]:
    """The columns of a created table: calls on Knex's builder, or the keys of Sequelize's object."""
    second = call.at(1)
    if second is None:
        return
    if second.type == "object":
        yield from (name for name in file.unit.evaluator.mapping(second) or {} if name != "id")
        return
    for inner in file.outline.calls_in(second):
        if inner.name in _TYPES and "." not in inner.owner and inner.positional and (name := _text(file, inner.at(0))) != "id":
            yield name


def _table(file: File, call: Call) -> str:
    first = call.at(0)
    inner = file.unit.call(first)
    made = inner.at(0) if inner else None
    if made is not None and (entries := file.unit.evaluator.mapping(made)):
        return _text(file, entries.get("name"))
    return _text(file, first)


def _on_table(call: Call) -> bool:
    """Whether rows are changed: ``knex("users").update(…)``, ``queryInterface.bulkInsert(…)``."""
    return call.name.startswith("bulk") or "knex" in call.owner.lower() or "trx" in call.owner


def _text(file: File, node: Node | None) -> str:
    return (file.unit.evaluator.literal(node) or "") if node is not None else ""


def _quote(file: File, call: Call) -> str:
    return file.line(call.node)


def _made(
    file: File, call: Call, op: Op, table: str, column: str = "", kind: str = "", *, columns: tuple[str, ...] = (), to: str = ""
) -> Operation:
    return Operation(op, file.location(call.node), _quote(file, call), table, column, kind, columns, to)
