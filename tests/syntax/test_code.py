"""Parsing in bounded time."""

from __future__ import annotations

import pytest

from sdd_impact.syntax.code import UnreadableError, parse


@pytest.mark.parametrize(("grammar", "before", "unit", "after"), [("php", "<?php ", "$a.", "$a;"), ("python", "x = ", "a+", "a\n")])
def test_a_tree_of_too_many_levels_is_refused(grammar: str, before: str, unit: str, after: str) -> None:
    """Above 65,535 levels a query over the tree would take minutes."""
    parse(grammar, (before + unit * 50_000 + after).encode())
    with pytest.raises(UnreadableError, match="nested too deeply"):
        parse(grammar, (before + unit * 70_000 + after).encode())
