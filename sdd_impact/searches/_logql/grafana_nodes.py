"""The queries of a Grafana document: of panels, annotations and alert rules, wherever they stand.

Dashboards come as files, as what the HTTP API exports (``{"dashboard": …, "meta": …}``), in both schemas, in rows and library panels; alert rules as
provisioning files (``groups``), from the provisioning API (a list) and from the ruler API (``grafana_alert``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdd_impact.notation import Mapping, Node, Scalar, Sequence
from sdd_impact.searches._logql.datasources import Kind, kind_of, of_node, variables_of
from sdd_impact.searches._logql.documents import text_at
from sdd_impact.searches._logql.owners import labelled, tagged
from sdd_impact.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_DASHBOARD_KEYS = ("panels", "rows", "elements")
#: Keys below which nothing is searched for: choices of variables, how results are shown.
_SKIPPED = frozenset({"templating", "fieldConfig", "options", "transformations", "links", "variables", "__inputs", "__requires"})


class Around(NamedTuple):
    """What stands around a query: the ``dashboard``, the ``title`` of its panel and that of its ``row``, its data source, the owner, whether
    it alerts."""

    dashboard: str = ""
    title: str = ""
    kind: Kind = ""
    variables: tuple[tuple[str, Kind], ...] = ()
    owner: str = ""
    alert: bool = False
    row: str = ""

    @property
    def name(self) -> str:
        """The panel's name, with that of its dashboard in front."""
        return " / ".join(each for each in (self.dashboard, self.title) if each)


class Asked(NamedTuple):
    """One query as it stands: its ``node``, its text, the data source, what stands around it, and its letter in the panel."""

    node: Mapping
    text: str
    kind: Kind
    around: Around
    letter: str = ""


class Rule(NamedTuple):
    """An alert rule of Grafana with all its queries. ``node`` is the rule, ``title`` its name."""

    node: Mapping
    title: str
    owner: str
    asked: tuple[Asked, ...]


def found(root: Node) -> Iterator[Asked | Rule | Scalar]:
    """Yield the queries and alert rules below a node, in order, and every text of several lines: it may be a document in itself."""
    todo: list[tuple[Node, Around]] = [(root, Around())]
    while todo:
        node, around = todo.pop()
        if isinstance(node, Sequence):
            todo.extend((item, around) for item in reversed(node.items))
        elif isinstance(node, Scalar):
            if len(node.text) > 40 and "{" in node.text:
                yield node
        else:
            rule = _rule(node, around)
            if rule is not None:
                yield rule
                continue
            around = _within(node, around)
            asked = _asked(node, around)
            if asked is not None:
                yield asked
                continue
            inside = [each for each in node.entries if each.key.text not in _SKIPPED]
            todo.extend((each.value, around) for each in reversed(inside))


def _within(node: Mapping, around: Around) -> Around:
    """What is known below a mapping."""
    title = text_at(node, "title")
    is_dashboard = not around.dashboard and any(node.entry(key) is not None for key in _DASHBOARD_KEYS)
    if is_dashboard and text_at(node, "type") != "row":
        variables = tuple(variables_of(node).items())
        return around._replace(dashboard=title or text_at(node, "name"), variables=variables, owner=tagged(node) or around.owner)
    kind = around.kind
    if node.entry("datasource") is not None:
        kind = of_node(node.get("datasource"), dict(around.variables)) or kind
    elif text_at(node, "kind") == "DataQuery" or text_at(node, "kind").lower() == "loki":
        kind = kind_of(text_at(node, "group") or text_at(node, "kind")) or kind
    alert = around.alert or (isinstance(node.get("alert"), Mapping) and node.entry("targets") is not None)
    is_annotation = node.entry("expr") is not None and node.entry("iconColor") is not None
    title = title or (text_at(node, "name") if is_annotation else "") or around.title
    row = title if isinstance(node.get("panels"), Sequence) and around.dashboard else around.row
    return around._replace(title=title, kind=kind, alert=alert, row=row)


def _asked(node: Mapping, around: Around) -> Asked | None:
    letter = text_at(node, "refId")
    expression = text_at(node, "expr")
    if node.entry("alert") is not None or node.entry("record") is not None:
        return None  # a rule of Prometheus or Loki
    if expression and (around.dashboard or around.kind or letter):
        return Asked(node, expression, around.kind, around, letter)
    kind = around.kind or (shape_of(node) if letter else "")
    other = text_of(node, kind) if letter else ""
    return Asked(node, other, kind, around, letter) if other else None


def shape_of(model: Mapping) -> Kind:
    """What data source a query is for, where only its own keys tell: a rule names its source by an id that says nothing."""
    if text_at(model, "queryMode") == "Logs" and model.entry("expression") is not None:
        return "insights"
    is_elastic = model.entry("timeField") is not None or text_at(model, "queryType") == "esql"
    return "lucene" if is_elastic and model.entry("query") is not None else ""


def text_of(model: Mapping, kind: Kind) -> str:
    """The query of a data source other than Loki that is asked for lines."""
    if kind == "lucene":
        return text_at(model, "query")
    return text_at(model, "expression") if kind == "insights" and text_at(model, "queryMode") == "Logs" else ""


def _rule(node: Mapping, around: Around) -> Rule | None:
    """An alert rule is what has ``data``, a list of queries each with its ``model``."""
    inner = node.get("grafana_alert")
    body = inner if isinstance(inner, Mapping) else node
    data = body.get("data")
    if not isinstance(data, Sequence):
        return None
    asked = []
    for item in data.items:
        model = item.get("model") if isinstance(item, Mapping) else None
        if isinstance(item, Mapping) and isinstance(model, Mapping):
            kind = of_node(model.get("datasource"), {}) or kind_of(text_at(item, "datasourceUid")) or shape_of(model)
            text = text_at(model, "expr") or text_of(model, kind)
            asked.append(Asked(model, text, kind, around, text_at(item, "refId")))
    title = text_at(body, "title") or text_at(node, "title") or text_at(body, "uid")
    return Rule(node, title, labelled(node) or labelled(body), tuple(asked)) if asked else None
