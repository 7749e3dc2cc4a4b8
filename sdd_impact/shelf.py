"""The files that ship with the tool: question catalogue and schemas."""

from __future__ import annotations

from pathlib import Path


def shelf(name: str) -> Path:
    """Return the folder ``checklists`` or ``schemas``: inside an installed package, else beside it in a checkout."""
    here = Path(__file__).resolve().parent
    inside = here / "_shelf" / name
    return inside if inside.is_dir() else here.parent / name
