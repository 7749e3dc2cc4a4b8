"""Read saved searches from outside the repository (``--searches PATH``)."""

from __future__ import annotations

import os
import stat
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
_GIVE = "give a file or folder that holds saved searches"
#: Windows knows neither of the two: it opens as bytes only when told, and has no such files.
_NOW = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def read_outside(paths: Iterable[str]) -> tuple[Outside, ...]:
    """Return the files named, and those below the folders named that have the shape of a saved-search file.

    Raises :class:`UsageError` for a path that is not there, is neither a file nor a folder, or cannot be read.
    """
    return tuple(found for path in paths for found in _below(Path(path)))


def _below(path: Path) -> Iterator[Outside]:
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            files = [file.as_posix() for file in sorted(_walk(path))]
        elif stat.S_ISREG(mode):
            files = [file.as_posix() for file in sorted(path.parent.iterdir()) if file.is_file()]
    except (FileNotFoundError, NotADirectoryError):
        raise UsageError(f"--searches: {path} is not there", fix=_GIVE) from None
    except OSError as error:
        raise _unreadable(path, error) from None
    if stat.S_ISDIR(mode):
        yield from (_with_companions(Path(name), files) for name in searches.candidates(files))
    elif stat.S_ISREG(mode):
        yield _with_companions(path, files)
    else:  # a pipe or a device: it may have no end
        raise UsageError(f"--searches: {path} is neither a file nor a folder", fix=_GIVE)


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
    """Read a file. What the kernel shows as files may have no end, or nothing to read for hours: neither is waited for."""
    try:
        with open(os.open(path, os.O_RDONLY | _NOW), "rb") as file:  # noqa: PTH123 - of a descriptor
            data: bytes | None = file.read(LARGEST + 1)
    except OSError as error:
        raise _unreadable(path, error) from None
    if data is None:
        raise UsageError(f"--searches: {path} has nothing to read", fix=_GIVE)
    if len(data) > LARGEST:
        raise UsageError(f"--searches: {path} is larger than {LARGEST // 1_000_000} MB", fix="name a smaller file")
    return Source(path.as_posix(), data)


def _unreadable(path: Path, error: OSError) -> UsageError:
    return UsageError(f"--searches: {path} cannot be read: {error.strerror or error}", fix=_GIVE)
