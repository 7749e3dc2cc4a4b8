"""A stream selector with its pipeline: what it asks of a line.

From Loki's documentation, "Log queries": a line filter looks for a text (case counts) or an RE2 expression anywhere in the line; a parser that does
not fit keeps the line and loses labels; stages work from left to right, on the line as the stages before have left it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.model import FieldIs, Opaque, Phrase, Query, Regex, Routing
from sdd_impact.searches._logql import templates
from sdd_impact.searches._logql.labels import LabelFilter, Labels, condition, is_level
from sdd_impact.searches._logql.lexing import Cursor, LogQLError, Token
from sdd_impact.searches._logql.regexes import in_line
from sdd_impact.searches._logql.variables import has_variable, is_terraforms, modern, only_variable
from sdd_impact.searches._trees import EVERY_LINE, all_of, any_of, negation

if TYPE_CHECKING:
    from collections.abc import Callable

#: Those that compare numbers too, where they do not stand before a text.
_COMPARES_TOO = frozenset({"!="})
LINE_FILTERS = ("|=", "|~", "|>", "!=", "!~", "!>")
_GROUP = late.regex(r"\(\?P?<([A-Za-z_]\w*)>")
_ONE_FIELD = late.regex(r"\{\{-?\s*\.([A-Za-z_]\w*)\s*-?\}\}")
_MOST_STAGES = 300

Choice = tuple[Query, tuple[str, ...]]


class Pipeline:
    """Reads one selector and what follows it. ``asked`` are the conditions, ``choices`` those with several texts.

    ``ranged`` says that a range stands behind it, ``staged`` that any stage does. ``line`` is the field that the line has become by
    ``line_format`` ("" for the line itself, None where that cannot be said).
    """

    def __init__(self, cursor: Cursor) -> None:
        self.cursor = cursor
        self.labels = Labels()
        self.asked: list[Query] = []
        self.choices: list[Choice] = []
        self.line: str | None = ""
        self.ranged = False
        self.staged = False

    # --- the selector ---------------------------------------------------------------------------------------------

    def selector(self) -> bool:
        """Read ``{app="x", level=~"error|warn"}``; return False where it selects metrics.

        :raises LogQLError: where it is not closed.
        """
        first = self.cursor.at
        self.cursor.expect("{")
        places: list[str] = []
        metrics = False
        while not self.cursor.next_is("}"):
            at = self.cursor.at
            label = self.cursor.take()
            if label.is_mark(","):
                continue
            if label.kind == "variable":
                places.append(label.text)
                continue
            op, value = self.cursor.take(), self.cursor.take()
            if label.kind != "name" or not op.is_mark("=", "!=", "=~", "!~") or value.kind not in {"text", "variable"}:
                raise LogQLError(f"{label.text}{op.text}{value.text} does not select streams")
            metrics = metrics or label.text == "__name__"
            written = self.cursor.written(at)
            if is_level(label.text):
                self._ask(condition(self.labels, label.text, op.text, value, written))
            else:
                places.append(written)
        self.cursor.take()
        self.asked.insert(0, Routing("{" + ", ".join(places) + "}" if self.asked else self.cursor.written(first)))
        return not metrics

    # --- the stages -----------------------------------------------------------------------------------------------

    def stages(self) -> None:
        """Read the stages, up to what is none. One that cannot be read is left open."""
        for _ in range(_MOST_STAGES):
            first = self.cursor.at
            try:
                if not self._stage():
                    return
            except LogQLError as error:
                self._skip(first)
                self.asked.append(Opaque(self.cursor.written(first), str(error)))
        raise LogQLError("has more stages than anybody writes")

    def _stage(self) -> bool:
        token = self.cursor.peek()
        if token is None:
            return False
        if token.kind == "range":
            self.ranged = True
            self.cursor.take()
        elif token.word() == "offset":
            self.cursor.take()
            if self.cursor.next_is("-"):
                self.cursor.take()
            self.cursor.take()
        elif token.is_mark("|"):
            self.staged = True
            self._piped()
        elif token.is_mark(*LINE_FILTERS) and self._filters():
            self.staged = True
            self._line_filter()
        elif not self.ranged and (refused := self._refused(token)):
            self.staged = True
            raise LogQLError(refused)
        else:
            return False
        return True

    def _refused(self, token: Token) -> str:
        """Why Loki does not take a query that goes on like this; "" where it may (rules from its ``pkg/logql/syntax/syntax.y``)."""
        if token.is_mark(*LINE_FILTERS):
            behind = self.cursor.peek(1)
            bracket = behind is not None and behind.is_mark("(")
            inner = self.cursor.peek(2)
            if bracket and (token.text not in _COMPARES_TOO or (inner is not None and inner.kind == "text")):
                return f"Loki takes no brackets behind {token.text}, only texts with or between them"
            return "" if token.text in _COMPARES_TOO else f"a text in quotes is expected behind {token.text}"
        if self.staged and (token.kind == "text" or token.word() in {"and", "or"}):
            return f"a stage is expected instead of {token.text}"
        return ""

    def _filters(self) -> bool:
        """Whether the mark is a line filter, not a comparison of numbers."""
        behind = self.cursor.peek(1)
        return behind is not None and (behind.kind in {"text", "variable"} or behind.word() == "ip")

    def _skip(self, first: int) -> None:
        """Go on to the next stage, or to what is none."""
        depth = 0
        self.cursor.at = max(self.cursor.at, first + 1)
        while (token := self.cursor.peek()) is not None:
            if depth == 0 and (token.kind == "range" or token.is_mark(")", "|", "|=", "|~", "|>")):
                return
            depth += token.is_mark("(") - token.is_mark(")")
            self.cursor.at += 1

    def _ask(self, query: Query, texts: tuple[str, ...] = ()) -> None:
        if query == EVERY_LINE:
            return
        self.asked.append(query)
        if len(texts) > 1:
            self.choices.append((query, texts))

    # --- line filters ---------------------------------------------------------------------------------------------

    def _line_filter(self) -> None:
        """``|= "a" or "b"``: for the filters that leave lines out, none of the texts may be there."""
        first = self.cursor.at
        mark = self.cursor.take().text
        queries, texts = [], []
        while True:
            query, several = self._looked_for(mark)
            queries.append(query)
            texts.append(several)
            token = self.cursor.peek()
            if token is None or token.word() != "or":
                break
            self.cursor.take()
        written = self.cursor.written(first)
        if self.line is None and not all(isinstance(each, Routing) for each in queries):
            self._ask(Opaque(written, "looks at a line that the search has rewritten"))
            return
        query = any_of(queries)
        if mark.startswith("!"):
            left_out = any(isinstance(each, Routing | Opaque) for each in queries)
            self._ask(Opaque(written, "leaves out what is filled in later") if left_out else negation(query))
            return
        flat = tuple(text for several in texts for text in several)
        parts = getattr(query, "parts", ())
        if len(queries) > 1 and len(flat) > len(queries):  # each text may be choices in itself
            query = any_of(each for one in queries for each in (getattr(one, "parts", None) or (one,)))
            parts = getattr(query, "parts", ())
        self._ask(query, flat if len(flat) == len(parts) else ())

    def _looked_for(self, mark: str) -> tuple[Query, tuple[str, ...]]:
        """Read one text of a line filter; return what it asks, and its texts."""
        first = self.cursor.at
        token = self.cursor.take()
        if token.word() == "ip":
            self.cursor.expect("(")
            self.cursor.expect_text()
            self.cursor.expect(")")
            return Opaque(f"{mark} {self.cursor.written(first)}", "looks for a range of addresses"), ("ip",)
        text = modern(token.text)
        if is_terraforms(text) and only_variable(text):
            return Opaque(f"{mark} {self.cursor.written(first)}", "known only to Terraform"), (text,)
        if token.kind == "variable" or only_variable(text):
            return Routing(f"{mark} {self.cursor.written(first)}"), (text,)
        if token.kind != "text":
            raise LogQLError(f"a text in quotes is expected instead of {token.text}")
        if mark.startswith("!") and has_variable(text):
            return Opaque(text, "filled in later"), (text,)
        field = self.line or ""
        if mark.endswith("~"):
            query, texts = in_line(text, field)
            return query, texts or (text,)
        if mark.endswith(">"):
            return templates.line_filter(text, field), (text,)
        return Phrase(text, True, "substring", field) if text else EVERY_LINE, (text,)

    # --- what stands behind a pipe --------------------------------------------------------------------------------

    def _piped(self) -> None:
        self.cursor.take()
        token = self.cursor.peek()
        if token is None:
            raise LogQLError("the query ends behind a |")
        reader = _STAGES.get(token.word())
        if reader is not None:
            self.cursor.take()
            reader(self)
        elif token.kind == "variable":
            self.cursor.take()
            self._ask(Opaque(f"| {token.text}", "filled in later"))
        else:
            labels = LabelFilter(self.cursor, self.labels)
            query = labels.read()
            self._ask(query, labels.alternatives)

    def fields(self) -> None:
        """``json``, ``logfmt``: all fields of the line, or those that are named."""
        self.labels.parsed = True
        while (token := self.cursor.peek()) is not None and token.kind == "flag":
            self.cursor.take()
        for name, value in self._pairs():
            self.labels.name(name, _path(value.text) if value is not None else name)
        if self.line is None:
            self.labels.computed.update(self.labels.origins)

    def _pairs(self) -> list[tuple[str, Token | None]]:
        """Read ``a="b", c=d, e``."""
        pairs: list[tuple[str, Token | None]] = []
        while (token := self.cursor.peek()) is not None and token.kind == "name":
            self.cursor.take()
            value = None
            if self.cursor.next_is("=", "!=", "=~", "!~"):
                self.cursor.take()
                value = self.cursor.take()
            pairs.append((token.text, value))
            if not self.cursor.next_is(","):
                break
            self.cursor.take()
        return pairs

    def regexp(self) -> None:
        """``regexp "…"``: its named groups become labels."""
        text = self.cursor.expect_text().text
        self._extract(Regex(text, "re2", "", self.line or "", captures_only=True), tuple(_GROUP.findall(text)))

    def pattern(self) -> None:
        """``pattern "…"``: its captures become labels."""
        text = self.cursor.expect_text().text
        self._extract(*templates.extraction(text, self.line or ""))

    def _extract(self, found: Regex, names: tuple[str, ...]) -> None:
        self.labels.extract(names)
        if self.line is None or has_variable(found.pattern):
            self.labels.computed.update(names)
        else:
            self._ask(found)

    def unpack(self) -> None:
        """The labels that were packed into the line come back, and the line is what it was."""
        self.labels.parsed = True

    def line_format(self) -> None:
        """``line_format``: the line becomes what the template makes; one field alone is known."""
        text = self.cursor.expect_text().text
        only = _ONE_FIELD.fullmatch(text.strip())
        if only is None:
            self.line = None
        elif only[1] in {"__line__", "_entry"}:
            self.line = self.line if only[1] == "__line__" else ""
        else:
            self.line = None if only[1] in self.labels.computed else self.labels.field(only[1])

    def label_format(self) -> None:
        """``label_format a=b, c="{{…}}"``."""
        for name, value in self._pairs():
            if value is not None and value.kind == "name":
                self.labels.rename(name, value.text)
            else:
                self.labels.computed.add(name)

    def drop(self) -> None:
        """``drop a, b``: these labels are gone."""
        self.labels.computed.update(name for name, value in self._pairs() if value is None)

    def keep(self) -> None:
        """``keep a, b``: no line is left out."""
        self._pairs()

    def decolorize(self) -> None:
        """``decolorize`` takes colours away."""

    def unwrap(self) -> None:
        """The numbers of a label are counted: lines without it count for nothing."""
        name = self.cursor.expect_name().text
        if self.cursor.next_is("("):
            self.cursor.take()
            name = self.cursor.expect_name().text
            self.cursor.expect(")")
        if name not in self.labels.computed and not self.labels.is_place(name):
            self._ask(FieldIs(self.labels.field(name), "exists"))

    def query(self) -> Query:
        """Return all of what was asked."""
        return all_of(self.asked)


def _path(text: str) -> str:
    """A path into JSON (``request.headers["User-Agent"]``) as the name of a field."""
    return re.sub(r"\[\"([^\"]*)\"\]", r".\1", text).strip(".")


_STAGES: dict[str, Callable[[Pipeline], None]] = {
    "json": Pipeline.fields,
    "logfmt": Pipeline.fields,
    "regexp": Pipeline.regexp,
    "pattern": Pipeline.pattern,
    "unpack": Pipeline.unpack,
    "line_format": Pipeline.line_format,
    "label_format": Pipeline.label_format,
    "drop": Pipeline.drop,
    "keep": Pipeline.keep,
    "decolorize": Pipeline.decolorize,
    "unwrap": Pipeline.unwrap,
}
