"""What Splunk's REST interface gives as JSON (``output_mode=json``): saved searches, macros and event types as stanzas.

The shape is that of Splunk's "REST API User Manual": an object with ``entry``, a list of objects with ``name``, ``acl`` (``owner``, ``app``) and
``content``, whose keys are the settings of ``savedsearches.conf`` with values of JSON; ``paging`` says how many there are in all, ``origin`` and each
entry's ``id`` and ``links`` which of Splunk's lists it is. A file may hold the list of entries alone.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.errors import NotationError
from sdd_impact.model import Source, Unread
from sdd_impact.searches._conf import Stanza
from sdd_impact.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sdd_impact.notation import Mapping, Node

_LIST = late.regex(r"/services(?:NS/[^/]+/[^/]+)?/(\w+/[\w-]+)")
_KINDS = {
    "saved/searches": "search",
    "admin/savedsearch": "search",
    "configs/conf-savedsearches": "search",
    "saved/eventtypes": "event type",
    "admin/eventtypes": "event type",
    "configs/conf-eventtypes": "event type",
    "admin/macros": "macro",
    "data/macros": "macro",
    "configs/conf-macros": "macro",
}
#: Settings that an event type has not, and a saved search always.
_OF_A_SEARCH = late.regex(r"(?:dispatch\.|alert|is_scheduled$|cron_schedule$|actions$|qualifiedSearch$|disabled$)")


class Listing(NamedTuple):
    """A file's entries by what they are, each with the app that it belongs to, and what cannot be read."""

    searches: tuple[tuple[Stanza, str], ...] = ()
    event_types: tuple[Stanza, ...] = ()
    macros: tuple[Stanza, ...] = ()
    unread: tuple[Unread, ...] = ()


def listing(source: Source) -> Listing:
    """Read a file. Never raises."""
    from sdd_impact.notation import Mapping, Scalar, Sequence, decode, load_json

    try:
        root = load_json(source)
        text, _ = decode(source)
    except NotationError as error:
        return Listing(unread=(Unread(source.path, error.message, error.line),))
    origin = ""
    unread: list[Unread] = []
    entries: Node | None = root
    if isinstance(root, Mapping):
        entries = root.get("entry")
        named = root.get("origin")
        origin = named.text if isinstance(named, Scalar) else ""
        unread.extend(_missing(root, entries, source.path))
    items = entries.items if isinstance(entries, Sequence) else ()
    found: dict[str, list[tuple[Stanza, str]]] = {"search": [], "event type": [], "macro": []}
    starts = (0, *(match.end() for match in re.finditer("\n", text)))
    for item in items:
        if isinstance(item, Mapping):
            for kind, stanza, app in _entry(item, origin, starts):
                found.setdefault(kind, []).append((stanza, app))
    return Listing(
        tuple(found["search"]),
        tuple(stanza for stanza, _ in found["event type"]),
        tuple(stanza for stanza, _ in found["macro"]),
        tuple(unread),
    )


def _missing(root: Mapping, entries: Node | None, path: str) -> Iterator[Unread]:
    """Splunk gives thirty entries, unless it is asked for all of them."""
    from sdd_impact.notation import Mapping, Scalar, Sequence

    paging = root.get("paging")
    total = paging.get("total") if isinstance(paging, Mapping) else None
    count = len(entries.items) if isinstance(entries, Sequence) else 0
    if isinstance(total, Scalar) and isinstance(total.value, int) and not isinstance(total.value, bool) and total.value > count:
        yield Unread(path, f"the export has {count} of {total.value} entries: ask Splunk for all of them, with count=0", total.line)


def _entry(item: Mapping, origin: str, starts: tuple[int, ...]) -> Iterator[tuple[str, Stanza, str]]:
    from sdd_impact.notation import Mapping, Scalar

    name, content, acl = item.get("name"), item.get("content"), item.get("acl")
    if not isinstance(name, Scalar) or not isinstance(content, Mapping):
        return
    settings = {entry.key.text: _setting(entry.value) for entry in content.entries if isinstance(entry.value, Scalar)}
    settings = {key: value for key, value in settings.items() if value}
    owner, app = (_text(acl.get(key)) if isinstance(acl, Mapping) else "" for key in ("owner", "app"))
    if owner and owner != "nobody":
        settings.setdefault("eai:acl.owner", owner)
    end = bisect_right(starts, max(item.end - 1, 0))
    yield _kind(item, origin, settings), Stanza(name.text, settings, item.line, max(item.line, end)), app


def _kind(item: Mapping, origin: str, settings: dict[str, str]) -> str:
    """What an entry is: by its address, else by what it says."""
    from sdd_impact.notation import Mapping

    links = item.get("links")
    addresses = (_text(item.get("id")), _text(links.get("alternate")) if isinstance(links, Mapping) else "", origin)
    for address in addresses:
        place = _LIST.search(address)
        if place:
            return _KINDS.get(place[1], "other")
    if "definition" in settings:
        return "macro"
    return "search" if "search" in settings or any(map(_OF_A_SEARCH.match, settings)) else "other"


def _setting(node: Node) -> str:
    value = getattr(node, "value", None)
    if isinstance(value, bool):
        return "1" if value else "0"
    return "" if value is None else str(getattr(node, "text", value))


def _text(node: Node | None) -> str:
    return str(getattr(node, "text", ""))
