"""Kibana and OpenSearch Dashboards: saved objects and rules, as NDJSON, JSON or Terraform; rules of ElastAlert (YAML) and of Elastic's detections (TOML).

``docs/searches/kibana.md`` says what is understood of KQL, of Lucene's query strings and of the query DSL, and where each rule comes from.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.errors import NotationError
from sdd_impact.model import Location, Reading, SavedSearch, SearchFormat, Source, Unread
from sdd_impact.searches import _terraform
from sdd_impact.searches._globs import is_one_of
from sdd_impact.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sdd_impact.notation import Node
    from sdd_impact.searches._elastic.found import Found

_NAMED = ("kibana", "opensearch", "elastic", "saved*object", "watch", "monitor", "alert")
_RULES = ("elastalert", "rule", "alert")
_PATHS = (
    "**/*.ndjson",
    "**/*.tf",
    "**/*.tofu",
    "**/*.tf.json",
    "**/*.tofu.json",
    *(f"**/*{word}*{rest}.json" for word in _NAMED for rest in ("", "/**/*")),
    *(f"**/*{word}*{rest}.{suffix}" for word in _RULES for rest in ("", "/**/*") for suffix in ("yaml", "yml")),
    *(f"**/*{word}*/**/*.toml" for word in ("rule", "detection")),
)
_OBJECT = late.regex(
    rb'"(?:kibanaSavedObjectMeta|searchSourceJSON|visState|panelsJSON|rule_type_id|alertTypeId|saved_objects|coreMigrationVersion)"'
    rb'|"_?type"\s*:\s*"(?:search|visualization|dashboard|lens|query|alert|security-rule|monitor)"'
    rb'|"rule_id"\s*:|"inputs"\s*:\s*\[\s*\{\s*"search"|"input"\s*:\s*\{\s*"(?:search|chain)"'
)
_ATTRIBUTES = late.regex(rb'\s*(?:\[\s*)?\{\s*"(?:attributes|id)"\s*:')
_OURS = late.regex(
    rb'"(?:kibanaSavedObjectMeta|searchSourceJSON|rule_type_id|alertTypeId|coreMigrationVersion|rule_id|match_phrase|query_string)"'
)
_ELASTALERT = (
    late.regex(rb"^filter[ \t]*:", re.MULTILINE),
    late.regex(rb"^index[ \t]*:", re.MULTILINE),
    late.regex(rb"^type[ \t]*:", re.MULTILINE),
)
_DETECTION = late.regex(rb"^\[rule\]\s*$", re.MULTILINE)
#: Words without one of which a file of Terraform has no resource that is read here.
_WORDS = (b"elasticstack", b"opensearch", b"elasticsearch")
_DEEPEST = 12


def _recognises(path: str, head: bytes) -> bool:
    """By the path, then a file of something else is passed over in silence; else by what it begins with."""
    return is_one_of(path, _PATHS) or _may_hold(path, head)


def _may_hold(path: str, data: bytes) -> bool:
    if _terraform.is_terraform(path):
        return any(word in data for word in _WORDS)
    if path.endswith(".ndjson"):
        return bool(_OBJECT.search(data) or _ATTRIBUTES.match(data))
    if path.endswith(".json"):
        return bool(_OBJECT.search(data))
    if path.endswith((".yaml", ".yml")):
        return all(each.search(data) for each in _ELASTALERT)
    return path.endswith(".toml") and _DETECTION.search(data) is not None


def _companions(source: Source, paths: tuple[str, ...]) -> tuple[str, ...]:
    return _terraform.neighbours(source, paths, _WORDS)


def _read(source: Source, companions: tuple[Source, ...] = ()) -> Reading:
    if not _may_hold(source.path, source.data):
        return Reading()
    if _terraform.is_terraform(source.path):
        return _resources(source, companions)
    from sdd_impact.searches._logql.names import Names

    names = Names()
    unread: list[Unread] = []
    searches: list[SavedSearch] = []
    for piece in _pieces(source, unread):
        for found, node in _found(piece.root, 0):
            searches.append(_search(found, piece, node, names))
    return Reading(tuple(searches), tuple(unread))


def _resources(source: Source, companions: tuple[Source, ...]) -> Reading:
    from sdd_impact.searches._elastic import resources

    terraform = _terraform.Terraform(source, companions, resources.WANTED)
    # a module that is broken is hardly one that is given a query
    return Reading(
        tuple(resources.searches(terraform)), tuple(each for each in terraform.unread if not each.reason.startswith("module"))
    )


class _Piece(NamedTuple):
    """A document of a file. ``before`` is the number of lines above it, ``owner`` whom a comment at its head names."""

    path: str
    root: Node
    before: int = 0
    owner: str = ""
    last: int = 0


def _pieces(source: Source, unread: list[Unread]) -> Iterator[_Piece]:
    path = source.path
    if path.endswith((".yaml", ".yml")):
        from sdd_impact.searches._logql.documents import documents

        found, broken = documents(source)
        unread.extend(broken)
        yield from (_Piece(path, each.root, each.before, each.owner(each.root)) for each in found)
    elif path.endswith(".ndjson"):
        for number, line in enumerate(source.data.split(b"\n")):
            if line.strip():
                yield from _loaded(Source(path, line.rstrip(b"\r")), number, unread, "json")
    else:
        yield from _loaded(source, 0, unread, "toml" if path.endswith(".toml") else "json")


def _loaded(source: Source, before: int, unread: list[Unread], notation: str) -> Iterator[_Piece]:
    from sdd_impact.notation import load_json, load_toml

    try:
        root = load_toml(source) if notation == "toml" else load_json(source)
    except NotationError as error:
        ours = _OURS if notation == "json" else _DETECTION
        if source.path.endswith(".ndjson") or ours.search(source.data):
            unread.append(Unread(source.path, error.message, before + error.line))
        return
    yield _Piece(source.path, root, before, last=before + source.data.count(b"\n") + 1)


def _found(node: Node, depth: int) -> Iterator[tuple[Found, Node]]:
    """Every search below a node, with the node of the object that it belongs to."""
    from sdd_impact.notation import Mapping, Sequence, plain
    from sdd_impact.searches._elastic.objects import searches

    if depth > _DEEPEST:
        return
    if isinstance(node, Sequence):
        for item in node.items:
            yield from _found(item, depth + 1)
    elif isinstance(node, Mapping):
        found = searches(plain(node)) if _may_be_one(node) else None
        if found is not None:
            inner = node.get("rule")  # in TOML the rule stands below its metadata
            yield from ((each, inner if isinstance(inner, Mapping) else node) for each in found)
            return
        for entry in node.entries:
            yield from _found(entry.value, depth + 1)


def _may_be_one(node: Node) -> bool:
    keys = {entry.key.text for entry in getattr(node, "entries", ())}
    return bool(keys & {"attributes", "_source", "rule", "rule_id", "params", "inputs", "input", "filter"})


def _search(found: Found, piece: _Piece, node: Node, names: object) -> SavedSearch:
    line = piece.before + node.line
    return SavedSearch(
        name=names.give(found.name or piece.path.rpartition("/")[2].rpartition(".")[0], found.apart),  # type: ignore[attr-defined]  # Names is imported late
        format="kibana",
        location=Location(piece.path, line, node.column, max(line, piece.last)),
        text=found.text,
        query=found.parsed.query,
        owner=found.owner or piece.owner,
        alert=found.alert,
        parts=found.parsed.parts,
    )


FORMAT = SearchFormat(name="kibana", paths=_PATHS, recognises=_recognises, read=_read, companions=_companions, read_with=_read)
