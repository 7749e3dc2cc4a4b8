"""Writing a file so that nobody ever sees half of it, and nothing is written where it should not be."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from sdd_impact.errors import Undetermined, UsageError

#: For a file of which nobody has read what would be overwritten.
UNREAD = object()


def write_text_safely(path: Path, text: str, root: Path | None = None, was: object = UNREAD) -> None:
    """Write ``text`` beside ``path``, flush it to the disk, and rename it over ``path``.

    The file's mode is kept, and so are CRLF line ends where the existing file has them and ``text`` has none. With ``root``, the
    path must lie below it, nothing on the way may be a symbolic link, and missing folders are made; this raises
    :class:`UsageError` otherwise. Without ``root`` the user named the file: a link is followed, a pipe or device is written to.

    ``was`` is the text that the new one was made of (None: there was no file). Where another one stands there by now, somebody has written in
    the meantime, and nothing is overwritten: :class:`Undetermined`. Raises :class:`OSError` when the file cannot be written.
    """
    if root is None:
        path = Path(os.path.realpath(path))
    else:
        path = _below(path, root)
        path.parent.mkdir(parents=True, exist_ok=True)
    existing = _existing(path)
    # Bytes of a file of the repository that are no UTF-8 stay what they are.
    data = _encoded(_with_line_ends(text, path if existing else None), "surrogateescape" if root else "replace")
    if existing and not stat.S_ISREG(existing.st_mode):
        _write_into(path, data, root)
        return
    before = _encoded(was, "surrogateescape") if isinstance(was, str) else None
    if was is not UNREAD and existing and path.read_bytes() not in (before, data):
        raise Undetermined(
            f"{path.name} was changed while its new text was made; nothing was written", fix="run the same command again"
        )
    _replace(path, data, existing)


def _encoded(text: str, errors: str) -> bytes:
    try:
        return text.encode("utf-8", errors)
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace")


def _below(path: Path, root: Path) -> Path:
    """Return the path if it is safe to write there. The root may be named through a link; what lies below it may not."""
    named, real = Path(os.path.normpath(root.absolute())), Path(os.path.realpath(root))
    full = Path(os.path.normpath(named / path))
    for start in (named, real):
        if full.is_relative_to(start):
            return _walk(real, full.relative_to(start).parts, path)
    raise UsageError(f"{path} is not below {root}", fix="name a folder inside the repository")


def _walk(root: Path, parts: tuple[str, ...], shown: Path) -> Path:
    here = root
    for part in parts:
        if part.lower() == ".git":
            raise UsageError(f"{shown} lies in git's own folder", fix="name another folder")
        here /= part
        if here.is_symlink():
            raise UsageError(f"{here} is a symbolic link; nothing is written through it", fix="remove the link")
    return here


def _existing(path: Path) -> os.stat_result | None:
    try:
        return path.lstat()
    except FileNotFoundError:
        return None


def _with_line_ends(text: str, existing: Path | None) -> str:
    if existing is None or "\r\n" in text or not existing.is_file():
        return text
    with existing.open("rb") as file:
        first = file.readline(10_000)
    return text.replace("\n", "\r\n") if first.endswith(b"\r\n") else text


def _write_into(path: Path, data: bytes, root: Path | None) -> None:
    if root is not None:
        raise UsageError(f"{path} is no ordinary file", fix="remove it")
    with path.open("wb", buffering=0) as file:
        file.write(data)


def _replace(path: Path, data: bytes, existing: os.stat_result | None) -> None:
    beside = path.with_name(f".{path.name[:100]}.{os.getpid()}.{os.urandom(4).hex()}.tmp")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    descriptor = os.open(beside, flags, 0o666)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if existing:
            beside.chmod(stat.S_IMODE(existing.st_mode))
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
