from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdd_impact import config
from sdd_impact.config.keys import KEYS, Key
from sdd_impact.errors import ConfigError
from sdd_impact.model import CodePlace, Exemption, LineLayout, LogCall, Owner, PlaceholderRule, Route, SearchPlace, Settings, Source
from sdd_impact.notation import load_yaml, plain
from sdd_impact.shelf import question_ids, shelf

SCHEMA = json.loads((shelf("schemas") / "config.schema.json").read_text())
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.FormatChecker())

FULL = """
base: trunk
require: always
records: docs/support-impact/
searches:
  - ops/alerts/
  - {path: ops/export.txt, format: splunk}
logging:
  - {call: audit_log}
  - {call: Log.write, message: text, level: 0}
console: {searched: true}
exclude: [legacy/]
tests: [qa/]
severity: {error-known-changed: block, db-access: off}
support_ui: {shown_ids: [], paths: [support-ui/]}
audit: {calls: [audit.record]}
notify: {calls: [send_reset_mail]}
owners:
  - {path: auth/, team: accounts, channel: "#accounts-oncall", hours: 24x7}
  - {path: web/, team: web}
privacy: {masks: [shorten], allow: []}
docs: {paths: [runbook/]}
tickets: {pattern: "[A-Z]{2,9}-[0-9]+"}
signers: {support: ["@maria"], tech_lead: []}
data: {internal_columns: [row_version]}
release: {on: 2026-11-27, freeze: [Friday, 2026-12-24]}
always_confirm: true
exempt:
  - {reason: the bot, branches: [renovate/*], authors: [bot@example.org], until: 2027-01-31}
  - {reason: back-ports, into: [release/*]}
  - {reason: documents, paths: [docs/]}
layouts:
  - {paths: [pay/], pattern: "{time} {level}: {message}", program: payd}
  - {json: {level: severity}}
sources:
  - ../shop/
  - {path: ../billing, revision: v2.4.0}
exports: {max_age_days: 30}
routes:
  - {where: /aws/lambda/reset*, paths: [lambdas/reset/]}
placeholders:
  - {name: user, kind: email}
  - {name: s*, message: "order {*} failed", paths: [pay/], values: [open, closed]}
"""


def test_every_key_fills_its_setting() -> None:
    assert config.load(FULL)._replace(digest="") == Settings(
        base="trunk",
        require="always",
        records="docs/support-impact",
        searches=(SearchPlace("ops/alerts/"), SearchPlace("ops/export.txt", "splunk")),
        logging=(LogCall("audit_log"), LogCall("Log.write", "text", 0)),
        console_is_searched=True,
        exclude=("legacy/",),
        tests=("qa/",),
        severity=(("db-access", "off"), ("error-known-changed", "block")),
        shown_ids=(),
        support_ui_paths=("support-ui/",),
        audit_calls=("audit.record",),
        notify_calls=("send_reset_mail",),
        owners=(Owner("auth/", "accounts", "#accounts-oncall", "24x7"), Owner("web/", "web")),
        masks=("shorten",),
        personal_data_allowed=(),
        docs=("runbook/",),
        ticket_pattern="[A-Z]{2,9}-[0-9]+",
        signers=(("support", ("@maria",)), ("tech_lead", ())),
        internal_columns=("row_version",),
        release_on="2026-11-27",
        freeze_days=("friday", "2026-12-24"),
        always_confirm=True,
        exempt=(
            Exemption("the bot", ("renovate/*",), ("bot@example.org",), until="2027-01-31"),
            Exemption("back-ports", into=("release/*",)),
            Exemption("documents", paths=("docs/",)),
        ),
        source="sdd-impact.yaml",
        layouts=(
            LineLayout(("pay/",), "text", "{time} {level}: {message}", program="payd"),
            LineLayout((), "json", keys=(("level", "severity"), ("message", "message"))),
        ),
        routes=(Route("/aws/lambda/reset*", ("lambdas/reset/",)),),
        sources=(CodePlace("../shop"), CodePlace("../billing", "v2.4.0")),
        exports_max_age=30,
        placeholders=(
            PlaceholderRule("email", "user"),
            PlaceholderRule("enum", "s*", "order {*} failed", ("pay/",), ("open", "closed")),
        ),
    )


def test_the_full_example_has_every_key() -> None:
    given = plain(load_yaml(FULL))
    for key in KEYS:
        node: Any = given
        for part in key.name.split("."):
            node = node[part]


@pytest.mark.parametrize("nothing", [None, "", "# only a comment\n", "{}", "---\n"])
def test_nothing_configured_gives_the_defaults(nothing: str | None) -> None:
    assert config.load(nothing)._replace(digest="", source="") == Settings()


def test_no_registry_is_not_an_empty_one() -> None:
    assert config.load("support_ui: {paths: []}").shown_ids is None
    assert config.load("support_ui: {shown_ids: []}").shown_ids == ()
    assert config.load("audit: {}").audit_calls is None
    assert config.load("owners: []").owners == ()


def test_toml_says_the_same_as_yaml() -> None:
    toml = """
[project]
name = "x"

[tool.sdd-impact]
require = "always"
searches = ["ops/alerts/", {path = "ops/export.txt", format = "splunk"}]
support_ui.shown_ids = ["user_id"]

[tool.sdd-impact.release]
on = 2026-11-27

[[tool.sdd-impact.owners]]
path = "auth/"
team = "accounts"

[tool.other]
sdd-impact = 1
"""
    yaml = """
require: always
searches: [ops/alerts/, {path: ops/export.txt, format: splunk}]
support_ui: {shown_ids: [user_id]}
release: {on: 2026-11-27}
owners: [{path: auth/, team: accounts}]
"""
    assert config.load(toml, "pyproject.toml")._replace(source="") == config.load(yaml)._replace(source="")
    assert config.load("[tool.other]\nx = 1\n", "pyproject.toml")._replace(digest="", source="") == Settings()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("shown_ids: []", "1:1: unknown key `shown_ids`; did you mean `support_ui.shown_ids`?"),
        ("support-ui: {}", "1:1: unknown key `support-ui`; did you mean `support_ui`?"),
        ("requires: always", "1:1: unknown key `requires`; did you mean `require`?"),
        ("support_ui: {showed_ids: []}", "1:14: unknown key `support_ui.showed_ids`; did you mean `support_ui.shown_ids`?"),
        ("owners:\n  - {path: a, team: b, chanel: c}", "2:24: unknown key `owners[0].chanel`; did you mean `owners[0].channel`?"),
        ("owners:\n  - {path: a}", "2:5: `owners[0].team` is missing"),
        ("require: sometimes", "1:10: `require` cannot be `sometimes`: one of when-asked, when-evidence, always is expected"),
        ("severity: {db-acess: off}", "1:12: unknown key `severity.db-acess`; did you mean `severity.db-access`?"),
        ("severity: {db-access: auto}", "1:23: `severity.db-access` cannot be `auto`: one of block, warn, off is expected"),
        ("severity: {db-access: false}", "1:23: `severity.db-access` is true or false, but one of block, warn, off is expected; put it into quotes"),
        ("records: ../x", "1:10: `records`: the path must not leave the repository"),
        ("records: /x", "1:10: `records`: the path must be relative to the repository's root"),
        ("records: .git/x", "1:10: `records`: name a folder of its own"),
        ("records: .", "1:10: `records`: name a folder of its own"),
        ("searches: ['ops\\x']", "1:12: `searches[0]`: write the path with / between folders"),
        ("searches: ops/", "1:11: `searches` is text, but a list is expected"),
        ("searches:", "1:10: `searches` has no value: give it a list ([] for an empty one), or leave the key out"),
        ("logging: [{call: x, level: warn}]", "1:28: `logging[0].level` cannot be `warn` (did you mean `warning`?): one of trace, debug, info, notice, warning, error, critical is expected"),
        ("logging: [{call: x, message: -1}]", "1:30: `logging[0].message` is -1, but at least 0 is expected"),
        ("release: {on: tomorrow}", "1:15: `release.on`: `tomorrow` is no day of the form 2026-11-30"),
        ("release: {on: 2026-02-30}", "1:15: `release.on`: `2026-02-30` is no day of the form 2026-11-30"),
        ("release: {freeze: [fridays]}", "1:20: `release.freeze[0]`: `fridays` is neither a weekday (friday) nor a day (2026-12-24)"),
        ("exempt: [{reason: x, branches: [a]}]", "1:10: `exempt[0]`: a branch's name alone exempts whoever chooses it; add `authors`, `into` or `paths`"),
        ("exempt: [{reason: x, authors: [a]}]", "1:10: `exempt[0]`: an author's address alone exempts whoever writes it; add `branches`, `into` or `paths`"),
        ("exempt: [{reason: x}]", "1:10: `exempt[0]`: name what is exempt: `paths`, `into`, or `branches` with `authors`"),
        ("exempt: [{reason: x, paths: []}]", "1:10: `exempt[0]`: name what is exempt: `paths`, `into`, or `branches` with `authors`"),
        ("exempt: [{paths: [a]}]", "1:10: `exempt[0].reason` is missing"),
        ("exempt: [{reason: x, paths: [a], until: soon}]", "1:41: `exempt[0].until`: `soon` is no day of the form 2026-11-30"),
        ("always_confirm: yes", "1:17: `always_confirm` is text, but true or false is expected"),
        ("- base", "1:1: the document is a list, but a mapping is expected"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_its_place(text: str, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        config.load(text)
    assert str(caught.value) == f"sdd-impact.yaml:{message}"
    assert caught.value.exit_status == 2
    assert "sdd-impact schema config" in caught.value.fix


@pytest.mark.parametrize(("text", "line"), [("base: [", 1), ("base: a\nbase: b", 2), ("base: a\n\tb: c", 2), ("base: !x a", 1)])
def test_what_is_no_yaml_has_a_place(text: str, line: int) -> None:
    with pytest.raises(ConfigError) as caught:
        config.load(text)
    assert caught.value.file == "sdd-impact.yaml"
    assert line <= caught.value.line <= line + 1
    assert caught.value.message


def test_a_mistake_in_toml_has_a_line() -> None:
    with pytest.raises(ConfigError) as caught:
        config.load("[tool.sdd-impact]\nrequire = 'always'\nrecord = 'x'\n", "pyproject.toml")
    assert str(caught.value) == "pyproject.toml:3:1: unknown key `record`; did you mean `records`?"
    with pytest.raises(ConfigError, match=r"^pyproject\.toml:1:\d+: this is not TOML"):
        config.load("[tool.sdd-impact", "pyproject.toml")
    with pytest.raises(ConfigError, match=r"^pyproject\.toml:2:1: the document is text, but a mapping is expected"):
        config.load("[tool]\nsdd-impact = 'x'", "pyproject.toml")


def test_the_digest_is_that_of_what_is_said() -> None:
    one = config.load("require: always\nbase: main")
    assert one.digest.startswith("sha256:")
    assert len(one.digest) == len("sha256:") + 64
    assert one.digest == config.load("{base: main, require: always}  # the same", "other.yaml").digest
    assert one.digest != config.load("base: main").digest
    assert config.load("support_ui: {shown_ids: []}").digest != config.load("").digest
    assert config.load(None).digest == config.load("require: when-asked").digest


def schema_names(schema: dict[str, Any], prefix: str = "") -> set[str]:
    names = set()
    for name, inner in schema["properties"].items():
        if inner.get("type") == "object" and name not in ("severity", "signers"):
            names |= schema_names(inner, f"{prefix}{name}.")
        else:
            names.add(prefix + name)
    return names


def test_schema_and_reader_know_the_same_keys() -> None:
    assert schema_names(SCHEMA) == {key.name for key in KEYS}
    assert {key.field for key in KEYS} == set(Settings._fields) - {"source", "digest"}


def schema_of(key: Key) -> dict[str, Any]:
    node: dict[str, Any] = SCHEMA
    for part in key.name.split("."):
        node = node["properties"][part]
    return node


@pytest.mark.parametrize("key", KEYS, ids=[key.name for key in KEYS])
def test_schema_gives_default_examples_and_whether_it_is_a_rule(key: Key) -> None:
    schema = schema_of(key)
    default = Settings._field_defaults[key.field]
    assert key.make(schema["default"]) == default if "default" in schema else default in ("", None)
    is_rule = key.joining in ("common", "stricter", "severity", "base") or key.name in (
        "base",
        "release.freeze",
        "tickets.pattern",
        "exports.max_age_days",
    )
    described = schema.get("description") or " ".join(each["description"] for each in schema["properties"].values())
    assert described.startswith("Rule. " if is_rule else "Fact. ")
    for example in schema.get("examples", []):
        document: Any = example
        for part in reversed(key.name.split(".")):
            document = {part: document}
        assert config.load(json.dumps(document))


@pytest.mark.parametrize(
    "pattern", ["[A-Z]{2,9}-[0-9]+", r"(?:SUP|ACC)-\d{1,6}", r"#\d+", "(JIRA-)?[0-9]{1,5}", r"\(x\)+", "[)]+", "[](]*x", "a{3}b{3}"]
)
def test_ticket_patterns_that_are_taken(pattern: str) -> None:
    assert config.load(json.dumps({"tickets": {"pattern": pattern}})).ticket_pattern == pattern


@pytest.mark.parametrize(
    "pattern",
    [
        "(", "(a+)+b", "(a|a)*b", "(?:x*)*", "((a)){2,}", r"(a)\1", "(?=a)b", "(?i)a", "a+b+c+d", "a*" * 30, "(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)",
        "a?a?a?a?a?a?a?aaaaaaa", "x" * 201, "a{1,99}b{1,99}c{1,99}", "([0-9]+){3}", "[[a]",
    ],
)  # fmt: skip
def test_ticket_patterns_that_could_take_for_ever_are_refused(pattern: str) -> None:
    with pytest.raises(ConfigError) as caught:
        config.load(json.dumps({"tickets": {"pattern": pattern}}))
    assert caught.value.line == 1


def test_the_dearest_ticket_pattern_is_cheap() -> None:
    import re

    pattern = "a?a?a?a?a*a*b"
    assert config.load(json.dumps({"tickets": {"pattern": pattern}}))
    start = time.process_time()
    assert not re.search(pattern, "a" * 200)
    assert time.process_time() - start < 60


# Every sort of value at every place: schema and reader must agree on all of them.

VALUES = st.recursive(
    st.sampled_from(
        ["", " ", "main", "always", "off", "block", "info", "friday", "2026-11-27", "2026-02-30", "a\nb", "../x", "/x", "a\\b", "x/..", "C:/x", ".",
         ".git", "./x", "x ", "\u202e", "\u3000", None, True, False, 0, 1, -1, 1.0, 1.5]
    ),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["path", "format", "call", "message", "level", "team", "hours", "support",
        "db-access", "calls", "paths", "on", "searched", "x"]), inner, max_size=3),
    max_leaves=5,
)  # fmt: skip


@given(st.sampled_from(KEYS), VALUES)
def test_schema_and_reader_agree(key: Key, value: Any) -> None:
    document = value
    for part in reversed(key.name.split(".")):
        document = {part: document}
    if key.name == "severity" and isinstance(value, dict) and set(value) - set(question_ids()):
        return  # the schema does not list the questions
    accepted = VALIDATOR.is_valid(document)
    error = refused(json.dumps(document))
    assert error is None or (error.line == 1 and error.column >= 1)
    if key.name == "tickets.pattern" and accepted:
        return  # the reader is stricter, as the schema's description says
    if "1.0" in json.dumps(document):
        return  # JSON Schema takes 1.0 for a whole number
    assert accepted == (error is None), document


def refused(source: Source | str) -> ConfigError | None:
    """Return the error that reading ends with, if any."""
    try:
        config.load(source)
    except ConfigError as error:
        return error
    return None


@given(st.binary(max_size=200), st.sampled_from(["sdd-impact.yaml", "pyproject.toml"]))
def test_any_bytes_are_read_or_refused_with_a_place(data: bytes, path: str) -> None:
    error = refused(Source(path, data))
    assert error is None or (error.file == path and error.line >= 1)


def test_a_usual_configuration_is_read_in_no_time() -> None:
    config.load(FULL)
    times = []
    for _ in range(5):
        start = time.process_time()
        config.load(FULL)
        times.append(time.process_time() - start)
    assert min(times) < 0.5


def test_jsonschema_is_not_needed_to_read() -> None:
    import subprocess
    import sys

    code = "import sys; from sdd_impact import config; config.load('require: always'); print('jsonschema' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2])
    assert run.stdout == "False\n"
