"""Errors that are made: ``throw``, ``new Error``, factories of HTTP errors, and the text that an error class gives to ``super``."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.languages._ecmascript import failures
from sdd_impact.languages._ecmascript.bodies import read_body, texts_of
from sdd_impact.languages._ecmascript.telling import Telling, Told, is_factory
from sdd_impact.model import Audience, Definition, Statement

if TYPE_CHECKING:
    from tree_sitter import Node

    from sdd_impact.languages._ecmascript.module import Module
    from sdd_impact.syntax import Call


def is_asked_by_name(name: str) -> bool:
    """Whether a call of this last name may make an error wherever it stands, so that :meth:`Thrown.made` is asked about it."""
    return name in failures.BUILT_IN or name in failures.HTTP_ERROR_FACTORIES or failures.status_of_name(name) is not None


class Thrown:
    """Reads the errors that one file makes."""

    def __init__(self, module: Module) -> None:
        self._module = module
        self._unit = module.unit
        self._evaluator = module.evaluator
        self._telling = Telling(module)
        self._classes = self._telling.classes

    # --- what is looked at ---------------------------------------------------------------------------------------

    def made(self, call: Call) -> list[Statement]:
        """``new X(…)``, ``Error(…)`` or a factory's call, wherever it stands."""
        where = self._module.thrower(call.node)
        if not self._is_error(call, where) or self._wraps(call):
            return []
        told = self._telling.told(call)
        return self._statements(where, call.callee, told, call)

    def _wraps(self, call: Call) -> bool:
        """``error instanceof Error ? error : new Error(String(error))``: what was caught, not a text of its own."""
        choice = call.node.parent
        while choice is not None and choice.type == "parenthesized_expression":
            choice = choice.parent
        condition = choice.child_by_field_name("condition") if choice is not None and choice.type == "ternary_expression" else None
        return condition is not None and _IS_ERROR.search(self._unit.text(condition)) is not None and not self._has_words(call)

    def _has_words(self, call: Call) -> bool:
        message = call.at(0)
        return message is not None and any(text.literals for text in self._evaluator.texts(message))

    def thrown(self, statement: Node) -> list[Statement]:
        """``throw "text"``, and the call of a function that makes an error of a text."""
        value = self._module.plain(next((child for child in statement.named_children if not child.is_extra), None))
        if value is None:
            return []
        if value.type in self._unit.grammar.literals or value.type in self._unit.grammar.joins:
            return self._unit.error(statement, texts_of(self._module, value)) if self._evaluator.is_text(value) else []
        if value.type == "object" and (body := read_body(self._module, value)):
            messages = tuple(text for each in body.messages for text in texts_of(self._module, each))
            return self._statements(statement, "", Told(messages, body.code, body.status), None)
        if failures.TEXT_NAME.fullmatch(self._module.last_name(value)):
            return self._unit.error(statement, texts_of(self._module, value), opening=self._evaluator.opening(value))
        call = self._unit.call(value) if value.type == "call_expression" else None
        if call is None or call.callee in _RESPONDERS or is_asked_by_name(call.name):
            return []
        if not failures.ERROR_NAME.fullmatch(call.name) and not any(self._evaluator.is_text(each.node) for each in call.positional):
            return []
        return self._statements(statement, call.callee, self._telling.told(call), call)

    def rejected(self, call: Call) -> list[Statement]:
        """``reject("text")``, ``Promise.reject("text")``, ``deferred.reject("text")``, ``reject(makeError("text"))``."""
        message = call.at(0)
        made = self._unit.call(message) if message is not None and message.type == "call_expression" else None
        if made and not is_asked_by_name(made.name) and any(self._evaluator.is_text(each.node) for each in made.positional):
            return self._statements(self._module.thrower(call.node), made.callee, self._telling.told(made), made)
        if message is None or not self._evaluator.is_text(message):
            return []
        return self._unit.error(self._module.thrower(call.node), texts_of(self._module, message))

    @cached_property
    def _functions(self) -> frozenset[str]:
        return frozenset(span.name for span in self._unit.scope.spans)

    def by_function(self, call: Call) -> list[Statement]:
        """``throwNotFound("text")``: a function of another file; the calls of the file's own are followed."""
        message = next((each.node for each in call.positional if self._evaluator.is_text(each.node)), None)
        texts = texts_of(self._module, message) if message is not None else ()
        if not any(_SENTENCE.search(text.message) for text in texts):
            return []
        if call.name in self._functions:
            return []
        return self._unit.error(call.node, texts)

    def own(self, call: Call) -> list[Statement]:
        """``super("text")`` in the constructor of an error class: the text that all errors of this class have."""
        owner = self._unit.scope.class_at(call.node.start_byte)
        messages = self._classes.own(call)
        return (
            self._statements(call.node, owner.name, self._telling.told(call)._replace(messages=messages), call)
            if owner and messages
            else []
        )

    def definitions(self) -> tuple[Definition, ...]:
        """The own texts of error classes, by the name of the class."""
        return tuple(Definition(name, own.template, own.location) for name, own in self._classes.texts.items())

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
        return is_factory(call) and (bool(call.arguments) or call.name not in failures.HTTP_ERROR_FACTORIES)

    # --- statements ----------------------------------------------------------------------------------------------

    def _statements(self, where: Node, name: str, told: Told, call: Call | None) -> list[Statement]:
        status = told.status
        if call and call.callee == "super":
            status = status or self._classes.status(name) or failures.status_of_name(name)
        known = any(last in failures.API_CLASSES for last in (name, name.rpartition(".")[2])) or name == "Parse.Error"
        audience: Audience = "api" if status or known else "internal"
        return self._unit.error(
            where, told.messages, type=name, audience=audience, status=status, code=told.code, opening=told.opening
        )


#: Functions that throw what they are given.
THROWER = late.regex(r"_?throw(?:_\w+|(?!Event|Party|Away)[A-Z]\w*)")
_SENTENCE = late.regex(r"\S\s+\S")
_IS_ERROR = late.regex(r"\binstanceof\s+[\w.]*Error\b|\bis\w*Error\(")
#: Functions that answer a request, also where they are thrown: with an error, which ``responses`` reads, or with another page.
_RESPONDERS = frozenset(["error", "fail", "json", "data", "abort", "redirect", "permanentRedirect", "redirectDocument"])
