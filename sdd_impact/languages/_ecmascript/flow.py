"""JavaScript with types: files written for Flow do not parse as JavaScript, but nearly as TypeScript."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdd_impact.syntax import UnreadableError, parse, text_of

if TYPE_CHECKING:
    from sdd_impact.model import Source
    from sdd_impact.syntax import Code


def fitting_grammar(source: Source) -> str:
    """``javascript``, or ``tsx`` for a file that is far less damaged under that grammar: it has types."""
    data = text_of(source)
    try:
        code = parse("javascript", data)
        if not code.root.has_error:
            return "javascript"
        return "tsx" if 2 * _damage(parse("tsx", data)) < _damage(code) else "javascript"
    except UnreadableError:
        return "javascript"


def _damage(code: Code) -> int:
    """How many bytes stand in damaged regions; what stands in a region inside another counts twice."""
    return sum(node.end_byte - node.start_byte for node in code.damaged())
