"""Texts with asterisks in filter patterns: ``*reset*``, ``Client * has exceeded its limit``.

The CloudWatch Logs User Guide shows ``*`` at the beginning and end of a text alone. Teams write it inside of texts as well, and say nowhere that it fails: there
the text around it is looked for, and what the asterisk does is left open. So such a filter is lost where its words are, and never dead for a sign.
"""

from __future__ import annotations

from sdd_impact.model import Opaque, Query
from sdd_impact.searches._trees import all_of, at_edges, equals

REASON = "CloudWatch does not document an asterisk inside of a text; it is taken for any text"


def like(field: str, text: str) -> Query:
    """The field (or the line, where ``field`` is "") is this text; ``*`` stands for any text, inside of it under an assumption."""
    if "*" not in text.strip("*"):
        return at_edges(field, text, case=True)
    return all_of((equals(field, text, case=True, star=True), Opaque(text, REASON)))
