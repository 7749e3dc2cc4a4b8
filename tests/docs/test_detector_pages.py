"""The example of a detector's page is played: its lines before and after, and the table of what is reported."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from sdd_impact.analysis.pairing import Side, pair
from sdd_impact.detectors import all_detectors
from sdd_impact.languages import for_path
from sdd_impact.model import Detector, FileChange, Scene, Settings, Source, Statement

PAGES = Path(__file__).parents[2] / "docs" / "detectors"
EXAMPLE = re.compile(r"^```diff\n\+\+\+ (?P<path>\S+)\n(?P<lines>.*?)^```$(?P<rest>.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
ROW = re.compile(r"^\| `(?P<id>[a-z-]+)` \| `(?P<key>.+?)` \| (?P<because>.+) \|$", re.MULTILINE)


class Folder:
    """A tree of the example's files."""

    def __init__(self, sources: Iterable[Source | None]) -> None:
        self._sources = {source.path: source for source in sources if source}

    def paths(self) -> tuple[str, ...]:
        return tuple(self._sources)

    def read(self, path: str) -> Source | None:
        return self._sources.get(path)

    def containing(self, words: Iterable[str]) -> tuple[str, ...]:
        wanted = [word.encode() for word in words]
        return tuple(path for path, source in self._sources.items() if any(word in source.data for word in wanted))


def side(path: str, lines: str, sign: str) -> Source | None:
    """The file as it was (``-``) or is (``+``); None where no line of it is there."""
    kept = "".join(f"{line[1:]}\n" for line in lines.splitlines() if line[:1] in (" ", sign))
    return Source(path, kept.encode()) if kept else None


def statements(source: Source | None) -> tuple[Statement, ...]:
    language = for_path(source.path) if source else None
    return language.extract(source, ()).statements if source and language else ()


@pytest.mark.parametrize("detector", all_detectors(), ids=lambda each: each.name)
def test_the_example_is_what_the_detector_reports(detector: Detector) -> None:
    found = EXAMPLE.search((PAGES / f"{detector.name}.md").read_text("utf-8"))
    assert found, "the page has no example"
    parts = re.split(r"^\+\+\+ (\S+)\n", f"+++ {found['path']}\n{found['lines']}", flags=re.MULTILINE)[1:]
    files = [
        FileChange(side(path, lines, "-"), side(path, lines, "+")) for path, lines in zip(parts[::2], parts[1::2], strict=True)
    ]
    files = [file for file in files if file.before is None or file.after is None or file.before.data != file.after.data]
    every = [tuple(side(path, lines, sign) for path, lines in zip(parts[::2], parts[1::2], strict=True)) for sign in "-+"]
    old, new = (tuple(each for source in sources for each in statements(source)) for sources in every)
    changes = pair([Side(each, each.location.file) for each in old], [Side(each, each.location.file) for each in new])
    scene = Scene(tuple(files), changes, Folder(every[0]), Folder(every[1]), Settings(), old, new)
    reported = [(signal.id, signal.key, signal.evidence.because) for signal in detector.detect(scene)]
    assert reported == [(row["id"], row["key"], row["because"]) for row in ROW.finditer(found["rest"])]
    assert reported
