"""Errors that are made: ``throw``, ``new Error``, factories of HTTP errors, and the text that an error class gives to ``super``."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from sdd_impact.languages._ecmascript import failures
from sdd_impact.languages._ecmascript.bodies import code_of, first_status, read_body, status_of, texts_of
from sdd_impact.model import Audience, Definition, Location, Placeholder, Statement, Template

if TYPE_CHECKING:
    from tree_sitter import Node

    from sdd_impact.languages._ecmascript.module import Module
    from sdd_impact.syntax import Call


class Told(NamedTuple):
    """What an error says: its messages, its code, its status, and the symbol that holds an open message."""

    messages: tuple[Template, ...]
    code: str = ""
    status: int | None = None
    opening: str = ""


class OwnText(NamedTuple):
    """The text that an error class gives to its errors, with the names of its constructor's parameters."""

    template: Template
    parameters: tuple[str, ...]
    location: Location


def is_asked_by_name(name: str) -> bool:
    """Whether a call of this last name may make an error wherever it stands, so that :meth:`Thrown.made` is asked about it."""
    return name in failures.BUILT_IN or name in failures.HTTP_ERROR_FACTORIES or failures.status_of_name(name) is not None


class Thrown:
    """Reads the errors that one file makes."""

    def __init__(self, module: Module) -> None:
        self._module = module
        self._unit = module.unit
        self._evaluator = module.evaluator

    # --- what is looked at ---------------------------------------------------------------------------------------

    def made(self, call: Call) -> list[Statement]:
        """``new X(…)``, ``Error(…)`` or a factory's call, wherever it stands."""
        where = self._module.thrower(call.node)
        if not self._is_error(call, where):
            return []
        told = self._told(call)
        return self._statements(where, call.callee, told, call)

    def thrown(self, statement: Node) -> list[Statement]:
        """``throw "text"``, and the call of a function that makes an error of a text."""
        value = self._module.plain(next((child for child in statement.named_children if not child.is_extra), None))
        if value is None:
            return []
        if value.type in self._unit.grammar.literals or value.type in self._unit.grammar.joins:
            return self._unit.error(statement, texts_of(self._module, value)) if self._evaluator.is_text(value) else []
        if value.type == "object" and (body := read_body(self._module, value)):
            texts = [each for each in body.messages if self._evaluator.is_text(each)]
            messages = tuple(text for each in texts for text in texts_of(self._module, each))
            return self._statements(statement, "", Told(messages, body.code, body.status), None)
        if failures.TEXT_NAME.fullmatch(self._module.last_name(value)):
            return self._unit.error(statement, texts_of(self._module, value), opening=self._evaluator.opening(value))
        call = self._unit.call(value) if value.type == "call_expression" else None
        if call is None or call.callee in _RESPONDERS or is_asked_by_name(call.name):
            return []
        if not failures.ERROR_NAME.fullmatch(call.name) and not any(self._evaluator.is_text(each.node) for each in call.positional):
            return []
        return self._statements(statement, call.callee, self._told(call), call)

    def rejected(self, call: Call) -> list[Statement]:
        """``reject("text")``, ``Promise.reject("text")``, ``deferred.reject("text")``."""
        message = call.at(0)
        if message is None or not self._evaluator.is_text(message):
            return []
        return self._unit.error(self._module.thrower(call.node), texts_of(self._module, message))

    def own(self, call: Call) -> list[Statement]:
        """``super("text")`` in the constructor of an error class: the text that all errors of this class have."""
        owner = self._unit.scope.class_at(call.node.start_byte)
        told = self._own_text(call)
        return self._statements(call.node, owner.name, told, call) if owner and told else []

    def definitions(self) -> tuple[Definition, ...]:
        """The own texts of error classes, by the name of the class."""
        return tuple(Definition(name, own.template, own.location) for name, own in self._classes.items())

    @cached_property
    def _classes(self) -> dict[str, OwnText]:
        """Error class of this file → the text that its constructor gives to ``super``."""
        found: dict[str, OwnText] = {}
        if b"super" not in self._unit.code.data:
            return found
        for call in self._unit.calls_with(_SUPER):
            owner = self._unit.scope.class_at(call.node.start_byte)
            told = self._own_text(call) if call.callee == "super" else None
            if owner and owner.name and told and len(told.messages) == 1:
                found[owner.name] = OwnText(told.messages[0], self._parameters(call.node), self._unit.location(call.node))
        return found

    def _parameters(self, node: Node) -> tuple[str, ...]:
        """The names of the parameters of the constructor around a node."""
        here = node.parent
        while here is not None and here.type != "method_definition":
            here = here.parent
        listed = here.child_by_field_name("parameters") if here is not None else None
        names: list[str] = []
        for each in listed.named_children if listed is not None else ():
            name = each.child_by_field_name("pattern") or each.child_by_field_name("left") or each
            names.append(self._unit.text(name))
        return tuple(names)

    # --- what is an error ----------------------------------------------------------------------------------------

    def _is_error(self, call: Call, where: Node) -> bool:
        if call.made:
            if call.callee in ("Response", "NextResponse"):
                return False
            return where.type == "throw_statement" or failures.ERROR_NAME.fullmatch(call.name) is not None
        if call.callee in failures.BUILT_IN:
            return True
        if where.type == "throw_statement" and failures.ERROR_NAME.fullmatch(call.name):
            return True
        return self._is_factory(call) and (bool(call.arguments) or call.name not in failures.HTTP_ERROR_FACTORIES)

    def _is_factory(self, call: Call) -> bool:
        """Whether a call makes an HTTP error: ``createError(404)``, ``Boom.notFound()``, ``fastify.httpErrors.conflict()``."""
        parts = call.callee.split(".")
        if parts[-1] in failures.HTTP_ERROR_FACTORIES:
            return True
        factory = any(part in failures.HTTP_ERROR_FACTORIES for part in parts[:-1])
        return factory and failures.status_of_name(call.name) is not None

    def is_error_class(self, name: str, depth: int = 6) -> bool:
        """Whether a class is an error by its name or by what it extends."""
        if failures.ERROR_NAME.fullmatch(name.rpartition(".")[2]):
            return True
        span = self._unit.scope.class_named(name)
        return depth > 0 and span is not None and any(self.is_error_class(base, depth - 1) for base in self._unit.scope.bases(span))

    def _own_text(self, call: Call) -> Told | None:
        """What ``super(…)`` says, where that has words of its own."""
        owner = self._unit.scope.class_at(call.node.start_byte)
        if owner is None or not call.arguments or not any(self.is_error_class(base) for base in self._unit.scope.bases(owner)):
            return None
        told = self._told(call)
        worded = tuple(message for message in told.messages if any(not literal.isspace() for literal in message.literals))
        return told._replace(messages=worded) if worded else None

    def _filled(self, own: OwnText, call: Call) -> tuple[Template, ...]:
        """The text of a class with the texts that this call gives for its holes; none where the call gives none."""
        given = {name: argument.node for name, argument in zip(own.parameters, call.positional, strict=False)}
        parts: list[str | Placeholder] = []
        filled = False
        for part in own.template.parts:
            node = given.get(part.expression) if isinstance(part, Placeholder) else None
            if node is not None and self._evaluator.is_text(node):
                parts += self._evaluator.value(node).parts
                filled = True
            else:
                parts.append(part)
        return (Template.of(*parts),) if filled else ()

    # --- what it says --------------------------------------------------------------------------------------------

    def _told(self, call: Call) -> Told:
        nodes = [argument.node for argument in call.positional]
        status = self._status(call, nodes)
        if call.made and (own := self._classes.get(call.name)) is not None:
            return Told(self._filled(own, call), "", status)
        if not nodes:
            return Told(self._usual(call, status), "", status)
        if call.callee in failures.BUILT_IN:
            at = 1 if call.name == "AggregateError" else 0
            message = nodes[at] if at < len(nodes) else None
            return Told(texts_of(self._module, message), "", status, self._evaluator.opening(message)) if message else Told(())
        texts = [node for node in nodes if self._evaluator.is_text(node)]
        if texts:
            return self._of_texts(texts, nodes, status)
        for node in nodes:
            plain = self._module.plain(node)
            if plain is not None and plain.type == "array":
                listed = [each for each in plain.named_children[:8] if self._evaluator.is_text(each)]
                return Told(tuple(text for each in listed for text in texts_of(self._module, each)), "", status)
            body = read_body(self._module, node)
            if body and (body.messages or body.code):
                messages = tuple(text for each in body.messages for text in texts_of(self._module, each))
                opening = self._evaluator.opening(body.messages[0]) if len(body.messages) == 1 else ""
                code = body.code or next((code_of(self._module, each) for each in nodes if self._is_constant(each)), "")
                return Told(messages, code, status or body.status or failures.TRPC_STATUSES.get(body.code), opening)
        return self._of_names(call, nodes, status)

    def _of_texts(self, texts: list[Node], nodes: list[Node], status: int | None) -> Told:
        """The first text is the message, unless it is a code and another text follows."""
        first = self._evaluator.literal(texts[0])
        message, code = texts[0], ""
        if len(texts) > 1 and first is not None and failures.CODE.fullmatch(first):
            message, code = texts[1], first
        for node in nodes:
            body = read_body(self._module, node)
            if not code and node.id != message.id:
                code = body.code if body else code_of(self._module, node) if self._is_constant(node) else ""
            status = status or (body.status if body else None)
        return Told(texts_of(self._module, message), code, status)

    def _is_constant(self, node: Node) -> bool:
        """Whether an argument is a constant's name that is no status: ``Parse.Error.OBJECT_NOT_FOUND``."""
        return self._module.last_name(node).isupper() and status_of(self._module, node) is None

    def _of_names(self, call: Call, nodes: list[Node], status: int | None) -> Told:
        """No argument is a text: one that is called a message, else a constant, else the class itself holds the text."""
        named = [node for node in nodes if failures.TEXT_NAME.fullmatch(self._module.last_name(node))]
        constants = [node for node in nodes if self._is_constant(node)]
        code = code_of(self._module, constants[0]) if constants and named else ""
        for node in [*named, *constants]:
            return Told(texts_of(self._module, node), code, status, self._evaluator.opening(node))
        rest = [node for node in nodes if status_of(self._module, node) is None and node.type != "number"]
        if not rest:
            return Told(self._usual(call, status), "", status)
        if call.callee == "super":
            return Told((), "", status)
        known = call.name in failures.API_CLASSES or call.name in failures.NEST_EXCEPTIONS
        if known or not call.made or self._unit.scope.class_named(call.name):
            return Told(texts_of(self._module, rest[0]), "", status, self._evaluator.opening(rest[0]))
        held = Placeholder(call.callee, "any", "", self._unit.code.folded(call.node))
        return Told((Template.of(held),), "", status, call.callee)

    def _usual(self, call: Call, status: int | None) -> tuple[Template, ...]:
        """The text of an HTTP exception that is given none: the reason phrase of its status."""
        usual = call.name in failures.NEST_EXCEPTIONS or self._is_factory(call)
        return (Template.of(failures.REASONS[status]),) if usual and status in failures.REASONS else ()

    def _status(self, call: Call, nodes: list[Node]) -> int | None:
        found = failures.status_of_name(call.name) if call.callee not in failures.BUILT_IN else None
        found = found or first_status(self._module, nodes)
        if found is None and nodes:
            options = (read_body(self._module, node) for node in nodes)
            found = next((body.status for body in options if body and body.status), None)
        return found or self._assigned(call.node) or self._of_class(call.name)

    def _assigned(self, node: Node) -> int | None:
        """``Object.assign(new Error("…"), {status: 404})``."""
        listed = node.parent
        outer = self._unit.call(listed.parent) if listed is not None and listed.type == "arguments" else None
        if outer is None or outer.callee != "Object.assign":
            return None
        body = read_body(self._module, outer.at(1))
        return body.status if body else None

    def _of_class(self, name: str) -> int | None:
        """The status that a class of this file gives its errors: a field, or what its constructor assigns."""
        span = self._unit.scope.class_named(name)
        if span is None or span.node is None:
            return None
        for key in failures.STATUS_KEYS:
            bound = self._unit.scope.lookup(f"{name}.{key}", span.start)
            if (
                bound
                and len(bound.values) == 1
                and len(bound.values[0]) == 1
                and (status := status_of(self._module, bound.values[0][0]))
            ):
                return status
        return None

    # --- statements ----------------------------------------------------------------------------------------------

    def _statements(self, where: Node, name: str, told: Told, call: Call | None) -> list[Statement]:
        status = told.status
        if call and call.callee == "super":
            status = status or self._of_class(name) or failures.status_of_name(name)
        known = any(last in failures.API_CLASSES for last in (name, name.rpartition(".")[2])) or name == "Parse.Error"
        audience: Audience = "api" if status or known else "internal"
        return self._unit.error(
            where, told.messages, type=name, audience=audience, status=status, code=told.code, opening=told.opening
        )


#: Functions that answer a request, also where they are thrown: with an error, which ``responses`` reads, or with another page.
_RESPONDERS = frozenset(["error", "fail", "json", "data", "abort", "redirect", "permanentRedirect", "redirectDocument"])
_SUPER = re.compile(rb"\bsuper\s*\(")
