"""Sections of Fluent Bit's configuration: the classic form (``[FILTER]`` and lines of ``Key value``), and YAML.

Rules from the Fluent Bit manual, "Classic mode" and "YAML configuration": names of sections and keys are read without case; a comment is a whole line;
a key may occur several times. In a ConfigMap or a chart's values the classic form stands indented inside of a text; it is read there as well.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.notation import Mapping, Scalar, Sequence
from sdd_impact.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sdd_impact.notation import Node

_HEADER = late.regex(r"([ \t]*)\[([A-Za-z_]+)\][ \t]*")
_PAIR = late.regex(r"[ \t]*([A-Za-z_][\w.]*)[ \t]+(\S.*?)[ \t]*")
_OWNER = late.regex(r"[ \t]*#[ \t]*owner[ \t]*[:=][ \t]*(\S+(?:[ \t]+\S+)*)[ \t]*", re.IGNORECASE)


class Section(NamedTuple):
    """One section: what it is (``filter``, ``parser``, ``multiline_parser`` …), its pairs with keys in lower case, its first and last line."""

    kind: str
    pairs: tuple[tuple[str, str], ...]
    line: int
    end_line: int
    owner: str = ""

    def get(self, key: str) -> str:
        """Return the last value of a key, "" where there is none."""
        return next((value for name, value in reversed(self.pairs) if name == key), "")

    def all(self, *keys: str) -> Iterator[tuple[str, str]]:
        """Yield the pairs of some keys, in order."""
        return ((name, value) for name, value in self.pairs if name in keys)


def classic(text: str) -> tuple[tuple[Section, ...], tuple[int, ...]]:
    """Read the classic form: its sections, and the lines inside of them that are no pair. What is no section is passed over; never raises."""
    found: list[Section] = []
    broken: list[int] = []
    pairs: list[tuple[str, str]] = []
    kind, indent, first, last, owner, said = "", 0, 0, 0, "", ""

    def end() -> None:
        if kind:
            found.append(Section(kind, tuple(pairs), first, last, owner))

    for number, line in enumerate(text.split("\n"), 1):
        header = _HEADER.fullmatch(line)
        if header:
            end()
            pairs = []
            kind, indent, first, last = header.group(2).lower(), len(header.group(1)), number, number
            owner, said = said, ""
        elif line.lstrip().startswith("#"):
            match = _OWNER.fullmatch(line)
            said = match.group(1) if match else said
        elif line.strip():
            pair = _PAIR.fullmatch(line)
            column = len(line) - len(line.lstrip())
            if column < indent or line.startswith("@"):
                end()
                kind = ""
            elif kind and pair is None:
                # Groups (`[GROUP 1]`) hold keys of their plugin; a line of a chart's template is none of Fluent Bit's.
                broken += [] if line.lstrip().startswith(("{{", "[")) else [number]
            elif kind and pair is not None:
                pairs.append((pair.group(1).lower(), pair.group(2)))
                last = number
                owner, said = owner or said, ""
    end()
    return tuple(found), tuple(broken)


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


def modern(root: Node) -> tuple[Section, ...]:
    """Read a YAML document: ``parsers``, ``multiline_parsers``, and the filters of the pipeline and of its inputs and outputs."""
    if not isinstance(root, Mapping):
        return ()
    found = [_section("parser", each) for each in _maps(root.get("parsers"))]
    found += [_section("multiline_parser", each) for each in _maps(root.get("multiline_parsers"))]
    pipeline = root.get("pipeline")
    if isinstance(pipeline, Mapping):
        found += [_section("filter", each) for each in _maps(pipeline.get("filters"))]
        for group in ("inputs", "outputs"):
            for plugin in _maps(pipeline.get(group)):
                processors = plugin.get("processors")
                logs = processors.get("logs") if isinstance(processors, Mapping) else None
                found += [_section("filter", each) for each in _maps(logs)]
    return tuple(found)


def _section(kind: str, node: Mapping) -> Section:
    pairs: list[tuple[str, str]] = []
    last = node.line
    for entry in node.entries:
        for item in entry.value.items if isinstance(entry.value, Sequence) else (entry.value,):
            last = max(last, item.line)
            if isinstance(item, Scalar):
                pairs.append((entry.key.text.lower(), item.text))
            elif isinstance(item, Mapping) and entry.key.text.lower() == "rules":
                given = [item.get(key) for key in ("state", "regex", "next_state")]
                texts = [each.text if isinstance(each, Scalar) else "" for each in given]
                pairs.append(("rule", " ".join(f'"{text}"' for text in texts)))
    return Section(kind, tuple(pairs), node.line, last)


def _maps(node: Node | None) -> tuple[Mapping, ...]:
    return tuple(each for each in node.items if isinstance(each, Mapping)) if isinstance(node, Sequence) else ()
