"""What Splunk takes out of lines, and which it drops: ``props.conf`` and ``transforms.conf``.

Rules from ``props.conf.spec`` and ``transforms.conf.spec``: ``EXTRACT-x = expression`` (`` in field`` behind it) and ``REGEX`` of a transform are PCRE, found anywhere;
``SEDCMD-x = s/expression/text/flags`` rewrites a line before it is kept; ``SOURCE_KEY`` names what a transform looks at, ``DEST_KEY = queue`` with
``FORMAT = nullQueue`` drops the line.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.model import Location, Query, Reading, Regex, Routing, SavedSearch, Unread
from sdd_impact.searches._trees import all_of
from sdd_impact.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sdd_impact.searches._conf import Conf, Stanza

    _Rules = Callable[[Stanza], Iterator["_Rule"]]
    _Origin = Callable[[Stanza], str]

_IN_FIELD = late.regex(r"(?P<pattern>.+?)\s+in\s+(?P<field>\w+)", re.DOTALL)
_RULE = late.regex(r"(?P<key>EXTRACT|SEDCMD)-(?P<name>\S+)")
_SUBSTITUTION = late.regex(
    r"s(?P<sign>[^\w\s\\])(?P<pattern>(?:\\.|(?!(?P=sign))[^\\])+)(?P=sign)(?:\\.|(?!(?P=sign))[^\\])*(?P=sign)\w*", re.DOTALL
)
#: What fits every line that is not empty.
_ANYTHING = late.regex(r"\^?\(?(?:\?s\))?\.[*+]?\)?\$?")
_USES = late.regex(r"(?:REPORT|TRANSFORMS)-.+")
_MOST = 5_000


class _Rule(NamedTuple):
    """An expression, what it looks at (a field, "" for the line), and the name of the search that it is."""

    name: str
    pattern: str
    field: str = ""


def of_props(path: str, conf: Conf) -> Reading:
    """Read ``props.conf``: what is taken out of the lines of a source type, and what is rewritten in them."""
    return _reading(path, conf, _of_source_type, lambda stanza: _origin(stanza.name))


def of_transforms(path: str, conf: Conf, props: tuple[Conf, ...]) -> Reading:
    """Read ``transforms.conf``. Which source types use a transform stands in ``props``."""
    used = _used(props)
    return _reading(path, conf, _of_transform, lambda stanza: " OR ".join(dict.fromkeys(map(_origin, used.get(stanza.name, ())))))


def _reading(path: str, conf: Conf, rules: _Rules, origin: _Origin) -> Reading:
    from sdd_impact.patterns import PatternError, read

    searches: list[SavedSearch] = []
    unread = [Unread(path, f"no stanza, setting or comment: {each.text}", each.line) for each in conf.broken]
    for stanza in conf.stanzas:
        for rule in rules(stanza._replace(settings={**conf.default, **stanza.settings})):
            found = read(rule.pattern, "pcre", "")
            if isinstance(found, PatternError):
                reason = f"{rule.name}: no regular expression: {found.message} (at character {found.position + 1})"
                unread.append(Unread(path, reason, stanza.line))
            elif len(searches) < _MOST:
                where = origin(stanza)
                parts: list[Query] = [Regex(rule.pattern, "pcre", "", rule.field)]
                parts += [Routing(where)] if where else []
                place = Location(path, stanza.line, 1, stanza.end_line)
                searches.append(SavedSearch(rule.name, "splunk", place, rule.pattern, all_of(parts), owner=stanza.owner))
    return Reading(tuple(searches), tuple(unread))


def _of_source_type(stanza: Stanza) -> Iterator[_Rule]:
    for key, value in stanza.settings.items():
        kind = _RULE.fullmatch(key)
        if kind is None:
            continue
        text, field = value, ""
        if kind["key"] == "SEDCMD":
            substitution = _SUBSTITUTION.fullmatch(value)
            text = substitution["pattern"] if substitution else ""
        else:
            inside = _IN_FIELD.fullmatch(value)
            text, field = (inside["pattern"], inside["field"]) if inside else (value, "")
        if text and not _ANYTHING.fullmatch(text):
            yield _Rule(f"{stanza.name}: {key}", text, "" if field == "_raw" else field)


def _of_transform(stanza: Stanza) -> Iterator[_Rule]:
    pattern = stanza.get("REGEX")
    source = stanza.get("SOURCE_KEY", "_raw").strip()
    field = source.removeprefix("fields:").removeprefix("field:")
    if not pattern or _ANYTHING.fullmatch(pattern) or source.startswith("MetaData:") or source in {"_MetaData:Index", "queue"}:
        return
    drops = " (drops)" if stanza.get("DEST_KEY").strip() == "queue" and stanza.get("FORMAT").strip() == "nullQueue" else ""
    yield _Rule(f"{stanza.name}{drops}", pattern, "" if field == "_raw" else field)


def _origin(name: str) -> str:
    """What a stanza of ``props.conf`` says of where lines come from."""
    kind, divided, rest = name.partition("::")
    if divided and kind in {"source", "host", "sourcetype"}:
        return f"{kind}={rest}"
    return "" if name.startswith(("rule::", "delayedrule::")) else f"sourcetype={name}"


def _used(props: tuple[Conf, ...]) -> dict[str, list[str]]:
    """The stanzas of ``props.conf`` that name each transform."""
    found: dict[str, list[str]] = {}
    for conf in props:
        for stanza in conf.stanzas:
            for key, value in stanza.settings.items():
                for name in value.split(",") if _USES.fullmatch(key) else ():
                    found.setdefault(name.strip(), []).append(stanza.name)
    return found
