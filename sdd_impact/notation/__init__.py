"""YAML, JSON and TOML with line and column, and the way back for single values.

One shape for the three notations: :class:`Scalar`, :class:`Mapping`, :class:`Sequence`. A text that is malformed, hostile or too
large raises :class:`sdd_impact.errors.NotationError`, which always says where. PyYAML is imported with the first YAML text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sdd_impact.notation.from_yaml import load_yaml
from sdd_impact.notation.nodes import Entry, Mapping, Node, Scalar, Sequence, kind, plain
from sdd_impact.notation.text import DuplicateKeyError, decode
from sdd_impact.notation.to_yaml import scalar, visible, without_surrogates

if TYPE_CHECKING:
    from sdd_impact.notation.from_json import load_json
    from sdd_impact.notation.from_toml import load_toml

#: What is imported when it is first asked for: most runs meet neither JSON nor TOML.
_LATE = {"load_json": "from_json", "load_toml": "from_toml"}


def __getattr__(name: str) -> Any:
    if name not in _LATE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_LATE[name]}"), name)


__all__ = [
    "DuplicateKeyError",
    "Entry",
    "Mapping",
    "Node",
    "Scalar",
    "Sequence",
    "decode",
    "kind",
    "load_json",
    "load_toml",
    "load_yaml",
    "plain",
    "scalar",
    "visible",
    "without_surrogates",
]
