"""Show a document in one of the output formats. One module per format; names with an underscore are shared."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from sdd_impact.model import Format, Printable, Style


@cache
def formats() -> tuple[str, ...]:
    """Return the names of all formats, by discovery."""
    return tuple(sorted(each.name for each in pkgutil.iter_modules(__path__) if not each.name.startswith("_")))


def format_named(name: str) -> Format:
    """Return a format; its module is imported now. Raises :class:`KeyError` for a name that does not exist."""
    if name not in formats():
        raise KeyError(name)
    form: Format = importlib.import_module(f"{__name__}.{name}").FORMAT
    return form


def render(document: Printable, format: str, style: Style) -> str:  # noqa: A002 - the word that users know
    """Return the whole text of a document, escaped for the format's medium.

    Raises :class:`KeyError` for an unknown format, and :class:`TypeError` where the format cannot show this document.
    """
    form = format_named(format)
    if not isinstance(document, form.renders):
        raise TypeError(f"{format} cannot show a {type(document).__name__}")
    return form.render(document, style)


def visible(text: str) -> str:
    """Return text of a branch as a terminal may show it: in one line, every control character visible."""
    from sdd_impact.reports._escape import terminal

    return terminal(text)
