"""What the README counts and shows is so."""

from __future__ import annotations

import re
from pathlib import Path

from sdd_impact import documents, languages, reports

README = (Path(__file__).parents[2] / "README.md").read_text("utf-8")


def row(title: str) -> str:
    """The text of a row of the table of what is read."""
    found = re.search(rf"^\| {title} \| (.*) \|$", README, re.MULTILINE)
    assert found
    return found[1]


def test_the_number_of_questions_and_their_words() -> None:
    questions = documents.catalogue().questions
    assert row("Questions").startswith(f"{len(questions)},")
    quoted = re.findall("“([^”]+)”", row("Questions"))
    assert len(quoted) == 3
    assert set(quoted) <= {question.text for question in questions}


def test_every_language_and_output_is_named() -> None:
    spelt = {"cpp": "c++", "csharp": "c#"}
    named = {name.strip() for name in row("Languages").lower().partition(";")[0].split(",")}
    assert named == {spelt.get(each.name, each.name) for each in languages.all_languages()}
    shown = {
        "text": "text",
        "json": "JSON",
        "markdown": "Markdown",
        "html": "HTML",
        "csv": "CSV",
        "sarif": "SARIF",
        "junit": "JUnit",
    }
    shown |= {"github": "GitHub annotations", "gitlab": "GitLab Code Quality"}
    assert set(shown) == set(reports.formats())
    assert [name for name in shown.values() if name not in row("Outputs")] == []
