"""Saved searches of one repository against the code of others: what is edited, what is said of the checkouts, what cannot be read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from commands.command_play import FOREIGN, git, outcome, write

from sdd_impact.errors import Undetermined, UsageError
from sdd_impact.history import checkouts
from sdd_impact.history.checkouts import Checkout, Folder
from sdd_impact.shelf import shelf

SEARCHES = """version: 1
searches:
  - name: Failed payments
    contains: payment failed
    alert: true
  - name: Orders
    regex: 'payment (failed|declined) for order (?P<order>\\d+)'
  - name: Logins
    contains: login failed
"""
CODE = """import logging

from app.texts import Texts


def charge(order, user):
    logging.error("payment failed for order %s", order)
    logging.error("payment declined for order %s", order)
    logging.warning(Texts.LOGIN_FAILED, user)
"""
TEXTS = 'class Texts:\n    LOGIN_FAILED = "login failed for %s"\n'


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in FOREIGN:
        monkeypatch.delenv(name, raising=False)
    make(tmp_path / "shop", {"app/pay.py": CODE, "app/texts.py": TEXTS})
    make(tmp_path / "obs", {"searches.yaml": SEARCHES, "sdd-impact.yaml": "sources: [../shop]\n"})
    git(tmp_path / "obs", "checkout", "-qb", "feature")
    return tmp_path


def make(root: Path, files: dict[str, str]) -> None:
    root.mkdir()
    git(root, "init", "-q", "-b", "main")
    write(root, files)
    git(root, "add", "-A")
    git(root, "commit", "-qm", "first")


def diff(world: Path, capsys: pytest.CaptureFixture[str], *more: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(outcome(capsys, "-C", str(world / "obs"), "diff", "--format", "json", *more).out)
    jsonschema.validate(found, json.loads((shelf("schemas") / "evidence.schema.json").read_text("utf-8")))
    return found


def edited(world: Path, *pairs: tuple[str, str]) -> None:
    text = SEARCHES
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    write(world / "obs", {"searches.yaml": text})


@pytest.mark.parametrize(
    ("old", "new", "name", "verdict", "impact"),
    [
        ("contains: payment failed", "contains: payment faild", "Failed payments", "broken", "saved-search-broken"),
        ("contains: login failed", "contains: login faild", "Logins", "broken", "saved-search-broken"),
        ("(failed|declined)", "failed", "Orders", "narrowed", "saved-search-narrowed"),
        ("?P<order>", "?:", "Orders", "captures-changed", "saved-search-captures-changed"),
        ("contains: payment failed", "contains: payment", "Failed payments", "newly-matches", "saved-search-false-match"),
        ("contains: payment failed", "contains: payment failed for", "Failed payments", "still-matches", ""),
        ("  - name: Logins\n    contains: login failed\n", "", "Logins", "search-removed", "saved-search-removed"),
    ],
)
def test_what_an_edited_search_does(
    world: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, name: str, verdict: str, impact: str
) -> None:
    edited(world, (old, new))
    found = diff(world, capsys)
    (search,) = found["searches"]
    assert (search["name"], search["verdict"]) == (name, verdict)
    assert {each["before"]["file"] for each in search["statements"]} == {"../shop/app/pay.py"}
    assert all(each["change"].startswith("st-") for each in search["statements"])
    ids = {each["id"] for each in found["impacts"]} - {"owner-unknown"}
    assert ids == ({impact} if impact else set())
    assert all(each["file"] == "searches.yaml" for each in found["impacts"] if each["id"] == impact)
    (source,) = found["sources"]
    assert (source["path"], source["commit"], source["dirty"]) == (
        "../shop",
        git(world / "shop", "rev-parse", "HEAD").strip(),
        False,
    )


def test_renamed_and_moved_searches_are_the_same(world: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edited(world, ("name: Failed payments", "name: Failing payments"))
    assert diff(world, capsys)["searches"] == []
    write(world / "obs", {"ops/searches.yaml": SEARCHES})
    (world / "obs" / "searches.yaml").unlink()
    assert diff(world, capsys)["searches"] == []


def test_a_search_that_is_mended_asks_nothing(world: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(world / "shop", {"app/pay.py": CODE.replace("payment failed", "payment broke")})
    edited(world, ("contains: payment failed", "contains: payment broke"))
    found = diff(world, capsys)
    assert [each["verdict"] for each in found["searches"] if each["name"] == "Failed payments"] == []
    assert found["sources"][0]["dirty"] is True
    assert found["impacts"] == []


def test_the_cache_knows_the_code(world: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edited(world, ("contains: payment failed", "contains: payment broke"))
    assert [each["verdict"] for each in diff(world, capsys)["searches"]] == ["broken"]
    write(world / "shop", {"app/pay.py": CODE.replace("payment failed", "payment broke")})
    assert diff(world, capsys)["searches"] == []


def test_an_answer_is_tried_on_the_line_of_the_code(world: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edited(world, ("contains: payment failed", "contains: payment faild"))
    obs = str(world / "obs")
    assert outcome(capsys, "-C", obs, "generate").status == 0
    record = world / "obs" / "support-impact" / "feature.yaml"
    text = record.read_text("utf-8")
    assert "payment faild" in text
    assert outcome(capsys, "-C", obs, "check").status == 1


def test_inventories_and_backtest(world: Path, capsys: pytest.CaptureFixture[str]) -> None:
    obs = str(world / "obs")
    states = json.loads(outcome(capsys, "-C", obs, "searches", "--format", "json").out)
    jsonschema.validate(states, json.loads((shelf("schemas") / "searches.schema.json").read_text("utf-8")))
    assert [each["state"] for each in states["searches"]] == ["bound"] * 3
    write(world / "shop", {"app/pay.py": CODE.replace("payment failed", "payment broke")})
    git(world / "shop", "commit", "-qam", "reworded")
    dead = json.loads(outcome(capsys, "-C", obs, "searches", "--dead", "--format", "json").out)
    assert [each["name"] for each in dead["searches"]] == ["Failed payments"]
    replayed = json.loads(outcome(capsys, "-C", obs, "backtest", "--format", "json").out)
    (broken,) = replayed["searches"]
    assert broken["broken_by"][0]["commit"] == git(world / "shop", "rev-parse", "HEAD").strip()
    assert broken["broken_by"][0]["statements"][0]["after"]["file"] == "../shop/app/pay.py"


def test_a_revision_a_plain_folder_and_an_option(world: Path, capsys: pytest.CaptureFixture[str]) -> None:
    git(world / "shop", "tag", "v1")
    write(world / "shop", {"app/pay.py": "x = 1\n"})
    git(world / "shop", "commit", "-qam", "gone")
    write(world / "obs", {"sdd-impact.yaml": "sources: [{path: ../shop, revision: v1}]\n"})
    edited(world, ("contains: payment failed", "contains: payment faild"))
    found = diff(world, capsys)
    assert [each["verdict"] for each in found["searches"]] == ["broken"]
    assert found["sources"][0]["revision"] == "v1"
    write(world, {"plain/pay.py": CODE, "plain/sdd-impact.yaml": "exclude: [old/]\n", "plain/old/x.py": CODE})
    write(world / "obs", {"sdd-impact.yaml": ""})
    found = diff(world, capsys, "--sources", str(world / "plain"), "--sources", str(world / "shop" / "app"))
    assert [each["commit"] is None for each in found["sources"]] == [True, False, False]  # the base's still counts
    (search,) = found["searches"]
    assert [each["before"]["file"] for each in search["statements"]] == [f"{world / 'plain'}/pay.py"]


@pytest.mark.parametrize(
    ("config", "said"),
    [
        ("sources: [../nowhere]", "`sources`: ../nowhere: it is not there"),
        ("sources: [../shop/app/pay.py]", "it is no folder"),
        ("sources: [{path: ../shop, revision: nope}]", "unknown revision 'nope'"),
        ("sources: [../empty]", "no source code that can be read is in it"),
        ("sources: [../plain-with-revision]", "it is not there"),
        ("sources: [ops]", "it is a part of this repository"),
        ("sources: [../broken]", "sdd-impact.yaml"),
    ],
)
def test_what_cannot_be_read_ends_the_run(world: Path, capsys: pytest.CaptureFixture[str], config: str, said: str) -> None:
    (world / "empty").mkdir()
    write(world, {"broken/a.py": CODE, "broken/sdd-impact.yaml": "nonsense: 1\n"})
    write(world / "obs", {"sdd-impact.yaml": config + "\n", "ops/a.py": CODE})
    git(world / "obs", "add", "-A")
    for command in ("check", "diff", "searches", "backtest"):
        done = outcome(capsys, "-C", str(world / "obs"), command)
        assert done.status == 3, (command, done)
        assert said in done.err
        assert "fix:" in done.err


def test_a_checkout_that_only_the_base_names_is_announced(world: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (world / "shop").rename(world / "moved")
    write(world / "obs", {"sdd-impact.yaml": "sources: [../moved]\n"})
    done = outcome(capsys, "-C", str(world / "obs"), "check")
    assert done.status == 0
    assert "`../shop`, which only the base names, is not there" in " ".join(done.out.split())


def test_a_plain_folder_is_bounded_and_follows_no_link(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {"code/a.py": "a", "code/.git-not/b.py": "b", "code/node_modules/c.py": "c", "other/d.py": "d"})
    (tmp_path / "code" / "link").symlink_to(tmp_path / "other")
    folder = Folder(str(tmp_path / "code"))
    assert folder.paths() == (".git-not/b.py", "a.py")
    assert folder.read("link/d.py") is None
    assert folder.containing(["b"]) == (".git-not/b.py",)
    monkeypatch.setattr(checkouts, "MOST_ENTRIES", 2)
    with pytest.raises(Undetermined, match="it is no checkout"):
        Folder(str(tmp_path / "code"))
    with pytest.raises(UsageError, match="it has no revision"):
        Checkout.open(str(tmp_path / "other"), "v1")
