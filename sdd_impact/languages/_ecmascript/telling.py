"""What an error says: its message, code and status, from the arguments that it is made with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdd_impact.languages._ecmascript import failures
from sdd_impact.languages._ecmascript.bodies import code_of, first_status, read_body, status_of, texts_of
from sdd_impact.languages._ecmascript.error_classes import ErrorClasses
from sdd_impact.model import Placeholder, Template
from sdd_impact.tuples import NamedTuple

if TYPE_CHECKING:
    from tree_sitter import Node

    from sdd_impact.languages._ecmascript.module import Module
    from sdd_impact.syntax import Call


#: Kinds of arguments that may be a message although nothing is known of them.
_VALUES = frozenset(["identifier", "member_expression", "call_expression"])


class Told(NamedTuple):
    """What an error says: its messages, its code, its status, and the symbol that holds an open message."""

    messages: tuple[Template, ...]
    code: str = ""
    status: int | None = None
    opening: str = ""


def is_factory(call: Call) -> bool:
    """Whether a call makes an HTTP error: ``createError(404)``, ``Boom.notFound()``, ``fastify.httpErrors.conflict()``."""
    parts = call.callee.split(".")
    if parts[-1] in failures.HTTP_ERROR_FACTORIES:
        return True
    factory = any(part in failures.HTTP_ERROR_FACTORIES for part in parts[:-1])
    return factory and failures.status_of_name(call.name) is not None


class Telling:
    """Reads what the errors of one file say. ``classes`` are the file's own error classes."""

    def __init__(self, module: Module) -> None:
        self._module = module
        self._unit = module.unit
        self._evaluator = module.evaluator
        self.classes = ErrorClasses(module, lambda call: self.told(call).messages)

    def told(self, call: Call) -> Told:
        """What a call says that makes an error: ``new X(…)``, ``createError(…)``, ``super(…)``."""
        nodes = [argument.node for argument in call.positional]
        status = self._status(call, nodes)
        if call.made and (own := self.classes.texts.get(call.name)) is not None:
            return Told(self.classes.filled(own, call), "", status)
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
        others = [
            node for node in nodes if node not in constants and status_of(self._module, node) is None and node.type in _VALUES
        ]
        code = code_of(self._module, constants[0]) if constants and (named or others) else ""
        if constants and not named:  # Parse.Error(Parse.Error.INVALID_QUERY, error): the constant is the code
            named = others[:1]
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
        usual = call.name in failures.NEST_EXCEPTIONS or is_factory(call)
        return (Template.of(failures.REASONS[status]),) if usual and status in failures.REASONS else ()

    def _status(self, call: Call, nodes: list[Node]) -> int | None:
        found = failures.status_of_name(call.name) if call.callee not in failures.BUILT_IN else None
        found = found or first_status(self._module, nodes)
        if found is None and nodes:
            options = (read_body(self._module, node) for node in nodes)
            found = next((body.status for body in options if body and body.status), None)
        return found or self._assigned(call.node) or self.classes.status(call.name)

    def _assigned(self, node: Node) -> int | None:
        """``Object.assign(new Error("…"), {status: 404})``."""
        listed = node.parent
        around = listed.parent if listed is not None and listed.type == "arguments" else None
        function = around.child_by_field_name("function") if around is not None else None
        if function is None or self._unit.text(function) != "Object.assign":
            return None
        outer = self._unit.call(around)
        if outer is None:
            return None
        body = read_body(self._module, outer.at(1))
        return body.status if body else None
