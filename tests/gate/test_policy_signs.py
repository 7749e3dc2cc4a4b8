"""Somebody's word: what counts as a sign-off, and whether anybody but them may merge it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from gate.gate_play import FINGERPRINT, OTHER_FINGERPRINT, OTHER_REWORDED, RECORD, Ask, Gate, Play, Row, Table, gate, record, story
from gate.policy_play import CONFIG, on_main

__all__ = ["gate"]

table = Table()
SIGNERS = 'signers: {support: ["@maria-lind"]}\n'
FOLDER = "support-impact/sign-off/"


@table.row(1, "signers: not enforced for support", FOLDER)
def nobody_owns_the_sign_offs(play: Play) -> Ask:
    on_main(play, {CONFIG: SIGNERS})
    return Ask(play)


@table.row(1, "signers: not enforced for support")
def somebody_owns_other_files(play: Play) -> Ask:
    on_main(play, {CONFIG: SIGNERS, "CODEOWNERS": "*.py @dev\n"})
    return Ask(play)


@table.row(1, "signers: not enforced for support")
def the_owner_is_taken_away_further_down(play: Play) -> Ask:
    on_main(play, {CONFIG: SIGNERS, "CODEOWNERS": f"/{FOLDER} @support-leads\n* @dev\n/{FOLDER}\n"})
    return Ask(play)


@table.row(1, "!not enforced")
def the_leads_own_the_sign_offs(play: Play) -> Ask:
    on_main(play, {CONFIG: SIGNERS, ".github/CODEOWNERS": f"* @dev\n/{FOLDER} @support-leads\n"})
    return Ask(play)


@table.row(1, "signers: not enforced for support")
def only_the_branch_says_who_owns_them(play: Play) -> Ask:
    on_main(play, {CONFIG: SIGNERS})
    play.commit({"CODEOWNERS": f"/{FOLDER} @me\n"})
    return Ask(play)


@table.row(1, "!not enforced")
def the_branch_deletes_the_owners(play: Play) -> Ask:
    on_main(play, {CONFIG: SIGNERS, "CODEOWNERS": f"/{FOLDER} @support-leads\n"})
    play.git("rm", "-q", "CODEOWNERS")
    play.commit()
    return Ask(play)


@table.row(1, "!not enforced")
def nobody_is_named_so_nothing_is_to_enforce(play: Play) -> Ask:
    return Ask(play)


@table.row(1, "signers: not enforced for support")
def owners_as_a_link_out_of_the_repository(play: Play) -> Ask:
    (play.root.parent / "OWNERS").write_text(f"/{FOLDER} @me\n")
    play.git("checkout", "-q", "main")
    (play.root / "CODEOWNERS").symlink_to("../OWNERS")
    play.git("checkout", "-q", "feature")
    on_main(play, {CONFIG: SIGNERS})
    return Ask(play)


@table.each()
def test_who_may_sign(row: Row, gate: Gate, tmp_path: Path) -> None:
    row.hold(gate, story(tmp_path))


Change = Callable[[str], str]


def _set(key: str, value: str) -> Change:
    return lambda text: re.sub(rf"(?m)^{key}:.*$", f"{key}: {value}", text)


#: What is done to a good sign-off, and the status that the gate then has.
SIGNED: dict[str, tuple[Change, int]] = {
    "as it is": (lambda text: text, 0),
    "with CRLF": (lambda text: text.replace("\n", "\r\n"), 0),
    "a request": (_set("kind", "request"), 1),
    "another kind": (_set("kind", "approval"), 1),
    "for another question": (_set("question", "error-messages"), 1),
    "for another answer": (_set("answer", "sha256:" + "0" * 64), 1),
    "by nobody": (_set("by", '""'), 1),
    "by a placeholder": (_set("by", "tbd"), 1),
    "in another role": (_set("role", "tech-lead"), 1),
    "a newer version": (_set("version", "2"), 1),
    "a waiver without a date": (_set("kind", "waiver"), 1),
    "emptied": (lambda _text: "", 1),
    "not YAML": (lambda text: text + "a: [\n", 1),
    "twice the same key": (lambda text: text + "by: '@maria-lind'\n", 1),
    "with an alias": (lambda text: text.replace("by: ", "by: &a ") + "more: *a\n", 1),
}


@pytest.mark.parametrize("name", SIGNED)
def test_what_counts_as_a_sign_off(gate: Gate, tmp_path: Path, name: str) -> None:
    change, status = SIGNED[name]
    play = signed(tmp_path, gate)
    (file,) = (play.root / FOLDER).iterdir()
    file.write_bytes(change(file.read_text()).encode())
    play.commit()
    found = gate(play)
    assert found.status == status, f"{file.read_text()}\n{found.text}"


def signed(tmp_path: Path, gate: Gate) -> Play:
    """Return the story with a checklist that needs a sign-off, and the sign-off, not committed yet."""
    play = story(tmp_path)
    on_main(play, {CONFIG: SIGNERS})
    play.commit({RECORD: record()})
    assert "unsigned" in gate(play).text
    assert gate(play, "sign", "--by", "@maria-lind").status == 0
    return play


def test_an_answer_that_changes_is_another_exception(gate: Gate, tmp_path: Path) -> None:
    play = signed(tmp_path, gate)
    play.commit()
    assert gate(play).status == 0
    play.commit({RECORD: record().replace("SUP-7", "SUP-8")})
    assert gate(play).status == 1
    play.commit({RECORD: record().replace("link: SUP-7", "link:   SUP-7  # as agreed")})
    assert gate(play).status == 0, "white space and comments say nothing"


def test_a_sign_off_of_other_evidence(gate: Gate, tmp_path: Path) -> None:
    play = signed(tmp_path, gate)
    (file,) = (play.root / FOLDER).iterdir()
    text = file.read_text()
    fingerprint = re.findall(r"ev-[0-9a-f]{16}", text)[0]
    file.write_text(text.replace(fingerprint, OTHER_FINGERPRINT))
    play.commit()
    assert gate(play).status == 1


@pytest.mark.parametrize("how", ["link", "folder", "outside"])
def test_a_sign_off_that_is_no_file(gate: Gate, tmp_path: Path, how: str) -> None:
    play = signed(tmp_path, gate)
    (file,) = (play.root / FOLDER).iterdir()
    elsewhere = play.root.parent / "elsewhere.yaml"
    file.rename(elsewhere)
    if how == "link":
        file.symlink_to(elsewhere)
    elif how == "folder":
        file.mkdir()
        elsewhere.rename(file / "sign-off.txt")
    play.commit()
    assert gate(play).status == 1


@pytest.mark.parametrize(
    ("expires", "reason", "status"),
    [
        ("2999-12-31", "Support is told on the phone until the new search is there", 0),
        ("2020-12-31", "Support is told on the phone until the new search is there", 1),
        ("whenever", "Support is told on the phone until the new search is there", 1),
        ("2999-12-31", "tbd", 1),
        ("2999-12-31", "", 1),
    ],
)
def test_waivers(gate: Gate, tmp_path: Path, expires: str, reason: str, status: int) -> None:
    play = signed(tmp_path, gate)
    (file,) = (play.root / FOLDER).iterdir()
    text = re.sub(r"(?m)^(answer|role|on):.*\n", "", _set("kind", "waiver")(file.read_text()))
    file.write_text(text + f"reason: {reason}\nowner: Maria Lind\nexpires: {expires}\n")
    play.commit()
    found = gate(play)
    assert found.status == status, f"{file.read_text()}\n{found.text}"


WAIVER = """\
version: 1
kind: waiver
question: saved-search-recreate
evidence:
  - {fingerprint}
by: "@maria-lind"
{role}reason: the search is rebuilt next week; until then Support looks by hand
owner: Maria Lind
expires: {expires}
"""
OPEN = record().replace("new_pattern: charge failed", "new_pattern: ").replace("done_by: ticket", "done_by: ")


@pytest.mark.parametrize(
    ("policy", "record_text", "waiver", "status", "says"),
    [
        (SIGNERS, OPEN, {}, 0, "passed: 0 of 1 question answered, 1 waived until 2999-12-31 by Maria Lind: the search is rebuilt"),
        (SIGNERS, OPEN, {"role": "role: support\n"}, 0, "1 waived until 2999-12-31"),
        (SIGNERS, OPEN, {"role": "role: tech_lead\n"}, 1, "open-field"),
        (SIGNERS, OPEN, {"expires": "2020-12-31"}, 1, f"{FOLDER}w.yaml:9:10: waiver-expired: the waiver of Maria Lind"),
        (SIGNERS, OPEN, {"fingerprint": OTHER_FINGERPRINT}, 1, "open-field"),
        ("", OPEN, {}, 1, "open-field"),
        # An answer of one's own needs no waiver, so an old one is nobody's trouble.
        (SIGNERS, record().replace("ticket", "Support confirmed").replace("link: SUP-7", "confirmed_by: Maria Lind"), {"expires": "2020-12-31"}, 0, "!waiver-expired"),
    ],
)  # fmt: skip
def test_a_waiver_lets_a_question_be_open_until_its_last_day(
    gate: Gate, tmp_path: Path, policy: str, record_text: str, waiver: dict[str, str], status: int, says: str
) -> None:
    play = story(tmp_path)
    on_main(play, {CONFIG: policy or "require: when-asked\n"})
    values = {"fingerprint": FINGERPRINT, "role": "", "expires": "2999-12-31"} | waiver
    play.commit({RECORD: record_text, f"{FOLDER}w.yaml": WAIVER.format(**values)})
    found = gate(play)
    assert found.status == status, found.text
    assert (says.removeprefix("!") in found.text) is not says.startswith("!"), found.text
    verdict = json.loads(gate(play, "-q", "check", "--format", "json").text)
    states = {each["id"]: each["state"] for each in verdict["questions"]}
    is_waived = status == 0 and record_text == OPEN
    assert (states["saved-search-recreate"] == "waived") is is_waived
    assert ("waived until" in gate(play, "report").text) is is_waived


@pytest.mark.parametrize(
    ("policy", "values", "listed"),
    [
        (SIGNERS, {}, True),
        (SIGNERS, {"role": "role: tech_lead\n"}, False),
        (SIGNERS, {"expires": "2020-12-31"}, False),
        ("require: when-asked\n", {}, False),
    ],
)
def test_the_hand_over_lists_the_waivers_that_are_in_force(
    gate: Gate, tmp_path: Path, policy: str, values: dict[str, str], listed: bool
) -> None:
    play = story(tmp_path)
    on_main(play, {CONFIG: policy})
    filled = {"fingerprint": FINGERPRINT, "role": "", "expires": "2999-12-31"} | values
    play.commit({RECORD: OPEN, f"{FOLDER}w.yaml": WAIVER.format(**filled)})
    shown = gate(play, "report", "--since", "main", "--format", "markdown").text
    assert ("## Waived for a time" in shown) is listed
    assert ("Maria Lind | 2999-12-31 | the search is rebuilt next week; until then Support looks by hand |" in shown) is listed
    found = json.loads(gate(play, "report", "--since", "main", "--format", "json").text)["waivers"]
    assert [(each["owner"], each["expires"]) for each in found] == ([("Maria Lind", "2999-12-31")] if listed else [])
    # A waiver is told although nothing was merged since.
    text = gate(play, "report", "--since", "HEAD", "--format", "text").text
    assert ("Who answers for it: Maria Lind" in text) is listed


def test_new_evidence_is_not_waived(gate: Gate, tmp_path: Path) -> None:
    play = story(tmp_path)
    on_main(play, {CONFIG: SIGNERS})
    play.commit({RECORD: OPEN, f"{FOLDER}w.yaml": WAIVER.format(fingerprint=FINGERPRINT, role="", expires="2999-12-31")})
    play.commit({"refund.py": OTHER_REWORDED})
    found = gate(play)
    assert found.status == 1
    assert "checklist-stale" in found.text


def test_a_broken_sign_off_of_this_branch_is_told(gate: Gate, tmp_path: Path) -> None:
    play = story(tmp_path)
    on_main(play, {CONFIG: SIGNERS, f"{FOLDER}old.yaml": "version: 1\nkind: cake\n"})
    play.commit({RECORD: OPEN, f"{FOLDER}w.yaml": "version: 1\nkind: [\n"})
    found = gate(play)
    assert found.status == 1
    assert f"{FOLDER}w.yaml:3:1: not-yaml:" in found.text
    assert "old.yaml" not in found.text, "what was merged earlier is no task of this branch"
