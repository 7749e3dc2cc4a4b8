"""What a Scala file imports, and its package."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.languages._jvm.names import Imported, Names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sdd_impact.syntax import Unit

_IMPORT = late.regex(rb"^[ \t]*import[ \t]+([^\n]+(?:\{[^}]*\})?)", re.MULTILINE)
_ONE = late.regex(r"([\w.]+?)\.(?:(\{[^}]*\})|(\*|_)|(\w+))(?:\s+as\s+(\w+))?(?=\s*(?:,|$|//|;))")
_SELECTOR = late.regex(r"(\w+|\*)(?:\s*(?:=>|\bas\b)\s*(\w+))?")
_PACKAGE = late.regex(rb"^[ \t]*package[ \t]+(?!object\b)([\w.]+)", re.MULTILINE)


def names_of(unit: Unit) -> Names:
    """The names of a file. A constant or a method is imported like Java's ``import static``."""
    package = ".".join(found[1].decode("utf-8", "replace") for found in _PACKAGE.finditer(unit.code.data))
    return Names(unit, _imports(unit), package)


def _imports(unit: Unit) -> Iterator[Imported]:
    data = unit.code.data
    for line in _IMPORT.finditer(data, 0, data.find(b"\n\n", data.rfind(b"import ")) + 1 or len(data)):
        for found in _ONE.finditer(" ".join(line[1].decode("utf-8", "replace").split())):
            owner, several, whole, last, alias = found.groups()
            if whole:
                yield _one(owner, "*", "")
            elif last:
                yield _one(owner, last, alias or "")
            for each in _SELECTOR.finditer(several[1:-1]) if several else ():
                yield _one(owner, "*" if each[1] == "_" else each[1], each[2] or "")


def _one(owner: str, name: str, alias: str) -> Imported:
    inside = owner.rpartition(".")[2][:1].isupper()
    if name == "*":
        return Imported(owner, "", whole=True, static=inside)
    return Imported(f"{owner}.{name}", alias, static=inside and (name.isupper() or name[:1].islower()))
