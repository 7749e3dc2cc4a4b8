"""Named tuples of our own making are what the standard library's are."""

from __future__ import annotations

import copy
import pickle
import re
import typing
from pathlib import Path
from typing import Any

import pytest

import sdd_impact
from sdd_impact.tuples import Distinct, NamedTuple


class Theirs(typing.NamedTuple):
    """Fields."""

    first: int
    second: str = "x"


class Ours(NamedTuple):
    """Fields."""

    first: int
    second: str = "x"

    @property
    def twice(self) -> int:
        return self.first * 2


class Other(Distinct):
    """Fields."""

    first: int
    second: str = "x"


class Another(Distinct):
    """Fields."""

    first: int
    second: str = "x"


class Empty(Distinct):
    """Nothing."""


@pytest.mark.parametrize("kind", [Ours, Other])
def test_made_by_place_and_by_name(kind: Any) -> None:
    made = kind(1)
    assert made == kind(first=1) == kind(1, "x") == kind(second="x", first=1)
    assert (made.first, made.second, made._fields, tuple(made)) == (1, "x", Theirs._fields, tuple(Theirs(1)))
    assert repr(made) == repr(Theirs(1)).replace("Theirs", kind.__name__)
    assert made._replace(second="y") == kind(1, "y")
    assert made._asdict() == Theirs(1)._asdict()
    assert kind._make([1, "y"]) == kind(1, "y")
    with pytest.raises(TypeError):
        kind()
    with pytest.raises(TypeError):
        kind(first=1, third=2)
    with pytest.raises(TypeError):
        kind(1, "x", 2)
    with pytest.raises(TypeError):
        kind._make([1])
    with pytest.raises(ValueError, match="third"):
        made._replace(third=1)
    with pytest.raises(AttributeError):
        made.first = 2
    with pytest.raises(AttributeError):
        made.third = 2


@pytest.mark.parametrize("kind", [Ours, Other])
def test_copies_are_equal(kind: Any) -> None:
    made = kind(1, "y")
    assert copy.deepcopy(made) == copy.copy(made) == pickle.loads(pickle.dumps(made)) == made
    assert type(pickle.loads(pickle.dumps(made))) is kind


def test_a_named_tuple_is_a_tuple() -> None:
    found: Any = Ours(1)
    assert found == (1, "x") == Theirs(1)
    assert hash(found) == hash((1, "x"))
    assert found.twice == 2
    assert Ours.__doc__ == "Fields."
    match found:
        case Ours(first, second=second):
            assert (first, second) == (1, "x")
        case _:
            pytest.fail("it is matched by place and by name")


def test_what_is_distinct_equals_its_own_class_only() -> None:
    one: Any = Other(1)
    another: Any = Another(1)
    assert one != another
    assert not one == another  # noqa: SIM201 - both operators are tried
    assert one != (1, "x")
    assert len({one, another, Other(1)}) == 2
    assert Empty()
    assert Empty() == Empty()


def test_a_deep_tree_ends_in_an_error() -> None:
    tree: Any = Other(1)
    for _ in range(100_000):
        tree = Other(tree)
    with pytest.raises(RecursionError):
        hash(tree)


def test_the_package_makes_its_named_tuples_so() -> None:
    package = Path(sdd_impact.__file__).parent
    slow = [
        str(path.relative_to(package))
        for path in sorted(package.rglob("*.py"))
        if path.name != "tuples.py"
        and re.search(r"^from typing import .*\bNamedTuple\b", path.read_text(encoding="utf-8"), re.MULTILINE)
    ]
    assert slow == [], "from sdd_impact.tuples import NamedTuple"
