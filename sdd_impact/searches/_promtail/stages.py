"""The stages of promtail's configuration: lists below ``pipeline_stages``, wherever they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdd_impact.notation import Mapping, Scalar, Sequence
from sdd_impact.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sdd_impact.notation import Node

_LISTS = frozenset({"pipeline_stages", "pipelineStages"})


class Value(NamedTuple):
    """What an attribute is: its text, or (``known`` is False) the expression that only the agent can evaluate; ``items`` are the texts of a list."""

    text: str
    known: bool = True
    items: tuple[str, ...] = ()


class Stage(NamedTuple):
    """One stage: its kind (``regex``, ``match``, ``drop`` …), its attributes, the stages inside of it, its first and last line."""

    kind: str
    attributes: dict[str, Value]
    stages: tuple[Stage, ...]
    line: int
    end_line: int

    def get(self, *names: str) -> Value | None:
        """Return the first of these attributes that is there."""
        return next((self.attributes[name] for name in names if name in self.attributes), None)


class Pipeline(NamedTuple):
    """The stages of one pipeline, in order, and what it is called ("" where it has no name)."""

    name: str
    stages: tuple[Stage, ...]


def pipelines(root: Node) -> Iterator[Pipeline]:
    """Yield every pipeline of a document, in the order of the text."""
    todo: list[tuple[Node, str]] = [(root, "")]
    while todo:
        node, name = todo.pop()
        if isinstance(node, Sequence):
            todo.extend((item, name) for item in reversed(node.items))
        elif isinstance(node, Mapping):
            job = node.get("job_name")
            own = job.text if isinstance(job, Scalar) else name
            todo.extend((entry.value, own) for entry in reversed(node.entries) if entry.key.text not in _LISTS)
            for entry in node.entries:
                if entry.key.text in _LISTS:
                    yield Pipeline(own, _stages(entry.value))


def texts(root: Node) -> Iterator[Scalar]:
    """Yield the texts of a document that stand in it as they are, over several lines: files of a ConfigMap or of a chart's values."""
    todo = [root]
    while todo:
        node = todo.pop()
        if isinstance(node, Sequence):
            todo.extend(reversed(node.items))
        elif isinstance(node, Mapping):
            todo.extend(entry.value for entry in reversed(node.entries))
        elif node.style == "|":
            yield node


def _stages(node: Node) -> tuple[Stage, ...]:
    items = node.items if isinstance(node, Sequence) else ()
    found = []
    for item in items:
        for entry in item.entries if isinstance(item, Mapping) else ():
            given = entry.value.entries if isinstance(entry.value, Mapping) else ()
            attributes = {each.key.text: Value(each.value.text) for each in given if isinstance(each.value, Scalar)}
            inside = entry.value.get("stages") if isinstance(entry.value, Mapping) else None
            last = max((each.value.line for each in given), default=entry.key.line)
            found.append(Stage(entry.key.text, attributes, _stages(inside) if inside is not None else (), entry.key.line, last))
    return tuple(found)
