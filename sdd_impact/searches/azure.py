"""Azure Monitor and Sentinel: alerts and saved searches on logs in Terraform, rules of Sentinel in YAML, resources as ARM's JSON.

``docs/searches/azure.md`` says what is understood of Kusto and where each rule comes from.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.errors import NotationError
from sdd_impact.model import Location, Reading, SavedSearch, SearchFormat, Source, Unread
from sdd_impact.searches import _terraform
from sdd_impact.searches._globs import is_one_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sdd_impact.notation import Mapping, Node
    from sdd_impact.searches._logql.names import Names

_PATHS = (
    "**/*.tf",
    "**/*.tofu",
    "**/*.tf.json",
    "**/*.tofu.json",
    *(f"**/{folder}/**/*.yaml" for folder in ("Detections", "Analytic Rules", "Hunting Queries")),
    *(
        f"**/*{word}*{rest}.{suffix}"
        for word in ("sentinel", "azure", "analytic", "hunting", "detection", "alert")
        for rest in ("", "/**/*")
        for suffix in ("yaml", "yml", "json")
    ),
)
_TERRAFORM = (b"scheduled_query_rules", b"azurerm_log_analytics_", b"azurerm_sentinel_alert_rule_", b"| where")
_OURS = late.regex(r"scheduled_query_rules|azurerm_log_analytics_|azurerm_sentinel_alert_rule_")
_SENTINEL = (
    late.regex(rb"^name[ \t]*:", re.MULTILINE),
    late.regex(
        rb"^(?:requiredDataConnectors|queryFrequency|tactics|relevantTechniques|kind[ \t]*:[ \t]*(?:Scheduled|NRT))", re.MULTILINE
    ),
)
_QUERY = late.regex(rb"^query[ \t]*:", re.MULTILINE)
_RESOURCE = late.regex(
    rb'(?i)"microsoft\.(?:insights/scheduledqueryrules|securityinsights/alertrules|operationalinsights/\S*savedsearches)|providers/alertrules"'
)
_TYPES = late.regex(r"(?i)microsoft\.insights/scheduledqueryrules|.*alertrules|.*savedsearches")
_DEEPEST = 12


def _recognises(path: str, head: bytes) -> bool:
    """By the path, then a file of something else is passed over in silence; else by what it begins with."""
    if is_one_of(path, _PATHS):
        return True
    if path.endswith(".json"):
        return _RESOURCE.search(head) is not None
    return path.endswith((".yaml", ".yml")) and all(each.search(head) for each in _SENTINEL)


def _companions(source: Source, paths: tuple[str, ...]) -> tuple[str, ...]:
    return _terraform.neighbours(source, paths, _TERRAFORM)


def _read(source: Source, companions: tuple[Source, ...] = ()) -> Reading:
    if _terraform.is_terraform(source.path):
        if not any(word in source.data for word in _TERRAFORM):
            return Reading()
        from sdd_impact.searches._kusto import resources

        terraform = _terraform.Terraform(source, companions, resources.WANTED)
        return Reading(
            tuple(resources.searches(terraform)),
            tuple(each for each in terraform.unread if _OURS.search(each.reason) or _terraform.is_whole(each)),
        )
    return _resources(source) if source.path.endswith(".json") else _rules(source)


def _rules(source: Source) -> Reading:
    """Rules of Sentinel, as its public collection keeps them."""
    if not _QUERY.search(source.data) or not all(each.search(source.data) for each in _SENTINEL):
        return Reading()
    from sdd_impact.notation import Mapping
    from sdd_impact.searches._logql.documents import documents, text_at
    from sdd_impact.searches._logql.names import Names

    found, unread = documents(source)
    searches: list[SavedSearch] = []
    names = Names()
    for document in found:
        root = document.root
        if isinstance(root, Mapping) and (text := text_at(root, "query")):
            owner = text_at(root, "owner") or text_at(root, "metadata", "owner") or document.owner(root)
            alert = root.get("queryFrequency") is not None or text_at(root, "kind").lower() in {"scheduled", "nrt"}
            made = tuple(_made("", text, document.location(root), owner, alert=alert))
            given = names.give(text_at(root, "name") or "rule") if made else ""
            searches += [each._replace(name=given + each.name) for each in made]
    return Reading(tuple(searches), tuple(unread))


def _made(name: str, text: str, location: Location, owner: str, *, alert: bool) -> Iterator[SavedSearch]:
    """The search of a query, and one for each query that it is joined with."""
    from sdd_impact.searches._kusto.query import parse

    for behind, parsed in parse(text).asking():
        yield SavedSearch(f"{name}{behind}", "azure", location, text.strip(), parsed.query, owner, alert, parts=parsed.parts)


def _resources(source: Source) -> Reading:
    if not _RESOURCE.search(source.data):
        return Reading()
    from sdd_impact.notation import load_json
    from sdd_impact.searches._logql.names import Names

    try:
        root = load_json(source)
    except NotationError as error:
        return Reading(unread=(Unread(source.path, error.message, error.line),))
    names = Names()
    return Reading(tuple(_below(root, source.path, names, 0)))


def _below(node: Node, path: str, names: Names, depth: int) -> Iterator[SavedSearch]:
    """Every resource below a node, also those inside of others."""
    from sdd_impact.notation import Mapping, Sequence
    from sdd_impact.searches._logql.documents import text_at

    if depth > _DEEPEST:
        return
    if isinstance(node, Sequence):
        for item in node.items:
            yield from _below(item, path, names, depth + 1)
    elif isinstance(node, Mapping):
        kind = text_at(node, "type")
        if _TYPES.fullmatch(kind):
            yield from _of_resource(node, path, names, alert="savedsearches" not in kind.lower())
        for entry in node.entries:
            yield from _below(entry.value, path, names, depth + 1)


def _of_resource(node: Mapping, path: str, names: Names, *, alert: bool) -> Iterator[SavedSearch]:
    """The queries of a resource of ARM: its own, or those of its criteria."""
    from sdd_impact.notation import Mapping, Sequence
    from sdd_impact.searches._logql.documents import text_at

    properties = node.get("properties")
    if not isinstance(properties, Mapping):
        return
    criteria = properties.get("criteria")
    listed = criteria.get("allOf") if isinstance(criteria, Mapping) else None
    texts = [text_at(properties, "query"), text_at(properties, "source", "query")]
    texts += [text_at(each, "query") for each in listed.items] if isinstance(listed, Sequence) else []
    title = text_at(properties, "displayName") or text_at(node, "name") or "rule"
    owner = text_at(node, "tags", "owner") or text_at(node, "tags", "team")
    for text in texts:
        made = tuple(_made("", text, Location(path, node.line, node.column, node.line), owner, alert=alert)) if text else ()
        given = names.give(title) if made else ""
        yield from (each._replace(name=given + each.name) for each in made)


FORMAT = SearchFormat(name="azure", paths=_PATHS, recognises=_recognises, read=_read, companions=_companions, read_with=_read)
