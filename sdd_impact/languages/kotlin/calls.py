"""Calls as Kotlin writes them: messages in lambdas, arguments by name, ``logger.atInfo { message = … }``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdd_impact.languages._jvm.frameworks import BUILDER_METHODS
from sdd_impact.languages._jvm.kinds import pair_of
from sdd_impact.model import Placeholder, Template
from sdd_impact.syntax import Argument
from sdd_impact.syntax.code import kids

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

    from sdd_impact.languages._jvm.arguments import Arguments
    from sdd_impact.languages._jvm.loggers import Logger
    from sdd_impact.model import Field, Statement
    from sdd_impact.syntax import Call, Unit

#: Names of the parameter that is the message.
_MESSAGES = ("message", "msg", "messageString", "reason", "detail", "description", "lazyMessage")
#: Names of parameters that are no part of a message.
_BESIDE = frozenset(["throwable", "cause", "tr", "t", "e", "ex", "marker", "exception", "tag"])
_PAIRS = frozenset(["mapOf", "mutableMapOf", "hashMapOf", "linkedMapOf", "buildMap"])


def is_called_again(node: Node) -> bool:
    """Whether a call is only the first half of one with a lambda behind its arguments: ``error(e)`` of ``error(e) { … }``."""
    outer = node.parent
    return (
        outer is not None
        and outer.type == "call_expression"
        and outer.named_children[0] == node
        and not any(child.type == "value_arguments" for child in outer.named_children)
    )


def plain(call: Call) -> Call:
    """A call whose arguments all stand by position: the message first where it is given by name."""
    if not any(argument.keyword for argument in call.arguments):
        return call
    said = [Argument(each.node) for each in call.arguments if each.keyword in _MESSAGES]
    others = [Argument(each.node, "", each.spread) for each in call.arguments if each.keyword not in _MESSAGES]
    return call._replace(arguments=(*said, *others))


def spoken(call: Call) -> Call:
    """A call on a logger with its message in front: a lambda is the message, whatever stands before it."""
    last = call.arguments[-1].node if call.arguments else None
    if last is not None and last.type == "lambda_literal":
        return call._replace(arguments=(Argument(last),))
    if any(argument.keyword for argument in call.arguments):
        kept = tuple(argument for argument in call.arguments if argument.keyword not in _BESIDE)
        return plain(call._replace(arguments=kept))
    return call


class LambdaBuilders:
    """Reads ``logger.atInfo { message = "…"; payload = mapOf("k" to v) }`` of kotlin-logging."""

    def __init__(self, unit: Unit, arguments: Arguments) -> None:
        self._unit = unit
        self._arguments = arguments

    def read(self, call: Call, logger: Logger) -> Iterator[Statement]:
        """The statement of such a call; nothing where it has no lambda."""
        last = call.arguments[-1].node if call.arguments else None
        if last is None or last.type != "lambda_literal":
            return
        level = BUILDER_METHODS[call.name] or self._arguments.level(call.at(0))
        given: dict[str, Node] = {}
        for child in kids(last):
            left, right = child.child_by_field_name("left"), child.child_by_field_name("right")
            if child.type == "assignment" and left is not None and right is not None:
                given[self._unit.text(left)] = right
        message = given.get("message")
        templates = self._unit.message(message) or (Template((Placeholder(""),)),)
        opening = self._unit.evaluator.opening(message) if message is not None else ""
        fields = self._payload(given.get("payload"))
        yield from self._unit.log(call.node, templates, level, logger=logger.name, fields=fields, opening=opening)

    def _payload(self, node: Node | None) -> list[Field]:
        call = self._unit.call(node)
        return pairs(self._unit, call) if call is not None and call.name in _PAIRS else []


def pairs(unit: Unit, call: Call) -> list[Field]:
    """The fields of arguments like ``"key" to value``."""
    found: list[Field] = []
    for argument in call.positional:
        pair = pair_of(argument.node)
        key = unit.evaluator.literal(pair[0]) if pair is not None else None
        if pair is not None and key:
            found.append(unit.field(key, pair[1]))
    return found
