"""What a Kotlin file imports, and its package."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.languages._jvm.names import Imported, Names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sdd_impact.syntax import Unit

_IMPORT = late.regex(rb"^[ \t]*import[ \t]+([\w.`]+?)(\.\*)?(?:[ \t]+as[ \t]+(\w+))?[ \t]*(?:;|//|/\*|$)", re.MULTILINE)
_PACKAGE = late.regex(rb"^[ \t]*package[ \t]+([\w.`]+)", re.MULTILINE)


def names_of(unit: Unit) -> Names:
    """The names of a file. A constant or a function is imported like Java's ``import static``."""
    package = _PACKAGE.search(unit.code.data)
    return Names(unit, _imports(unit), package[1].decode("utf-8", "replace").replace("`", "") if package else "")


def _imports(unit: Unit) -> Iterator[Imported]:
    data = unit.code.data
    for found in _IMPORT.finditer(data, 0, data.find(b"\n", data.rfind(b"import ")) + 1 or len(data)):
        name = found[1].decode("utf-8", "replace").replace("`", "")
        alias = found[3].decode("utf-8", "replace") if found[3] else ""
        owner, _, last = name.rpartition(".")
        inside = owner.rpartition(".")[2][:1].isupper() and (last.isupper() or last[:1].islower())
        yield Imported(name, alias, found[2] is not None, inside)
