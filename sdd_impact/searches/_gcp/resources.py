"""Google Cloud's resources in Terraform: log-based metrics, alert policies on logs, sinks, exclusions, saved queries."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.model import Opaque, Query, SavedSearch
from sdd_impact.searches._gcp.extractors import with_extractions
from sdd_impact.searches._gcp.query import Parsed, parse
from sdd_impact.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sdd_impact.searches._hcl import Block, Value
    from sdd_impact.searches._terraform import Instance, Terraform

#: Words without one of which a file has no resource that is read here.
WORDS = (b"google_logging_", b"google_monitoring_alert_policy", b"log-export", b"log_export")
#: The headers of the blocks that are read.
WANTED = late.regex(r'locals|"?google_(?:logging_\w+|monitoring_alert_policy)\b|^\s*module')

_METRIC = "google_logging_metric"
_POLICY = "google_monitoring_alert_policy"
_FILTER = late.regex(r"google_logging_(?:project|folder|organization|billing_account)_(?:sink|exclusion)")
_SAVED = "google_logging_saved_query"
_EXPORT = late.regex(r"log[-_](?:export|sink|metric|alert)")
#: The metrics that a policy names, or refers to.
_WATCHED = late.regex(r"""/user/([^\s"'\\$]+)|google_logging_metric\.[\w-]+""")
_LABELS = ("user_labels", "labels")


class _Asked(NamedTuple):
    """One query of a resource, with the last part of its name."""

    text: str | None
    beside: str = ""
    extractors: Mapping[str, str] = MappingProxyType({})


def searches(terraform: Terraform) -> Iterator[SavedSearch]:
    """Yield every search of a file, in the order of its blocks."""
    reader = _Reader(terraform)
    for block in terraform.file.blocks:
        for instance in terraform.instances(block) if reader.reads(block) else ():
            yield from reader.searches(block, instance)


class _Reader:
    def __init__(self, terraform: Terraform) -> None:
        self.terraform = terraform
        self._watched: frozenset[str] | None = None

    def reads(self, block: Block) -> bool:
        """Whether a block holds queries of logs."""
        if block.type == "module":
            source = block.attributes.get("source")
            named = self.terraform.evaluator.value(self.terraform.file.text, source) if source is not None else None
            return isinstance(named, str) and bool(_EXPORT.search(named)) and "filter" in block.attributes
        kind = block.labels[0] if block.type == "resource" and len(block.labels) == 2 else ""
        return kind in {_METRIC, _POLICY, _SAVED} or _FILTER.fullmatch(kind) is not None

    def searches(self, block: Block, instance: Instance) -> Iterator[SavedSearch]:
        """The searches of one resource."""
        kind = block.labels[0] if block.type == "resource" else ""
        terraform = self.terraform
        asked = {_METRIC: self._metric, _POLICY: self._policy, _SAVED: self._saved}.get(kind, self._sink)(block, instance)
        name = terraform.name(block, instance, *(("display_name",) if kind in {_POLICY, _SAVED} else ("name", "log_sink_name")))
        alert = kind == _POLICY or (kind == _METRIC and self._is_watched(block, instance))
        for each in asked:
            parsed = self._parsed(block, each)
            yield SavedSearch(
                name=f"{name} / {each.beside}" if each.beside else name,
                format="gcp",
                location=terraform.location(block),
                text=terraform.written(each.text or "").strip(),
                query=terraform.closed(parsed.query),
                owner=terraform.owner(block, instance, *_LABELS),
                alert=alert,
                parts=tuple(terraform.written(part) for part in parsed.parts),
            )

    def _parsed(self, block: Block, asked: _Asked) -> Parsed:
        if asked.text is None:
            return Parsed(Opaque(block.address, "filter is missing, or is no text"))
        parsed = parse(asked.text)
        query: Query = with_extractions(parsed.query, asked.extractors)
        return Parsed(query, parsed.parts)

    def _extractors(self, block: Block, instance: Instance) -> dict[str, str]:
        found = _texts(self.terraform.attribute(block, "label_extractors", instance))
        value = self.terraform.text(block, "value_extractor", instance)
        return found | ({"value": value} if value else {})

    def _metric(self, block: Block, instance: Instance) -> list[_Asked]:
        return [_Asked(self.terraform.text(block, "filter", instance), "", self._extractors(block, instance))]

    def _policy(self, block: Block, instance: Instance) -> list[_Asked]:
        """The conditions of a policy that look at logs; several are named."""
        terraform = self.terraform
        found: list[_Asked] = []
        for condition in terraform.inner(block, "conditions", instance):
            name = terraform.written(terraform.text(condition.block, "display_name", condition.instance) or "condition")
            for inner in terraform.inner(condition.block, "condition_matched_log", condition.instance):
                text = terraform.text(inner.block, "filter", inner.instance)
                found.append(_Asked(text, name, self._extractors(inner.block, inner.instance)))
        return found if len(found) > 1 else [each._replace(beside="") for each in found]

    def _saved(self, block: Block, instance: Instance) -> list[_Asked]:
        return [
            _Asked(self.terraform.text(inner.block, "filter", inner.instance))
            for inner in self.terraform.inner(block, "logging_query", instance)
        ]

    def _sink(self, block: Block, instance: Instance) -> list[_Asked]:
        """A sink, its exclusions, or an exclusion by itself. A sink without a filter takes everything."""
        terraform = self.terraform
        text = terraform.text(block, "filter", instance)
        found = [_Asked(text)] if text is not None else []
        for inner in terraform.inner(block, "exclusions", instance):
            name = terraform.written(terraform.text(inner.block, "name", inner.instance) or "exclusion")
            found.append(_Asked(terraform.text(inner.block, "filter", inner.instance), name))
        return found

    def _is_watched(self, block: Block, instance: Instance) -> bool:
        """Whether an alert policy of the folder looks at this metric: by the metric's name, or by a reference."""
        if self._watched is None:
            text = "\n".join(each.source for _, each in self.terraform.everywhere(_POLICY))
            self._watched = frozenset(match[1] or match[0] for match in _WATCHED.finditer(text))
        return block.address in self._watched or self.terraform.text(block, "name", instance) in self._watched


def _texts(value: Value) -> dict[str, str]:
    return {key: each for key, each in value.items() if isinstance(each, str)} if isinstance(value, dict) else {}
