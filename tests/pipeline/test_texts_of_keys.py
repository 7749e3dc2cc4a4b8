"""Texts of keys: in an inventory, and beside a change that the code makes itself."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import pytest
from commands.command_play import FOREIGN, git, outcome, write

from sdd_impact.history import Cache
from sdd_impact.model import Change, FileChange, Settings, Source, Statement, Tree
from sdd_impact.pipeline.extracting import Extractor
from sdd_impact.pipeline.keyed import Keyed
from sdd_impact.pipeline.translating import Said, Sides, say, with_texts, worded


class Files:
    """A tree of a few files."""

    def __init__(self, **files: str) -> None:
        self._files = {name.replace("__", "/").replace("_DOT_", "."): text.encode() for name, text in files.items()}

    def paths(self) -> tuple[str, ...]:
        return tuple(sorted(self._files))

    def read(self, path: str) -> Source | None:
        return Source(path, self._files[path]) if path in self._files else None

    def containing(self, words: Iterable[str]) -> tuple[str, ...]:
        wanted = [word.encode() for word in words]
        return tuple(path for path in self.paths() if any(word in self._files[path] for word in wanted))


CODE = 'function f() { toast.error(t("errors.gone")) }'


def _extractor() -> Extractor:
    return Extractor(Settings(), Cache(None))


def _statements(path: str, text: str) -> tuple[Statement, ...]:
    return _extractor().of(Source(path, text.encode())).statements


def _said(base: Tree, head: Tree, path: str) -> Said:
    file = FileChange(base.read(path), head.read(path))
    return say((), [file], Sides((), (), base, head), _extractor())


def test_a_text_that_changed_is_a_change_with_the_places_of_code_and_catalogue() -> None:
    """The code is unchanged: both sides have the key, and another text."""
    base = Files(src__a_DOT_ts=CODE, i18n__en_DOT_json='{"errors": {"gone": "It is gone"}}')
    head = Files(src__a_DOT_ts=CODE, i18n__en_DOT_json='{\n"errors": {"gone": "It left"}}')
    (change,) = _said(base, head, "i18n/en.json").changes
    text = change.text_only
    assert text is not None
    assert (change.id, change.kind, change.statement.location.file) == ("ch-1", "modified", "src/a.ts")
    assert (text.key, text.location.file, text.location.line) == ("errors.gone", "i18n/en.json", 2)


def test_a_text_that_is_taken_away_leaves_the_key() -> None:
    """A reader then sees the key itself."""
    base = Files(src__a_DOT_ts=CODE, i18n__en_DOT_json='{"errors": {"gone": "It is gone"}}')
    head = Files(src__a_DOT_ts=CODE, i18n__en_DOT_json='{"errors": {}}')
    (change,) = _said(base, head, "i18n/en.json").changes
    assert change.before is not None
    assert change.after is not None
    assert (change.before.shown.message, change.after.shown.message) == ("It is gone", "errors.gone")


def test_a_text_that_only_moves_to_another_catalogue_is_silent() -> None:
    """The key says the same as before."""
    base = Files(src__a_DOT_ts=CODE, i18n__en_DOT_json='{"errors": {"gone": "It is gone"}}')
    head = Files(src__a_DOT_ts=CODE, i18n__en_DOT_json="{}", i18n__more__en_DOT_json='{"errors": {"gone": "It is gone"}}')
    assert _said(base, head, "i18n/en.json").changes == ()


def test_another_language_is_silent() -> None:
    """A translation that is added or reworded changes no message."""
    texts = {"src__a_DOT_ts": CODE, "i18n__en_DOT_json": '{"errors": {"gone": "It is gone"}}'}
    base, head = (
        Files(**texts, i18n__de_DOT_json='{"errors": {"gone": "Weg"}}'),
        Files(**texts, i18n__de_DOT_json='{"errors": {"gone": "Fort"}}'),
    )
    assert _said(base, head, "i18n/de.json").changes == ()


def test_a_new_statement_has_its_text() -> None:
    """Also where no catalogue changed; the statements of the head stay those of the changes."""
    tree = Files(src__a_DOT_ts=CODE, i18n__en_DOT_json='{"errors": {"gone": "It is gone"}}')
    (new,) = _statements("src/a.ts", CODE)
    said = say(
        (Change("ch-1", "added", None, new),),
        [FileChange(None, tree.read("src/a.ts"))],
        Sides((), (new,), tree, tree),
        _extractor(),
    )
    (change,) = said.changes
    assert change.after is not None
    assert change.after.shown.message == "It is gone"
    assert said.after[0] is change.after


def test_an_inventory_has_the_texts() -> None:
    """What cannot be read is said."""
    tree = Files(src__a_DOT_ts=CODE, i18n__en_DOT_json='{"errors": {"gone": "It is gone"}}', other__i18n__en_DOT_json="{")
    (statement,), unread = with_texts(_statements("src/a.ts", CODE), tree)
    assert statement.shown.message == "It is gone"
    assert [each.path for each in unread] == ["other/i18n/en.json"]


LOGGING = 'function f(id) { logger.error(t("orders.lost", {id})); logger.info("ready") }'
LOST = '{"orders": {"lost": "order {{id}} is lost", "found": "order {{id}} is found"}}'


def test_what_is_searched_is_the_text() -> None:
    """A catalogue without one of the keys is not read."""
    tree = Files(src__a_DOT_ts=LOGGING, i18n__en_DOT_json=LOST, other__i18n__en_DOT_json="{")
    (lost, ready), unread = worded(_statements("src/a.ts", LOGGING), tree)
    assert (lost.template.message, ready.template.message) == ("order {id} is lost", "ready")
    assert lost.translation is not None
    assert lost.translation.key == "orders.lost"
    assert unread == ()
    plain = _statements("src/b.ts", 'logger.info("ready")')
    assert worded(plain, tree) == (plain, ())


def _keyed(tree: Tree, changed: set[str], same: tuple[Statement, ...] = ()) -> Keyed:
    return Keyed(tree, _extractor(), changed, same, lambda each: each.what == "log")


def test_an_unchanged_statement_is_found_by_its_text() -> None:
    tree = Files(src__a_DOT_ts=LOGGING, src__b_DOT_ts=LOGGING, i18n__en_DOT_json=LOST)
    for changed, same, expected in (
        (set[str](), (), ["src/a.ts", "src/b.ts"]),
        ({"src/a.ts"}, (), ["src/b.ts"]),
        ({"src/a.ts"}, _statements("src/a.ts", LOGGING), ["src/a.ts", "src/b.ts"]),
    ):
        keyed = _keyed(tree, changed, same)
        for _ in range(2):
            found = list(keyed.printing(("lost",), tree.containing(("lost",))))
            assert [each.location.file for each in found] == expected
            assert {each.template.message for each in found} == {"order {id} is lost"}
    assert list(_keyed(tree, set()).printing(("found",), tree.containing(("found",)))) == []  # no code has this key
    assert list(_keyed(tree, set()).printing(("nowhere",), ())) == []


def test_too_many_catalogues_are_not_read() -> None:
    many = {f"p{number}__i18n__en_DOT_json": LOST for number in range(61)}
    tree = Files(src__a_DOT_ts=LOGGING, **many)
    assert list(_keyed(tree, set()).printing(("lost",), tree.containing(("lost",)))) == []


def _in_git(root: Path, branch: str, files: dict[str, str]) -> None:
    git(root, "checkout", "-q", "-B", branch)
    write(root, files)
    git(root, "add", "-A")
    git(root, "commit", "-q", "--allow-empty", "-m", branch)


def test_searches_and_diff_agree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """One of two statements with the key loses it: the other one still feeds the search, by the text of its key."""
    for name in FOREIGN:
        monkeypatch.delenv(name, raising=False)
    git(tmp_path, "init", "-q", "-b", "main")
    code = 'const log = require("pino")();\nfunction {}(id) {{ log.error({}) }}\n'
    key = 't("orders.lost", {id})'
    _in_git(
        tmp_path,
        "main",
        {
            "i18n/en.json": LOST,
            "a.js": code.format("one", key),
            "b.js": code.format("two", key),
            "searches.yaml": "version: 1\nsearches:\n  - {name: Lost orders, contains: is lost}\n",
        },
    )
    (state,) = json.loads(outcome(capsys, "-C", str(tmp_path), "searches", "main", "--format", "json").out)["searches"]
    assert state["state"] == "bound"
    assert [(each["file"], each["message"]) for each in state["statements"]] == [
        ("a.js", "order {id} is lost"),
        ("b.js", "order {id} is lost"),
    ]
    _in_git(tmp_path, "feature", {"a.js": code.format("one", '"order " + id + " vanished"')})
    (verdict,) = json.loads(outcome(capsys, "-C", str(tmp_path), "diff", "--head", "feature", "--format", "json").out)["searches"]
    assert verdict["verdict"] == "narrowed"
    logs = outcome(capsys, "-C", str(tmp_path), "catalog", "logs", "main").out
    assert "b.js:2: error: order {id} is lost  (orders.lost)" in logs
