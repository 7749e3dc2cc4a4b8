"""CloudWatch Logs in Terraform and CloudFormation: metric filters, subscription filters and saved Logs Insights queries.

A name is the resource's ``name`` where it is constant, else its address. An alarm on the filter's metric, in the same folder, makes it an alert.
Values are evaluated as far as they are constant; what only Terraform knows is left open, with its expression.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.model import AllOf, AnyOf, Location, Not, Opaque, Query, Reading, Routing, SavedSearch, SearchFormat, Source, Unread
from sdd_impact.searches._globs import translate
from sdd_impact.searches._terraform import is_terraform, named_files, parsed, texts
from sdd_impact.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sdd_impact.searches._aws.filter_pattern import Parsed
    from sdd_impact.searches._hcl import Attribute, Block, Evaluator, File, Value

#: Resource types with the attribute that holds the query and the language it is in.
_RESOURCES = {
    "aws_cloudwatch_log_metric_filter": ("pattern", "pattern"),
    "aws_cloudwatch_log_subscription_filter": ("filter_pattern", "pattern"),
    "aws_cloudwatch_query_definition": ("query_string", "insights"),
}

#: Modules of terraform-aws-modules/cloudwatch that wrap them.
_MODULES = {"log-metric-filter": "aws_cloudwatch_log_metric_filter", "log-subscription-filter": "aws_cloudwatch_log_subscription_filter",
            "query-definition": "aws_cloudwatch_query_definition"}  # fmt: skip

_DASHBOARD = "aws_cloudwatch_dashboard"

_WORDS = (b"aws_cloudwatch_log_", b"aws_cloudwatch_query_definition", _DASHBOARD.encode(), *(name.encode() for name in _MODULES))
_WANTED = late.regex(
    rf"""locals|"?(?:{"|".join(_RESOURCES)}|aws_cloudwatch_metric_alarm|aws_cloudwatch_log_group|{_DASHBOARD})\b|^\s*module"""
)
_OWNER = late.regex(r"owner\s*[:=]\s*(\S+(?:[^\S\n]+\S+)*)", re.IGNORECASE)
_REFERENCE = late.regex(r"\b(?:aws_cloudwatch_log_metric_filter|module)\.[\w-]+")
_GROUP = late.regex(r"aws_cloudwatch_log_group\.([\w-]+)\.(?:name|id)")
_GROUPS = ("log_group_name", "log_group_names")
_OWNER_TAGS = ("owner", "Owner", "team", "Team")
_MOST_INSTANCES = 200
_MOST_GROUPS = 100


#: CloudFormation's templates, under the names that they usually have. What is opened and holds no search is silent.
_TEMPLATES = (
    "**/*.template",
    *(
        f"**/{name}.{suffix}"
        for name in ("*template*", "*serverless*", "*cloudformation*", "*stack*", "*alarm*")
        for suffix in ("yaml", "yml", "json")
    ),
    *(
        f"**/{name}/**/*.{suffix}"
        for name in ("cloudformation", "cfn", "sam", "resources", "infra*")
        for suffix in ("yaml", "yml", "json")
    ),
)
_TEMPLATE = late.regex(
    rb"""AWSTemplateFormatVersion|AWS::Serverless-|^["']?Resources["']?\s*:|^\s+["']?Resources["']?\s*:\s*\{?\s*$|["']?Type["']?\s*:\s*["']?AWS::"""
    rb"""|^(?:frameworkVersion|provider)\s*:|^service\s*:""",
    re.MULTILINE,
)
_LOOKED_INTO = late.regex("|".join(map(translate, _TEMPLATES)))
_SUFFIXES = (".yaml", ".yml", ".json", ".template")


def _recognises(path: str, head: bytes) -> bool:
    """A file that was opened because of its name alone is ours, too, and silent where it is no template."""
    if path.endswith(_SUFFIXES) and not is_terraform(path):
        return bool(_TEMPLATE.search(head) or _LOOKED_INTO.fullmatch(path))
    return is_terraform(path) or (path.endswith(".hcl") and any(word in head for word in _WORDS))


def _companions(source: Source, paths: tuple[str, ...]) -> tuple[str, ...]:
    """The other Terraform files of the folder: a module's locals and alarms may stand in any of them."""
    if not any(word in source.data for word in _WORDS):
        return ()
    folder = source.path.rpartition("/")[0]
    beside = tuple(path for path in paths if is_terraform(path) and path.rpartition("/")[0] == folder and path != source.path)
    return (*beside, *named_files(source, paths, (".tf", ".tofu", ".tf.json", ".tofu.json")))


def _read(source: Source, companions: tuple[Source, ...] = ()) -> Reading:
    if source.path.endswith(_SUFFIXES) and not is_terraform(source.path):
        from sdd_impact.searches._aws import stack

        template = stack.WANTED.search(source.data) and _TEMPLATE.search(source.data)
        return stack.read(source) if template else Reading()
    if not any(word in source.data for word in _WORDS):
        return Reading()
    from sdd_impact.searches._hcl import Evaluator

    file = parsed(source, _WANTED)
    others = tuple(parsed(each, _WANTED) for each in companions if is_terraform(each.path))
    evaluator = Evaluator(file, others, texts(companions), source.path.rpartition("/")[0])
    reader = _Reader(source.path, file, evaluator, others)
    unread = tuple(
        Unread(source.path, f"{each.header} cannot be read: {each.message}", each.line)
        for each in file.broken
        if "locals" not in each.header
    )
    return Reading(tuple(reader.searches()), (*unread, *reader.unread))


class _Instance(NamedTuple):
    """One resource of a block with ``for_each`` or ``count``: the end of its address and what ``each`` and ``count`` are."""

    suffix: str
    names: dict[str, Value]


class _Alarm(NamedTuple):
    """A block and the file that it stands in."""

    file: File
    block: Block


class _Reader:
    def __init__(self, path: str, file: File, evaluator: Evaluator, others: tuple[File, ...]) -> None:
        self.path = path
        self.file = file
        self.evaluator = evaluator
        self.alarms = self._watching((file, *others))
        self.groups = dict(self._named_groups((file, *others)))
        self.unread: list[Unread] = []

    def _named_groups(self, files: tuple[File, ...]) -> Iterator[tuple[str, str]]:
        """The log groups of the folder that have a name, by their labels."""
        for file in files:
            for block in file.blocks:
                if block.type == "resource" and block.labels[:1] == ("aws_cloudwatch_log_group",) and "name" in block.attributes:
                    name = self.evaluator.text(self.evaluator.value(file.text, block.attributes["name"]))
                    if name and len(block.labels) == 2 and not {"for_each", "count"} & block.attributes.keys():
                        yield block.labels[1], name

    def _watching(self, files: tuple[File, ...]) -> dict[str, list[_Alarm]]:
        """The alarms by the metric they watch, and by each filter they refer to."""
        found: dict[str, list[_Alarm]] = {}
        for file in files:
            for block in filter(_is_alarm, file.blocks):
                watched = {self.evaluator.text(self.evaluator.value(file.text, each)) for each in _metric_names(block)}
                for name in {*watched, *_REFERENCE.findall(block.source)}:
                    found.setdefault(name or "", []).append(_Alarm(file, block))
        return found

    def searches(self) -> Iterator[SavedSearch]:
        """Every search of the file, in the order of its lines."""
        for block in self.file.blocks:
            kind = self._kind(block)
            for instance in self._instances(block) if kind else ():
                if kind == _DASHBOARD:
                    yield from self._widgets(block, instance)
                else:
                    yield self._search(block, kind, instance)

    def _kind(self, block: Block) -> str:
        if block.type == "resource" and len(block.labels) == 2 and block.labels[0] in (*_RESOURCES, _DASHBOARD):
            return block.labels[0]
        if block.type == "module" and "source" in block.attributes:
            source = self.evaluator.value(self.file.text, block.attributes["source"])
            found = re.search(r"/modules/([\w-]+)", source) if isinstance(source, str) else None
            kind = _MODULES.get(found.group(1), "") if found else ""
            return kind if kind and _RESOURCES[kind][0] in block.attributes else ""
        return ""

    def _instances(self, block: Block) -> list[_Instance]:
        each = block.attributes.get("for_each")
        if each is not None:
            found = self.evaluator.value(self.file.text, each)
            if isinstance(found, list):
                found = {value: value for value in found if isinstance(value, str)}
            if isinstance(found, dict) and 0 < len(found) <= _MOST_INSTANCES:
                return [_Instance(f'["{key}"]', {"each": {"key": key, "value": value}}) for key, value in found.items()]
        count = block.attributes.get("count")
        number = self.evaluator.value(self.file.text, count) if count is not None else None
        if isinstance(number, int) and not isinstance(number, bool) and 1 < number <= _MOST_INSTANCES:
            return [_Instance(f"[{index}]", {"count": {"index": index}}) for index in range(number)]
        return [_Instance("", {"count": {"index": 0}} if number == 1 else {})]

    def _text(self, block: Block, name: str, instance: _Instance) -> str | None:
        attribute = block.attributes.get(name)
        return None if attribute is None else self.evaluator.text(self.evaluator.value(self.file.text, attribute, instance.names))

    def _search(self, block: Block, kind: str, instance: _Instance) -> SavedSearch:
        attribute, language = _RESOURCES[kind]
        text = self._text(block, attribute, instance)
        if text is None:
            text, parsed = "", _no_text(block, attribute)
        else:
            parsed = self._parse(text, self._language(block, instance) or language)
        name = self._text(block, "name", instance)
        address = self.evaluator.written(block.address + instance.suffix)
        alarms = self._alarms(block, instance) if kind == "aws_cloudwatch_log_metric_filter" else []
        return SavedSearch(
            name=name if name and not self.evaluator.holes(name) else address,
            format="cloudwatch",
            location=Location(self.path, block.line, 1, block.end_line),
            text=self.evaluator.written(text).strip(),
            query=self._closed(parsed.query),
            owner=self._owner(block, alarms),
            alert=bool(alarms),
            parts=tuple(self.evaluator.written(part) for part in parsed.parts),
            places=self._places(block, instance),
        )

    def _widgets(self, block: Block, instance: _Instance) -> Iterator[SavedSearch]:
        """The log widgets of a dashboard."""
        from sdd_impact.searches._aws import dashboards, insights

        widgets = dashboards.log_widgets(self._text(block, "dashboard_body", instance))
        address = self.evaluator.written(block.address + instance.suffix)
        if widgets.unknown:
            self.unread.append(Unread(self.path, f"{address}: {widgets.unknown}", block.line))
        name = self._text(block, "dashboard_name", instance)
        shown = name if name and not self.evaluator.holes(name) else address
        for number, widget in enumerate(widgets.found, 1):
            parsed = insights.parse(widget.query)
            yield SavedSearch(
                name=f"{shown}: {self.evaluator.written(widget.title) or number}",
                format="cloudwatch",
                location=Location(self.path, block.line, 1, block.end_line),
                text=self.evaluator.written(widget.query).strip(),
                query=self._closed(parsed.query),
                owner=self._owner(block, []),
                parts=tuple(self.evaluator.written(part) for part in parsed.parts),
                places=(" OR ".join(map(self._group, widget.groups)),) if widget.groups else (),
            )

    def _places(self, block: Block, instance: _Instance) -> tuple[str, ...]:
        """The log groups, joined as those that stand for each other; a group of the folder by its own name where that is constant."""
        given = (block.attributes[name] for name in _GROUPS if name in block.attributes)
        values = [self.evaluator.value(self.file.text, each, instance.names) for each in given]
        items = [item for value in values for item in (value if isinstance(value, list) else [value])]
        texts = [self._group(text) for item in items[:_MOST_GROUPS] if (text := self.evaluator.text(item))]
        return (" OR ".join(dict.fromkeys(texts)),) if texts and len(texts) == len(items) else ()

    def _group(self, text: str) -> str:
        holes = self.evaluator.holes(text)
        found = _GROUP.fullmatch(holes[0]) if len(text) == 1 and holes else None
        named = self.groups.get(found.group(1)) if found else None
        return self.evaluator.written(named or text)

    def _language(self, block: Block, instance: _Instance) -> str:
        """``query_language`` of a saved query, where it is not Logs Insights QL."""
        named = self._text(block, "query_language", instance)
        return "" if named in {None, "CWLI"} else str(named)

    @staticmethod
    def _parse(text: str, language: str) -> Parsed:
        from sdd_impact.searches._aws import filter_pattern, insights

        if language == "pattern":
            return filter_pattern.parse(text)
        if language == "insights":
            return insights.parse(text)
        return filter_pattern.Parsed(Opaque(text.strip(), f"the query language {language} is not read"))

    def _closed(self, query: Query) -> Query:
        """The tree with each hole written out as its expression."""
        if isinstance(query, AllOf | AnyOf):
            return type(query)(tuple(self._closed(part) for part in query.parts))
        if isinstance(query, Not):
            return Not(self._closed(query.part))
        if isinstance(query, Opaque):
            return Opaque(self.evaluator.written(query.text), self.evaluator.written(query.reason))
        # No other node is made of a text with holes.
        return Routing(self.evaluator.written(query.text)) if isinstance(query, Routing) else query

    def _alarms(self, block: Block, instance: _Instance) -> list[_Alarm]:
        """The alarms on this filter's metric: by the metric's name, or by a reference to the filter."""
        inner = block.inner("metric_transformation")
        metric = self._text(inner, "name", instance) if inner else self._text(block, "metric_transformation_name", instance)
        found = [*self.alarms.get(metric or " ", ()), *self.alarms.get(block.address, ())]
        return list({id(alarm.block): alarm for alarm in found}.values())

    def _owner(self, block: Block, alarms: list[_Alarm]) -> str:
        """Whom a comment or tag of the resource names, else one of its alarms."""
        for file, each in (_Alarm(self.file, block), *alarms):
            commented = next((match.group(1) for match in map(_OWNER.match, each.comments) if match), "")
            named = commented or self._tagged(file, each)
            if named:
                return named
        return ""

    def _tagged(self, file: File, block: Block) -> str:
        tags = self.evaluator.value(file.text, block.attributes["tags"]) if "tags" in block.attributes else None
        values = (tags.get(key) for key in _OWNER_TAGS) if isinstance(tags, dict) else ()
        return next((value for value in values if isinstance(value, str) and not self.evaluator.holes(value)), "")


def _is_alarm(block: Block) -> bool:
    if block.type == "resource":
        return block.labels[:1] == ("aws_cloudwatch_metric_alarm",)
    return block.type == "module" and "metric_name" in block.attributes


def _metric_names(alarm: Block) -> Iterator[Attribute]:
    """``metric_name`` of an alarm, and those of its ``metric_query`` blocks."""
    queries = (each.inner("metric") for each in alarm.blocks if each.type == "metric_query")
    for block in (alarm, *queries):
        if block is not None and "metric_name" in block.attributes:
            yield block.attributes["metric_name"]


def _no_text(block: Block, attribute: str) -> Parsed:
    from sdd_impact.searches._aws.filter_pattern import Parsed

    return Parsed(Opaque(block.address, f"{attribute} is missing, or is no text"))


FORMAT = SearchFormat(
    name="cloudwatch",
    paths=("**/*.tf", "**/*.tofu", "**/*.tf.json", "**/*.tofu.json", *_TEMPLATES),
    recognises=_recognises,
    read=_read,
    companions=_companions,
    read_with=_read,
)
