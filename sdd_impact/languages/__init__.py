"""The languages whose log statements and error messages are read. One module or package per language, found by discovery.

Each module exports ``LANGUAGE = Language(name, suffixes, extract, hints)``. A name that begins with ``_`` is no door. Importing this
package imports no language and no grammar: a language's module is imported when its door is asked for, its grammar when a file of
it is parsed.
"""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module
from pkgutil import iter_modules

from sdd_impact.model import Language


@lru_cache(maxsize=1)
def all_languages() -> tuple[Language, ...]:
    """Every language, by name."""
    names = sorted(module.name for module in iter_modules(__path__) if not module.name.startswith("_"))
    found: list[Language] = []
    for name in names:
        language = getattr(import_module(f"{__name__}.{name}"), "LANGUAGE", None)
        if isinstance(language, Language):
            found.append(language)
    return tuple(found)


def for_path(path: str) -> Language | None:
    """The language of a file by its suffix (the longest that fits); None where none is known."""
    name = path.rpartition("/")[2].lower()
    fitting = [(len(suffix), language) for language in all_languages() for suffix in language.suffixes if name.endswith(suffix)]
    return max(fitting, key=lambda pair: pair[0])[1] if fitting else None
