from __future__ import annotations

import datetime as dt
import json

import jsonschema
import pytest
import yaml
from documents.checklist_examples import asking, complete, fingerprint
from hypothesis import given
from hypothesis import strategies as st

from sdd_impact.documents import (
    answer_digest,
    catalogue,
    expired,
    read_checklist,
    read_sign_off,
    sign_off_path,
    with_fresh_cells,
    write_sign_off,
)
from sdd_impact.model import Answer, Cell, Location, Question, SignOff, Source
from sdd_impact.shelf import shelf

SCHEMA = json.loads((shelf("schemas") / "sign-off.schema.json").read_text(encoding="utf-8"))
DIGEST = "sha256:" + "0" * 64
SIGN_OFF = SignOff(
    "s.yaml",
    "sign-off",
    "saved-search-recreate",
    (fingerprint(1),),
    DIGEST,
    "@maria-lind",
    "support",
    on="2026-11-24",
    shown="yes; done_by: ticket",
)
WAIVER = SignOff(
    "s.yaml", "waiver", "owner-escalation", (fingerprint(1), fingerprint(2)), "", "@maria-lind", "tech_lead",
    "the team is formed in December", "@jo-berg", "2026-12-31",
)  # fmt: skip


def read(text: str) -> SignOff:
    return read_sign_off(Source("s.yaml", text.encode()), catalogue())


def answer(text: str = complete(), question: str = "saved-search-recreate") -> tuple[Question, Answer]:
    asked = catalogue().get(question)
    found = read_checklist(Source("f.yaml", text.encode()), catalogue()).get(question)
    assert asked is not None
    assert found is not None
    return asked, found


def test_the_examples_of_the_schema_are_read() -> None:
    for example in SCHEMA["examples"]:
        assert list(jsonschema.Draft202012Validator(SCHEMA).iter_errors(example)) == []
        found = read(yaml.safe_dump(example))
        assert found.problems == ()
        assert (found.kind, found.evidence) == (example["kind"], tuple(example["evidence"]))


@pytest.mark.parametrize("written", [SIGN_OFF, WAIVER, SIGN_OFF._replace(kind="request", by="", shown="a: b\n# c")])
def test_what_is_written_is_read_again(written: SignOff) -> None:
    text = write_sign_off(written)
    found = read(text)
    assert found._replace(expires_at=None) == written._replace(location=Location("s.yaml", 1, 1))
    assert (found.expires_at is None) is (not written.expires)
    if found.expires_at:
        assert text.splitlines()[found.expires_at.line - 1].startswith("expires: ")


# what is changed in a good sign-off · id · words
MISTAKES = [
    ({"kind": "approval"}, "schema", "must be one of sign-off, waiver, request"),
    ({"evidence": []}, "schema", "is empty"),
    ({"evidence": ["ev-1"]}, "schema", "as the tool wrote it"),
    ({"answer": None}, "schema", "must be a text"),
    ({"answer": "yes"}, "schema", "must be a digest"),
    ({"by": "tbd"}, "open-field", "is a placeholder"),
    ({"on": "yesterday"}, "bad-date", "is no date"),
    ({"role": "boss"}, "schema", "must be one of support, tech_lead, privacy"),
    ({"question": "saved-searches"}, "unknown-question", "no question `saved-searches`"),
    ({"version": 2}, "newer-version", "version 2"),
    ({"kind": "waiver"}, "schema", "`reason`, `owner`, `expires` is missing"),
    ({"kind": "waiver", "reason": "later", "owner": "@jo", "expires": "2026-12-31"}, "reason-missing", "is a placeholder"),
    ({"kind": "waiver", "reason": "until the team is formed", "owner": "@jo", "expires": "soon"}, "bad-date", "is no date"),
    ({"kind": "waiver", "reason": "until the team is formed", "owner": "@jo", "expires": None}, "bad-date", "is no date"),
    ({"expirs": "2026-12-31"}, "unknown-key", "did you mean `expires`"),
]


@pytest.mark.parametrize(("change", "identity", "words"), MISTAKES)
def test_a_mistake_is_named(change: dict[str, object], identity: str, words: str) -> None:
    data = yaml.safe_load(write_sign_off(SIGN_OFF))
    found = read(yaml.safe_dump({**data, **change})).problems
    assert [problem for problem in found if problem.id == identity and words in problem.message], found
    assert all(problem.location.line >= 1 and problem.fix for problem in found)


@given(st.binary(max_size=100))
def test_any_bytes_are_read_without_an_exception(data: bytes) -> None:
    assert read_sign_off(Source("s.yaml", data), catalogue()).problems


def test_a_waiver_holds_up_to_its_last_day() -> None:
    assert expired(WAIVER, dt.date(2026, 12, 31)) is None
    problem = expired(WAIVER, dt.date(2027, 1, 1))
    assert problem is not None
    assert problem.id == "waiver-expired"
    assert expired(WAIVER._replace(expires=""), dt.date(2026, 1, 1)) is not None
    assert expired(SIGN_OFF, dt.date(2030, 1, 1)) is None


def test_the_digest_follows_the_answer_and_nothing_else() -> None:
    question, first = answer()
    digest = answer_digest(question, first, [fingerprint(1)])
    assert digest.startswith("sha256:")
    same = (
        complete()
        .replace("ops/savedsearches.conf:41", "ops/savedsearches.conf:99")
        .replace('"this branch"', "this   branch  # mine")
    )
    assert answer_digest(*answer(same), [fingerprint(1)]) == digest
    for old, new in (
        ('"this branch"', '"ticket"'),
        (r"(?<id>\d+)", r"\d+"),
        ('    answer: "yes"\n    #: reason', '    answer: "no"\n    #: reason'),
    ):
        changed = complete().replace(old, new, 1)
        assert changed != complete()
        assert answer_digest(*answer(changed), [fingerprint(1)]) != digest
    assert answer_digest(question, first, []) != digest


def test_paths_differ_by_question_evidence_and_kind() -> None:
    one = sign_off_path("support-impact/", "db-access", [fingerprint(1)], "sign-off")
    assert one.startswith("support-impact/sign-off/db-access~")
    others = {
        sign_off_path("support-impact", "db-access", [fingerprint(2)], "sign-off"),
        sign_off_path("support-impact", "db-access", [fingerprint(1)], "waiver"),
    }
    assert len(others | {one}) == 3


def test_edited_cells_of_the_tool_do_not_count() -> None:
    text = complete().replace("text: some text", "text: harmless")
    checklist = read_checklist(Source("f.yaml", text.encode()), catalogue())
    fresh = with_fresh_cells(checklist, [asking("error-messages", [2])]).get("error-messages")
    assert fresh is not None
    assert fresh.rows[0].get("text") == "some text"
    assert fresh.rows[0].get("cause") == "the mail provider refused the address"
    assert isinstance(fresh.rows[0].cells["text"], Cell)
