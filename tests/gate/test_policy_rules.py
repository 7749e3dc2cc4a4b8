"""A branch that writes its own policy: what it loosens holds only once it is merged, and is announced."""

from __future__ import annotations

from pathlib import Path

import pytest
from gate.gate_play import EVIDENCE, LOG, RECORD, REWORDED, Ask, Gate, Play, Row, Table, gate, record, story
from gate.policy_play import CONFIG, on_main, policy

__all__ = ["gate"]

table = Table()
ONCE_MERGED = "only once"

#: What a branch may write, the words by which it is announced, and whether main has a configuration already.
LOOSENED = {
    "an exemption of its own": ("exempt: [{reason: not for me, paths: ['**']}]\n", "exempt"),
    "a question switched off": ("severity: {saved-search-recreate: 'off'}\n", "severity"),
    "a question that only warns": ("severity: {saved-search-recreate: warn}\n", "severity"),
    "all code excluded": ("exclude: ['*.py']\n", "exclude"),
    "everything excluded": ("exclude: ['**']\n", "exclude"),
    "the searches excluded": ("exclude: [searches.yaml]\n", "exclude"),
    "all code is test code": ("tests: ['*.py']\n", "tests"),
    "a logging call that blinds": ("logging: [{call: log.error, message: 7}]\n", "logging"),
    "a logging call of another level": ("logging: [{call: log.error, level: trace}]\n", "logging"),
    "a place without searches": ("searches: [nowhere/]\n", "searches"),
    "a base that is the branch": ("base: feature\n", ""),
    "a base that is the commit before": ("base: feature~1\n", ""),
}


@pytest.mark.parametrize("before", ["", "require: when-asked\n"], ids=["no policy before", "a policy before"])
@pytest.mark.parametrize("name", LOOSENED)
def test_what_a_branch_loosens(gate: Gate, tmp_path: Path, name: str, before: str) -> None:
    text, announced = LOOSENED[name]
    play = story(tmp_path)
    if before:
        policy(play, before)
    play.commit({CONFIG: before + text})
    found = gate(play, "check", CI="true", GITHUB_BASE_REF="main") if text.startswith("base") else gate(play)
    assert found.status == 1, found.text
    assert EVIDENCE in found.text
    assert announced in found.text, "it is announced"


@table.row(1, "saved-search-removed  pay.py:7", "searches: as this branch claims")
def the_searches_in_another_format(play: Play) -> Ask:
    play.commit({CONFIG: "searches: [{path: searches.yaml, format: splunk}]\n"})
    return Ask(play)


@table.row(1, "checklist-missing", "require: `always` as at the base")
def a_record_of_every_branch_is_required(play: Play) -> Ask:
    policy(play, "require: always\n")
    play.git("checkout", "-q", "-B", "feature", "main")
    play.commit({"notes.txt": "more\n", CONFIG: "require: when-asked\n"})
    return Ask(play)


@table.row(1, "checklist-missing", "require: always")
def the_whole_policy_deleted(play: Play) -> Ask:
    policy(play, "require: always\n")
    play.git("checkout", "-q", "-B", "feature", "main")
    play.git("rm", "-q", CONFIG)
    play.commit({"notes.txt": "more\n"})
    return Ask(play)


@table.row(1, "checklist-missing", "require: always")
def the_policy_moved_to_another_file(play: Play) -> Ask:
    policy(play, "require: always\n")
    play.git("checkout", "-q", "-B", "feature", "main")
    play.git("rm", "-q", CONFIG)
    play.commit({"pyproject.toml": '[tool.sdd-impact]\nrequire = "when-asked"\n'})
    return Ask(play)


@table.row(2, "sdd-impact.yaml:2:1", "fix: ")
def the_policy_broken(play: Play) -> Ask:
    policy(play, "require: always\n")
    play.commit({CONFIG: "require: [\n"})
    return Ask(play)


@table.row(2, "sdd-impact.yaml:1:1: it is a symbolic link", "fix: ")
def the_policy_as_a_link_out_of_the_repository(play: Play) -> Ask:
    policy(play, "require: always\n")
    (play.root.parent / "loose.yaml").write_text("severity: {saved-search-recreate: off}\n")
    (play.root / CONFIG).unlink()
    (play.root / CONFIG).symlink_to("../loose.yaml")
    play.commit()
    return Ask(play)


@table.row(1, EVIDENCE, "records: `support-impact` as at the base", "checklist-missing")
def the_records_in_another_folder(play: Play) -> Ask:
    policy(play, "require: when-asked\n")
    play.commit({CONFIG: "require: when-asked\nrecords: elsewhere\n", "elsewhere/feature.yaml": record()})
    return Ask(play)


@table.row(1, "personal-data-logged", "privacy.masks")
def a_mask_of_the_branchs_own(play: Play) -> Ask:
    play.commit({CONFIG: "privacy: {masks: [shown]}\n", "pay.py": REWORDED + '    log.info("by %s", shown(order.email))\n'})
    return Ask(play)


@table.row(1, "personal-data-logged", "privacy.allow")
def personal_data_that_the_branch_allows(play: Play) -> Ask:
    play.commit({CONFIG: "privacy: {allow: [id, email]}\n", "pay.py": REWORDED + '    log.info("by %s", order.email)\n'})
    return Ask(play)


@table.row(1, "personal-data-logged")
def the_same_words_with_another_value(play: Play) -> Ask:
    on_main(play, {"mail.py": LOG.replace("payment failed", "mail to").replace("order.id", "subject_of(order)")})
    play.commit({"mail.py": LOG.replace("payment failed", "mail to").replace("order.id", "order.email")})
    return Ask(play)


@table.row(1, EVIDENCE, "unsigned", "signers")
def signers_taken_away(play: Play) -> Ask:
    policy(play, 'signers: {support: ["@maria-lind"]}\n')
    play.commit({CONFIG: "signers: {support: []}\n", RECORD: record()})
    return Ask(play)


@table.row(1, EVIDENCE, "unsigned", "signers")
def signers_exchanged(play: Play) -> Ask:
    policy(play, 'signers: {support: ["@maria-lind"]}\n')
    play.commit({CONFIG: 'signers: {support: ["@me"]}\n', RECORD: record()})
    return Ask(play)


@table.row(0, "passed: 1 of 1 question answered")
def signers_that_only_the_branch_names_bind_nobody(play: Play) -> Ask:
    play.commit({CONFIG: 'signers: {support: ["@maria-lind"]}\n', RECORD: record()})
    return Ask(play)


@table.row(1, "db-access", "stricter")
def a_branch_may_be_stricter(play: Play) -> Ask:
    play.git("checkout", "-q", "main")
    play.git("checkout", "-q", "-B", "feature", "main")
    play.commit({CONFIG: "require: always\nseverity: {db-access: block}\n"})
    return Ask(play)


@table.row(0, "exempt: Back-ports (into main)")
def an_exemption_of_the_base(play: Play) -> Ask:
    policy(play, "exempt: [{reason: Back-ports, into: [main]}]\n")
    return Ask(play, ("check", "--base", "main"))


@table.row(1, EVIDENCE)
def an_exemption_by_name_and_another_author(play: Play) -> Ask:
    policy(play, "exempt: [{reason: The bot, branches: [feature], authors: [bot@example.org]}]\n")
    return Ask(play)


@table.row(2, "exempt", "fix: ")
def an_exemption_by_name_alone(play: Play) -> Ask:
    policy(play, "exempt: [{reason: The bot, branches: [feature]}]\n")
    return Ask(play)


@table.row(1, EVIDENCE, "ended on 2020-01-01")
def an_exemption_that_has_ended(play: Play) -> Ask:
    policy(play, "exempt: [{reason: Back-ports, into: [main], until: 2020-01-01}]\n")
    return Ask(play)


@table.each()
def test_rules(row: Row, gate: Gate, tmp_path: Path) -> None:
    row.hold(gate, story(tmp_path))
