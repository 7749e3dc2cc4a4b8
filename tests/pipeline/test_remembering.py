"""Evidence that is kept: the same as found anew, found anew whenever anything differs, and not trusted when damaged."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from commands.command_play import FOREIGN, Outcome, git, make_branch, outcome, write

from sdd_impact import languages, model
from sdd_impact.history import Cache
from sdd_impact.model import Evidence, Location, Phrase, Settings, Source
from sdd_impact.pipeline import nouns
from sdd_impact.pipeline.extracting import Extractor

RECORDS = ".git/sdd-impact/cache"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in (*FOREIGN, "SDD_IMPACT_CACHE"):
        monkeypatch.delenv(name, raising=False)
    return make_branch(tmp_path / "repository")


def records(root: Path) -> list[Path]:
    return sorted(path for path in (root / RECORDS).rglob("*") if path.is_file())


def evidence(root: Path, capsys: pytest.CaptureFixture[str], *options: str) -> Outcome:
    return outcome(capsys, "-C", str(root), "diff", "--format", "json", *options)


def test_kept_evidence_is_the_same(root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    anew = evidence(root, capsys, "--no-cache")
    assert not records(root)
    first = evidence(root, capsys)
    assert records(root)

    def unread(*_: object) -> Any:
        pytest.fail("a file was read again")

    for language in languages.all_languages():
        monkeypatch.setattr(f"sdd_impact.languages.{language.name}.LANGUAGE", language._replace(extract=unread))
    monkeypatch.setattr("sdd_impact.pipeline.statements.read_changes", unread)
    kept = evidence(root, capsys)
    assert anew == first == kept
    assert json.loads(kept.out)["searches"][0]["verdict"] == "broken"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("auth/reset.py", 'import logging\n\nlogging.info("PasswordReset userId: %s again", user.id)\n'),
        ("ops/savedsearches.conf", '[Password resets]\nsearch = index=app "Reset of user"\n'),
        ("sdd-impact.yaml", "exclude:\n  - auth/\n"),
        (".gitattributes", "auth/** linguist-generated\n"),
        ("other/new.py", 'import logging\nlogging.error("new")\n'),
    ],
)
def test_any_difference_is_read_anew(root: Path, capsys: pytest.CaptureFixture[str], name: str, text: str) -> None:
    before = evidence(root, capsys)
    write(root, {name: text})
    changed = evidence(root, capsys)
    assert changed == evidence(root, capsys, "--no-cache")
    assert changed.out != before.out
    (root / name).unlink()
    git(root, "checkout", "-q", "--", ".")
    write(root, {"auth/reset.py": 'import logging\n\nlogging.info("Reset of user %s", user.id)\n'})
    assert evidence(root, capsys) == before


def test_a_rule_of_the_base_is_part_of_it(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    evidence(root, capsys)
    git(root, "stash", "-q")
    git(root, "switch", "-q", "main")
    write(root, {"sdd-impact.yaml": "exclude:\n  - auth/\n"})
    git(root, "add", "-A")
    git(root, "commit", "-qm", "rules")
    git(root, "switch", "-q", "feature/x")
    git(root, "rebase", "-q", "main")
    git(root, "stash", "pop", "-q")
    found = evidence(root, capsys)
    assert not json.loads(found.out)["changes"], found.err


@pytest.mark.parametrize("damage", [b"", b"[]", b'["Change"]', b'["Tree", 1]', b"null"])
def test_damaged_records_are_read_anew(root: Path, capsys: pytest.CaptureFixture[str], damage: bytes) -> None:
    first = evidence(root, capsys)
    for record in records(root):
        record.write_bytes(damage)
    assert evidence(root, capsys) == first
    for record in records(root):
        other = Cache(str(root / "other"))
        other.put([b"key"], damage)
        (whole,) = [path for path in (root / "other").rglob("*") if path.is_file()]
        record.write_bytes(whole.read_bytes())
        whole.unlink()
    assert evidence(root, capsys, "--worktree").out == first.out


def test_nothing_is_kept_in_ci(root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    evidence(root, capsys, "--base", "main")
    assert not records(root)


def test_searches_from_outside_are_part_of_it(root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    outside = tmp_path / "more.yaml"
    for text, verdict in (("PasswordReset userId", "broken"), ("Nothing like it", None)):
        outside.write_text(f"version: 1\nsearches:\n  - name: Outside\n    contains: {text}\n", encoding="utf-8")
        found = json.loads(evidence(root, capsys, "--searches", str(outside)).out)["searches"]
        assert next((each["verdict"] for each in found if each["name"] == "Outside"), None) == verdict


def test_nouns_come_back_as_they_were() -> None:
    values = (
        Location("a\udcff.py", 3, 2), (), ((),), ("", "{}"), frozenset(["a", "b"]), None, 1.5, True, Phrase("x", case=False, field="f"),
        Settings(tests=("a",)), Evidence(Location("a"), "\x1b", "“”"),
    )  # fmt: skip
    again = nouns.loads(nouns.dumps(values))
    assert again == values
    assert [type(each) for each in again] == [type(each) for each in values]


@pytest.mark.parametrize(
    "data", [b"", b"{", b'["Tree"]', b'["json"]', b'["Any",1]', b'["Location"]', b"[[]]", b"[1]", b"[" * 100_000]
)
def test_what_is_no_record_of_nouns_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        nouns.loads(data)


def test_what_is_no_noun_is_not_written() -> None:
    for value in (object(), b"bytes", {"a": 1}, [1], Cache(None), model):
        with pytest.raises(TypeError):
            nouns.dumps(value)


def test_many_files_are_read_alike_by_several_processes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sources = [
        Source(
            f"src/part{number}.py", f'import logging\nlogging.info("part {number} %s", user_id)\nNAME = "text {number}"\n'.encode()
        )
        for number in range(40)
    ] + [Source("README.md", b"logging.info"), Source("empty.py", b"x = 1\n")]
    settings = Settings(tests=("src/part7.py",))
    alone = list(Extractor(settings, Cache(None)).all(sources))
    monkeypatch.setattr("sdd_impact.pipeline.extracting._FEW_BYTES", 10)
    monkeypatch.setattr("sdd_impact.pipeline.extracting._PORTION", 200)
    monkeypatch.setattr("sdd_impact.pipeline.extracting.os.cpu_count", lambda: 2)
    kept = Extractor(settings, Cache(str(tmp_path)))
    done: list[int] = []
    assert list(kept.all(sources, done.append)) == alone
    assert done == list(range(len(sources)))
    assert list(kept.all(sources)) == alone
    assert [kept.of(each) for each in sources] == alone
    assert [each.statements[0].test for each in alone[:40]].count(True) == 1
