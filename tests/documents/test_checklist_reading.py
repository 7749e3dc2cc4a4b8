from __future__ import annotations

import json
import re
import time
from typing import Any

import jsonschema
import pytest
import yaml
from documents.checklist_examples import LOGGING, PATH, asking, complete, write
from hypothesis import given, settings
from hypothesis import strategies as st

from sdd_impact.documents import PROBLEMS, catalogue, read_checklist, validate
from sdd_impact.documents.fitting import fits, schema_problems
from sdd_impact.documents.near_misses import near_miss
from sdd_impact.model import Checklist, Problem, Source
from sdd_impact.notation import load_yaml, plain
from sdd_impact.shelf import shelf

SCHEMA = json.loads((shelf("schemas") / "checklist.schema.json").read_text(encoding="utf-8"))


def read(text: str) -> Checklist:
    return read_checklist(Source(PATH, text.encode()), catalogue())


def problems(text: str) -> list[Problem]:
    return list(validate(read(text), catalogue()))


HEAD = 'version: 1\nbranch: "b"\nsummary: "s"\n'


def test_every_value_has_its_place() -> None:
    checklist = read(complete())
    answer = checklist.get("saved-search-recreate")
    assert answer is not None
    assert answer.answer is not None
    lines = complete().splitlines()
    place = answer.answer.location
    assert lines[place.line - 1][place.column - 1 :] == '"yes"'
    cell = answer.rows[0].cells["done_by"]
    assert lines[cell.location.line - 1][cell.location.column - 1 :] == '"this branch"'
    assert lines[answer.location.line - 1].strip() == "saved-search-recreate:"
    assert lines[answer.rows[0].location.line - 1].strip().startswith("- evidence:")
    found = checklist.get("support-ui-account-action")
    assert found is not None
    assert found.rows[0].get("levels") == "L1, L2"


# what is wrong · id · the text of the place · words of the message
MISTAKES = [
    ("a: 'x", "not-yaml", "'x", "not closed"),
    (HEAD + "branch: c\n", "duplicate-key", "branch: c", "stands already on line 2"),
    (HEAD + "questions:\n  error-messages: &x {rows: []}\n", "not-yaml", "&x {rows: []}", "is not allowed in this file"),
    ("version: 2\nbranch: b\n", "newer-version", "2", "version 2"),
    ("- a\n", "schema", "- a", "must be a mapping"),
    ("", "schema", "", "must be a mapping"),
    ("version: 1\n", "schema", "version: 1", "`branch` is missing"),
    ('version: "1"\nbranch: b\n', "schema", '"1"', "must be 1"),
    (HEAD + "questions: [a]\n", "schema", "[a]", "`questions` must be a mapping"),
    (HEAD + "questions:\n  error-messages: yes\n", "schema", "yes", "must be a mapping"),
    (HEAD + "questions:\n  error-messages:\n    rows: {a: b}\n", "schema", "{a: b}", "must be a list"),
    (HEAD + "questions:\n  error-messages:\n    rows:\n      - yes\n", "schema", "yes", "`questions.error-messages.rows[1]` must be a mapping"),
    (HEAD + "questions:\n  error-messages:\n    rows:\n      - evidence: ev-12\n", "schema", "ev-12", "as the tool wrote it"),
    (HEAD + "questions:\n  error-messages:\n    rows:\n      - cause: {a: b}\n", "schema", "{a: b}", "a text or a list"),
    (HEAD + "answered:\n  logging-changed: {because: x}\n", "schema", "{because: x}", "has no `answer`"),
    (HEAD + "resolved:\n  - {answer: x}\n", "schema", "{answer: x}", "has no `question`"),
    (HEAD + "sumary: x\n", None, "", ""),  # `summary` is there, so this is a key of one's own
    (HEAD + "questoins:\n", "unknown-key", "questoins:", "did you mean `questions`"),
    (HEAD + "mine: {a: [b, {c: d}]}\n", None, "", ""),
    (HEAD + "questions:\n  eror-messages: {}\n", "unknown-question", "eror-messages: {}", "did you mean `error-messages`"),
    (HEAD + "questions:\n  a-new-one: {answer: x}\n", "unknown-question", "a-new-one: {answer: x}", "counts for nothing"),
    (HEAD + 'questions:\n  error-messages:\n    rows:\n      - text: t\n        audience: internal\n        reasn: "only the import job sees it"\n', "unknown-key", 'reasn: "only', "did you mean `reason`"),
    (HEAD + "questions:\n  error-messages:\n", "open-answer", "error-messages:", "there is no row"),
    (HEAD + "questions:\n  db-access:\n    answer: tbd\n", "open-answer", "tbd", "is open: yes | no"),
    (HEAD + "questions:\n  db-access:\n    answer: true\n", "bad-choice", "true", "none of: yes | no"),
    (HEAD + "questions:\n  scope-no-impact-confirm:\n    answer: Yes\n", "bad-choice", "Yes", "none of: yes | no"),
    (HEAD + "questions:\n  scope-no-impact-confirm:\n    answer: no\n    what: N/A\n", "open-field", "N/A", "is a placeholder"),
    (HEAD + "questions:\n  scope-no-impact-confirm:\n    answer: no\n    what: too slow\n", "open-field", "too slow", "has 8 characters, and at least 20"),
    (HEAD + "questions:\n  scope-no-impact-confirm:\n    answer: no\n    what: We found nothing that Support would notice. Is that right\n", "open-field", "We found", "repeats the question"),
    (HEAD + "questions:\n  scope-no-impact-confirm:\n    answer: no\n", "open-field", "scope-no-impact-confirm:", "`what`: it is empty"),
    (HEAD + "questions:\n  saved-search-recreate:\n    answer: yes\n    rows:\n      - search: s\n        done_by: somebody\n", "bad-choice", "somebody", "this branch | ticket"),
    (HEAD + "questions:\n  saved-search-recreate:\n    answer: yes\n    rows:\n      - search: s\n        new_pattern: abc\n        done_by: ticket\n        link: ask Jo\n", "bad-link", "ask Jo", "no address, no path and no ticket"),
    (HEAD + "questions:\n  handover-read:\n    answer: yes\n    by: Jo L\n    read_on: 30.11.2026\n", "bad-date", "30.11.2026", "is no date"),
    (HEAD + "questions:\n  pii-in-logs:\n    rows:\n      - class: secret\n        decision: allowed\n        reason: the value is needed there by the auditors\n", "bad-choice", "allowed", "cannot be “allowed” where class is “secret”"),
    (HEAD + "answered:\n  logging-changed: {answer: yes, because: x, override: {answer: no, reason: tbd}}\n", "reason-missing", "tbd", "an override counts with a reason only"),
    (HEAD + "answered:\n  logging-changed: {answer: yes, because: x, override: {answer: perhaps, reason: printed by the test server only}}\n", "bad-choice", "perhaps", "none of: yes | no"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "identity", "place", "words"), MISTAKES)
def test_a_mistake_is_named_at_its_place(text: str, identity: str | None, place: str, words: str) -> None:
    found = [problem for problem in problems(text) if problem.id != "no-summary"]
    if identity is None:
        assert found == []
        return
    matching = [problem for problem in found if problem.id == identity and words in problem.message]
    assert matching, found
    location = matching[0].location
    line = text.splitlines()[location.line - 1] if text else ""
    assert line[location.column - 1 :].startswith(place.split("\n", maxsplit=1)[0])
    assert matching[0].fix


def test_every_id_is_explained() -> None:
    known = {kind.id for kind in PROBLEMS}
    found = {problem.id for text, *_ in MISTAKES for problem in problems(text)}
    assert found <= known
    assert {identity for _, identity, *_ in MISTAKES if identity} <= known
    assert all(kind.title and kind.why and kind.fix for kind in PROBLEMS)


def test_a_row_answers_its_evidence_once() -> None:
    text = complete()
    row = "".join(re.findall(r"(?s)      - evidence: ev-0000000000000002.*?(?=\n\n)", text))
    twice = text.replace(row, f"{row}\n{row}")
    assert [problem.id for problem in problems(twice)] == ["duplicate-row"]
    assert problems(twice)[0].evidence == "ev-0000000000000002"


def test_one_sentence_for_three_questions_says_nothing() -> None:
    same = "nobody outside the team will see it"
    two = (
        f"questions:\n  scope-no-impact-confirm: {{answer: no, what: '{same}'}}\n"
        f"  error-messages: {{rows: [{{text: t, audience: internal, reason: '{same}!'}}, {{text: u, audience: internal, reason: '{same}'}}]}}\n"
    )
    assert problems(HEAD + two) == []
    three = two + f"  support-ui-account-action: {{rows: [{{in_support_ui: never needed, reason: '{same}'}}]}}\n"
    assert [(problem.id, problem.question) for problem in problems(HEAD + three)] == [
        ("repeated-answer", "support-ui-account-action")
    ]


def test_n_a_counts_with_a_reason_only() -> None:
    from sdd_impact.documents.validating import _Checked
    from sdd_impact.model import Answer, Cell, Location, Question

    question = Question("q", "s", "Is it?", "Look.", "block", (), "yes-no-na", ("yes", "no", "n-a"))
    place = Location("f", 3, 1)
    bare = Answer("q", Cell("n-a", place), {}, (), place)
    assert [problem.id for problem in _Checked(question, bare).problems()] == ["reason-missing"]
    given_reason = bare._replace(fields={"reason": Cell("a test environment without customers", place)})
    assert list(_Checked(question, given_reason).problems()) == []


def test_questions_that_only_warn_have_problems_that_only_warn() -> None:
    warn = next(question for question in catalogue().questions if question.severity == "warn")
    found = [problem for problem in problems(HEAD + f"questions:\n  {warn.id}: {{answer: }}\n") if problem.question]
    assert found
    assert {problem.severity for problem in found} == {"warn"}


def test_an_override_is_read_as_the_answer() -> None:
    text = (
        HEAD
        + 'answered:\n  logging-changed:\n    answer: "yes"\n    because: 1 changed\n    override: {answer: "no", reason: "printed by the test server only"}\n'
    )
    assert problems(text) == []
    answer = read(text).answers[0]
    assert (answer.by_tool, answer.answer and answer.answer.value) == (True, "no")
    assert {name: cell.value for name, cell in answer.fields.items()} == {
        "because": "1 changed",
        "tool": "yes",
        "reason": "printed by the test server only",
    }


def test_without_a_summary_it_only_warns() -> None:
    assert [(problem.id, problem.severity) for problem in problems("version: 1\nbranch: b\n")] == [("no-summary", "warn")]


@pytest.mark.parametrize("definition", ["answer", "tool_answer", None])
def test_the_schema_accepts_its_own_examples(definition: str | None) -> None:
    validator = jsonschema.Draft202012Validator(
        {**SCHEMA, **({"$ref": f"#/$defs/{definition}"} if definition else {})} if definition else SCHEMA
    )
    if definition:
        validator = jsonschema.Draft202012Validator({"$ref": f"#/$defs/{definition}", "$defs": SCHEMA["$defs"]})
    examples = (SCHEMA["$defs"][definition] if definition else SCHEMA)["examples"]
    for example in examples:
        assert list(validator.iter_errors(example)) == []
        if definition is None:
            document = example
        elif definition == "answer":
            document = {"version": 1, "branch": "b", "questions": {"q": example}}
        else:
            document = {"version": 1, "branch": "b", "answered": {"q": example}}
        assert fits(load_yaml(yaml.safe_dump(document)))
        assert list(jsonschema.Draft202012Validator(SCHEMA).iter_errors(document)) == []


NEGATIVES: list[Any] = [
    [], None, {}, {"version": 1}, {"branch": "b"}, {"version": 2, "branch": "b"}, {"version": "1", "branch": "b"}, {"version": True, "branch": "b"},
    {"version": 1, "branch": ""}, {"version": 1, "branch": None}, {"version": 1, "branch": ["b"]},
    {"version": 1, "branch": "b", "catalogue": None}, {"version": 1, "branch": "b", "summary": []},
    {"version": 1, "branch": "b", "answered": []}, {"version": 1, "branch": "b", "answered": {"q": None}},
    {"version": 1, "branch": "b", "answered": {"q": {"answer": None}}}, {"version": 1, "branch": "b", "answered": {"q": {"answer": "x", "override": "no"}}},
    {"version": 1, "branch": "b", "answered": {"q": {"answer": "x", "override": {"answer": []}}}},
    {"version": 1, "branch": "b", "questions": "x"}, {"version": 1, "branch": "b", "questions": {"q": "x"}},
    {"version": 1, "branch": "b", "questions": {"q": {"reason": ["x"]}}}, {"version": 1, "branch": "b", "questions": {"q": {"x": {"y": 1}}}},
    {"version": 1, "branch": "b", "questions": {"q": {"rows": {}}}}, {"version": 1, "branch": "b", "questions": {"q": {"rows": [{}]}}},
    {"version": 1, "branch": "b", "questions": {"q": {"rows": [None]}}}, {"version": 1, "branch": "b", "questions": {"q": {"rows": [{"evidence": "x"}]}}},
    {"version": 1, "branch": "b", "questions": {"q": {"rows": [{"evidence": 12}]}}}, {"version": 1, "branch": "b", "questions": {"q": {"rows": [{"a": [["b"]]}]}}},
    {"version": 1, "branch": "b", "resolved": {}}, {"version": 1, "branch": "b", "resolved": [None]}, {"version": 1, "branch": "b", "resolved": [{"answer": "x"}]},
]  # fmt: skip


@pytest.mark.parametrize("document", NEGATIVES)
def test_the_schema_and_the_reader_refuse(document: Any) -> None:
    assert list(jsonschema.Draft202012Validator(SCHEMA).iter_errors(document))
    node = load_yaml(json.dumps(document))
    assert not fits(node)
    found = schema_problems(node, "f.yaml", "checklist")
    assert found
    assert all(problem.location.line >= 1 and problem.id == "schema" and problem.message for problem in found)


def test_a_written_checklist_fits_and_is_valid() -> None:
    for text in (complete(), write([]), write([asking("error-messages", [1])], tool_answers=[LOGGING])):
        node = load_yaml(text)
        assert fits(node)
        assert list(jsonschema.Draft202012Validator(SCHEMA).iter_errors(plain(node))) == []


VALUES = st.recursive(
    st.sampled_from([None, True, 1, 1.5, "", " ", "yes", "x", "ev-0123456789abcdef", "ev-x"]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["answer", "because", "override", "reason", "rows", "evidence", "question", "mine"]), inner, max_size=3),
    max_leaves=8,
)  # fmt: skip
DOCUMENTS = st.fixed_dictionaries(
    {},
    optional={
        "version": st.sampled_from([1, 1.0, "1", 2, None, True]),
        "branch": VALUES,
        "catalogue": VALUES,
        "summary": VALUES,
        "answered": st.dictionaries(st.just("q"), VALUES, max_size=1) | VALUES,
        "questions": st.dictionaries(st.just("q"), VALUES, max_size=1) | VALUES,
        "resolved": st.lists(VALUES, max_size=2) | VALUES,
        "mine": VALUES,
    },
)


@given(DOCUMENTS)
@settings(max_examples=300, deadline=None)
def test_what_the_reader_lets_through_the_schema_accepts(document: Any) -> None:
    node = load_yaml(json.dumps(document))
    valid = not list(jsonschema.Draft202012Validator(SCHEMA).iter_errors(plain(node)))
    assert valid or not fits(node)
    checklist = read_checklist(Source("f.yaml", json.dumps(document).encode()), catalogue())
    assert valid != any(problem.id in ("schema", "newer-version") for problem in checklist.problems)
    validate(checklist, catalogue())


@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_any_bytes_are_read_without_an_exception(data: bytes) -> None:
    checklist = read_checklist(Source("f.yaml", data), catalogue())
    assert all(problem.location.line >= 1 for problem in validate(checklist, catalogue()))


@given(st.data())
@settings(max_examples=200, deadline=None)
def test_a_damaged_checklist_is_read_without_an_exception(data: Any) -> None:
    text = complete()
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(text)))
        text = (
            text[:at]
            + data.draw(st.sampled_from(["\n", " ", ":", "- ", "'", "{", "\t", "#", "x", ""]))
            + text[at + data.draw(st.integers(0, 30)) :]
        )
    assert all(problem.location.line >= 1 for problem in problems(text))


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("evidense", "evidence"),
        ("new-pattern", "new_pattern"),
        ("Done By", "done_by"),
        ("links", "link"),
        ("note", ""),
        ("comment", ""),
        ("who", ""),
        ("anwser", "answer"),
    ],
)
def test_near_misses(word: str, meant: str) -> None:
    assert near_miss(word, ["evidence", "was", "now", "new_pattern", "done_by", "link", "answer", "rows"]) == meant


ROW = "      - {evidence: ev-0000000000000001, cause: x}\n"
HOSTILE = {
    "many rows": HEAD + "questions:\n  error-messages:\n    rows:\n" + ROW * 15_000,
    "many keys of one's own": HEAD + "".join(f"new_patt{number}:\n" for number in range(45_000)),
    "many keys that are nearly known": HEAD + "questions:\n  saved-search-recreate:\n    rows:\n      - evidence: ev-0000000000000001\n" + "".join(f"        new_patt{number:05}:\n" for number in range(35_000)),
    "many questions": HEAD + "questions:\n" + "".join(f"  saved-search-recreat{number}: {{}}\n" for number in range(20_000)),
    "many rows of the wrong shape": HEAD + "questions:\n  error-messages:\n    rows:\n" + "      - [x]\n" * 45_000,
    "a long link": HEAD + "questions:\n  pii-masked-findable:\n    answer: no\n    plan: the plan is a good one, really\n    ticket: '" + "a/" * 400_000 + " '\n",
    "a long word": HEAD + "questions:\n  db-access:\n    answer: " + "no " * 300_000 + "\n",
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_takes_bounded_time(name: str) -> None:
    begin = time.process_time()
    problems(HOSTILE[name])
    assert time.process_time() - begin < 60
