"""The parameters of a function in any language, read from their source text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.tuples import NamedTuple

if TYPE_CHECKING:
    from tree_sitter import Node

    from sdd_impact.syntax.code import Code
    from sdd_impact.syntax.grammar import Grammar

#: Grammars in which the type stands before the name.
_TYPE_FIRST = frozenset(["java", "csharp", "c", "cpp"])
_LISTS = frozenset(["function_value_parameters", "formal_parameters", "parameters", "parameter_list", "method_parameters"])
_MARKS = late.regex(
    r"^(?:@\w+(?:\([^()]*\))?\s*|#\[[^\]]*\]\s*|(?:mut|ref|val|var|vararg|noinline|crossinline|final|private|public|protected|readonly|implicit|using)\b\s*|[*&.\s]+)+"
)
_NAME = late.regex(r"[A-Za-z_]\w*")
_TOO_LONG = 2_000


class Parameters(NamedTuple):
    """The names in order, without the object itself; that of the one that takes all further arguments, and of all further keywords.

    ``at`` is the position of the one that takes the rest; ``defaults`` are the names with what they are where a caller says nothing, as written;
    ``extends``: the function is called on an object that it does not belong to (C#'s ``this Logger logger``, which is not among the names).
    """

    names: tuple[str, ...] = ()
    rest: str = ""
    keywords: str = ""
    at: int = -1
    defaults: tuple[tuple[str, str], ...] = ()
    extends: bool = False


def parameters(code: Code, grammar: Grammar, function: Node) -> Parameters:
    """The parameters of a function; none where they are not to be seen."""
    listed = _list(function)
    if listed is None or listed.end_byte - listed.start_byte > _TOO_LONG:
        return Parameters()
    text = code.text(listed)
    if text[:1] in "(|":
        text = text[1:-1]
    names: list[str] = []
    rest = keywords = ""
    at = -1
    defaults: list[tuple[str, str]] = []
    parts = _parts(text)
    extends = grammar.name == "csharp" and bool(parts) and parts[0].startswith("this ")
    for part in parts[1:] if extends else parts:
        name = _named(part, grammar.name)
        if part.startswith("**"):
            keywords = name
        elif _takes_rest(part, grammar.name):
            rest, at = name or "...", len(names)
        elif name not in grammar.selves or names:
            names.append(name)
            written = _default(part, grammar.name)
            if written:
                defaults.append((name, written))
    return Parameters(tuple(names), rest, keywords, at, tuple(defaults), extends)


def _default(part: str, grammar: str) -> str:
    """What a parameter is where a caller gives nothing, as written: behind ``=``, for a keyword of Ruby behind ``:``."""
    keyword = re.match(r"\w+:(?!:)\s*(.+)", part, re.DOTALL) if grammar == "ruby" else None
    return keyword[1] if keyword else part.partition("=")[2].strip()


def _list(function: Node) -> Node | None:
    here: Node | None = function
    for _ in range(6):
        if here is None:
            return None
        listed = here.child_by_field_name("parameters") or here.child_by_field_name("parameter")
        if listed is not None:
            return listed
        found = next((child for child in here.named_children if child.type in _LISTS), None)
        if found is not None:
            return found
        here = here.child_by_field_name("declarator")
    return None


def _parts(text: str) -> list[str]:
    """The text between the commas that stand in no brackets and no quotes."""
    parts: list[str] = [""]
    depth, quote = 0, ""
    for char in text:
        if quote:
            quote = "" if char == quote else quote
        elif char in "\"'`":
            quote = char
        elif char in "([{<":
            depth += 1
        elif char in ")]}>":
            depth -= 1
        elif char == "," and depth <= 0:
            parts.append("")
            continue
        parts[-1] += char
    return [part.strip() for part in parts if part.strip()]


def _named(part: str, grammar: str) -> str:
    plain = part.partition("=")[0]
    if grammar == "php":
        found = re.search(r"\$(\w+)", plain)
        return found[1] if found else ""
    if grammar in _TYPE_FIRST:
        names = _NAME.findall(re.sub(r"\[\s*\]\s*$", "", plain))
        return names[-1] if len(names) > 1 else ""
    found = _NAME.match(_MARKS.sub("", plain))
    return found[0] if found else ""


def _takes_rest(part: str, grammar: str) -> bool:
    if grammar in ("python", "ruby"):
        return part.startswith("*") and not part.startswith("**") and len(part) > 1
    if grammar == "kotlin":
        return "vararg " in part
    if grammar == "csharp":
        return part.startswith("params ")
    if grammar == "scala":
        return part.partition("=")[0].rstrip().endswith("*")
    return "..." in part
