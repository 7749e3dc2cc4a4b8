"""Real values against the kinds that were assumed: what is proposed, of which placeholders, and what is left alone."""

from __future__ import annotations

import time
from collections.abc import Iterable

import pytest
from matching.written import statement

from sdd_impact.model import LogLine, Placeholder, ProposedKind, Statement, Template
from sdd_impact.pipeline.attributing import Printers
from sdd_impact.pipeline.narrowing import Narrowing


def printed(text: str, *holes: Placeholder, file: str = "auth/a.py", line: int = 1) -> Statement:
    """A statement whose placeholders stand where the text has ``%``."""
    pieces = text.split("%")
    parts: list[str | Placeholder] = [pieces[0]]
    for hole, piece in zip(holes, pieces[1:], strict=True):
        parts += [hole, piece]
    made = statement("x", file=file)
    return made._replace(template=Template.of(*parts), location=made.location._replace(line=line))


def proposed(statements: list[Statement], lines: Iterable[str]) -> tuple[tuple[ProposedKind, ...], tuple[str, ...]]:
    printers, narrowing = Printers(statements), Narrowing()
    for line in lines:
        narrowing.look(printers.find(LogLine(line, line)))
    return narrowing.proposed(statements)


def kind_of(assumed: str, values: Iterable[str]) -> str:
    kinds, _ = proposed(
        [printed("login of % failed", Placeholder("user", assumed))], (f"12:00 login of {each} failed" for each in values)
    )
    return kinds[0].rule.kind if kinds else ""


NUMBERED = range(1, 31)
SEEN = {
    ("name", "email"): [f"a.{each}@example.org" for each in NUMBERED],
    ("any", "int"): [str(each) for each in NUMBERED],
    ("any", "uuid"): [f"3f2c9a1e-7b0d-4c55-9a6e-0d1f2b3c4d{each:02x}" for each in NUMBERED],
    ("any", "ip"): [f"10.0.0.{each}" for each in NUMBERED],
    ("name", "id"): [f"u-{each}" for each in NUMBERED],
    ("id", "email"): ["a.b@example.org", "c.d@example.org"],
    ("email", "id"): ["u7", "u8"],
    ("email", "masked"): ["a***@example.org", "***"],
    ("masked", "email"): ["a.b@example.org", "c@example.org"],
    ("int", "any"): ["4", "n/a"],
    ("int", "id"): ["4", "x5"],
    ("uuid", "any"): ["x y"],
}
LEFT_ALONE = {
    "a few numbers": ("any", ["1", "2", "3"]),
    "the same number": ("any", ["7"] * 40),
    "words": ("name", ["alice", "bob", "carol"] * 10),
    "numbers and a word": ("any", [*map(str, NUMBERED), "many"]),
    "what was assumed": ("email", [f"a.{each}@example.org" for each in NUMBERED]),
    "missing values": ("email", ["None", "", "a@example.org"]),
    "a mask": ("masked", ["a***@example.org"] * 5),
}


@pytest.mark.parametrize(("assumed", "kind"), SEEN)
def test_what_values_show(assumed: str, kind: str) -> None:
    assert kind_of(assumed, SEEN[assumed, kind]) == kind


@pytest.mark.parametrize("name", LEFT_ALONE)
def test_what_is_left_alone(name: str) -> None:
    assert kind_of(*LEFT_ALONE[name]) == ""


def test_a_value_that_may_end_elsewhere_contradicts_nothing() -> None:
    number, text = Placeholder("count", "int"), Placeholder("rest", "name")
    one = printed("failed after %", number)
    two = printed("moved % to % now", number, text)
    lines = ["failed after 3]", "failed after 3, then more words", "moved 3 to 4 to 5 now", "failed after  x"]
    assert proposed([one, two], lines) == ((), ())


def test_the_rule_names_statement_and_placeholder() -> None:
    one = printed("login of % failed", Placeholder("user_id", "id"))
    ((only,), _) = proposed([one], ["login of a@example.org failed", "login of b@example.org failed"])
    assert only.rule._asdict() == {
        "kind": "email",
        "name": "user_id",
        "message": "login of {user_id} failed",
        "paths": (),
        "values": (),
    }
    assert (only.was, only.values, only.wrong, only.places) == ("id", 2, 2, (one.location,))


def test_one_rule_for_a_name_in_one_folder() -> None:
    user = Placeholder("user", "id")
    one, two = (printed(f"{what} of % failed", user, line=at) for at, what in enumerate(("login", "logout"), 1))
    other = printed("refund of % failed", user, line=3)
    lines = [f"{what} of {who}@example.org failed" for what in ("login", "logout") for who in "ab"]
    ((only,), _) = proposed([one, two, other], lines)
    assert (only.rule.name, only.rule.message, only.rule.paths, len(only.places)) == ("user", "", ("auth/",), 2)
    kinds, _ = proposed([one, two, other], [*lines, "refund of u7 failed"])
    assert [each.rule.message for each in kinds] == ["login of {user} failed", "logout of {user} failed"]


def test_a_placeholder_without_a_name() -> None:
    int_, other = Placeholder("", "int"), Placeholder("b", "any")
    kinds, notes = proposed([printed("waited for % and % again", int_, other)], ["waited for x1 and y again"])
    assert (kinds, notes) == ((), ("auth/a.py:1: a placeholder without a name is no int; name it in the code",))
    kinds, _ = proposed([printed("waited for % again", int_)], ["waited for x again"] * 2)
    assert [(each.rule.name, each.rule.message) for each in kinds] == [("", "waited for {} again")]


def test_what_was_said_is_not_said_more_exactly() -> None:
    values = [f"12:00 login of {each} failed" for each in NUMBERED]
    assert proposed([printed("login of % failed", Placeholder("user", "id", stated=True))], values) == ((), ())


def test_hostile_values_are_bounded() -> None:
    start = time.monotonic()
    kind_of("any", ["a." * 20_000, "@" * 20_000, "f" * 30_000 + "!", ":" * 20_000] * 20)
    assert time.monotonic() - start < 3
