"""Names of types: what a file imports, and what a class in it is called in full."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdd_impact.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sdd_impact.syntax import Unit


class Imported(NamedTuple):
    """One import: the full name, what it is called here ("" for its last name), whether it is all that is inside, whether it is static."""

    name: str
    alias: str = ""
    whole: bool = False
    static: bool = False


class Names:
    """The package, the imports and the classes of one file."""

    def __init__(self, unit: Unit, imports: Iterable[Imported], package: str) -> None:
        self._unit = unit
        self._simple: dict[str, str] = {}
        self._wild: list[str] = []
        self.static: dict[str, str] = {}
        self._wild_static: list[str] = []
        self.package = package
        for each in imports:
            if each.whole:
                (self._wild_static if each.static else self._wild).append(each.name)
            else:
                (self.static if each.static else self._simple)[each.alias or each.name.rpartition(".")[2]] = each.name

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

    def class_named(self, name: str, separator: str = "$") -> str:
        """The full name of a class by its name as written: declared here, imported, or as it is."""
        span = self._unit.scope.class_named(name.rpartition(".")[2])
        return self.qualified(name) if span is None else self.class_name(span.start, separator)

    def _in_package(self, name: str) -> str:
        return f"{self.package}.{name}" if self.package and name else name
