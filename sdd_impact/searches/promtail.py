"""Stages of promtail and Grafana Alloy: what takes fields out of lines, drops lines, or works on some of them, before they reach Loki.

``docs/searches/promtail.md`` says what each stage asks for and where each rule comes from.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sdd_impact.errors import NotationError
from sdd_impact.model import FieldIs, Location, Opaque, Query, Reading, Regex, SavedSearch, SearchFormat, Source, Unread
from sdd_impact.searches._parts import asks_nothing
from sdd_impact.searches._trees import EVERY_LINE, all_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sdd_impact.searches._promtail import Pipeline, Stage
    from sdd_impact.searches._promtail.stages import Value

_PATHS = (
    "**/*promtail*.yaml", "**/*promtail*.yml", "**/promtail*/**/*.yaml", "**/promtail*/**/*.yml", "**/*.alloy", "**/*.river",
)  # fmt: skip
_ALLOY = (".alloy", ".river")
_STAGES = re.compile(rb"^[ \t-]*(?:pipeline_stages|pipelineStages)[ \t]*:", re.MULTILINE)
_PROCESS = re.compile(rb"\bloki\.process\b")
#: Stages with an expression that a line (or ``source``) has to fit, by the attribute that holds it.
_EXPRESSIONS = {"regex": ("expression",), "replace": ("expression",), "multiline": ("firstline",)}
_DEEPEST = 20
_SHOWN = 80


def _recognises(path: str, head: bytes) -> bool:
    """A file that was opened because of its name and has no stages is silent."""
    if path.endswith(_ALLOY):
        return True
    return path.endswith((".yaml", ".yml")) and ("promtail" in path.lower() or bool(_STAGES.search(head)))


def _read(source: Source) -> Reading:
    from sdd_impact.searches._promtail import alloy_pipelines, yaml_pipelines

    found: list[Pipeline] = []
    if source.path.endswith(_ALLOY):
        text = source.data.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "surrogateescape")
        found.extend(alloy_pipelines(text) if _PROCESS.search(source.data) else ())
    elif _STAGES.search(source.data):
        from sdd_impact.notation import load_yaml

        try:
            found.extend(yaml_pipelines(load_yaml(source)))
        except NotationError as error:
            return Reading(unread=(Unread(source.path, error.message, error.line),))
    reader = _Reader(source.path)
    for pipeline in found:
        reader.stages(pipeline.name or "pipeline", pipeline.stages, EVERY_LINE, 0)
    return Reading(tuple(reader.searches), tuple(reader.unread))


class _Reader:
    def __init__(self, path: str) -> None:
        self.path = path
        self.searches: list[SavedSearch] = []
        self.unread: list[Unread] = []
        self._counted: dict[str, int] = {}

    def stages(self, name: str, stages: tuple[Stage, ...], around: Query, depth: int) -> None:
        """Read stages that stand inside of the conditions ``around``."""
        for stage in stages if depth < _DEEPEST else ():
            if stage.kind == "match":
                self._match(name, stage, around, depth)
                continue
            for text, query in _asked(stage):
                self._add(name, stage, text, all_of((around, query)), query)

    def _match(self, name: str, stage: Stage, around: Query, depth: int) -> None:
        """``match``: stages for the lines that a selector of LogQL chooses, or (``action: drop``) the end of those lines."""
        from sdd_impact.searches._logql import parse

        selector, action, own = stage.get("selector"), stage.get("action"), stage.get("pipeline_name")
        query: Query = (
            _open(selector) if selector and not selector.known else parse(selector.text).query if selector else EVERY_LINE
        )
        whole = all_of((around, query))
        drops = action is not None and action.text == "drop"
        inner = own.text if own and own.known and own.text else name
        if not drops:
            self.stages(inner, stage.stages, whole, depth + 1)
        elif selector is not None and not asks_nothing(whole):
            self._add(name, stage, selector.text, whole, query)

    def _add(self, pipeline: str, stage: Stage, text: str, query: Query, own: Query) -> None:
        problem = _problem(own)
        if problem:
            self.unread.append(Unread(self.path, problem, stage.line))
            return
        name = f"{pipeline}: {'drops' if stage.kind in {'drop', 'match'} else stage.kind}"
        self._counted[name] = self._counted.get(name, 0) + 1
        numbered = name if self._counted[name] == 1 else f"{name} ({self._counted[name]})"
        self.searches.append(SavedSearch(numbered, "promtail", Location(self.path, stage.line, 1, stage.end_line), text, query))


def _asked(stage: Stage) -> Iterator[tuple[str, Query]]:
    """Yield the text and the query of a stage that looks at what a line says."""
    source = stage.get("source")
    field = source.text if source and source.known else ""
    if stage.kind in _EXPRESSIONS:
        expression = stage.get(*_EXPRESSIONS[stage.kind])
        if expression is not None and expression.text:
            yield expression.text, _regex(expression, field)
    elif stage.kind == "drop":
        expression, value = stage.get("expression", "regex"), stage.get("value")
        parts: list[Query] = [_regex(expression, field)] if expression is not None and expression.text else []
        if value is not None and field and not parts:
            parts.append(FieldIs(field, "=", value.text, case=True) if value.known else _open(value))
        limits = [name for name in ("longer_than", "older_than") if stage.get(name)]
        if parts and limits:
            parts.append(Opaque(" ".join(limits), "asks how long or how old a line is"))
        if parts:
            yield (expression.text if expression else value.text if value else ""), all_of(parts)


def _regex(expression: Value, field: str) -> Query:
    if not expression.known:
        return _open(expression)
    return Regex(expression.text, "re2", "", "" if "," in field else field)


def _open(value: Value) -> Query:
    return Opaque(value.text, "known only to the agent")


def _problem(query: Query) -> str:
    from sdd_impact.patterns import PatternError, read

    for part in (query, *getattr(query, "parts", ())):
        if isinstance(part, Regex):
            found = read(part.pattern, "re2", "")
            if isinstance(found, PatternError):
                return f"{part.pattern[:_SHOWN]} cannot be read: {found.message} (at character {found.position + 1})"
    return ""


FORMAT = SearchFormat(
    name="promtail",
    paths=_PATHS,
    recognises=_recognises,
    read=_read,
)
