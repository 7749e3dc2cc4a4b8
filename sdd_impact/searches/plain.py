"""Our own plain list, ``searches.yaml``: for searches that live in a web interface only.

The file says what is searched for, in plain terms (``contains``, ``regex``) or in the search's own language (``spl``, ``insights``,
``filter_pattern``), with owner and link. ``schemas/searches-list.schema.json`` is its schema; a problem is reported with its place, and does
not take the other searches with it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.errors import NotationError
from sdd_impact.model import Location, Reading, SavedSearch, SearchFormat, Source, Unread

if TYPE_CHECKING:
    from sdd_impact.notation import Node

#: Names under which the list is looked for.
_NAMES = ("searches", "saved-searches", "saved_searches", "*.searches")
_LIST = late.regex(rb"^searches[ \t]*:", re.MULTILINE)
_VERSION = late.regex(rb"^version[ \t]*:", re.MULTILINE)
_OURS = late.regex(r"(?:^|/)(?:[^/]*\.)?(?:saved[-_])?searches\.ya?ml$")


def _recognises(path: str, head: bytes) -> bool:
    """By the name a missing version is a mistake that can be told; a file of another name is ours only with it."""
    if not path.endswith((".yaml", ".yml")) or not _LIST.search(head):
        return False
    return bool(_VERSION.search(head) or _OURS.search(path))


def _read(source: Source) -> Reading:
    from sdd_impact.notation import decode, load_yaml
    from sdd_impact.searches._list import shape

    try:
        text, path = decode(source)
        items = shape.items(load_yaml(source, aliases=False), path)
    except NotationError as error:
        return Reading(unread=(_unread(source.path, error),))
    searches: dict[str, SavedSearch] = {}
    unread: list[Unread] = []
    for number, item in enumerate(items):
        try:
            found = _search(item, f"searches[{number}]", path, text)
            if found.name in searches:
                line = searches[found.name].location.line
                raise NotationError(f"the search in line {line} has the same name", file=path, line=item.line, column=item.column)  # noqa: TRY301 - one handler for every problem of an entry
        except NotationError as error:
            unread.append(_unread(path, error))
        else:
            searches[found.name] = found
    return Reading(tuple(searches.values()), tuple(unread))


def _unread(path: str, error: NotationError) -> Unread:
    return Unread(path, f"{error.message} (column {error.column})" if error.column > 1 else error.message, error.line)


def _search(item: Node, name: str, path: str, text: str) -> SavedSearch:
    from sdd_impact.searches._list import conditions, shape

    entry, settings = shape.entry(item, path, name)
    parsed = conditions.parse(entry, path, name, text)
    end_line = item.line + shape.source(entry, text).count("\n")
    return SavedSearch(
        name=settings["name"],
        format="plain",
        location=Location(path, item.line, item.column, end_line),
        text=parsed.text,
        query=parsed.query,
        owner=settings.get("owner", ""),
        alert=settings.get("alert", False),
        parts=parsed.parts,
        link=settings.get("link", ""),
    )


FORMAT = SearchFormat(
    name="plain",
    paths=tuple(f"**/{name}.{suffix}" for name in _NAMES for suffix in ("yaml", "yml")),
    recognises=_recognises,
    read=_read,
)
