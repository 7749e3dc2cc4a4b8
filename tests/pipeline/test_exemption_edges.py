"""The edges of an exemption and of a record's place, without a repository: what the whole program is too slow to try in every way."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace
from typing import Any, Literal, cast

import pytest

from sdd_impact.model import Answer, Checklist, Exemption, FileChange, Settings, Source, Verdict
from sdd_impact.pipeline.exempting import ended, ended_rules, exemption
from sdd_impact.pipeline.judging import _excused, own_checklists, record_path
from sdd_impact.pipeline.visit import Visit

TODAY = dt.datetime.now(dt.UTC).date()
YESTERDAY, TOMORROW = (TODAY + dt.timedelta(days=days) for days in (-1, 1))
ADA = frozenset({"ada@example.org"})


def changed(before: str | None, after: str | None) -> FileChange:
    return FileChange(Source(before, b"") if before else None, Source(after, b"") if after else None)


def here(
    *rules: Exemption,
    branch: str = "feature/x",
    into: str = "main",
    files: tuple[FileChange, ...] = (changed("auth/a.py", "auth/a.py"),),
    authors: frozenset[str] = ADA,
    looked_at: str = "commit",
    merged: frozenset[str] = frozenset(),
    own: tuple[str, ...] = (),
    texts: dict[str, str] | None = None,
) -> Visit:
    """A visit of a branch that has only what is asked of it here."""

    def read(path: str) -> Source | None:
        return Source(path, (texts or {})[path].encode()) if path in (texts or {}) else None

    comparison = SimpleNamespace(
        branch=branch,
        base=SimpleNamespace(name=into),
        head=SimpleNamespace(commit="2" * 40),
        merge_base="1" * 40,
        files=files,
        looked_at=looked_at,
        own_records=own,
        base_tree=SimpleNamespace(read=lambda path: Source(path, b"") if path in merged else None),
        head_tree=SimpleNamespace(read=read),
    )
    found: Any = SimpleNamespace(
        comparison=comparison,
        settings=Settings(exempt=rules),
        repository=SimpleNamespace(authors=lambda base, head: authors if (base, head) == ("1" * 40, "2" * 40) else frozenset()),
    )
    return cast("Visit", found)


RULE = Exemption("the rule")
PATHS = RULE._replace(paths=("auth/",))
BOT = RULE._replace(branches=("bot/*",), authors=("Ada@example.org",))


@pytest.mark.parametrize(
    ("at", "reason"),
    [
        (here(PATHS), "the rule (every changed file in auth/)"),
        (here(PATHS._replace(until=TODAY.isoformat())), f"the rule (every changed file in auth/, until {TODAY})"),
        (here(PATHS._replace(until=YESTERDAY.isoformat())), ""),
        (here(PATHS._replace(until=YESTERDAY.isoformat()), PATHS._replace(reason="another")), "another (every changed file in auth/)"),
        (here(PATHS, files=()), ""),
        (here(PATHS, files=(changed("auth/a.py", None),)), "the rule (every changed file in auth/)"),
        (here(PATHS, files=(changed("auth/a.py", "pay/a.py"),)), ""),
        (here(PATHS, files=(changed("pay/a.py", "auth/a.py"),)), ""),
        (here(PATHS, files=(changed("auth/a.py", "auth/a.py"), changed(None, "pay/a.py"))), ""),
        (here(BOT, branch="bot/x"), "the rule (branch bot/*; authors Ada@example.org)"),
        (here(BOT, branch="origin/bot/x"), "the rule (branch bot/*; authors Ada@example.org)"),
        (here(BOT, branch="robot/x"), ""),
        (here(BOT), ""),
        (here(BOT, branch="bot/x", authors=frozenset()), ""),
        (here(BOT, branch="bot/x", authors=ADA | {"eve@example.org"}), ""),
        (here(BOT, branch="bot/x", looked_at="worktree"), ""),
        (here(BOT, branch="bot/x", looked_at="index"), ""),
        (here(RULE._replace(into=("release/*",)), into="origin/release/1.2"), "the rule (into release/*)"),
        (here(RULE._replace(into=("release/*",)), branch="release/1.2"), ""),
        (here(PATHS._replace(into=("release/*",)), into="release/1.2", files=(changed("pay/a.py", None),)), ""),
    ],
)  # fmt: skip
def test_whether_a_rule_holds(at: Visit, reason: str) -> None:
    assert exemption(at) == reason


def test_a_rule_ends_after_its_last_day() -> None:
    rules = [PATHS._replace(until=day) for day in ("", YESTERDAY.isoformat(), TODAY.isoformat(), TOMORROW.isoformat())]
    assert [ended(rule) for rule in rules] == [False, True, False, False]
    assert ended_rules(Settings(exempt=tuple(rules))) == (f"exempt: the rule `the rule` ended on {YESTERDAY}",)


@pytest.mark.parametrize(
    ("verdict", "rules", "becomes"),
    [
        ("failed", (PATHS,), "exempt"),
        ("failed", (), "failed"),
        ("failed", (BOT,), "failed"),
        ("passed", (PATHS,), "passed"),
        ("undetermined", (PATHS,), "undetermined"),
    ],
)
def test_only_a_branch_that_would_fail_is_exempt(
    verdict: Literal["passed", "failed", "undetermined"], rules: tuple[Exemption, ...], becomes: str
) -> None:
    """A branch that passes says why it passes; what could not be decided is never let through."""
    found = _excused(Verdict(verdict, "as judged"), here(*rules))
    assert found.verdict == becomes
    assert found.reason == ("exempt: the rule (every changed file in auth/)" if becomes == "exempt" else "as judged")


# --- where the record stands ---------------------------------------------------------------------------------------


def record(path: str, branch: str) -> Checklist:
    answers: tuple[Answer, ...] = ()
    return Checklist(path, branch, "1.0", "", answers)


FREE = "support-impact/feature-x.yaml"
MINE, OTHER = record("support-impact/mine.yaml", "feature/x"), record("support-impact/other.yaml", "feature/y")


@pytest.mark.parametrize(
    ("checklists", "merged", "path"),
    [
        ((MINE, OTHER), (), MINE.path),
        ((OTHER, MINE), (), MINE.path),
        ((OTHER,), (), OTHER.path),  # a branch that was renamed
        ((OTHER, OTHER._replace(path="support-impact/third.yaml")), (), ""),
        ((), (), ""),
        ((), ("",), "-2"),
        ((), ("", "-2"), "-3"),
        ((), ("-2",), ""),
    ],
)
def test_where_the_record_stands(checklists: tuple[Checklist, ...], merged: tuple[str, ...], path: str) -> None:
    stem = record_path(here(), ()).removesuffix(".yaml")
    assert stem.startswith("support-impact/feature")
    at = here(merged=frozenset(f"{stem}{each}.yaml" for each in merged))
    assert record_path(at, checklists) == (path if "/" in path else f"{stem}{path}.yaml")


def test_a_record_that_cannot_be_read_is_none() -> None:
    """A link, for instance: then the checklist is missing."""
    from sdd_impact.documents import catalogue

    at = here(own=("support-impact/a.yaml", "support-impact/link.yaml"), texts={"support-impact/a.yaml": "version: 1\nbranch: b\n"})
    assert [(each.path, each.branch) for each in own_checklists(at, catalogue())] == [("support-impact/a.yaml", "b")]
