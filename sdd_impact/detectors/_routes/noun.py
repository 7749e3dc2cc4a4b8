"""What a route is, and how its path is written whatever the framework."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.detectors._reading import File
from sdd_impact.model import Location
from sdd_impact.tuples import NamedTuple

if TYPE_CHECKING:
    from tree_sitter import Node

#: The methods that change something. ``MUTATION`` is GraphQL's, ``EVENT`` a socket's.
MUTATING = frozenset(["POST", "PUT", "PATCH", "DELETE", "ANY", "MUTATION", "EVENT"])
VERBS = frozenset(["get", "post", "put", "patch", "delete", "head", "options"])


class Route(NamedTuple):
    """One entry point: ``method`` (upper case, ``ANY`` where all are taken), ``path`` (parameters as ``{name}``), where it is registered.

    ``handler`` is the dotted name of what answers ("" for an inline function), ``body`` the node of its code where it is in the same file.
    """

    method: str
    path: str
    location: Location
    quote: str
    handler: str = ""
    body: Node | None = None

    @property
    def key(self) -> str:
        """The route as a person says it: ``POST /password/reset``."""
        return f"{self.method} {self.path}"

    @property
    def identity(self) -> str:
        """The same for routes that a client cannot tell apart: a parameter's name is the server's own."""
        return re.sub(r"\{\w*\}", "{}", self.key)

    @property
    def mutating(self) -> bool:
        """Whether asking for it can change something."""
        return self.method in MUTATING


def route_at(file: File, method: str, path: str, node: Node, handler: str = "", body: Node | None = None) -> Route:
    """A route that is registered at a node."""
    return Route(method, path, file.location(node), file.line(node), handler, body)


# ``<int:pk>``, ``:id(\\d+)``, ``{id:[0-9]+}``, ``(?P<name>...)``
_PARAMETERS = late.regex(
    r"\(\?P<(\w+)>[^()]*(?:\([^()]*\)[^()]*)*\)|<(?:[\w.]+(?:\([^)]*\))?:)?(\w+)>|\{(\w+)(?::[^{}]*(?:\{[^{}]*\}[^{}]*)*)?\}"
    r"|:(\w+)\??(?:\([^()]*\))?"
)


def path_of(*parts: str) -> str:
    """The path made of a prefix and a local path: one slash between them, parameters as ``{name}``, no anchors of an expression."""
    joined = "/".join(part.strip().strip("/") for part in (_plain(part) for part in parts) if part.strip("/ "))
    return "/" + re.sub(r"/{2,}", "/", joined)


def _plain(part: str) -> str:
    text = _PARAMETERS.sub(lambda found: "{" + next(name for name in found.groups() if name) + "}", part)
    return re.sub(r"\\[AZz]|[\^$]", "", text).replace("\\/", "/").replace("\\.", ".").replace("\\-", "-")
