"""The files that ship with the tool: question catalogue and schemas."""

from __future__ import annotations

from pathlib import Path


def shelf(name: str) -> Path:
    """Return the folder ``checklists`` or ``schemas``: inside an installed package, else beside it in a checkout."""
    here = Path(__file__).resolve().parent
    inside = here / "_shelf" / name
    return inside if inside.is_dir() else here.parent / name


def question_ids() -> tuple[str, ...]:
    """Return the ids of all questions, sorted, without reading a file: an id is its file's name.

    Raises :class:`OSError` where the shelf is not there.
    """
    names = (path.name for path in (shelf("checklists") / "default").iterdir())
    return tuple(sorted(name.removesuffix(".yaml") for name in names if name.endswith(".yaml") and name[0] not in "_."))
