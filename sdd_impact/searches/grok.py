"""Grok: filters of Logstash, and the processors grok and dissect of Elasticsearch's ingest pipelines.

A grok takes fields out of a line. A line that none of its patterns fits keeps its text, loses all fields, and is marked as failed, so every search
on those fields goes blind: fitting is what is asked here. Semantics: the references of Logstash's grok filter and of the grok processor.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.errors import NotationError
from sdd_impact.model import (
    AllOf,
    AnyOf,
    Location,
    Opaque,
    Query,
    Reading,
    Regex,
    Routing,
    SavedSearch,
    SearchFormat,
    Source,
    Unread,
)
from sdd_impact.searches._globs import translate
from sdd_impact.searches._parts import asks_nothing
from sdd_impact.searches._trees import EVERY_LINE, all_of, negation
from sdd_impact.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sdd_impact.notation import Mapping as MappingNode
    from sdd_impact.notation import Node
    from sdd_impact.searches._grok import Branch, Grok, Parsed

_STAGE = late.regex(rb"^[ \t]*(?:filter|input|output)[ \t\r\n]*\{", re.MULTILINE)
_GROK = late.regex(rb"\bgrok[ \t\r\n]*\{")
#: What makes a configuration of Logstash read a line.
_READS = late.regex(rb"\b(?:grok|dissect)[ \t\r\n]*\{|\[(?:[Mm]essage|original)\]")
#: As a key of a block at the beginning of a line, or in braces wherever it stands.
_PROCESSORS = late.regex(rb"""(?:^[ \t]*|[{,]\s*)["']?processors["']?[ \t]*:""", re.MULTILINE)
_GROK_KEY = late.regex(rb"""["']?\b(?:grok|dissect)["']?[ \t]*:""")
_PATTERN_FILE = late.regex(r"(?:^|/)(?:grok[-_])?patterns?(?:\.d)?/[^/]+$")
_OWNER = late.regex(r"#[ \t]*owner[ \t]*[:=][ \t]*(\S+(?:[ \t]+\S+)*)", re.IGNORECASE)
_PATHS = (
    "**/logstash*/**/*.conf",
    "**/*logstash*.conf",
    "**/pipeline/*.conf",
    "**/pipelines/*.conf",
    "**/conf.d/*.conf",
    "**/ingest_pipeline/*.json",
    "**/ingest_pipeline/*.yml",
    "**/ingest/*.json",
    "**/ingest/*.yml",
    "**/*ingest*pipeline*.json",
)
_LOOKED_INTO = late.regex("|".join(map(translate, _PATHS)))
_LINE = frozenset({"", "message", "event.original", "log", "_raw"})
_CONTENT = late.regex(r"ctx\??\.message")
_FAILURE = late.regex(r"_(?:grokparse|dissect)failure")
_CAPTURED = late.regex(r"\(\?<([\w.]+)>")
_DOCUMENTS = (".json", ".yml", ".yaml")
#: Plugins that tell somebody.
_TELLS = frozenset(
    {
        "email",
        "pagerduty",
        "slack",
        "nagios",
        "nagios_nsca",
        "sns",
        "zabbix",
        "opsgenie",
        "xmpp",
        "jira",
        "hipchat",
        "irc",
        "victorops",
    }
)
_MOST_COMPANIONS = 40
_SIZE = 1_100_000
_SHOWN = 80


def _recognises(path: str, head: bytes) -> bool:
    """A file that was looked into because of its path is ours, and silent where it holds no grok."""
    if _LOOKED_INTO.fullmatch(path):
        return True
    if path.endswith((".conf", ".cfg", ".logstash")):
        return bool(_STAGE.search(head) or _GROK.search(head))
    return path.endswith((".json", ".yml", ".yaml")) and bool(_PROCESSORS.search(head) and _GROK_KEY.search(head))


def _companions(source: Source, paths: tuple[str, ...]) -> tuple[str, ...]:
    """Pattern files: those in a folder ``patterns`` beside the file or above it."""
    if not _GROK.search(source.data):
        return ()
    folders = source.path.split("/")[:-1]
    above = {"/".join(folders[:length]) for length in range(len(folders) + 1)}
    found = [path for path in paths if _PATTERN_FILE.search(path) and "/".join(path.split("/")[:-2]) in above]
    return tuple(sorted(found)[:_MOST_COMPANIONS])


class _One(NamedTuple):
    """A grok of any kind, ready to be made into a search."""

    match: tuple[tuple[str, str], ...]
    definitions: tuple[tuple[str, str], ...]
    name: str
    line: int
    end_line: int
    conditions: tuple[Query, ...] = ()
    dissected: bool = False


def _read(source: Source, companions: tuple[Source, ...] = ()) -> Reading:
    from sdd_impact.searches._grok import definitions

    if len(source.data) > _SIZE:
        return Reading(unread=(Unread(source.path, f"the file is too large: more than {_SIZE:,} bytes", 1),))
    given: dict[str, str] = {}
    for each in companions:
        given.update(definitions(each.data[:_SIZE].decode("utf-8", "replace")))
    text = source.data.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "surrogateescape")
    unread: list[Unread] = []
    parsed = _parsed(source, text)
    found = tuple(_found(source, parsed, unread))
    stem = source.path.rpartition("/")[2].rpartition(".")[0] or source.path
    owner = next((each.group(1) for each in _OWNER.finditer(text)), "")
    searches: list[SavedSearch] = []
    captured: set[str] = set()
    for number, one in enumerate(found, 1):
        search = _search(source.path, one, given, captured, unread)
        if search is not None:
            plain = stem if len(found) == 1 else f"{stem} ({number})"
            searches.append(search._replace(name=one.name or plain, owner=owner))
    if parsed is not None and parsed.chosen:
        searches += [each._replace(owner=owner) for each in _branches(source.path, parsed, stem)]
        searches.sort(key=lambda each: each.location.line)
    return Reading(tuple(searches), tuple(unread))


def _parsed(source: Source, text: str) -> Parsed | None:
    """The configuration of Logstash that a file is; None where it is none, or has nothing that reads a line."""
    if source.path.endswith(_DOCUMENTS) or not _READS.search(source.data):
        return None
    from sdd_impact.searches._grok import groks

    return groks(text)


def _found(source: Source, parsed: Parsed | None, unread: list[Unread]) -> Iterator[_One]:
    if parsed is not None:
        unread.extend(Unread(source.path, f"a filter cannot be read: {message}", line) for line, message in parsed.broken)
        for each in parsed.groks:
            yield from _logstash(each)
    elif _PROCESSORS.search(source.data) and _GROK_KEY.search(source.data):
        yield from _processors(source, unread)


def _logstash(grok: Grok) -> Iterator[_One]:
    """A grok with all its patterns; of a dissect, one for each field."""
    conditions = tuple(map(_around, grok.branches))
    for match in [(each,) for each in grok.match] if grok.dissects and grok.match else [grok.match]:
        yield _One(match, grok.definitions, grok.id, grok.line, grok.end_line, conditions, grok.dissects)


@lru_cache(1_024)
def _around(branch: Branch) -> Query:
    """What a branch asks of what stands in it. Its own condition on the message is a search by itself, so that each has its own verdict and its own new text."""
    from sdd_impact.searches._grok import looks_at_message

    if _FAILURE.search(branch.text):
        return Opaque(branch.written, "the condition asks whether an earlier filter fitted")
    before = _tried(branch)
    if looks_at_message(branch.text):
        own: Query = Opaque(branch.written, "the condition is a search of its own")
    else:
        own = Routing(branch.written) if branch.text or not before else EVERY_LINE
    return all_of((own, *before))


def _tried(branch: Branch) -> list[Query]:
    """The conditions on the message that were tried before a branch, and did not hold."""
    from sdd_impact.searches._grok import condition, looks_at_message

    return [negation(condition(each)) for each in branch.before if looks_at_message(each)]


def _branches(path: str, parsed: Parsed, stem: str) -> Iterator[SavedSearch]:
    """The branches that look at the message: what stands in them is done to those lines alone."""
    from sdd_impact.searches._grok import condition, looks_at_message

    counted: dict[str, int] = {}
    for branch, around, plugin in parsed.chosen:
        own = condition(branch.text) if looks_at_message(branch.text) else EVERY_LINE
        if asks_nothing(own):
            continue
        query = all_of((own, *_tried(branch), *map(_around, around)))
        name = f"{stem}: {plugin or 'if'}"
        counted[name] = counted.get(name, 0) + 1
        numbered = name if counted[name] == 1 else f"{name} ({counted[name]})"
        place = Location(path, branch.line, 1, branch.end_line)
        yield SavedSearch(numbered, "grok", place, branch.text, query, alert=plugin in _TELLS)


def _processors(source: Source, unread: list[Unread]) -> Iterator[_One]:
    """The grok processors of a pipeline, wherever they stand in it."""
    from sdd_impact.notation import Mapping, Sequence, load_json, load_yaml

    try:
        root = load_json(source) if source.path.endswith(".json") else load_yaml(source)
    except NotationError as error:
        unread.append(Unread(source.path, error.message, error.line))
        return
    todo: list[Node] = [root]
    while todo:
        node = todo.pop()
        if isinstance(node, Sequence):
            todo.extend(reversed(node.items))
        elif isinstance(node, Mapping):
            for entry in reversed(node.entries):
                if entry.key.text == "grok" and isinstance(entry.value, Mapping) and entry.value.get("patterns") is not None:
                    yield _processor(entry.value, entry.key.line)
                elif entry.key.text == "dissect" and isinstance(entry.value, Mapping) and entry.value.get("pattern") is not None:
                    yield _dissect(entry.value, entry.key.line)
                else:
                    todo.append(entry.value)


def _processor(node: MappingNode, line: int) -> _One:
    field = (_texts(node.get("field")) or ["message"])[0]
    patterns = _texts(node.get("patterns"))
    own = node.get("pattern_definitions")
    from sdd_impact.notation import Mapping

    entries = own.entries if isinstance(own, Mapping) else ()
    named = tuple((entry.key.text, (_texts(entry.value) or [""])[0]) for entry in entries)
    last = node.get("patterns")
    end = max((item.line for item in getattr(last, "items", ())), default=line)
    return _One(
        tuple((field, pattern) for pattern in patterns), named, (_texts(node.get("tag")) or [""])[0], line, end,
        _conditions(node),
    )  # fmt: skip


def _dissect(node: MappingNode, line: int) -> _One:
    field = (_texts(node.get("field")) or ["message"])[0]
    patterns = _texts(node.get("pattern"))
    end = getattr(node.get("pattern"), "line", line)
    name = (_texts(node.get("tag")) or [""])[0]
    return _One(tuple((field, pattern) for pattern in patterns), (), name, line, end, _conditions(node), dissected=True)


def _conditions(node: MappingNode) -> tuple[Query, ...]:
    """A processor's ``if`` is a script: it says where events come from, unless it looks at the message."""
    return tuple(
        Opaque(each, "the condition looks at the line") if _CONTENT.search(each) else Routing(each)
        for each in _texts(node.get("if"))
    )


def _texts(node: Node | None) -> list[str]:
    from sdd_impact.notation import Scalar, Sequence

    items = node.items if isinstance(node, Sequence) else (node,)
    return [item.value for item in items if isinstance(item, Scalar) and isinstance(item.value, str)]


def _search(path: str, one: _One, given: Mapping[str, str], captured: set[str], unread: list[Unread]) -> SavedSearch | None:
    own = {**given, **dict(one.definitions)}
    choices: dict[str, Query] = {}
    for field, pattern in dict.fromkeys(one.match):
        if one.dissected:
            from sdd_impact.searches._grok import dissected

            query, problem = _pattern(field, dissected(pattern), {}, captured)
        else:
            query, problem = _pattern(field, pattern, own, captured)
        if problem:
            unread.append(Unread(path, f"{pattern[:_SHOWN]} cannot be read: {problem}", one.line))
        else:
            choices.setdefault(pattern, query)
    if not choices:
        if not one.match:
            unread.append(Unread(path, "a dissect without a `mapping`" if one.dissected else "a grok without a `match`", one.line))
        return None
    for query in choices.values():
        captured.update(_CAPTURED.findall(query.pattern if isinstance(query, Regex) else str(query)))
    parts: list[Query] = [AnyOf(tuple(choices.values())) if len(choices) > 1 else next(iter(choices.values()))]
    parts.extend(one.conditions)
    return SavedSearch(
        name="", format="grok", location=Location(path, one.line, 1, one.end_line), text="\n".join(choices),
        query=all_of(parts), parts=tuple(choices) if len(choices) > 1 else (),
    )  # fmt: skip


def _pattern(field: str, pattern: str, own: Mapping[str, str], captured: set[str]) -> tuple[Query, str]:
    from sdd_impact.patterns import PatternError, read
    from sdd_impact.searches._grok import expand

    found = expand(pattern, own)
    tree = read(found.text, "oniguruma", "")
    name = field.replace("][", ".").strip("[]")
    where = "" if name in _LINE else "message" if name in captured else name
    regex = Regex(found.text, "oniguruma", field=where)
    if isinstance(tree, PatternError):
        return regex, f"{tree.message} (at character {tree.position + 1} of what it stands for)"
    missing = tuple(Opaque(each, "the pattern is not at hand") for each in found.missing)
    return AllOf((regex, *missing)) if missing else regex, ""


FORMAT = SearchFormat(
    name="grok",
    paths=_PATHS,
    recognises=_recognises,
    read=_read,
    companions=_companions,
    read_with=_read,
)  # fmt: skip
