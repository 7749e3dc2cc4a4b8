"""Calls as Scala writes them: several lists of arguments, methods of a trait that log, effects of ZIO."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.languages._jvm.frameworks import LEVELS
from sdd_impact.languages._jvm.kinds import pair_of
from sdd_impact.syntax import Argument
from sdd_impact.syntax.code import kids

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tree_sitter import Node

    from sdd_impact.languages._jvm.arguments import Arguments
    from sdd_impact.model import Field, Statement
    from sdd_impact.syntax import Call, Unit

_MESSAGES = ("message", "msg", "reason", "detail", "cause_message")
#: Spark's methods of ``Logging``, and ZIO's.
SPARK = {f"log{name.capitalize()}": LEVELS[name] for name in ("trace", "debug", "info", "warning", "error", "fatal")}
SPARK["logWarn"] = "warning"
_ZIO = {**SPARK, "log": "info", **{f"{name}Cause": level for name, level in SPARK.items()}}
#: ZIO's methods that log.
ZIO_NAMES = frozenset(_ZIO)
_ZIO_LEVEL = late.regex(r"LogLevel\.(\w+)$")


def is_called_again(node: Node) -> bool:
    """Whether a call is only the first half of one with more arguments: ``error(e)`` of ``error(e)("…")``."""
    outer = node.parent
    return outer is not None and outer.type == "call_expression" and outer.child_by_field_name("function") == node


def plain(call: Call) -> Call:
    """A call whose arguments all stand by position: the message first where it is given by name."""
    if not any(argument.keyword for argument in call.arguments):
        return call
    said = [Argument(each.node) for each in call.arguments if each.keyword in _MESSAGES]
    others = [Argument(each.node, "", each.spread) for each in call.arguments if each.keyword not in _MESSAGES]
    return call._replace(arguments=(*said, *others))


def lists_of(node: Node) -> list[Node]:
    """The lists of arguments of a call, in order."""
    listed: list[Node] = []
    here: Node | None = node
    while here is not None and here.type == "call_expression" and len(listed) < 5:
        arguments = here.child_by_field_name("arguments")
        if arguments is not None:
            listed.insert(0, arguments)
        here = here.child_by_field_name("function")
    return listed


def spoken(unit: Unit, call: Call) -> tuple[Call, list[Field]]:
    """A call on a logger with the arguments of the list that holds the message, and the fields of a list before it.

    ``info(ctx)("…")`` of log4cats, ``error(e)("…")``; in ``info("…")(implicits)`` and ``info(this, "…")(id)`` it is the first list.
    """
    call = plain(call)
    listed = lists_of(call.node)
    arguments = [argument for argument in call.arguments if unit.text(argument.node) != "this"]
    if len(listed) < 2:
        return call._replace(arguments=tuple(arguments)), []
    inside = [[each for each in arguments if one.start_byte <= each.node.start_byte < one.end_byte] for one in listed]
    told = next((group for group in inside if any(unit.evaluator.is_text(each.node) for each in group)), None)
    chosen = told or inside[-1] or arguments
    before = [each for group in inside[: inside.index(chosen)] for each in group] if chosen in inside else []
    return call._replace(arguments=tuple(chosen)), _fields(unit, before)


def unfolded(unit: Unit, call: Call) -> Call:
    """A call on Akka's adapter with the values of the ``Array(…)`` that is its only argument behind the text, and fills the holes one by one."""
    made = unit.call(call.arguments[-1].node) if len(call.arguments) > 1 else None
    if made is None or made.name != "Array" or made.receiver is not None:
        return call
    return call._replace(arguments=(*call.arguments[:-1], *made.positional))


def _fields(unit: Unit, arguments: Sequence[Argument]) -> list[Field]:
    """The entries of ``Map("key" -> value)``."""
    found: list[Field] = []
    for argument in arguments:
        call = unit.call(argument.node)
        for each in call.positional if call is not None and call.name == "Map" else ():
            pair = pair_of(each.node)
            key = unit.evaluator.literal(pair[0]) if pair is not None else None
            if pair is not None and key:
                found.append(unit.field(key, pair[1]))
    return found


class Effects:
    """Reads ``ZIO.logInfo("…")``, within ``ZIO.logAnnotate("key", value) { … }`` and ``ZIO.logLevel(LogLevel.X) { … }``."""

    def __init__(self, unit: Unit, arguments: Arguments) -> None:
        self._unit = unit
        self._arguments = arguments

    def read(self, call: Call) -> Iterator[Statement]:
        """The statement of such a call."""
        message = call.at(0)
        if message is None or call.owner != "ZIO":
            return
        level, fields = _ZIO[call.name], []
        here = call.node.parent
        for _ in range(40):
            if here is None or here.type == "function_definition":
                break
            outer = self._unit.call(here) if here.type == "call_expression" else None
            if outer is not None and outer.callee == "ZIO.logAnnotate":
                fields += self._arguments.keyed(outer)
            elif outer is not None and outer.callee == "ZIO.logLevel" and call.name == "log":
                first = outer.at(0)
                told = _ZIO_LEVEL.search(self._unit.text(first)) if first is not None else None
                level = LEVELS.get(told[1].lower(), level) if told else level
            here = here.parent
        opening = self._unit.evaluator.opening(message)
        yield from self._unit.log(call.node, self._unit.message(message), level, fields=fields, opening=opening)


def block_text(node: Node) -> Node:
    """The expression in a block that holds nothing else."""
    inside = kids(node) if node.type in ("block", "indented_block") else []
    return inside[0] if len(inside) == 1 else node
