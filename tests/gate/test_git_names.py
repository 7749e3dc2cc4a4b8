"""Names of branches, tags and revisions: whatever git allows, and what it does not."""

from __future__ import annotations

from pathlib import Path

from gate.gate_play import (
    EVIDENCE,
    Ask,
    Gate,
    Play,
    Row,
    Table,
    gate,
    story,
)

__all__ = ["gate"]

table = Table()
CI = {"CI": "true"}
CHECK = ("check",)


@table.row(1, EVIDENCE, "working tree of Grüße/ä-ö")
def umlauts_in_the_branchs_name(play: Play) -> Ask:
    play.git("branch", "-m", "Grüße/ä-ö")
    return Ask(play)


@table.row(1, EVIDENCE, "HEAD")
def a_branch_called_head(play: Play) -> Ask:
    play.git("update-ref", "refs/heads/HEAD", "feature")
    play.git("symbolic-ref", "HEAD", "refs/heads/HEAD")
    return Ask(play)


@table.row(1, EVIDENCE, "main (bc04b2b)")
def a_branch_called_like_a_file(play: Play) -> Ask:
    play.git("branch", "-m", "pay.py")
    play.write({"main": "a file\n"})
    return Ask(play)


@table.row(1, EVIDENCE, "main (bc04b2b)")
def a_tag_called_like_the_base(play: Play) -> Ask:
    play.git("tag", "main", "feature")
    return Ask(play, ("check", "--base", "main"))


@table.row(1, EVIDENCE)
def a_tag_called_like_the_branch(play: Play) -> Ask:
    play.git("tag", "feature", "main")
    return Ask(play, ("check", "--head", "feature"))


@table.row(2, "not a revision", "!Traceback")
def a_base_with_a_leading_dash(play: Play) -> Ask:
    return Ask(play, ("check", "--base=--output=/tmp/x"))


@table.row(2, "not a revision")
def a_base_with_a_line_break(play: Play) -> Ask:
    return Ask(play, ("check", "--base", "main\nHEAD"))


@table.row(2, "not a revision")
def an_event_that_names_a_base_with_a_leading_dash(play: Play) -> Ask:
    return Ask(play, CHECK, CI | {"GITHUB_BASE_REF": "-x"})


@table.row(1, EVIDENCE)
def a_base_of_the_reflog(play: Play) -> Ask:
    play.git("reflog", "expire", "--expire=now", "--all")
    play.git("checkout", "-q", "main")
    play.git("checkout", "-q", "feature")
    return Ask(play, ("check", "--base", "@{-1}"))


@table.row(2, "unknown revision 'main@{7}'")
def a_base_of_the_reflog_that_is_not_there(play: Play) -> Ask:
    return Ask(play, ("check", "--base", "main@{7}"))


@table.row(2, "unknown revision")
def a_base_that_is_a_file(play: Play) -> Ask:
    return Ask(play, ("check", "--base", "main:pay.py"))


@table.row(2, "unknown revision")
def a_base_of_surrogates(play: Play) -> Ask:
    return Ask(play, ("check", "--base", "\udcff\udcfe"))


@table.row(1, EVIDENCE)
def a_branch_with_a_space_by_option(play: Play) -> Ask:
    return Ask(play, ("check", "--branch", "feature/with a space"))


@table.each()
def test_names(row: Row, gate: Gate, tmp_path: Path) -> None:
    row.hold(gate, story(tmp_path))
