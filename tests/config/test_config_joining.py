from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sdd_impact import config
from sdd_impact.config.keys import KEYS
from sdd_impact.documents.catalogue import catalogue
from sdd_impact.model import Settings

EMPTY = "{}"


def joined(base: str | None, head: str | None) -> tuple[Settings, tuple[str, ...]]:
    return config.join(config.load(base), config.load(head))


def test_equal_settings_announce_nothing() -> None:
    text = "require: always\nowners: [{path: a, team: b}]\nexclude: [x/]"
    assert joined(text, text) == (config.load(text), ())
    assert joined(None, None) == (config.load(None), ())


@pytest.mark.parametrize(
    ("base", "head", "field", "value", "announced"),
    [
        # rules: the stricter one
        ("require: always", EMPTY, "require", "always", "require: `always` as at the base; `when-asked`, as this branch says, holds only once merged"),
        (EMPTY, "require: when-evidence", "require", "when-evidence", "require: `when-evidence` as this branch says, which is stricter than `when-asked`"),
        ("console: {searched: true}", EMPTY, "console_is_searched", True, "console.searched: true as at the base; false, as this branch says, holds only once merged"),
        (EMPTY, "always_confirm: true", "always_confirm", True, "always_confirm: true as this branch says, which is stricter than false"),
        ("exclude: [a/, b/]", "exclude: [b/, c/]", "exclude", ("b/",), "exclude: this branch adds `c/`, which counts only once merged; this branch removes `a/`, which is stricter and holds at once"),
        (EMPTY, "exclude: ['**']", "exclude", (), "exclude: this branch adds `**`, which counts only once merged"),
        (EMPTY, "tests: [src/]", "tests", (), "tests: this branch adds `src/`, which counts only once merged"),
        (EMPTY, "privacy: {masks: [str]}", "masks", (), "privacy.masks: this branch adds `str`, which counts only once merged"),
        (EMPTY, "privacy: {allow: [id, email]}", "personal_data_allowed", ("id",), "privacy.allow: this branch adds `email`, which counts only once merged"),
        (EMPTY, "privacy: {allow: []}", "personal_data_allowed", (), "privacy.allow: this branch removes `id`, which is stricter and holds at once"),
        ("exclude: [a, b]", "exclude: [b, a]", "exclude", ("a", "b"), "exclude: this branch changes the order, which says nothing"),
        ("signers: {support: [maria]}", "signers: {support: [me]}", "signers", (("support", ("maria",)),), "signers: as at the base; what this branch says holds only once merged"),
        (EMPTY, "signers: {support: [me]}", "signers", (), "signers: as at the base; what this branch says holds only once merged"),
        ("base: main", "base: mine", "base", "main", "base: `main` as at the base; what this branch says holds only once merged"),
        ("base: main", EMPTY, "base", "main", "base: `main` as at the base; what this branch says holds only once merged"),
        # sources: those of both, and of one path the branch's revision; the age of exports: the base's word
        ("sources: [../a, ../b]", "sources: [{path: ../b, revision: v2}]", "sources", (("../b", "v2"), ("../a", "")),
         "sources: as this branch claims, with `../b at v2` and without `../a`, `../b`; `../a` still counts, though removed here"),
        ("exports: {max_age_days: 30}", "exports: {max_age_days: 0}", "exports_max_age", 30,
         "exports.max_age_days: `30` as at the base; what this branch says holds only once merged"),
        # routes: the base's are asked as well
        (EMPTY, "routes: [{where: a, paths: [x/]}]", "routes", (("a", ("x/",)),), "routes: this branch adds `a`, which counts only once merged"),
        ("routes: [{where: a, paths: [x/]}]", EMPTY, "routes", (), "routes: this branch removes `a`, so what a search reaches by either is held against it"),
        (EMPTY, "base: trunk", "base", "trunk", "base: `trunk`, as this branch claims"),
        ("tickets: {pattern: 'A-[0-9]'}", "tickets: {pattern: '.'}", "ticket_pattern", "A-[0-9]", "tickets.pattern: `A-[0-9]` as at the base; what this branch says holds only once merged"),
        (EMPTY, "records: elsewhere", "records", "support-impact", "records: `support-impact` as at the base; what this branch says holds only once merged"),
        (None, "records: elsewhere", "records", "elsewhere", "records: `elsewhere`, from this branch's first configuration"),
        ("release: {freeze: [friday]}", "release: {freeze: [monday]}", "freeze_days", ("monday", "friday"), "release.freeze: as this branch claims, with `monday` and without `friday`; `friday` still counts, though removed here"),
        # severity, question by question
        (EMPTY, "severity: {db-access: off}", "severity", (), "severity: db-access is the catalogue's; off holds only once merged"),
        (EMPTY, "severity: {db-access: warn}", "severity", (), "severity: db-access is the catalogue's; warn holds only once merged"),
        (EMPTY, "severity: {db-access: block}", "severity", (("db-access", "block"),), "severity: db-access is block as this branch says, not the catalogue's"),
        ("severity: {db-access: off}", EMPTY, "severity", (), "severity: db-access is the catalogue's as this branch says, not off"),
        ("severity: {db-access: block}", EMPTY, "severity", (("db-access", "block"),), "severity: db-access is block; the catalogue's holds only once merged"),
        ("severity: {db-access: warn}", "severity: {db-access: block}", "severity", (("db-access", "block"),), "severity: db-access is block as this branch says, not warn"),
        ("severity: {db-access: warn}", "severity: {db-access: off}", "severity", (("db-access", "warn"),), "severity: db-access is warn; off holds only once merged"),
        # facts: the branch's word, but nothing gets lost
        (EMPTY, "support_ui: {shown_ids: [user_id]}", "shown_ids", ("user_id",), "support_ui.shown_ids: as this branch claims, with `user_id`"),
        (EMPTY, "support_ui: {shown_ids: []}", "shown_ids", (), "support_ui.shown_ids: as this branch claims, an empty list, where there was none"),
        ("support_ui: {shown_ids: []}", EMPTY, "shown_ids", (), "support_ui.shown_ids: this branch removes the list; that of the base still counts"),
        ("audit: {calls: [a]}", "audit: {calls: [b]}", "audit_calls", ("b",), "audit.calls: as this branch claims, with `b` and without `a`"),
        ("owners: [{path: a, team: b}]", EMPTY, "owners", (("a", "b", "", ""),), "owners: this branch removes the list; that of the base still counts"),
        ("searches: [ops/]", EMPTY, "searches", (("ops/", ""),), "searches: as this branch claims, without `ops/`; `ops/` still counts, though removed here"),
        ("searches: [a]", "searches: [b]", "searches", (("b", ""), ("a", "")), "searches: as this branch claims, with `b` and without `a`; `a` still counts, though removed here"),
        ("logging: [{call: log}]", EMPTY, "logging", (("log", 0, "info"),), "logging: as this branch claims, without `log`; `log` still counts, though removed here"),
        ("notify: {calls: [a]}", EMPTY, "notify_calls", ("a",), "notify.calls: as this branch claims, without `a`; `a` still counts, though removed here"),
        (EMPTY, "release: {on: 2026-11-27}", "release_on", "2026-11-27", "release.on: as this branch claims, `2026-11-27` instead of nothing"),
        (EMPTY, "data: {internal_columns: [a, b, c, d, e]}", "internal_columns", ("a", "b", "c", "d", "e"), "data.internal_columns: as this branch claims, with `a`, `b`, `c` and 2 more"),
    ],
)  # fmt: skip
def test_what_binds_and_what_is_announced(base: str | None, head: str, field: str, value: Any, announced: str) -> None:
    settings, sentences = joined(base, head)
    assert getattr(settings, field) == value
    assert sentences == (announced,)
    assert settings == config.join(settings, settings)[0]


def test_the_digest_is_that_of_what_binds() -> None:
    settings, _ = joined("require: always", EMPTY)
    assert settings.digest == config.load("require: always").digest
    assert settings.digest != config.load(EMPTY).digest


def test_no_question_is_off_in_the_catalogue() -> None:
    """The severity rule rests on it: an entry that the branch removes leaves a question that is at least a warning."""
    assert {question.severity for question in catalogue().questions} <= {"block", "warn", "auto"}


WORDS = st.lists(st.sampled_from(["a", "b", "c"]), unique=True, max_size=3).map(tuple)
POLICIES = st.builds(
    Settings,
    require=st.sampled_from(["when-asked", "when-evidence", "always"]),
    exclude=WORDS,
    tests=WORDS,
    masks=WORDS,
    personal_data_allowed=WORDS,
    console_is_searched=st.booleans(),
    always_confirm=st.booleans(),
    shown_ids=st.none() | WORDS,
    owners=st.none(),
    audit_calls=st.none() | WORDS,
    severity=st.dictionaries(st.sampled_from(["db-access", "api-contract"]), st.sampled_from(["off", "warn", "block"])).map(
        lambda entries: tuple(sorted(entries.items()))
    ),
    signers=st.just(()) | st.just((("support", ("x",)),)),
    source=st.sampled_from(["", "sdd-impact.yaml"]),
)
STRICT = {"off": 0, "warn": 1, "block": 2}


@given(POLICIES, POLICIES)
@settings(max_examples=50)
def test_no_branch_loosens_its_own_gate(base: Settings, head: Settings) -> None:
    settings, announced = config.join(base, head)
    order = ("when-asked", "when-evidence", "always")
    assert order.index(settings.require) >= order.index(base.require)
    for field in ("exclude", "tests", "masks", "personal_data_allowed"):
        assert set(getattr(settings, field)) <= set(getattr(base, field))
    assert settings.console_is_searched >= base.console_is_searched
    assert settings.always_confirm >= base.always_confirm
    assert settings.signers == base.signers
    for field in ("shown_ids", "audit_calls"):
        assert (getattr(base, field) is None) or getattr(settings, field) is not None
    before, after = dict(base.severity), dict(settings.severity)
    for default in ("warn", "block"):
        for question in ("db-access", "api-contract"):
            assert STRICT[after.get(question, default)] >= STRICT[before.get(question, default)] or (
                # an entry `block` above a default `warn` stays; one `warn` below a default `block` may go
                question not in before
            )
    differing = [key.name for key in KEYS if getattr(base, key.field) != getattr(head, key.field)]
    assert [sentence.partition(":")[0] for sentence in announced] == differing
