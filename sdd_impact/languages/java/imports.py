"""What a Java file imports, and its package."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.languages._jvm.names import Imported, Names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sdd_impact.syntax import Unit

_IMPORT = late.regex(r"import\s+(static\s+)?([\w.\s]+?)(\.\s*\*)?\s*;?$")


def names_of(unit: Unit) -> Names:
    """The names of a file whose imports and package were found under ``import`` and ``package``."""
    return Names(unit, _imports(unit), _package(unit))


def _imports(unit: Unit) -> Iterator[Imported]:
    for node in unit.found("import"):
        found = _IMPORT.match(unit.text(node))
        if found:
            yield Imported("".join(found[2].split()), "", found[3] is not None, found[1] is not None)


def _package(unit: Unit) -> str:
    names = [
        child
        for node in unit.found("package")
        for child in node.named_children
        if child.type in ("scoped_identifier", "identifier")
    ]
    return "".join(unit.text(names[0]).split()) if names else ""
