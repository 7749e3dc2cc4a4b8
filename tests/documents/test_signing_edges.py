"""The edges of a sign-off: what its digest covers, what it is called, and what is wrong with it."""

from __future__ import annotations

import datetime as dt

import pytest

from sdd_impact.documents import answer_digest, catalogue, expired, read_sign_off, sign_off_path, write_sign_off
from sdd_impact.model import Answer, Asked, Cell, Location, Question, Row, SignOff, Source

HERE = Location("f.yaml", 3)
QUESTION = Question(
    "q", "s", "Is it?", "Look.", "block", (), "yes-no", ("yes", "no"), (Asked("reason"),), (Asked("done_by"), Asked("link"))
)


def cells(**values: str) -> dict[str, Cell]:
    return {name: Cell(value, HERE) for name, value in values.items()}


def row(evidence: str, **values: str) -> Row:
    return Row(evidence, cells(**values), HERE)


ANSWER = Answer(
    "q",
    Cell("yes", HERE),
    cells(reason="as agreed"),
    (row("ev-1", done_by="ticket", link="SUP-1"), row("ev-2", done_by="us")),
    HERE,
)
ROWS = ANSWER.rows
COVERED = ("ev-1",)
DIGEST = answer_digest(QUESTION, ANSWER, COVERED)

SAME = {
    "white space": ANSWER._replace(answer=Cell(" yes ", HERE), fields=cells(reason=" as\n  agreed")),
    "a field that is empty": ANSWER._replace(fields=cells(reason="as agreed", note="  ")),
    "fields in another order": ANSWER._replace(rows=(row("ev-1", link="SUP-1", done_by="ticket"), ROWS[1])),
    "rows in another order": ANSWER._replace(rows=ROWS[::-1]),
    "a row that it does not cover": ANSWER._replace(rows=(ROWS[0], row("ev-2", done_by="somebody else"))),
    "a cell of the tool": ANSWER._replace(rows=(row("ev-1", done_by="ticket", link="SUP-1", search="elsewhere"), ROWS[1])),
    "another place": ANSWER._replace(location=Location("other.yaml", 90)),
}
OTHER = {
    "another answer": ANSWER._replace(answer=Cell("no", HERE)),
    "no answer": ANSWER._replace(answer=None),
    "another reason": ANSWER._replace(fields=cells(reason="as agreed upon")),
    "no reason": ANSWER._replace(fields={}),
    "one more field": ANSWER._replace(fields=cells(reason="as agreed", note="x")),
    "another cell": ANSWER._replace(rows=(row("ev-1", done_by="ticket", link="SUP-2"), ROWS[1])),
    "a cell that is gone": ANSWER._replace(rows=(row("ev-1", done_by="ticket", link=" "), ROWS[1])),
    "a row that is gone": ANSWER._replace(rows=ROWS[1:]),
}


@pytest.mark.parametrize("name", SAME)
def test_a_word_stays_with(name: str) -> None:
    assert answer_digest(QUESTION, SAME[name], COVERED) == DIGEST


@pytest.mark.parametrize("name", OTHER)
def test_a_word_does_not_cover(name: str) -> None:
    assert answer_digest(QUESTION, OTHER[name], COVERED) != DIGEST


def test_the_digest_is_the_same_for_ever() -> None:
    """Sign-offs that were written once are read by every later version."""
    assert DIGEST == "sha256:f930a2d5798291e5c687a7dbb3cf7e11cb6bb9b3fc880642fda74afef2af3ace"
    assert answer_digest(QUESTION, ANSWER, ("ev-2",)) == "sha256:10ea9ac5e73e7fffd5a22021c47d3602d0e97ce661b23b98481e0e895ac36bcd"
    assert answer_digest(QUESTION._replace(id="other"), ANSWER, COVERED) != DIGEST
    assert answer_digest(QUESTION, ANSWER, ("ev-1", "ev-1", "ev-9")) == DIGEST
    assert answer_digest(QUESTION, ANSWER, ("ev-2", "ev-1")) == answer_digest(QUESTION, ANSWER, ("ev-1", "ev-2")) != DIGEST


def test_a_digest_of_any_text() -> None:
    """Half a surrogate pair comes out of a file that is not UTF-8."""
    foreign = ANSWER._replace(fields=cells(reason="Grüße \ud800"))
    assert answer_digest(QUESTION, foreign, COVERED) == "sha256:850f02d625d1ed460cc177f051ecc24ecd4e526bd4a8e3671e74bf7acaccf2bf"


@pytest.mark.parametrize(
    ("records", "kind", "path"),
    [
        ("support-impact", "sign-off", "support-impact/sign-off/q~NAME.yaml"),
        ("./support-impact/", "waiver", "support-impact/sign-off/q~NAME.waiver.yaml"),
        ("a\\b//c", "request", "a/b/c/sign-off/q~NAME.request.yaml"),
        (".", "sign-off", "sign-off/q~NAME.yaml"),
    ],
)
def test_where_a_word_is_written(records: str, kind: str, path: str) -> None:
    assert sign_off_path(records, "q", ("ev-2", "ev-1", "ev-2"), kind) == path.replace("NAME", "138e25d202")
    assert sign_off_path(records, "q", ("ev-1",), kind) != sign_off_path(records, "q", ("ev-2",), kind)


GOOD = {
    "version": "1",
    "kind": "sign-off",
    "question": "saved-search-recreate",
    "evidence": "[ev-0000000000000001]",
    "answer": f"'sha256:{'0' * 64}'",
    "by": "'@maria-lind'",
    "role": "support",
    "on": "'2026-11-24'",
}
WAIVER = {**GOOD, "kind": "waiver", "reason": "the team is new", "owner": "'@jo'", "expires": "'2026-12-31'"}
WAIVER.pop("answer")


def read(values: dict[str, str], **change: str | None) -> SignOff:
    lines = [f"{name}: {value}" for name, value in {**values, **change}.items() if value is not None]
    return read_sign_off(Source("s.yaml", ("\n".join(lines) + "\n").encode()), catalogue())


@pytest.mark.parametrize(
    ("values", "change", "expected"),
    [
        (GOOD, {}, []),
        (WAIVER, {}, []),
        (GOOD, {"by": "Jo"}, []),
        (GOOD, {"by": "J"}, [("open-field", 6)]),
        (GOOD, {"reason": "tbd", "owner": "tbd"}, []),  # those of a waiver
        (GOOD, {"on": None}, []),
        (GOOD, {"on": "soon"}, [("bad-date", 8)]),
        (GOOD, {"on": "2026-02-30"}, [("bad-date", 8)]),
        (GOOD, {"question": "nothing"}, [("unknown-question", 3)]),
        (GOOD, {"kind": "request", "by": "tbd", "on": "soon"}, []),  # a request decides nothing
        (GOOD, {"expires": "soon"}, [("bad-date", 9)]),
        (WAIVER, {"reason": "a new one"}, [("reason-missing", 8)]),  # 9 characters
        (WAIVER, {"reason": "a new team"}, []),
        (WAIVER, {"owner": "J"}, [("open-field", 9)]),
        (WAIVER, {"owner": "Jo", "by": "Al"}, []),
        (WAIVER, {"on": "''"}, []),
        (WAIVER, {"expires": "2026-12-32"}, [("bad-date", 10)]),
        (WAIVER, {"expires": "''"}, [("bad-date", 10)]),
        (WAIVER, {"by": "tbd"}, [("open-field", 5)]),
        (GOOD, {"roles": "x"}, []),  # `role` is there already
        (GOOD, {"role": None, "roles": "support"}, [("schema", 1), ("unknown-key", 8)]),
        (GOOD, {"mine": "x"}, []),
    ],
)
def test_what_is_wrong_and_where(values: dict[str, str], change: dict[str, str | None], expected: list[tuple[str, int]]) -> None:
    found = read(values, **change)
    assert sorted((each.id, each.location.line) for each in found.problems) == expected
    assert found.kind == {**values, **change}["kind"]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("- a\n", "schema"),
        ("version: 7\nkind: sign-off\n", "newer-version"),
        ("a: 'x", "not-yaml"),
        ("a: 1\na: 2\n", "duplicate-key"),
        ("by: &x Jo\nowner: *x\n", "not-yaml"),
    ],
)
def test_what_cannot_be_read_is_nobodys_word(text: str, problem: str) -> None:
    found = read_sign_off(Source("s.yaml", text.encode()), catalogue())
    assert {each.id for each in found.problems} == {problem}
    assert (found.kind, found.question, found.evidence, found.location) == ("", "", (), Location("s.yaml"))


def test_evidence_is_a_list() -> None:
    assert read(GOOD).evidence == ("ev-0000000000000001",)
    assert read(GOOD, evidence="ev-0000000000000001").evidence == ()
    assert read(GOOD, evidence="ev-0000000000000001").problems


def test_what_is_empty_is_not_written() -> None:
    signed = SignOff("s.yaml", "sign-off", "q", ("ev-1",), "sha256:0")
    assert write_sign_off(signed) == "version: 1\nkind: sign-off\nquestion: q\nevidence:\n  - ev-1\nanswer: sha256:0\n"
    text = write_sign_off(
        SignOff("s.yaml", "waiver", "q", ("ev-1", "ev-2"), by="@maria-lind", role="support", expires="2026-12-31")
    )
    assert text == (
        "version: 1\nkind: waiver\nquestion: q\nevidence:\n  - ev-1\n  - ev-2\n"
        "by: '@maria-lind'\nrole: support\nexpires: '2026-12-31'\n"
    )


@pytest.mark.parametrize(
    ("kind", "expires", "over"),
    [
        ("waiver", "2026-12-31", False), ("waiver", "2027-01-01", False), ("waiver", "2026-12-30", True), ("waiver", "", True),
        ("waiver", "soon", True), ("sign-off", "2020-01-01", False), ("request", "", False),
    ],
)  # fmt: skip
def test_a_waiver_ends(kind: str, expires: str, *, over: bool) -> None:
    found = expired(SignOff("s.yaml", kind, "q", (), owner="@jo", expires=expires), dt.date(2026, 12, 31))
    assert (found is not None) is over
    if found:
        assert found.location == Location("")
        assert found.message == f"the waiver of @jo for `q` expired on {expires}"
        assert expired(SignOff("s.yaml", kind, "q", (), expires=expires), dt.date(2027, 1, 1)) is not None


def test_an_expired_waiver_is_told_at_its_last_day() -> None:
    found = expired(read(WAIVER), dt.date(2027, 1, 1))
    assert found is not None
    assert found.location == Location("s.yaml", 10, 10)
