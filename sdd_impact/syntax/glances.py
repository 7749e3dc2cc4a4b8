"""Smaller queries made of a language's query of declarations: what a first glance captures, and the patterns of names."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tree_sitter import Node

_PARTICULARS = frozenset(["name", "value", "type"])


def _is_of_span(line: str) -> bool:
    return re.search(r"@(?:function|class)\b", line) is not None


@cache
def of_names(declarations: str) -> str:
    """The patterns of names in a query of declarations, which has one pattern on each line."""
    return "\n".join(line for line in declarations.splitlines() if line.strip() and not _is_of_span(line))


@cache
def glance(declarations: str) -> str:
    """A query that captures no more than ``@function``, ``@class`` and, where a name gets a value, ``@name``."""
    lines = declarations.splitlines()
    spans = [re.sub(r"@(?!function\b|class\b|_)\w+", "", line) for line in lines if _is_of_span(line)]
    return "\n".join(spans) + "\n" + re.sub(r"@(?!name\b|_)\w+", "", of_names(declarations))


def role_of(captures: dict[str, list[Node]]) -> str:
    """The role that one match of a query captures."""
    return next((name for name in captures if name not in _PARTICULARS and not name.startswith("_")), "")
