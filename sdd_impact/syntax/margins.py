"""Texts whose lines are written with a margin: Kotlin's ``trimMargin`` and ``trimIndent``, Scala's ``stripMargin``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdd_impact.model import Placeholder

if TYPE_CHECKING:
    from collections.abc import Callable

    from sdd_impact.syntax.known import Parts

#: Stands for a placeholder while lines are cut; no source text has it.
_HOLE = "\uffff"


def strip_margin(text: str, margin: str) -> str:
    """The text with the white space in front of each line's margin, and the margin, taken away."""
    lines = []
    for line in text.split("\n"):
        rest = line.lstrip()
        lines.append(rest[len(margin) :] if margin and rest.startswith(margin) else line)
    return "\n".join(lines)


def trim_margin(text: str, margin: str) -> str:
    """The same without a blank first and last line."""
    return strip_margin(_unframed(text), margin)


def trim_indent(text: str, _margin: str) -> str:
    """The text without the indentation that all its lines share, and without a blank first and last line."""
    lines = _unframed(text).split("\n")
    shared = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
    return "\n".join(line[shared:] for line in lines)


def _unframed(text: str) -> str:
    lines = text.split("\n")
    if len(lines) > 1 and not lines[0].strip():
        del lines[0]
    if len(lines) > 1 and not lines[-1].strip():
        del lines[-1]
    return "\n".join(lines)


def cut(parts: Parts, how: Callable[[str, str], str], margin: str) -> Parts:
    """The parts of a template as one text, its lines cut, with its placeholders in place again."""
    holes = [part for part in parts if isinstance(part, Placeholder)]
    if any(_HOLE in part for part in parts if isinstance(part, str)):
        return parts
    texts = how("".join(part if isinstance(part, str) else _HOLE for part in parts), margin).split(_HOLE)
    found: list[str | Placeholder] = [texts[0]]
    for hole, text in zip(holes, texts[1:], strict=True):
        found += [hole, text]
    return tuple(found)
