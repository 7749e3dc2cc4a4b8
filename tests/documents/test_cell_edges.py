"""One line of a checklist: what the tool writes into it and beside it, and whose word counts for its cells."""

from __future__ import annotations

import pytest

from sdd_impact.documents import with_fresh_cells
from sdd_impact.documents.cells import above, below, beside, cell_text, evidence_text, line, prefilled_cells, shown_cells, written
from sdd_impact.documents.page import Lines
from sdd_impact.documents.retiring import Retired, resolved_item, resolved_question
from sdd_impact.model import Answer, Asked, Asking, Cell, Checklist, Evidence, Impact, Location, Question, Row
from sdd_impact.notation import scalar

HERE = Location("f.yaml", 3)
QUESTION = Question(
    "q", "s", "Is it?", "Look.", "block", (), "list",
    row=(Asked("who", prefill="owner"), Asked("where", prefill="nothing"), Asked("link")),
    shows=(("class", "class"), ("now", "now"), ("at", "place"), ("none", "nothing")),
)  # fmt: skip
IMPACT = Impact(
    "secret-logged", "ev-1", Evidence(Location("a.py", 7), "quoted", "why"), ("q",), "block", "subject", "was", " now ",
    data=(("class", "secret"), ("owner", "team a"), ("was", "")),
)  # fmt: skip


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("subject", "subject"), ("was", "was"), ("now", " now "), ("quote", "quoted"), ("because", "why"), ("place", "a.py:7"),
        ("class", "secret"), ("nothing", ""),
    ],
)  # fmt: skip
def test_where_a_cell_comes_from(name: str, text: str) -> None:
    assert evidence_text(IMPACT, name) == text


def test_cells_without_a_text_are_left_out() -> None:
    assert shown_cells(QUESTION, IMPACT) == (("class", "secret"), ("now", " now "), ("at", "a.py:7"))
    assert prefilled_cells(QUESTION, IMPACT) == {"who": "team a"}


@pytest.mark.parametrize("text", ["x" * 150, "x" * 151, "\x07" * 100, "'" * 149, "\u2028" * 40, "a\ud800b", ""])
def test_a_cell_is_bounded_and_reads_the_same_again(text: str) -> None:
    found = cell_text(text)
    assert len(scalar(found)) <= 150
    assert cell_text(found) == found
    assert found == text or "…" in found or "\ud800" in text
    assert (found == text) is (len(scalar(text)) <= 150 if "\ud800" not in text else False)


@pytest.mark.parametrize(
    ("args", "text"),
    [
        (("  ", "a", "b"), "  a: b"),
        (("  ", "a", ""), "  a:"),
        (("  ", "a", "b", "open"), "  a: b                            #: open"),
        (("", "a" * 40, "", "open"), f"{'a' * 40}:  #: open"),
    ],
)
def test_a_line(args: tuple[str, ...], text: str) -> None:
    assert line(*args) == text


LONG = Asked("x", ask="say why", min_chars=10)
OFFERED = LONG._replace(offers="class")


@pytest.mark.parametrize(
    ("asked", "value", "optional", "shows", "text"),
    [
        (LONG, "", False, (), "open: say why (10 characters or more)"),
        (LONG, " ", True, (), "optional: say why (10 characters or more)"),
        (LONG._replace(min_chars=9), "", False, (), "open: say why"),
        (LONG, "because", False, (), ""),
        (LONG._replace(prefill="owner"), "team a", False, (), "check: say why (10 characters or more)"),
        (LONG._replace(options=("a", "b")), "", False, (), "open: a | b"),
        (LONG._replace(options=("a", "b"), type="choices"), "", False, (), "open: a | b (one or more)"),
        (OFFERED, "", False, (), "open, proposed: secret"),
        (OFFERED, "", True, (), "optional, proposed: secret"),
        (OFFERED, "", False, ("class",), "open: say why (10 characters or more)"),
        (OFFERED._replace(offers="nothing"), "", False, (), "open: say why (10 characters or more)"),
        (LONG._replace(ask="y" * 200, min_chars=1), "", False, (), f"open: {'y' * 99}…"),
        (LONG._replace(options=("y" * 200,)), "", False, (), f"open: {'y' * 129}…"),
    ],
)
def test_what_stands_beside_a_field(asked: Asked, value: str, *, optional: bool, shows: tuple[str, ...], text: str) -> None:
    assert beside(asked, value, optional=optional, impact=IMPACT, shows=shows) == text


@pytest.mark.parametrize(("length", "proposed"), [(110, True), (111, False)])
def test_a_proposal_that_is_too_long_for_a_line_is_not_shown(length: int, *, proposed: bool) -> None:
    impact = IMPACT._replace(data=(("class", "z" * length),))
    assert beside(OFFERED, "", impact=impact).startswith("open, proposed: z") is proposed
    assert beside(OFFERED, "") == "open: say why (10 characters or more)"


def test_what_stands_below_a_row() -> None:
    fields = [
        Asked("a", ask="one"),
        Asked("b", ask="two", required_when=("always",)),
        Asked("c", ask="three", required_when=("no", "n-a")),
        Asked("d", ask="four", required_when=("x",), decided_by="answer"),
        Asked("e", ask="five", required_when=("ticket",), decided_by="done_by"),
        Asked("f", ask="six"),
    ]
    assert below(fields, ["f"]) == [
        "#: a:  # optional: one",
        "#: b:  # optional: two",
        '#: c:  # when the answer is "no" or "n-a": three',
        '#: d:  # when the answer is "x": four',
        '#: e:  # when done_by is "ticket": five',
    ]


def test_what_stands_above_a_question() -> None:
    assert above(QUESTION._replace(text="Is\n it?", help=f"{'word ' * 30}end")) == [
        "#: Is it?",
        f"#: {' '.join(['word'] * 22)}",
        f"#: {' '.join(['word'] * 8)} end",
    ]


def test_an_answer_is_quoted() -> None:
    assert [written(each) for each in ("yes", "", "  ")] == ['"yes"', "", ""]


def test_what_the_evidence_says_counts_whatever_the_file_says() -> None:
    def answer(question: str, *rows: Row, by_tool: bool = False) -> Answer:
        return Answer(question, None, {}, rows, HERE, by_tool=by_tool)

    def row(evidence: str) -> Row:
        return Row(evidence, {"class": Cell("email", HERE), "link": Cell("SUP-1", HERE)}, HERE)

    mine = Checklist(
        "f.yaml",
        "b",
        "1.0",
        "s",
        (answer("q", row("ev-1"), row("ev-2")), answer("p", row("ev-1")), answer("q", row("ev-1"), by_tool=True)),
    )
    found = with_fresh_cells(mine, (Asking(QUESTION, "block", (IMPACT,)),))
    assert [[each.get("class") for each in each_answer.rows] for each_answer in found.answers] == [
        ["secret", "email"],
        ["email"],
        ["email"],
    ]
    first = found.answers[0].rows[0]
    assert {name: first.get(name) for name in first.cells} == {"class": "secret", "link": "SUP-1", "now": " now ", "at": "a.py:7"}
    assert first.cells["class"].location == HERE
    assert with_fresh_cells(mine, ()) == mine


def test_what_is_kept_of_a_question() -> None:
    row = Retired("q", Lines(["  - evidence: ev-1", "    done_by: ticket"], 2))
    assert resolved_item("q", [("answer", "yes"), ("reason", " ")], [row], 2) == [
        "  - question: q",
        '    answer: "yes"',
        "    rows:",
        "      - evidence: ev-1",
        "        done_by: ticket",
    ]
    assert resolved_question("q", Lines(["# mine"], 0), Lines(["  answer: x"], 0), 2) == [
        "  # mine",
        "  - question: q",
        "    answer: x",
    ]
