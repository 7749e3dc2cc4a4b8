"""Fluent Bit: parsers that take fields out of lines, and filters that keep, drop, count or re-tag them.

A line that no longer fits a parser has no fields; one that no longer fits a filter goes elsewhere. ``docs/searches/fluentbit.md`` says where each rule
comes from.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from sdd_impact import late
from sdd_impact.errors import NotationError
from sdd_impact.model import Location, Opaque, Query, Reading, Regex, Routing, SavedSearch, SearchFormat, Source, Unread
from sdd_impact.searches._trees import all_of, any_of, negation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sdd_impact.searches._fluentbit import Section

_PATHS = tuple(
    f"**/{name}.{suffix}"
    for name in ("*fluent*bit*", "fluent*/**/*", "parsers*")
    for suffix in ("conf", "yaml", "yml")
)  # fmt: skip
_CLASSIC = late.regex(
    rb"^[ \t]*\[(?:PARSER|FILTER|MULTILINE_PARSER|SERVICE|INPUT|OUTPUT)\][ \t]*\r?$", re.IGNORECASE | re.MULTILINE
)
_MODERN = late.regex(rb"^[ \t]*(?:parsers|multiline_parsers|pipeline)[ \t]*:", re.MULTILINE)
_TOP = late.regex(r"^(?:parsers|multiline_parsers|pipeline)[ \t]*:", re.MULTILINE)
_ASKS = late.regex(rb"(?i)\b(?:regex|rule|exclude)\b")
_VARIABLE = late.regex(r"\$\{\w+\}")
#: An expression may stand between slashes, with options behind it.
_BETWEEN = late.regex(r"/(.*)/([imxo]*)", re.DOTALL)
_RULE = late.regex(r'"([^"]*)"\s+"(.*)"\s+"([^"]*)"')
_LINE = frozenset({"log", "message", "msg", "MESSAGE", "line"})
_GREPS = frozenset({"grep", "log_to_metrics"})
_SHOWN = 80
#: Fluent Bit compiles with Onigmo and Ruby's syntax.
_DIALECT: Final = "oniguruma"


def _recognises(path: str, head: bytes) -> bool:
    """What was opened because of its name, and has no section of Fluent Bit's, is silent."""
    if path.endswith((".yaml", ".yml")):
        return bool(_MODERN.search(head) or _CLASSIC.search(head)) or "fluent" in path.lower()
    return path.endswith(".conf") and bool(_CLASSIC.search(head))


def _read(source: Source) -> Reading:
    from sdd_impact.searches._fluentbit import classic

    text = source.data.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "surrogateescape").replace("\r\n", "\n")
    unread: list[Unread] = []
    sections: tuple[Section, ...] = ()
    if _CLASSIC.search(source.data):
        sections, broken = classic(text)
        unread.extend(Unread(source.path, "a line of a section is no key with a value", line) for line in broken)
    if source.path.endswith((".yaml", ".yml")) and _ASKS.search(source.data) and _MODERN.search(source.data):
        try:
            sections = (*sections, *_modern(text, source.path))
        except NotationError as error:
            unread.append(Unread(source.path, error.message, error.line))
    searches: list[SavedSearch] = []
    counted: dict[str, int] = {}
    for section in sections:
        for name, shown, query in _searches(section):
            problem = next(_problems(query), "")
            if problem:
                unread.append(Unread(source.path, problem, section.line))
                continue
            counted[name] = counted.get(name, 0) + 1
            own = name if counted[name] == 1 else f"{name} ({counted[name]})"
            place = Location(source.path, section.line, 1, section.end_line)
            searches.append(SavedSearch(own, "fluentbit", place, shown, query, owner=section.owner))
    return Reading(tuple(searches), tuple(unread))


def _modern(text: str, path: str) -> Iterator[Section]:
    """The sections of a YAML document, and of the files that stand in it as texts.

    :raises NotationError: where the document, or one of the files, is no YAML.
    """
    from sdd_impact.notation import load_yaml
    from sdd_impact.searches._fluentbit import modern, texts

    root = load_yaml(text, path)
    yield from modern(root)
    for each in texts(root):
        if not _TOP.search(each.text):
            continue
        try:
            inner = load_yaml(each.text, path)
        except NotationError as error:
            raise NotationError(error.message, file=path, line=error.line + each.line, column=error.column) from None
        yield from (
            section._replace(line=section.line + each.line, end_line=section.end_line + each.line) for section in modern(inner)
        )


def _searches(section: Section) -> Iterator[tuple[str, str, Query]]:
    """Yield the name, the text and the query of each search of a section."""
    name = section.get("name")
    plugin = name.lower()
    if section.kind == "parser" and section.get("regex"):
        pattern = section.get("regex")
        yield name or "parser", pattern, _pattern(pattern, "")
    elif section.kind == "multiline_parser":
        yield from _multiline(section, name)
    elif section.kind == "filter" and plugin in _GREPS:
        yield from _grep(section, plugin)
    elif section.kind == "filter" and plugin == "rewrite_tag":
        for _, rule in section.all("rule"):
            words = rule.split()
            if len(words) >= 3:
                # KEY REGEX NEW_TAG KEEP: the expression has no spaces.
                yield f"rewrite_tag {words[2]}", words[1], all_of((_pattern(words[1], words[0]), *_tag(section)))


def _multiline(section: Section, name: str) -> Iterator[tuple[str, str, Query]]:
    """The expression that the first line of a record fits; the rest of a record is no line of its own."""
    for _, rule in section.all("rule"):
        match = _RULE.fullmatch(rule.strip())
        if match and match.group(1) == "start_state":
            yield f"{name or 'multiline_parser'}: first line", match.group(2), _pattern(match.group(2), "")


def _grep(section: Section, plugin: str) -> Iterator[tuple[str, str, Query]]:
    """``Regex`` keeps what fits all of them, ``Exclude`` drops what fits one; ``Logical_Op`` says otherwise. A filter that only drops is what it drops."""
    operator = section.get("logical_op").lower()
    kept = [_condition(value) for _, value in section.all("regex")]
    dropped = [_condition(value) for _, value in section.all("exclude")]
    shown = "\n".join(value.partition(" ")[2].strip() or value for _, value in section.all("regex", "exclude"))
    name = section.get("metric_name") or section.get("alias") or plugin
    if kept:
        parts = [any_of(kept) if operator == "or" else all_of(kept), *map(negation, dropped)]
    elif dropped:
        parts = [all_of(dropped) if operator == "and" else any_of(dropped)]
        name = f"{name} (drops)"
    else:
        return
    yield name, shown, all_of((*parts, *_tag(section)))


def _condition(value: str) -> Query:
    key, _, pattern = value.partition(" ")
    return _pattern(pattern.strip(), key)


def _tag(section: Section) -> tuple[Query, ...]:
    match = section.get("match") or section.get("match_regex")
    return (Routing(f"Match {match}"),) if match and match != "*" else ()


def _pattern(pattern: str, key: str) -> Query:
    if _VARIABLE.search(pattern):
        return Opaque(pattern, "has a variable of the environment")
    name = re.sub(r"\['([^']*)'\]", r".\1", key.lstrip("$"))
    between = _BETWEEN.fullmatch(pattern)
    if between:
        flags = "".join(sorted(set(between.group(2)) & set("imx")))
        pattern = f"(?{flags})" * bool(flags) + between.group(1)
    return Regex(pattern, _DIALECT, "", "" if name == "" or name in _LINE else name)


def _problems(query: Query) -> Iterator[str]:
    """Yield what is wrong with the regular expressions of a query."""
    from sdd_impact.patterns import PatternError, read

    for part in (query, *getattr(query, "parts", ())):
        inner = getattr(part, "part", part)
        if isinstance(inner, Regex):
            found = read(inner.pattern, _DIALECT, "")
            if isinstance(found, PatternError):
                yield f"{inner.pattern[:_SHOWN]} cannot be read: {found.message} (at character {found.position + 1})"


FORMAT = SearchFormat(
    name="fluentbit",
    paths=_PATHS,
    recognises=_recognises,
    read=_read,
)
