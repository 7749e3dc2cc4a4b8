"""Labels: which say where lines come from, which are the level, which a parser took out of the line; and the filters on them.

From Loki's documentation, "Label filter expression": texts are compared whole and case counts; a label that is not there is an empty text, but a
comparison with a number, a duration or a size needs the label; ``and``, a comma and a space bind closer than ``or``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.model import AnyOf, FieldIs, Opaque, Phrase, Query, Routing
from sdd_impact.searches._logql.lexing import Cursor, LogQLError, Token
from sdd_impact.searches._logql.regexes import of_label
from sdd_impact.searches._logql.variables import has_variable, is_terraforms, only_variable
from sdd_impact.searches._trees import all_of, any_of, is_attached, negation

if TYPE_CHECKING:
    from typing import Literal

_LEVELS = late.regex(r"(?:detected_|log_?)?level(?:name)?|lvl|severity(?:_?text)?|level_extracted", re.IGNORECASE)

#: Labels that collectors and Loki itself attach; a parser may find the others in the line as well.
_ATTACHED = late.regex(
    r"(?:k8s|kubernetes|docker|compose|swarm|container|pod|namespace|cluster)(?:_\w+)?|filename|service_(?:name|namespace)|__\w+__"
)
#: Labels that say where lines come from, as long as no parser stands before them.
_PLACES = late.regex(
    r"app(?:lication)?|app_\w+|channel|component|computer|daemonset|deployment|env(?:ironment)?|exporter|host(?:name)?|instance|job"
    r"|node(?:_name)?|project|region|service|source|statefulset|stream|team|tenant|unit|zone"
)
_ORDERS = {"=": "=", "==": "=", "!=": "!=", "<": "<", "<=": "<=", ">": ">", ">=": ">="}
_DEEPEST = 60


def is_level(name: str) -> bool:
    """Whether a label holds the level of a line."""
    return _LEVELS.fullmatch(name) is not None


class Labels:
    """What is known of the labels at one place of a pipeline.

    ``parsed`` says that a parser stands before it; ``origins`` are the fields behind labels that were named or renamed, ``computed``
    the labels that are made of something else, ``captured`` those that an expression takes out of the line.
    """

    def __init__(self) -> None:
        self.parsed = False
        self.origins: dict[str, str] = {}
        self.computed: set[str] = set()
        self.captured: set[str] = set()

    def extract(self, names: tuple[str, ...]) -> None:
        """Note what a parser's expression takes out of the line."""
        self.parsed = True
        self.captured.update(names)
        self.computed.difference_update(names)

    def name(self, label: str, field: str) -> None:
        """Note that a label holds a field."""
        self.parsed = True
        self.computed.discard(label)
        self.origins[label] = field

    def rename(self, label: str, old: str) -> None:
        """Note that a label is another one now."""
        if old in self.computed:
            self.computed.add(label)
            return
        self.computed.discard(label)
        self.origins[label] = self.origins.get(old, old)

    def is_place(self, label: str) -> bool:
        """Whether a condition on the label says where lines come from."""
        if label in self.captured or label in self.origins:
            return False
        if is_attached(label) or _ATTACHED.fullmatch(label):
            return True
        return not self.parsed and _PLACES.fullmatch(label) is not None

    def field(self, label: str) -> str:
        """Return the field that a label holds."""
        return self.origins.get(label, label.removesuffix("_extracted"))


def condition(labels: Labels, label: str, op: str, value: Token, written: str) -> Query:
    """Return what one comparison of a label asks."""
    if label in {"__error__", "__error_details__"}:
        readable = (op in {"!=", "!~"}) == (value.text != "")
        return Routing(written) if readable else Opaque(written, "asks for lines that a parser cannot read")
    if labels.is_place(label):
        return Routing(written)
    picked = value.kind == "variable" or (only_variable(value.text) and not is_terraforms(value.text))
    field = labels.field(label)
    if picked and (label in labels.computed or is_level(field) or "~" in op):
        return Routing(written)  # whoever looks picks it
    if label in labels.computed:
        return Opaque(written, f"{label} is made by the search itself")
    if value.kind == "variable":
        return Routing(written)
    if value.kind == "text":
        return _of_text(field, op, value.text, written)
    if value.kind == "unit" and op in {"=", "==", "!="}:
        return all_of((FieldIs(field, "exists"), Opaque(written, "compares with a unit")))
    order: Literal["=", "!=", "<", "<=", ">", ">="] = _ORDERS[op]  # type: ignore[assignment] # the values of that table
    return FieldIs(field, order, value.text, case=True)


def _of_text(field: str, op: str, value: str, written: str) -> Query:
    negative = op in {"!=", "!~"}
    if negative and has_variable(value):
        return Opaque(written, "leaves out what is filled in later")
    if "~" in op:
        query, _ = of_label(value, field)
    elif op not in {"=", "==", "!="}:
        raise LogQLError(f"{op} takes no text")
    elif value == "":
        query = negation(FieldIs(field, "exists"))
    elif is_level(field):
        query = FieldIs(field, "=", value, case=True)
    else:
        query = Phrase(value, True, "whole", field)
    return negation(query) if negative else query


class LabelFilter:
    """Reads ``a="b" and c>5 or (d=~"e")``. ``alternatives`` are the texts of the choices of the outermost ``or``."""

    def __init__(self, cursor: Cursor, labels: Labels) -> None:
        self.cursor = cursor
        self.labels = labels
        self.alternatives: tuple[str, ...] = ()

    def read(self) -> Query:
        """Read the whole filter.

        :raises LogQLError: where it is none.
        """
        queries, self.alternatives = self._either(0)
        return any_of(queries)

    def _either(self, depth: int) -> tuple[list[Query], tuple[str, ...]]:
        queries, texts = [], []
        while True:
            first = self.cursor.at
            queries.append(self._both(depth))
            texts.append(self.cursor.written(first))
            token = self.cursor.peek()
            if token is None or token.word() != "or":
                return queries, self._texts(first, tuple(texts), queries[0])
            self.cursor.take()

    def _texts(self, first: int, texts: tuple[str, ...], query: Query) -> tuple[str, ...]:
        """The texts of the choices: of ``or``, else of the expression of a single comparison."""
        if len(texts) > 1:
            return texts
        op, value = self.cursor.found[first + 1 : first + 3] if self.cursor.at == first + 3 else (None, None)
        if op is None or value is None or not op.is_mark("=~") or not isinstance(query, AnyOf):
            return ()
        _, found = of_label(value.text, "")
        return found if len(found) == len(query.parts) else ()

    def _both(self, depth: int) -> Query:
        queries = [self._one(depth)]
        while True:
            token = self.cursor.peek()
            if token is None:
                break
            if token.word() == "and" or token.is_mark(","):
                self.cursor.take()
            elif not (token.is_mark("(") or self._begins(token)):
                break
            queries.append(self._one(depth))
        return all_of(queries)

    def _begins(self, token: Token) -> bool:
        following = self.cursor.peek(1)
        return (
            token.kind == "name" and following is not None and following.is_mark("=", "!=", "=~", "!~", "==", "<", "<=", ">", ">=")
        )

    def _one(self, depth: int) -> Query:
        if depth > _DEEPEST:
            raise LogQLError("nested too deeply")
        if self.cursor.next_is("("):
            self.cursor.take()
            queries, _ = self._either(depth + 1)
            self.cursor.expect(")")
            return any_of(queries)
        first = self.cursor.at
        label = self.cursor.expect_name().text
        return self._compared(first, label)

    def _compared(self, first: int, label: str) -> Query:
        op = self.cursor.take()
        if op.kind != "mark" or (op.text not in _ORDERS and op.text not in {"=~", "!~"}):
            raise LogQLError(f"a comparison is expected instead of {op.text}")
        value = self.cursor.take()
        if value.word() == "ip":
            self.cursor.expect("(")
            self.cursor.expect_text()
            self.cursor.expect(")")
            return Opaque(self.cursor.written(first), "compares a range of addresses")
        if value.is_mark("-", "+"):
            number = self.cursor.take()
            value = Token(number.kind, value.text.strip("+") + number.text, value.start, number.end)
        if value.kind not in {"text", "number", "unit", "variable"}:
            raise LogQLError(f"a value is expected instead of {value.text}")
        return condition(self.labels, label, op.text, value, self.cursor.written(first))
