from __future__ import annotations

import importlib
import time
from pathlib import Path

import pytest

from sdd_impact.documents.catalogue import catalogue, load_question
from sdd_impact.errors import Undetermined
from sdd_impact.model import Asked, SignOffRule, Source
from sdd_impact.shelf import question_ids

#: The module: the room's door has a function of the same name.
module = importlib.import_module("sdd_impact.documents.catalogue")

MINIMAL = """\
id: x
section: logging
order: 1
text: Is this a question?
help: Some help.
why: Some reason.
severity: block
asks_when: [log-changed]
answer: yes-no
acceptable: [a]
not_acceptable: [b]
"""


def load(text: str) -> None:
    load_question(Source("checklists/default/x.yaml", text.encode()))


def test_the_catalogue_is_in_order_and_complete() -> None:
    found = catalogue()
    sections = [section for section, _ in found.sections]
    assert found.version == "1.0"
    assert sorted(question.id for question in found.questions) == list(question_ids())
    places = [sections.index(question.section) for question in found.questions]
    assert places == sorted(places)
    assert set(places) == set(range(len(sections)))
    assert found.questions[0].id == "logging-changed"
    assert found.questions[-1].id == "handover-read"


def test_a_question_is_read_whole() -> None:
    question = catalogue().get("pii-in-logs")
    assert question is not None
    assert question.options == ()
    assert question.shows == (("expression", "expression"), ("class", "class"), ("now", "now"), ("where", "where"))
    assert question.row[0] == Asked(
        name="decision",
        type="choice",
        ask="what happens to the value",
        options=("fixed", "harmless", "allowed"),
        required_when=("always",),
        trial="not-found-again",
        trial_when=("fixed",),
        unless=(("allowed", "class", "secret"),),
    )
    assert question.sign_off == SignOffRule("privacy", (), (("decision", "allowed"), ("class", "secret")))
    assert question.location.file == "checklists/default/pii-in-logs.yaml"
    unread = catalogue().get("unread-source")
    assert unread is not None
    assert unread.shows == (("file", "subject"), ("because", "because"))
    masked = catalogue().get("pii-masked-findable")
    assert masked is not None
    assert masked.options == ("yes", "no")
    assert catalogue().get("no-such-question") is None


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("order: 1", "order: 0"), "3:8: the question catalogue is broken: `order` is 0, but at least 1 is expected"),
        (("order: 1", "order: first"), "3:8: the question catalogue is broken: `order` is text, but a whole number is expected"),
        (("severity: block", "severity: blok"), "7:11: the question catalogue is broken: `severity` cannot be `blok` (did you mean `block`?)"),
        (("help: Some help.\n", ""), "1:1: the question catalogue is broken: `help` is missing"),
        (("help:", "halp:"), "5:1: the question catalogue is broken: unknown key `halp`; did you mean `help`?"),
        (("answer: yes-no", "answer: yes-no\nrow: [{name: a}]"), "10:7: the question catalogue is broken: `row[0].ask` is missing"),
        (("answer: yes-no", "answer: yes-no\nrow: [{name: a, ask: b, trial: guess}]"), "10:32: the question catalogue is broken: `row[0].trial` cannot be `guess`"),
        (("acceptable: [a]", "acceptable: [a"), "10:13: the question catalogue is broken: "),
    ],
)  # fmt: skip
def test_a_file_that_does_not_fit_is_named_with_its_place(change: tuple[str, str], message: str) -> None:
    load(MINIMAL)
    with pytest.raises(Undetermined) as caught:
        load(MINIMAL.replace(*change, 1))
    assert str(caught.value).startswith(f"checklists/default/x.yaml:{message}")
    assert caught.value.fix


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("x", MINIMAL.replace("id: x", "id: y"), "checklists/default/x.yaml:1: the question catalogue is broken: the id is `y`"),
        ("x", MINIMAL.replace("section: logging", "section: none"), "checklists/default/x.yaml:1: the question catalogue is broken: there is no section `none`"),
    ],
)  # fmt: skip
def test_a_catalogue_that_does_not_hang_together(
    name: str, text: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "default"
    folder.mkdir()
    (folder / "_catalogue.yaml").write_text("version: '1'\nsections: [{id: logging, title: Logging}]\n")
    (folder / f"{name}.yaml").write_text(text)
    monkeypatch.setattr("sdd_impact.shelf.shelf", lambda _: tmp_path)
    monkeypatch.setattr(module, "shelf", lambda _: tmp_path)
    with pytest.raises(Undetermined) as caught:
        catalogue.__wrapped__()
    assert str(caught.value) == message


def test_a_catalogue_that_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "shelf", lambda _: tmp_path)
    with pytest.raises(Undetermined, match="the question catalogue cannot be read"):
        catalogue.__wrapped__()


def test_reading_the_catalogue_is_cheap() -> None:
    times = []
    for _ in range(5):
        start = time.process_time()
        catalogue.__wrapped__()
        times.append(time.process_time() - start)
    assert min(times) < 1
    assert catalogue() is catalogue()
