"""The operations of a database migration, in every tool alike: Django, Alembic, SQL files, Liquibase, Rails, Knex, TypeORM, Sequelize."""

from __future__ import annotations

from collections.abc import Iterator

from sdd_impact.detectors import _reading
from sdd_impact.detectors._migrations.noun import Operation
from sdd_impact.model import Source

__all__ = ["SUFFIXES", "Operation", "grows", "operations"]

SUFFIXES = (".py", ".sql", ".js", ".ts", ".mjs", ".cjs", ".rb", ".xml", ".yaml", ".yml")


def operations(source: Source) -> Iterator[Operation]:
    """What a migration does, in the order of the text; nothing for a file that is no migration.

    Each tool's reader is imported when a file of its kind is met: few branches have a migration.
    """
    path = source.path.lower()
    if path.endswith(".sql"):
        from sdd_impact.detectors._migrations import liquibase, sql

        yield from liquibase.in_sql(source) if liquibase.is_changelog(source) else sql.operations(source)
    elif path.endswith((".xml", ".yaml", ".yml")):
        from sdd_impact.detectors._migrations import liquibase

        yield from liquibase.operations(source)
    elif path.endswith(".rb"):
        from sdd_impact.detectors._migrations import rails

        yield from rails.operations(source)
    elif _may_be(source) and (file := _reading.read(source)):
        from sdd_impact.detectors._migrations import ecmascript, python

        yield from (python if file.family == "python" else ecmascript).operations(file)


def grows(source: Source) -> bool:
    """Whether a migration of this tool is added to a file that exists: Liquibase's change logs."""
    if not source.path.lower().endswith((".sql", ".xml", ".yaml", ".yml")):
        return False
    from sdd_impact.detectors._migrations import liquibase

    return liquibase.is_changelog(source)


def _may_be(source: Source) -> bool:
    folders = source.path.lower().split("/")[:-1]
    return any("migrat" in folder or folder == "versions" for folder in folders) or b"from alembic import op" in source.data
