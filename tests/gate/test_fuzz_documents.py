"""Spoiled checklists, sign-offs, configurations: read without a traceback, and never taken for an answer that is not there.

``HYPOTHESIS_PROFILE=fuzz`` is the long run by hand; docs/security.md says what it found.
"""

from __future__ import annotations

import os
from typing import Any

import pytest
import yaml
from gate.fuzz_play import spoiled
from gate.gate_play import FINGERPRINT, record
from hypothesis import given, settings

from sdd_impact import config, documents
from sdd_impact.errors import ConfigError, SddImpactError
from sdd_impact.model import Settings, SignOff, Source

SHARE = settings(max_examples=25) if os.environ.get("HYPOTHESIS_PROFILE") != "fuzz" else settings()
CATALOGUE = documents.catalogue()
#: Texts, lists and mappings, and nothing that runs; with libyaml where it is there, as our own reader has it.
TEXTS: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
QUESTION = "saved-search-recreate"
RECORDS = (
    record().encode(),
    record().replace("    answer:", "    # mine\n    answer:").replace("charge failed", "'charge failed'").encode(),
)
SIGN_OFF = f"""\
version: 1
kind: sign-off
question: {QUESTION}
evidence: [{FINGERPRINT}]
answer: sha256:{"0" * 64}
by: "@maria-lind"
role: support
on: "2026-11-30"
"""
YAML_CONFIG = """\
base: main
require: when-evidence
searches: [ops/alerts/, {path: ops/export.txt, format: splunk}]
logging: [{call: audit_log}, {call: Log.write, message: text, level: 0}]
severity: {db-access: warn, release-freeze: off}
support_ui: {shown_ids: [user_id], paths: [ui/]}
owners: [{path: auth/, team: accounts, channel: "#accounts"}]
privacy: {masks: [shorten], allow: [id, ip]}
tickets: {pattern: "[A-Z]{2,9}-[0-9]+"}
signers: {support: ["@maria-lind"]}
exempt: [{reason: The bot of updates, branches: [renovate/*], authors: [bot@example.org], until: 2027-06-30}]
"""
TOML_CONFIG = '[tool.sdd-impact]\nbase = "main"\nsupport_ui.shown_ids = ["user_id"]\nexclude = ["a/"]\n[tool.other]\nx = 1\n'


@given(spoiled(RECORDS))
@SHARE
def test_checklists(data: bytes) -> None:
    checklist = documents.read_checklist(Source("support-impact/feature.yaml", data), CATALOGUE)
    problems = documents.validate(checklist, CATALOGUE)
    for problem in problems:
        assert problem.location.line >= 1
        assert problem.location.column >= 1
        assert problem.message
    blocking = [each for each in problems if each.severity == "block"]
    answer = checklist.get(QUESTION)
    rows = [row for row in answer.rows if row.evidence == FINGERPRINT] if answer else []
    if rows and not blocking:
        assert _answered(data, rows[0].get("done_by")), "another reader finds the same answer"


def _answered(data: bytes, done_by: str) -> bool:
    """Whether PyYAML, which shares no code with our reader above its parser, finds a row that is answered."""
    found: Any = yaml.load(data.decode("utf-8"), Loader=TEXTS)
    said = found["questions"][QUESTION]
    rows = [row for row in said["rows"] if row.get("evidence") == FINGERPRINT]
    if said.get("answer") == "no":
        return bool(said.get("reason")) and bool(said.get("checked_by"))
    return len(rows) == 1 and rows[0].get("done_by", "").strip() == done_by != ""


@given(spoiled((SIGN_OFF.encode(),)))
@SHARE
def test_sign_offs(data: bytes) -> None:
    found = documents.read_sign_off(Source("support-impact/sign-off/x.yaml", data), CATALOGUE)
    assert isinstance(found, SignOff)
    if not found.problems:
        said: Any = yaml.load(data.decode("utf-8"), Loader=TEXTS)
        assert said["kind"].strip() == found.kind
        assert {each.strip() for each in said["evidence"]} == set(found.evidence)
        assert found.kind == "request" or found.by


@pytest.mark.parametrize(("path", "text"), [("sdd-impact.yaml", YAML_CONFIG), ("pyproject.toml", TOML_CONFIG)])
def test_configurations(path: str, text: str) -> None:
    @given(spoiled((text.encode(),)))
    @SHARE
    def hold(data: bytes) -> None:
        source = Source(path, data)
        try:
            found = config.load_from(lambda name: source if name == path else None)
        except ConfigError:
            return
        assert isinstance(found, Settings)
        joined, announced = config.join(found, Settings())
        assert joined.require == found.require, "the stricter one of the base holds"
        assert isinstance(announced, tuple)

    hold()


@given(spoiled((record().encode(),)))
@SHARE
def test_refreshing_keeps_what_it_cannot_read(data: bytes) -> None:
    """A record that cannot be read is never overwritten: somebody's answers are in it."""
    source = Source("support-impact/feature.yaml", data)
    broken = any(each.id in ("not-yaml", "newer-version") for each in documents.read_checklist(source, CATALOGUE).problems)
    try:
        text = documents.write_checklist((), (), branch="feature", summary="", catalogue_version="1.0", existing=source)
    except SddImpactError:
        return
    assert not broken
    assert text


def test_the_samples_are_good() -> None:
    assert not [
        each
        for each in documents.validate(documents.read_checklist(Source("a.yaml", RECORDS[0]), CATALOGUE), CATALOGUE)
        if each.severity == "block"
    ]
    assert not documents.read_sign_off(Source("support-impact/sign-off/x.yaml", SIGN_OFF.encode()), CATALOGUE).problems
