"""An error is told with what helps: every place that raises one says so."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import sdd_impact

ROOT = Path(sdd_impact.__file__).parent
TOLD = ("UsageError", "ConfigError", "Undetermined", "HistoryMissing")
#: The corridor gives these their remedy, which depends on who named the checkout.
ELSEWHERE = {
    ("history/checkouts.py", "it is not there"),
    ("history/checkouts.py", "it is no git repository, so it has no revision "),
}


def raised() -> Iterator[tuple[str, ast.Call]]:
    """Every call that makes one of these errors."""
    for path in sorted(ROOT.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in TOLD:
                yield path.relative_to(ROOT).as_posix(), node


def words(call: ast.Call) -> set[str]:
    """The texts that stand in a call."""
    return {each.value for each in ast.walk(call) if isinstance(each, ast.Constant) and isinstance(each.value, str)}


def remedied(call: ast.Call) -> bool:
    """Whether a call says what helps; a command that fetches is the remedy itself."""
    named = {keyword.arg: keyword.value for keyword in call.keywords}
    fix = named.get("fix")
    is_empty = isinstance(fix, ast.Constant) and not fix.value
    return (fix is not None and not is_empty) or len(call.args) > 1


def test_every_error_says_what_helps() -> None:
    calls = list(raised())
    assert len(calls) > 50
    silent = {(path, word) for path, call in calls if not remedied(call) for word in words(call)}
    assert {
        (path, call.lineno) for path, call in calls if not remedied(call) and not {(path, each) for each in words(call)} & ELSEWHERE
    } == set()
    assert silent >= ELSEWHERE, "an exception that is none any more"


def test_an_error_of_the_configuration_says_where() -> None:
    for path, call in raised():
        if isinstance(call.func, ast.Name) and call.func.id == "ConfigError":
            named = {keyword.arg for keyword in call.keywords}
            assert named >= {"file", "line", "column"}, f"{path}:{call.lineno}"
