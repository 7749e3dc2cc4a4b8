"""Which files of a difference are left out, and why: generated, vendored, minified, binary, too large.

A mark counts only where the merge-base has it already *and* the branch leaves it there. What a branch marks newly is analysed all the
same and announced; else a comment at the top of a file would switch the gate off.
"""

from __future__ import annotations

from sdd_impact.history import conventions
from sdd_impact.history.attributes import Attributes
from sdd_impact.history.conventions import BINARY, GENERATED, MINIFIED, TOO_LARGE, VENDORED
from sdd_impact.model import Source
from sdd_impact.tuples import NamedTuple

#: Bytes at the top in which a NUL makes a file binary, as for git.
SNIFFED = 8_000
#: UTF-16 (and UTF-32) text begins with a byte order mark and is full of NULs.
UTF16 = (b"\xff\xfe", b"\xfe\xff")


class Side(NamedTuple):
    """One version of a file as the marks see it. ``data`` is None where it was not read."""

    path: str
    data: bytes | None = None


def is_binary(data: bytes) -> bool:
    """Whether these bytes are no text."""
    return b"\0" in data[:SNIFFED] and not data.startswith(UTF16)


def by_convention(path: str) -> str:
    """Return why files of this name or place are left out everywhere, or ""."""
    *folders, name = path.split("/")
    lower = name.lower()
    if not conventions.VENDORED_FOLDERS.isdisjoint(folders) or _in_vendor(folders, lower):
        return VENDORED
    if lower.endswith(conventions.MINIFIED_ENDS):
        return MINIFIED
    built = not conventions.BUILT_FOLDERS.isdisjoint(folders) and lower.endswith(conventions.WEB_ASSETS)
    named = name in conventions.GENERATED_NAMES or lower.endswith(conventions.GENERATED_ENDS)
    if built or named or not conventions.GENERATED_FOLDERS.isdisjoint(folders):
        return GENERATED
    return BINARY if lower.endswith(conventions.BINARY_ENDS) else ""


def _in_vendor(folders: list[str], name: str) -> bool:
    depths = [depth for depth, folder in enumerate(folders) if folder == conventions.VENDOR]
    suffix = name.endswith(conventions.VENDOR_SUFFIXES)
    return any(suffix or depth == 0 or folders[depth - 1] in conventions.VENDOR_BELOW for depth in depths)


def by_place(path: str, attributes: Attributes | None) -> str:
    """Return why a file at this path is left out, by attribute or by convention, or ""."""
    said = attributes.of(path) if attributes else {}
    marked = next((mark for mark in (GENERATED, VENDORED) if said.get(mark)), "")
    convention = by_convention(path)
    # ``-linguist-vendored`` takes back what the convention says.
    return marked or ("" if said.get(convention) is False else convention)


def by_content(path: str, data: bytes) -> str:
    """Return what a file's bytes say of themselves: binary, generated, minified, or ""."""
    if is_binary(data):
        return BINARY
    if conventions.GENERATED_HEADER.search(data[: conventions.HEADER_BYTES]):
        return GENERATED
    if path.lower().endswith(conventions.MINIFIED_SUFFIXES) and len(data) > conventions.MINIFIED_LINE * (data.count(b"\n") + 1):
        return MINIFIED
    return ""


def ignored_reason(source: Source, attributes: Attributes | None = None) -> str:
    """Return why a file that is looked at by itself (an inventory, no difference) is left out, or ""."""
    return by_place(source.path, attributes) or by_content(source.path, source.data)


class Verdict(NamedTuple):
    """``ignored``: why the file is left out, or "". ``announced``: the mark that the branch adds and that does not count, or ""."""

    ignored: str
    announced: str = ""


def judge(before: str | None, after: str | None, *, added_in_place: bool = False) -> Verdict:
    """Decide from the reasons of both sides; None where there is no such side, "" where a side has no mark.

    ``added_in_place``: the mark of an added file comes from its place, which the base knows, and so counts; what an added
    file says of itself does not.
    """
    if before is None:
        counts = added_in_place or after in (BINARY, TOO_LARGE)
        return Verdict(after or "") if counts else Verdict("", after or "")
    if after is None or (before and after):
        return Verdict(before)
    return Verdict("", after)
