"""What is over, and what of it comes back: the part ``resolved:`` before and after."""

from __future__ import annotations

from typing import Any

import pytest
from documents.checklist_examples import LOGGING, PATH, asking, fingerprint, write

from sdd_impact.errors import NotationError
from sdd_impact.notation import load_yaml, plain

HEAD = 'version: 1\ncatalogue: "1.0"\nbranch: feature/mask-email\nsummary: "s"\n'
NOTHING = "questions: {}\n"


def row(number: int, cause: str = "as before, it is") -> str:
    return f"      - evidence: {fingerprint(number)}\n        cause: {cause}\n"


def item(question: str, *rows: str, fields: str = "", lead: str = "") -> str:
    return f"{lead}  - question: {question}\n{fields}" + (f"    rows:\n{''.join(rows)}" if rows else "")


def asked(*numbers: int) -> str:
    return "questions:\n  error-messages:\n    rows:\n" + "".join(map(row, numbers))


def refreshed(text: str, *numbers: int, question: str = "error-messages") -> tuple[dict[str, str], str]:
    """Return the causes by evidence of the rows that the question has now, and what stands from ``resolved:`` on."""
    done = write([asking(question, numbers)] if numbers else [], HEAD + text, (LOGGING,), summary="s")
    data: Any = plain(load_yaml(done))
    rows = ((data["questions"] or {}).get(question) or {}).get("rows", [])
    _, key, rest = done.partition("\nresolved:")
    return {each["evidence"]: each["cause"] for each in rows}, (key + rest).lstrip("\n")


def causes(*numbers: int, open_: tuple[int, ...] = ()) -> dict[str, str | None]:
    return {**{fingerprint(each): "as before, it is" for each in numbers}, **{fingerprint(each): None for each in open_}}


@pytest.mark.parametrize(
    ("text", "numbers", "back", "left"),
    [
        # of an entry: a row, all of it, all but a row of one's own
        (NOTHING + "resolved:\n" + item("error-messages", row(1), row(2)), (1,), causes(1), "resolved:\n" + item("error-messages", row(2))),
        (NOTHING + "resolved:\n" + item("error-messages", row(1), row(2)), (1, 2), causes(1, 2), ""),
        (NOTHING + "resolved:\n" + item("error-messages", row(1), row(2)), (2, 3), causes(2, open_=(3,)), "resolved:\n" + item("error-messages", row(1))),
        (NOTHING + "resolved:\n" + item("error-messages", row(1), "      - text: mine\n"), (1,), causes(1), "resolved:\n" + item("error-messages", "      - text: mine\n")),
        # of several entries that one alone, and the first of two with the same row
        (NOTHING + "resolved:\n" + item("error-messages", row(1)) + item("db-access", fields='    answer: "no"\n'), (1,), causes(1),
         "resolved:\n" + item("db-access", fields='    answer: "no"\n')),
        (NOTHING + "resolved:\n" + item("error-messages", row(1)) + item("error-messages", row(1, "something else")), (1,), causes(1),
         "resolved:\n" + item("error-messages", row(1, "something else"))),
        (NOTHING + "resolved:\n" + item("db-access", row(1)), (1,), causes(open_=(1,)), "resolved:\n" + item("db-access", row(1))),
        # to a question that is there
        (asked(3) + "resolved:\n" + item("error-messages", row(1)), (1, 3), causes(3, 1), ""),
        (asked(1) + "resolved:\n" + item("error-messages", row(1, "something else")), (1,), causes(1), "resolved:\n" + item("error-messages", row(1, "something else"))),
        # comments stay where nothing takes them along
        (NOTHING + "resolved:\n  # beside\n\n" + item("error-messages", row(1)), (1,), causes(1), "resolved:\n  # beside\n"),
        # what leaves goes behind what is there, as deep as that
        (asked(3), (), {}, "resolved:\n" + item("error-messages", row(3))),
        (asked(3) + "resolved:\n", (), {}, "resolved:\n" + item("error-messages", row(3))),
        (asked(3) + "resolved: []\n", (), {}, "resolved:\n" + item("error-messages", row(3))),
        (asked(3) + "resolved: {}\n", (), {}, "resolved:\n" + item("error-messages", row(3))),
        (asked(3) + "resolved:\n" + item("db-access", fields='    answer: "no"\n'), (), {},
         "resolved:\n" + item("db-access", fields='    answer: "no"\n') + item("error-messages", row(3))),
        (asked(3) + "resolved:\n    - question: db-access\n", (), {},
         "resolved:\n    - question: db-access\n" + "".join(f"  {each}\n" for each in item("error-messages", row(3)).splitlines())),
        (asked(3, 4), (4,), causes(4), "resolved:\n" + item("error-messages", row(3))),
        # one comes and another goes
        (asked(3) + "resolved:\n" + item("error-messages", row(1)), (1,), causes(1), "resolved:\n" + item("error-messages", row(3))),
    ],
)  # fmt: skip
def test_what_comes_back_and_what_is_left(text: str, numbers: tuple[int, ...], back: dict[str, str], left: str) -> None:
    assert refreshed(text, *numbers) == (back, left)


@pytest.mark.parametrize("value", [" text\n", "\n  a: b\n", " {a: b}\n"])
def test_an_answer_that_has_no_place_to_be_kept_in_is_not_lost(value: str) -> None:
    with pytest.raises(NotationError, match="`resolved` must be a list") as caught:
        refreshed(f"{asked(3)}resolved:{value}")
    assert caught.value.file == PATH
    if "{" not in value:  # braces are unfolded before
        line = f"{HEAD}{asked(3)}resolved:{value}".splitlines()[caught.value.line - 1]
        assert line.strip() in ("resolved: text", "a: b")
    rows, rest = refreshed(f"{asked(3)}resolved:{value}", 3)
    assert (rows, plain(load_yaml(rest))) == (causes(3), plain(load_yaml(f"resolved:{value}")))


def test_comments_of_an_entry_go_with_its_question_and_stay_without() -> None:
    mine = "resolved:\n" + item("error-messages", row(1), lead="  # mine\n")
    done = write([asking("error-messages", [1])], HEAD + NOTHING + mine, (LOGGING,), summary="s")
    assert "questions:\n  # mine\n" in done
    assert "resolved" not in done
    assert refreshed(asked(3) + mine, 1, 3)[1].startswith("resolved:\n  # mine\n  - question: error-messages\n")


def test_the_answer_comes_back_with_its_question() -> None:
    fields = '    answer: "yes"\n    note: mine\n'
    over = "resolved:\n" + item("saved-search-recreate", row(1), row(2), fields=fields)
    done = write([asking("saved-search-recreate", [1])], HEAD + NOTHING + over, (LOGGING,), summary="s")
    data: Any = plain(load_yaml(done))
    found = data["questions"]["saved-search-recreate"]
    assert (found["answer"], found["note"], [each["evidence"] for each in found["rows"]]) == ("yes", "mine", [fingerprint(1)])
    assert "question" not in found
    assert done.partition("\nresolved:\n")[2] == item("saved-search-recreate", row(2), fields=fields)
