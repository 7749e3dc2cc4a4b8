"""Django's and Alembic's migrations."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sdd_impact.detectors._migrations import sql
from sdd_impact.detectors._migrations.noun import Op, Operation
from sdd_impact.detectors._reading import File
from sdd_impact.syntax import Call

if TYPE_CHECKING:
    from tree_sitter import Node

#: Django's operation → what it does, and the arguments with the table and the column.
_DJANGO: dict[str, tuple[Op, tuple[str, ...]]] = {
    "CreateModel": ("create_table", ("name",)), "DeleteModel": ("drop", ("name",)), "RenameModel": ("rename", ("old_name", "", "new_name")),
    "AddField": ("add_column", ("model_name", "name")), "RemoveField": ("drop", ("model_name", "name")),
    "AlterField": ("alter", ("model_name", "name")), "RenameField": ("rename", ("model_name", "old_name", "new_name")),
    "RunPython": ("data", ()),
}  # fmt: skip
#: Alembic's operation → what it does, and the positions of table and column (-1: none; inside a batch there is no table).
_ALEMBIC: dict[str, tuple[Op, int]] = {
    "create_table": ("create_table", -1), "drop_table": ("drop", -1), "rename_table": ("rename", -1), "add_column": ("add_column", 1),
    "drop_column": ("drop", 1), "alter_column": ("alter", 1), "bulk_insert": ("data", -1),
}  # fmt: skip


def operations(file: File) -> Iterator[Operation]:
    """What a migration does; a squashed one (``replaces``) repeats what was there."""
    data = file.unit.code.data
    if b"migrations.Migration" in data or b"(Migration)" in data:
        if b"\n    replaces = " not in data:
            yield from _django(file)
    elif b"alembic" in data:
        yield from _alembic(file)


# --- Django ------------------------------------------------------------------------------------------------------


def _django(file: File) -> Iterator[Operation]:
    states = [call.keyword("state_operations") for call in file.outline.calls if call.name == "SeparateDatabaseAndState"]
    for call in file.outline.calls:
        if any(state is not None and state.start_byte <= call.node.start_byte < state.end_byte for state in states):
            continue
        if call.name == "RunSQL":
            yield from _run_sql(file, call)
        elif call.name in _DJANGO and call.owner in ("migrations", "", "operations"):
            op, names = _DJANGO[call.name]
            values = [_text(file, call.get(_position(names, name), name)) if name else "" for name in names]
            table, column, to = (*values, "", "", "")[:3]
            kind = call.get(2, "field") if call.name in ("AddField", "AlterField") else None
            columns = tuple(_fields(file, call.get(1, "fields"))) if op == "create_table" else ()
            if call.name == "RunPython":
                table = f"{file.unit.text(first)}()" if (first := call.get(0, "code")) is not None else ""
            yield Operation(op, file.location(call.node), _quote(file, call), table, column, _type(file, kind), columns, to)


def _position(names: tuple[str, ...], name: str) -> int:
    return [each for each in names if each].index(name)


def _text(file: File, node: Node | None) -> str:
    return (file.unit.evaluator.literal(node) or "") if node is not None else ""


def _type(file: File, node: Node | None) -> str:
    """The type of a column: the name of the call that makes it, or of the type that stands there."""
    if node is None:
        return ""
    call = file.unit.call(node)
    return call.name if call else file.unit.text(node).rpartition(".")[2]


def _fields(file: File, node: Node | None) -> Iterator[str]:
    """The names of the columns of a created model, its own key left out."""
    for child in node.named_children if node is not None else ():
        if child.type == "tuple" and child.named_children:
            name = _text(file, child.named_children[0])
            if name and name != "id":
                yield name


def _run_sql(file: File, call: Call) -> Iterator[Operation]:
    node = call.get(0, "sql")
    texts = file.unit.evaluator.literals(node) if node is not None else ()
    if not texts:
        yield Operation("data", file.location(call.node), _quote(file, call))
    for text in texts:
        for op in sql.in_text(text, file.path):
            yield op._replace(location=file.location(call.node), quote=_quote(file, call))


def _quote(file: File, call: Call) -> str:
    return file.unit.code.folded(call.node, 160)


# --- Alembic -----------------------------------------------------------------------------------------------------


def _alembic(file: File) -> Iterator[Operation]:
    upgrade = next((piece for piece in file.outline.functions if piece.name == "upgrade"), None)
    downgrade = next((piece for piece in file.outline.functions if piece.name == "downgrade"), None)
    if upgrade is None:
        return
    batches = _batches(file)
    for call in file.outline.calls:
        if downgrade is not None and downgrade.node.start_byte <= call.node.start_byte < downgrade.node.end_byte:
            continue
        owner = call.owner
        if owner not in ("op", *batches):
            continue
        if call.name == "execute":
            yield from _executed(file, call)
        elif call.name in _ALEMBIC:
            yield _operation(file, call, batches.get(owner, ""))


def _batches(file: File) -> dict[str, str]:
    """The names in ``with op.batch_alter_table("users") as batch_op`` with their tables."""
    found: dict[str, str] = {}
    for node in file.unit.nodes("as_pattern"):
        call = file.unit.call(node.named_children[0]) if node.named_children else None
        alias = node.child_by_field_name("alias")
        if call and call.name == "batch_alter_table" and alias is not None:
            found[file.unit.text(alias)] = _text(file, call.get(0, "table_name"))
    return found


def _operation(file: File, call: Call, batch: str) -> Operation:
    op, position = _ALEMBIC[call.name]
    shift = 1 if batch else 0
    table = batch or _text(file, call.get(0, "table_name", "old_table_name"))
    column, kind, to = "", "", ""
    if call.name == "add_column":
        made = file.unit.call(call.get(position - shift, "column"))
        column = _text(file, made.get(0, "name")) if made else ""
        kind = _type(file, made.get(1, "type_")) if made else ""
    elif position > 0:
        column = _text(file, call.get(position - shift, "column_name"))
    if call.name == "alter_column" and (renamed := call.keyword("new_column_name")) is not None:
        op, to = "rename", _text(file, renamed)
    if call.name == "rename_table":
        to = _text(file, call.get(1, "new_table_name"))
    columns = tuple(_made_columns(file, call)) if op == "create_table" else ()
    return Operation(op, file.location(call.node), _quote(file, call), table, column, kind, columns, to)


def _made_columns(file: File, call: Call) -> Iterator[str]:
    for argument in call.positional[1:]:
        made = file.unit.call(argument.node)
        if made and made.name == "Column" and (name := _text(file, made.get(0, "name"))):
            yield name


def _executed(file: File, call: Call) -> Iterator[Operation]:
    node = call.at(0)
    inner = file.unit.call(node)
    text = file.unit.evaluator.literal(inner.at(0) if inner and inner.name == "text" else node)
    if text is None:
        yield Operation("data", file.location(call.node), _quote(file, call))
        return
    for op in sql.in_text(text, file.path):
        yield op._replace(location=file.location(call.node), quote=_quote(file, call))
