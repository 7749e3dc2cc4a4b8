"""What the name of a logger's method says: level, and how the arguments are taken."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.tuples import NamedTuple

if TYPE_CHECKING:
    from tree_sitter import Node

    from sdd_impact.syntax import Unit

#: Level words of methods and constants → level. ``print`` has none of its own.
LEVELS = {
    "trace": "trace", "debug": "debug", "info": "info", "information": "info", "print": "print", "notice": "notice", "warn": "warning",
    "warning": "warning", "error": "error", "err": "error", "critical": "critical", "crit": "critical", "alert": "critical",
    "emerg": "critical", "emergency": "critical", "fatal": "critical", "panic": "critical", "dpanic": "dpanic", "exit": "critical",
}  # fmt: skip
_WORDS = "Trace|Debug|Information|Info|Print|Notice|Warning|Warn|Error|Critical|Crit|Alert|Emergency|Emerg|Fatal|Panic|DPanic|Exit|Log|Check"
_METHOD = late.regex(rf"(?P<word>{_WORDS})(?P<rest>(?:Context|Ctx|Depth|Attrs|Fn|Stack|With|f|ln|w|v|S)*)")
_LEVEL = late.regex(rf"(?:Log)?(?:Level|Severity|Lvl)?(?P<word>{_WORDS}|Err)(?:Level|Severity|Log)?", re.IGNORECASE)


class Method(NamedTuple):
    """A method: its level (``print`` for the library's own; None where an argument says it), how it takes its arguments (``f``
    format, ``ln`` line, ``w`` keys, "" the library's way), whether a context, a call depth or an error comes first."""

    level: str | None
    how: str = ""
    context: bool = False
    depth: bool = False
    error: bool = False


@lru_cache(maxsize=512)
def method(name: str) -> Method | None:
    """A method by its name; None for one that logs nothing."""
    found = _METHOD.fullmatch(name)
    if found is None or (found["word"] == "Print" and found["rest"] not in ("", "f", "ln")):
        return None
    rest = found["rest"]
    plain = rest.replace("Context", "").replace("Ctx", "").replace("Depth", "").replace("Stack", "").replace("With", "")
    how = {"f": "f", "ln": "ln", "w": "w", "S": "w", "Attrs": "w", "": ""}.get(plain)
    if how is None:
        return None
    level = LEVELS.get(found["word"].lower())
    return Method(level, how, "Context" in rest or "Ctx" in rest, "Depth" in rest, error=plain == "S" and level == "error")


def is_level_method(name: str) -> bool:
    """Whether a method logs or begins an event at a level."""
    return name in ("Err", "WithLevel") or method(name) is not None


def level_of(unit: Unit, node: Node | None) -> str | None:
    """The level that an expression names: ``slog.LevelWarn``, ``zap.InfoLevel``, ``"debug"``; None where it is known at run time only."""
    if node is None:
        return None
    text = unit.evaluator.literal(node) if node.type in unit.grammar.literals else unit.text(node).rpartition(".")[2]
    found = _LEVEL.fullmatch(text or "")
    level = LEVELS.get(found["word"].lower()) if found else None
    return None if level == "print" else level
