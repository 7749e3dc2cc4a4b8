"""A fix changes one search and nothing else, in every format's own way of writing; where that cannot be proved, nothing is written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from commands.command_play import FOREIGN, Outcome, git, outcome, write

JAVASCRIPT = "const logger = require('pino')();\nfunction f(order) {{\n  logger.error('{} ' + order.id);\n}}\n"
OLD, NEW = "payment failed for order", "charge failed for order"
TERRAFORM = 'resource "aws_cloudwatch_log_metric_filter" "{}" {{\n  name           = "{}"\n  pattern        = {}\n  log_group_name = "app"\n}}\n'


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in FOREIGN:
        monkeypatch.delenv(name, raising=False)
    root = tmp_path / "repository"
    root.mkdir()
    git(root, "init", "-q", "--template=", "-b", "main")
    return root


def broken(root: Path, files: dict[str, str | bytes], old: str = OLD, new: str = NEW) -> Path:
    write(root, {"src/pay.js": JAVASCRIPT.format(old), **files})
    git(root, "add", "-A")
    git(root, "commit", "-qm", "base")
    git(root, "switch", "-qc", "feature/x")
    write(root, {"src/pay.js": JAVASCRIPT.format(new)})
    return root


def fix(root: Path, capsys: pytest.CaptureFixture[str], *options: str) -> Outcome:
    return outcome(capsys, "-C", str(root), "fix", "--yes", *options)


def verdicts(root: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, str]:
    found = json.loads(outcome(capsys, "-C", str(root), "diff", "--format", "json").out)["searches"]
    return {each["name"]: each["verdict"] for each in found}


FILES = {
    "plain": ("searches.yaml", 'version: 1\nsearches:\n  - name: S\n    contains: "{}" # "{}"\n  - {{name: T, contains: other}}\n'),
    "plain, single quotes": ("searches.yaml", "version: 1\nsearches:\n  - name: S\n    contains: '{}'\n"),
    "comment before": ("searches.yaml", "version: 1\nsearches:\n  - name: S  # {}\n    contains: {}\n"),
    "windows": ("searches.yaml", "version: 1\r\nsearches:\r\n  - name: S\r\n    contains: {}\r\n"),
    "splunk over lines": (
        "ops/savedsearches.conf",
        '[S]\nsearch = index=app \\\n  "{}" \\\n| stats count\nalert.track = 1\n\n[T]\nsearch = "other"\n',
    ),
    "regex": ("searches.yaml", "version: 1\nsearches:\n  - name: S\n    regex: '{} (?P<order>\\S+)'\n"),
    "terraform": ("main.tf", TERRAFORM.format("s", "S", '"\\"{}\\""').replace("{", "{{").replace("}", "}}").replace("{{}}", "{}")),
}


@pytest.mark.parametrize("name", FILES)
def test_every_way_of_writing(root: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    path, form = FILES[name]
    before = form.format(OLD, OLD).encode()
    broken(root, {path: before})
    assert verdicts(root, capsys)["S"] in ("broken", "likely-broken")
    done = fix(root, capsys)
    assert done.status == 0, done
    assert verdicts(root, capsys).get("S") == "still-matches"
    lines = zip(before.split(b"\n"), (root / path).read_bytes().split(b"\n"), strict=True)
    assert sum(one != other for one, other in lines) == 1


def test_both(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken(root, {"searches.yaml": f"version: 1\nsearches:\n  - name: S\n    regex: {OLD}\n"})
    assert fix(root, capsys, "--both").status == 0
    text = (root / "searches.yaml").read_text()
    assert "payment" in text
    assert "charge" in text
    assert verdicts(root, capsys)["S"] == "still-matches"


def test_only_those_named(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken(root, {"searches.yaml": f"version: 1\nsearches:\n  - {{name: S, contains: {OLD}}}\n  - {{name: T, contains: {OLD}}}\n"})
    assert fix(root, capsys, "--search", "T").status == 0
    assert verdicts(root, capsys) == {"S": "broken", "T": "still-matches"}
    assert fix(root, capsys).status == 0
    assert set(verdicts(root, capsys).values()) == {"still-matches"}
    done = fix(root, capsys, "--search", "nobody")
    assert (done.status, done.out) == (0, "no search named nobody is broken\n")


def test_what_is_put_together_from_parts_is_left(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = 'locals {\n  word = "failed"\n}\n' + TERRAFORM.format("s", "S", '"\\"payment ${local.word} for order\\""')
    broken(root, {"main.tf": text}, new="payment refused for order")
    assert verdicts(root, capsys)["S"] == "broken"
    done = fix(root, capsys)
    assert done.status == 1
    assert "put together from parts" in done.out
    assert "proposed:" in done.out
    assert (root / "main.tf").read_text() == text


def test_searches_of_elsewhere_are_left(root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    outside = tmp_path / "outside.yaml"
    outside.write_text(f"version: 1\nsearches:\n  - name: S\n    contains: {OLD}\n")
    before = outside.read_bytes()
    done = fix(broken(root, {}), capsys, "--searches", str(outside))
    assert done.status == 1
    assert "not in this repository" in done.out
    assert "proposed: charge failed for order" in done.out
    assert outside.read_bytes() == before


def test_nothing_is_written_unasked(root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    broken(root, {"searches.yaml": f"version: 1\nsearches:\n  - name: S\n    contains: {OLD}\n"})
    monkeypatch.setattr("click.confirm", lambda *_, **__: False)
    done = outcome(capsys, "-C", str(root), "fix")
    assert done.status == 1
    assert "-    contains: payment failed" in done.out
    assert git(root, "status", "--porcelain") == "M src/pay.js"


def test_it_looks_at_the_working_tree_alone(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken(root, {})
    assert outcome(capsys, "-C", str(root), "fix", "--head", "HEAD").status == 2


def test_nothing_broken(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    done = fix(broken(root, {}), capsys)
    assert (done.status, done.out) == (0, "no saved search is broken\n")


def test_where_no_query_for_both_lines_is_found_the_new_one_is_shown(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sdd_impact.matching.rereading.either", lambda *_: iter(()))
    monkeypatch.setattr("sdd_impact.matching.proposal._both", lambda *_: "")
    done = fix(broken(root, {"searches.yaml": f"version: 1\nsearches:\n  - {{name: S, contains: {OLD}}}\n"}), capsys, "--both")
    assert done.status == 1
    assert "without --both there is one" in done.out
    assert "proposed: charge failed for order" in done.out


REX = '[B]\nsearch = index=x "{}" | rex {}"{}(?<id>{})" | stats count by id\n'


@pytest.mark.parametrize(
    ("phrase", "options", "rex", "value", "written", "both"),
    [
        (
            "Password reset for", "", "userId: ", r"\S+", '"Reset of password, account=" | rex "password, account=(?<id>',
            '("Password reset for" OR "Reset of password, account=") | rex "(?:userId: |password, account=)(?<id>',
        ),
        (
            "Password reset for", "field=_raw ", "reset for userId: ", r"\d+", '"Reset of password, account=" | rex field=_raw "Reset of password, account=(?<id>',
            '("Password reset for" OR "Reset of password, account=") | rex field=_raw "(?:reset for userId: |Reset of password, account=)(?<id>',
        ),
    ],
)  # fmt: skip
def test_phrase_and_extraction_are_fixed_in_one_round(
    root: Path, capsys: pytest.CaptureFixture[str], phrase: str, options: str, rex: str, value: str, written: str, both: str
) -> None:
    search = REX.format(phrase, options, rex, value)
    code = "import logging\n\n\ndef f(user_id):\n    logging.error('{}%s', user_id)\n"
    write(root, {"a.py": code.format("Password reset for userId: "), "ops/savedsearches.conf": search})
    git(root, "add", "-A")
    git(root, "commit", "-qm", "base")
    git(root, "switch", "-qc", "feature/x")
    write(root, {"a.py": code.format("Reset of password, account=")})
    (found,) = json.loads(outcome(capsys, "-C", str(root), "diff", "--format", "json").out)["searches"]
    assert both in found["proposal"]["both"]
    assert fix(root, capsys).status == 0
    assert written in (root / "ops" / "savedsearches.conf").read_text()
    (after,) = json.loads(outcome(capsys, "-C", str(root), "diff", "--format", "json").out)["searches"]
    assert (after["verdict"], after["captures"]) == ("still-matches", [])
