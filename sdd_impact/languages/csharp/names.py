"""Namespaces and classes of one file: what it uses, and what a class in it is called in full."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sdd_impact import late

if TYPE_CHECKING:
    from tree_sitter import Node

    from sdd_impact.syntax import Unit

_USING = late.regex(r"(?:global\s+)?using\s+(static\s+)?(?:(\w+)\s*=\s*)?(?:global::)?([\w.]+)")
_GENERIC = late.regex(r"<.*>", re.DOTALL)


def plain(name: str) -> str:
    """A type's name without its arguments, its ``?`` and ``global::``."""
    return _GENERIC.sub("", name).rstrip("?").removeprefix("global::").strip()


class Names:
    """What one file uses and declares."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit
        self.static: set[str] = set()
        self._aliases: dict[str, str] = {}
        self._used: set[str] = set()
        for node in unit.found("using"):
            found = _USING.match(unit.text(node))
            if found:
                self._read(found)
        self._namespaces = unit.found("namespace")

    def _read(self, found: re.Match[str]) -> None:
        if found[1]:
            self.static.add(found[3])
        elif found[2]:
            self._aliases[found[2]] = found[3]
            self._used.add(found[3].rpartition(".")[0])
        else:
            self._used.add(found[3])

    def uses(self, *namespaces: str) -> bool:
        """Whether the file uses one of these namespaces, or one below it."""
        return any(used == each or used.startswith(each + ".") for used in self._used for each in namespaces)

    def full(self, name: str) -> str:
        """A type's name through the aliases of the file."""
        return self._aliases.get(name, name)

    def namespace(self, at: int) -> str:
        """The namespace around a position."""
        parts: list[str] = []
        for node in self._namespaces:
            name = node.child_by_field_name("name")
            around = node.start_byte <= at and (at < node.end_byte or node.type == "file_scoped_namespace_declaration")
            if around and name is not None:
                parts.append("".join(self._unit.text(name).split()))
        return ".".join(parts)

    def class_name(self, at: int, separator: str) -> str:
        """The full name of the class around a position."""
        scope = self._unit.scope
        chain = [scope.spans[index].name for index in reversed(scope.chain(at)) if scope.spans[index].kind == "class"]
        return self._joined(self.namespace(at), separator.join(chain)) if chain else ""

    def type_name(self, node: Node, separator: str) -> str:
        """The full name of a type that is named somewhere: of one that the file declares; any other one as written."""
        return self.named(self._unit.text(node), separator)

    def named(self, written: str, separator: str) -> str:
        """The same, for a type's name as text."""
        name = plain(written)
        span = self._unit.scope.class_named(name.rpartition(".")[2])
        if span is None:
            return self.full(name)
        return self.class_name(span.start, separator)

    @staticmethod
    def _joined(namespace: str, name: str) -> str:
        return f"{namespace}.{name}" if namespace else name
