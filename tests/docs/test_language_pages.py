"""The example of a language's page reads as its table says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sdd_impact.languages import all_languages
from sdd_impact.model import Language, Source

PAGES = Path(__file__).parents[2] / "docs" / "languages"
EXAMPLE = re.compile(r"^```\w+\n(.*?)^```$", re.MULTILINE | re.DOTALL)
ROW = re.compile(r"^\| (?P<what>log|error)\b(?P<more>[^|]*)\| lines? (?P<line>\d+)[^|]*\| `(?P<reads>[^|]*)` \|$", re.MULTILINE)


@pytest.mark.parametrize("language", all_languages(), ids=lambda each: each.name)
def test_the_example_reads_as_the_page_says(language: Language) -> None:
    page = (PAGES / f"{language.name}.md").read_text("utf-8")
    code = EXAMPLE.search(page)
    assert code, "the page has no example"
    rows = [(row["what"], int(row["line"]), row["reads"]) for row in ROW.finditer(page)]
    assert rows, "the page does not say how its example is read"
    read = language.extract(Source(f"web/reset{language.suffixes[0]}", code[1].encode()), ())
    assert read.unread == ()
    assert [(each.what, each.location.line, each.template.message) for each in read.statements] == rows
    for statement, row in zip(read.statements, ROW.finditer(page), strict=True):
        for word in re.findall(r"`([^`]+)`", row["more"]):
            assert word in (statement.level, statement.logger, *(field.name for field in statement.fields))
        if status := re.search(r"status (\d+)", row["more"]):
            assert statement.status == int(status[1])
