"""Every key of the configuration: what it may hold, which setting it fills, and how base and branch become one.

This table is the whole reader: a key is added here, in ``schemas/config.schema.json`` and in ``docs/configuration.md``, and the
tests hold the three against each other.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Literal

from sdd_impact.config.lines import layouts_of, wrong_layout, wrong_line
from sdd_impact.config.tickets import wrong_pattern
from sdd_impact.model import KINDS, LEVELS, CodePlace, Exemption, LogCall, Owner, PlaceholderRule, Route, SearchPlace
from sdd_impact.notation.shapes import Either, Flag, ListOf, Number, Record, Shape, TableOf, Text
from sdd_impact.tuples import NamedTuple

#: How base and branch become one setting. *Facts*: ``head`` (the branch's word), ``registry`` (the same, but a list that exists stays
#: one), ``both`` (everything that either names), ``places`` (the same, by path: of one path the branch's word counts), ``either`` (the branch's, and whoever uses it heeds the base's, too). *Rules*: ``common`` (only what both name), ``stricter`` (the later of ``ORDERS``),
#: ``severity`` (per question), ``base`` (the base's word), ``base-first`` (the branch's only where the base has none).
Joining = Literal["head", "registry", "both", "places", "either", "common", "stricter", "severity", "base", "base-first"]

#: What is stricter comes later.
ORDERS: Mapping[str, tuple[Any, ...]] = {
    "require": ("when-asked", "when-evidence", "always"),
    "console_is_searched": (False, True),
    "always_confirm": (False, True),
}
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SIGNERS = ("support", "tech_lead", "privacy")


class Key(NamedTuple):
    """One key: its dotted ``name``, the ``field`` of :class:`~sdd_impact.model.Settings` that ``make`` fills from the value."""

    name: str
    field: str
    shape: Shape
    joining: Joining
    make: Callable[[Any], Any] = lambda value: value


def _wrong_place(text: str) -> str:
    """Say what is wrong with a path that must stay inside the repository, or return ""."""
    if "\\" in text:
        return "write the path with / between folders"
    if text.startswith("/") or text[1:2] == ":":
        return "the path must be relative to the repository's root"
    return "the path must not leave the repository" if ".." in text.split("/") else ""


def _wrong_records(text: str) -> str:
    folders = text.rstrip("/").split("/")
    return _wrong_place(text) or ("name a folder of its own" if folders[0].lower() in ("", ".", ".git") else "")


def _wrong_date(text: str) -> str:
    import datetime as dt  # late: few plan a release here

    try:
        plain = dt.date.fromisoformat(text).isoformat() == text
    except ValueError:
        plain = False
    return "" if plain else f"`{text[:40]}` is no day of the form 2026-11-30"


def _wrong_day(text: str) -> str:
    return (
        ""
        if text.lower() in WEEKDAYS or not _wrong_date(text)
        else f"`{text[:40]}` is neither a weekday (friday) nor a day (2026-12-24)"
    )


def _wrong_exemption(rule: Mapping[str, Any]) -> str:
    """Say what is missing in a rule that would exempt whoever chooses a name, or everybody."""
    if "branches" in rule and not rule.keys() & {"authors", "into", "paths"}:
        return "a branch's name alone exempts whoever chooses it; add `authors`, `into` or `paths`"
    if "authors" in rule and not rule.keys() & {"branches", "into", "paths"}:
        return "an author's address alone exempts whoever writes it; add `branches`, `into` or `paths`"
    conditions = [rule[name] for name in ("branches", "authors", "into", "paths") if name in rule]
    if not conditions or not all(conditions):
        return "name what is exempt: `paths`, `into`, or `branches` with `authors`"
    return ""


def _exemptions(value: list[dict[str, Any]]) -> tuple[Exemption, ...]:
    def texts(rule: Mapping[str, Any], name: str) -> tuple[str, ...]:
        return tuple(rule.get(name, ()))

    return tuple(
        Exemption(
            rule["reason"],
            texts(rule, "branches"),
            texts(rule, "authors"),
            texts(rule, "into"),
            texts(rule, "paths"),
            rule.get("until", ""),
        )
        for rule in value
    )


def _places(value: list[str | dict[str, str]]) -> tuple[SearchPlace, ...]:
    return tuple(SearchPlace(each) if isinstance(each, str) else SearchPlace(**each) for each in value)


def _wrong_code(text: str) -> str:
    """Say what is wrong with the path of a checkout, or return "": it may lie beside the repository, and is named by a relative path."""
    if "\\" in text:
        return "write the path with / between folders"
    if text.startswith(("/", "~")) or text[1:2] == ":":
        return "the path must be relative to the repository's root; for one machine alone use --sources PATH"
    return (
        "the path names this repository itself, whose code is read in any case"
        if not text.strip("./ ") and ".." not in text
        else ""
    )


def _code(value: list[str | dict[str, str]]) -> tuple[CodePlace, ...]:
    places = (CodePlace(each) if isinstance(each, str) else CodePlace(**each) for each in value)
    return tuple(each._replace(path=each.path.rstrip("/")) for each in places)


def _wrong_route(route: Mapping[str, Any]) -> str:
    """Say what is wrong with a route that names no place, or no code, or return ""."""
    if not route["where"].strip(" *?"):
        return "`where` names every place; write what the search says, with `*` for what may differ"
    return "" if any(each.strip("/ ") for each in route["paths"]) else "`paths` is empty; name the code that writes there"


def _routes(value: list[dict[str, Any]]) -> tuple[Route, ...]:
    return tuple(Route(each["where"], tuple(each["paths"])) for each in value)


def _wrong_placeholder(rule: Mapping[str, Any]) -> str:
    """Say what is wrong with a rule that names no placeholder, or does not say what one prints, or return ""."""
    if not any(rule.get(each, "").strip("* ") for each in ("name", "message")):
        return "name the placeholder with `name`, or its messages with `message`"
    if ("kind" in rule) == ("values" in rule):
        return "say what it prints: `kind`, or all its `values`"
    return "" if rule.get("values", True) else "`values` is empty; name every text that it can be"


def _placeholders(value: list[dict[str, Any]]) -> tuple[PlaceholderRule, ...]:
    return tuple(
        PlaceholderRule(
            each.get("kind", "enum"),
            each.get("name", ""),
            each.get("message", ""),
            tuple(each.get("paths", ())),
            tuple(each.get("values", ())),
        )
        for each in value
    )


def _pairs(value: dict[str, Any]) -> tuple[tuple[str, Any], ...]:
    return tuple(sorted((name, tuple(each) if isinstance(each, list) else each) for name, each in value.items()))


_TEXT = Text()
_TEXTS = ListOf(_TEXT)
_PLACE = Text(check=_wrong_place)
_SEARCH = Either((_PLACE, Record({"path": _PLACE, "format": _TEXT}, ("path",))))
_CALL = Record({"call": _TEXT, "message": Either((Number(), _TEXT)), "level": Either((Number(), Text(LEVELS)))}, ("call",))
_OWNER = Record({"path": _TEXT, "team": _TEXT, "channel": _TEXT, "hours": _TEXT}, ("path", "team"))
_NAMES = ListOf(_TEXT)
_EXEMPTION = Record(
    {
        "reason": _TEXT, "branches": _TEXTS, "authors": _TEXTS, "into": _TEXTS, "paths": _TEXTS, "until": Text(check=_wrong_date),
    }, ("reason",), _wrong_exemption,
)  # fmt: skip

_CODE_PLACE = Text(check=_wrong_code)
_CODE = Either((_CODE_PLACE, Record({"path": _CODE_PLACE, "revision": _TEXT}, ("path",))))
_ROUTE = Record({"where": _TEXT, "paths": _TEXTS}, ("where", "paths"), _wrong_route)
_KEYED = Record({"message": _TEXT, "level": _TEXT, "logger": _TEXT, "time": _TEXT})
_LAYOUT = Record(
    {"paths": _TEXTS, "pattern": Text(check=wrong_line), "json": _KEYED, "logfmt": _KEYED, "syslog": _TEXT, "program": _TEXT},
    (),
    wrong_layout,
)

#: What stands around a message is no placeholder of it.
_PLACEHOLDER_KINDS = tuple(each for each in KINDS if each not in ("timestamp", "around"))
_PLACEHOLDER = Record(
    {"name": _TEXT, "message": _TEXT, "paths": _TEXTS, "kind": Text(_PLACEHOLDER_KINDS), "values": _TEXTS}, (), _wrong_placeholder
)

KEYS: tuple[Key, ...] = (
    Key("base", "base", _TEXT, "base-first"),
    Key("require", "require", Text(ORDERS["require"]), "stricter"),
    Key("records", "records", Text(check=_wrong_records), "base", lambda value: value.rstrip("/")),
    Key("searches", "searches", ListOf(_SEARCH), "both", _places),
    Key("logging", "logging", ListOf(_CALL), "both", lambda value: tuple(LogCall(**each) for each in value)),
    Key("console.searched", "console_is_searched", Flag(), "stricter"),
    Key("exclude", "exclude", _TEXTS, "common", tuple),
    Key("tests", "tests", _TEXTS, "common", tuple),
    Key("severity", "severity", TableOf(Text(("block", "warn", "off"))), "severity", _pairs),
    Key("support_ui.shown_ids", "shown_ids", _TEXTS, "registry", tuple),
    Key("support_ui.paths", "support_ui_paths", _TEXTS, "head", tuple),
    Key("audit.calls", "audit_calls", _TEXTS, "registry", tuple),
    Key("notify.calls", "notify_calls", _TEXTS, "both", tuple),
    Key("owners", "owners", ListOf(_OWNER), "registry", lambda value: tuple(Owner(**each) for each in value)),
    Key("privacy.masks", "masks", _TEXTS, "common", tuple),
    Key("privacy.allow", "personal_data_allowed", _TEXTS, "common", tuple),
    Key("docs.paths", "docs", _TEXTS, "both", tuple),
    Key("tickets.pattern", "ticket_pattern", Text(check=wrong_pattern), "base-first"),
    Key("signers", "signers", Record(dict.fromkeys(SIGNERS, _NAMES)), "base", _pairs),
    Key("data.internal_columns", "internal_columns", _TEXTS, "head", tuple),
    Key("release.on", "release_on", Text(check=_wrong_date), "head"),
    Key(
        "release.freeze", "freeze_days", ListOf(Text(check=_wrong_day)), "both", lambda value: tuple(each.lower() for each in value)
    ),
    Key("always_confirm", "always_confirm", Flag(), "stricter"),
    Key("exempt", "exempt", ListOf(_EXEMPTION), "common", _exemptions),
    Key("layouts", "layouts", ListOf(_LAYOUT), "head", layouts_of),
    Key("routes", "routes", ListOf(_ROUTE), "either", _routes),
    Key("sources", "sources", ListOf(_CODE), "places", _code),
    Key("placeholders", "placeholders", ListOf(_PLACEHOLDER), "base", _placeholders),
    Key("exports.max_age_days", "exports_max_age", Number(), "base-first"),
)


def shape_of(keys: tuple[Key, ...], severity_of: tuple[str, ...] = ()) -> Record:
    """Return the shape of the whole document. ``severity_of`` are the questions that ``severity`` may name (empty: any)."""
    shapes: dict[str, Any] = {}
    for key in keys:
        group, _, name = key.name.rpartition(".")
        shape = key.shape._replace(keys=severity_of) if key.field == "severity" and isinstance(key.shape, TableOf) else key.shape
        (shapes.setdefault(group, {}) if group else shapes)[name] = shape
    return Record({name: Record(each) if isinstance(each, dict) else each for name, each in shapes.items()})
