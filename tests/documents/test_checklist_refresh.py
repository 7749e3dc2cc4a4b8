from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import pytest
import yaml
from documents.checklist_examples import IMPACTS, LOGGING, OTHER, PATH, asking, complete, fingerprint, write
from hypothesis import given, settings
from hypothesis import strategies as st

from sdd_impact.documents import catalogue, read_checklist, validate, write_checklist
from sdd_impact.documents.placeholders import shortened
from sdd_impact.errors import NotationError
from sdd_impact.model import Asking, Checklist, Source
from sdd_impact.notation import load_yaml, plain

QUESTIONS = tuple(IMPACTS)


def read(text: str) -> Checklist:
    return read_checklist(Source(PATH, text.encode()), catalogue())


def rows(text: str, question: str) -> list[str]:
    answer = read(text).get(question)
    return [row.evidence for row in answer.rows] if answer else []


def test_a_new_checklist_has_the_shape_that_is_promised() -> None:
    text = write([asking("saved-search-recreate", [1], "Password reset")])
    assert text.startswith("# yaml-language-server: $schema=checklist.schema.json\n")
    data: Any = plain(load_yaml(text))
    assert list(data) == ["version", "catalogue", "branch", "summary", "answered", "questions"]
    assert data["version"] == 1
    assert data["catalogue"] == "1.0"
    assert data["branch"] == "feature/mask-email"
    assert data["answered"] == {"logging-changed": {"answer": "yes", "because": "1 log statement changed"}}
    assert data["questions"]["saved-search-recreate"]["answer"] == "yes"
    row = data["questions"]["saved-search-recreate"]["rows"][0]
    assert row["evidence"] == fingerprint(1)
    assert row["was"] == "was Password reset"
    assert {name: row[name] for name in ("new_pattern", "done_by")} == {"new_pattern": None, "done_by": None}
    lines = text.splitlines()
    at = lines.index("  saved-search-recreate:")
    assert "  #: Will Support have to re-create logging regex for saved searches or alerts?" in lines[:at]
    assert any(re.search(r"done_by: +#: open: this branch \| ticket \| Support confirmed$", line) for line in lines)
    assert '    answer: "yes"' in lines


def test_nothing_asked_is_a_complete_record() -> None:
    text = write([], tool_answers=[LOGGING, OTHER])
    checklist = read(text)
    assert validate(checklist, catalogue()) == ()
    assert [(answer.question, answer.answer and answer.answer.value) for answer in checklist.answers] == [
        ("logging-changed", "yes"),
        ("db-access", "no"),
    ]
    assert write([], text, [LOGGING, OTHER]) == text


def test_all_answered_is_kept_and_valid() -> None:
    text = complete()
    assert [problem.message for problem in validate(read(text), catalogue())] == []
    askings = [asking(question, [number]) for number, question in enumerate(QUESTIONS, 1)]
    assert write(askings, text) == text


def test_only_new_evidence_opens_a_row() -> None:
    text = complete()
    askings = [asking(question, [number, number + 10]) for number, question in enumerate(QUESTIONS, 1)]
    refreshed = write(askings, text)
    for number, question in enumerate(QUESTIONS, 1):
        assert rows(refreshed, question) == [fingerprint(number), fingerprint(number + 10)]
    problems = validate(read(refreshed), catalogue())
    assert {problem.evidence for problem in problems} == {fingerprint(number) for number in (11, 12, 13)}
    assert all(line in refreshed.splitlines() for line in text.splitlines() if not line.strip().startswith("#:"))
    assert write(askings, refreshed) == refreshed


def test_answered_rows_of_vanished_evidence_are_kept_as_resolved() -> None:
    text = complete()
    refreshed = write([asking("error-messages", [12])], text)
    assert rows(refreshed, "error-messages") == [fingerprint(12)]
    checklist = read(refreshed)
    kept = {answer.question: answer for answer in checklist.resolved}
    assert set(kept) == set(QUESTIONS)
    assert kept["error-messages"].rows[0].get("cause") == "the mail provider refused the address"
    assert kept["saved-search-recreate"].rows[0].evidence == fingerprint(1)
    assert kept["saved-search-recreate"].answer is not None
    assert kept["pii-masked-findable"].fields["query"].value == "PasswordReset userId: 23423334"
    assert write([asking("error-messages", [12])], refreshed) == refreshed


def test_what_comes_back_has_its_answers_again() -> None:
    askings = [asking(question, [number]) for number, question in enumerate(QUESTIONS, 1)]
    gone = write([], complete())
    assert read(gone).answers[0].by_tool
    back = write(askings, gone)
    assert [problem.message for problem in validate(read(back), catalogue())] == []
    assert read(back).resolved == ()
    assert "resolved" not in plain(load_yaml(back))


def test_unanswered_rows_of_vanished_evidence_go_without_a_trace() -> None:
    one = write([asking("error-messages", [1])])
    both = write([asking("saved-search-recreate", [3]), asking("error-messages", [1, 2])], one)
    assert write([asking("error-messages", [1])], both) == one
    assert fingerprint(2) not in write([asking("error-messages", [1])], both)


def test_a_moved_line_is_no_reason_to_write() -> None:
    text = write([asking("error-messages", [1], line=41)])
    assert write([asking("error-messages", [1], line=99)], text) == text
    changed = write([asking("error-messages", [1, 2], line=99)], text)
    assert "auth/views.py:99" in changed
    assert "auth/views.py:41" not in changed


def test_a_changed_text_of_the_evidence_is_brought_up_to_date() -> None:
    text = write([asking("error-messages", [1], "old words")]).replace("cause:  ", 'cause: "the provider refused it"  # mine\n', 1)
    text = re.sub(r"# mine\n.*", "# mine", text)
    changed = write([asking("error-messages", [1], "new words")], text)
    assert "text: new words" in changed
    assert 'cause: "the provider refused it"  # mine' in changed


def test_a_deleted_row_or_question_comes_back_open() -> None:
    askings = [asking("saved-search-recreate", [1]), asking("error-messages", [2, 3])]
    text = write(askings)
    for cut in (
        r"(?s)  #: What are our.*",
        r"(?s)      - evidence: ev-0000000000000003.*",
        r"(?s)questions:.*",
        r"(?s)answered:.*",
        r"        cause:.*\n",
    ):
        shorter = re.sub(cut, "", text)
        assert shorter != text
        assert plain(load_yaml(write(askings, shorter))) == plain(load_yaml(text))


def test_conditional_fields_appear_when_they_are_needed() -> None:
    askings = [asking("saved-search-recreate", [1])]
    text = re.sub(r"done_by:.*", "done_by: ticket", write(askings))
    assert "        #: link:" in text
    refreshed = write(askings, text)
    assert re.search(r"^        link: +#: open: the ticket$", refreshed, re.MULTILINE)
    assert "        #: link:" not in refreshed
    assert "#: confirmed_by:" in refreshed
    assert write(askings, refreshed) == refreshed


def test_rows_and_questions_added_by_hand_stay() -> None:
    askings = [asking("error-messages", [1]), asking("support-ui-account-action", [2])]
    text = write(askings)
    hand = '      - {text: "Sorry.", cause: "nobody knows yet, see the log", customer_can: "call Support"}  # by hand\n'
    text = text.replace(
        "    rows:\n      - evidence: ev-0000000000000001", f"    rows:\n{hand}      - evidence: ev-0000000000000001"
    )
    text += "\n  customer-note:  # of our own\n    answer: we told them\n"
    refreshed = write([asking("error-messages", [3])], text)
    assert hand in refreshed
    assert "  customer-note:  # of our own\n    answer: we told them\n" in refreshed
    gone = write([], text)
    assert hand in gone
    assert rows(gone, "error-messages") == [""]


def test_an_override_is_kept_and_resolved_when_the_tool_answers_no_more() -> None:
    text = write([], tool_answers=[LOGGING]).replace(
        "because: 1 log statement changed}",
        'because: 1 log statement changed, override: {answer: "no", reason: "printed by the test server only"}}',
    )
    assert write([], text, [LOGGING]) == text
    changed = write([], text, [LOGGING._replace(because="2 log statements changed")])
    assert 'because: 2 log statements changed, override: {answer: "no"' in changed
    gone = write([], text, [OTHER])
    kept = read(gone).resolved[0]
    assert (kept.question, kept.answer and kept.answer.value, kept.fields["tool"].value) == ("logging-changed", "no", "yes")
    assert write([], gone, [OTHER]) == gone


def test_values_in_braces_are_unfolded_only_where_something_is_to_be_written() -> None:
    text = (
        'version: 1\nbranch: b\ncatalogue: "1.0"\nsummary: s\nanswered: {logging-changed: {answer: "yes", because: 1 log statement changed}}\n'
        f"questions: {{error-messages: {{rows: [{{evidence: {fingerprint(1)}, text: some text, was: was some text, where: 'auth/views.py:41', "
        "status: '500', audience: customer, cause: null, customer_can: null, mine: 1}]}}  # kept\n"
    )
    same = write([asking("error-messages", [1])], text, branch="b", summary="s")
    assert same == text
    more = write([asking("error-messages", [1, 2])], text, branch="b", summary="s")
    assert rows(more, "error-messages") == [fingerprint(1), fingerprint(2)]
    assert "# kept" in more
    assert "mine: 1" in more


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("- a\n", "holds no checklist"),
        ("just words\n", "holds no checklist"),
        ("a: 'x\n", "not closed"),
        ("version: 2\nbranch: b\n", "has version 2"),
        ("version: 1\nbranch: b\nquestions:\n  error-messages: yes\n", "must be a mapping"),
        ("? version\n: 1\n", "cannot be edited in place"),
    ],
)
def test_what_cannot_be_edited_is_refused_and_nothing_is_lost(text: str, words: str) -> None:
    with pytest.raises(NotationError, match=words) as caught:
        write([asking("error-messages", [1])], text)
    assert (caught.value.file, caught.value.line > 0) == (PATH, True)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# only a comment\n",
        "\ufeff# a mark before it\r\n",
        "version: 1\n",
        "branch: b\n...\n",
        "---\nversion: 1\nquestions: {}\nanswered:\n",
    ],
)
def test_a_file_with_little_in_it_is_completed(text: str) -> None:
    askings = [asking("error-messages", [1])]
    done = write(askings, text)
    data: Any = plain(load_yaml(done))
    assert list(data["questions"]) == ["error-messages"]
    assert data["branch"] == "feature/mask-email"
    assert all(line in done for line in text.splitlines() if line.startswith("#"))
    assert write(askings, done) == done


def test_windows_line_ends_and_the_byte_order_mark_are_kept() -> None:
    text = "\ufeff" + write([asking("error-messages", [1])]).replace("\n", "\r\n")
    assert write([asking("error-messages", [1])], text) == text
    more = write([asking("error-messages", [1, 2])], text)
    assert more.startswith("\ufeff#")
    assert more.count("\n") == more.count("\r\n")


HOSTILE = st.text(max_size=40) | st.sampled_from(
    ["a: b", "# no", "'", '"', "- x", "x\ny", "\x1b[31m", "{{ x }}", "\u202eabc", "&a *b", "no", "12:30", "x" * 1000, "\\n", "é" * 300, "[", "}", "?", "|", ">", "%", "@", "`", "~", "\ud800", "\x85", "#: tool"]
)  # fmt: skip
NUMBERS = st.sets(st.integers(1, 5), max_size=4)
WORLD = st.tuples(*(NUMBERS for _ in QUESTIONS))


def askings_of(world: Iterable[set[int]], text: str = "t", severity: Any = "block") -> list[Asking]:
    return [
        asking(q, [n + 16 * at for n in sorted(numbers)], text, severity=severity)
        for at, (q, numbers) in enumerate(zip(QUESTIONS, world, strict=True))
        if numbers
    ]


@given(WORLD, HOSTILE, st.sampled_from(["block", "warn"]))
@settings(max_examples=150, deadline=None)
def test_hostile_text_is_written_safely_and_read_again(world: Any, text: str, severity: str) -> None:
    askings = askings_of(world, text, severity)
    written = write(askings, summary=text, branch=text[:80] or "b")
    assert max(len(line) for line in written.splitlines()) <= 200
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e\u2028]", written)
    checklist = read(written)
    assert not [problem for problem in checklist.problems if problem.id != "no-summary"]
    for each in askings:
        answer = checklist.get(each.question.id)
        assert answer is not None
        assert [row.evidence for row in answer.rows] == [impact.fingerprint for impact in each.impacts]
        for row in answer.rows:
            if "was" in row.cells and len(text) < 30 and text.isprintable():
                assert row.get("was") == f"was {text}"
    assert write(askings, written, summary=text, branch=text[:80] or "b") == written


STYLES: dict[str, Any] = {
    "one line of JSON": {"default_flow_style": True, "width": 10**6},
    "braces over many lines": {"default_flow_style": True, "width": 60},
    "lists and rows in braces": {"default_flow_style": None, "width": 10**6},
    "another indentation": {"indent": 4, "sort_keys": False, "width": 50},
    "keys sorted": {},
}
COMMENT = st.tuples(st.integers(0, 400), st.integers(0, 12), st.booleans())
ANSWERS = st.dictionaries(st.integers(0, 60), st.sampled_from(["block", "plain", "double", "list"]), max_size=8)


def says_the_same(one: str, other: str) -> bool:
    try:
        return bool(plain(load_yaml(one)) == plain(load_yaml(other)))
    except NotationError:  # not every place in a block of text can have a comment
        return False


def with_comments(text: str, comments: Any) -> tuple[str, list[str]]:
    """Put comments into a text wherever YAML allows them."""
    placed = []
    for number, (line, indent, alone) in enumerate(comments):
        lines = text.split("\n")
        at = line % len(lines)
        mine = f"# mine {number}."
        if alone:
            lines.insert(at, " " * indent + mine)
        elif lines[at].strip() and "#" not in lines[at]:
            lines[at] += f"  {mine}"
        else:
            continue
        tried = "\n".join(lines)
        if says_the_same(tried, text):
            text = tried
            placed.append(mine)
    return text, placed


def with_answers(text: str, answers: dict[int, str]) -> tuple[str, list[str]]:
    """Answer some of the open fields, each in another style."""
    lines, given_answers, number = text.split("\n"), [], -1
    for at, line in enumerate(lines):
        found = re.match(r"( *)([a-z_]+): +#: (?:open|optional)", line)
        if not found:
            continue
        number += 1
        if number not in answers or found[2] in ("summary", "answer"):
            continue
        word = f"answer{number}."
        inner = " " * (len(found[1]) + 2)
        lines[at] = (
            found[1]
            + {
                "plain": f"{found[2]}: {word}",
                "double": f'{found[2]}: "{word}\n{inner}# is text"',
                "block": f"{found[2]}: |\n{inner}{word}\n{inner}# is text\n",
                "list": f"{found[2]}:\n{inner}- {word}",
            }[answers[number]]
        )
        given_answers.append(word)
    return "\n".join(lines), given_answers


@given(WORLD, WORLD, WORLD, st.lists(COMMENT, max_size=8), ANSWERS, st.booleans(), st.sampled_from([None, None, *STYLES]))
@settings(max_examples=40, deadline=None)
def test_what_a_person_wrote_survives_every_refresh(
    one: Any, two: Any, three: Any, comments: Any, answers: Any, windows: bool, style: str | None
) -> None:
    text, given_answers = with_answers(write(askings_of(one), tool_answers=[LOGGING, OTHER]), answers)
    if style:
        text = yaml.safe_dump(plain(load_yaml(text)), allow_unicode=True, **STYLES[style])
    text, mine = with_comments(text, comments)
    if windows:
        text = text.replace("\n", "\r\n")
    assert write(askings_of(one), text, [LOGGING, OTHER]) == text or answers
    for world, tools in ((two, [LOGGING]), (three, [OTHER]), (one, [LOGGING, OTHER])):
        askings = askings_of(world)
        text = write(askings, text, tools)
        assert write(askings, text, tools) == text
        for each in mine:
            assert text.count(each) == 1, each
        for each in given_answers:
            assert text.count(each) == 1, each
        checklist = read(text)
        assert not [problem for problem in checklist.problems if problem.id == "schema"], text
        for each_asking in askings:
            there = rows(text, each_asking.question.id)
            assert sorted(there) == [impact.fingerprint for impact in each_asking.impacts]
        assert {answer.question for answer in checklist.answers if not answer.by_tool} >= {each.question.id for each in askings}
    live = [row for answer in read(text).answers for row in answer.rows]
    assert (
        all(word in str([row.cells for row in live] + [answer.fields for answer in read(text).answers]) for word in given_answers)
        or mine
    )


def test_a_long_text_is_shortened_with_an_ellipsis() -> None:
    text = write([asking("error-messages", [1], "long " * 100)])
    found = read(text).get("error-messages")
    assert found is not None
    assert found.rows[0].get("text") == shortened("long " * 100, 150)
    assert found.rows[0].get("text").endswith("…")


def test_existing_is_named_in_errors() -> None:
    with pytest.raises(NotationError) as caught:
        write_checklist([], [], branch="b", summary="", catalogue_version="1", existing=Source("x.yaml", b"\xff\xfe"))
    assert caught.value.file == "x.yaml"


DAMAGE = [
    "\n",
    " ",
    ":",
    "- ",
    "'",
    '"',
    "{",
    "}",
    "[",
    "\t",
    "#",
    "#:",
    "x",
    "",
    "\n\n",
    "\r",
    "? ",
    "|",
    "a: b\n",
    "      - evidence: ev-00\n",
    "null",
    "- - ",
]


@given(st.data(), WORLD)
@settings(max_examples=150, deadline=None)
def test_a_damaged_checklist_is_refreshed_or_refused(data: Any, world: Any) -> None:
    text = complete()
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(text)))
        text = text[:at] + data.draw(st.sampled_from(DAMAGE)) + text[at + data.draw(st.integers(0, 30)) :]
    askings = askings_of(world)
    try:
        refreshed = write(askings, text)
    except NotationError as error:
        place: int | None = error.line
    else:
        place = None
        assert write(askings, refreshed) == refreshed
        for each in askings:
            there = rows(refreshed, each.question.id)
            assert set(there) >= {impact.fingerprint for impact in each.impacts}
    assert place is None or place >= 1


@pytest.mark.parametrize("style", STYLES)
def test_a_checklist_in_any_style_is_refreshed(style: str) -> None:
    data: Any = plain(load_yaml(complete()))
    text = yaml.safe_dump(data, allow_unicode=True, **STYLES[style])
    same = [asking(question, [number]) for number, question in enumerate(QUESTIONS, 1)]
    more = [asking(question, [number, number + 10]) for number, question in enumerate(QUESTIONS, 1)]
    assert write(same, text) == text
    refreshed = write(more, text)
    assert write(more, refreshed) == refreshed
    after: Any = plain(load_yaml(refreshed))
    for question in QUESTIONS:
        assert [row["evidence"] for row in after["questions"][question]["rows"]] == [
            impact.fingerprint for each in more if each.question.id == question for impact in each.impacts
        ]
        assert data["questions"][question]["rows"][0].items() <= after["questions"][question]["rows"][0].items()
    gone = write([], refreshed)
    assert len(read(gone).resolved) == len(QUESTIONS)
    back = write(same, gone)
    assert write(same, back) == back
    assert validate(read(back), catalogue()) == ()
