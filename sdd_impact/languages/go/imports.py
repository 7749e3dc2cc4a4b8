"""What the names of packages stand for in one file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sdd_impact import late

if TYPE_CHECKING:
    from tree_sitter import Node

    from sdd_impact.syntax import Unit

_VERSION = late.regex(r"(?:/v\d+|\.v\d+)$")
#: A line of an import declaration, for a file in which the declaration itself is damaged.
_LINE = late.regex(rb'^(?:import[ \t]+|[ \t]+)(?:([A-Za-z_]\w*)[ \t]+)?"([\w./~-]+)"[ \t]*$', re.MULTILINE)


class Imports:
    """The imports of one file: package name → path."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit
        self.paths: dict[str, str] = {}
        for node in unit.found("import"):
            self._add(node)
        if unit.code.root.has_error:
            for alias, path in _LINE.findall(unit.code.data):
                text = path.decode("utf-8", "replace")
                self.paths.setdefault(alias.decode() or package_name(text), text)

    def _add(self, node: Node) -> None:
        path, alias = node.child_by_field_name("path"), node.child_by_field_name("name")
        text = self._unit.text(path).strip('"`') if path is not None else ""
        name = self._unit.text(alias) if alias is not None else package_name(text)
        self.paths.setdefault(name, text)

    def path(self, name: str, at: int) -> str:
        """The import path that a name stands for at a position; "" where it is no package, or a variable hides it."""
        found = self.paths.get(name, "")
        return found if found and self._unit.scope.lookup(name, at) is None else ""


def package_name(path: str) -> str:
    """The name that a package most likely has: the last part of its path, without a version, ``go-`` and ``-go``."""
    last = _VERSION.sub("", path).rpartition("/")[2]
    return last.removeprefix("go-").removesuffix("-go").rpartition("-")[2]
