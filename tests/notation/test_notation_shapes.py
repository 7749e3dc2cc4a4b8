from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdd_impact.errors import NotationError
from sdd_impact.notation import Node, load_json, load_yaml
from sdd_impact.notation.shapes import Either, Flag, ListOf, Number, Record, Shape, TableOf, Text, nearest, read

PERSON = Record(
    {
        "name": Text(),
        "age": Number(1),
        "tall": Flag(),
        "sort": Text(("cat", "dog")),
        "tags": ListOf(Text()),
        "notes": TableOf(Text()),
        "home": Record({"town": Text(), "street_name": Text()}, ("town",)),
        "either": Either((Text(), ListOf(Number()), Record({"x": Number()}))),
        "even": Text(check=lambda text: "" if len(text) % 2 == 0 else "an odd number of characters"),
        "few": TableOf(Flag(), ("north", "south")),
    },
    ("name",),
)


def test_everything_that_fits_becomes_plain_values() -> None:
    text = """
name: Ada
age: 36
tall: true
sort: cat
tags: [a, "no"]
notes: {any key: yes}
home: {town: London}
either: [1, 2]
even: abcd
few: {north: false}
"""
    assert read(load_yaml(text), PERSON, "x.yaml") == {
        "name": "Ada",
        "age": 36,
        "tall": True,
        "sort": "cat",
        "tags": ["a", "no"],
        "notes": {"any key": "yes"},
        "home": {"town": "London"},
        "either": [1, 2],
        "even": "abcd",
        "few": {"north": False},
    }


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{}", "1:1: `name` is missing"),
        ("[]", "1:1: the document is a list, but a mapping is expected"),
        ("name: 3", "1:7: `name` is a number, but text is expected; put it into quotes"),
        ("name:", "1:6: `name` has no value: give it text, or leave the key out"),
        ("name: ''", "1:7: `name` is empty"),
        ('name: "a\\nb"', "1:7: `name` has a line break or another control character in it"),
        ('name: "a\\u202eb"', "1:7: `name` has a line break or another control character in it"),
        ("name: A\nnam: B", "2:1: unknown key `nam`; did you mean `name`?"),
        ("name: A\nTags: []", "2:1: unknown key `Tags`; did you mean `tags`?"),
        ("name: A\nstreet-name: B", "2:1: unknown key `street-name`; did you mean `home.street_name`?"),
        ("name: A\nqqqq: B", "2:1: unknown key `qqqq`; known here: name, age, tall, sort, tags, notes, home, either, even, few"),
        ("name: A\nage: 0", "2:6: `age` is 0, but at least 1 is expected"),
        ("name: A\nage: true", "2:6: `age` is true or false, but a whole number is expected"),
        ("name: A\nage: 1.5", "2:6: `age` is a number, but a whole number is expected"),
        ("name: A\ntall: 1", "2:7: `tall` is a number, but true or false is expected"),
        ("name: A\nsort: catt", "2:7: `sort` cannot be `catt` (did you mean `cat`?): one of cat, dog is expected"),
        ("name: A\nsort: 12", "2:7: `sort` is a number, but one of cat, dog is expected; put it into quotes"),
        ("name: A\ntags: a", "2:7: `tags` is text, but a list is expected"),
        ("name: A\ntags:", "2:6: `tags` has no value: give it a list ([] for an empty one), or leave the key out"),
        ("name: A\ntags:\n  - a\n  - [b]", "4:5: `tags[1]` is a list, but text is expected"),
        ("name: A\nhome: {}", "2:7: `home.town` is missing"),
        ("name: A\nhome: {town: B, twon: C}", "2:17: unknown key `home.twon`; did you mean `home.town`?"),
        ("name: A\neither: 3", "2:9: `either` is a number, but text or a list or a mapping is expected"),
        ("name: A\neither: {y: 3}", "2:10: unknown key `either.y`; known here: x"),
        ("name: A\neven: abc", "2:7: `even`: an odd number of characters"),
        ("name: A\nfew: {nort: true}", "2:7: unknown key `few.nort`; did you mean `few.north`?"),
    ],
)
def test_what_does_not_fit_is_refused_at_its_place(text: str, message: str) -> None:
    with pytest.raises(NotationError) as caught:
        read(load_yaml(text), PERSON, "x.yaml")
    assert str(caught.value) == f"x.yaml:{message}"


@pytest.mark.parametrize(
    ("word", "expected"),
    [("shown-id", "shown_ids"), ("SHOWN_IDS", "shown_ids"), ("shwon_ids", "shown_ids"), ("zzz", ""), ("", ""), ("x" * 10_000, "")],
)
def test_the_nearest_known_word(word: str, expected: str) -> None:
    assert nearest(word, ("paths", "shown_ids", "searches")) == expected


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 40) | st.text(max_size=6),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*PERSON.keys, "town", "x", "q"]), inner, max_size=4)
    ),
    max_leaves=12,
)
SHAPES: list[Shape] = [PERSON, *PERSON.keys.values()]


@given(JSON, st.sampled_from(SHAPES))
def test_any_document_is_read_or_refused_with_a_place(document: object, shape: Shape) -> None:
    node = load_json(json.dumps(document), "x.json")
    value, error = held(node, shape)
    assert value == document if error is None else error.line >= 1 and error.column >= 1 and bool(error.message)


def held(node: Node, shape: Shape) -> tuple[object, NotationError | None]:
    """Return what is read, or the error."""
    try:
        return read(node, shape, "x.json"), None
    except NotationError as error:
        return None, error
