"""Tags that a reader asks for: short forms of a key, and nothing else."""

from __future__ import annotations

import pytest

from sdd_impact.errors import NotationError
from sdd_impact.notation import Mapping, Sequence, load_yaml, plain

TAGS = {"!Ref": "Ref", "!Sub": "Fn::Sub", "!Join": "Fn::Join"}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: !Ref b", {"a": {"Ref": "b"}}),
        ("a: !Ref 12", {"a": {"Ref": "12"}}),
        ("a: !Ref yes", {"a": {"Ref": "yes"}}),
        ('a: !Sub "x ${y}"', {"a": {"Fn::Sub": "x ${y}"}}),
        ("a: !Sub |\n  x\n  y\nb: 1", {"a": {"Fn::Sub": "x\ny\n"}, "b": 1}),
        ("- !Join ['-', [a, !Ref b]]", [{"Fn::Join": ["-", ["a", {"Ref": "b"}]]}]),
        ("a: !Sub\n  - ${x}\n  - x: !Ref b", {"a": {"Fn::Sub": ["${x}", {"x": {"Ref": "b"}}]}}),
        ("a: &x !Ref b\nc: *x", {"a": {"Ref": "b"}, "c": {"Ref": "b"}}),
        ("!Ref b", {"Ref": "b"}),
    ],
)
def test_a_tag_is_a_mapping_with_its_key_alone(text: str, value: object) -> None:
    assert plain(load_yaml(text, "x.yaml", tags=TAGS)) == value
    with pytest.raises(NotationError, match="is not allowed"):
        load_yaml(text, "x.yaml")


@pytest.mark.parametrize("text", ["a: !GetAtt b", "a: !!python/object/apply:os.system [ls]", "a: !!binary aGk=", "a: !<!Other> b"])
def test_every_other_tag_is_refused(text: str) -> None:
    with pytest.raises(NotationError, match="the tag"):
        load_yaml(text, "x.yaml", tags=TAGS)


@pytest.mark.parametrize("text", ["!Ref a: b", "? !Sub {a: b}\n: c"])
def test_a_key_has_no_tag(text: str) -> None:
    with pytest.raises(NotationError, match="a key must be text"):
        load_yaml(text, "x.yaml", tags=TAGS)


def test_places() -> None:
    root = load_yaml("a:\n  - !Sub text", "x.yaml", tags=TAGS)
    assert isinstance(root, Mapping)
    listed = root.get("a")
    assert isinstance(listed, Sequence)
    (item,) = listed.items
    assert (item.line, item.column) == (2, 5)


def test_bounds_hold() -> None:
    with pytest.raises(NotationError, match="too deep"):
        load_yaml("!Sub [" * 60 + "]" * 60, "x.yaml", tags=TAGS)
    with pytest.raises(NotationError, match="too long"):
        load_yaml("- &a [" + "!Ref x, " * 50_000 + "]\n- *a\n- *a", "x.yaml", tags=TAGS)
