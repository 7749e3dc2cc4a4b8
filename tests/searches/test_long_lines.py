"""Every reader of files that others wrote: a long line costs a time that grows with it, not with its square, and raises nothing."""

from __future__ import annotations

import time

import pytest

from sdd_impact.layouts.families import FAMILIES
from sdd_impact.model import Source
from sdd_impact.searches import formats, read

_LONG = 60_000
#: What made a regular expression try again from every place.
LINES = {
    "blanks": b" " * _LONG,
    "an owner and blanks": b"# owner: a" + b" " * _LONG + b"b",
    "open quotes": b'"\\' * (_LONG // 2),
    "brackets": b"([{" * (_LONG // 3),
    "blank lines": b"\r\n" * (_LONG // 2),
}
#: Far more than is needed on any machine, far less than a square takes.
_SECONDS = 20


@pytest.mark.parametrize("line", LINES.values(), ids=LINES)
def test_long_lines(line: bytes) -> None:
    start = time.process_time()
    for each in formats():
        suffix = each.paths[0].rpartition(".")[2]
        read(Source(f"x.{suffix}", line), each.name)
    for family in FAMILIES:
        for _, read_file in family.files:
            read_file(Source("x", line))
        if family.read is not None:
            family.read(Source("x" + family.suffixes[0], line))
    assert time.process_time() - start < _SECONDS
