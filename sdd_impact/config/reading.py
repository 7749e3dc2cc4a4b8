"""From the text of a configuration to settings: typed, with every default filled in, or a :class:`ConfigError` at the exact place."""

from __future__ import annotations

from functools import cache
from typing import Any

from sdd_impact.config.keys import KEYS, shape_of
from sdd_impact.errors import ConfigError, NotationError
from sdd_impact.model import Settings, Source
from sdd_impact.notation import Mapping, Node, Scalar, load_yaml
from sdd_impact.notation.shapes import Record, read
from sdd_impact.shelf import question_ids

#: The table of ``pyproject.toml`` that holds the configuration.
TABLE = ("tool", "sdd-impact")


def load(source: Source | str | None, path: str = "") -> Settings:
    """Return the settings of one file, or the defaults where there is none (None).

    ``path`` is the file's name where ``source`` is text; a name that ends in ``.toml`` is read as a ``pyproject.toml``. Raises
    :class:`ConfigError` with path, line and column for text that is malformed, a key that is unknown, and a value that does not fit.
    """
    if source is None:
        return settled(Settings())
    path = path or (source.path if isinstance(source, Source) else "sdd-impact.yaml")
    try:
        node = document(source, path)
        data = read(node, _shape(), path) if node is not None else {}
    except NotationError as error:
        fix = f"correct {path}; `sdd-impact schema config` prints what it may hold"
        raise ConfigError(error.message, fix=fix, file=error.file or path, line=error.line, column=error.column) from None
    return settled(Settings(**_values(data), source=path))


def document(source: Source | str, path: str) -> Node | None:
    """Return the document of a configuration file: the whole YAML, or the table of a TOML file. None where it is empty or has none.

    Raises :class:`NotationError`.
    """
    node: Node | None
    if path.endswith(".toml"):
        from sdd_impact.notation import load_toml  # late: most repositories have no such file

        node = load_toml(source, path)
        for name in TABLE:
            node = node.get(name) if isinstance(node, Mapping) else None
    else:
        node = load_yaml(source, path)
    empty = isinstance(node, Scalar) and node.value is None and not node.quoted
    return None if empty else node


@cache
def _shape() -> Record:
    try:
        questions = question_ids()
    except OSError:  # the catalogue itself will say that it is not there
        questions = ()
    return shape_of(KEYS, questions)


def _values(data: dict[str, Any]) -> dict[str, Any]:
    values = {}
    for key in KEYS:
        group, _, name = key.name.rpartition(".")
        given = data.get(group, {}) if group else data
        if name in given:
            values[key.field] = key.make(given[name])
    return values


def settled(settings: Settings) -> Settings:
    """Return the settings with the digest of what they say; where they were read is no part of it."""
    import hashlib  # late: only where a configuration is read

    said = repr(tuple(settings._replace(source="", digest="")))
    return settings._replace(digest="sha256:" + hashlib.sha256(said.encode("utf-8", "surrogateescape")).hexdigest())
