"""Read real log lines for ``searches --try``: files, folders and standard input, compressed or not. They are looked at, and let go.

However large a file is, one line of it is held at a time; of a document of JSON at most :data:`LARGEST_DOCUMENT` bytes.
"""

from __future__ import annotations

import csv
import io
import sys
import time
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Protocol, cast

from sdd_impact.commands._log_records import Records, looks_like_document, message_column
from sdd_impact.errors import UsageError
from sdd_impact.model import LinesRead, LogLine
from sdd_impact.tuples import NamedTuple

#: Bytes of one line that are looked at, files of a folder that are read, bytes of a document of JSON.
LONGEST, MOST_FILES, LARGEST_DOCUMENT = 65_536, 1_000, 64_000_000
_FIX = "name a file of log lines: text, JSON lines, or one of them as .gz, .bz2 or .xz; - is standard input"
#: Seconds between two words of progress.
_PATIENCE = 0.3
_DAMAGED = (OSError, EOFError, zlib.error)


class Lines:
    """The lines of all files, one after the other. ``read`` says of each file, once it is passed, how far it could be read.

    Raises :class:`UsageError` for a path that is not there, and where not a single line could be read of anything.
    """

    def __init__(self, paths: Iterable[str], say: Callable[[str], None] = lambda _text: None) -> None:
        self._paths = tuple(dict.fromkeys(paths))
        self._say = say
        self._spoken = 0.0
        self.read: list[LinesRead] = []

    def __iter__(self) -> Iterator[LogLine]:
        """Yield every line."""
        for path in self._paths:
            for each in _files(path):
                yield from self._file(each)
        stopped = next((each for each in self.read if each.stopped), None)
        if stopped and not any(each.lines for each in self.read):
            raise UsageError(f"--try: {stopped.file} cannot be read: {stopped.stopped}", fix=_FIX)

    def _file(self, path: str) -> Iterator[LogLine]:
        records, number, stopped = Records(path), 0, ""
        try:
            with _opened(path) as file:
                for number, line in _lines(file, records):
                    self._progress(path, number)
                    yield line
        except _DAMAGED as error:
            stopped = str(getattr(error, "strerror", None) or error) or "it ends too early"
            if number:
                stopped = f"damaged behind line {number}: {stopped}"
        yield from records.rest()
        self.read.append(LinesRead(path, number, stopped))

    def _progress(self, path: str, number: int) -> None:
        if number % 2_000 == 0 and time.monotonic() - self._spoken > _PATIENCE:
            self._spoken = time.monotonic()
            self._say(f"reading {path}: {number:,} lines")


def _files(path: str) -> Iterator[str]:
    """The files that a path means: itself, or everything below it that is no binary file."""
    folder = Path(path)
    if path == "-" or not folder.is_dir():
        yield path
        return
    found = sorted(
        each
        for each in folder.rglob("*")
        if each.is_file() and not any(part.startswith(".") for part in each.relative_to(folder).parts)
    )
    if len(found) > MOST_FILES:
        raise UsageError(f"--try: {path} has {len(found)} files", fix=f"name a folder with at most {MOST_FILES} files")
    chosen = [str(each) for each in found if not _binary(each)]
    if not chosen:
        raise UsageError(f"--try: {path} has no file of log lines", fix=_FIX)
    yield from chosen


def _binary(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            head = file.read(4_096)
    except OSError:
        return False  # it is read, and then listed
    packed = any(head.startswith(magic) for magic in _PACKED)
    return b"\0" in head and not packed and not head.startswith(_UTF_16)


def _gzip(file: BinaryIO) -> io.BufferedIOBase:
    import gzip  # late: most logs are plain

    return gzip.open(file, "rb")


def _bz2(file: BinaryIO) -> io.BufferedIOBase:
    import bz2  # late, as above

    return bz2.open(file, "rb")


def _lzma(file: BinaryIO) -> io.BufferedIOBase:
    import lzma  # late, as above

    return lzma.open(file, "rb")


def _refused(_file: BinaryIO) -> io.BufferedIOBase:
    raise OSError("it is packed in a way that is not read here; unpack it first")


_PACKED: dict[bytes, Callable[[BinaryIO], io.BufferedIOBase]] = {
    b"\x1f\x8b": _gzip, b"BZh": _bz2, b"\xfd7zXZ\0": _lzma, b"\x28\xb5\x2f\xfd": _refused, b"PK\x03\x04": _refused,
}  # fmt: skip
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


@contextmanager
def _opened(path: str) -> Iterator[io.BufferedReader]:
    """Open a file; a packed one is unpacked as it is read."""
    if path == "-":
        yield _unpacked(cast("io.BufferedReader", sys.stdin.buffer))
        return
    with Path(path).open("rb") as file, _unpacked(file) as unpacked:
        yield unpacked


def _unpacked(file: io.BufferedReader) -> io.BufferedReader:
    head = file.peek(8)[:8]
    unpack = next((unpack for magic, unpack in _PACKED.items() if head.startswith(magic)), None)
    return io.BufferedReader(cast("io.RawIOBase", unpack(file))) if unpack else file


class _Line(NamedTuple):
    number: int
    text: str


class _Readable(Protocol):
    def readline(self, size: int, /) -> bytes: ...


class _Again:
    """A file of which a part was read already."""

    def __init__(self, data: bytes, rest: _Readable) -> None:
        self._data: io.BytesIO | None = io.BytesIO(data)
        self._rest = rest

    def readline(self, size: int, /) -> bytes:
        """Return the next line, or as much of it as is asked for."""
        if self._data is None:
            return self._rest.readline(size)
        found = self._data.readline(size)
        if len(found) < size and not found.endswith(b"\n"):
            self._data = None
            return found + self._rest.readline(size - len(found))
        return found


def _lines(file: io.BufferedReader, records: Records) -> Iterator[tuple[int, LogLine]]:
    head = file.peek(4_096)[:4_096]
    source: _Readable = file
    if looks_like_document(head):
        data = file.read(LARGEST_DOCUMENT)
        found = records.document(data)
        if found is not None:
            yield from enumerate(found, 1)
            return
        source = _Again(data, file)
    texts = _wide(file) if head.startswith(_UTF_16) else _narrow(source)
    column = message_column(head)
    if column is not None:
        texts = _of_table(texts, column)
    for number, text in texts:
        for line in records.of(text, number):
            yield number, line


def _narrow(file: _Readable) -> Iterator[_Line]:
    number = 0
    while raw := file.readline(LONGEST):
        number += 1
        text = decoded(raw)
        while len(raw) == LONGEST and not raw.endswith(b"\n"):  # what is beyond is not looked at
            raw = file.readline(LONGEST)
        yield _Line(number, text.removeprefix("\ufeff") if number == 1 else text)


def _wide(file: io.BufferedReader) -> Iterator[_Line]:
    with io.TextIOWrapper(file, "utf-16", errors="replace", newline="\n") as texts:
        number = 0
        while text := texts.readline(LONGEST):
            number += 1
            yield _Line(number, text.rstrip("\r\n"))


def _of_table(lines: Iterator[_Line], column: int) -> Iterator[_Line]:
    """The messages of a table with commas, as the consoles of CloudWatch and Splunk export it. A message may have several lines."""
    at = 1

    def texts() -> Iterator[str]:
        nonlocal at
        for number, text in lines:
            at = number
            yield f"{text}\n"

    rows = csv.reader(texts(), strict=False)
    while True:
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error:  # a cell without an end: what follows is read anew
            continue
        if at > 1 and len(row) > column:
            yield from (_Line(at, each) for each in row[column].split("\n"))


def decoded(raw: bytes) -> str:
    """Return a line without its end: UTF-8, or what old programs write."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        text = raw.decode("cp1252", "replace")
    return text.rstrip("\r\n")
