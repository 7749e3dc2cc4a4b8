"""Rules and dashboards in Terraform: ``grafana_rule_group``, ``grafana_dashboard``, ``loki_rule_group_alerting``, ``loki_rule_group_recording``.

What only Terraform knows stands in a query as a variable, so that what is known around it still counts.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.errors import NotationError
from sdd_impact.searches._logql.datasources import Kind, kind_of
from sdd_impact.searches._terraform import Inner, Instance, Terraform
from sdd_impact.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sdd_impact.model import Location
    from sdd_impact.notation import Node
    from sdd_impact.searches._hcl import Block

_HOLE = late.regex("[\U000f0000-\U000fffff]")


class Found(NamedTuple):
    """A query in a resource: the name and owner of what it belongs to, whether it alerts, and what is known of its data source."""

    name: str
    text: str
    location: Location
    owner: str = ""
    alert: bool = False
    kind: Kind = ""
    apart: str = ""


def filled(terraform: Terraform, text: str) -> str:
    """Return a text in which each hole is a variable: ``${terraform.var.app}``."""
    return _HOLE.sub(lambda hole: "${terraform." + re.sub(r"[^\w.]+", "_", terraform.written(hole[0]).strip("${}")) + "}", text)


def loki_rules(terraform: Terraform) -> Iterator[Found]:
    """Yield the rules of the provider for Loki."""
    for kind, key in (("loki_rule_group_alerting", "alert"), ("loki_rule_group_recording", "record")):
        for block, instance in _resources(terraform, kind):
            for rule in terraform.inner(block, "rule", instance):
                text = terraform.text(rule.block, "expr", rule.instance)
                name = terraform.name(block, instance, "name")
                own = terraform.text(rule.block, key, rule.instance)
                if text:
                    named = filled(terraform, own) if own else name
                    yield Found(
                        named, text, terraform.location(rule.block), _owner(terraform, rule, block), key == "alert", "loki", name
                    )


def grafana_rules(terraform: Terraform) -> Iterator[tuple[Found, ...]]:
    """Yield the queries of each alert rule of Grafana."""
    for block, instance in _resources(terraform, "grafana_rule_group"):
        for rule in terraform.inner(block, "rule", instance):
            group = terraform.name(block, instance, "name")
            name = terraform.text(rule.block, "name", rule.instance)
            queries = []
            for data in terraform.inner(rule.block, "data", rule.instance):
                text, kind = _model(terraform, data)
                if text:
                    named = filled(terraform, name) if name else group
                    queries.append(
                        Found(
                            named,
                            text,
                            terraform.location(rule.block),
                            _owner(terraform, rule, block),
                            alert=True,
                            kind=kind,
                            apart=group,
                        )
                    )
            if queries:
                yield tuple(queries)


def dashboards(terraform: Terraform) -> Iterator[tuple[Location, Node]]:
    """Yield the JSON of each dashboard that is constant, or constant but for some texts."""
    from sdd_impact.notation import load_json

    for block, instance in _resources(terraform, "grafana_dashboard"):
        text = terraform.text(block, "config_json", instance)
        if text is not None:
            try:
                yield terraform.location(block), load_json(filled(terraform, text))
            except NotationError:
                continue


def _resources(terraform: Terraform, kind: str) -> Iterator[tuple[Block, Instance]]:
    for block in terraform.file.blocks:
        if block.type == "resource" and block.labels[:1] == (kind,):
            yield from ((block, instance) for instance in terraform.instances(block))


def _owner(terraform: Terraform, rule: Inner, block: Block) -> str:
    own = terraform.owner(rule.block, rule.instance, "labels", "annotations")
    return own or terraform.owner(block, rule.instance)


def _model(terraform: Terraform, data: Inner) -> tuple[str, Kind]:
    """The expression of a ``data`` block and its data source, as far as a name tells."""
    from sdd_impact.notation import Mapping, load_json
    from sdd_impact.searches._logql.documents import text_at
    from sdd_impact.searches._logql.grafana_nodes import shape_of, text_of

    source = kind_of(terraform.written(terraform.text(data.block, "datasource_uid", data.instance) or ""))
    model = terraform.text(data.block, "model", data.instance)
    if model is None:
        return "", ""
    try:
        root = load_json(model)
    except NotationError:
        return (model, "loki") if source == "loki" else ("", "")
    kind = kind_of(terraform.written(text_at(root, "datasource", "type"))) or source
    if not isinstance(root, Mapping):
        return "", kind
    kind = kind or shape_of(root)
    return text_at(root, "expr") or text_of(root, kind), kind
