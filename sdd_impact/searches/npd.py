r"""Kubernetes' node-problem-detector: rules of a log monitor, each with a pattern in RE2 that must match to the end of the buffered lines.

From its source: ``pkg/systemlogmonitor`` (``Rule``, ``CompilePattern``: the pattern with ``\z`` behind it). A monitor sees the message only.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeGuard

from sdd_impact import late
from sdd_impact.errors import NotationError
from sdd_impact.model import AllOf, Location, Opaque, Query, Reading, Regex, Routing, SavedSearch, SearchFormat, Source, Unread
from sdd_impact.searches._globs import translate

if TYPE_CHECKING:
    from sdd_impact.notation import Mapping, Node

_MONITOR = late.regex(rb'"(?:plugin|bufferSize|logPath|metricsReporting)"\s*:')
_MARKS = late.regex(rb'"plugin"\s*:\s*"(?:kmsg|filelog|journald|custom|syslog)"')
_ANY_LINES = late.regex(r"\(\.\|\\n\)[*+]\??|\[\\s\\S\][*+]\??|\\n")
_SHOWN = 80
_PATHS = (
    "**/*monitor*.json",
    "**/*node-problem*.json",
    "**/*log-message*.json",
    "**/*-adaptor.json",
    "**/node-problem-detector/**/*.json",
)
_LOOKED_INTO = late.regex("|".join(map(translate, _PATHS)))


def _recognises(path: str, head: bytes) -> bool:
    """A file that was looked into because of its path is ours, and silent where it is no monitor."""
    return bool(_LOOKED_INTO.fullmatch(path)) or (
        path.endswith(".json") and bool(_MARKS.search(head)) and bool(_MONITOR.search(head))
    )


def _read(source: Source) -> Reading:
    from sdd_impact.notation import Mapping, Sequence, load_json

    if not _MARKS.search(source.data):
        return Reading()
    try:
        root = load_json(source)
    except NotationError as error:
        return Reading(unread=(Unread(source.path, error.message, error.line),))
    if not isinstance(root, Mapping):
        return Reading()
    rules = root.get("rules")
    if not isinstance(rules, Sequence) or _text(root.get("plugin")) == "custom":
        return Reading()
    searches: list[SavedSearch] = []
    unread: list[Unread] = []
    names: dict[str, int] = {}
    for item in rules.items:
        pattern = _text(item.get("pattern")) if isinstance(item, Mapping) else ""
        if not isinstance(item, Mapping) or not pattern:
            unread.append(Unread(source.path, "a rule without a `pattern`", item.line))
            continue
        problem = _problem(pattern)
        if problem:
            unread.append(Unread(source.path, f"{pattern[:_SHOWN]} cannot be read: {problem}", item.line))
            continue
        name = _text(item.get("reason")) or _text(item.get("condition")) or pattern[:_SHOWN]
        names[name] = names.get(name, 0) + 1
        searches.append(_search(source.path, root, item, pattern, name if names[name] == 1 else f"{name} ({names[name]})"))
    return Reading(tuple(searches), tuple(unread))


def _search(path: str, root: Mapping, item: Mapping, pattern: str, name: str) -> SavedSearch:
    entry = item.entry("pattern")
    line = entry.key.line if entry else item.line
    parts = [_query(pattern)]
    places = [_text(root.get(key)) for key in ("logPath",)]
    config = root.get("pluginConfig")
    source = _text(config.get("source")) if _is_mapping(config) else ""
    parts.extend(Routing(place) for place in (*places, f"source={source}" if source else "") if place)
    return SavedSearch(
        name=name,
        format="npd",
        location=Location(path, line, 1, line),
        text=pattern,
        query=parts[0] if len(parts) == 1 else AllOf(tuple(parts)),
        owner=_text(root.get("owner")),
        alert=True,
    )


def _query(pattern: str) -> Query:
    """One line of a statement is the last of the buffer, so the pattern ends where the message does. What spans lines is divided."""
    pieces = [piece for piece in _ANY_LINES.split(pattern) if re.search(r"\w{3}", piece)]
    if not _ANY_LINES.search(pattern) or not pieces or any(map(_problem, pieces)):
        return Regex(rf"{pattern}\z", "re2", field="message")
    from sdd_impact.searches._trees import any_of

    lines = any_of(Regex(piece, "re2", field="message") for piece in pieces)
    return AllOf((lines, Opaque(pattern, "the rule joins several lines")))


def _problem(pattern: str) -> str:
    from sdd_impact.patterns import PatternError, read

    found = read(pattern, "re2", "")
    return f"{found.message} (at character {found.position + 1})" if isinstance(found, PatternError) else ""


def _text(node: Node | None) -> str:
    from sdd_impact.notation import Scalar

    return node.value if isinstance(node, Scalar) and isinstance(node.value, str) else ""


def _is_mapping(node: Node | None) -> TypeGuard[Mapping]:
    from sdd_impact.notation import Mapping

    return isinstance(node, Mapping)


FORMAT = SearchFormat(
    name="npd",
    paths=_PATHS,
    recognises=_recognises,
    read=_read,
)
