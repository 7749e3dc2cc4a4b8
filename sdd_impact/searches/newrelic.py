"""New Relic's searches of logs: alert conditions, dashboards and rules on lines, in Terraform, in YAML, or as JSON of its API.

``docs/searches/newrelic.md`` says what is understood of NRQL and where each rule comes from.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.model import Reading, SavedSearch, SearchFormat, Source
from sdd_impact.searches import _terraform
from sdd_impact.searches._parts import asks_nothing
from sdd_impact.searches._pieces import Document, reading

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sdd_impact.notation import Mapping, Node, Scalar

_WORDS = (b"newrelic_",)
_OURS = late.regex(
    rb"^[ \t-]*[\"']?(?:nrql|nrqlQueries|nrqlQuery|nrqlCondition)[\"']?[ \t]*:|\"(?:nrqlQueries|nrqlQuery|nrql)\"[ \t]*:",
    re.MULTILINE,
)
_OF_A_CHART = late.regex(rb"\{\{-?\s*(?:\.Values|include|range|if|define|template|\$)|\{\{-")
_HOLDERS = frozenset({"nrql", "nrqlQueries", "nrqlQuery"})
_OWNERS = ("owner", "team", "squad")
_DEEPEST = 30


def _recognises(path: str, head: bytes) -> bool:
    if _terraform.is_terraform(path):
        return True
    return path.endswith((".yaml", ".yml", ".json")) and bool(_OURS.search(head)) and not _OF_A_CHART.search(head)


def _companions(source: Source, paths: tuple[str, ...]) -> tuple[str, ...]:
    return _terraform.neighbours(source, paths, _WORDS)


def _read(source: Source, companions: tuple[Source, ...] = ()) -> Reading:
    if _terraform.is_terraform(source.path):
        return _terraform.provided(source, companions, _WORDS, "newrelic_", "_nrql")
    return reading(source, _OURS, _searches)


def _searches(document: Document) -> Iterator[SavedSearch]:
    from sdd_impact.searches._logql.names import Names
    from sdd_impact.searches._nrql.query import parse

    names = Names()
    for found in _found(document.root, ("", "", False), 0):
        parsed = parse(found[0].text)
        if parsed is None or asks_nothing(parsed.query):
            continue
        node, (name, owner, alert) = found
        yield SavedSearch(
            name=names.give(name or document.path.rpartition("/")[2].rpartition(".")[0]),
            format="newrelic",
            location=document.location(node.line, node.column, node.end),
            text=node.text.strip(),
            query=parsed.query,
            owner=owner,
            alert=alert,
            parts=parsed.parts,
        )


_Around = tuple[str, str, bool]


def _found(node: Node, around: _Around, depth: int) -> Iterator[tuple[Scalar, _Around]]:
    """Every query below a node, with the name, owner and kind of what it belongs to."""
    from sdd_impact.notation import Mapping, Scalar, Sequence

    if depth > _DEEPEST:
        return
    if isinstance(node, Sequence):
        for item in node.items:
            yield from _found(item, around, depth + 1)
    elif isinstance(node, Mapping):
        inside = _around(node, around)
        for entry in node.entries:
            key, value = entry.key.text, entry.value
            if (key in _HOLDERS and isinstance(value, Scalar)) or (
                key == "query" and isinstance(value, Scalar) and depth > 0 and around[0] != ""
            ):
                yield value, inside
            else:
                yield from _found(value, inside, depth + 1)


def _around(node: Mapping, around: _Around) -> _Around:
    from sdd_impact.notation import Scalar

    def text(*keys: str) -> str:
        return next((value.text for key in keys if isinstance(value := node.get(key), Scalar) and value.text.strip()), "")

    name, owner = text("title", "name"), text(*_OWNERS)
    alert = around[2] or any(
        node.entry(key) is not None for key in ("terms", "valueFunction", "violationTimeLimitSeconds", "signal", "critical")
    )
    is_widget = node.entry("rawConfiguration") is not None or node.entry("visualization") is not None
    whole = f"{around[0]} / {name}" if is_widget and around[0] and name else name or around[0]
    return whole, owner or around[1], alert


FORMAT = SearchFormat(
    name="newrelic",
    paths=(
        "**/*.tf",
        "**/*.tofu",
        "**/*.tf.json",
        "**/*.tofu.json",
        *(
            f"**/{name}.{suffix}"
            for name in (
                "*newrelic*",
                "*newrelic*/**/*",
                "*new-relic*/**/*",
                "alert-policies/**/*",
                "*alert*",
                "alerts/**/*",
                "*nrql*",
            )
            for suffix in ("yaml", "yml", "json")
        ),
        "**/dashboards/**/*.json",
        "**/*dashboard*.json",
    ),
    recognises=_recognises,
    read=_read,
    companions=_companions,
    read_with=_read,
)
