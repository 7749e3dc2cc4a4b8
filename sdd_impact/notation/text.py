"""From bytes to text: the encoding, the size, and the place of a character."""

from __future__ import annotations

from sdd_impact import late
from sdd_impact.errors import NotationError
from sdd_impact.model import Source

#: The largest document that is read, in bytes (characters where text is given).
SIZE = 1_000_000
#: How deep mappings and sequences may stand in each other.
DEPTH = 50
#: How many values one document may have, aliases counted as often as they are used.
VALUES = 100_000


class DuplicateKeyError(NotationError):
    """A key stands twice in one mapping. Most readers keep the last one without a word."""


_BREAK = late.regex(r"\r\n|\r|\n")


def decode(source: Source | str, path: str = "") -> tuple[str, str]:
    """Return the text of a document without its byte order mark, and its path.

    Raises :class:`NotationError` for a text that is not UTF-8 or larger than :data:`SIZE`.
    """
    path = path or (source.path if isinstance(source, Source) else "")
    size = len(source.data if isinstance(source, Source) else source)
    if size > SIZE:
        raise NotationError(f"the file is too large: {size:,} bytes, at most {SIZE:,} are read", file=path, line=1, column=1)
    text = _utf8(source.data, path) if isinstance(source, Source) else source
    return text.removeprefix("\ufeff"), path


def _utf8(data: bytes, path: str) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise NotationError("the file is UTF-16; save it as UTF-8", file=path, line=1, column=1)
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        line, column = place(data[: error.start].decode(), error.start)
        what = f"the byte 0x{data[error.start]:02x} is not UTF-8; save the file as UTF-8"
        raise NotationError(what, file=path, line=line, column=column) from None


def place(text: str, offset: int) -> tuple[int, int]:
    """Return line and column (from 1) of the character at ``offset``."""
    line, start = 1, 0
    for found in _BREAK.finditer(text, 0, offset):
        line, start = line + 1, found.end()
    return line, min(offset, len(text)) - start + 1
