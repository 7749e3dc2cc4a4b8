"""Errors of Python that are no exceptions being raised: returned or collected as objects, or made by a function that raises.

``return MediaError(message="…")``, ``errors.append(ShopError("…"))``, ``return Result.permanent_error("…", error_code="…")``,
``raise_validation_error("…")``.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.languages.python.errors import MESSAGE_KEYWORDS
from sdd_impact.languages.python.responses import NAMES as RESPONSES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

    from sdd_impact.languages.python.errors import Errors
    from sdd_impact.model import Statement
    from sdd_impact.syntax import Call

#: Classes whose objects are errors, wherever they are made.
_CLASS = late.regex(r"_?[A-Z]\w*(?:Error|Exception|Failure|Fault)")
#: Class methods that make a failed result of a text.
_FACTORY = late.regex(r"(?:\w+_)?(?:error|failure|failed|fail|err)")
#: Classes of which ``error`` writes a log, or shows something.
_OTHER = late.regex(r"Log|Console|Audit|Metric|Statsd|Sentry|Printer")
#: Functions that raise what they are given, wherever they are defined. An event or an alarm that is raised is no exception.
_RAISER = late.regex(r"_?(?:raise|throw)_(?!event|signal|alarm|alert|issue|incident|ticket|notification|for_status)\w+")
#: What is a text for people, and no code or key.
_SENTENCE = late.regex(r"\S\s+\S")


class Raisers:
    """The names of functions that raise, as a container for :meth:`sdd_impact.syntax.Unit.calls_named`."""

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and _RAISER.fullmatch(name) is not None


class Results:
    """Reads the errors of one file that are returned, collected, or raised by another function."""

    def __init__(self, errors: Errors) -> None:
        self._errors = errors
        self._unit = errors.unit

    @cached_property
    def _functions(self) -> frozenset[str]:
        return frozenset(span.name for span in self._unit.scope.spans)

    def returned(self, node: Node) -> Iterator[Statement]:
        """``return MediaError(message="…")``, ``return Result.error("…")``."""
        call = self._unit.call(node.named_children[0])
        if call is None or call.name in RESPONSES - {"error", "fail"}:
            return
        if _CLASS.fullmatch(call.name) and self._message(call) is not None:
            yield from self._errors.of_exception(call, node)
        elif self._is_factory(call) and (message := self._message(call)) is not None:
            yield from self._told(call, message, node, call.callee)

    def collected(self, call: Call) -> Iterator[Statement]:
        """``errors.append(ShopError("…"))``."""
        made = self._unit.call(call.at(0))
        if made is not None and _CLASS.fullmatch(made.name) and made.name not in RESPONSES and self._message(made) is not None:
            yield from self._errors.of_exception(made, made.node)

    def raised(self, call: Call) -> Iterator[Statement]:
        """``raise_validation_error("…")``, where the file does not define that function: then its calls are followed."""
        if call.receiver is None and call.name in self._functions:
            return
        message = self._message(call)
        if message is not None:
            yield from self._told(call, message, call.node, "")

    def _is_factory(self, call: Call) -> bool:
        owner = call.owner.rpartition(".")[2]
        named = owner[:1].isupper() and owner.isidentifier() and not owner.isupper()
        return _FACTORY.fullmatch(call.name) is not None and named and _OTHER.search(owner) is None

    def _message(self, call: Call) -> Node | None:
        """The argument that is a text for people: by keyword, else the first with more than one word."""
        evaluator = self._unit.evaluator
        said = call.keyword(*MESSAGE_KEYWORDS)
        if said is not None and evaluator.is_text(said):
            return said
        for argument in call.positional:
            if not argument.spread and evaluator.is_text(argument.node):
                texts = evaluator.texts(argument.node)
                if any(_SENTENCE.search(text.message) for text in texts):
                    return argument.node
        return None

    def _told(self, call: Call, message: Node, at: Node, kind: str) -> Iterator[Statement]:
        for said in self._errors.texts(message):
            yield from self._unit.error(
                at, said.templates, type=kind, code=said.code or self._errors.code(call), opening=said.opening
            )
