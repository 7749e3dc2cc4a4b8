"""What a waiver lets be open, and what not."""

from __future__ import annotations

from analysis.test_judging import HERE, case, checklist, ids, impact, row, state

from sdd_impact.analysis.judging import judge
from sdd_impact.model import Asking, Impact, Location, Problem, SignOff, Verdict

ONE, TWO = impact(1), impact(2)
ROWS = {
    each.fingerprint: row(each.fingerprint)._replace(location=Location(HERE.file, 10 + 10 * number))
    for number, each in enumerate((ONE, TWO))
}


def defect(of: Impact | None, question: str = "error-messages", id_: str = "open-field") -> Problem:
    place = ROWS[of.fingerprint].location if of else HERE
    return Problem(place, id_, "it is empty", "", question, "block", of.fingerprint if of else "")


def waiver(expires: str = "2026-12-31", owner: str = "@jo") -> SignOff:
    return SignOff("w.yaml", "waiver", "error-messages", (), by="@maria", owner=owner, reason="the team is new", expires=expires)


EXPIRED = Problem(Location("w.yaml"), "waiver-expired", "it has expired", "", "error-messages")


def judged(
    impacts: tuple[Impact, ...],
    words: dict[Impact, SignOff | Problem],
    *defects: Problem,
    rows: tuple[Impact, ...] | None = None,
    signed: bool | None = None,
) -> Verdict:
    def word(asking: Asking, of: Impact) -> SignOff | Problem | None:
        assert of in asking.impacts
        return words.get(of)

    record = checklist(*(ROWS[each.fingerprint] for each in (impacts if rows is None else rows)))
    return judge(case(impacts, (record,), defects=defects, signed=signed)._replace(waiver=word))


def test_without_a_waiver_it_is_open() -> None:
    found = judged((ONE,), {}, defect(ONE))
    assert (found.verdict, state(found)) == ("failed", "open")


def test_with_one_it_passes_and_says_until_when() -> None:
    found = judged((ONE,), {ONE: waiver()}, defect(ONE), defect(None, id_="open-answer"))
    assert (found.verdict, state(found), ids(found)) == ("passed", "waived", [])
    note = "until 2026-12-31 by @jo: the team is new"
    assert found.questions[0].note == note
    assert found.reason.startswith(f"passed: 0 of 1 question answered, 1 waived {note} (")


def test_what_is_answered_is_said_to_be_answered() -> None:
    assert judged((ONE,), {}).reason.startswith("passed: 1 of 1 question answered (")
    half = judged((ONE, TWO), {ONE: waiver()}, defect(ONE))
    assert (half.verdict, state(half)) == ("passed", "answered")
    assert half.reason.startswith("passed: 1 of 1 question answered (")


def test_a_waiver_covers_its_own_evidence_alone() -> None:
    other = judged((ONE, TWO), {ONE: waiver()}, defect(ONE), defect(TWO))
    assert [(each.id, each.evidence) for each in other.problems] == [("open-field", TWO.fingerprint)]
    assert (other.verdict, state(other)) == ("failed", "open")
    answer = judged((ONE, TWO), {ONE: waiver()}, defect(None, id_="open-answer"))
    assert (answer.verdict, ids(answer)) == ("failed", [("open-answer", "block")]), "the answer itself is open for the other row"


def test_a_waiver_covers_its_own_question_alone() -> None:
    elsewhere = Problem(HERE, "schema", "it has no shape", "", "", "block")
    assert judged((ONE,), {ONE: waiver()}, elsewhere).verdict == "failed"
    found = judged((ONE,), {ONE: waiver()}, defect(ONE, "error-known-changed"))
    assert ids(found) == [("open-field", "warn")]


def test_a_waiver_brings_no_evidence_into_the_checklist() -> None:
    found = judged((ONE, TWO), {ONE: waiver(), TWO: waiver()}, rows=(ONE,))
    assert (found.verdict, state(found), ids(found)) == ("failed", "stale", [("checklist-stale", "block")])


def test_what_is_waived_needs_no_other_word() -> None:
    assert state(judged((ONE,), {}, signed=False)) == "unsigned"
    assert judged((ONE,), {}, signed=False).problems[0].evidence == ONE.fingerprint
    assert (judged((ONE,), {ONE: waiver()}, signed=False).verdict, state(judged((ONE,), {ONE: waiver()}, signed=False))) == (
        "passed",
        "waived",
    )
    half = judged((ONE, TWO), {ONE: waiver()}, signed=False)
    assert [(each.id, each.evidence) for each in half.problems] == [("unsigned", TWO.fingerprint)]
    assert state(half) == "unsigned"


def test_one_that_has_expired_is_told_where_the_answer_is_open() -> None:
    assert ids(judged((ONE,), {ONE: EXPIRED})) == []
    for flaw in (defect(ONE), defect(None, id_="open-answer")):
        found = judged((ONE,), {ONE: EXPIRED}, flaw)
        assert sorted(each.id for each in found.problems) == sorted([flaw.id, "waiver-expired"])
        assert (found.verdict, state(found)) == ("failed", "open")
    other = judged((ONE, TWO), {ONE: EXPIRED}, defect(TWO))
    assert ids(other) == [("open-field", "block")], "what it was about is answered by now"


def test_the_one_that_ends_first_is_named_first() -> None:
    found = judged((ONE, TWO), {ONE: waiver("2027-01-31"), TWO: waiver("2026-12-01", "")})
    assert found.questions[0].note == "until 2026-12-01 by @maria: the team is new; until 2027-01-31 by @jo: the team is new"
    same = judged((ONE, TWO), {ONE: waiver(), TWO: waiver()})
    assert same.questions[0].note == "until 2026-12-31 by @jo: the team is new"


def test_what_only_warns_is_not_counted() -> None:
    warn = ONE._replace(severity="warn")
    found = judged((warn,), {warn: waiver()})
    assert state(found) == "waived"
    assert found.reason.startswith("passed: nothing asked that blocks, 1 for the report (")


def test_one_that_has_expired_counts_as_much_as_its_question() -> None:
    warn = ONE._replace(severity="warn")
    found = judged((warn,), {warn: EXPIRED}, defect(warn))
    assert (found.verdict, sorted(ids(found))) == ("passed", [("open-field", "warn"), ("waiver-expired", "warn")])
