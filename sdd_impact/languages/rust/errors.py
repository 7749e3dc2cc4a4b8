"""Where errors are made: failing macros, ``expect`` and ``context``, ``Err(…)``, and constructors of error types.

Sources of the conventions: the standard library (``panic!``, ``Option::expect``, ``io::Error``), https://docs.rs/anyhow, https://docs.rs/eyre,
https://docs.rs/snafu (``whatever!``, ``whatever_context``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.languages.rust.names import FAILING_MACROS
from sdd_impact.languages.rust.statuses import of_name, status_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tree_sitter import Node

    from sdd_impact.model import Audience, Statement
    from sdd_impact.syntax import Argument, Call, Unit

#: Methods that add a message to an error or fail with it: position of the message.
_METHODS = {
    "expect": 0, "expect_err": 0, "context": 0, "with_context": 0, "wrap_err": 0, "wrap_err_with": 0, "whatever_context": 0,
    "with_whatever_context": 0, "attach_printable": 0, "attach_printable_lazy": 0,
}  # fmt: skip
_MADE_IN = frozenset(["Err", "ok_or", "ok_or_else", "map_err", "or_else", "then_some"])
#: Names of what is read here and in the neighbouring modules, macros as the rewritten text has them.
CALLED = frozenset([*_METHODS, *_MADE_IN, *(f"{name}_" for name in FAILING_MACROS), "write_str", "pad", "fmt", "error", "push"])
ERROR_TYPE = late.regex(r"(?:Error|Err|Failure|Exception|Fault|Rejection|Problem)(?:Kind|Code|Response|Inner)?$|^Error[A-Z]?\w*$")
#: Functions of an error type that take no message.
_NO_MESSAGE = frozenset(
    ["fmt", "from_raw_os_error", "invalid_type", "invalid_value", "invalid_length", "missing_field", "unknown_field"]
)
#: Fields that hold a message, the most telling first.
MESSAGE_KEYS = (
    "message",
    "msg",
    "error_message",
    "description",
    "detail",
    "details",
    "reason",
    "text",
    "error",
    "title",
    "info",
    "context",
    "source",
)
_SPEAKS_HTTP = late.regex(r"Api|Http|App|Web|Rest|Response|Status|Service")
_CONSTANT = late.regex(r"[A-Z][A-Z0-9_]{2,}")
_TELLING = late.regex(r"MSG|MESSAGE|TEXT|REASON")
#: Lists that errors are collected in: ``errors.push(format!("…"))``.
_COLLECTS = late.regex(r"(?i)(?:^|[._])err(?:or)?s$")
_DEPTH = 3


class Errors:
    """Reads the errors of one file. ``seen`` are the places of messages that are told already."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit
        self.seen: set[int] = set()

    def makes(self, owner: str, name: str) -> bool:
        """Whether a call looks like one that makes an error: ``Error::new``, ``AppError::Invalid``, ``ParseError { … }``."""
        if owner[:1].isupper() and ERROR_TYPE.search(owner):
            return name not in _NO_MESSAGE
        return name[:1].isupper() and ERROR_TYPE.search(name) is not None

    def read(self, call: Call) -> Iterator[Statement]:
        """The error that a call makes, where it has a message."""
        failing = FAILING_MACROS.get(call.name[:-1]) if call.name.endswith("_") else None
        if failing is not None:
            yield from self._failing(call, *failing)
        elif call.name in _METHODS and call.receiver is not None:
            if len(call.arguments) == 1 and call.receiver.type != "self":
                yield from self._told(call.node, self.inner(call.at(0)), "expect" if call.name.startswith("expect") else "context")
        elif call.name in _MADE_IN or (call.name == "push" and _COLLECTS.search(call.owner)):
            yield from self._made_in(call)
        elif call.name == "error" and call.receiver is not None:
            yield from self._clap(call)
        elif self.makes(call.owner.rpartition(".")[2], call.name):
            yield from self.made(call)

    def _failing(self, call: Call, position: int, kind: str) -> Iterator[Statement]:
        positional = call.positional
        if len(positional) <= position:
            return
        message = positional[position].node
        if (
            message.type in ("string_literal", "raw_string_literal")
            or (inner := self._unit.call(message)) is None
            or inner.name == "concat_"
        ):
            rest = [each for each in call.arguments if each.node.start_byte > message.start_byte]
            if self._unit.evaluator.is_text(message):
                yield from self.tell(call.node, message, kind, rest)
        elif not self.makes(inner.owner.rpartition(".")[2], inner.name):
            yield from self._told(call.node, message, kind)

    def _made_in(self, call: Call) -> Iterator[Statement]:
        """``Err(x)``, ``ok_or_else(|| x)``: a text, or a value that is made of a text."""
        value = self.inner(call.arguments[-1].node) if call.arguments else None
        if value is None or (call.name == "then_some" and call.receiver is None):
            return
        if self._is_message(value):
            if call.name != "then_some":
                yield from self._told(call.node, value, "")
            return
        made = self._unit.call(value)
        if made is None or made.name.endswith("_"):
            return
        if self._is_type(made):
            yield from self.made(made)
        elif call.name != "then_some" and (made.receiver is None or "err" in made.name.lower()):
            message = self.message_in(made, 0)
            if message is not None and self._has_words(message):  # Err(invalid_input("…")): a function that makes the error
                yield from self._told(made.node, message, "")

    def _is_type(self, call: Call) -> bool:
        """Whether a call makes a value of a type by its spelling: ``Failed::Invalid(…)``, ``Failed::new(…)``, ``Failed(…)``."""
        return call.made or call.name[:1].isupper() or call.owner.rpartition(".")[2][:1].isupper()

    def inner(self, node: Node | None) -> Node | None:
        """The value behind closures, blocks, ``return`` and conversions that show no text of their own."""
        for _ in range(12):
            if node is None:
                return None
            if node.type in (
                "closure_expression",
                "block",
                "return_expression",
                "parenthesized_expression",
                "reference_expression",
                "try_expression",
            ):
                node = self._unit.grammar.through[node.type](node)
                continue
            call = self._unit.call(node) if node.type == "call_expression" else None
            wraps = (
                call is not None
                and len(call.arguments) == 1
                and call.callee in ("Box.new", "Box.from", "vec_", "Some", "Json", "web.Json", "Arc.new", "axum.Json")
            )
            if call is not None and call.name in ("into", "into_response", "to_owned", "clone", "build") and not call.arguments:
                node = call.receiver
            elif call is not None and wraps:
                node = call.at(0)
            else:
                return node
        return node

    def made(self, call: Call, status: int | None = None, audience: Audience = "internal") -> Iterator[Statement]:
        """The message among the arguments of a constructor; ``status`` where the caller knows it."""
        message = self.message_in(call, _DEPTH)
        if message is None:
            return
        owner = call.owner.rpartition(".")[2]
        kind = type_of(call)
        if status is None:
            status = next((found for each in call.arguments if (found := status_of(self._unit, each.node))), None)
        if status is None and _SPEAKS_HTTP.search(owner):
            status = of_name(call.name)
        speaks = status is not None and status >= 400
        yield from self._told(call.node, message, kind, status=status if speaks else None, audience="api" if speaks else audience)

    def message_in(self, call: Call, depth: int) -> Node | None:
        """The argument that is the message: by a telling keyword, else the first text with words in it, else the first text."""
        for key in MESSAGE_KEYS if any(each.keyword for each in call.arguments) else ():
            value = self.inner(call.keyword(key))
            if value is not None and self._is_message(value):
                return value
        texts = [node for each in call.arguments if not each.keyword and (node := self.inner(each.node)) is not None]
        said = [node for node in texts if self._is_message(node)]
        if said:
            return next((node for node in said if self._has_words(node)), said[0])
        for each in call.arguments if depth else ():
            within = self._unit.call(self.inner(each.node))
            if within is not None and not within.name.endswith("_") and self._is_type(within):
                found = self.message_in(within, depth - 1)
                if found is not None:
                    return found
        return None

    def _is_message(self, node: Node) -> bool:
        if node.type == "char_literal":
            return False
        if self._unit.evaluator.is_text(node):
            return True
        last = self._unit.text(node).rpartition("::")[2] if node.type in ("identifier", "scoped_identifier") else ""
        return bool(_CONSTANT.fullmatch(last)) and bool(_TELLING.search(last)) and bool(self._unit.evaluator.opening(node))

    def _has_words(self, node: Node) -> bool:
        return any(" " in literal for each in self._unit.evaluator.texts(node) for literal in each.literals)

    def _clap(self, call: Call) -> Iterator[Statement]:
        """``command.error(ErrorKind::ValueValidation, "…")``: clap prints it and the usage."""
        message = call.at(1)
        if message is not None and "ErrorKind" in self._unit.text(call.arguments[0].node):
            yield from self._told(call.node, self.inner(message), "clap", audience="operator")

    def _told(
        self, node: Node, message: Node | None, kind: str, status: int | None = None, audience: Audience = "internal"
    ) -> Iterator[Statement]:
        if message is not None and self._is_message(message):
            yield from self.tell(node, message, kind, (), status=status, audience=audience)

    def tell(
        self,
        node: Node,
        message: Node,
        kind: str,
        rest: Sequence[Argument] = (),
        *,
        status: int | None = None,
        code: str = "",
        audience: Audience = "internal",
    ) -> Iterator[Statement]:
        """The statement of a message, unless it is told already. ``rest`` fill a macro's format string."""
        if message.start_byte in self.seen:
            return
        self.seen.add(message.start_byte)
        templates = (
            self._unit.evaluator.formatted("format", message, rest)
            if rest or self._is_format(message)
            else self._unit.evaluator.texts(message)
        )
        opening = self._unit.evaluator.opening(message)
        yield from self._unit.error(node, templates, type=kind, status=status, code=code, audience=audience, opening=opening)

    def _is_format(self, message: Node) -> bool:
        """Whether a literal is the format string of a macro: there ``{{`` is a brace, also without arguments."""
        call = self._unit.call(message.parent.parent) if message.parent is not None and message.parent.type == "arguments" else None
        return call is not None and call.name.endswith("_")


def type_of(call: Call) -> str:
    """The type that a call makes a value of, as written: ``AppError::Invalid``, ``Error`` of ``io::Error::new``."""
    names = call.callee.split(".")
    if len(names) > 1 and not names[-1][:1].isupper():
        names.pop()
    kept = [name for name in names[-2:] if name[:1].isupper() and name.isidentifier()]
    return "::".join(kept)
