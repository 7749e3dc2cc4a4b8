"""Resources of a Terraform file and what is constant in them: the same for every provider that keeps searches there.

A block with ``for_each`` or ``count`` is one instance for each of its values; ``dynamic`` blocks inside are written out. What only Terraform knows
is a hole in the text (:mod:`sdd_impact.searches._hcl`).
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib import import_module
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.model import AllOf, AnyOf, Location, Not, Opaque, Query, Reading, Routing, Source, Unread
from sdd_impact.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sdd_impact.searches._hcl import Attribute, Block, Evaluator, File, Value

#: More instances than these of one block are one search, with its expressions left open.
MOST_INSTANCES = 200

#: Files that an expression names, and patterns of names, that are looked at.
_MOST_FILES, _MOST_PATTERNS = 200, 20
_NAMED = late.regex(rb'\b(?:file|templatefile)\(\s*\\?"([^"\\\n]{1,300})\\?"')
_MODULE = late.regex(r"\$\{\s*path\.module\s*\}")
_HOLE = late.regex(r"\$\{[^}]*\}")
#: Files with saved searches of their own, which are read where they are.
_READ_THERE = (".json", ".yaml", ".yml", ".ndjson", ".toml", ".tf", ".tofu", ".conf")

#: The header of a file that is broken as a whole.
WHOLE = "the file"

_SUFFIXES = (".tf", ".tofu", ".tf.json", ".tofu.json")
_OWNER = late.regex(r"owner\s*[:=]\s*(\S+(?:[^\S\n]+\S+)*)", re.IGNORECASE)
_OWNER_KEYS = ("owner", "team", "squad")


def is_terraform(path: str) -> bool:
    """Whether a path is one of Terraform's (or OpenTofu's) files."""
    return path.endswith(_SUFFIXES)


def neighbours(source: Source, paths: tuple[str, ...], words: tuple[bytes, ...]) -> tuple[str, ...]:
    """Return the other Terraform files of the folder, for a source that has one of the words: locals may stand in any of them."""
    if not is_terraform(source.path) or not any(word in source.data for word in words):
        return ()
    folder = source.path.rpartition("/")[0]
    beside = tuple(path for path in paths if is_terraform(path) and path.rpartition("/")[0] == folder and path != source.path)
    return (*beside, *named_files(source, paths))


def named_files(source: Source, paths: tuple[str, ...], but: tuple[str, ...] = _READ_THERE) -> tuple[str, ...]:
    """Return the files that a source names in ``file("…")`` or ``templatefile("…", …)``; a part that only Terraform knows is any name.

    Those with an ending of ``but`` are left out.
    """
    from sdd_impact.searches._hcl import plain_path

    folder = source.path.rpartition("/")[0]
    named = {match.decode("utf-8", "replace") for match in _NAMED.findall(source.data)}
    plain = {plain_path(f"{folder}/{_MODULE.sub('', name)}") for name in named}
    wanted = [re.compile("[^/]*".join(map(re.escape, _HOLE.split(each)))) for each in sorted(plain) if "${" in each]
    known = plain.intersection(paths)
    known.update(path for each in wanted[:_MOST_PATTERNS] for path in paths if each.fullmatch(path))
    return tuple(sorted(path for path in known if not path.endswith(but) and path != source.path)[:_MOST_FILES])


class Instance(NamedTuple):
    """One resource of a block: the end of its address, and what ``each``, ``count`` and iterators are."""

    suffix: str = ""
    names: Mapping[str, Value] = {}


class Inner(NamedTuple):
    """A block inside of a resource, with the names that its expressions may use."""

    block: Block
    instance: Instance


def is_whole(unread: Unread) -> bool:
    """Whether it is a whole file that could not be read, as one of JSON."""
    return unread.reason.startswith(f"{WHOLE} ")


def provided(source: Source, companions: tuple[Source, ...], words: tuple[bytes, ...], provider: str, package: str) -> Reading:
    """Read the searches that the resources of one provider keep in a file.

    ``words`` are those of which one stands in every such file, ``provider`` is what its resources' names begin with (``datadog_``), ``package``
    the folder of this room whose ``resources`` reads them: it is imported for a file with one of the words only.
    """
    if not any(word in source.data for word in words):
        return Reading()
    resources = import_module(f"{__package__}.{package}.resources")
    terraform = Terraform(source, companions, resources.WANTED)
    broken = tuple(each for each in terraform.unread if provider in each.reason or is_whole(each))
    return Reading(tuple(resources.searches(terraform)), broken)


def parsed(source: Source, wanted: re.Pattern[str]) -> File:
    """Read a file's blocks whose header matches ``wanted``, in either syntax."""
    return _parse(source.data, wanted, source.path.endswith(".json"))


@lru_cache(256)
def _parse(data: bytes, wanted: re.Pattern[str], as_json: bool) -> File:
    """Read a file's blocks; the files of a folder help each other, and each is read once."""
    from sdd_impact.searches._hcl import parse, parse_json

    text = data.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "surrogateescape").replace("\r\n", "\n")
    return parse_json(text, wanted) if as_json else parse(text, wanted)


def texts(companions: tuple[Source, ...]) -> dict[str, str]:
    """Return what the files say that an expression may name, by their paths."""
    named = (each for each in companions if not is_terraform(each.path))
    return {each.path: each.data.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace").replace("\r\n", "\n") for each in named}


class Terraform:
    """A Terraform file with the other files of its folder. ``wanted`` chooses blocks by their header; it must let ``locals`` through."""

    def __init__(self, source: Source, companions: tuple[Source, ...], wanted: re.Pattern[str]) -> None:
        from sdd_impact.searches._hcl import Evaluator

        self.path = source.path
        self.file = parsed(source, wanted)
        self.others = tuple(parsed(each, wanted) for each in companions if is_terraform(each.path))
        self.evaluator: Evaluator = Evaluator(self.file, self.others, texts(companions), source.path.rpartition("/")[0])

    @property
    def unread(self) -> tuple[Unread, ...]:
        """The blocks that could not be read, each with its line."""
        return tuple(
            Unread(self.path, f"{each.header} cannot be read: {each.message}", each.line)
            for each in self.file.broken
            if "locals" not in each.header
        )

    def everywhere(self, kind: str) -> Iterator[tuple[File, Block]]:
        """The resources of a type in this file and its neighbours, each with its file."""
        for file in (self.file, *self.others):
            yield from ((file, block) for block in file.blocks if block.type == "resource" and block.labels[:1] == (kind,))

    def instances(self, block: Block) -> list[Instance]:
        """Return what a block stands for: one instance, or one for each value of ``for_each`` and ``count``."""
        each = block.attributes.get("for_each")
        if each is not None:
            found = self._mapping(self.value(each, Instance()))
            if found:
                return [Instance(f'["{key}"]', {"each": {"key": key, "value": value}}) for key, value in found.items()]
        count = block.attributes.get("count")
        number = self.value(count, Instance()) if count is not None else None
        if isinstance(number, int) and not isinstance(number, bool) and 1 < number <= MOST_INSTANCES:
            return [Instance(f"[{index}]", {"count": {"index": index}}) for index in range(number)]
        return [Instance("", {"count": {"index": 0}} if number == 1 else {})]

    @staticmethod
    def _mapping(found: Value) -> dict[str, Value]:
        if isinstance(found, list):
            found = {value: value for value in found if isinstance(value, str)}
        return found if isinstance(found, dict) and 0 < len(found) <= MOST_INSTANCES else {}

    def inner(self, block: Block, kind: str, instance: Instance) -> Iterator[Inner]:
        """The blocks of a type directly inside of a block, those of ``dynamic`` blocks written out."""
        for each in block.blocks:
            if each.type == kind:
                yield Inner(each, instance)
            elif each.type == "dynamic" and each.labels == (kind,):
                yield from self._dynamic(each, kind, instance)

    def _dynamic(self, block: Block, kind: str, instance: Instance) -> Iterator[Inner]:
        content = block.inner("content")
        if content is None:
            return
        through = block.attributes.get("for_each")
        found = self.value(through, instance) if through is not None else None
        iterator = block.attributes.get("iterator")
        name = iterator.tokens[0].text if iterator is not None and iterator.tokens else kind
        items = list(enumerate(found)) if isinstance(found, list) else list(found.items()) if isinstance(found, dict) else None
        if items is None or len(items) > MOST_INSTANCES:
            yield Inner(content, instance)
            return
        for key, value in items:
            yield Inner(content, Instance(instance.suffix, {**instance.names, name: {"key": key, "value": value}}))

    def value(self, attribute: Attribute, instance: Instance) -> Value:
        """Evaluate an attribute of a block of this file."""
        return self.evaluator.value(self.file.text, attribute, instance.names)

    def attribute(self, block: Block, name: str, instance: Instance) -> Value:
        """Return the value of an attribute; None where there is none."""
        found = block.attributes.get(name)
        return None if found is None else self.value(found, instance)

    def text(self, block: Block, name: str, instance: Instance) -> str | None:
        """Return an attribute as a text with holes; None where it is missing or no text."""
        return self.evaluator.text(found) if (found := self.attribute(block, name, instance)) is not None else None

    def written(self, text: str) -> str:
        """Return a text with each hole as ``${expression}``."""
        return self.evaluator.written(text)

    def name(self, block: Block, instance: Instance, *attributes: str) -> str:
        """Return the first of these attributes that is constant, else the block's address."""
        for each in attributes:
            found = self.text(block, each, instance)
            if found and found.strip() and not self.evaluator.holes(found):
                return found.strip()
        return self.written(block.address + instance.suffix)

    def location(self, block: Block) -> Location:
        """Where a block stands."""
        return Location(self.path, block.line, 1, block.end_line)

    def owner(self, block: Block, instance: Instance, *tags: str) -> str:
        """Whom a comment ``owner: …`` of the block names, else a tag or label of it (the attributes ``tags``)."""
        commented = next((match.group(1) for match in map(_OWNER.match, block.comments) if match), "")
        if commented:
            return commented
        for each in tags:
            found = owner_in(self.attribute(block, each, instance))
            if found and not self.evaluator.holes(found):
                return found
        return ""

    def closed(self, query: Query) -> Query:
        """Return the tree with each hole written out as its expression."""
        if isinstance(query, AllOf | AnyOf):
            return type(query)(tuple(self.closed(part) for part in query.parts))
        if isinstance(query, Not):
            return Not(self.closed(query.part))
        if isinstance(query, Opaque):
            return Opaque(self.written(query.text), self.written(query.reason))
        # No other node is made of a text with holes.
        return Routing(self.written(query.text)) if isinstance(query, Routing) else query


def owner_in(tags: object) -> str:
    """Return the owner that tags name: ``{"team": "a"}`` or ``["team:a"]``; "" where they name none."""
    if isinstance(tags, dict):
        pairs = {str(key).lower(): value for key, value in tags.items()}
        found = (pairs.get(key) for key in _OWNER_KEYS)
        return next((each for each in found if isinstance(each, str) and each), "")
    if isinstance(tags, list | tuple):
        split = [each.partition(":") for each in tags if isinstance(each, str)]
        return next(
            (value.strip() for key in _OWNER_KEYS for name, _, value in split if name.strip().lower() == key and value.strip()), ""
        )
    return ""
