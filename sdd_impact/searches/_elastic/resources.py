"""Rules, monitors, watches and saved objects in Terraform, for the providers of Elastic and OpenSearch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sdd_impact import late
from sdd_impact.model import Opaque, SavedSearch
from sdd_impact.searches._elastic import objects, rules
from sdd_impact.searches._elastic.found import Found
from sdd_impact.searches._elastic.texts import unpacked
from sdd_impact.searches._parts import Parsed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sdd_impact.searches._hcl import Block
    from sdd_impact.searches._terraform import Instance, Terraform

#: The attribute of a resource that holds JSON, and what that JSON is.
_BODIES = {
    "elasticstack_kibana_alerting_rule": ("params", "rule"),
    "elasticstack_elasticsearch_watch": ("input", "input"),
    "elasticsearch_watch": ("body", "watch"),
    "elasticsearch_xpack_watch": ("body", "watch"),
    "opensearch_monitor": ("body", "monitor"),
    "elasticsearch_opensearch_monitor": ("body", "monitor"),
    "elasticsearch_opendistro_monitor": ("body", "monitor"),
    "opensearch_dashboard_object": ("body", "objects"),
    "elasticsearch_kibana_object": ("body", "objects"),
    "elasticstack_kibana_import_saved_objects": ("file_contents", "objects"),
}
_RULE = "elasticstack_kibana_security_detection_rule"
_NAMES = ("name", "watch_id", "rule_id")

#: The headers of the blocks that are read.
WANTED = late.regex(rf'locals|"?(?:{"|".join((*_BODIES, _RULE))})\b|^\s*module')
#: What a module is given, where it is a query object.
_ASKS = late.regex(r"match|query_string|\bterms?\b|wildcard|regexp")


def searches(terraform: Terraform) -> Iterator[SavedSearch]:
    """Yield every search of a file, in the order of its blocks."""
    for block in terraform.file.blocks:
        if block.type == "module" and _ASKS.search(block.source):
            yield from _module(terraform, block)
        kind = block.labels[0] if block.type == "resource" and len(block.labels) == 2 else ""
        for instance in terraform.instances(block) if kind in _BODIES or kind == _RULE else ():
            name = terraform.name(block, instance, *_NAMES)
            for found in (
                _detection(terraform, block, instance, name) if kind == _RULE else _body(terraform, block, instance, kind, name)
            ):
                yield _search(terraform, block, instance, found)


def _module(terraform: Terraform, block: Block) -> Iterator[SavedSearch]:
    """A module that is given a query, or a whole monitor, as JSON."""
    for instance in terraform.instances(block):
        for attribute in block.attributes:
            text = terraform.text(block, attribute, instance)
            body = unpacked(text) if text is not None and text.lstrip().startswith("{") else None
            if not isinstance(body, dict):
                continue
            name = terraform.name(block, instance, "name", "monitor_name", "opensearch_alert_name", "alert_name")
            given = body if "inputs" in body else {"inputs": [{"search": {"query": body}}]}
            for found in rules.monitor({"name": name, **given}):
                yield _search(terraform, block, instance, found)


def _search(terraform: Terraform, block: Block, instance: Instance, found: Found) -> SavedSearch:
    return SavedSearch(
        name=terraform.written(found.name),
        format="kibana",
        location=terraform.location(block),
        text=terraform.written(found.text),
        query=terraform.closed(found.parsed.query),
        owner=terraform.written(found.owner) or terraform.owner(block, instance, "tags"),
        alert=found.alert,
        parts=tuple(terraform.written(part) for part in found.parsed.parts),
    )


def _detection(terraform: Terraform, block: Block, instance: Instance, name: str) -> Iterator[Found]:
    given = {key: terraform.text(block, key, instance) for key in ("query", "language", "type")}
    yield from rules.detection({**given, "name": name})


def _body(terraform: Terraform, block: Block, instance: Instance, kind: str, name: str) -> Iterator[Found]:
    attribute, what = _BODIES[kind]
    text = terraform.text(block, attribute, instance)
    if text is None:
        return
    bodies = [unpacked(line) for line in text.split("\n") if line.strip()] if attribute == "file_contents" else [unpacked(text)]
    if bodies == [None]:
        known = terraform.evaluator.holes(text)
        reason = "known only to Terraform" if known else "no JSON"
        yield Found(
            name,
            terraform.written(text).strip(),
            Parsed(Opaque(terraform.written(text).strip(), reason), error=reason),
            alert=what != "objects",
        )
        return
    for body in bodies:
        yield from _read(body, what, name, terraform.text(block, "rule_type_id", instance) or "")


def _read(body: Any, what: str, name: str, kind: str) -> Iterator[Found]:
    if what == "objects":
        for each in body if isinstance(body, list) else [body]:
            yield from (objects.searches(each) or ()) if isinstance(each, dict) else ()
    elif not isinstance(body, dict):
        return
    elif what == "rule":
        yield from rules.rule({"name": name, "rule_type_id": kind, "params": body})
    elif what == "monitor":
        yield from rules.monitor({"name": name, **body})
    else:
        yield from rules.watch({"name": name, **({"input": body} if what == "input" else body)})
