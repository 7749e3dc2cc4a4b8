"""Names of types: what a file imports, and what a class in it is called in full."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tree_sitter import Node

    from sdd_impact.syntax import Unit

_IMPORT = re.compile(r"import\s+(static\s+)?([\w.\s]+?)(\.\s*\*)?\s*;?$")


class Names:
    """The package, the imports and the classes of one file."""

    def __init__(self, unit: Unit, imports: Iterable[Node], packages: Iterable[Node]) -> None:
        self._unit = unit
        self._simple: dict[str, str] = {}
        self._wild: list[str] = []
        self.static: dict[str, str] = {}
        self._wild_static: list[str] = []
        self._packages = list(packages)
        for node in imports:
            self._read(unit.text(node))

    def _read(self, text: str) -> None:
        found = _IMPORT.match(text)
        if not found:
            return
        name = "".join(found[2].split())
        last = name.rpartition(".")[2]
        if found[1]:
            if found[3]:
                self._wild_static.append(name)
            else:
                self.static[last] = name
        elif found[3]:
            self._wild.append(name)
        else:
            self._simple[last] = name

    @cached_property
    def package(self) -> str:
        """The file's package, "" for none."""
        names = [
            child for node in self._packages for child in node.named_children if child.type in ("scoped_identifier", "identifier")
        ]
        return "".join(self._unit.text(names[0]).split()) if names else ""

    def qualified(self, name: str) -> str:
        """The full name of a type as written, by the imports; unchanged where they say nothing."""
        first, dot, rest = name.partition(".")
        return f"{self._simple[first]}{dot}{rest}" if first in self._simple else name

    def candidates(self, name: str) -> list[str]:
        """All full names that a type may have: its import, else each package imported whole."""
        full = self.qualified(name)
        return [full] if full != name or "." in name else [f"{package}.{name}" for package in self._wild]

    def imports(self, *prefixes: str) -> bool:
        """Whether something of one of these packages is imported."""
        return any(
            name.startswith(prefixes) for name in (*self._simple.values(), *self._wild, *self.static.values(), *self._wild_static)
        )

    def static_owner(self, name: str) -> str:
        """The class (last name) that a statically imported method may come from; "" where none is imported."""
        if name in self.static:
            return self.static[name].split(".")[-2] if "." in self.static[name] else ""
        return self._wild_static[0].rpartition(".")[2] if len(self._wild_static) == 1 else ""

    def static_owners(self) -> list[str]:
        """The classes (last names) whose static methods are all imported."""
        return [name.rpartition(".")[2] for name in self._wild_static]

    def class_name(self, at: int, separator: str = "$") -> str:
        """The full name of the class around a position."""
        spans = self._unit.scope.spans
        chain = [spans[index].name for index in reversed(self._unit.scope.chain(at)) if spans[index].kind == "class"]
        return self._in_package(separator.join(chain))

    def class_literal(self, node: Node, separator: str = "$") -> str:
        """The full name of the class that ``X.class`` names: declared here, imported, or as written."""
        name = self._unit.text(node).removesuffix(".class").strip().partition("<")[0]
        span = self._unit.scope.class_named(name.rpartition(".")[2])
        if span is None:
            return self.qualified(name)
        return self.class_name(span.start, separator)

    def _in_package(self, name: str) -> str:
        return f"{self.package}.{name}" if self.package and name else name
