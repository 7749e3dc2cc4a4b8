"""Which paths are opened: the quick way is the same as all patterns of all formats one by one."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from sdd_impact.searches import candidates, formats
from sdd_impact.searches._globs import ending_of, longest_word, translate

GLOBS = [glob for each in formats() for glob in each.paths]
PIECES = sorted({piece for glob in GLOBS for piece in re.split(r"[*/]+", glob) if piece})
NAMES = st.lists(st.one_of(st.sampled_from(PIECES), st.text("ab.*/", max_size=3)), min_size=1, max_size=3).map("".join)


@given(st.lists(NAMES, min_size=1, max_size=4).map("/".join))
def test_every_path_is_decided_alike(path: str) -> None:
    slow = any(re.fullmatch(translate(glob), path) for glob in GLOBS)
    assert bool(candidates([path])) == slow


def test_usual_places() -> None:
    paths = [
        "main.tf", "a/b/savedsearches.conf", "searches.yaml", "ops/alerts/x.yml", "src/app.py", "README.md", "etc/ignore.d.server/app",
        "filter.d/app.conf", "package.json", "export.ndjson", "Makefile", "",
    ]  # fmt: skip
    assert candidates(paths) == (
        "main.tf", "a/b/savedsearches.conf", "searches.yaml", "ops/alerts/x.yml", "etc/ignore.d.server/app", "filter.d/app.conf", "export.ndjson",
    )  # fmt: skip


def test_endings_and_words() -> None:
    assert [ending_of(glob) for glob in ("**/*.tf", "**/*.searches.yaml", "**/ignore.d.*/*", "**/searches.yml", "**/x", "a.*")] == [
        "tf", "yaml", "", "yml", "", "",
    ]  # fmt: skip
    assert longest_word("**/*logcheck.ignore.*") == "logcheck.ignore."
