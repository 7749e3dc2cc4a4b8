"""ES|QL, the piped query language of Elasticsearch.

Rules from the reference "ES|QL commands": ``WHERE`` chooses rows; ``EVAL``, ``GROK`` and ``DISSECT`` add columns and keep every row (a pattern that does not fit gives none of its
columns); behind ``STATS`` the rows are figures about events, so what is asked of them asks nothing of a line.
"""

from __future__ import annotations

from sdd_impact import late
from sdd_impact.model import Opaque, Query, Regex, Routing
from sdd_impact.searches._elastic.conditions import name_of
from sdd_impact.searches._elastic.expressions import ESQL, Column, Condition, Scope
from sdd_impact.searches._elastic.lexing import QueryError, Token, split, tokens
from sdd_impact.searches._joined import shown
from sdd_impact.searches._parts import Parsed, with_parts
from sdd_impact.searches._trees import all_of, any_of

_MOST_CHARACTERS = 50_000
_GROUP = late.regex(r"\(\?<([\w.]+)>")
_SOURCES = frozenset({"from", "ts"})
_PASSING = frozenset(
    {"keep", "drop", "sort", "limit", "mv_expand", "enrich", "lookup", "sample", "completion", "rerank", "change_point"}
)


def parse(text: str) -> Parsed:
    """Read a query. What is not understood is :class:`Opaque` in the tree; never raises."""
    whole = " ".join(text.split())
    if len(text) > _MOST_CHARACTERS:
        reason = "longer than is looked at"
        return Parsed(Opaque(whole[:200] + " …", reason), error=reason)
    try:
        reader = _Reader(text)
        query = reader.whole()
    except QueryError as error:
        return Parsed(Opaque(whole, str(error)), error=str(error))
    return with_parts(query, reader.choices)


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.scope = Scope()
        self.choices: list[tuple[Query, tuple[str, ...]]] = []

    def whole(self) -> Query:
        listed = tokens(self.text)
        while listed and listed[0].word == "set" and any(each.word == ";" for each in listed):
            listed = listed[next(at for at, each in enumerate(listed) if each.word == ";") + 1 :]
        first, *stages = split(listed, "|")
        if not first or first[0].word not in _SOURCES:
            raise QueryError("no source that is known stands first")
        if any(each.word == "(" for each in first):
            raise QueryError("a source that is a query itself")
        parts: list[Query] = [Routing(shown(self.text, first))]
        for stage in stages:
            if not stage:
                continue
            found, last = self._stage(stage[0].word, stage)
            parts += [found] if found is not None else []
            if last:
                break
        return all_of(parts)

    def _stage(self, word: str, stage: list[Token]) -> tuple[Query | None, bool]:
        """What a command asks, and whether what comes behind it asks nothing of lines."""
        if word == "where":
            return self._condition(stage[1:]), False
        if word == "eval":
            self._computed(stage[1:])
            return None, False
        if word in {"grok", "dissect"}:
            return self._taken(word, stage), False
        if word == "rename":
            self._renamed(stage[1:])
            return None, False
        if word == "stats":
            return self._counted(stage[1:]), True
        if word in {"inline", "inlinestats"}:
            self._computed(stage[2 if word == "inline" else 1 :])
            return None, False
        return (None if word in _PASSING else Opaque(shown(self.text, stage), "a command that is not understood")), False

    def _condition(self, listed: list[Token]) -> Query:
        reader = Condition(self.text, listed, ESQL, self.scope)
        found = reader.whole()
        self.choices += reader.choices
        return found

    def _computed(self, listed: list[Token]) -> None:
        """``name = expression``: another name for a column, a condition, or something computed."""
        for each in split(listed, ","):
            if len(each) < 3 or each[0].kind != "name" or each[1].word != "=":
                continue
            name, inside = each[0].field, each[2:]
            column = Condition(self.text, inside, ESQL, self.scope)
            found = column.column()
            alone = isinstance(found, Column) and column.at == len(inside)
            test = None if alone else Condition(self.text, inside, ESQL, self.scope).whole()
            self.scope.forget(name)
            if alone and isinstance(found, Column):
                self.scope.columns[name] = found
            elif test is not None and not isinstance(test, Opaque):
                self.scope.tests[name] = test
            else:
                self.scope.columns[name] = None

    def _renamed(self, listed: list[Token]) -> None:
        for each in split(listed, ","):
            if len(each) == 3 and each[1].word in {"as", "="}:
                old, new = (each[0], each[2]) if each[1].word == "as" else (each[2], each[0])
                self.scope.columns[new.field] = self.scope.columns.get(old.field, Column(old.field))

    def _taken(self, word: str, stage: list[Token]) -> Query:
        """``GROK field "pattern"``: the columns that a pattern takes out of a text."""
        from sdd_impact.searches._grok import dissected, expand

        patterns = [each for each in stage[2:] if each.kind == "text"]
        column = self.scope.columns.get(stage[1].field, Column(stage[1].field)) if len(stage) > 2 else None
        if column is None or not patterns:
            return Opaque(shown(self.text, stage), "a pattern on something computed")
        made = [
            dissected(each.said) if word == "dissect" else expand(each.said).text
            for each in patterns[: 1 if word == "dissect" else 20]
        ]
        where = column.field if column.field in self.scope.taken else name_of(column.field)[0]
        found = [Regex(each, "oniguruma", "", where, captures_only=True) for each in made]
        for each in found:
            for name in _GROUP.findall(each.pattern):
                self.scope.forget(name)
                self.scope.taken.add(name)
        return all_of(found)

    def _counted(self, listed: list[Token]) -> Query | None:
        """``STATS COUNT(*) WHERE condition``: where each figure has its own condition, one of them must hold."""
        by = next((at for at, each in enumerate(listed) if each.word == "by"), len(listed))
        figures = [each for each in split(listed[:by], ",") if each]
        found, texts = [], []
        for figure in figures:
            at = next((at for at, each in enumerate(figure) if each.word == "where"), None)
            if at is None:
                return None
            found.append(self._condition(figure[at + 1 :]))
            texts.append(shown(self.text, figure[at + 1 :]))
        if not found:
            return None
        query = any_of(found)
        self.choices.append((query, tuple(texts)))
        return query
