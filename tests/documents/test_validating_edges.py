"""What is wrong with a checklist, condition by condition: each case was found by a changed condition that no other test noticed."""

from __future__ import annotations

import pytest
from documents.checklist_examples import PATH

from sdd_impact.documents import catalogue, read_checklist, validate
from sdd_impact.documents.needs import likely_needed, needed, needed_fields, reason_asked
from sdd_impact.documents.placeholders import blank
from sdd_impact.documents.validating import severity_of
from sdd_impact.model import Answer, Asked, Catalogue, Cell, Checklist, Location, Problem, Question, Row, Severity, Source

HERE = Location(PATH, 5, 3)
SAID = "only the import job ever sees this message"
PLAIN = Question("plain", "s", "Is it so?", "Look.", "block", (), "yes-no", ("yes", "no"))


def cell(value: str, line: int = 7) -> Cell:
    return Cell(value, Location(PATH, line, 5))


def cells(values: dict[str, str]) -> dict[str, Cell]:
    return {name: cell(value) for name, value in values.items()}


def row(evidence: str = "", line: int = 9, /, **values: str) -> Row:
    return Row(evidence, cells(values), Location(PATH, line, 7))


def answered(question: Question, value: str | None, *rows: Row, **fields: str) -> Answer:
    return Answer(question.id, None if value is None else cell(value), cells(fields), rows, HERE)


def found(question: Question, *answers: Answer, problems: tuple[Problem, ...] = ()) -> list[Problem]:
    """Return what is wrong with answers to questions that differ from this one in their id only."""
    bank = Catalogue(
        "1.0", tuple(question._replace(id=each) for each in dict.fromkeys((question.id, *(a.question for a in answers))))
    )
    return list(validate(Checklist(PATH, "b", "1.0", "s", answers, problems), bank))


def said(problems: list[Problem]) -> list[tuple[str, str]]:
    return [(each.id, each.message.rpartition("”")[2].strip()) for each in problems]


# --- fields that need not be filled --------------------------------------------------------------------------------

LINK, WHEN = Asked("link", "link"), Asked("when", "date", required_when=("no",))


@pytest.mark.parametrize(
    ("value", "fields", "expected"),
    [
        ("yes", {}, []),
        ("yes", {"link": "", "when": "  "}, []),
        ("yes", {"link": "SUP-1", "when": "2026-11-30"}, []),
        ("yes", {"link": "ask Jo"}, ["bad-link"]),
        ("yes", {"when": "soon"}, ["bad-date"]),
        ("no", {"when": "soon"}, ["bad-date"]),  # once, although it is needed as well
        ("no", {}, ["open-field"]),
        ("no", {"when": "2026-11-30", "own": "anything"}, []),
    ],
)
def test_fields_beside_the_answer_and_in_a_row(value: str, fields: dict[str, str], expected: list[str]) -> None:
    beside = PLAIN._replace(fields=(LINK, WHEN))
    assert [each.id for each in found(beside, answered(beside, value, **fields))] == expected
    within = PLAIN._replace(row=(LINK, WHEN), rows_when=("yes", "no"))
    problems = found(within, answered(within, value, row("ev-1", **fields)))
    assert [(each.id, each.evidence) for each in problems] == [(each, "ev-1") for each in expected]


def test_rows_are_left_alone_under_an_answer_that_needs_none() -> None:
    question = PLAIN._replace(row=(Asked("who", required_when=("always",)), LINK), rows_when=("yes",))
    assert said(found(question, answered(question, "no", row("ev-1")))) == []
    assert [each.id for each in found(question, answered(question, "yes", row("ev-1")))] == ["open-field"]
    assert [each.id for each in found(question, answered(question, "no", row("ev-1", link="ask Jo")))] == ["bad-link"]


DECISION = Asked("decision", "choice", options=("fixed", "harmless", "allowed"), unless=(("allowed", "class", "secret"),))


@pytest.mark.parametrize(
    ("values", "refused"),
    [
        ({"decision": "allowed", "class": "secret"}, True),
        ({"decision": " allowed ", "class": " secret "}, True),
        ({"decision": "allowed", "class": "email"}, False),
        ({"decision": "allowed"}, False),
        ({"decision": "fixed", "class": "secret"}, False),
        ({"class": "secret"}, False),
    ],
)
def test_an_option_that_another_cell_forbids(values: dict[str, str], *, refused: bool) -> None:
    question = PLAIN._replace(answer="list", options=(), row=(DECISION,))
    problems = found(question, answered(question, None, row("ev-1", **values)))
    assert [(each.id, each.fix) for each in problems] == ([("bad-choice", "write one of: fixed | harmless")] if refused else [])


# --- answers -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (SAID, []),
        (None, ["is open: it is empty"]),
        ("tbd", ["placeholder"]),
        ("too short", ["is open: it has 9 characters, and at least 10 are asked for"]),
        ("Is it so?", ["is open: it repeats the question"]),
    ],
)
def test_an_answer_in_words(value: str | None, expected: list[str]) -> None:
    question = PLAIN._replace(answer="text", options=())
    problems = found(question, answered(question, value))
    assert [each.id for each in problems] == ["open-answer"] * len(expected)
    assert all(words in each.message for words, each in zip(expected, problems, strict=True))


@pytest.mark.parametrize(
    ("rows", "value", "expected"),
    [((), None, ["open-answer"]), ((), "n-a", ["reason-missing"]), ((), "none", ["open-answer"]), ((row("ev-1"),), None, [])],
)
def test_a_list(rows: tuple[Row, ...], value: str | None, expected: list[str]) -> None:
    question = PLAIN._replace(answer="list", options=())
    assert [each.id for each in found(question, answered(question, value, *rows))] == expected


def test_two_rows_for_one_piece_of_evidence() -> None:
    question = PLAIN._replace(answer="list", options=())
    one, two, own, more = row("ev-1", 9), row("ev-1", 12), row("", 15), row("", 18)
    problems = found(question, answered(question, None, one, two, own, more, row("ev-1", 21)))
    assert [(each.id, each.location.line, each.evidence) for each in problems] == [
        ("duplicate-row", 12, "ev-1"), ("duplicate-row", 21, "ev-1"),
    ]  # fmt: skip
    assert all("the row on line 9 answers ev-1 already" in each.message for each in problems)


@pytest.mark.parametrize(
    ("options", "value", "reason", "expected"),
    [
        ((), "no", SAID, []),
        ((), "partly", SAID, ["bad-choice"]),
        (("yes", "no", "partly"), "partly", SAID, []),
        (("some", "none"), "yes", SAID, ["bad-choice"]),
        ((), "no", "no reason", ["reason-missing"]),
        ((), "no", "x" * 14, ["reason-missing"]),
        ((), "no", "it is obsolete!", []),  # 15 characters, as many as are asked for
    ],
)
def test_an_override(options: tuple[str, ...], value: str, reason: str, expected: list[str]) -> None:
    question = PLAIN._replace(answer="auto", options=options)
    answer = answered(question, value, tool="yes", reason=reason)._replace(by_tool=True)
    assert [each.id for each in found(question, answer)] == expected
    assert found(question, answered(question, "partly")._replace(by_tool=True)) == [], "the tool's own answer"


def test_problems_stand_in_the_order_of_the_lines() -> None:
    late = Problem(Location(PATH, 90, 1), "schema", "late")
    question = PLAIN._replace(answer="list", options=())
    problems = found(question, answered(question, None), problems=(late, Problem(Location(PATH, 2, 9), "schema", "early")))
    assert [(each.id, each.location.line) for each in problems] == [("schema", 2), ("open-answer", 5), ("schema", 90)]


@pytest.mark.parametrize(
    ("problem", "ids"), [("schema", ["schema", "open-answer"]), *((each, [each]) for each in ("not-yaml", "duplicate-key", "newer-version"))]
)  # fmt: skip
def test_of_a_file_that_cannot_be_read_nothing_more_is_said(problem: str, ids: list[str]) -> None:
    """A wrong shape in one place leaves the rest to be looked at."""
    assert [each.id for each in found(PLAIN, answered(PLAIN, None), problems=(Problem(Location(PATH), problem, "why"),))] == ids


@pytest.mark.parametrize(("severity", "expected"), [("block", "block"), ("warn", "warn"), ("off", "warn"), ("auto", "block")])
def test_how_severe_a_problem_is(severity: Severity, expected: Severity) -> None:
    question = PLAIN._replace(severity=severity)
    assert severity_of(question) == expected
    assert [each.severity for each in found(question, answered(question, None))] == [expected]


# --- one sentence for everything -------------------------------------------------------------------------------------

REASON = Asked("reason", min_chars=10)


def thrice(asked: Asked, text: str, *, in_row: bool = False, times: int = 3) -> list[Problem]:
    question = PLAIN._replace(row=(asked,)) if in_row else PLAIN._replace(fields=(asked,))
    each = {asked.name: text}
    answers = [answered(question, "yes", row("ev-1", **each)) if in_row else answered(question, "yes", **each)] * times
    return found(question, *(answer._replace(question=f"q{number}") for number, answer in enumerate(answers)))


@pytest.mark.parametrize("in_row", [False, True])
def test_what_counts_as_a_sentence_said_everywhere(*, in_row: bool) -> None:
    def repeated(asked: Asked, text: str, times: int = 3) -> list[str]:
        return [each.id for each in thrice(asked, text, in_row=in_row, times=times)]

    assert repeated(REASON, SAID) == ["repeated-answer"]
    assert repeated(REASON, SAID, 2) == []
    assert repeated(REASON, "0123456789 a") == ["repeated-answer"]
    assert repeated(REASON._replace(min_chars=9), SAID) == [], "a name, not a sentence"
    assert repeated(REASON._replace(type="link"), "https://example.org/a-long-address") == []
    assert repeated(REASON, "tbd") == []
    assert repeated(REASON, "short") == []


def test_a_reason_of_ones_own_counts_too() -> None:
    answers = [answered(PLAIN, "yes", reason=SAID)._replace(question=each) for each in "abc"]
    assert [each.question for each in found(PLAIN, *answers)] == ["c"]
    assert found(PLAIN, *(each._replace(by_tool=True) for each in answers)) == []


def test_what_is_said_of_a_repeated_sentence() -> None:
    text = "because " + "x1y2z3" * 12
    (problem,) = thrice(REASON, text)
    assert problem.message == f"“{text[:59]}…” answers 3 questions word for word"
    assert (problem.severity, problem.question) == ("block", "q2")


def test_from_the_third_on_every_question_is_named() -> None:
    """So that none which only warns can stand in for one that blocks."""
    bank = Catalogue(
        "1.0", tuple(PLAIN._replace(id=each, severity="warn" if each == "c" else "block", fields=(REASON,)) for each in "abcd")
    )
    answers = tuple(answered(PLAIN, "yes", reason=SAID)._replace(question=each) for each in "abcd")
    problems = validate(Checklist(PATH, "b", "1.0", "s", answers), bank)
    assert [(each.question, each.severity) for each in problems] == [("c", "warn"), ("d", "block")]
    assert all("answers 4 questions word for word" in each.message for each in problems)


# --- what is needed ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("when", "decided_by", "value", "answer", "expected"),
    [
        (("always",), "", None, "", True),
        ((), "", None, "yes", False),
        (("no",), "", None, " no ", True),
        (("no",), "answer", "no", "yes", False),
        (("L2",), "levels", "L1, L2", "", True),
        (("L2",), "levels", "L1,, L3", "", False),
        (("",), "levels", "L1,,", "", False),
        (("now, or later",), "levels", "now, or later", "", True),
        (("L2",), "levels", None, "L2", False),
    ],
)
def test_when_a_field_is_needed(when: tuple[str, ...], decided_by: str, value: str | None, answer: str, *, expected: bool) -> None:
    beside = {} if value is None else {"levels": cell(value)}
    assert needed(Asked("x", required_when=when, decided_by=decided_by), beside, answer) is expected


@pytest.mark.parametrize(
    ("options", "when", "value", "expected"),
    [
        ("abc", "ab", None, True),
        ("ab", "a", None, False),  # half of them
        ("abcde", "ab", None, False),
        ("abcde", "abc", None, True),
        ("abc", "xyz", None, False),
        ("abc", "abc", "a", False),  # it is decided
        ("abc", "abc", " ", True),
        ("", "a", None, False),
    ],
)
def test_what_is_likely_needed(options: str, when: str, value: str | None, *, expected: bool) -> None:
    decisive = Asked("kind", "choice", options=tuple(options))
    beside = {} if value is None else {"kind": cell(value)}
    asked = Asked("x", required_when=tuple(when), decided_by="kind")
    assert bool(likely_needed(asked, (Asked("other"), decisive), beside)) is expected
    assert not likely_needed(asked, (Asked("other"),), beside)


def test_the_reason_of_n_a() -> None:
    who, why = Asked("who", required_when=("always",)), Asked("reason", ask="say why", required_when=("n-a",))
    own = PLAIN._replace(fields=(who, why))
    assert reason_asked(own) is why
    assert reason_asked(PLAIN._replace(fields=(who,), reason_min_chars=30)).min_chars == 30
    assert [each.name for each in needed_fields(own, answered(own, "n-a"))] == ["who", "reason"]
    assert [each.name for each in needed_fields(own, answered(own, "yes"))] == ["who"]
    without = PLAIN._replace(fields=(who,))
    assert [each.name for each in needed_fields(without, answered(without, "n-a"))] == ["who", "reason"]
    assert [each.name for each in needed_fields(without, answered(without, None))] == ["who"]
    optional = PLAIN._replace(fields=(who, why._replace(required_when=("no",))))
    assert [each.ask for each in needed_fields(optional, answered(optional, "n-a"))] == ["", "say why"]


@pytest.mark.parametrize(
    ("text", "least", "why"),
    [
        ("abcdefg hij", 11, ""),
        ("abcdefg hij", 12, "it has 11 characters, and at least 12 are asked for"),
        ("  abc   def  ", 8, "it has 7 characters, and at least 8 are asked for"),
        ("asynchronously", 10, "it is no sentence"),
        ("asynchronously", 9, ""),
        ("asynchronously asynchronously", 10, "it is no sentence"),
        ("abcde fghij", 10, ""),
        ("abc cba abc", 10, "it is no sentence"),
        ("abcd dcba abcd", 10, ""),
        ("再起動すると直ります。もう一度", 10, ""),
        ("todo " + "." * 60, 1, f"“{('todo ' + '.' * 60)[:39]}…” is a placeholder"),
        ("a longer remark", 1, ""),
    ],
)
def test_what_is_blank(text: str, least: int, why: str) -> None:
    assert blank(text, least, ("", "Is it so?")) == why


# --- reading -------------------------------------------------------------------------------------------------------------


def read(text: str) -> Checklist:
    return read_checklist(Source(PATH, f"version: 1\nbranch: b\nsummary: s\n{text}".encode()), catalogue())


def test_an_override_without_words_is_none() -> None:
    checklist = read("answered:\n  logging-changed: {answer: 'yes', because: x, override: {answer: , reason: }}\n")
    assert [(each.answer.value if each.answer else None, sorted(each.fields)) for each in checklist.answers] == [
        ("yes", ["because"])
    ]
    assert validate(checklist, catalogue()) == ()


def test_what_has_not_the_shape_of_a_value_is_left_out() -> None:
    checklist = read("questions:\n  error-messages:\n    rows:\n      - x\n      - {cause: [a, {b: c}, d]}\n")
    (answer,) = checklist.answers
    assert [each.get("cause") for each in answer.rows] == ["a, d"]
    assert {each.id for each in checklist.problems} == {"schema"}


def test_entries_that_are_no_mappings_are_no_answers() -> None:
    checklist = read(
        "answered:\n  logging-changed: word\n  db-access: {answer: 'no', because: x}\nresolved:\n  - word\n  - {question: q}\n"
    )
    assert [each.question for each in checklist.answers] == ["db-access"]
    assert [each.question for each in checklist.resolved] == ["q"]
    assert (read("").answers, read("").resolved) == ((), ())
    assert {each.id for each in checklist.problems} >= {"schema"}


def test_what_is_over_says_whose_answer_it_was() -> None:
    checklist = read(
        "resolved:\n  - {question: db-access, answer: 'no', because: no table was added}\n  - {question: db-access, answer: 'yes'}\n"
    )
    assert [(each.question, each.by_tool) for each in checklist.resolved] == [("db-access", True), ("db-access", False)]
