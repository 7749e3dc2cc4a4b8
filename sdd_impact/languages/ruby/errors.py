"""Error messages of Ruby: what is raised, and what an exception class says itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.languages.ruby.logs import opening_of
from sdd_impact.languages.ruby.statuses import status_of
from sdd_impact.model import Definition, Template
from sdd_impact.syntax import dotted
from sdd_impact.syntax.grammars.ruby import last_of
from sdd_impact.syntax.values import only
from sdd_impact.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from tree_sitter import Node

    from sdd_impact.model import Audience, Statement
    from sdd_impact.syntax import Argument, Call, Unit
    from sdd_impact.syntax.bindings import Span

#: Keywords and keys that hold a message, the most telling first.
MESSAGE_KEYS = (
    "error", "message", "msg", "detail", "errors", "error_message", "error_description", "description", "title", "reason", "full_messages",
    "failed", "base",
)  # fmt: skip
_MESSAGE_KEYWORDS = ("message", "msg", "error", "detail", "reason", "description", "custom_message", "text")
_CODE_KEYS = ("code", "error_code", "error_type", "errorCode")
#: A class whose name ends so is an exception.
LOOKS_LIKE_ERROR = late.regex(
    r"(?:Error|Errors|Exception|Failure|Failed|NotFound|Invalid\w*|Denied|Forbidden|Unauthorized|NotAuthorized|Conflict|BadRequest|Expired|Timeout|"
    r"Exceeded|Unavailable|Missing|Exists|Unprocessable\w*|Interrupt)$"
)
#: Who reads the message of a class, and with which status Rails answers (``ActionDispatch::ExceptionWrapper.rescue_responses``).
_KNOWN: dict[str, tuple[Audience, int | None]] = {
    "RoutingError": ("internal", 404), "RecordNotFound": ("internal", 404), "ParameterMissing": ("internal", 400),
    "InvalidAuthenticityToken": ("internal", 422), "UnknownFormat": ("internal", 406), "MethodNotAllowed": ("internal", 405),
    "ExecutionError": ("api", None), "CoercionError": ("api", None), "UnauthorizedFieldError": ("api", None),
    "SystemExit": ("operator", None), "OptionParser.InvalidArgument": ("operator", None), "Thor.Error": ("operator", None),
    "ActionController.BadRequest": ("internal", 400), "CommandError": ("operator", None),
}  # fmt: skip
_STATUS_METHODS = frozenset(["status", "http_status", "status_code", "http_code"])


class Said(NamedTuple):
    """One message in a value: its templates, its own code, the symbol that holds it where that is defined elsewhere."""

    templates: tuple[Template, ...]
    code: str = ""
    opening: str = ""


class Errors:
    """Reads the errors of one file."""

    def __init__(self, unit: Unit) -> None:
        self.unit = unit

    # --- raise ---------------------------------------------------------------------------------------------------

    def raised(self, call: Call) -> Iterator[Statement]:
        """What a ``raise`` or ``fail`` says. A class without a text, and an exception that is handed on, say nothing here."""
        positional = call.positional
        if not positional or positional[0].spread:
            return
        first = positional[0].node
        unit = self.unit
        second = call.at(1)
        if second is not None or call.keyword("message"):
            message = second if second is not None else call.keyword("message")
            made = unit.call(first)
            named = made.callee.removesuffix(".new") if made is not None else dotted(unit.code, first, unit.grammar)
            if named == "Class":  # raise Class.new(StandardError), "…"
                named = ""
            if message is not None and message.type != "nil":
                yield from self._said(message, call.node, self._class(named))
        elif first.type in ("constant", "scope_resolution"):
            return  # what the class says is read where it is defined
        elif (made := self._made(first)) is not None:
            yield from self.of_exception(made, call.node)
        elif unit.evaluator.is_text(first) or self._is_text_by_name(first):
            yield from self._said(first, call.node, "RuntimeError")

    def _is_text_by_name(self, node: Node) -> bool:
        """``raise message``: an expression that is called a text."""
        if node.type not in ("identifier", "call", "instance_variable", "element_reference"):
            return False
        last = self.unit.text(node).rpartition(".")[2].strip("@:()")
        return re.search(r"(?:^|_)(?:message|msg|text|reason)$", last) is not None

    def _class(self, name: str) -> str:
        """The name of a class without a leading ``::``; "" for what is none."""
        return name.lstrip(".") if name.lstrip(".")[:1].isupper() else ""

    def _made(self, node: Node) -> Call | None:
        """The call that makes the exception, here or in the one assignment of a local variable."""
        call = self.unit.call(node)
        if call is None and node.type == "identifier":
            bound = self.unit.scope.lookup(self.unit.text(node), node.start_byte)
            value = only(bound) if bound and bound.where == "local" else None
            call = self.unit.call(value) if value is not None else None
        if call is None or call.name not in ("new", "exception") or call.receiver is None:
            return None
        return call

    def of_exception(self, call: Call, at: Node) -> Iterator[Statement]:
        """The statements of one exception that is made, placed at ``at``."""
        kind = self._class(call.owner)
        message = self._message(call)
        if message is None:
            span = self.unit.scope.class_named(kind.rpartition(".")[2]) if kind else None
            says = span is not None and any(not self._is_default(node) for _, node in self._own_texts(span))
            if call.arguments and kind and not says:
                yield from self._from_class(call, at, kind, "" if span else kind)
            return
        told = (status_of(self.unit, each.node) for each in call.arguments if each.node.id != message.id)
        status = next((status for status in told if status and status >= 400), None)
        code = self.unit.evaluator.literal(call.keyword("code", "error_code")) or ""
        rest = [argument for argument in call.arguments if argument.node.start_byte > message.start_byte]
        if rest and any("%" in text for text in self.unit.evaluator.literals(message)):  # formatted by the class
            templates = self.unit.message(message, "ruby-printf", rest)
            yield from self._at(at, [Said(templates)], kind, status, code)
        else:
            yield from self._said(message, at, kind, status=status, code=code)

    def _message(self, call: Call) -> Node | None:
        """The argument that says what is wrong: the first that is a text, else by keyword, else the constant of another file."""
        unit = self.unit
        plain = [argument.node for argument in call.positional if not argument.spread]
        text = next((node for node in plain if node.type != "simple_symbol" and unit.evaluator.is_text(node)), None)
        if text is not None:
            return text
        said = call.keyword(*_MESSAGE_KEYWORDS)
        if said is not None:
            return said
        return next((node for node in plain if opening_of(unit, node) and unit.text(node).rpartition("::")[2].isupper()), None)

    def _from_class(self, call: Call, at: Node, kind: str, opening: str) -> Iterator[Statement]:
        """An exception made with particulars only: its class, in another file, may hold the text."""
        first = next((each.node for each in call.positional if not each.spread), None)
        if first is not None and len(call.arguments) == 1:
            template = Template((self.unit.evaluator.placeholder(first),))
        else:
            hole = self.unit.evaluator.placeholder(call.node)
            template = Template((hole._replace(name=kind.rpartition(".")[2], kind="any", inferred=False),))
        audience, status = self._known(kind)
        yield from self.unit.error(
            at, (template,), type=kind.rpartition(".")[2], audience=audience, status=status, opening=opening, style="ruby-printf"
        )

    def _known(self, kind: str) -> tuple[Audience, int | None]:
        last = kind.rpartition(".")[2]
        if kind.startswith("GRPC."):
            return "api", None  # the text goes to the caller as the call's details
        found = _KNOWN.get(".".join(kind.split(".")[-2:])) or _KNOWN.get(last)
        if found:
            return found
        span = self.unit.scope.class_named(last)
        return ("internal", self._class_status(span)) if span else ("internal", None)

    def _said(self, message: Node, at: Node, kind: str, *, status: int | None = None, code: str = "") -> Iterator[Statement]:
        yield from self._at(at, self.texts(message), kind, status, code)

    def _at(self, at: Node, texts: Iterable[Said], kind: str, status: int | None, code: str) -> Iterator[Statement]:
        audience, known = self._known(kind)
        for said in texts:
            yield from self.unit.error(
                at, said.templates, type=kind.rpartition(".")[2], audience=audience, status=status or known, code=said.code or code,
                opening=said.opening,
            )  # fmt: skip

    # --- texts inside values -------------------------------------------------------------------------------------

    def texts(self, node: Node, depth: int = 4) -> Iterator[Said]:
        """The messages in a value: a text; a hash with ``error``, ``message`` …; an array; what is turned into JSON."""
        unit = self.unit
        call = unit.call(node) if depth else None
        if call is not None and call.receiver is not None and call.name in ("to_json", "as_json", "to_h", "compact"):
            yield from self.texts(call.receiver, depth - 1)
            return
        if call is not None and call.name in ("json", "generate", "dump", "jbuilder") and call.arguments:
            yield from self.texts_of_arguments(call)
            return
        mapping = unit.evaluator.mapping(node) if depth else None
        if mapping is not None:
            yield from self.texts_of_mapping(mapping, depth)
        elif node.type in unit.grammar.sequences and depth:
            for child in node.named_children:
                if not child.is_extra:
                    yield from self.texts(child, depth - 1)
        else:
            yield Said(unit.message(node), opening=opening_of(unit, node))

    def texts_of_arguments(self, call: Call) -> Iterator[Said]:
        """The messages in a body that is given as the arguments of a call: ``json(error: "…")``."""
        first = call.at(0)
        given = {each.keyword: each.node for each in call.arguments if each.keyword and not each.spread}
        if first is not None:
            yield from self.texts(first, 3)
        else:
            yield from self.texts_of_mapping(given, 3)

    def texts_of_mapping(self, mapping: Mapping[str, Node], depth: int = 4) -> Iterator[Said]:
        """The messages in a mapping by key; a key that names a field has a message of its own."""
        code = next((self._symbol(mapping[key]) for key in _CODE_KEYS if key in mapping), "")
        keys = [key for key in MESSAGE_KEYS if key in mapping][:1]
        if keys == ["error"] and "message" in mapping and self.unit.evaluator.is_text(mapping["message"]):
            text = self.unit.evaluator.literal(mapping["error"]) or ""
            if re.fullmatch(r"[\w.-]+", text):
                keys, code = ["message"], code or text  # {error: "not_found", message: "…"}
        for key in keys:
            for said in self.texts(mapping[key], depth - 1) if depth else ():
                yield said._replace(code=said.code or code)

    def _symbol(self, node: Node) -> str:
        text = self.unit.evaluator.literal(node) or ""
        return text if re.fullmatch(r"[\w.-]+", text) else ""

    # --- exception classes ---------------------------------------------------------------------------------------

    def is_error(self, span: Span) -> bool:
        """Whether a class is an exception, by its own name or its base's."""
        if span.kind != "class" or span.node is None or span.node.type != "class":
            return False
        return any(LOOKS_LIKE_ERROR.search(name) for name in (*self.unit.scope.bases(span), span.name))

    def classes(self) -> Iterator[Statement]:
        """What exception classes say: a text for ``super``, a default of the message, what ``message`` returns."""
        for span in self.unit.scope.spans:
            if not self.is_error(span):
                continue
            for at, message in self._own_texts(span):
                if any(template.literals for template in self.unit.message(message)):
                    yield from self._said(message, at, span.name)

    def of_own_class(self, call: Call) -> Iterator[Statement]:
        """``new("…")`` in a class method of an exception."""
        span = self.unit.scope.class_at(call.node.start_byte)
        message = self._message(call)
        if span is not None and message is not None and self.is_error(span):
            yield from self._said(message, call.node, span.name)

    def _own_texts(self, span: Span) -> Iterator[tuple[Node, Node]]:
        for method in self._methods(span):
            name = method.child_by_field_name("name")
            label = self.unit.text(name) if name is not None else ""
            if label == "initialize":
                yield from self._initialized(method)
            elif label in ("message", "to_s"):
                value = last_of(method.child_by_field_name("body"))
                if value is not None and self.unit.evaluator.is_text(value):
                    yield value, value

    def _initialized(self, method: Node) -> Iterator[tuple[Node, Node]]:
        body, parameters = method.child_by_field_name("body"), method.child_by_field_name("parameters")
        for each in parameters.named_children if parameters is not None else ():
            name, value = each.child_by_field_name("name"), each.child_by_field_name("value")
            if name is None or value is None or self.unit.text(name) not in ("msg", "message", "text", "error"):
                continue
            if self.unit.evaluator.is_text(value):
                yield value, value
        for child in body.named_children if body is not None else ():
            call = self.unit.call(child)
            if call is None or call.name != "super":
                continue
            argument: Argument | None = next((each for each in call.positional if self.unit.evaluator.is_text(each.node)), None)
            if argument is not None:
                yield call.node, argument.node

    def _is_default(self, node: Node) -> bool:
        return node.parent is not None and node.parent.type in ("optional_parameter", "keyword_parameter")

    def _methods(self, span: Span) -> list[Node]:
        body = span.node.child_by_field_name("body") if span.node is not None else None
        return [child for child in body.named_children if child.type == "method"] if body is not None else []

    def _class_status(self, span: Span) -> int | None:
        """The status that ``def status`` of a class returns."""
        for method in self._methods(span):
            name = method.child_by_field_name("name")
            if name is not None and self.unit.text(name) in _STATUS_METHODS:
                return status_of(self.unit, last_of(method.child_by_field_name("body")))
        return None

    def definitions(self) -> Iterator[Definition]:
        """Each exception class by its name, with the text that it holds: what ``raise Class.new(particulars)`` elsewhere says.

        A default of the message is none: what the class is made with takes its place.
        """
        for span in self.unit.scope.spans:
            if not self.is_error(span) or span.node is None:
                continue
            found = [
                template
                for _, node in self._own_texts(span)
                if not self._is_default(node)
                for template in self.unit.message(node)
                if template.literals
            ]
            if len(found) == 1:
                yield Definition(self.unit.scope.symbol(span.start), found[0], self.unit.location(span.node))
