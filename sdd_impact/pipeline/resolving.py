"""Messages that are defined elsewhere: constants and class attributes of other files, changed or not.

A statement whose message is a symbol of another file is completed with the text found there; the base's statements with the base's
texts, the head's with the head's. So a reworded constant is a reworded log line, also where only the constant's file changed. A placeholder or a field that is such
a constant (``'code' => EventCodes::LOCKED``) prints its text.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from sdd_impact import late
from sdd_impact.analysis.pairing import Side
from sdd_impact.model import Definition, Extraction, Placeholder, Source, Statement, Template, Tree
from sdd_impact.pipeline.extracting import Extractor
from sdd_impact.syntax import complete
from sdd_impact.tuples import NamedTuple

#: A name that looks like a constant, or like an attribute of a class: others (`message`, `text`) are looked for in no other file.
_CONSTANT = late.regex(r"^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*$|^[a-z]+(?:_[a-z]+)+$")
_CLASS = late.regex(r"^[A-Z]\w*[a-z]\w*$")
#: A name of several words without ``_``, long enough to be rare: ``resetFailed``, ``TextOfReset``.
_HUMPS = late.regex(r"^(?=\w{8,})[A-Za-z][a-z0-9]*(?:[A-Z]+[a-z0-9]+)+$")
#: What a package of Go or a module gives to others: ``texts.Reset``.
_EXPORTED = late.regex(r"^[A-Z]\w{3,}$")
#: What a status is, and a code: one word.
_STATUS = late.regex(r"[45]\d\d")
_CODE = late.regex(r"[\w.:/-]{1,60}")
#: A constant as an expression: ``EventCodes::LOCKED``, ``codes.EventCode.LOCKED.value``, ``LOCKED``. One of the class itself is known in its file.
_SPELLED = late.regex(r"\\?(?!(?:self|static|this|cls|parent|super)\b)([A-Za-z_]\w*(?:(?:::|\\|\.)[A-Za-z_]\w*){0,5}?)(?:\.value)?")
#: More files than this with one of the words are not looked into: the words are too common to tell anything.
MOST_FILES = 60


class Texts:
    """The named texts of one side, by their last name."""

    def __init__(self) -> None:
        self._by_name: dict[str, list[Definition]] = defaultdict(list)

    def add(self, definitions: Iterable[Definition]) -> None:
        """Add what a file defines."""
        for definition in definitions:
            self._by_name[_last(definition.name)].append(definition)

    def find(self, opening: str) -> Template | None:
        """Return the one text that a symbol can be; None where there is none, or more than one."""
        fitting = [each for each in self._by_name.get(_last(opening), ()) if _fits(opening, each)]
        best = [each for each in fitting if _qualifier(opening, each) == _stem(each)] or fitting
        templates = {each.template for each in best}
        return templates.pop() if len(templates) == 1 else None

    def names(self) -> dict[str, frozenset[Template]]:
        """Return every full name with its texts."""
        found: dict[str, set[Template]] = defaultdict(set)
        for definitions in self._by_name.values():
            for definition in definitions:
                found[definition.name].add(definition.template)
        return {name: frozenset(templates) for name, templates in found.items()}


class Sides(NamedTuple):
    """What is read of base and head: statements, and the texts that the changed files define."""

    before: list[Side]
    after: list[Side]
    texts_before: Texts
    texts_after: Texts


def resolve(sides: Sides, base: Tree, head: Tree, changed: frozenset[str], reader: Extractor) -> tuple[list[Side], list[Side]]:
    """Return both sides' statements, completed; with those of unchanged files whose text changed elsewhere."""
    used_before, used_after = _of_changed_texts(sides, head, changed, reader)
    before, after = sides.before + used_before, sides.after + used_after
    wanted = {_last(name) for side in (*before, *after) for name in _names(side.statement) if _looked_for(name)}
    for definitions in _elsewhere(wanted, base, changed, reader):
        sides.texts_before.add(definitions)
        sides.texts_after.add(definitions)
    return [_completed(side, sides.texts_before) for side in before], [_completed(side, sides.texts_after) for side in after]


def _completed(side: Side, texts: Texts) -> Side:
    statement = side.statement
    return side._replace(statement=completed(statement, texts))


def completed(statement: Statement, texts: Texts) -> Statement:
    """Return the statement with the text that its open symbol stands for, where that is one text."""
    if statement.constants:
        statement = _numbered(statement, texts)
    template = texts.find(statement.opening) if statement.opening else None
    return _with_constants(statement if template is None else complete(statement, template), texts)


def _with_constants(statement: Statement, texts: Texts) -> Statement:
    """The statement with the texts of the constants that it prints."""
    if not printed_names(statement):
        return statement
    fields = tuple(each._replace(value=_filled(each.value, texts)) for each in statement.fields)
    return statement._replace(template=_filled(statement.template, texts), fields=fields)


def _filled(template: Template, texts: Texts) -> Template:
    parts: list[str | Placeholder] = []
    for part in template.parts:
        name = _constant(part) if isinstance(part, Placeholder) else ""
        text = texts.find(name) if name else None
        parts += text.parts if text is not None and not text.placeholders else (part,)
    return Template.of(*parts)


def printed_names(statement: Statement) -> tuple[str, ...]:
    """Return the names of the constants that a statement prints as they are, wherever they are defined."""
    templates = (statement.template, *(each.value for each in statement.fields))
    return tuple(name for each in templates for part in each.placeholders if (name := _constant(part)))


def _constant(part: Placeholder) -> str:
    """The name of the constant that a placeholder prints as it is, dotted ("" where it is none that is looked for)."""
    spelled = (
        _SPELLED.fullmatch(part.expression) if part.expression and not part.values and part.rendering in ("", "%s", "{}") else None
    )
    name = re.sub(r"::|\\", ".", spelled.group(1)) if spelled else ""
    return name if _last(name).isupper() and _looked_for(name) else ""


def _numbered(statement: Statement, texts: Texts) -> Statement:
    """The statement with the status and the code that its constants are, where they are known."""
    texts_of = ((name, texts.find(name)) for name in statement.constants)
    found = {name: text.raw for name, text in texts_of if text is not None and not text.placeholders}
    numbers = {text for text in found.values() if _STATUS.fullmatch(text)}
    status = int(numbers.pop()) if statement.status is None and len(numbers) == 1 else statement.status
    named = {text for name, text in found.items() if statement.code and _last(name) == _last(statement.code)}
    code = named.pop() if len(named) == 1 else statement.code
    if (
        _STATUS.fullmatch(code) and code != statement.code
    ):  # what was taken for a code is the status, and another constant is the code
        codes = [text for text in found.values() if _CODE.fullmatch(text) and not _STATUS.fullmatch(text)]
        status, code = int(code), codes[0] if len(codes) == 1 else ""
    return statement._replace(status=status, code=code if _CODE.fullmatch(code) else statement.code, constants=())


def _of_changed_texts(sides: Sides, head: Tree, changed: frozenset[str], reader: Extractor) -> tuple[list[Side], list[Side]]:
    """The statements of unchanged files that print a text which changed: the same on both sides, before they are completed."""
    old, new = sides.texts_before.names(), sides.texts_after.names()
    reworded = {name for name in old.keys() | new.keys() if old.get(name) != new.get(name)}
    words = {_last(name) for name in reworded if _looked_for(name) or _EXPORTED.match(name)}
    found = [
        Side(statement, statement.location.file)
        for extraction in _files(words, head, changed, reader)
        for statement in extraction.statements
        if any(_last(name) in words for name in _names(statement))
    ]
    return found, list(found)


def _elsewhere(words: set[str], tree: Tree, changed: frozenset[str], reader: Extractor) -> Iterable[tuple[Definition, ...]]:
    for extraction in _files(words, tree, changed, reader):
        yield tuple(each for each in extraction.definitions if _last(each.name) in words)


def _files(words: set[str], tree: Tree, changed: frozenset[str], reader: Extractor) -> Iterable[Extraction]:
    if not words:
        return ()
    paths = [path for path in tree.containing(sorted(words)) if path not in changed]
    sources: Iterable[Source | None] = map(tree.read, paths if len(paths) <= MOST_FILES else ())
    return [reader.of(source) for source in sources if source]


def _names(statement: Statement) -> tuple[str, ...]:
    """The names in a statement whose texts stand elsewhere."""
    return (*((statement.opening,) if statement.opening else ()), *statement.constants, *printed_names(statement))


def _last(name: str) -> str:
    return name.rpartition(".")[2]


def _looked_for(name: str) -> bool:
    outer, _, last = name.rpartition(".")
    if not last or _HUMPS.match(last) or (outer and _EXPORTED.match(last)):
        return bool(last)
    return (last.isupper() and bool(_CONSTANT.match(last))) or bool(_CLASS.match(_last(outer)) and _CONSTANT.match(last))


def _fits(opening: str, definition: Definition) -> bool:
    return opening == definition.name or opening.endswith("." + definition.name) or definition.name.endswith("." + opening)


def _qualifier(opening: str, definition: Definition) -> str:
    return _last(opening.removesuffix(definition.name).rstrip("."))


def _stem(definition: Definition) -> str:
    return definition.location.file.rpartition("/")[2].partition(".")[0]
