"""Exceptions that are made, wherever they go: thrown, handed over, or built by the constructor of their own class."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.languages._jvm.exception_types import AUDIENCES, MESSAGE_POSITIONS, REST_PACKAGES, REST_STATUSES
from sdd_impact.languages._jvm.kinds import given_to, is_name, kinds
from sdd_impact.languages._jvm.statuses import STATUS_TYPES, status_of
from sdd_impact.model import Template
from sdd_impact.syntax import dotted
from sdd_impact.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tree_sitter import Node

    from sdd_impact.languages._jvm.arguments import Arguments
    from sdd_impact.languages._jvm.filling import Filling
    from sdd_impact.languages._jvm.names import Names
    from sdd_impact.model import Audience, Statement
    from sdd_impact.syntax import Argument, Call, Unit

_MADE = late.regex(r"(?:Exception|Error|Throwable)$")
_CODE = late.regex(r"[A-Z][A-Z0-9]*|[A-Za-z][A-Za-z0-9]*(?:[_.-][A-Za-z0-9]+)+")
_CONSTANT = late.regex(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*")
#: Names of what says no text: the object itself, an actor.
_OBJECT = late.regex(r"this|self|(?:\w+R|r)ef")
#: Types whose constants hold messages or codes.
_HOLDER = late.regex(r"(?:Code|Error|Message|Reason|Msg|Text)s?$")
#: Methods that give an object, not a text.
_MAKING = frozenset(["build", "of", "create", "newInstance", "asList", "list", "builder", "response"])
#: Methods that give a text whatever they are called on.
_TEXT_METHODS = frozenset(["toString", "getMessage", "format", "join", "trim", "strip", "getLocalizedMessage"])
#: Methods that take the value out of an optional one.
_TAKING = frozenset(["get", "orElseThrow", "orElse", "orElseGet", "getNow", "join"])
_OPTIONAL = late.regex(r"\b(?:Optional|CompletableFuture|Supplier)<\s*(?:\w+\.)*(\w+)")
#: Types of which a value certainly is no message.
_NOT_TEXT = frozenset(
    ["int", "long", "short", "byte", "boolean", "double", "float", "Class", "Locale", "HttpStatus", "HttpHeaders"]
)


class Message(NamedTuple):
    """What an error says: its texts, a symbol that holds the text (with what would fill it in), an error code."""

    templates: tuple[Template, ...] = ()
    opening: str = ""
    code: str = ""
    style: str = ""
    arguments: tuple[Argument, ...] = ()


class Exceptions:
    """Reads the exceptions of one file."""

    def __init__(self, unit: Unit, names: Names, arguments: Arguments, filling: Filling) -> None:
        self._unit = unit
        self._kinds = kinds(unit)
        self._names = names
        self._arguments = arguments
        self._filling = filling
        self._rest = names.imports(*REST_PACKAGES)
        self.statuses: dict[str, int] = {}

    # --- statements --------------------------------------------------------------------------------------------------

    def made(self, node: Node, name: str) -> Iterator[Statement]:
        """``new SomethingException("…")``, or anything that is thrown; located at its ``throw`` where it is thrown there."""
        anchor = given_to(self._unit, node, self._kinds.throws)
        call = self._unit.call(node) if anchor is not None or _MADE.search(name) else None
        if call is not None:
            yield from self._raised(call, name, anchor if anchor is not None else node)

    def raised(self, call: Call) -> Iterator[Statement]:
        """The same, for a call that has been read already."""
        anchor = given_to(self._unit, call.node, self._kinds.throws)
        if anchor is not None:
            yield from self._raised(call, call.name, anchor)
        elif _MADE.search(call.name):
            certain = not call.name.endswith("Error")  # a value called so may be no exception
            for statement in self._raised(call, call.name, call.node):
                if certain or statement.template.literals or statement.opening:
                    yield statement

    def _raised(self, call: Call, name: str, place: Node) -> Iterator[Statement]:
        if self._position(name) == -1:
            return
        message = self.message(call)
        status = self._status(call)
        yield from self._unit.error(
            place, message.templates, type=call.name, status=status,
            audience=self._audience(call.name, status, call), code=message.code, opening=message.opening,
            style=message.style, arguments=message.arguments,
        )  # fmt: skip

    def thrown(self, node: Node) -> Iterator[Statement]:
        """``throw locked("…")``: an exception that a method makes. ``throw new`` is read by :meth:`made`."""
        value = node.named_children[0] if node.named_children else None
        call = self._unit.call(value)
        if call is None or call.made or call.name in ("withDescription", "orElseThrow"):
            return
        here: Call | None = call
        while here is not None:
            if here.made or here.name in ("withDescription", "augmentDescription"):
                return
            here = self._unit.call(here.receiver)
        if not any(self._unit.evaluator.is_text(argument.node) and self._has_words(argument.node) for argument in call.positional):
            return
        message = self.message(call)
        yield from self._unit.error(node, message.templates, code=message.code, opening=message.opening)

    def constructed(self, node: Node) -> Iterator[Statement]:
        """``super("…")`` or ``this("…")`` in the constructor of an exception class."""
        call = self._unit.call(node)
        owner = self._unit.scope.class_at(node.start_byte)
        if call is None or owner is None or call.name not in ("super", "this"):
            return
        bases = self._unit.scope.bases(owner)
        if not any(_MADE.search(name) for name in (owner.name, *bases)):
            return
        if not any(self._says(argument.node) for argument in call.positional):
            return
        message = self.message(call)
        status = self.statuses.get(owner.name)
        audience = self._audience(owner.name, status, call)
        yield from self._unit.error(node, message.templates, type=owner.name, status=status, audience=audience, code=message.code)

    def returned(self, node: Node) -> Iterator[Statement]:
        """What ``getMessage()`` of an exception class returns."""
        spans = self._unit.scope.spans
        chain = self._unit.scope.chain(node.start_byte)
        if len(chain) < 2 or spans[chain[0]].name not in ("getMessage", "getLocalizedMessage") or spans[chain[1]].kind != "class":
            return
        owner = spans[chain[1]]
        value = node.named_children[0] if node.named_children else None
        if (
            value is None
            or not any(_MADE.search(name) for name in (owner.name, *self._unit.scope.bases(owner)))
            or not self._says(value)
        ):
            return
        status = self.statuses.get(owner.name)
        yield from self._unit.error(
            node, self._unit.message(value), type=owner.name, status=status, audience="api" if status else "internal"
        )

    def _says(self, node: Node) -> bool:
        """Whether an expression is text with at least one letter of its own, not a parameter that is passed on."""
        return self._unit.evaluator.is_text(node) and any(each.literals for each in self._unit.evaluator.texts(node))

    # --- the message -------------------------------------------------------------------------------------------------

    def message(self, call: Call, first: int = 0) -> Message:
        """The message among the arguments from ``first`` on, with what fills it in and with an error code beside it."""
        arguments = list(call.positional[first:])
        at, code = self._text_position(call, arguments)
        code = code or self._code_among(arguments)
        if at >= 0:
            node = arguments[at].node
            rest = self._arguments.spread(arguments[at + 1 :])
            filled = self._filling.by_itself(node, rest)
            return Message(filled.templates, filled.opening, code, filled.style, filled.arguments)
        values = [argument.node for argument in arguments if self._may_say(argument.node)]
        alone = sum(not self._says_nothing(argument.node) for argument in arguments) == 1
        for node in values:
            found = self._symbol(call, node, alone=alone)
            if found is not None:
                return found._replace(code=found.code or code)
        return Message(code=code)

    def _text_position(self, call: Call, arguments: Sequence[Argument]) -> tuple[int, str]:
        """Where the message stands (-1: no argument certainly is text), and an error code that stands before it."""
        evaluator = self._unit.evaluator
        keyed = next((at for at, argument in enumerate(arguments) if self._filling.message_key(argument.node)), None)
        if keyed is not None:
            return keyed, ""
        texts = [at for at, argument in enumerate(arguments) if not argument.spread and evaluator.is_text(argument.node)]
        wanted = self._position(call.name)
        codes = {at: code for at in texts if (code := evaluator.literal(arguments[at].node)) and _CODE.fullmatch(code)}
        if wanted is not None and wanted in texts:
            return wanted, ""
        worded = next((at for at in texts if self._has_words(arguments[at].node)), None)
        if worded is None and len(texts) > 1 and texts[0] in codes:
            worded = texts[1]
        at = worded if worded is not None else texts[0] if texts else -1
        return at, next((code for place, code in reversed(codes.items()) if place < at), "")

    def _position(self, name: str) -> int | None:
        """Where the message certainly stands in an exception of this type; -1: nowhere; None: not known."""
        packages, position = MESSAGE_POSITIONS.get(name, ((), None))
        return position if packages and self._names.imports(*packages) else None

    def _has_words(self, node: Node) -> bool:
        """Whether a text has white space: a sentence rather than a name, a key or a code."""
        return any(" " in literal for each in self._unit.evaluator.texts(node) for literal in each.literals)

    def _code_among(self, arguments: Sequence[Argument]) -> str:
        """An enum constant among the arguments is an error's code: ``ErrorCode.LOCKED``."""
        for argument in arguments:
            if argument.node.type in self._unit.grammar.members:
                owner, _, last = dotted(self._unit.code, argument.node, self._unit.grammar).rpartition(".")
                kind = owner.rpartition(".")[2]
                if (
                    _CONSTANT.fullmatch(last)
                    and kind not in STATUS_TYPES
                    and re.search(r"(?:Code|Error|Errors|Reason|Type)s?$", kind)
                ):
                    return last
        return ""

    def _says_nothing(self, node: Node) -> bool:
        """A cause or a status: what stands beside a message."""
        return self._arguments.looks_throwable(node) or status_of(self._unit, node) is not None

    def _may_say(self, node: Node) -> bool:
        if node.type in self._kinds.silent or self._says_nothing(node):
            return False
        call = self._unit.call(node)
        if call is not None:
            return call.name not in _MAKING and not call.made
        owner = dotted(self._unit.code, node, self._unit.grammar).rpartition(".")[0]
        return owner.rpartition(".")[2] not in STATUS_TYPES

    def _symbol(self, call: Call, node: Node, *, alone: bool) -> Message | None:
        """An argument that is not certainly text: a constant of elsewhere, an enum's member; a value where it is the only one."""
        text = dotted(self._unit.code, node, self._unit.grammar)
        holder = self._filling.holder(node)
        if holder and holder.startswith(call.name + ".") and not _HOLDER.search(holder.rpartition(".")[0]):
            return None  # a constant of the exception's own class says which case it is, not what is said
        if holder and not alone and not _HOLDER.search(holder.rpartition(".")[0]):
            return None
        if holder:
            text_of_member = self.member_text(holder)
            last = holder.rpartition(".")[2]
            if text_of_member is not None:
                return Message((text_of_member,), "", last)
            if self._unit.scope.class_named(holder.rpartition(".")[0].rpartition(".")[2]) is not None:
                return None  # an enum of this file, and it holds no text
            return Message(self._unit.evaluator.texts(node), self._unit.evaluator.opening(node) or holder)
        if _OBJECT.fullmatch(text):
            return None  # the object itself, or an actor
        bound = self._unit.scope.lookup(text, node.start_byte) if is_name(self._unit, node) else None
        declared = bound.type.partition("<")[0].rpartition(".")[2] if bound is not None else ""
        inner = self._unit.call(node)
        declared = declared or (self._of_optional(inner) if inner is not None else "")
        if declared in _NOT_TEXT or (declared and declared not in ("String", "var", "Object", "CharSequence")):
            return None
        told = inner is not None and inner.name in _TEXT_METHODS
        if not alone and not told:
            return None  # several values: the constructor makes the message of them
        if not told and declared != "String" and self._unit.scope.class_named(call.name) is not None:
            return None  # its own constructor makes the message
        filled = self._filling.by_itself(node, ())
        return Message(filled.templates, filled.opening, "", filled.style, filled.arguments)

    def _of_optional(self, call: Call) -> str:
        """The type of what is taken out of an optional value: ``Duration`` for ``left.get()`` of an ``Optional<Duration> left``."""
        if call.name not in _TAKING or call.receiver is None or not is_name(self._unit, call.receiver):
            return ""
        bound = self._unit.scope.lookup(dotted(self._unit.code, call.receiver, self._unit.grammar), call.node.start_byte)
        found = _OPTIONAL.search(bound.type) if bound is not None else None
        return found[1] if found else ""

    def member_text(self, holder: str) -> Template | None:
        """The text that an enum's member of this file was made with: ``LOCKED("Account is locked")``."""
        owner, _, last = holder.rpartition(".")
        span = self._unit.scope.class_named(owner.rpartition(".")[2])
        for binding in self._unit.scope.bindings(last) if span is not None else ():
            if binding.node.type in self._kinds.members and span is not None and span.start <= binding.at < span.end:
                return self.constant_text(binding.node)
        return None

    def constant_text(self, node: Node) -> Template | None:
        """The message among the arguments of an enum's constant: the first text that is no mere code."""
        texts = [child for child in self._kinds.given(node) if self._unit.evaluator.is_text(child)]
        for child in texts:
            literal = self._unit.evaluator.literal(child)
            if literal is None or not _CODE.fullmatch(literal) or len(texts) == 1:
                return self._unit.evaluator.texts(child)[0]
        return None

    # --- status and audience -----------------------------------------------------------------------------------------

    def _status(self, call: Call) -> int | None:
        numbers = self._speaks_http(call.name)
        for argument in call.positional:
            if (found := status_of(self._unit, argument.node, numbers=numbers)) is not None:
                return found
        if self._rest and call.name in REST_STATUSES:
            return REST_STATUSES[call.name]
        return self.statuses.get(call.name)

    def status_among(self, arguments: Sequence[Argument], name: str) -> int | None:
        """The status that one of the arguments is with which an exception of this name is made."""
        numbers = self._speaks_http(name)
        found = (status_of(self._unit, argument.node, numbers=numbers) for argument in arguments)
        return next((status for status in found if status is not None), None)

    def _speaks_http(self, name: str) -> bool:
        return (
            name in AUDIENCES
            or (self._rest and name in REST_STATUSES)
            or re.search(r"Http|Api|Rest|Web|Response|Status", name) is not None
        )

    def _audience(self, name: str, status: int | None, call: Call) -> Audience:
        told = AUDIENCES.get(name)
        if told is not None:
            packages, audience = told
            if not packages or self._names.imports(*packages) or call.callee.startswith(packages):
                return audience
        return "api" if status is not None or (self._rest and name in REST_STATUSES) else "internal"
