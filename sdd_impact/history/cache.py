"""Results kept from one run to the next, in the git directory. It may be deleted at any time, and never decides anything.

A record's name is made of everything that its content depends on, so a record never gets old; one that is damaged is as good as none. In
CI nothing is kept unless asked for: a cache that travels between branches could be written by any of them.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from sdd_impact.history.environment import in_ci

#: ``off`` keeps nothing, ``on`` keeps results also in CI.
VARIABLE = "SDD_IMPACT_CACHE"
#: Records in one of the 256 folders after which the older half of them is removed.
_MOST = 200
_WORDS_FOR_NO = frozenset(["off", "0", "no", "false"])
_WORDS_FOR_YES = frozenset(["on", "1", "yes", "true"])


class Cache:
    """Records by key. ``folder`` None keeps and knows nothing. No method raises: what cannot be read or written is not kept."""

    def __init__(self, folder: str | None) -> None:
        self._folder = Path(folder) if folder else None

    @classmethod
    def of(cls, folder: str, environ: Mapping[str, str], *, wanted: bool = True) -> Cache:
        """Return the cache in a folder, as option (``wanted``), variable and CI allow."""
        said = environ.get(VARIABLE, "").strip().lower()
        allowed = said in _WORDS_FOR_YES or (said not in _WORDS_FOR_NO and not in_ci(environ))
        return cls(folder if wanted and allowed else None)

    @property
    def on(self) -> bool:
        """Whether anything is kept."""
        return self._folder is not None

    def get(self, key: Iterable[bytes]) -> bytes | None:
        """Return what is kept under a key; None where there is nothing, or it is damaged."""
        if self._folder is None:
            return None
        path = self._path(self._folder, key)
        try:
            digest, _, data = path.read_bytes().partition(b"\n")
        except OSError:
            return None
        return data if digest == _digest([data]).encode() else None

    def put(self, key: Iterable[bytes], data: bytes) -> None:
        """Keep data under a key: written beside, then renamed, so that nobody ever reads half of it."""
        if self._folder is None:
            return
        import tempfile  # late: a run that finds everything writes nothing

        path = self._path(self._folder, key)
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, beside = tempfile.mkstemp(prefix=".", dir=path.parent)
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(_digest([data]).encode() + b"\n" + data)
                Path(beside).replace(path)
            except OSError:
                Path(beside).unlink(missing_ok=True)
                raise
            _prune(path.parent)

    def _path(self, folder: Path, key: Iterable[bytes]) -> Path:
        name = _digest(key)
        return folder / name[:2] / name[2:]


def _digest(parts: Iterable[bytes]) -> str:
    import hashlib  # late: a run that keeps nothing needs none

    found = hashlib.sha256()
    for part in parts:
        found.update(len(part).to_bytes(8, "big") + part)
    return found.hexdigest()


def _prune(folder: Path) -> None:
    """Remove the older half of a folder that has too many records, leftovers of killed runs among them."""
    with os.scandir(folder) as entries:
        found = [entry.path for entry in entries]
    if len(found) <= _MOST:
        return

    def written(path: str) -> float:
        with suppress(OSError):
            return Path(path).stat().st_mtime
        return 0.0

    for path in sorted(found, key=written)[: len(found) // 2]:
        with suppress(OSError):
            Path(path).unlink()
