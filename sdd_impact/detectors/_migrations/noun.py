"""What a migration does to one table or column."""

from __future__ import annotations

from typing import Literal

from sdd_impact.model import Location
from sdd_impact.tuples import NamedTuple

Op = Literal["create_table", "add_column", "data", "drop", "rename", "alter"]


class Operation(NamedTuple):
    """One operation. ``columns`` are those of a created table; ``type`` is as written; ``to`` is the new name of what is renamed."""

    op: Op
    location: Location
    quote: str
    table: str = ""
    column: str = ""
    type: str = ""
    columns: tuple[str, ...] = ()
    to: str = ""

    @property
    def key(self) -> str:
        """The operation as a person says it: ``add_column users.locked_at``."""
        return f"{self.op} {self.table}{'.' if self.column and self.table else ''}{self.column}".strip()
