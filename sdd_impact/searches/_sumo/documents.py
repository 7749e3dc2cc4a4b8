"""What Sumo Logic exports as JSON: folders of searches and dashboards, and folders of monitors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdd_impact.notation import Mapping, Scalar, Sequence
from sdd_impact.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sdd_impact.notation import Node

_KEYS = ("queryText", "searchQuery", "queryString")
_DEEPEST = 40


class Found(NamedTuple):
    """A search: the node with its text, what it belongs to, and whether it tells somebody."""

    node: Scalar
    name: str
    alert: bool


def found(root: Node) -> Iterator[Found]:
    """Yield the searches of a document, in the order of the text."""
    yield from _found(root, "", False, 0)


def _found(node: Node, around: str, alert: bool, depth: int) -> Iterator[Found]:
    if depth > _DEEPEST:
        return
    if isinstance(node, Sequence):
        for item in node.items:
            yield from _found(item, around, alert, depth + 1)
        return
    if not isinstance(node, Mapping):
        return
    kind = _text(node, "type")
    name = _text(node, "title") or _text(node, "name")
    is_dashboard = "Dashboard" in kind or "Mewboard" in kind
    whole = f"{around} / {name}" if around and name and kind.endswith("Panel") else name or around
    tells = alert or kind.startswith("MonitorsLibraryMonitor") or isinstance(node.get("searchSchedule"), Mapping)
    for entry in node.entries:
        key, value = entry.key.text, entry.value
        if isinstance(value, Scalar):
            if (key in _KEYS and _is_logs(node)) or (key == "query" and tells and _text(node, "rowId")):
                yield Found(value, whole, tells)
        else:
            yield from _found(value, whole if is_dashboard or name else around, tells and not _is_metrics(node), depth + 1)


def _is_logs(node: Mapping) -> bool:
    return _text(node, "queryType") in {"", "Logs"} and not _text(node, "metricsQueryMode")


def _is_metrics(node: Mapping) -> bool:
    return _text(node, "monitorType") in {"Metrics", "Slo"}


def _text(node: Mapping, key: str) -> str:
    value = node.get(key)
    return value.text if isinstance(value, Scalar) and isinstance(value.value, str) else ""
