"""The tool's own answers on the page, and what a person wrote beside them: before, after."""

from __future__ import annotations

import pytest
from documents.checklist_examples import LOGGING, OTHER, write

from sdd_impact.model import ToolAnswer

HEAD = '# yaml-language-server: $schema=checklist.schema.json\ncatalogue: "1.0"\nversion: 1\nbranch: feature/mask-email\nsummary: "s"\n'
TAIL = "questions: {}\n"
ANSWER = '  logging-changed: {answer: "yes", because: 1 log statement changed}\n'
ABOVE = "  #: Will the logging be changed?\n"
WHOLE = f"answered:\n{ABOVE}{ANSWER}"


def refreshed(part: str, answers: tuple[ToolAnswer, ...] = (LOGGING,), *, thorough: bool = False) -> str:
    """Return the part of the page that this one becomes; a summary of another version makes the refresh thorough."""
    existing = (HEAD.replace('"1.0"', '"0.9"') if thorough else HEAD) + part + TAIL
    text = write([], existing, answers)
    assert text.startswith(HEAD), text
    before, tail, after = text[len(HEAD) :].partition(TAIL)
    assert tail
    return before + after


def test_the_question_stands_above_its_answer() -> None:
    text = write([], None, (LOGGING, OTHER, ToolAnswer("never-heard-of", "no", "x")))
    assert text.partition("summary:")[2].partition("\n")[2] == (
        f'{WHOLE}  #: Will anyone need the database to answer a customer\'s question about this?\n'
        '  db-access: {answer: "no", because: no table was added}\n  never-heard-of: {answer: "no", because: x}\n' + TAIL
    )  # fmt: skip


@pytest.mark.parametrize(
    ("part", "becomes"),
    [
        # no key, the key alone, or something under it that is no mapping
        ("answered:\n", WHOLE),
        ("", WHOLE),
        ("answered: {}\n", WHOLE),
        ("answered: []\n", WHOLE),
        ("answered: some text\n", "answered: some text\n"),
        # an entry that is empty, a word, or incomplete
        ("answered:\n  logging-changed:\n", WHOLE),
        ("answered:\n  logging-changed: {}\n", WHOLE),
        ("answered:\n  logging-changed: word\n", WHOLE),
        ("answered:\n  logging-changed: {because: x}\n", WHOLE),
        (
            "answered:\n  logging-changed: {answer: 'no'}\n",
            f'answered:\n{ABOVE}  logging-changed: {{because: 1 log statement changed, answer: "yes"}}\n',
        ),
        (
            "answered:\n  logging-changed: {mine: x}\n",
            f'answered:\n{ABOVE}  logging-changed: {{answer: "yes", because: 1 log statement changed, mine: x}}\n',
        ),
        (
            "answered:\n  logging-changed:\n    because: x\n",
            f'answered:\n{ABOVE}  logging-changed:\n    answer: "yes"\n    because: 1 log statement changed\n',
        ),
        (
            "answered:\n  logging-changed:\n      answer: 'no'\n      mine: x\n",
            f'answered:\n{ABOVE}  logging-changed:\n      because: 1 log statement changed\n      answer: "yes"\n      mine: x\n',
        ),
        # what is right is left as it is written
        (
            "answered:\n  logging-changed: {answer: 'yes', because: 1 log statement changed}\n",
            "answered:\n  logging-changed: {answer: 'yes', because: 1 log statement changed}\n",
        ),
        # a question that nobody knows stays where it is, and new answers follow it
        ("answered:\n  never-heard-of: {answer: x}\n", f"answered:\n  never-heard-of: {{answer: x}}\n{ABOVE}{ANSWER}"),
        ("answered:\n    never-heard-of: {answer: x}\n", f"answered:\n    never-heard-of: {{answer: x}}\n  {ABOVE}  {ANSWER}"),
        # what the tool answers no more goes, unless a person wrote into it
        ("answered:\n  db-access: {answer: 'no', because: x}\n", WHOLE),
        ("answered:\n  db-access:\n", WHOLE),
        ("answered:\n  #: Will it?\n  db-access: {answer: 'no', because: x}  #: the tool's too\n", WHOLE),
        ("answered:\n  db-access: {answer: 'no', because: x, override: {answer: , reason: ' '}}\n", WHOLE),
        ("answered:\n  db-access: {answer: 'no', because: x, override: }\n", WHOLE),
    ],
)  # fmt: skip
def test_what_becomes_of_the_part(part: str, becomes: str) -> None:
    assert refreshed(part) == becomes
    assert refreshed(becomes) == becomes


KEPT = f"{WHOLE}\n#: Answered, and then gone from the branch: kept for the record, asked no more.\nresolved:\n"


@pytest.mark.parametrize(
    ("entry", "kept"),
    [
        ("  db-access: word\n", '  - question: db-access\n    answer: "word"\n'),
        (
            "  db-access: {answer: 'no', because: x, note: mine}\n",
            '  - question: db-access\n    answer: "no"\n    because: "x"\n    note: "mine"\n',
        ),
        (
            "  # mine\n  #: the tool's\n  db-access: {answer: 'no', because: x}\n",
            '  # mine\n  - question: db-access\n    answer: "no"\n    because: "x"\n',
        ),
        (
            "  db-access:\n    answer: 'no' # also mine\n    because: x\n    override: {answer: 'yes', reason: it has}\n",
            '  # also mine\n  - question: db-access\n    tool: "no"\n    because: "x"\n    answer: "yes"\n    reason: "it has"\n',
        ),
        (
            "  db-access: {answer: 'no', because: x, override: {answer: , reason: it has}}\n",
            '  - question: db-access\n    tool: "no"\n    because: "x"\n    answer:\n    reason: "it has"\n',
        ),
        (
            "  db-access: {answer: 'no', because: x, override: not yet}\n",
            '  - question: db-access\n    answer: "no"\n    because: "x"\n    override: "not yet"\n',
        ),
    ],
)
def test_what_a_person_wrote_into_an_answer_that_goes_is_kept(entry: str, kept: str) -> None:
    assert refreshed(f"answered:\n{entry}") == KEPT + kept


def test_the_comment_above_is_brought_up_to_date_and_a_persons_stays() -> None:
    part = f"answered:\n  #: Will it?\n  # mine\n{ANSWER}"
    assert refreshed(part, thorough=True) == f"answered:\n  # mine\n{ABOVE}{ANSWER}"


@pytest.mark.parametrize("part", ["answered: {}\n", "answered:\n"])
def test_without_answers_the_part_stays_as_it_is(part: str) -> None:
    assert refreshed(part, ()) == part
