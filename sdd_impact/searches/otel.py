"""The OpenTelemetry Collector: filters, statements, routes and counts of its log pipelines, and the operators that take lines apart.

``docs/searches/otel.md`` says where each rule comes from.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.model import (
    AllOf,
    AnyOf,
    Not,
    Query,
    Reading,
    Regex,
    SavedSearch,
    SearchFormat,
    Source,
    Unread,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sdd_impact.searches._logql.documents import Document
    from sdd_impact.searches._otel import Asked

_WORDS = ("otel", "opentelemetry", "collector")
#: Files of another kind that may hold a configuration as a text.
_HOLDERS = ("configmap", "config-map", "cloudformation", "cfn", "template")
_PATHS = tuple(
    f"**/{name}.{suffix}"
    for name in (
        *(f"*{word}*{below}" for word in _WORDS for below in ("", "/**/*")),
        *(f"*{word}*" for word in _HOLDERS),
    )
    for suffix in ("yaml", "yml")
)
#: Words without one of which a file has no component that is read here.
_ASKS = late.regex(
    rb"\b(?:log_record|log_conditions|log_statements|bodies|record_attributes|operators|line_(?:start|end)_pattern|table|count|sum|signaltometrics)(?:/[\w./-]+)?[\"']?[ \t]*:"
)
_COMPONENTS = late.regex(rb"^[ \t]*[\"']?(?:processors|receivers|connectors)[\"']?[ \t]*:", re.MULTILINE)
_TEXTS = late.regex(r"^[ \t]*(?:processors|receivers|connectors)[ \t]*:", re.MULTILINE)
_SHOWN = 80
_DEEPEST = 12


def _recognises(path: str, head: bytes) -> bool:
    """A file that was opened because of its name and has no component is silent; others must show their components."""
    if not path.endswith((".yaml", ".yml")):
        return False
    named = path.lower()
    return any(word in named for word in (*_WORDS, *_HOLDERS)) or (b"service:" in head and bool(_COMPONENTS.search(head)))


def _read(source: Source) -> Reading:
    from sdd_impact.searches._logql.documents import documents

    if not (_ASKS.search(source.data) and _COMPONENTS.search(source.data)):
        return Reading()
    found, broken = documents(source)
    reader = _Reader(source.path)
    reader.unread.extend(broken)
    for document in found:
        reader.document(document, 0)
    return Reading(tuple(reader.searches), tuple(reader.unread))


class _Reader:
    def __init__(self, path: str) -> None:
        self.path = path
        self.searches: list[SavedSearch] = []
        self.unread: list[Unread] = []
        self._counted: dict[str, int] = {}

    def document(self, document: Document, depth: int) -> None:
        """Read a document, and the documents that stand in it as texts."""
        from sdd_impact.searches._otel import asked, looks

        for each in asked(document.root):
            if looks(each.query):
                self._add(each, document)
        for scalar in _texts(document) if depth == 0 else ():
            for inner in document.inside(scalar):
                self.document(inner, depth + 1)

    def _add(self, asked: Asked, document: Document) -> None:
        place = document.location(asked.node)
        problem = next(_problems(asked.query), "")
        if problem:
            self.unread.append(Unread(self.path, problem, place.line))
            return
        name = f"{asked.component}: {asked.does}"
        self._counted[name] = self._counted.get(name, 0) + 1
        numbered = name if self._counted[name] == 1 else f"{name} ({self._counted[name]})"
        is_choice = isinstance(asked.query, AnyOf) and len(asked.query.parts) == len(asked.texts) > 1
        self.searches.append(
            SavedSearch(
                name=numbered,
                format="otel",
                location=place,
                text="\n".join(asked.texts),
                query=asked.query,
                owner=document.owner(asked.node),
                parts=asked.texts if is_choice else (),
            )
        )


def _texts(document: Document) -> Iterator:  # type: ignore[type-arg]  # scalars of the notation, which is imported late
    """The texts of several lines that hold components: files of a ConfigMap, the configuration of an operator's resource."""
    from sdd_impact.searches._promtail import texts

    return (each for each in texts(document.root) if _TEXTS.search(each.text))


def _problems(query: Query) -> Iterator[str]:
    """Yield what is wrong with the regular expressions of a query."""
    from sdd_impact.patterns import PatternError, read

    if isinstance(query, AllOf | AnyOf):
        for part in query.parts:
            yield from _problems(part)
    elif isinstance(query, Not):
        yield from _problems(query.part)
    elif isinstance(query, Regex):
        found = read(query.pattern, query.dialect, "")
        if isinstance(found, PatternError):
            yield f"{query.pattern[:_SHOWN]} cannot be read: {found.message} (at character {found.position + 1})"


FORMAT = SearchFormat(
    name="otel",
    paths=_PATHS,
    recognises=_recognises,
    read=_read,
)
