"""Zerolog's events (``log.Info().Str("user", id).Msg("…")``) and go-kit's pairs (``level.Info(l).Log("msg", "…", "user", id)``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdd_impact.languages.go.fields import chain, once
from sdd_impact.languages.go.libraries import GOKIT, UNKNOWN
from sdd_impact.languages.go.loggers import Logger
from sdd_impact.languages.go.methods import LEVELS, level_of, method
from sdd_impact.model import Template
from sdd_impact.syntax.values import only

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

    from sdd_impact.languages.go.fields import Fields
    from sdd_impact.languages.go.loggers import Loggers
    from sdd_impact.model import Field, Statement
    from sdd_impact.syntax import Argument, Call, Unit

#: Methods that write an event.
ENDS = frozenset(["Msg", "Msgf", "Send", "MsgFunc"])
#: Methods of an event that take something else than a key and a value.
_NO_FIELD = frozenset(
    ["Ctx", "Enabled", "Discard", "Func", "Stack", "Timestamp", "Caller", "CallerSkipFrame", "EmbedObject", "Object", "GetCtx"]
)
_MESSAGE_KEYS = ("msg", "message")


class Events:
    """Reads the events and pairs of one file."""

    def __init__(self, unit: Unit, loggers: Loggers, fields: Fields) -> None:
        self._unit = unit
        self._loggers = loggers
        self._fields = fields

    def ended(self, call: Call) -> Iterator[Statement]:
        """The statement of a call that writes an event; nothing where the chain does not begin at a level."""
        found = self._begun(call.receiver, 4)
        if found is None:
            return
        logger, level, fields = found
        message = call.at(0)
        templates: tuple[Template, ...] = (Template(),)
        opening = style = ""
        rest = call.positional[1:]
        if call.name in ("Msg", "Msgf") and message is not None:
            opening = self._unit.evaluator.opening(message)
            style = "go-printf" if call.name == "Msgf" else ""
            texts = self._unit.evaluator
            templates = texts.formatted(style, message, rest) if style else texts.texts(message)
        elif call.name == "MsgFunc" and message is not None:
            templates = self._unit.evaluator.texts(message)
        yield from self._unit.log(
            call.node, templates, level, logger=logger.name, fields=once((*logger.fields, *fields)), opening=opening, style=style,
            arguments=rest if style else (),
        )  # fmt: skip

    def _begun(self, node: Node | None, depth: int) -> tuple[Logger, str | None, list[Field]] | None:
        """Where an event begins: its logger, level and the fields put on the way; through variables that hold one."""
        fields: list[list[Field]] = []
        call = self._unit.call(node) if node is not None else None
        for each in chain(self._unit, call):
            if (level := self._level(each)) is not None:
                logger = self._loggers.of(each.receiver) or Logger()
                if each.name == "Err" and (error := each.at(0)) is not None:
                    fields.append([self._unit.field("error", error)])
                return logger, level or None, [field for some in reversed(fields) for field in some]
            fields.append(self._put(each))
            node = each.receiver
        if node is None or node.type != "identifier" or depth <= 0:
            return None
        bound = self._unit.scope.lookup(self._unit.text(node), node.start_byte)
        value = only(bound)
        if value is not None:
            outer = self._begun(value, depth - 1)
            return (outer[0], outer[1], [*outer[2], *(field for some in reversed(fields) for field in some)]) if outer else None
        if bound is not None and len(bound.values) > 1:
            several = [self._begun(each[0], depth - 1) for each in bound.values if len(each) == 1 and each[0] is not None]
            known = [each for each in several if each is not None]
            if known and len(known) == len(bound.values):
                level = known[0][1] if len({each[1] for each in known}) == 1 else None
                common = [each for each in known[0][2] if all(each.name in [one.name for one in other[2]] for other in known)]
                return known[0][0], level, [*common, *(field for some in reversed(fields) for field in some)]
        if bound is not None and bound.type.endswith("zerolog.Event"):
            return Logger(), None, [field for some in reversed(fields) for field in some]
        return None

    def _level(self, call: Call) -> str | None:
        """The level at which a call begins an event; "" for one that is known at run time only, None for no beginning."""
        if call.name == "WithLevel":
            return level_of(self._unit, call.at(0)) or ""
        if call.name == "Err":
            root = call.receiver
            beginning = (
                root is not None and root.type in ("identifier", "selector_expression") and self._loggers.of(root) is not None
            )
            return "error" if beginning else None
        if call.arguments or call.name not in ("Trace", "Debug", "Info", "Warn", "Error", "Fatal", "Panic", "Log"):
            return None
        return LEVELS.get(call.name.lower(), "")

    def _put(self, call: Call) -> list[Field]:
        if call.name in _NO_FIELD:
            return []
        first = call.at(0)
        if call.name == "Err" and first is not None:
            return [self._unit.field("error", first)]
        if call.name == "Fields":
            return list(self._fields.mapping(first))
        if len(call.arguments) >= 2 and first is not None and (key := self._fields.key(first)):
            return [self._unit.field(key, call.at(1))]
        return []

    # --- pairs ---------------------------------------------------------------------------------------------------------

    def paired(self, call: Call) -> Iterator[Statement]:
        """The statement of go-kit's ``Log``: the value of ``msg`` is the message; without one there is none."""
        logger = self._loggers.of(call.receiver)
        arguments = call.positional
        if logger is None or logger.library not in (GOKIT, UNKNOWN) or len(arguments) < 2 or arguments[0].spread:
            return
        if not self._unit.evaluator.is_text(arguments[0].node) and not self._unit.text(arguments[0].node).startswith("level."):
            return
        if logger.library == UNKNOWN and (len(arguments) % 2 or not self._fields.is_key(arguments[0].node)):
            return
        level, message = logger.level or None, None
        rest: list[Argument] = []
        for at in range(0, len(arguments) - 1, 2):
            key = self._fields.key(arguments[at].node)
            if key in _MESSAGE_KEYS and message is None:
                message = arguments[at + 1].node
            elif key in ("level", "severity") or self._unit.text(arguments[at].node) == "level.Key()":
                level = self._pair_level(arguments[at + 1].node) or level
            else:
                rest += arguments[at : at + 2]
        templates = self._unit.evaluator.texts(message) if message is not None else (Template(),)
        opening = self._unit.evaluator.opening(message) if message is not None else ""
        fields = once((*logger.fields, *self._fields.pairs(rest)))
        yield from self._unit.log(call.node, templates, level, logger=logger.name, fields=fields, opening=opening)

    def _pair_level(self, node: Node) -> str | None:
        call = self._unit.call(node) if node.type == "call_expression" else None
        if call is not None:
            found = method(call.name.removesuffix("Value"))
            return found.level if found is not None else None
        return level_of(self._unit, node)
