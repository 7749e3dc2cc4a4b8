"""SARIF against the standard's own rules, for any text of a branch; and alerts that a rebase does not open anew."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from gate.gate_play import LOG, OTHER_REWORDED, Gate, Play, gate, story
from hypothesis import given, settings
from reports.report_examples import DOCUMENTS, FINDINGS
from reports.report_hostile import NASTY, TEXTS, hostile
from reports.sarif_rules import broken_rules

from sdd_impact import reports
from sdd_impact.commands._output import explained_kinds
from sdd_impact.model import Printable, Style, Unread, Verdict

__all__ = ["gate"]

STYLE = Style(version="1.2.3", explained=explained_kinds())
SHOWN = reports.format_named("sarif").renders
UNDETERMINED = Verdict("undetermined", "{0} is not in this clone")


def log(document: Printable) -> Any:
    return json.loads(reports.render(document, "sarif", STYLE))


@pytest.mark.parametrize("document", [each for each in (*DOCUMENTS.values(), UNDETERMINED) if isinstance(each, SHOWN)])
def test_the_examples_keep_the_rules(document: Printable) -> None:
    assert broken_rules(log(document)) == []


@given(TEXTS)
@settings(max_examples=40)
def test_any_text_keeps_the_rules(text: str) -> None:
    for document in hostile(text).values():
        if isinstance(document, SHOWN):
            assert broken_rules(log(document)) == []


@pytest.mark.parametrize("text", [*NASTY, "{0}", "{", "}}", "a}{b", "{" * 2000])
def test_each_nasty_text_keeps_the_rules(text: str) -> None:
    assert broken_rules(log(FINDINGS._replace(not_checked=(Unread(f"a/{text}b.py".replace("\0", ""), f"x{text}y"),)))) == []


#: Each is a log of ours with one thing wrong.
MISTAKES: dict[str, Any] = {
    "a rule's index": lambda run: run["results"][0].update(ruleIndex=1),
    "an unknown property": lambda run: run["results"][0].update(line=7),
    "no message": lambda run: run["results"][0].pop("message"),
    "a placeholder": lambda run: run["results"][0]["message"].update(text="gone: {0}"),
    "a level": lambda run: run["results"][0].update(level="fatal"),
    "a line": lambda run: run["results"][0]["locations"][0]["physicalLocation"]["region"].update(startLine=0),
    "a path": lambda run: run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"].update(uri="a b.py"),
    "a fingerprint": lambda run: run["results"][0].update(partialFingerprints={"sddImpact": "x"}),
    "a rule twice": lambda run: run["tool"]["driver"]["rules"].append(run["tool"]["driver"]["rules"][0]),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_the_rules_find_mistakes(mistake: str) -> None:
    wrong = log(FINDINGS)
    MISTAKES[mistake](wrong["runs"][0])
    try:
        found = broken_rules(wrong)
    except KeyError as error:
        found = [str(error)]
    assert found


def alerts(gate: Gate, play: Play, command: str) -> dict[str, str]:
    """Return fingerprint → rule of the alerts of a real run."""
    found = gate(play, "-q", command, "--format", "sarif:out.sarif")
    assert found.status in (0, 1)
    written = json.loads((play.root / "out.sarif").read_text("utf-8"))
    (play.root / "out.sarif").unlink()
    assert broken_rules(written) == []
    return {each["partialFingerprints"]["sddImpact/v1"]: each["ruleId"] for each in written["runs"][0]["results"]}


@pytest.mark.parametrize("command", ["diff", "check"])
def test_a_rebase_a_moved_line_and_a_renamed_file_open_no_alert_anew(command: str, gate: Gate, tmp_path: Path) -> None:
    play = story(tmp_path)
    before = alerts(gate, play, command)
    assert "saved-search-broken" in before.values()
    play.git("checkout", "-q", "main")
    play.commit({"pay.py": LOG.replace("log =", "# of the shop\n\n\nlog =", 1), "other.py": "x = 1\n"})
    play.git("checkout", "-q", "feature")
    play.git("rebase", "-q", "main")
    assert alerts(gate, play, command) == before
    play.git("mv", "pay.py", "payment.py")
    play.commit()
    assert alerts(gate, play, command) == before
    play.commit({"refund.py": OTHER_REWORDED})
    after = alerts(gate, play, command)
    assert before.items() <= after.items()
    assert len(after) > len(before), "another one is another alert"
