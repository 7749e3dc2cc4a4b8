"""Spoiled source files of every language and saved-search files of every format: read without a traceback, whatever is left of them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from gate.fuzz_play import samples_below, spoiled
from hypothesis import given, settings

from sdd_impact import languages, layouts, searches
from sdd_impact.model import Event, Extraction, LogCall, Reading, Source

TESTS = Path(__file__).parent.parent
LANGUAGES = {
    name: files
    for name, files in samples_below(TESTS / "languages").items()
    if any(map(languages.for_path, (path for path, _ in files)))
}
SEARCHES = samples_below(TESTS / "searches")
CALLS = (LogCall("audit_log"), LogCall("Log.write", "text", 0))
SHARE = settings(max_examples=4) if os.environ.get("HYPOTHESIS_PROFILE") != "fuzz" else settings(max_examples=600)


@pytest.mark.parametrize("name", LANGUAGES)
def test_languages(name: str) -> None:
    files = [(path, data) for path, data in LANGUAGES[name] if languages.for_path(path)]
    suffix = Path(files[0][0]).suffix

    @given(spoiled(tuple(data for path, data in files if Path(path).suffix == suffix)))
    @SHARE
    def hold(data: bytes) -> None:
        path = f"src/spoiled{suffix}"
        language = languages.for_path(path)
        assert language is not None
        found = language.extract(Source(path, data), CALLS)
        assert isinstance(found, Extraction)
        lines = data.count(b"\n") + data.count(b"\r") + 1
        for statement in found.statements:
            assert 1 <= statement.location.line <= lines
            assert isinstance(layouts.event(statement), Event)

    hold()


@pytest.mark.parametrize("name", SEARCHES)
def test_searches(name: str) -> None:
    paths = [path for path, _ in SEARCHES[name]]

    @given(spoiled(tuple(data for _, data in SEARCHES[name])))
    @SHARE
    def hold(data: bytes) -> None:
        for path in (paths[0], paths[-1]):
            found = searches.read(Source(path, data), name if name in {each.name for each in searches.formats()} else "")
            assert isinstance(found, Reading)
            for search in found.searches:
                assert search.name
                assert search.location.line >= 1

    hold()
