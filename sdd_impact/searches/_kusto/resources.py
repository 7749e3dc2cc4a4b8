"""Queries of logs in Terraform: alerts of Azure Monitor, rules of Sentinel, saved searches; and modules that are given such queries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.model import Opaque, SavedSearch
from sdd_impact.searches._kusto.query import Read, parse
from sdd_impact.searches._parts import Parsed
from sdd_impact.searches._terraform import Instance, Terraform, owner_in
from sdd_impact.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sdd_impact.searches._hcl import Block, Value


class _Kind(NamedTuple):
    """A resource: the attribute with its query, the block inside of which that stands ("" where in none), and whether it alerts."""

    attribute: str = "query"
    inside: str = ""
    alert: bool = True


_KINDS = {
    "azurerm_monitor_scheduled_query_rules_alert": _Kind(),
    "azurerm_monitor_scheduled_query_rules_alert_v2": _Kind(inside="criteria"),
    "azurerm_monitor_scheduled_query_rules_log": _Kind(alert=False),
    "azurerm_sentinel_alert_rule_scheduled": _Kind(),
    "azurerm_sentinel_alert_rule_nrt": _Kind(),
    "azurerm_log_analytics_saved_search": _Kind(alert=False),
    "azurerm_log_analytics_query_pack_query": _Kind("body", alert=False),
}
#: The headers of the blocks that are read.
WANTED = late.regex(r'locals|"?azurerm_(?:monitor_scheduled|sentinel_alert|log_analytics)\w+|^\s*module')

_PIPE = late.regex(r"^\s*\w[\w()'\". -]*\s*\n?\s*\|\s*\w|\|\s*(?:where|summarize|extend|project|parse)\b")
_DEEPEST = 8
_MOST = 500


def searches(terraform: Terraform) -> Iterator[SavedSearch]:
    """Yield every search of a file, in the order of its blocks."""
    for block in terraform.file.blocks:
        if block.type == "resource" and len(block.labels) == 2 and block.labels[0] in _KINDS:
            for instance in terraform.instances(block):
                yield from _resource(terraform, block, instance, _KINDS[block.labels[0]])
        elif block.type == "module" and ("| " in block.source or "local." in block.source):
            yield from _module(terraform, block)


def _resource(terraform: Terraform, block: Block, instance: Instance, kind: _Kind) -> Iterator[SavedSearch]:
    places = list(terraform.inner(block, kind.inside, instance)) if kind.inside else []
    found = [(each.block, each.instance) for each in places] or [(block, instance)]
    for place, names in found:
        text = terraform.text(place, kind.attribute, names)
        read = parse(text) if text is not None else _missing(block, kind.attribute)
        if text is not None and len(text.strip()) == 1 and terraform.evaluator.holes(text):
            read = Read(Parsed(Opaque(text.strip(), "known only to Terraform")))
        name = terraform.name(block, instance, "name", "display_name")
        yield from _made(terraform, block, name, text or "", read, terraform.owner(block, instance, "tags"), alert=kind.alert)


def _missing(block: Block, attribute: str) -> Read:
    return Read(Parsed(Opaque(block.address, f"{attribute} is missing, or is no text")))


def _made(
    terraform: Terraform, block: Block, name: str, text: str, read: Read, owner: str, *, alert: bool
) -> Iterator[SavedSearch]:
    for behind, parsed in read.asking():
        yield SavedSearch(
            name=f"{name}{behind}",
            format="azure",
            location=terraform.location(block),
            text=terraform.written(text).strip(),
            query=terraform.closed(parsed.query),
            owner=owner,
            alert=alert,
            parts=tuple(terraform.written(part) for part in parsed.parts),
        )


def _module(terraform: Terraform, block: Block) -> Iterator[SavedSearch]:
    """The queries that a module is given, each with the nearest name."""
    owner = terraform.owner(block, Instance(), "tags")
    for instance in terraform.instances(block):
        given: dict[str, Value] = {key: terraform.value(each, instance) for key, each in block.attributes.items()}
        for number, (name, text, tagged) in enumerate(_given(given, terraform.name(block, instance), 0)):
            if number >= _MOST:
                return
            yield from _made(terraform, block, terraform.written(name), text, parse(text), owner or tagged, alert=True)


def _given(value: Value, name: str, depth: int) -> Iterator[tuple[str, str, str]]:
    if depth > _DEEPEST:
        return
    if isinstance(value, dict):
        own = value.get("name") or value.get("display_name")
        called = own if isinstance(own, str) and own.strip() else name
        for key, each in value.items():
            if isinstance(each, str):
                if key in {"query", "kql", "log_query"} and _PIPE.search(each):
                    yield called, each, owner_in(value.get("tags"))
            else:
                yield from _given(each, key if depth and not isinstance(each, list) else called, depth + 1)
    elif isinstance(value, list):
        for item in value:
            yield from _given(item, name, depth + 1)
