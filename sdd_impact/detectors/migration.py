"""What new database migrations do: tables and columns that a customer may ask about, data that is moved, dropped or renamed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sdd_impact.detectors._migrations import SUFFIXES, Operation, grows, operations
from sdd_impact.detectors._reading import sources
from sdd_impact.model import Detector, Evidence, Scene, Signal

_BECAUSE = {
    "create_table": "a new table: {}",
    "add_column": "a new column: {}",
    "data": "data is changed: {}",
    "drop": "dropped: {}",
    "rename": "renamed: {}",
    "alter": "another type or rule: {}",
}


def detect(scene: Scene) -> tuple[Signal, ...]:
    """Report the operations of added migrations. A migration that exists has run: what is changed in it says nothing."""
    found = sources(scene, SUFFIXES)
    changed = {change.after: change.before for change in scene.files if change.after and change.before}
    gone = {change.before for change in scene.files if change.before and not change.after}
    old = {operation.key for source in found.before if source in gone for operation in operations(source)}
    signals = []
    for source in found.after:
        before = changed.get(source)
        if before is not None and not grows(source):
            continue
        known = old | {operation.key for operation in (operations(before) if before else ())}
        new = (operation for operation in operations(source) if operation.key not in known)
        signals += [_signal(operation) for operation in _each_once(new)]
    return tuple(signals)


def _each_once(found: Iterable[Operation]) -> Iterator[Operation]:
    """The operations, equal ones once; a column added to a table that this migration makes is part of making it.

    A column that is dropped and added again has another type.
    """
    made: set[str] = set()
    seen: set[str] = set()
    for operation in _rebuilt(list(found)):
        if operation.op == "create_table":
            made.add(operation.table)
        elif operation.table in made and operation.table:
            continue
        if operation.key not in seen:
            seen.add(operation.key)
            yield operation


def _rebuilt(found: list[Operation]) -> Iterator[Operation]:
    dropped, added = (
        {each.table + "." + each.column for each in found if each.op == op and each.column} for op in ("drop", "add_column")
    )
    for each in found:
        name = f"{each.table}.{each.column}"
        if name not in dropped & added:
            yield each
        elif each.op == "add_column":
            yield each._replace(op="alter")


def _signal(operation: Operation) -> Signal:
    what = f"{operation.table}{'.' if operation.table and operation.column else ''}{operation.column}"
    shown = f"{what} → {operation.to}" if operation.to else what or "by a program or a statement"
    return Signal(
        "migration",
        Evidence(operation.location, operation.quote, _BECAUSE[operation.op].format(shown)),
        operation.key,
        operation.table,
        (),
        (
            ("op", operation.op),
            ("table", operation.table),
            ("column", operation.column),
            ("type", operation.type),
            ("columns", ", ".join(operation.columns)),
            ("to", operation.to),
        ),
    )


DETECTOR = Detector("migration", ("migration",), detect)
