"""Doors of one room do not know each other: a language, format, detector or output imports only itself and what its room shares."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import sdd_impact

PACKAGE = Path(sdd_impact.__file__).parent
ROOMS = ("languages", "searches", "detectors", "reports")
FILES = [(room, path) for room in ROOMS for path in sorted((PACKAGE / room).rglob("*.py"))]


def imported(path: Path, package: str) -> Iterator[str]:
    """Yield the modules that a file imports, absolute."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                outer = package.rsplit(".", node.level - 1)[0] if node.level > 1 else package
                base = f"{outer}.{base}" if base else outer
            yield base
            yield from (f"{base}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize(("room", "path"), FILES, ids=lambda value: str(value) if isinstance(value, str) else value.stem)
def test_a_door_knows_no_other_door(room: str, path: Path) -> None:
    doors = {each.stem for each in (PACKAGE / room).iterdir() if not each.stem.startswith(("_", "."))}
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    own = parts[1]
    package = ".".join(("sdd_impact", *parts[:-1]))
    prefix = f"sdd_impact.{room}."
    known = {name.removeprefix(prefix).partition(".")[0] for name in imported(path, package) if name.startswith(prefix)}
    assert known & doors <= {own}
