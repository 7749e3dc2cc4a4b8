"""Documents of Google Cloud: metrics, alert policies, sinks and saved queries as gcloud prints them, and Config Connector's resources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdd_impact.searches._gcp.extractors import with_extractions
from sdd_impact.searches._gcp.query import Parsed, parse
from sdd_impact.searches._terraform import owner_in
from sdd_impact.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sdd_impact.notation import Mapping, Node

_NAMES = ("displayName", "name", "metricName")
#: Keys beside ``filter`` by which a metric, a sink or an exclusion is told from other mappings with a filter.
_BESIDE = frozenset(
    {"metricDescriptor", "labelExtractors", "valueExtractor", "destination", "destinationRef", "writerIdentity", "sinkName"}
)
_KINDS = frozenset({"LoggingLogMetric", "LoggingLogSink", "LoggingLogExclusion", "MonitoringAlertPolicy"})
_LABELS = ("userLabels", "labels")
_MOST_NODES = 100_000


class Found(NamedTuple):
    """A search of a document, with the place of the mapping that holds it."""

    text: str
    parsed: Parsed
    name: str
    owner: str
    alert: bool
    line: int
    column: int
    end: int


class _Around(NamedTuple):
    """What is known from the mappings around a node."""

    name: str = ""
    owner: str = ""
    kind: str = ""
    policy: str = ""


def found(root: Node) -> Iterator[Found]:
    """Yield the searches of a document, in the order of its lines."""
    from sdd_impact.notation import Mapping, Sequence

    todo: list[tuple[Node, _Around, str]] = [(root, _Around(), "")]
    for _ in range(_MOST_NODES):
        if not todo:
            return
        node, around, key = todo.pop()
        if isinstance(node, Mapping):
            inside = _inside(node, around)
            yield from _here(node, inside, key)
            todo.extend((entry.value, inside, entry.key.text) for entry in reversed(node.entries))
        elif isinstance(node, Sequence):
            todo.extend((item, around, key) for item in reversed(node.items))


def _text(node: Mapping, key: str) -> str:
    value = getattr(node.get(key), "value", None)
    return value if isinstance(value, str) else ""


def _keys(node: Mapping) -> frozenset[str]:
    return frozenset(entry.key.text for entry in node.entries)


def _inside(node: Mapping, around: _Around) -> _Around:
    from sdd_impact.notation import Mapping, plain

    metadata = node.get("metadata")
    own = next((text for text in (_text(node, key) for key in _NAMES) if text), "")
    if not own and isinstance(metadata, Mapping):
        own = _text(metadata, "name")
    labels = next((each for each in (node.get(key) for key in _LABELS) if each is not None), None)
    if labels is None and isinstance(metadata, Mapping):
        labels = metadata.get("labels")
    owner = owner_in(plain(labels)) if labels is not None else ""
    policy = own or around.name if "conditions" in _keys(node) else around.policy
    name = own.rsplit("/", 1)[-1] if own.startswith(("projects/", "organizations/", "folders/")) else own
    return _Around(name or around.name, owner or around.owner, _text(node, "kind") or around.kind, policy)


def _here(node: Mapping, around: _Around, key: str) -> Iterator[Found]:
    text = _text(node, "filter")
    if not text:
        return
    matched = key == "conditionMatchedLog"
    if not matched and not _is_asked(node, around, key):
        return
    parsed = parse(text)
    query = with_extractions(parsed.query, _extractors(node))
    name = around.policy if matched and around.policy else around.name
    yield Found(
        text.strip(), Parsed(query, parsed.parts), name or "search", around.owner, matched, node.line, node.column, node.end
    )


def _is_asked(node: Mapping, around: _Around, key: str) -> bool:
    if key in {"conditionThreshold", "conditionAbsent", "bigqueryOptions"}:
        return False
    if key in {"loggingQuery", "exclusions"} or _keys(node) & _BESIDE:
        return True
    return around.kind in _KINDS and key == "spec"


def _extractors(node: Mapping) -> dict[str, str]:
    from sdd_impact.notation import Mapping

    labels = node.get("labelExtractors")
    made = {each.key.text: _text(labels, each.key.text) for each in labels.entries} if isinstance(labels, Mapping) else {}
    value = _text(node, "valueExtractor")
    return made | ({"value": value} if value else {})
