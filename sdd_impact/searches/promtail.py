"""Stages of promtail and Grafana Alloy: what takes fields out of lines, drops lines, or works on some of them, before they reach Loki.

``docs/searches/promtail.md`` says what each stage asks for and where each rule comes from.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.errors import NotationError
from sdd_impact.model import AnyOf, FieldIs, Location, Opaque, Query, Reading, Regex, SavedSearch, SearchFormat, Source, Unread
from sdd_impact.searches._parts import asks_nothing
from sdd_impact.searches._trees import EVERY_LINE, all_of, any_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sdd_impact.searches._promtail import Pipeline, Stage
    from sdd_impact.searches._promtail.stages import Value

_PATHS = (
    "**/*promtail*.yaml", "**/*promtail*.yml", "**/promtail*/**/*.yaml", "**/promtail*/**/*.yml", "**/*.alloy", "**/*.river",
    "**/*alloy*.yaml", "**/*alloy*.yml", "**/alloy*/**/*.yaml", "**/alloy*/**/*.yml",
)  # fmt: skip
_ALLOY = (".alloy", ".river")
_HEAD = late.regex(
    rb"^[ \t-]*(?:pipeline_stages|pipelineStages)[ \t]*:|\b(?:loki\.process|otelcol\.processor\.(?:filter|transform))\b",
    re.MULTILINE,
)
_STAGES = late.regex(r"^[ \t-]*(?:pipeline_stages|pipelineStages)[ \t]*:", re.MULTILINE)
_PROCESS = late.regex(r"\b(?:loki\.process|otelcol\.processor\.(?:filter|transform))\b")
#: Stages with an expression that a line (or ``source``) has to fit, by the attribute that holds it.
_EXPRESSIONS = {"regex": ("expression",), "replace": ("expression",), "multiline": ("firstline",)}
_DEEPEST = 20
_SHOWN = 80


def _recognises(path: str, head: bytes) -> bool:
    """A file that was opened because of its name and has no stages is silent."""
    if path.endswith(_ALLOY):
        return True
    named = path.lower()
    return path.endswith((".yaml", ".yml")) and ("promtail" in named or "alloy" in named or bool(_HEAD.search(head)))


def _read(source: Source) -> Reading:
    text = source.data.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "surrogateescape")
    reader = _Reader(source.path)
    if source.path.endswith(_ALLOY):
        reader.alloy(text)
    else:
        reader.yaml(text)
    return Reading(tuple(reader.searches), tuple(reader.unread))


class _Reader:
    def __init__(self, path: str) -> None:
        self.path = path
        self.searches: list[SavedSearch] = []
        self.unread: list[Unread] = []
        self._counted: dict[str, int] = {}
        self._before = 0

    def alloy(self, text: str, before: int = 0) -> None:
        """Read a text of Alloy that stands behind so many lines."""
        from sdd_impact.searches._promtail import alloy_pipelines

        if not _PROCESS.search(text):
            return
        self._before = before
        found, broken = alloy_pipelines(text)
        self.unread.extend(Unread(self.path, f"a block cannot be read: {each.message}", each.line + before) for each in broken)
        self._pipelines(found)

    def yaml(self, text: str, before: int = 0, *, inside: bool = True) -> None:
        """Read a text of YAML that stands behind so many lines, and (``inside``) the files that stand in it as texts."""
        from sdd_impact.notation import load_yaml
        from sdd_impact.searches._promtail import texts, yaml_pipelines

        if not (_STAGES.search(text) or (inside and _PROCESS.search(text))):
            return
        try:
            root = load_yaml(text, self.path)
        except NotationError as error:
            self.unread.append(Unread(self.path, error.message, error.line + before))
            return
        self._before = before
        self._pipelines(yaml_pipelines(root))
        for each in texts(root) if inside else ():
            self.yaml(each.text, before + each.line, inside=False)
            self.alloy(each.text, before + each.line)

    def _pipelines(self, found: Iterable[Pipeline]) -> None:
        for pipeline in found:
            self.stages(pipeline.name or "pipeline", pipeline.stages, EVERY_LINE, 0)

    def stages(self, name: str, stages: tuple[Stage, ...], around: Query, depth: int) -> None:
        """Read stages that stand inside of the conditions ``around``."""
        for stage in stages if depth < _DEEPEST else ():
            if stage.kind == "match":
                self._match(name, stage, around, depth)
                continue
            if stage.kind in {"logs", "log_statements"}:
                self._otel(name, stage)
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

    def _otel(self, name: str, stage: Stage) -> None:
        """Blocks of ``otelcol``: conditions of which one drops a record; statements, each with what its group asks."""
        from sdd_impact.searches._otel import condition, looks, statement

        records, statements, given = (stage.get(each) for each in ("log_record", "statements", "conditions"))
        dropped = any_of(map(condition, records.items)) if records and records.items else EVERY_LINE
        if records and looks(dropped):
            self._add(name, stage, "\n".join(records.items), dropped, dropped, does="drops")
        around = any_of(map(condition, given.items)) if given and given.items else EVERY_LINE
        for text in statements.items if statements else ():
            query = all_of((statement(text), around))
            if looks(query):
                self._add(name, stage, text, query, query, does=text.partition("(")[0].strip())

    def _add(self, pipeline: str, stage: Stage, text: str, query: Query, own: Query, does: str = "") -> None:
        problem = _problem(own)
        if problem:
            self.unread.append(Unread(self.path, problem, stage.line + self._before))
            return
        name = f"{pipeline}: {does or ('drops' if stage.kind in {'drop', 'match'} else stage.kind)}"
        self._counted[name] = self._counted.get(name, 0) + 1
        numbered = name if self._counted[name] == 1 else f"{name} ({self._counted[name]})"
        place = Location(self.path, stage.line + self._before, 1, stage.end_line + self._before)
        texts = tuple(text.split("\n"))
        parts = texts if isinstance(query, AnyOf) and len(query.parts) == len(texts) else ()
        self.searches.append(SavedSearch(numbered, "promtail", place, text, query, parts=parts))


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
    if "," in field:
        return Opaque(f"{field}: {expression.text}", "looks at several values, joined")
    return Regex(expression.text, "re2", "", field)


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
