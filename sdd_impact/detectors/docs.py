"""Documents of this repository that Support or customers read, and that still tell of a text, route or setting which the branch takes away."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from sdd_impact import late
from sdd_impact.detectors._declared import CODE
from sdd_impact.detectors._facts import facts
from sdd_impact.detectors._reading import first_line, matches
from sdd_impact.detectors._settings import new_settings
from sdd_impact.model import Detector, Evidence, Location, Scene, Signal, Source, Statement
from sdd_impact.syntax import is_test
from sdd_impact.tuples import NamedTuple

#: Endings of documents; those of the second kind only where the configuration names their folder.
_DOCUMENTS = (".md", ".mdx", ".markdown", ".rst", ".adoc", ".asciidoc")
_OTHERS = (".txt", ".html", ".htm", ".json", ".yaml", ".yml", ".csv", ".xml")
#: Files beside source code in which a program's texts stand.
_TEXTS_OF_CODE = (
    ".erb", ".html", ".cshtml", ".twig", ".properties", ".po", ".env", ".yml", ".yaml", ".json", ".toml", ".xml", ".graphql",
)  # fmt: skip
#: Documents that tell of the past or of plans, or that are written for developers' tools.
_PAST = late.regex(
    r"(?i)(?:^|/)(?:[^/]*(?:change[-_]?log|changes|history|news|releas|upgrad|migrat|roadmap|licen[cs]e|deprecat|decision|proposal|archive|whats[-_]?new)[^/]*"
    r"|adrs?|rfcs?|blog|posts|plans?|specs?|design|todo|contributing|agents|claude|copilot[^/]*|versioned_docs|node_modules|vendor|third_party|fixtures|i18n"
    r"|\.(?:github|cursor|claude|changeset|changes|kiro|agents?)|checklists?)(?:/|\.|\Z)"
)
#: The fewest words and characters of a text that nobody would write by accident.
_WORDS, _CHARACTERS = 3, 14
_CODE_LIKE = late.regex(r"(?=[\w.-]*\d|[A-Z]+[_-])[A-Z][A-Z0-9]*(?:[_.-][A-Z0-9]+)+|[A-Z]{2,}-?\d{3,}")
_EDGES = " \t\r\n.,:;!?'\"`()[]{}<>-–—=/|*#"
#: More texts, documents and rows than these are not looked up: the rest is noise.
_MOST_TEXTS, _MOST_FILES, _MOST_ROWS = 200, 400, 12
#: So many documents are read one by one; a document larger than this (bytes) is none that anybody reads.
_FEW, _LARGEST = 60, 1_000_000


class _Gone(NamedTuple):
    """Something that was there before the change and is nowhere after it: the text to look for, and what it was."""

    text: str
    what: str
    symbol: str
    ref: str = ""


def detect(scene: Scene) -> tuple[Signal, ...]:
    """Report each document line that mentions what is gone; and, where the configuration says where documents are, those that the branch changes."""
    return (*_changed(scene), *_outdated(scene))


def _changed(scene: Scene) -> Iterator[Signal]:
    for change in scene.files if scene.settings.docs else ():
        after = change.after
        if (
            after
            and matches(scene.settings.docs, after.path)
            and (change.before is None or change.before.data.split() != after.data.split())
        ):
            yield Signal(
                "document-changed", Evidence(Location(after.path), "", "a document that Support reads is changed"), after.path
            )


# --- what is gone ------------------------------------------------------------------------------------------------


def _outdated(scene: Scene) -> Iterator[Signal]:
    gone = {each.text: each for each in (*_texts(scene), *_routes(scene), *_settings(scene))}
    if not gone:
        return
    wanted = sorted(gone, key=len, reverse=True)[:_MOST_TEXTS]
    added = {change.after.path for change in scene.files if change.after and change.before is None}
    documents = list(_holding(scene, wanted, added))  # a document of this branch tells of it on purpose
    told = {text for source in documents for text in wanted if text.encode("utf-8", "surrogateescape") in source.data}
    if not told:
        return
    wanted = _nowhere_else(scene, [text for text in wanted if text in told])
    found = (each for source in documents for each in _mentions(source, wanted, gone))
    yield from islice(found, _MOST_ROWS)


def _holding(scene: Scene, wanted: list[str], added: set[str]) -> Iterator[Source]:
    """The documents with one of the texts. A few are read; of many, git says first which have one."""
    paths = [path for path in scene.head.paths() if _is_read(path, scene)]
    if len(paths) > _FEW:
        paths = [path for path in scene.head.containing(wanted) if _is_read(path, scene)]
    sources = (scene.head.read(path) for path in paths[:_MOST_FILES] if path not in added)
    yield from (source for source in sources if source and len(source.data) <= _LARGEST)


def _is_read(path: str, scene: Scene) -> bool:
    return is_document(path, scene.settings.docs) and not path.startswith(f"{scene.settings.records}/")


def is_document(path: str, named: tuple[str, ...]) -> bool:
    """Whether a path is a document that somebody outside development reads: by the configuration, else by its ending."""
    if is_test(path):
        return False
    if named:
        return matches(named, path) and path.lower().endswith((*_DOCUMENTS, *_OTHERS))
    return path.lower().endswith(_DOCUMENTS) and _PAST.search(path) is None


def _is_code(path: str) -> bool:
    return path.lower().endswith((*CODE, *_TEXTS_OF_CODE)) and not is_test(path)


def _nowhere_else(scene: Scene, wanted: list[str]) -> list[str]:
    """The texts that no code of the head has any longer."""
    left = set(wanted)
    holders = [path for path in scene.head.containing(wanted) if _is_code(path) and not is_document(path, scene.settings.docs)]
    for path in holders[:_MOST_FILES]:
        source = scene.head.read(path)
        data = source.data if source else b""
        left -= {text for text in left if text.encode("utf-8", "surrogateescape") in data}
    return [text for text in wanted if text in left]


def _texts(scene: Scene) -> Iterator[_Gone]:
    for change in scene.changes:
        before, after = change.before, change.after
        if before is None or before.test or change.event_only or change.remains:
            continue
        what = "error message" if before.what == "error" else "log line"
        still = set(_pieces(after))
        yield from (_Gone(text, what, before.symbol, change.id) for text in _pieces(before) if text not in still)
        if before.code and (after is None or after.code != before.code) and _CODE_LIKE.fullmatch(before.code):
            yield _Gone(before.code, "error code", before.symbol, change.id)


def _pieces(statement: Statement | None) -> Iterator[str]:
    for literal in statement.shown.literals if statement else ():
        for line in literal.split("\n"):
            text = line.strip(_EDGES)
            if len(text) >= _CHARACTERS and len(text.split()) >= _WORDS and len(text) <= 300:
                yield text


def _routes(scene: Scene) -> Iterator[_Gone]:
    seen = facts(scene)
    there = {route.path for file in seen.after for route in file.routes}
    for file in seen.before:
        for route in file.routes:
            runs = [run for run in re.split(r"\{\w*\}", route.path)[:1] if run.strip("/").count("/") >= 1 and len(run) >= 10]
            if runs and route.path not in there and not any(path.startswith(runs[0].rstrip("/")) for path in there):
                yield _Gone(runs[0].rstrip("/"), "route", route.handler)


def _settings(scene: Scene) -> Iterator[_Gone]:
    turned = Scene(
        tuple(change._replace(before=change.after, after=change.before) for change in scene.files),
        (),
        scene.head,
        scene.base,
        scene.settings,
    )
    yield from (_Gone(each.key, "setting", "") for each in new_settings(turned) if len(each.key) >= 6)


# --- where it is mentioned ---------------------------------------------------------------------------------------


def _mentions(source: Source, wanted: Iterable[str], gone: dict[str, _Gone]) -> Iterator[Signal]:
    lines = source.data.decode("utf-8", "replace").split("\n")
    for text in wanted:
        around = re.compile(rf"(?<![\w/-]){re.escape(text)}(?![\w-])")
        number = next((number for number, line in enumerate(lines, 1) if text in line and around.search(line)), 0)
        if number:
            each = gone[text]
            yield Signal(
                "document-mentions",
                Evidence(
                    Location(source.path, number),
                    first_line(lines[number - 1]),
                    f"{source.path} tells of a {each.what} that is gone: {first_line(text, 80)}",
                ),
                f"{source.path}: {first_line(text, 80)}",
                each.symbol,
                (),
                (("document", f"{source.path}:{number}"), ("mentions", first_line(text)), ("what", each.what)),
                (each.ref,) if each.ref else (),
            )


DETECTOR = Detector("docs", ("document-mentions", "document-changed"), detect)
