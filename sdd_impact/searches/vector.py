"""Vector: filters, routes and programs of its transforms, and files of VRL.

``docs/searches/vector.md`` says where each rule comes from.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.errors import NotationError
from sdd_impact.model import (
    AllOf,
    AnyOf,
    FieldIs,
    Location,
    Not,
    Opaque,
    Phrase,
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

    from sdd_impact.notation import Node
    from sdd_impact.searches._vector import Asked

_PATHS = (
    *(f"**/{name}.{suffix}" for name in ("*vector*", "*vector*/**/*") for suffix in ("toml", "yaml", "yml")),
    "**/*.vrl",
)
_TRANSFORMS = late.regex(
    rb"^[ \t]*(?:\[+transforms\.|[\"']?transforms[\"']?[ \t]*:|type[ \t]*[:=][ \t]*[\"']?(?:remap|filter|route|exclusive_route|sample|throttle|reduce)\b)",
    re.MULTILINE,
)
_TOML = late.regex(r"^[ \t]*\[transforms\.", re.MULTILINE)
_YAML = late.regex(r"^[ \t]*transforms[ \t]*:", re.MULTILINE)
_OWNER = late.regex(r"^[ \t]*#[ \t]*owner[ \t]*[:=][ \t]*(\S+(?:[^\S\n]+\S+)*)", re.IGNORECASE | re.MULTILINE)
_SHOWN = 80


def _recognises(path: str, head: bytes) -> bool:
    """A file that was opened because of its name and has no transform is silent; others must show one."""
    if path.endswith(".vrl"):
        return True
    named = "vector" in path.lower()
    if path.endswith(".toml"):
        return named or b"[transforms." in head
    return path.endswith((".yaml", ".yml")) and (
        named or (bool(_YAML.search(head.decode("utf-8", "replace"))) and b"sinks:" in head)
    )


def _read(source: Source) -> Reading:
    text = source.data.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "surrogateescape").replace("\r\n", "\n")
    found = _OWNER.search(text)
    reader = _Reader(source.path, found.group(1) if found else "")
    if source.path.endswith(".vrl"):
        reader.program(text)
    elif not _TRANSFORMS.search(source.data):
        return Reading()
    elif source.path.endswith(".toml"):
        reader.toml(text, 0)
    else:
        reader.yaml(source)
    return Reading(tuple(reader.searches), tuple(reader.unread))


class _Reader:
    def __init__(self, path: str, owner: str) -> None:
        self.path = path
        self.owner = owner
        self.searches: list[SavedSearch] = []
        self.unread: list[Unread] = []
        self._counted: dict[str, int] = {}
        self._stem = path.rpartition("/")[2].rpartition(".")[0]

    def program(self, text: str) -> None:
        """Read a file of VRL."""
        from sdd_impact.searches._vector import program

        steps, wrong = program(text)
        for step in steps:
            line = text.count("\n", 0, step.at) + 1
            self._add(f"{self._stem}: {step.does}", step.text, step.query, line)
        if wrong is not None:
            self.unread.append(Unread(self.path, f"the program cannot be read: {wrong}", text.count("\n", 0, wrong.at) + 1))

    def toml(self, text: str, before: int) -> None:
        """Read a text of TOML that stands behind so many lines."""
        from sdd_impact.notation import load_toml

        try:
            root = load_toml(text, self.path)
        except NotationError as error:
            self.unread.append(Unread(self.path, error.message, error.line + before))
            return
        self._document(root, before)

    def yaml(self, source: Source) -> None:
        """Read a file of YAML, and the configurations that stand in it as texts."""
        from sdd_impact.notation import load_yaml
        from sdd_impact.searches._logql.documents import documents
        from sdd_impact.searches._promtail import texts

        found, broken = documents(source)
        self.unread.extend(broken)
        for document in found:
            self._document(document.root, document.before, self._stem)
            for each in texts(document.root):
                before = document.before + each.line
                if _TOML.search(each.text):
                    self.toml(each.text, before)
                elif _YAML.search(each.text):
                    try:
                        self._document(load_yaml(each.text, self.path), before)
                    except NotationError as error:
                        self.unread.append(Unread(self.path, error.message, error.line + before))

    def _document(self, root: Node, before: int, alone: str = "") -> None:
        from sdd_impact.searches._vector import asked

        for each in asked(root, alone):
            line = _line(each) + before
            if each.error:
                self.unread.append(Unread(self.path, each.error, line))
            else:
                self._add(each.name, each.text, each.query, line)

    def _add(self, name: str, text: str, query: Query, line: int) -> None:
        if not _looks(query):
            return
        problem = next(_problems(query), "")
        if problem:
            self.unread.append(Unread(self.path, problem, line))
            return
        self._counted[name] = self._counted.get(name, 0) + 1
        numbered = name if self._counted[name] == 1 else f"{name} ({self._counted[name]})"
        place = Location(self.path, line, 1, line + text.count("\n"))
        texts = tuple(text.split("\n"))
        is_choice = isinstance(query, AnyOf) and len(query.parts) == len(texts) > 1 and ": parse_" in name
        self.searches.append(SavedSearch(numbered, "vector", place, text, query, self.owner, parts=texts if is_choice else ()))


def _line(asked: Asked) -> int:
    """The line of a text inside of a node: below its key, where it has several lines."""
    several = "\n" in asked.node.text or asked.node.style in {"|", ">"}
    first = next((number for number, line in enumerate(asked.node.text.split("\n"), 1) if line.strip()), 1)
    return asked.node.line + (max(asked.line, first) if several else 0)


def _looks(query: Query) -> bool:
    """Whether a query looks at what an event says: not only at its level, where it comes from, or whether a field is there."""
    if isinstance(query, AllOf | AnyOf):
        return any(map(_looks, query.parts))
    if isinstance(query, Not):
        return _looks(query.part)
    if isinstance(query, Opaque):
        return ".message" in query.text
    return isinstance(query, Phrase | Regex) or (isinstance(query, FieldIs) and query.op != "exists" and query.field != "level")


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
    name="vector",
    paths=_PATHS,
    recognises=_recognises,
    read=_read,
)
