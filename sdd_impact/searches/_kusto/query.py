"""A whole query: ``let`` statements, a table, and the operators behind its pipes.

Rules from the Kusto documentation ("Tabular operators"): ``where`` chooses rows, ``extend`` and ``parse`` add columns and keep every row, ``parse-where`` keeps those
that fit; after ``summarize`` the rows are figures about events, so what is asked of them asks nothing of a line.
"""

from __future__ import annotations

from sdd_impact import late
from sdd_impact.model import AnyOf, Opaque, Phrase, Query, Routing
from sdd_impact.searches._kusto.columns import OTHERS
from sdd_impact.searches._kusto.conditions import Condition, Scope, constants
from sdd_impact.searches._kusto.extractions import extracted, parsed
from sdd_impact.searches._kusto.lexing import KustoError, Token, closing, split, tokens
from sdd_impact.searches._parts import Parsed, with_parts
from sdd_impact.searches._trees import EVERY_LINE, all_of, any_of
from sdd_impact.tuples import NamedTuple

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
_COUNTING = late.regex(r"(?i)\b(?:countif|sumif|dcountif|avgif|make_set_if|make_list_if)\s*\(")
_TESTS = late.regex(r"(?i)\b(?:has\w*|contains\w*|startswith\w*|endswith\w*|matches)\b")


class Read(NamedTuple):
    """A query. ``lines`` is false where it asks tables that no log statement writes to."""

    parsed: Parsed
    lines: bool = True


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
    return Read(with_parts(query, reader.choices), lines=query != _NOTHING)


#: Stands for the rows of tables that no log statement writes to.
_NOTHING = AnyOf(())


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.choices: list[tuple[Query, tuple[str, ...]]] = []
        self.constants: dict[str, tuple[str, ...]] = {}
        self.tables: dict[str, list[Token]] = {}

    def whole(self) -> Query:
        last: list[Token] = []
        for statement in split(tokens(self.text), ";"):
            if not statement:
                continue
            if statement[0].word == "let" and len(statement) > 3 and statement[2].text == "=":
                self._let(statement[1].text, statement[3:])
            elif statement[0].word not in {"set", "declare", "alias", "restrict", "pattern"}:
                last = statement
        if not last:
            raise KustoError("no query stands in it")
        return self._pipeline(last, 0)

    def _let(self, name: str, body: list[Token]) -> None:
        found = constants(body, 0, self.constants)
        if found is not None and found[1] == len(body):
            self.constants[name] = found[0]
        else:
            self.tables[name] = body

    def shown(self, listed: list[Token]) -> str:
        return " ".join(self.text[listed[0].start : listed[-1].end].split()) if listed else ""

    # --- where rows come from -------------------------------------------------------------------------------------

    def _pipeline(self, listed: list[Token], depth: int) -> Query:
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
            return self._pipeline(listed[1:end], depth + 1)
        if word in {"range", "print", "datatable", "externaldata"}:
            return _NOTHING
        if len(listed) == 1 and listed[0].kind == "name":
            name = listed[0].text
            if name in self.tables:
                body = self.tables[name]
                # a name stands for nothing inside of what it stands for
                self.tables = {key: value for key, value in self.tables.items() if key != name}
                found = self._pipeline(body, depth + 1) if not _is_function(body) else Opaque(name, "a function of the query")
                self.tables[name] = body
                return found
            return _NOTHING if name.lower() in OTHERS else Routing(name)
        # a table of another workspace or application
        if listed and listed[-1].kind == "name" and len(listed) > 1 and listed[-2].text == ".":
            return _NOTHING if listed[-1].text.lower() in OTHERS else Routing(self.shown(listed))
        if not listed:
            raise KustoError("no table is named")
        return Opaque(self.shown(listed), "a table that is not understood")

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

    def query(self) -> Query:
        """What all of them ask."""
        return _NOTHING if _NOTHING in self.asked else all_of(self.asked)

    def done(self, stage: list[Token]) -> bool:
        """Read one operator; return whether the choice of events ends with it."""
        word, rest = stage[0].word, stage[1:]
        shown = self.reader.shown(stage)
        if word in {"where", "filter"}:
            self._where(rest)
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
            return word in {"join", "lookup"}
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


def _is_function(body: list[Token]) -> bool:
    """Whether ``let`` gives a name to a function: ``(a: string) { … }``."""
    end = closing(body, 0) if body and body[0].text == "(" else len(body)
    return end + 1 < len(body) and body[end + 1].text == "{"
