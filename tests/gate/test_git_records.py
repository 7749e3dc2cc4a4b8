"""Whose checklist counts: one that the branch itself brings, and nothing else."""

from __future__ import annotations

from pathlib import Path

from gate.gate_play import (
    EVIDENCE,
    OTHER_EVIDENCE,
    OTHER_FINGERPRINT,
    OTHER_REWORDED,
    RECORD,
    Ask,
    Gate,
    Play,
    Row,
    Table,
    gate,
    record,
    story,
)

__all__ = ["gate"]

table = Table()
OTHER_RECORD = record("other", OTHER_FINGERPRINT, "no refund")


def merged_earlier(play: Play, text: str = "") -> None:
    """Let main have a record, and the feature begin after it."""
    play.git("checkout", "-q", "main")
    play.commit({"support-impact/earlier.yaml": text or record("earlier")})
    play.git("checkout", "-q", "feature")
    play.git("rebase", "-q", "main")


@table.row(1, EVIDENCE, "checklist-missing")
def a_checklist_merged_earlier(play: Play) -> Ask:
    merged_earlier(play)
    return Ask(play)


@table.row(1, EVIDENCE, "checklist-missing")
def a_checklist_merged_earlier_and_edited(play: Play) -> Ask:
    merged_earlier(play)
    play.commit({"support-impact/earlier.yaml": record("feature").replace("SUP-7", "SUP-8")})
    return Ask(play)


@table.row(1, EVIDENCE, "checklist-missing")
def a_checklist_merged_earlier_and_renamed(play: Play) -> Ask:
    merged_earlier(play)
    play.git("mv", "support-impact/earlier.yaml", RECORD)
    play.commit()
    return Ask(play)


@table.row(1, EVIDENCE, "checklist-missing")
def a_checklist_merged_earlier_renamed_and_edited(play: Play) -> Ask:
    merged_earlier(play)
    play.git("rm", "-q", "support-impact/earlier.yaml")
    play.commit({RECORD: record("feature")})
    return Ask(play)


@table.row(1, EVIDENCE, "checklist-missing")
def a_copy_of_a_checklist_merged_earlier(play: Play) -> Ask:
    merged_earlier(play)
    play.commit({RECORD: record("feature")})
    return Ask(play)


@table.row(1, EVIDENCE, "checklist-stale")
def a_copy_of_another_branchs_checklist(play: Play) -> Ask:
    play.commit({RECORD: OTHER_RECORD})
    return Ask(play)


@table.row(1, EVIDENCE)
def an_empty_checklist(play: Play) -> Ask:
    play.commit({RECORD: ""})
    return Ask(play)


@table.row(1, EVIDENCE)
def a_checklist_in_a_subfolder_counts_for_nothing(play: Play) -> Ask:
    play.commit({"support-impact/deep/feature.yaml": record()})
    return Ask(play)


@table.row(1, EVIDENCE, OTHER_EVIDENCE, "checklist-stale", "1 new")
def new_evidence_after_the_answer(play: Play) -> Ask:
    play.commit({RECORD: record()})
    play.commit({"refund.py": OTHER_REWORDED})
    return Ask(play)


@table.row(1, EVIDENCE)
def a_checklist_that_git_ignores(play: Play) -> Ask:
    play.commit({".gitignore": "support-impact/\n"})
    play.write({RECORD: record()})
    return Ask(play)


@table.row(1, EVIDENCE)
def a_checklist_that_is_a_link(play: Play) -> Ask:
    play.write({"elsewhere.yaml": record(), "support-impact/x.txt": ""})
    (play.root / RECORD).symlink_to("../elsewhere.yaml")
    play.commit()
    return Ask(play)


@table.each()
def test_records(row: Row, gate: Gate, tmp_path: Path) -> None:
    row.hold(gate, story(tmp_path))
