"""Mutations in a GraphQL schema file, whatever language answers them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sdd_impact import late
from sdd_impact.detectors._reading import first_line
from sdd_impact.detectors._routes.noun import Route
from sdd_impact.model import Location, Source

SUFFIXES = (".graphql", ".graphqls", ".gql")
_QUIET = late.regex(r'"""(?:[^"\\]|\\.|"(?!""))*"""|"(?:[^"\\\n]|\\.)*"|#[^\n]*')
_MUTATIONS = late.regex(r"\btype\s+Mutation\b[^{}]*\{([^{}]*)\}")
_FIELD = late.regex(r"(?:\A|(?<=[\s,}])|(?<=^))(\w+)\s*(\([^()]*\))?\s*:\s*\[?\w+", re.MULTILINE)
#: The most characters of a schema that are looked at.
_LIMIT = 4_000_000


def routes(source: Source) -> Iterator[Route]:
    """The fields of the type ``Mutation``, in the order of the text."""
    written = source.data[:_LIMIT].decode("utf-8", "replace")
    if "Mutation" not in written:
        return
    text = _QUIET.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), written)
    for block in _MUTATIONS.finditer(text):
        inside = re.sub(r"\([^()]*\)", lambda found: re.sub(r"[^\n()]", " ", found[0]), block[1])  # arguments have names, too
        for field in _FIELD.finditer(inside):
            start = block.start(1) + field.start(1)
            line = text.count("\n", 0, start) + 1
            column = start - text.rfind("\n", 0, start)
            yield Route("MUTATION", field[1], Location(source.path, line, column), first_line(written[start:].partition("\n")[0]))
