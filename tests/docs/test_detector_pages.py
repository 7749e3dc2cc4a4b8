"""The example of a detector's page is played: its lines before and after, and the table of what is reported."""

from __future__ import annotations

import re
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
    """A tree of one file, or of none."""

    def __init__(self, source: Source | None) -> None:
        self._sources = {source.path: source} if source else {}

    def paths(self) -> tuple[str, ...]:
        return tuple(self._sources)

    def read(self, path: str) -> Source | None:
        return self._sources.get(path)

    def containing(self, words: object) -> tuple[str, ...]:
        return ()


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
    before, after = (side(found["path"], found["lines"], sign) for sign in "-+")
    old, new = statements(before), statements(after)
    changes = pair([Side(each, found["path"]) for each in old], [Side(each, found["path"]) for each in new])
    scene = Scene((FileChange(before, after),), changes, Folder(before), Folder(after), Settings(), old, new)
    reported = [(signal.id, signal.key, signal.evidence.because) for signal in detector.detect(scene)]
    assert reported == [(row["id"], row["key"], row["because"]) for row in ROW.finditer(found["rest"])]
    assert reported
