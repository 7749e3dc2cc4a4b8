"""fail2ban: the filters in ``filter.d``, each a list of expressions that find failed attempts.

How a filter is put together: jail.conf(5), "Filter". Its files (``common.conf``, the ``.local`` beside it) are read from the same folder.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.model import (
    AllOf,
    AnyOf,
    Location,
    Not,
    Opaque,
    Query,
    Reading,
    Regex,
    Routing,
    SavedSearch,
    SearchFormat,
    Source,
    Unread,
)  # fmt: skip

if TYPE_CHECKING:
    from sdd_impact.searches._fail2ban import Rule, Rules

_FILE = late.regex(r"(?:^|/)filter\.d/[^/]+\.(?:conf|local)$")
_SECTION = late.regex(rb"^\[(?:Definition|INCLUDES|DEFAULT|Init)\]", re.MULTILINE)
_EXPRESSIONS = late.regex(rb"^(?:failregex|ignoreregex|prefregex)[ \t]*[=:]", re.MULTILINE)
_INCLUDES = late.regex(rb"^(?:before|after)[ \t]*[=:]((?:.*\n?)(?:[ \t]+.*\n?)*)", re.MULTILINE)
_MOST_COMPANIONS = 60
_SHOWN = 80
#: What a date may look like, where a layout that is known prints one in front of all.
_DATE = r"(?:\[?(?:[A-Z][a-z]{2} +)*[0-9][0-9TZ:.,/+ -]*\]?:?\s+)?"
#: Up to so many expressions are tried on the line too, behind its date; those of longer lists on the message only, which costs far less.
_MOST_ON_LINES = 8


def _recognises(path: str, head: bytes) -> bool:
    """A file that was looked into because of its path is ours, and silent where it is no filter."""
    if _FILE.search(path):
        return True
    return path.endswith((".conf", ".local")) and bool(_EXPRESSIONS.search(head)) and b"[Definition]" in head


def _companions(source: Source, paths: tuple[str, ...]) -> tuple[str, ...]:
    """The files that this one names, those of the folder that are there to be included, and its other half."""
    folder, _, name = source.path.rpartition("/")
    named = {word.decode("utf-8", "replace") for each in _INCLUDES.findall(source.data) for word in each.split()}
    stem = _stem(name)
    found = [
        path for path in paths
        if path != source.path and path.rpartition("/")[0] == folder and path.endswith((".conf", ".local"))
        and ((short := path.rpartition("/")[2]) in named or "common" in short or _stem(short) == stem)
    ]  # fmt: skip
    return tuple(sorted(found)[:_MOST_COMPANIONS])


def _stem(name: str) -> str:
    return name.removesuffix(".conf").removesuffix(".local")


def _read(source: Source, companions: tuple[Source, ...] = ()) -> Reading:
    from sdd_impact.searches._fail2ban import merge, parse, rules

    name = source.path.rpartition("/")[2]
    stem = _stem(name)
    if not (_SECTION.search(source.data) or _EXPRESSIONS.search(source.data)):
        return Reading()
    own = name if name.endswith((".conf", ".local")) else f"{name}.conf"
    others = {each.path.rpartition("/")[2]: each for each in companions}
    ini = parse(source.data, source.path)
    unread = [Unread(source.path, each.reason, each.number) for each in ini.broken]
    if own.endswith(".local") and f"{stem}.conf" in others:
        return Reading(unread=tuple(unread))  # it is read with the filter that it changes
    files = {**{short: each.data for short, each in others.items()}, own: source.data}
    paths = {**{short: each.path for short, each in others.items()}, own: source.path}
    settings = merge(stem, files, paths)
    option = settings.option("failregex")
    if option is None or not option.value or "Definition" not in settings.sections:
        return Reading(unread=tuple(unread))  # a file for others to include
    found = rules(settings)
    every = (*found.fail, *found.ignore, *((found.apart,) if found.apart else ()))
    unread.extend(_unread(rule, source.path) for rule in every if rule.problem)
    if found.cut:
        unread.append(Unread(source.path, "more expressions than are read", found.cut))
    fail = tuple(rule for rule in found.fail if not rule.problem)
    if not fail:
        return Reading(unread=tuple(unread))
    here = [line.number for line in option.lines if line.path == source.path] or [1]
    search = SavedSearch(
        name=stem,
        format="fail2ban",
        location=Location(source.path, here[0], 1, here[-1]),
        text="\n".join(rule.shown for rule in fail),
        query=_query(found, fail),
        owner=ini.owner,
        alert=True,
        parts=tuple(rule.shown for rule in fail) if len(fail) > 1 else (),
    )
    return Reading((search,), tuple(dict.fromkeys(unread)))


def _unread(rule: Rule, path: str) -> Unread:
    return Unread(rule.path or path, f"{rule.shown[:_SHOWN]} cannot be read: {rule.problem}", max(rule.line, 1))


def _query(found: Rules, fail: tuple[Rule, ...]) -> Query:
    lines = found.lines, len(fail) <= _MOST_ON_LINES
    choices = tuple(_rule(rule, *lines) for rule in fail)
    parts: list[Query] = [AnyOf(choices) if len(choices) > 1 else choices[0]]
    if found.apart is not None and not found.apart.problem:
        parts.append(_rule(found.apart, *lines))
    parts.extend(Not(_rule(rule, *lines)) for rule in found.ignore if not rule.problem)
    if found.journal.strip():
        parts.append(Routing(" ".join(found.journal.split())))
    return parts[0] if len(parts) == 1 else AllOf(tuple(parts))


def _rule(rule: Rule, lines: int, on_lines: bool) -> Query:
    """One expression; where it joins several lines, each of them is one that it needs."""
    flags = "m" if lines > 1 else ""
    needed = tuple(_line(pattern, flags, on_lines) for pattern in rule.patterns)
    parts: list[Query] = [needed[0] if len(needed) == 1 else AnyOf(needed)] if needed else []
    parts.extend(Opaque(name, "the setting is not at hand") for name in rule.missing)
    if len(needed) > 1:
        parts.append(Opaque("<SKIPLINES>", "the filter joins several lines"))
    return parts[0] if len(parts) == 1 else AllOf(tuple(parts))


def _line(pattern: str, flags: str, on_lines: bool) -> Query:
    """An expression that begins at the beginning of the line does so behind the date and the prefix, which fail2ban takes off: at the
    beginning of the message, or of a line that may have a date in front."""
    from sdd_impact.searches._fail2ban import alternatives

    choices = alternatives(pattern)
    if not all(each.startswith("^") for each in choices):
        return Regex(pattern, "python", flags)
    message = Regex(pattern, "python", flags, "message")
    dated = "|".join(f"^{_DATE}{each[1:]}" for each in choices)
    return AnyOf((message, Regex(dated, "python", flags))) if on_lines else message


FORMAT = SearchFormat(
    name="fail2ban",
    paths=("**/filter.d/*.conf", "**/filter.d/*.local"),
    recognises=_recognises,
    read=_read,
    companions=_companions,
    read_with=_read,
)
