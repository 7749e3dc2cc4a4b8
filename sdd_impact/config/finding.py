"""Which file is the configuration: ``sdd-impact.yaml`` at the root, or ``[tool.sdd-impact]`` in ``pyproject.toml``, never both."""

from __future__ import annotations

from collections.abc import Callable

from sdd_impact.config.reading import document, load
from sdd_impact.errors import ConfigError, NotationError
from sdd_impact.model import Settings, Source
from sdd_impact.notation import Node

YAML = "sdd-impact.yaml"
TOML = "pyproject.toml"
#: Names that somebody may take for the right one. A file of such a name would be ignored without a word.
_ALMOST = ("sdd-impact.yml", ".sdd-impact.yaml", ".sdd-impact.yml")

Reader = Callable[[str], Source | None]


def find(read: Reader) -> Source | None:
    """Return the configuration file, None where there is none. ``read`` gives a file of the repository's root by its path.

    Raises :class:`ConfigError` where there are two, where it has almost the right name, or where ``pyproject.toml`` speaks of the tool and
    cannot be read.
    """
    own, shared = read(YAML), read(TOML)
    table = None if shared is None else _table(shared)
    if own and table:
        raise ConfigError(
            f"both {YAML} and [tool.sdd-impact] in {TOML} configure the tool",
            fix=f"keep one of them: git rm {YAML}, or delete this table",
            file=TOML,
            line=table.line,
            column=table.column,
        )
    if not own:
        for name in _ALMOST:
            if read(name):
                raise ConfigError(
                    f"{name} is not read: the configuration is called {YAML}",
                    fix=f"git mv {name} {YAML}",
                    file=name,
                    line=1,
                    column=1,
                )
    return own or (shared if table else None)


def load_from(read: Reader) -> Settings:
    """Return the settings that the root of a tree holds: those of its configuration file, or the defaults.

    Raises :class:`ConfigError`.
    """
    return load(find(read))


def _table(source: Source) -> Node | None:
    """The tool's table of a ``pyproject.toml``; None where there is none."""
    if b"sdd-impact" not in source.data:  # most projects: nothing to parse
        return None
    try:
        return document(source, TOML)
    except NotationError as error:
        raise ConfigError(error.message, fix=f"correct {TOML}", file=TOML, line=error.line, column=error.column) from None
