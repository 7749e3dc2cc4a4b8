"""The level of a function that logs: which of its parameters chooses it, and what it is where a caller gives none."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.syntax.spoken import level_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tree_sitter import Node

    from sdd_impact.model import Location, Wrapper
    from sdd_impact.syntax.code import Code
    from sdd_impact.syntax.grammar import Call
    from sdd_impact.syntax.parameters import Parameters

#: Names of parameters that hold a level.
_LEVEL = late.regex(
    r"(?i)^(?:\w*_)?(?:level|lvl|severity|sev|priority|prio|urgency|log_?level|type|log|method)$|Level$|Severity$|Priority$"
)
#: Of these the names that hold a level, or a logger, or anything.
_PERHAPS = frozenset(["log", "type", "method"])
#: Texts of a call, which name no parameters; its names; and how much of it is looked at.
_TEXT = late.regex(r"\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'")
_WORD = late.regex(r"[A-Za-z_]\w*")
_HEAD = 400


def chosen(code: Code, call: Call | None, taken: Parameters) -> tuple[str, str | None]:
    """The parameter that the level of a call comes from (``log(level, m)``, ``logger[level](m)``), and the level where it is not given."""
    if call is None:
        return "", None
    words = frozenset(_WORD.findall(_TEXT.sub("", code.text(call.node)[:_HEAD])))
    named = [each for each in taken.names if each in words and _LEVEL.search(each)]
    name = next((each for each in named if each not in _PERHAPS), named[0] if named else "")
    if not name:
        return "", None
    return name, level_of(dict(taken.defaults).get(name, "") or _otherwise(code.data, call.node, name))


def _otherwise(data: bytes, node: Node, name: str) -> str:
    """What stands for a parameter that is not given: ``level || "info"``, ``level = level ?? "info"``, in the call or soon before it."""
    pattern = rb"\b" + re.escape(name.encode()) + rb"\s*(?:\|\|=?|\?\?=?|\?:|\bor\b)\s*([\w.:\"']+)"
    found = re.search(pattern, data[max(0, node.start_byte - _HEAD) : node.end_byte][: 2 * _HEAD])
    return found[1].decode("utf-8", "replace") if found else ""


def folded(wrappers: Sequence[Wrapper], defaults: Mapping[Location, tuple[tuple[str, str], ...]]) -> list[Wrapper]:
    """The same wrappers; of those that differ in their level alone, which a parameter chooses (``switch (level)``), one.

    Three levels and more, for which no parameter is seen, are one that is not known. ``defaults`` are those of the parameters, by the place of
    what is logged.
    """
    alike: dict[object, list[Wrapper]] = defaultdict(list)
    for each in wrappers:
        alike[each.name, each.parameters, each.statement.template, each.statement.fields].append(each)
    kept: list[Wrapper] = []
    for found in alike.values():
        first, levels = found[0], {each.statement.level for each in found}
        name = next((each for each in first.parameters if _LEVEL.search(each)), "")
        if len(levels) > 1 and (name or len(levels) > 2):
            default = level_of(dict(defaults.get(first.statement.location, ())).get(name, ""))
            kept.append(first._replace(statement=first.statement._replace(level=None), level=name, default_level=default))
        else:
            kept += found
    return kept
