"""Closed lists: an id that the code uses is in its list, on a page, and explained."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import click
import pytest

from sdd_impact import documents
from sdd_impact.analysis.impact_list import BY_ID, IMPACTS
from sdd_impact.analysis.problem_list import PROBLEMS
from sdd_impact.commands import COMMANDS, group

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "sdd_impact"
ALL_PROBLEMS = (*PROBLEMS, *documents.PROBLEMS)
QUESTIONS = documents.catalogue().questions
#: Where an id stands among the arguments of what makes a problem or a draft of an impact.
ID_ARGUMENT = {"Problem": 1, "Flaw": 0}


def sections(page: str) -> dict[str, str]:
    """The sections of a page whose titles are ids, by id."""
    parts = re.split(r"^##+ `([a-z-]+)`$", (ROOT / "docs" / page).read_text("utf-8"), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


@cache
def ids_in_code() -> tuple[tuple[str, str], ...]:
    """Each literal id of a problem, with the place that makes it."""
    return tuple(found for path in sorted(PACKAGE.rglob("*.py")) for found in ids_in_file(path))


def ids_in_file(path: Path) -> Iterator[tuple[str, str]]:
    """The literal ids of problems in one file."""
    text = path.read_text("utf-8")
    if not any(f"{name}(" in text for name in ID_ARGUMENT):
        return
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ID_ARGUMENT:
            position = ID_ARGUMENT[node.func.id]
            given = [*node.args[position : position + 1], *(word.value for word in node.keywords if word.arg == "id")]
            for id_ in (id_ for argument in given for id_ in literals(argument)):
                yield id_, f"{path.relative_to(ROOT)}:{node.lineno}"


def literals(node: ast.expr) -> Iterator[str]:
    """The texts that an expression can be, as far as they are written out: a literal, or either side of a choice."""
    if isinstance(node, ast.IfExp):
        yield from literals(node.body)
        yield from literals(node.orelse)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value


def test_every_problem_in_the_code_is_in_a_list() -> None:
    known = {problem.id for problem in ALL_PROBLEMS}
    assert not [f"{place}: {id_}" for id_, place in ids_in_code() if id_ not in known]


def test_every_problem_of_a_list_is_in_the_code() -> None:
    used = {id_ for id_, _ in ids_in_code()}
    assert {problem.id for problem in ALL_PROBLEMS} - used == set()


def test_no_id_is_in_two_lists() -> None:
    ids = [problem.id for problem in ALL_PROBLEMS]
    assert len(ids) == len(set(ids))
    assert len(BY_ID) == len(IMPACTS)


def test_every_impact_asks_a_question_that_is_asked_by_it() -> None:
    questions = {question.id: question for question in QUESTIONS}
    wrong = [kind.id for kind in IMPACTS if kind.question not in questions or kind.id not in questions[kind.question].asks_when]
    assert not wrong


def test_every_question_is_asked_by_known_impacts() -> None:
    assert not [f"{question.id}: {impact}" for question in QUESTIONS for impact in question.asks_when if impact not in BY_ID]


def test_every_impact_has_its_section() -> None:
    page = sections("impacts.md")
    assert list(page) == [kind.id for kind in IMPACTS]
    for kind in IMPACTS:
        for text in (kind.title, kind.why, kind.fix, f"questions/{kind.question}.md"):
            assert text in page[kind.id], f"{kind.id} lacks “{text}”"


def test_every_problem_has_its_section() -> None:
    page = sections("problems.md")
    assert list(page) == [kind.id for kind in ALL_PROBLEMS]
    for kind in ALL_PROBLEMS:
        for text in (kind.title, kind.why, kind.fix):
            assert text in page[kind.id], f"{kind.id} lacks “{text}”"


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_s_one_line_help_is_the_list_s(name: str) -> None:
    command = group.get_command(click.Context(group), name)
    assert command is not None
    assert command.short_help == COMMANDS[name]


def test_every_command_and_option_is_on_the_page() -> None:
    text = (ROOT / "docs" / "commands.md").read_text("utf-8")
    parts = re.split(r"^## `sdd-impact ([a-z]+)`$", text, flags=re.MULTILINE)
    page = dict(zip(parts[1::2], parts[2::2], strict=True))
    assert list(page) == list(COMMANDS)
    general = parts[0]
    lacking = []
    for name in COMMANDS:
        command = group.get_command(click.Context(group), name)
        assert command is not None
        where = page[name] + (general if "comparison options" in " ".join(page[name].split()) else "")
        for parameter in command.params:
            lacking += [f"{name} {option}" for option in parameter.opts if option.startswith("--") and f"`{option}" not in where]
    for parameter in group.params:
        lacking += [option for option in parameter.opts if f"`{option}" not in general]
    assert not lacking
