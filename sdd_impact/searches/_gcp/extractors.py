"""What a metric or alert takes out of an entry: ``EXTRACT(field)`` and ``REGEXP_EXTRACT(field, "…(group)…")``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.model import Query, Regex
from sdd_impact.searches._aws.open_text import has_hole
from sdd_impact.searches._gcp.words import compared, unquoted
from sdd_impact.searches._trees import all_of

if TYPE_CHECKING:
    from collections.abc import Mapping

_REGEXP = late.regex(r"""\s*REGEXP_EXTRACT\(\s*([\w.@"/\[\]-]+)\s*,\s*("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')\s*\)\s*""", re.DOTALL)
_GROUP = late.regex(r"\\.|\[(?:\\.|\^?\])?(?:\\.|[^\]\\])*\]|\((?!\?)", re.DOTALL)


def extraction(label: str, text: str) -> Regex | None:
    """Return what an extractor with a regular expression takes out, under the name of its label; None for any other."""
    found = _REGEXP.fullmatch(text)
    if found is None or has_hole(text):
        return None
    pattern = unquoted(found[2][1:-1], pattern=True)
    group = next((match for match in _GROUP.finditer(pattern) if match.group() == "("), None)
    asked = compared(found[1], "=~", pattern, text, quoted=False)
    if group is None or not isinstance(asked, Regex):
        return None
    name = re.sub(r"\W", "_", label) or "value"
    named = f"{pattern[: group.start()]}(?P<{name}>{pattern[group.end() :]}"
    return Regex(named, "re2", "", asked.field, captures_only=True)


def with_extractions(query: Query, extractors: Mapping[str, str]) -> Query:
    """Return a query together with what its metric takes out of the entries that it finds."""
    found = [each for label, text in extractors.items() if (each := extraction(label, text)) is not None]
    return all_of((query, *found)) if found else query
