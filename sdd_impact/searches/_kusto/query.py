"""A whole query: ``let`` statements, a table, and the operators behind its pipes.

Rules from the Kusto documentation ("Tabular operators"): ``where`` chooses rows, ``extend`` and ``parse`` add columns and keep every row, ``parse-where`` keeps those
that fit; after ``summarize`` the rows are figures about events, so what is asked of them asks nothing of a line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.model import AnyOf, Opaque, Phrase, Query, Routing
from sdd_impact.searches._kusto.columns import OTHERS
from sdd_impact.searches._kusto.conditions import Condition, Scope, constants
from sdd_impact.searches._kusto.extractions import extracted, parsed
from sdd_impact.searches._kusto.lexing import KustoError, Token, closing, split, tokens
from sdd_impact.searches._parts import Parsed, asks_nothing, with_parts
from sdd_impact.searches._trees import EVERY_LINE, all_of, any_of
from sdd_impact.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_MOST_CHARACTERS = 30_000
_DEEPEST = 8
_PASSING = frozenset(
    [
        "project-away",
        "project-keep",
        "project-reorder",
        "take",
        "limit",
        "sort",
        "order",
        "render",
        "serialize",
        "as",
        "sample",
        "distinct",
        "getschema",
        "consume",
        "mv-expand",
        "mv-apply",
        "evaluate",
    ]
)
#: From here on the rows are figures about events.
_REPORTING = frozenset(["summarize", "count", "make-series", "top-nested", "top-hitters", "reduce", "sample-distinct"])
#: Kinds of join whose rows are those of the left side, and of these the ones that need a partner on the right.
_LEFT = frozenset(["inner", "innerunique", "leftsemi", "leftouter", "leftanti", "leftantisemi", "anti"])
_PARTNER = frozenset(["inner", "innerunique", "leftsemi"])
_COUNTING = late.regex(r"(?i)\b(?:countif|sumif|dcountif|avgif|make_set_if|make_list_if)\s*\(")
_TESTS = late.regex(r"(?i)\b(?:has\w*|contains\w*|startswith\w*|endswith\w*|matches)\b")


class Read(NamedTuple):
    """A query. ``lines`` is false where it asks tables that no log statement writes to. ``also`` are the queries that it is joined with: a row
    of each must be there, so each is a search of its own."""

    parsed: Parsed
    lines: bool = True
    also: tuple[Parsed, ...] = ()

    def asking(self) -> Iterator[tuple[str, Parsed]]:
        """Yield what asks something of lines, each with what stands behind the search's name."""
        if self.lines and not asks_nothing(self.parsed.query):
            yield "", self.parsed
        for number, each in enumerate(self.also if self.lines else ()):
            yield (f" / join {number + 1}" if number else " / join"), each


def parse(text: str) -> Read:
    """Read a query. What is not understood is :class:`Opaque` in the tree; never raises."""
    shown = " ".join(text.split())
    if len(text) > _MOST_CHARACTERS:
        return Read(Parsed(Opaque(shown[:200] + " …", "longer than is looked at"), error="longer than is looked at"))
    try:
        reader = _Reader(text)
        query = reader.whole()
    except (KustoError, RecursionError) as error:
        reason = str(error) if isinstance(error, KustoError) else "nested too deeply"
        return Read(Parsed(Opaque(shown, reason), error=reason))
    also = tuple(with_parts(each, reader.choices) for each in reader.also if each != query)
    return Read(with_parts(query, reader.choices), query != _NOTHING, tuple(dict.fromkeys(also)))


#: Stands for the rows of tables that no log statement writes to.
_NOTHING = AnyOf(())


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.choices: list[tuple[Query, tuple[str, ...]]] = []
        self.constants: dict[str, tuple[str, ...]] = {}
        self.tables: dict[str, list[Token]] = {}
        self.also: list[Query] = []

    def whole(self) -> Query:
        """Read all of the text."""
        return self.statements(tokens(self.text), 0)

    def statements(self, listed: list[Token], depth: int) -> Query:
        """Read what ``let`` names, and the query behind it."""
        last: list[Token] = []
        for statement in split(listed, ";"):
            if not statement:
                continue
            if statement[0].word == "let" and len(statement) > 3 and statement[2].text == "=":
                self._let(statement[1].text, statement[3:])
            elif statement[0].word not in {"set", "declare", "alias", "restrict", "pattern"}:
                last = statement
        if not last:
            raise KustoError("no query stands in it")
        return self.pipeline(last, depth)

    def _let(self, name: str, body: list[Token]) -> None:
        found = constants(body, 0, self.constants)
        if found is not None and found[1] == len(body):
            self.constants[name] = found[0]
        else:
            self.tables[name] = body

    def shown(self, listed: list[Token]) -> str:
        return " ".join(self.text[listed[0].start : listed[-1].end].split()) if listed else ""

    def other(self, listed: list[Token], depth: int) -> Query:
        """The rows of the other side of a join."""
        return self._source(listed, depth + 1)

    # --- where rows come from -------------------------------------------------------------------------------------

    def pipeline(self, listed: list[Token], depth: int) -> Query:
        """Read a table and the operators behind its pipes."""
        if depth > _DEEPEST:
            raise KustoError("nested too deeply")
        first, *stages = split(listed, "|")
        reader = _Stages(self, self._source(first, depth), depth)
        for stage in stages:
            if stage and reader.done(stage):
                break
        return reader.query()

    def _source(self, listed: list[Token], depth: int) -> Query:
        word = listed[0].word if listed else ""
        if word == "union":
            return self.union(listed[1:], depth)
        if word in {"search", "find"}:
            return _search(listed[1:], self.shown(listed), self, Scope(self.constants, {}, set()))
        if word == "(":
            end = closing(listed, 0)
            return self.pipeline(listed[1:end], depth + 1)
        if word in {"range", "print", "datatable", "externaldata"}:
            return _NOTHING
        if len(listed) == 1 and listed[0].kind == "name":
            name = listed[0].text
            if name in self.tables:
                body = self.tables[name]
                # a name stands for nothing inside of what it stands for
                self.tables = {key: value for key, value in self.tables.items() if key != name}
                found = self._called(body, [], depth) if _is_function(body) else self.pipeline(body, depth + 1)
                self.tables[name] = body
                return found
            return _NOTHING if name.lower() in OTHERS else Routing(name)
        if len(listed) > 2 and listed[1].text == "(" and listed[-1].text == ")" and listed[0].text in self.tables:
            return self._called(self.tables[listed[0].text], listed[2:-1], depth)
        # a table of another workspace or application
        if listed and listed[-1].kind == "name" and len(listed) > 1 and listed[-2].text == ".":
            return _NOTHING if listed[-1].text.lower() in OTHERS else Routing(self.shown(listed))
        if not listed:
            raise KustoError("no table is named")
        return Opaque(self.shown(listed), "a table that is not understood")

    def _called(self, body: list[Token], given: list[Token], depth: int) -> Query:
        """The rows of a function of the query (``let f = (a: string) { … };``), where what it is given is constant."""
        end = closing(body, 0)
        names = [each[0].text for each in split(body[1:end], ",") if each]
        values = [constants(each, 0, self.constants) for each in split(given, ",")] if given else []
        before = self.constants, self.tables
        self.constants = {**self.constants, **{name: value[0] for name, value in zip(names, values, strict=False) if value}}
        for name in names[len(values) :]:
            self.constants.pop(name, None)
        self.tables = {name: each for name, each in self.tables.items() if each is not body}
        try:
            return self.statements(body[end + 2 : closing(body, end + 1)], depth + 1)
        finally:
            self.constants, self.tables = before

    def union(self, listed: list[Token], depth: int) -> Query:
        while len(listed) > 2 and listed[0].kind == "name" and listed[1].text == "=":
            listed = listed[3:]
        parts = [self._source(each, depth + 1) for each in split(listed, ",") if each]
        return any_of(part for part in parts if part != _NOTHING)


class _Stages:
    """The operators behind a table, one after the other."""

    def __init__(self, reader: _Reader, source: Query, depth: int) -> None:
        self.reader = reader
        self.asked: list[Query] = [source]
        self.depth = depth
        self.scope = Scope(reader.constants, {}, set())
        self.is_joined = False

    def query(self) -> Query:
        """What all of them ask."""
        return _NOTHING if _NOTHING in self.asked else all_of(self.asked)

    def done(self, stage: list[Token]) -> bool:
        """Read one operator; return whether the choice of events ends with it."""
        word, rest = stage[0].word, stage[1:]
        shown = self.reader.shown(stage)
        if word in {"where", "filter"}:
            if self.is_joined:
                self.asked.append(Opaque(shown, "behind a join a column may be the other table's"))
            else:
                self._where(rest)
        elif word in {"join", "lookup"}:
            return self._join(word, rest, shown)
        elif word == "search":
            self.asked.append(_search(rest, shown, self.reader, self.scope))
        elif word in {"parse", "parse-where", "parse-kv"}:
            self._parse(word, rest, shown)
        elif word in {"extend", "project", "project-rename"}:
            self._columns(rest)
        elif word == "union":
            other = self.reader.union(rest, self.depth)
            if other != _NOTHING:
                self.asked = [any_of((self.query(), other))]
        elif word == "top":
            return False
        elif word in _REPORTING:
            if _COUNTING.search(shown) and _TESTS.search(shown):
                self._counted(stage, shown)
            return True
        elif word not in _PASSING:
            self.asked.append(Opaque(shown, f"the operator {word} is not understood"))
        return False

    def _join(self, word: str, rest: list[Token], shown: str) -> bool:
        """Rows that have a partner (``inner``, ``leftsemi``), whether they have one or not (``leftouter``), or that have none (``leftanti``).

        That the partner is there is taken for granted, and said; what it asks of a line is a search of its own.
        """
        kind = "leftouter" if word == "lookup" else "innerunique"
        while len(rest) > 2 and rest[1].text == "=":
            kind = rest[2].text if rest[0].text == "kind" else kind
            rest = rest[3:]
        while len(rest) > 3 and rest[0].text == "hint" and rest[1].text == "." and rest[3].text == "=":
            rest = rest[5:]
        where = next((at for at, token in enumerate(rest) if token.word == "on"), len(rest))
        if kind not in _LEFT or not rest[:where]:
            self.asked.append(Opaque(shown, f"a {word} of the kind {kind} is not understood"))
            return True
        before = len(self.reader.also)
        other = self.reader.other(_alone(rest[:where]), self.depth)
        self.is_joined = True
        wanted = kind in _PARTNER and other != _NOTHING and not asks_nothing(other)
        if not wanted:
            del self.reader.also[before:]
        if _NOTHING in self.asked and wanted:
            self.asked = [other]
        elif wanted:
            self.reader.also.append(other)
        if kind in _PARTNER or "anti" in kind:
            self.asked.append(Routing(shown))
        return False

    def _where(self, rest: list[Token]) -> None:
        reader = Condition(self.reader.text, rest, self.scope)
        self.asked.append(reader.whole())
        self.reader.choices.extend(reader.choices)

    def _counted(self, stage: list[Token], shown: str) -> None:
        """``countif(…)``: only events that one of these conditions holds for are counted, each in a figure of its own."""
        parts, texts = [], []
        for at, token in enumerate(stage[:-1]):
            if token.word == "countif" and stage[at + 1].text == "(":
                reader = Condition(self.reader.text, stage[at + 2 : closing(stage, at + 1)], self.scope)
                parts.append(reader.whole())
                texts.append(reader.written(0, len(reader.tokens)))
        if not parts or any(isinstance(each, Routing) for each in parts):
            self.asked.append(Opaque(shown, "counts some of the events by what they say"))
            return
        found = any_of(parts)
        self.asked.append(found)
        self.reader.choices.append((found, tuple(texts)))

    def _parse(self, word: str, rest: list[Token], shown: str) -> None:
        found = parsed(rest, self.scope, kept=word != "parse-where") if word != "parse-kv" else None
        if found is None:
            for token in rest:  # whichever columns it makes, they are not the table's
                if token.kind == "name":
                    self.scope.columns[token.text] = None
            if word == "parse-where":
                self.asked.append(Opaque(shown, "not understood as an extraction"))
        else:
            self.asked.append(found)

    def _columns(self, rest: list[Token]) -> None:
        """``name = expression``: another name for a column, a text taken out of one, or something computed."""
        for each in split(rest, ","):
            if len(each) < 3 or each[0].kind != "name" or each[1].text != "=":
                continue
            name, body = each[0].text, each[2:]
            extraction = extracted(name, body, self.scope)
            if extraction is not None:
                self.asked.append(extraction)
                continue
            reader = Condition(self.reader.text, body, self.scope)
            try:
                column = reader.column()
            except KustoError:
                column = None
            whole = column is not None and reader.at == len(body)
            self.scope.columns[name] = reader.resolved(column) if whole and column is not None else None


def _search(listed: list[Token], shown: str, reader: _Reader, scope: Scope) -> Query:
    """``search "word"``: a term in any column."""
    while len(listed) > 2 and listed[0].kind == "name" and listed[1].text in {"=", "in"}:
        listed = listed[closing(listed, 2) + 1 :] if listed[2].text == "(" else listed[3:]
    if len(listed) == 1 and listed[0].kind == "text":
        said = listed[0].said
        words = said.strip("*")
        if not words:
            return EVERY_LINE
        where = Phrase(words, False, "term" if words == said else "substring")
        return where if "*" not in words else Opaque(shown, "a wildcard inside of a word")
    found = Condition(reader.text, listed, scope).whole() if listed else EVERY_LINE
    return Opaque(shown, "a search that is more than a word") if isinstance(found, Opaque) else found


def _alone(listed: list[Token]) -> list[Token]:
    """Tokens without the parentheses around all of them."""
    while len(listed) > 1 and listed[0].text == "(" and closing(listed, 0) == len(listed) - 1 and listed[1].text == "(":
        listed = listed[1:-1]
    return listed


def _is_function(body: list[Token]) -> bool:
    """Whether ``let`` gives a name to a function: ``(a: string) { … }``."""
    end = closing(body, 0) if body and body[0].text == "(" else len(body)
    return end + 1 < len(body) and body[end + 1].text == "{"
