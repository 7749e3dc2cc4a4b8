"""Searches in templates of CloudFormation, SAM, CDK's output and the Serverless Framework.

Resources: metric filters, subscription filters, saved queries, dashboards' log widgets, functions that are called with log events. An alarm of the
same template on a filter's metric makes it an alert.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.errors import NotationError
from sdd_impact.model import AllOf, AnyOf, Location, Not, Opaque, Query, Reading, Routing, SavedSearch, Source, Unread
from sdd_impact.notation import Mapping, Scalar, Sequence, decode, load_json, load_yaml
from sdd_impact.searches._aws import dashboards, filter_pattern, insights
from sdd_impact.searches._aws.mending import mended
from sdd_impact.searches._aws.values import TAGS, Values
from sdd_impact.searches._terraform import owner_in
from sdd_impact.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sdd_impact.notation import Entry, Node

#: What a template with a search has in it.
WANTED = late.regex(
    rb"AWS::Logs::(?:MetricFilter|SubscriptionFilter|QueryDefinition)|AWS::CloudWatch::Dashboard|CloudWatchLogs|cloudwatchLog"
)

_OWNER = late.regex(r"^\s*#\s*owner\s*[:=]\s*(\S+(?:[^\S\n]+\S+)*)", re.IGNORECASE)
_SEVERAL = 200


class _Found(NamedTuple):
    """A search as the template has it: the texts have holes."""

    name: str | None
    text: str | None
    language: str
    places: tuple[str, ...]
    entry: Entry
    alarmed: bool = False
    owner: str = ""


def read(source: Source) -> Reading:
    """Read a template. What is broken is unread with its line, and costs nothing else; never raises."""
    unread: tuple[Unread, ...] = ()
    try:
        text, path = decode(source)
        json = path.endswith((".json", ".template")) and text.lstrip()[:1] == "{"
        try:
            root = load_json(text, path) if json else load_yaml(text, path, tags=TAGS)
        except NotationError as error:
            text, root, broken = mended(text, path, error, json=json)
            unread = tuple(Unread(path, f"a part of the template cannot be read: {each.message}", each.line) for each in broken)
    except NotationError as error:
        return Reading(unread=(Unread(source.path, error.message, error.line),))
    if not isinstance(root, Mapping):
        return Reading(unread=unread)
    reader = _Template(path, text, root)
    return Reading(tuple(reader.searches()), (*unread, *reader.unread))


class _Template:
    def __init__(self, path: str, text: str, root: Mapping) -> None:
        self.path = path
        self.lines = text.split("\n")
        self.text = text
        self.root = root
        self.entries = tuple(_resources(root))
        self.unread: list[Unread] = []
        named = ((entry.key.text, entry.value) for entry in self.entries if isinstance(entry.value, Mapping))
        self.values = Values(root, named, serverless=_is_serverless(root))
        self.alarms = dict(self._alarms())

    def searches(self) -> Iterator[SavedSearch]:
        """Every search, in the order of the text."""
        for entry in self.entries:
            yield from map(self._search, self._of_resource(entry))
        yield from map(self._search, self._of_serverless())

    # --- resources ------------------------------------------------------------------------------------------------

    def _of_resource(self, entry: Entry) -> Iterator[_Found]:
        resource = entry.value
        properties = _get(resource, "Properties")
        kind = _type(resource)
        text = self.values.text
        if kind == "AWS::Logs::MetricFilter":
            metrics = [text(_get(each, "MetricName")) for each in _items(_get(properties, "MetricTransformations"))]
            owners = [self.alarms[metric] for metric in metrics if metric in self.alarms]
            owner = next(filter(None, owners), "")
            yield self._filter(entry, properties, alarmed=bool(owners), owner=owner)
        elif kind == "AWS::Logs::SubscriptionFilter":
            yield self._filter(entry, properties)
        elif kind == "AWS::Logs::QueryDefinition":
            language = text(_get(properties, "QueryLanguage")) or "CWLI"
            groups = self._groups(*_items(_get(properties, "LogGroupNames")))
            how = "insights" if language == "CWLI" else language
            yield _Found(text(_get(properties, "Name")), text(_get(properties, "QueryString")), how, groups, entry)
        elif kind == "AWS::CloudWatch::Dashboard":
            yield from self._dashboard(entry, properties)
        elif kind == "AWS::Serverless::Function":
            yield from self._events(entry, properties)

    def _filter(self, entry: Entry, properties: Node | None, *, alarmed: bool = False, owner: str = "") -> _Found:
        text = self.values.text
        places = self._groups(_get(properties, "LogGroupName"))
        return _Found(
            text(_get(properties, "FilterName")), text(_get(properties, "FilterPattern")), "pattern", places, entry, alarmed, owner
        )

    def _dashboard(self, entry: Entry, properties: Node | None) -> Iterator[_Found]:
        widgets = dashboards.log_widgets(self.values.text(_get(properties, "DashboardBody")))
        if widgets.unknown:
            self.unread.append(Unread(self.path, f"{entry.key.text}: {widgets.unknown}", entry.key.line))
        name = self.values.text(_get(properties, "DashboardName")) or entry.key.text
        for number, widget in enumerate(widgets.found, 1):
            places = (" OR ".join(widget.groups),) if widget.groups else ()
            yield _Found(f"{name}: {widget.title or number}", widget.query, "insights", places, entry)

    def _events(self, entry: Entry, properties: Node | None) -> Iterator[_Found]:
        """A SAM function that is called with the log events that a filter lets through."""
        for event in _entries(_get(properties, "Events")):
            if _type(event.value) == "CloudWatchLogs":
                given = _get(event.value, "Properties")
                pattern = self.values.text(_get(given, "FilterPattern"))
                name = f"{entry.key.text}.{event.key.text}"
                yield _Found(name, pattern, "pattern", self._groups(_get(given, "LogGroupName")), event)

    def _of_serverless(self) -> Iterator[_Found]:
        """Functions of the Serverless Framework that are called with log events."""
        for function in _entries(_get(self.root, "functions")):
            for event in _items(_get(function.value, "events")):
                entry = event.entry("cloudwatchLog") if isinstance(event, Mapping) else None
                if entry is None:
                    continue
                bare = isinstance(entry.value, Scalar)
                group = entry.value if bare else _get(entry.value, "logGroup")
                pattern = "" if bare else self.values.text(_get(entry.value, "filter")) or ""
                yield _Found(function.key.text, pattern, "pattern", self._groups(group), entry)

    # --- what belongs to a search ---------------------------------------------------------------------------------

    def _alarms(self) -> Iterator[tuple[str, str]]:
        """The metrics that alarms of the template watch, each with whom the alarm names as its owner."""
        for entry in self.entries:
            if _type(entry.value) != "AWS::CloudWatch::Alarm":
                continue
            properties = _get(entry.value, "Properties")
            queries = [_get(_get(each, "MetricStat"), "Metric") for each in _items(_get(properties, "Metrics"))]
            owner = self._owner(entry)
            for given in (properties, *queries):
                name = self.values.text(_get(given, "MetricName"))
                if name:
                    yield name, owner

    def _groups(self, *nodes: Node | None) -> tuple[str, ...]:
        texts = [self.values.text(node) for node in nodes[:_SEVERAL]]
        if not texts or not all(texts):
            return ()
        return (" OR ".join(dict.fromkeys(self.values.written(text) for text in texts if text)),)

    def _search(self, found: _Found) -> SavedSearch:
        key, written = found.entry.key, self.values.written
        parsed = self._parsed(found)
        known = found.name if found.name and not self.values.has_hole(found.name) else key.text
        return SavedSearch(
            name=known,
            format="cloudwatch",
            location=Location(self.path, key.line, key.column, self._last_line(found.entry)),
            text=written(found.text or "").strip(),
            query=self._closed(parsed.query),
            owner=self._owner(found.entry) or found.owner,
            alert=found.alarmed,
            parts=tuple(map(written, parsed.parts)),
            places=tuple(map(written, found.places)),
        )

    @staticmethod
    def _parsed(found: _Found) -> filter_pattern.Parsed:
        if found.text is None:
            return filter_pattern.Parsed(Opaque(found.entry.key.text, "the pattern is missing, or is no text"))
        if found.language == "pattern":
            return filter_pattern.parse(found.text)
        if found.language == "insights":
            return insights.parse(found.text)
        return filter_pattern.Parsed(Opaque(found.text.strip(), f"the query language {found.language} is not read"))

    def _closed(self, query: Query) -> Query:
        """The tree with each hole written out as its expression."""
        if isinstance(query, AllOf | AnyOf):
            return type(query)(tuple(self._closed(part) for part in query.parts))
        if isinstance(query, Not):
            return Not(self._closed(query.part))
        if isinstance(query, Opaque):
            reason = query.reason.replace("Terraform", "the stack")
            return Opaque(self.values.written(query.text), self.values.written(reason))
        return Routing(self.values.written(query.text)) if isinstance(query, Routing) else query

    def _owner(self, entry: Entry) -> str:
        """Whom a comment above or inside of the resource names, else its metadata, else its tags."""
        first = entry.key.line - 1
        above = []
        for line in reversed(self.lines[max(first - 10, 0) : first]):
            if not line.lstrip().startswith("#"):
                break
            above.append(line)
        inside = self.lines[first : self._last_line(entry)]
        commented = next((match.group(1) for match in map(_OWNER.match, (*above, *inside)) if match), "")
        return commented or owner_in(self._pairs(_get(entry.value, "Metadata"))) or owner_in(self._tags(entry.value))

    def _pairs(self, node: Node | None) -> dict[str, str]:
        return {each.key.text: text for each in _entries(node) if (text := self.values.text(each.value))}

    def _tags(self, resource: Node) -> dict[str, str]:
        tags = _get(_get(resource, "Properties"), "Tags")
        pairs = ((self.values.text(_get(each, "Key")), self.values.text(_get(each, "Value"))) for each in _items(tags))
        return {key: value for key, value in pairs if key and value and not self.values.has_hole(value)}

    def _last_line(self, entry: Entry) -> int:
        """The last line of an entry: a block ends with the last value in it, not with what is written behind it."""
        node: Node = entry.value
        while (inside := _last(node)) is not None and not (node.end and self.text[node.end - 1] in "}]"):
            node = inside
        return entry.key.line + self.text[entry.key.start : max(node.end, entry.key.end)].rstrip().count("\n")


def _last(node: Node) -> Node | None:
    if isinstance(node, Mapping):
        return node.entries[-1].value if node.entries else None
    return node.items[-1] if isinstance(node, Sequence) and node.items else None


def _is_serverless(root: Mapping) -> bool:
    return root.get("provider") is not None and (root.get("service") is not None or root.get("functions") is not None)


def _resources(root: Mapping) -> Iterator[Entry]:
    """The resources of a template; those of the Serverless Framework stand below ``resources``, which may be a list."""
    below = root.get("resources")
    for holder in (root, *(below.items if isinstance(below, Sequence) else (below,))):
        yield from _entries(_get(holder, "Resources"))


def _get(node: Node | None, name: str) -> Node | None:
    return node.get(name) if isinstance(node, Mapping) else None


def _type(node: Node | None) -> str:
    kind = _get(node, "Type")
    return kind.text if isinstance(kind, Scalar) else ""


def _items(node: Node | None) -> tuple[Node, ...]:
    return node.items if isinstance(node, Sequence) else ()


def _entries(node: Node | None) -> tuple[Entry, ...]:
    return node.entries if isinstance(node, Mapping) else ()
