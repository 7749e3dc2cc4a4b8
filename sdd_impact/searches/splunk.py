"""Splunk: saved searches and alerts in ``savedsearches.conf``, written in SPL.

Where a setting comes from: ``savedsearches.conf.spec``. Macros, event types and owners are read from the files of the same app.
A disabled search is read like any other: Support may switch it on again.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sdd_impact.model import Location, Reading, SavedSearch, SearchFormat, Source, Unread
from sdd_impact.searches._conf import Conf, Stanza, decode, parse

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sdd_impact.searches._spl import Knowledge

_FILE = re.compile(r"(?:^|/)[^/]*savedsearches[^/]*\.conf$", re.IGNORECASE)
_STANZA = re.compile(rb"^\[[^\]\n]+\]\s*$", re.MULTILINE)
_SEARCH = re.compile(rb"^search\s*=", re.MULTILINE)

#: Settings that name a person or team. ``owner`` is not Splunk's own; exports of its REST interface have ``eai:acl.owner``.
_OWNER_KEYS = ("owner", "eai:acl.owner")

#: Files of the app that help to read its searches; those in ``local`` outweigh those in ``default``.
_COMPANIONS = ("macros.conf", "eventtypes.conf", "default.meta", "local.meta")


def _recognises(path: str, head: bytes) -> bool:
    if _FILE.search(path):
        return True
    return path.endswith(".conf") and bool(_STANZA.search(head)) and bool(_SEARCH.search(head))


def _companions(source: Source, paths: tuple[str, ...]) -> tuple[str, ...]:
    """The macros, event types and metadata of the app: in the file's folder, or in its siblings."""
    folder = source.path.rpartition("/")[0]
    app = folder.rpartition("/")[0]
    folders = {folder, *(f"{app}/{name}".lstrip("/") for name in ("default", "local", "metadata"))}
    wanted = {f"{each}/{name}".lstrip("/") for each in folders for name in _COMPANIONS}
    found = [path for path in paths if path in wanted and path != source.path]
    return tuple(sorted(found, key=lambda path: ("/local" in path, path)))


def _read(source: Source, companions: tuple[Source, ...] = ()) -> Reading:
    conf = parse(decode(source.data))
    others = [(each.path, parse(decode(each.data))) for each in companions]
    owners = _owners(conf for path, conf in others if path.endswith(".meta"))
    knowledge = _knowledge((*(conf for path, conf in others if path.endswith(".conf")), conf))
    searches: list[SavedSearch] = []
    unread = [Unread(source.path, f"no stanza, setting or comment: {each.text}", each.line) for each in conf.broken]
    for stanza in conf.stanzas:
        merged = stanza._replace(settings={**conf.default, **stanza.settings})
        if stanza.get("search"):
            searches.append(_search(source.path, merged, owners, knowledge))
        elif not _is_macro(stanza):
            unread.append(Unread(source.path, f"[{stanza.name}] has no search here", stanza.line))
    return Reading(tuple(searches), tuple(unread))


def _search(path: str, stanza: Stanza, owners: dict[str, str], knowledge: Knowledge) -> SavedSearch:
    from sdd_impact.searches._spl import parse as parse_spl

    text = stanza.get("search")
    parsed = parse_spl(text, knowledge)
    named = next((stanza.get(key) for key in _OWNER_KEYS if stanza.get(key)), "")
    return SavedSearch(
        name=stanza.name,
        format="splunk",
        location=Location(path, stanza.line, 1, stanza.end_line),
        text=text,
        query=parsed.query,
        owner=stanza.owner or named or owners.get(stanza.name, ""),
        alert=_is_alert(stanza),
        parts=parsed.parts,
    )


def _is_alert(stanza: Stanza) -> bool:
    """An alert has a trigger (``counttype``, ``alert_type`` or ``alert_condition``), is tracked, or runs on a schedule and acts."""
    if stanza.on("alert.track") or stanza.get("alert_condition"):
        return True
    if any(stanza.get(key, "always").strip().lower() != "always" for key in ("counttype", "alert_type")):
        return True
    scheduled = stanza.on("enableSched") or stanza.on("is_scheduled")
    acts = stanza.get("actions") or any(re.fullmatch(r"action\.\w+", key) and stanza.on(key) for key in stanza.settings)
    return scheduled and bool(acts)


def _is_macro(stanza: Stanza) -> bool:
    return "definition" in stanza.settings


def _knowledge(confs: Iterable[Conf]) -> Knowledge:
    """Macros and event types of these files; a later file outweighs an earlier one."""
    from sdd_impact.searches._spl import Knowledge, Macro

    macros: dict[str, Macro] = {}
    event_types: dict[str, str] = {}
    *companions, own = confs
    for conf in (*companions, own):
        for stanza in conf.stanzas:
            if _is_macro(stanza):
                arguments = tuple(each.strip() for each in stanza.get("args").split(",") if each.strip())
                macros[stanza.name] = Macro(stanza.get("definition"), arguments, stanza.on("iseval"))
            elif conf is not own and stanza.get("search"):
                event_types[stanza.name] = stanza.get("search")
    return Knowledge(macros, event_types)


def _owners(confs: Iterable[Conf]) -> dict[str, str]:
    """Owners by search from ``metadata/*.meta``: ``[savedsearches/name%20of%20it]`` with ``owner = …``; ``nobody`` is no owner."""
    from urllib.parse import unquote

    found: dict[str, str] = {}
    for conf in confs:
        for stanza in conf.stanzas:
            kind, _, name = stanza.name.partition("/")
            owner = stanza.get("owner").strip()
            if kind == "savedsearches" and name and owner and owner != "nobody":
                found[unquote(name)] = owner
    return found


FORMAT = SearchFormat(
    name="splunk",
    paths=("**/*savedsearches*.conf",),
    recognises=_recognises,
    read=_read,
    companions=_companions,
    read_with=_read,
)
