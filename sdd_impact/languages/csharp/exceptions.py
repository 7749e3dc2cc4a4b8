"""Exceptions that are made, wherever they go: thrown, handed over, or built by the constructor of their own class."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.languages.csharp.exception_types import AUDIENCES, CUSTOMER, MESSAGE_POSITIONS, STATUSES
from sdd_impact.languages.csharp.filling import Filled
from sdd_impact.languages.csharp.statuses import status_of
from sdd_impact.syntax import Call, dotted
from sdd_impact.syntax.grammars.csharp import arguments_of
from sdd_impact.syntax.values import only

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tree_sitter import Node

    from sdd_impact.languages.csharp.arguments import Arguments
    from sdd_impact.languages.csharp.filling import Filling
    from sdd_impact.model import Audience, Statement
    from sdd_impact.syntax import Argument, Unit

_MADE = late.regex(r"Exception$")
_CODE = late.regex(r"[A-Z][A-Z0-9]*|[A-Za-z][A-Za-z0-9]*(?:[_.:-][A-Za-z0-9]+)+")
_HOLDER = late.regex(r"(?:Code|Error|Message|Reason|Msg|Text|Resource|String|Constant)s?$|^(?:SR|Res|L)$")
_MESSAGE_NAMES = ("message", "msg", "detail", "reason", "errorMessage", "userMessage")
_TEXT_METHODS = frozenset(["ToString", "Format", "GetMessage", "Join", "Trim", "GetString", "GetResourceString"])
_NOT_TEXT = frozenset(["typeof_expression", "lambda_expression", "this", "integer_literal", "boolean_literal", "null_literal",
                       "array_creation_expression", "collection_expression", "object_creation_expression", "default_expression",
                       "implicit_object_creation_expression", "real_literal"])  # fmt: skip
#: Kinds of values that are no message.
_NOT_TEXT_KINDS = frozenset(["id", "uuid", "int", "float", "bool", "datetime", "duration", "path", "url", "ip"])


class Exceptions:
    """Reads the exceptions of one file."""

    def __init__(self, unit: Unit, arguments: Arguments, filling: Filling) -> None:
        self._unit = unit
        self._arguments = arguments
        self._filling = filling

    # --- statements ------------------------------------------------------------------------------------------------------

    def made(self, node: Node) -> Iterator[Statement]:
        """``new SomethingException("…")``, or anything that is thrown; located at its ``throw`` where it is thrown there."""
        anchor = thrown_at(node)
        call = self._unit.call(node)
        if call is None:
            return
        name = call.name or ("Exception" if anchor is not None else "")
        if anchor is None and not _MADE.search(name):
            return
        if name == "RpcException":
            return  # its status is read
        yield from self._read(anchor if anchor is not None else node, name, call)

    def _read(self, node: Node, name: str, call: Call) -> Iterator[Statement]:
        filled, code = self.message(call, name)
        status = self._status(name, call)
        yield from self._unit.error(
            node, filled.templates, type=name, status=status, audience=self._audience(name, status), code=code,
            opening=filled.opening, style=filled.style, arguments=filled.arguments,
        )  # fmt: skip

    def handed(self, call: Call) -> Iterator[Statement]:
        """``ThrowHelper.ThrowArgument("…")``, ``Guard.Against.Null(x, nameof(x), "…")``: a text with white space is the message."""
        worded = [each for each in call.arguments if self._arguments.is_worded(each.node)]
        if worded:
            filled = self._filling.filled(worded[-1].node, (), "")
            yield from self._unit.error(thrown_at(call.node) or call.node, filled.templates, opening=filled.opening)

    def thrown(self, node: Node) -> Iterator[Statement]:
        """``throw Locked("…")``: an exception that a method makes. ``throw new`` is read by :meth:`made`."""
        value = next((child for child in node.named_children if not child.is_extra), None)
        call = self._unit.call(value)
        if call is None or call.made or not any(self._arguments.is_worded(each.node) for each in call.arguments):
            return
        filled, code = self.message(call, call.name)
        yield from self._unit.error(node, filled.templates, code=code, opening=filled.opening)

    def constructed(self, node: Node) -> Iterator[Statement]:
        """``: base("…")`` of an exception's constructor, and ``class X(…) : Exception("…")``."""
        listed = next((child for child in node.named_children if child.type == "argument_list"), None)
        owner = self._unit.scope.class_at(node.start_byte) if listed is not None else None
        if owner is None or listed is None:
            return
        if not any(_MADE.search(name) for name in (owner.name, *self._unit.scope.bases(owner))):
            return
        call = Call(node, owner.name, owner.name, None, arguments_of(listed), made=True)
        if any(self._says(each.node) for each in call.arguments):
            yield from self._read(node, owner.name, call)

    def overridden(self, node: Node) -> Iterator[Statement]:
        """``override string Message => "…"`` of an exception class."""
        name, value = node.child_by_field_name("name"), node.child_by_field_name("value")
        owner = self._unit.scope.class_at(node.start_byte)
        if name is None or value is None or owner is None or self._unit.text(name) != "Message":
            return
        if any(_MADE.search(each) for each in (owner.name, *self._unit.scope.bases(owner))) and self._says(value):
            status = STATUSES.get(owner.name)
            yield from self._unit.error(
                node, self._unit.message(value), type=owner.name, status=status, audience=self._audience(owner.name, status)
            )

    # --- the message -----------------------------------------------------------------------------------------------------

    def message(self, call: Call, name: str) -> tuple[Filled, str]:
        """The message among the arguments, and an error code beside it."""
        arguments = list(call.arguments)
        at = self._position(name, arguments)
        if at == -1:
            return Filled(), ""
        code = self._code(arguments, at)
        if at is not None:
            left = [each for each in arguments[at + 1 :] if not each.keyword and not self._arguments.is_exception(each.node)]
            style = "?" if left and name not in MESSAGE_POSITIONS else ""
            return self._filling.filled(arguments[at].node, left if style else (), style), code
        values = [each.node for each in arguments if self._may_say(each.node)]
        for node in values:
            if self._is_symbol(node, alone=len(values) == 1):
                return self._filling.filled(node, (), ""), code
        return Filled(), code

    def _position(self, name: str, arguments: Sequence[Argument]) -> int | None:
        """Where the message certainly stands; -1: there is none; None: not known."""
        named = next((at for at, each in enumerate(arguments) if each.keyword in _MESSAGE_NAMES), None)
        if named is not None:
            return named
        positional = [at for at, each in enumerate(arguments) if not each.keyword]
        told = MESSAGE_POSITIONS.get(name)
        if told is not None:
            at = told(len(positional))
            if name in ("ArgumentOutOfRangeException", "ArgumentNullException"):
                words = [each for each in positional if self._arguments.is_worded(arguments[each].node)]
                at = words[0] if words and at != words[0] else at
                if at == 1 and len(positional) == 2 and self._arguments.is_exception(arguments[1].node):
                    at = 0
            return at if at < len(positional) else -1
        texts = [at for at in positional if not arguments[at].spread and self._unit.evaluator.is_text(arguments[at].node)]
        worded = next((at for at in texts if self._arguments.is_worded(arguments[at].node)), None)
        if worded is not None:
            return worded
        if len(texts) > 1 and _CODE.fullmatch(self._unit.evaluator.literal(arguments[texts[0]].node) or ""):
            return texts[1]
        named_by = [
            at for at in texts if not self._is_nameof(arguments[at].node) and (at == 0 or not self._is_word(arguments[at].node))
        ]
        only_words = any(self._is_word(arguments[at].node) and not self._is_nameof(arguments[at].node) for at in texts)
        return named_by[0] if named_by else -1 if only_words else None

    def _is_word(self, node: Node) -> bool:
        """Whether a text is one word in letters: behind another value that is a name (``(id, "Orders", typeof(Order))``)."""
        texts = ["".join(each.literals) for each in self._unit.evaluator.texts(node)]
        return any(texts) and all(text.isalpha() for text in texts if text)

    def _is_nameof(self, node: Node) -> bool:
        call = self._unit.call(node)
        return call is not None and call.name == "nameof"

    def _code(self, arguments: Sequence[Argument], at: int | None) -> str:
        """An error code beside the message: ``ErrorCodes.Locked``, ``"ACCOUNT_LOCKED"``."""
        for place, each in enumerate(arguments):
            if place == at:
                continue
            if each.keyword in ("code", "errorCode"):
                return self._unit.evaluator.literal(each.node) or ""
            if each.node.type == "member_access_expression":
                owner, _, last = dotted(self._unit.code, each.node, self._unit.grammar).rpartition(".")
                if re.search(r"(?:Code|Error|Errors|ErrorType|Reason)s?$", owner.rpartition(".")[2]) and owner.rpartition(".")[
                    2
                ] not in ("HttpStatusCode", "StatusCode"):
                    return last
            elif (
                at is not None
                and place < at
                and (literal := self._unit.evaluator.literal(each.node))
                and _CODE.fullmatch(literal)
                and not self._is_nameof(each.node)
            ):
                return literal
        return ""

    def _says(self, node: Node) -> bool:
        """Whether an expression is text with something of its own, not a parameter that is passed on."""
        return self._unit.evaluator.is_text(node) and any(each.literals for each in self._unit.evaluator.texts(node))

    def _may_say(self, node: Node) -> bool:
        if node.type in _NOT_TEXT or self._arguments.is_exception(node) or self._is_nameof(node) or self._is_type(node):
            return False
        if (
            self._arguments.dotted(node).rpartition(".")[2] == "ModelState"
            or self._unit.evaluator.placeholder(node).kind in _NOT_TEXT_KINDS
        ):
            return False
        return status_of(self._unit, node, numbers=False) is None

    def _is_type(self, node: Node) -> bool:
        """Whether an expression is a type, also a variable that holds one."""
        bound = self._unit.scope.lookup(self._unit.text(node), node.start_byte) if node.type == "identifier" else None
        bound = self._unit.scope.lookup(self._unit.text(node), node.start_byte) if node.type == "identifier" else None
        if bound is not None and bound.type in ("Type", "System.Type"):
            return True
        value = only(bound)
        call = self._unit.call(value if value is not None else node)
        return (value is not None and value.type == "typeof_expression") or (call is not None and call.name == "GetType")

    def _is_symbol(self, node: Node, *, alone: bool) -> bool:
        """Whether an expression that is not certainly text is the message: a constant of elsewhere, a text variable, the only value."""
        node = self._arguments.inner(node)
        if node.type in ("member_access_expression", "identifier"):
            text = self._arguments.dotted(node)
            owner = text.rpartition(".")[0]
            bound = self._unit.scope.lookup(text, node.start_byte)
            declared = bound.type.rstrip("?") if bound is not None else ""
            if declared in ("string", "String"):
                return True
            if bound is None and owner and owner[:1].isupper():
                return _HOLDER.search(owner.rpartition(".")[2]) is not None
            return alone and declared in ("", "var") and (bound is None or bound.where != "class")
        call = self._unit.call(node)
        if call is None or call.made:
            return False
        return call.name in _TEXT_METHODS or (alone and re.search(r"(?:Message|Text|Description|Reason)$", call.name) is not None)

    # --- status and audience ---------------------------------------------------------------------------------------------

    def _status(self, name: str, call: Call) -> int | None:
        speaks = re.search(r"Http|Api|Rest|Web|Response|Status", name) is not None
        for each in call.arguments:
            if (found := status_of(self._unit, each.node, numbers=speaks)) is not None:
                return found
        return STATUSES.get(name)

    @staticmethod
    def _audience(name: str, status: int | None) -> Audience:
        if name in CUSTOMER:
            return "customer"
        return AUDIENCES.get(name) or ("api" if status is not None else "internal")


def thrown_at(node: Node) -> Node | None:
    """The ``throw`` of an expression that is thrown as it is, through parentheses and methods called on it; else None."""
    here, outer = node, node.parent
    for _ in range(40):
        if outer is None:
            return None
        if outer.type in ("throw_statement", "throw_expression"):
            return outer
        chained = outer.type in ("member_access_expression", "invocation_expression") and outer.named_children[0] == here
        if not chained and outer.type not in (
            "parenthesized_expression",
            "cast_expression",
            "conditional_expression",
            "postfix_unary_expression",
        ):
            return None
        here, outer = outer, outer.parent
    return None
