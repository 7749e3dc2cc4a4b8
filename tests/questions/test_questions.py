"""The question door: every file of the catalogue has its test file here and its page, and asks what its test file says."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from sdd_impact.analysis.impact_list import IMPACTS
from sdd_impact.documents.catalogue import catalogue
from sdd_impact.documents.reading import read_checklist
from sdd_impact.documents.validating import validate
from sdd_impact.model import TRIALS, Asked, Question, Source
from sdd_impact.notation import load_yaml, plain
from sdd_impact.shelf import question_ids, shelf

HERE = Path(__file__).parent
PAGES = HERE.parents[1] / "docs" / "questions"
QUESTIONS = catalogue().questions
SCHEMA = json.loads((shelf("schemas") / "question.schema.json").read_text())


def cases(sort: str) -> list[Any]:
    return [
        pytest.param(question, case, id=f"{question.id}: {case['case']}")
        for question in QUESTIONS
        for case in read(question.id)[sort]
    ]


def read(question: str) -> dict[str, Any]:
    path = HERE / f"{question}.yaml"
    data: dict[str, Any] = (
        plain(load_yaml(path.read_text(), path.name)) if path.is_file() else {"acceptable": [], "not_acceptable": []}
    )
    return data


def problems(question: Question, says: dict[str, Any]) -> list[tuple[str, str]]:
    """Return id and message of what the checker finds wrong with an answer; each row gets evidence of its own."""
    rows = says.get("rows", [])
    says = says | ({"rows": [{"evidence": f"ev-{number:016x}"} | row for number, row in enumerate(rows)]} if rows else {})
    document = {
        "version": 1,
        "catalogue": catalogue().version,
        "branch": "feature/x",
        "summary": "Mask e-mail addresses in the password-reset log",
        "answered" if question.answer == "auto" else "questions": {question.id: says},
    }
    checklist = read_checklist(Source("support-impact/feature-x.yaml", json.dumps(document).encode()), catalogue())
    return [(problem.id, problem.message) for problem in validate(checklist, catalogue())]


@pytest.mark.parametrize(("question", "case"), cases("acceptable"))
def test_what_is_acceptable(question: Question, case: dict[str, Any]) -> None:
    assert problems(question, case["says"]) == []


@pytest.mark.parametrize(("question", "case"), cases("not_acceptable"))
def test_what_is_not_acceptable(question: Question, case: dict[str, Any]) -> None:
    found = problems(question, case["says"])
    assert {name for name, _ in found} == set(case["problems"]), found


@pytest.mark.parametrize("question", QUESTIONS, ids=[question.id for question in QUESTIONS])
def test_every_question_has_its_test_and_its_page(question: Question) -> None:
    data = read(question.id)
    assert len(data["acceptable"]) >= 3
    assert len(data["not_acceptable"]) >= 3
    page = (PAGES / f"{question.id}.md").read_text()
    assert page.startswith(f"# {question.text}\n")
    assert f"`{question.id}`" in page
    for impact in question.asks_when:
        assert f"`{impact}`" in page, impact
    for asked in (*question.fields, *question.row):
        assert f"`{asked.name}`" in page, asked.name
    assert question.time_saved in page
    for heading in ("## When it is asked", "## Why", "## A good answer", "## Not to be asked again"):
        assert heading in page, heading


def test_nothing_is_left_over() -> None:
    ids = set(question_ids())
    assert {path.stem for path in HERE.glob("*.yaml")} == ids
    assert {path.stem for path in PAGES.glob("*.md")} - {"README"} == ids
    assert {question.id for question in QUESTIONS} == ids


@pytest.mark.parametrize("question", QUESTIONS, ids=[question.id for question in QUESTIONS])
def test_the_file_fits_the_schema(question: Question) -> None:
    path = shelf("checklists") / "default" / f"{question.id}.yaml"
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    jsonschema.Draft202012Validator(SCHEMA).validate(plain(load_yaml(path.read_text())))


def test_impacts_and_questions_name_each_other() -> None:
    asked = {(impact, question.id) for question in QUESTIONS for impact in question.asks_when}
    assert asked == {(kind.id, kind.question) for kind in IMPACTS}
    order = {"off": 0, "warn": 1, "auto": 1, "block": 2}
    for question in QUESTIONS:
        severities = [kind.severity for kind in IMPACTS if kind.question == question.id]
        if severities:
            assert question.severity == max(severities, key=lambda each: order[each]), question.id


def test_the_words_of_the_article_stand_to_the_letter() -> None:
    assert [question.text for question in QUESTIONS if question.article] == [
        "Will the logging be changed?",
        "Will Support have to re-create logging regex for saved searches or alerts?",
        "What are our error messages?",
    ]


def test_the_first_question_of_a_theme_stands_for_it() -> None:
    first = {question.theme: question.id for question in reversed(QUESTIONS) if question.theme}
    assert first == {
        "logging": "logging-changed",
        "saved searches": "saved-search-recreate",
        "error messages": "error-messages",
        "support UI": "support-ui-account-action",
    }


@pytest.mark.parametrize("question", QUESTIONS, ids=[question.id for question in QUESTIONS])
def test_a_question_hangs_together(question: Question) -> None:
    """What refers to a field, an option or a cell refers to one that there is."""
    shown = {name for name, _ in question.shows}
    for fields, beside in ((question.fields, set()), (question.row, shown)):
        names = [asked.name for asked in fields]
        assert len(set(names)) == len(names)
        assert not set(names) & (beside | {"answer", "rows", "evidence"})
        for asked in fields:
            check_field(asked, question, {each.name: each for each in fields}, beside)
    assert set(question.rows_when) <= set(question.options)
    rule = question.sign_off
    if rule:
        assert set(rule.answers) <= set(question.options)
        assert rule.answers or rule.rows
        for cell, value in rule.rows:
            options = next((asked.options for asked in question.row if asked.name == cell), None)
            assert value in options if options else cell in shown


def check_field(asked: Asked, question: Question, fields: dict[str, Asked], shown: set[str]) -> None:
    when = set(asked.required_when) - {"always"}
    if asked.decided_by:
        assert asked.decided_by in fields, asked.name
        assert when <= set(fields[asked.decided_by].options), asked.name
    else:
        assert when <= set(question.options), asked.name
    assert not asked.trial or asked.trial in TRIALS
    assert set(asked.trial_when) <= set(asked.options)
    assert not (asked.offers and asked.offers in shown), "what is offered stands beside the field, not in a cell of its own"
    for option, cell, _ in asked.unless:
        assert option in asked.options
        assert cell in shown
    if asked.example:
        assert len(asked.example) >= asked.min_chars, asked.name


def test_every_option_that_asks_for_more_can_be_answered_with_less() -> None:
    """Every question has a short way out for somebody to whom it does not apply: at most two fields after the deciding word."""
    for question in QUESTIONS:
        deciding = [asked for asked in question.row if asked.options and asked.required_when == ("always",)]
        ways = []
        for asked in deciding[:1]:
            for option in asked.options:
                more = [each for each in question.row if each.decided_by == asked.name and option in each.required_when]
                ways.append(len(more))
        for option in question.options:
            more = [each for each in question.fields if option in each.required_when and not each.decided_by]
            ways.append(len(more))
        assert not ways or min(ways) <= 2, question.id


@pytest.mark.parametrize("question", QUESTIONS, ids=[question.id for question in QUESTIONS])
def test_the_example_of_the_page_is_acceptable(question: Question) -> None:
    blocks = re.findall(r"```yaml\n(.*?)```", (PAGES / f"{question.id}.md").read_text(), re.DOTALL)
    assert blocks
    for block in blocks:
        document = plain(load_yaml(block))
        (given,) = document.values()
        assert set(given) == {question.id}
        assert problems(question, given[question.id]) == []
        cells = {name for row in given[question.id].get("rows", []) for name in row} - {"evidence"}
        assert cells <= {name for name, _ in question.shows} | {asked.name for asked in question.row}


def test_the_list_of_pages_is_complete_and_in_order() -> None:
    lines = [line for line in (PAGES / "README.md").read_text().splitlines() if line.startswith("| [")]
    assert lines == [
        f"| [`{question.id}`]({question.id}.md) | {question.text} | {question.severity} | {question.time_saved.removesuffix(' of a customer' + chr(39) + 's wait')} |"
        for question in QUESTIONS
    ]
