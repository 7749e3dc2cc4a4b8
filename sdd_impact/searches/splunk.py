"""Splunk: saved searches and alerts in ``savedsearches.conf``, or as its REST interface gives them in JSON; written in SPL.

Where a setting comes from: ``savedsearches.conf.spec``. Macros, event types and owners are read from the files of the same app.
A disabled search is read like any other: Support may switch it on again.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.model import Location, Reading, SavedSearch, SearchFormat, Source, Unread
from sdd_impact.searches._conf import Conf, Stanza, decode, parse
from sdd_impact.searches._globs import translate
from sdd_impact.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sdd_impact.searches._spl import Knowledge
    from sdd_impact.searches._spl.rest import Listing

_FILE = late.regex(r"(?:^|/)[^/]*savedsearches[^/]*\.conf$", re.IGNORECASE)
_BESIDE = late.regex(r"(?:macros|event[_-]?types)[^/]*\.json$", re.IGNORECASE)
_ENTRY = late.regex(rb"/saved/searches|/configs/conf-savedsearches")
_NO_ATOM = "saved searches as Atom, which is not read: ask Splunk for JSON, with output_mode=json"
_STANZA = late.regex(rb"^\[[^\]\n]+\]\s*$", re.MULTILINE)
_SEARCH = late.regex(rb"^search\s*=", re.MULTILINE)

_EXTRACTIONS = ("props.conf", "transforms.conf")
_PATHS = (
    "**/*savedsearches*.conf",
    *(f"**/{name}" for name in _EXTRACTIONS),
    *(f"**/*saved{dash}searches*.{suffix}" for dash in ("", "_", "-") for suffix in ("json", "xml")),
    "**/*splunk*.json",
    "**/*splunk*/**/*.json",
)
_JSON = late.regex(rb'"entry"\s*:\s*\[|"acl"\s*:\s*\{')
_ATOM = late.regex(rb"<feed\b[^>]*Atom|<s:dict\b")
_SPLUNKS = late.regex(rb"/services(?:NS)?/|\"eai:|\"alert_type\"|\"dispatch\.|\"qualifiedSearch\"|\"is_scheduled\"|\"definition\"")
_LOOKED_INTO = late.regex("|".join(map(translate, _PATHS)))

#: Settings that name a person or team. ``owner`` is not Splunk's own; exports of its REST interface have ``eai:acl.owner``.
_OWNER_KEYS = ("owner", "eai:acl.owner")

#: Files of the app that help to read its searches; those in ``local`` outweigh those in ``default``.
_COMPANIONS = ("macros.conf", "eventtypes.conf", "default.meta", "local.meta")


def _recognises(path: str, head: bytes) -> bool:
    """By the path, then a file of something else is passed over in silence; else by what it begins with."""
    if _FILE.search(path) or _LOOKED_INTO.fullmatch(path):
        return True
    if path.endswith(".json"):
        return bool(_JSON.search(head) and _SPLUNKS.search(head))
    return path.endswith(".conf") and bool(_STANZA.search(head)) and bool(_SEARCH.search(head))


def _companions(source: Source, paths: tuple[str, ...]) -> tuple[str, ...]:
    """The macros, event types and metadata of the app: in the file's folder, or in its siblings; beside an export, those of its own kind."""
    folder = source.path.rpartition("/")[0]
    app = folder.rpartition("/")[0]
    folders = {folder, *(f"{app}/{name}".lstrip("/") for name in ("default", "local", "metadata"))}
    if _is_extractions(source.path):
        names: tuple[str, ...] = ("props.conf",) if source.path.endswith("transforms.conf") else ()
    else:
        names = _COMPANIONS
    wanted = {f"{each}/{name}".lstrip("/") for each in folders for name in names}
    found = [path for path in paths if path in wanted and path != source.path]
    if source.path.endswith(".json") and _may_hold(source):
        beside = (path for path in paths if path.rpartition("/")[0] == folder and path != source.path)
        found.extend(path for path in beside if _BESIDE.search(path.rpartition("/")[2]))
    return tuple(sorted(found, key=lambda path: ("/local" in path, path)))


def _may_hold(source: Source) -> bool:
    return bool(_JSON.search(source.data) and _SPLUNKS.search(source.data))


def _read(source: Source, companions: tuple[Source, ...] = ()) -> Reading:
    if source.path.endswith((".json", ".xml")):
        return _exported(source, companions)
    conf = parse(decode(source.data))
    if _is_extractions(source.path):
        return _extractions(source.path, conf, companions)
    known = _known(companions)
    knowledge = _knowledge((*known.confs, conf), known.listings)
    searches: list[SavedSearch] = []
    unread = [Unread(source.path, f"no stanza, setting or comment: {each.text}", each.line) for each in conf.broken]
    for stanza in conf.stanzas:
        merged = stanza._replace(settings={**conf.default, **stanza.settings})
        if stanza.get("search"):
            searches.append(_search(source.path, merged, known.owners, knowledge))
        elif not _is_macro(stanza):
            unread.append(Unread(source.path, f"[{stanza.name}] has no search here", stanza.line))
    return Reading(tuple(searches), tuple(unread))


def _is_extractions(path: str) -> bool:
    return path.rpartition("/")[2] in _EXTRACTIONS


def _extractions(path: str, conf: Conf, companions: tuple[Source, ...]) -> Reading:
    """What is taken out of lines; a file of that name with nothing of the kind is passed over."""
    from sdd_impact.searches._spl import extractions

    if path.endswith("props.conf"):
        return extractions.of_props(path, conf)
    props = (parse(decode(each.data)) for each in companions if each.path.endswith("props.conf"))
    return extractions.of_transforms(path, conf, tuple(props))


def _exported(source: Source, companions: tuple[Source, ...]) -> Reading:
    """The entries of an export. One of macros or event types alone holds no search, and helps to read others."""
    if source.path.endswith(".xml"):
        atom = _ATOM.search(source.data) and _ENTRY.search(source.data)
        return Reading(unread=(Unread(source.path, _NO_ATOM, 1),) if atom else ())
    if not _may_hold(source):
        return Reading()
    from sdd_impact.searches._logql.names import Names
    from sdd_impact.searches._spl.rest import listing

    found = listing(source)
    known = _known(companions)
    knowledge = _knowledge((*known.confs, Conf((), {})), (*known.listings, found))
    names = Names()
    searches: list[SavedSearch] = []
    unread = list(found.unread)
    for stanza, app in found.searches:
        if stanza.get("search"):
            search = _search(source.path, stanza, known.owners, knowledge)
            searches.append(search._replace(name=names.give(stanza.name, app)))
        else:
            unread.append(Unread(source.path, f"[{stanza.name}] has no search here", stanza.line))
    return Reading(tuple(searches), tuple(unread))


class _Known(NamedTuple):
    """What the files beside a search say."""

    confs: tuple[Conf, ...]
    listings: tuple[Listing, ...]
    owners: dict[str, str]


def _known(companions: tuple[Source, ...]) -> _Known:
    parsed = [(each.path, parse(decode(each.data))) for each in companions if not each.path.endswith(".json")]
    listings: list[Listing] = []
    for each in companions:
        if each.path.endswith(".json"):
            from sdd_impact.searches._spl.rest import listing

            listings.append(listing(each))
    owners = _owners(conf for path, conf in parsed if path.endswith(".meta"))
    return _Known(tuple(conf for path, conf in parsed if path.endswith(".conf")), tuple(listings), owners)


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


def _knowledge(confs: Iterable[Conf], listings: Iterable[Listing]) -> Knowledge:
    """Macros and event types of these files; a later file outweighs an earlier one. The last of ``confs`` is the searches' own."""
    from sdd_impact.searches._spl import Knowledge, Macro

    macros: dict[str, Macro] = {}
    event_types: dict[str, str] = {}
    *companions, own = confs
    stanzas = [(stanza, conf is own) for conf in (*companions, own) for stanza in conf.stanzas]
    stanzas.extend((stanza, False) for each in listings for stanza in (*each.macros, *each.event_types))
    for stanza, is_own in stanzas:
        if _is_macro(stanza):
            arguments = tuple(each.strip() for each in stanza.get("args").split(",") if each.strip())
            macros[stanza.name] = Macro(stanza.get("definition"), arguments, stanza.on("iseval"))
        elif not is_own and stanza.get("search"):
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
    paths=_PATHS,
    recognises=_recognises,
    read=_read,
    companions=_companions,
    read_with=_read,
)
