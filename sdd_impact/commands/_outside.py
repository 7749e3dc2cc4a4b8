"""Read saved searches from outside the repository (``--searches PATH``)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from sdd_impact import searches
from sdd_impact.errors import UsageError
from sdd_impact.model import Source
from sdd_impact.pipeline import Outside

#: Larger files are no saved searches; bytes.
LARGEST = 20_000_000
#: Folders that are never looked into.
SKIPPED = frozenset({".git", "node_modules", ".terraform", ".venv", "__pycache__"})


def read_outside(paths: Iterable[str]) -> tuple[Outside, ...]:
    """Return the files named, and those below the folders named that have the shape of a saved-search file.

    Raises :class:`UsageError` for a path that is not there or cannot be read.
    """
    return tuple(found for path in paths for found in _below(Path(path)))


def _below(path: Path) -> Iterator[Outside]:
    if path.is_file():
        yield _with_companions(path, [file.as_posix() for file in sorted(path.parent.iterdir()) if file.is_file()])
    elif path.is_dir():
        files = [file.as_posix() for file in sorted(_walk(path))]
        yield from (_with_companions(Path(name), files) for name in searches.candidates(files))
    else:
        raise UsageError(f"--searches: {path} is not there", fix="give a file or folder that holds saved searches")


def _with_companions(path: Path, files: list[str]) -> Outside:
    source = _read(path)
    return Outside(source, tuple(_read(Path(name)) for name in searches.companions(source, files)))


def _walk(folder: Path) -> Iterator[Path]:
    for entry in folder.iterdir():
        # A link may lead out of the folder, or in a circle.
        if entry.is_symlink():
            continue
        if entry.is_dir():
            if entry.name not in SKIPPED:
                yield from _walk(entry)
        elif entry.is_file():
            yield entry


def _read(path: Path) -> Source:
    try:
        if path.stat().st_size > LARGEST:
            raise UsageError(f"--searches: {path} is larger than {LARGEST // 1_000_000} MB", fix="name a smaller file")
        return Source(path.as_posix(), path.read_bytes())
    except OSError as error:
        raise UsageError(f"--searches: {path} cannot be read: {error.strerror or error}") from None
