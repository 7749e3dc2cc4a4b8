"""Base and head each have their own layouts; who asks for them; and the statements whose layout alone changed."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from sdd_impact.model import (
    AllOf,
    FieldIs,
    FileChange,
    LineLayout,
    Location,
    Not,
    Phrase,
    Query,
    Regex,
    Routing,
    SavedSearch,
    Source,
    Statement,
    Template,
)
from sdd_impact.pipeline import laying_out


class Files:
    """A tree of a few files, which remembers whether it was asked."""

    def __init__(self, files: dict[str, str]) -> None:
        self.files = files
        self.asked = False

    def paths(self) -> tuple[str, ...]:
        self.asked = True
        return tuple(sorted(self.files))

    def read(self, path: str) -> Source | None:
        self.asked = True
        return Source(path, self.files[path].encode()) if path in self.files else None

    def containing(self, words: Iterable[str]) -> tuple[str, ...]:
        self.asked = True
        return tuple(path for path, text in sorted(self.files.items()) if any(word in text for word in words))


def search(query: Query) -> SavedSearch:
    return SavedSearch("x", "plain", Location("s.yaml"), "x", query)


def logged(path: str) -> Statement:
    return Statement("log", Location(path), "python", Template.of("gone"), "error", "pay")


FORMAT = "logging.basicConfig(format='{} %(message)s')"
ANCHORED = search(Regex("^gone"))


@pytest.mark.parametrize(
    ("query", "asks"),
    [
        (Phrase("payment failed"), False),
        (AllOf((Routing("index=app"), Phrase("payment failed", where="term"))), False),
        (Regex("payment (?:failed|refused) for .*"), True),  # a | may stand between lines of any kind
        (Regex("payment failed for .*"), False),
        (Regex("^payment failed"), True),
        (Not(Phrase("gone", where="start")), True),
        (Phrase('"gone"'), True),
        (Phrase("ERROR gone"), True),
        (FieldIs("level", "=", "error"), True),
        (Phrase("gone", field="msg"), True),
    ],
)
def test_only_searches_that_ask_for_more_than_a_text_make_it_look(query: Query, asks: bool) -> None:
    tree = Files({"a.py": FORMAT.format("A")})
    event = laying_out.at(tree, (), [search(query)]).event(logged("b.py"))
    assert (tree.asked, event.line is not None) == (asks, asks)


def test_each_side_has_its_own() -> None:
    trees = Files({"a.py": FORMAT.format("A")}), Files({"a.py": FORMAT.format("B")})
    lines = laying_out.sides(trees, ((), ()), [ANCHORED])
    assert [side.event(logged("b.py")).line for side in (lines.base, lines.head)] == [Template.of("A gone"), Template.of("B gone")]


@pytest.mark.parametrize(
    "configured", [((), (LineLayout((), "text", "C {message}"),)), ((LineLayout((), "text", "C {message}"),), ())]
)
def test_what_only_one_side_says_holds_for_both(configured: tuple[tuple[LineLayout, ...], tuple[LineLayout, ...]]) -> None:
    lines = laying_out.sides((Files({}), Files({})), configured, [ANCHORED])
    assert [side.event(logged("b.py")).line for side in (lines.base, lines.head)] == [Template.of("C gone")] * 2
    assert not lines.may_differ


def test_what_makes_a_difference() -> None:
    def may_differ(path: str, text: str) -> bool:
        change = FileChange(None, Source(path, text.encode()))
        return laying_out.sides((Files({}), Files({})), ((), ()), [ANCHORED], [change]).may_differ

    assert may_differ("logback.xml", "")
    assert may_differ("a.py", FORMAT)
    assert not may_differ("a.py", "log.error('gone')")
    assert not may_differ("README.md", "basicConfig")


def test_statements_whose_layout_alone_changed_and_how_many_at_most() -> None:
    names = [f"m{number:03}.py" for number in range(laying_out.MOST_FILES + 3)]
    head = Files({"a.py": FORMAT.format("B"), **dict.fromkeys(names, "log.error('gone')")})
    lines = laying_out.sides((Files({"a.py": FORMAT.format("A")}), head), ((), ()), [ANCHORED])
    found = laying_out.relaid(lines, head, names, [logged("same.py")], lambda source: [logged(source.path)] if source else [], 7)
    assert len(found.changes) == laying_out.MOST_FILES + 1
    assert (found.changes[0].id, found.changes[0].event_only) == ("ch-7", True)
    (unread,) = found.unread
    assert "3 files like it were not held" in unread.reason
    same = laying_out.sides((head, head), ((), ()), [ANCHORED])
    assert laying_out.relaid(same, head, names, [logged("same.py")], lambda _source: [], 1).changes == ()
