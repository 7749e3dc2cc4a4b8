"""Expressions are compiled when they are first used, and all of them can be."""

from __future__ import annotations

import ast
import copy
import gc
import importlib
import pickle
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import sdd_impact
from sdd_impact import late

PACKAGE = Path(sdd_impact.__file__).parent
#: What belongs to the story that ``demo`` plays is somebody else's code.
STORY = PACKAGE / "commands" / "story"


def modules() -> list[Path]:
    return [path for path in sorted(PACKAGE.rglob("*.py")) if STORY not in path.parents]


def at_import(node: ast.AST) -> Iterator[ast.Call]:
    """The calls that are made while the module is imported."""
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            if isinstance(child, ast.Call):
                yield child
            yield from at_import(child)


def test_no_expression_is_compiled_at_import() -> None:
    found = []
    for path in modules():
        text = path.read_text(encoding="utf-8")
        if "re.compile" in text:
            calls = at_import(ast.parse(text))
            found += [f"{path.relative_to(PACKAGE)}:{call.lineno}" for call in calls if ast.unparse(call.func) == "re.compile"]
    assert not found, "late.regex compiles at the first use"


def test_every_expression_compiles() -> None:
    for module in pkgutil.walk_packages([str(PACKAGE)], "sdd_impact."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    expressions = [each for each in gc.get_objects() if isinstance(each, late._Compiled)]
    assert len(expressions) > 500
    for each in expressions:
        re.compile(*each.asked)


def test_a_late_expression_is_as_a_compiled_one() -> None:
    made = late.regex(r"(?P<word>[a-z]+)", re.IGNORECASE)
    compiled = re.compile(r"(?P<word>[a-z]+)", re.IGNORECASE)
    found = made.search("7 Seas")
    assert found is not None
    assert found["word"] == "Seas"
    assert (made.pattern, made.flags, made.groups, dict(made.groupindex)) == (
        compiled.pattern, compiled.flags, compiled.groups, dict(compiled.groupindex),
    )  # fmt: skip
    assert made.sub("-", "7 Seas of Rhye") == compiled.sub("-", "7 Seas of Rhye")
    assert [each[0] for each in made.finditer("a b")] == made.findall("a b") == ["a", "b"]
    assert late.regex(b"x").split(b"axb") == [b"a", b"b"]
    with pytest.raises(AttributeError):
        made.nothing  # type: ignore[attr-defined]  # noqa: B018 - the look-up is what is tried


@pytest.mark.parametrize("used", [True, False])
def test_copies_begin_as_text(used: bool) -> None:
    made = late.regex("a+")
    if used:
        assert made.match("aa")
    for again in (copy.deepcopy(made), pickle.loads(pickle.dumps(made))):
        found = again.match("aa")
        assert found is not None
        assert found[0] == "aa"
    assert repr(made) == "late.regex('a+', 0)"
