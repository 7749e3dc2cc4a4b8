"""Lines that no statement prints: their shapes are told, their values are not."""

from __future__ import annotations

import time

from sdd_impact.model import Location, LogLine
from sdd_impact.pipeline.grouping import Shapes


def told(lines: list[str]) -> tuple[list[tuple[str, int]], int]:
    shapes = Shapes()
    for number, line in enumerate(lines, 1):
        shapes.look(LogLine(line, line, file="app.log", number=number))
    found, others = shapes.told()
    return [(each.shape, each.lines) for each in found], others


def test_values_are_masked() -> None:
    lines = [
        f'2026-11-24 10:00:0{at} INFO session {at}f of a.{at}@example.org (user=u{at}, "my secret") opened from 10.0.0.{at} in /srv/{at}'
        for at in range(4)
    ]
    assert told(lines) == ([("* INFO session * of * opened from * in *", 4)], 0)


def test_words_that_differ_are_masked_too() -> None:
    assert told([f"session of {who} was opened" for who in ("alice", "bob", "carol")]) == ([("session of * was opened", 3)], 0)


def test_a_line_that_stands_alone_shows_nothing() -> None:
    assert told(["password is hunter", "the other thing of somebody", "the other thing of nobody"]) == ([], 3)


def test_most_lines_first_with_the_first_place() -> None:
    shapes = Shapes()
    for number, text in enumerate(["b x"] * 3 + ["a y"] * 5, 1):
        shapes.look(LogLine(text, text, file="app.log", number=number))
    assert [(each.shape, each.first) for each in shapes.told()[0]] == [
        ("a y", Location("app.log", 4)),
        ("b x", Location("app.log", 1)),
    ]


def test_records_without_a_message_show_their_keys() -> None:
    text = '{"a": 1, "secret": "x"}'
    shapes = Shapes()
    for _ in range(3):
        shapes.look(LogLine(text, text, fields=(("secret", "x"), ("a", "1"), ("not a key!", "y"))))
    assert shapes.told()[0][0].shape == "JSON with a secret"


def test_many_shapes_are_bounded() -> None:
    start = time.monotonic()
    words = [chr(97 + at % 26) + chr(97 + at // 26 % 26) + chr(97 + at // 676 % 26) for at in range(6_000)]
    found, others = told([f"{word} {other} {third}" for word, other, third in zip(words, words[1:], words[2:], strict=False)])
    assert sum(lines for _, lines in found) + others == 5_998
    told(["x " * 10_000, "'" * 50_000, "a=" * 20_000] * 20)
    assert time.monotonic() - start < 4
