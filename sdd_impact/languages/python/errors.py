"""Error messages of Python: what is raised, asserted, or said by an exception class itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.languages.python.exceptions import BUILTINS, LOOKS_LIKE_ERROR, Known, frameworks, known, module_of
from sdd_impact.languages.python.statuses import status_of
from sdd_impact.model import Template
from sdd_impact.syntax import Argument
from sdd_impact.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tree_sitter import Node

    from sdd_impact.model import Audience, Statement
    from sdd_impact.syntax import Call, Unit
    from sdd_impact.syntax.bindings import Span

#: Keywords that hold the message, the most telling first.
MESSAGE_KEYWORDS = (
    "msg",
    "message",
    "detail",
    "reason",
    "explanation",
    "description",
    "error",
    "error_message",
    "text",
    "content",
    "body",
)
#: Keys of a mapping that hold the message of a response.
MESSAGE_KEYS = (
    "error",
    "message",
    "detail",
    "msg",
    "errors",
    "error_message",
    "error_description",
    "description",
    "title",
    "reason",
    "non_field_errors",
    "__all__",
)
#: Names of collections of errors.
_COLLECTIONS = late.regex(r"messages|(?:\w+_)?errors?_(?:list|dict|map)|(?:\w+_)?errors(?:_(?:list|dict|map|by_\w+))?")
_COMPREHENSIONS = frozenset(["list_comprehension", "dictionary_comprehension", "generator_expression", "set_comprehension"])
_CODE_KEYS = ("code", "error_code", "errorCode")

#: Class attributes that hold an exception's message: certain ones, and those that are one only in an exception class.
ATTRIBUTES = frozenset(["msg_fmt", "default_detail"])
WEAK_ATTRIBUTES = frozenset(
    ["message", "msg", "detail", "description", "default_message", "error_message", "reason", "explanation", "title", "default_msg"]
)
_VALIDATORS = late.regex(r"^@\s*(?:[\w.]+\.)?(?:validator|field_validator|model_validator|root_validator)\b")
_API_BASES = late.regex(r"(?:APIException|HTTPException|GraphQLError|ApiError|APIError|HTTPError)$")


class Said(NamedTuple):
    """One message in a value: its templates, its own code, the symbol that holds it where that is defined elsewhere."""

    templates: tuple[Template, ...]
    code: str = ""
    opening: str = ""
    node: Node | None = None


class Errors:
    """Reads the errors of one file."""

    def __init__(self, unit: Unit) -> None:
        self.unit = unit
        self.used = frameworks(unit.code.data)
        self._facts: dict[str, Known | None] = {}

    # --- raise and assert ----------------------------------------------------------------------------------------

    def raised(self, node: Node) -> Iterator[Statement]:
        """What a ``raise`` says. A re-raise, and an exception made without any text, say nothing here."""
        children = [child for child in node.named_children if not child.is_extra]
        if not children or node.child_by_field_name("cause") == children[0]:
            return
        call = self._made(children[0])
        if call is None or not call.name.isidentifier():
            return
        yield from self.of_exception(call, node)

    def _made(self, node: Node) -> Call | None:
        """The call that makes the exception, here or in the one assignment of a local variable."""
        call = self.unit.call(node)
        if call is not None:
            if call.name in ("with_traceback", "with_cause") and call.receiver is not None:
                return self.unit.call(call.receiver)
            return call
        if node.type != "identifier":
            return None
        bound = self.unit.scope.lookup(self.unit.text(node), node.start_byte)
        if bound is None or bound.where != "local" or len(bound.values) != 1 or len(bound.values[0]) != 1:
            return None
        made = self.unit.call(bound.values[0][0])
        return made if made is not None and LOOKS_LIKE_ERROR.search(made.name) else None

    def of_exception(self, call: Call, at: Node) -> Iterator[Statement]:
        """The statements of one exception that is made, placed at ``at``."""
        unit = self.unit
        fact = self._fact(call)
        status = self.status(call) or (fact.status if fact else None)
        audience = self._audience(call, fact, at)
        code = self.code(call)
        if call.name == "PydanticCustomError":
            code = self._symbol(first) if (first := call.at(0)) is not None else ""
            templates = unit.message(call.at(1), "format", call.positional[2:]) if call.at(1) is not None else ()
            yield from unit.error(at, templates, type=call.name, audience=audience, status=status, code=code)
            return
        message = self._message(call, fact)
        span = unit.scope.class_named(call.name)
        if message is None or (span and not self._says(message)):
            yield from self._from_class(call, at, audience, status, code)
            return
        if message.type == "identifier" and _COLLECTIONS.fullmatch(unit.text(message)):
            return  # its texts are read where they are collected
        for each in _once(self.texts(message)):
            said = self._with_parameters(call, each)
            made = call.name[:1].islower()  # by a function of the project: what it makes of particulars is not to be seen here
            if made and not any(template.literals for template in said.templates):
                continue
            opening = said.opening or self._class_symbol(call, said.templates)
            yield from unit.error(
                at, said.templates, type="" if made else call.name, audience=audience, status=status, code=said.code or code, opening=opening
            )  # fmt: skip

    def _message(self, call: Call, fact: Known | None) -> Node | None:
        """The argument that says what is wrong: by keyword, the known position, the first that is a text, else the first at all."""
        unit = self.unit
        said = call.keyword(*MESSAGE_KEYWORDS)
        if said is not None and (
            not call.positional or said.type in ("string", "concatenated_string", "binary_operator", "call", "dictionary")
        ):
            return said
        if fact and fact.message:
            at = fact.message if self._is_status(call.at(0)) or fact.message > 1 else 0
            place = call.at(at)
            return said if place is None or (not at and self._is_status(place)) else place
        plain = [argument.node for argument in call.positional if not argument.spread]
        text = next((node for node in plain if unit.evaluator.is_text(node)), None)
        if text is not None:
            return text
        if said is not None:
            return said
        return next(
            (node for node in plain if not self._is_status(node) and node.type not in ("true", "false", "none", "lambda")), None
        )

    def _from_class(self, call: Call, at: Node, audience: Audience, status: int | None, code: str) -> Iterator[Statement]:
        """An exception made with particulars only: its class holds the text, in this file or elsewhere."""
        unit = self.unit
        if not call.arguments or self._fact(call) is not None:
            return
        span = unit.scope.class_named(call.name)
        node = self.class_message(span) if span else None
        if node is not None:
            templates = unit.evaluator.formatted("python-printf", node, call.arguments)
            if all(not template.literals or template == unit.evaluator.texts(node)[0] for template in templates):
                templates = unit.evaluator.formatted("format", node, call.arguments)
            yield from unit.error(at, templates, type=call.name, audience=audience, status=status, code=code)
        elif span is None and call.name not in BUILTINS and not all(argument.spread for argument in call.arguments):
            yield from unit.error(
                at, (Template((unit.evaluator.placeholder(call.node)._replace(name=call.name, kind="any", inferred=False),)),), type=call.name, audience=audience,
                status=status, code=code, opening=call.callee, style="python-printf", arguments=call.arguments,
            )  # fmt: skip

    def _says(self, node: Node) -> bool:
        """Whether an argument has text of its own, or may have it where it is defined."""
        evaluator = self.unit.evaluator
        return evaluator.is_text(node) or evaluator.mapping(node) is not None or bool(evaluator.opening(node))

    def _class_symbol(self, call: Call, templates: tuple[Template, ...]) -> str:
        """The class itself, where nothing but particulars is given to it and the file does not say what it makes of them."""
        if any(template.literals for template in templates) or call.name in BUILTINS or not call.name[:1].isupper():
            return ""
        if self._fact(call) is not None or self.unit.scope.class_named(call.name):
            return ""
        return call.callee

    def asserted(self, node: Node) -> Iterator[Statement]:
        """The message of an ``assert``."""
        children = [child for child in node.named_children if not child.is_extra]
        if len(children) == 2:
            yield from self.unit.error(
                node, self.unit.message(children[1]), type="AssertionError", opening=self.unit.evaluator.opening(children[1])
            )

    # --- texts inside values -------------------------------------------------------------------------------------

    def texts(self, node: Node, depth: int = 4) -> Iterator[Said]:
        """The messages in a value: a text; a mapping with ``error``, ``detail`` …; a list; an exception inside."""
        unit = self.unit
        mapping = unit.evaluator.mapping(node) if depth else None
        inner = unit.call(node)
        if mapping is not None:
            yield from self.texts_of_mapping(mapping, depth)
        elif node.type in unit.grammar.sequences and depth:
            for child in node.named_children:
                if not child.is_extra:
                    yield from self.texts(child, depth - 1)
        elif node.type in _COMPREHENSIONS and depth and (body := node.child_by_field_name("body")) is not None:
            value = body.child_by_field_name("value") if body.type == "pair" else body
            yield from self.texts(value if value is not None else body, depth - 1)
        elif inner is not None and depth and not unit.evaluator.is_text(node) and LOOKS_LIKE_ERROR.search(inner.name):
            message = self._message(inner, self._fact(inner))
            for said in self.texts(message, depth - 1) if message is not None else ():
                yield self._with_parameters(inner, said)._replace(code=said.code or self.code(inner))
        else:
            yield Said(unit.message(node), opening=unit.evaluator.opening(node), node=node)

    def _with_parameters(self, call: Call, said: Said) -> Said:
        """Django's ``ValidationError("… %(value)s", params={"value": x})``."""
        parameters = call.keyword("params") if call.name == "ValidationError" else None
        if parameters is None or said.node is None:
            return said
        return said._replace(templates=self.unit.message(said.node, "python-printf", (Argument(parameters),)))

    def texts_of_mapping(self, mapping: Mapping[str, Node], depth: int = 4) -> Iterator[Said]:
        """The messages in a mapping by key."""
        code = next((self._symbol(mapping[key]) for key in _CODE_KEYS if key in mapping), "")
        named = [key for key in MESSAGE_KEYS if key in mapping]
        # {"error": {"message": …}} names its message; {"email": ["…"]} is one message per field
        keys = named[:1] if named else [key for key in mapping if self._may_be_text(mapping[key])]
        if named[:1] == ["error"] and "message" in mapping and self.unit.evaluator.is_text(mapping["message"]):
            text = self.unit.evaluator.literal(mapping["error"]) or ""
            if re.fullmatch(r"[\w.-]+", text):
                keys, code = ["message"], code or text  # {"error": "not_found", "message": "…"}
        for key in keys:
            for said in self.texts(mapping[key], depth - 1):
                yield said._replace(code=said.code or code)

    def _may_be_text(self, node: Node) -> bool:
        return node.type in ("list", "tuple", "dictionary") or self.unit.evaluator.is_text(node) or self.unit.call(node) is not None

    # --- particulars ---------------------------------------------------------------------------------------------

    def _fact(self, call: Call) -> Known | None:
        """What is known of an exception class, itself or by its bases in this file."""
        span = self.unit.scope.class_named(call.name)
        return self.class_fact(span) if span else self._known(call.callee)

    def known_class(self, call: Call) -> bool:
        """Whether a call makes an exception of a framework that the file uses."""
        return self._fact(call) is not None

    def class_fact(self, span: Span) -> Known | None:
        """What is known of a class of this file, by its bases."""
        return next((fact for base in self.ancestors(span) if (fact := self._known(base))), None)

    def _known(self, callee: str) -> Known | None:
        if callee not in self._facts:
            self._facts[callee] = known(callee, self.used, module_of(callee, self.unit.code.data))
        return self._facts[callee]

    def inherited_status(self, span: Span) -> int | None:
        """The HTTP status that a class has from its bases."""
        fact = self.class_fact(span)
        return fact.status if fact else None

    def ancestors(self, span: Span) -> list[str]:
        """All bases of a class, its own and those of its bases in this file."""
        names: list[str] = []
        waiting = [span]
        while waiting and len(names) < 40:
            for base in self.unit.scope.bases(waiting.pop()):
                if base not in names:
                    names.append(base)
                    other = self.unit.scope.class_named(base.rpartition(".")[2])
                    waiting += [other] if other else []
        return names

    def status(self, call: Call) -> int | None:
        """The HTTP status that a call gives, or that the class of this file that it makes declares."""
        if call.name in BUILTINS:
            return None
        said = call.keyword("status_code", "status", "code", "http_status")
        found = status_of(self.unit, said) if said is not None else None
        if found is None:
            found = next((status for argument in call.positional[:2] if (status := status_of(self.unit, argument.node))), None)
        span = self.unit.scope.class_named(call.name) if found is None else None
        return self.class_status(span) if span else found

    def _is_status(self, node: Node | None) -> bool:
        return node is not None and status_of(self.unit, node) is not None

    def class_status(self, span: Span) -> int | None:
        """The HTTP status that a class declares."""
        for name in ("status_code", "code", "status"):
            bound = self.unit.scope.lookup(f"{span.name}.{name}", span.start)
            value = bound.values[0][0] if bound and len(bound.values) == 1 else None
            if value is not None and (status := status_of(self.unit, value)):
                return status
        return None

    def _audience(self, call: Call, fact: Known | None, at: Node) -> Audience:
        if fact:
            return fact.audience
        span = self.unit.scope.class_named(call.name)
        if span and any(_API_BASES.search(base) for base in self.ancestors(span)):
            return "api"
        if call.name in ("ValueError", "AssertionError") and self._in_validator(at):
            return "api"
        return "internal"

    def _in_validator(self, at: Node) -> bool:
        """Whether a node stands in a function that pydantic calls to check a value: its error goes to whoever sent it.

        What checks the program's own settings speaks to its operator.
        """
        owner = self.unit.scope.class_at(at.start_byte)
        if owner is not None and any(name.endswith("Settings") for name in (owner.name, *self.ancestors(owner))):
            return False
        for index in self.unit.scope.chain(at.start_byte):
            span = self.unit.scope.spans[index]
            parent = span.node.parent if span.node is not None else None
            if span.kind == "function" and parent is not None and parent.type == "decorated_definition":
                return any(_VALIDATORS.match(self.unit.text(child)) for child in parent.children if child.type == "decorator")
        return False

    def code(self, call: Call) -> str:
        """The error code that a call gives."""
        node = call.keyword("code", "error_code", "default_code")
        if node is None and call.name == "ValidationError":
            node = call.at(1)
        if node is None or self._is_status(node):
            return ""
        return self._symbol(node)

    def _symbol(self, node: Node) -> str:
        """An error code: its literal text, else the last part of the constant's name (``ErrorCode.NOT_FOUND.value`` → NOT_FOUND)."""
        literal = self.unit.evaluator.literal(node)
        if literal is not None:
            return literal
        name = self.unit.text(node).removesuffix(".value").rpartition(".")[2]
        return name if name.isupper() and re.fullmatch(r"\w+", name) else ""

    # --- what a class says ---------------------------------------------------------------------------------------

    def class_message(self, span: Span) -> Node | None:
        """The text that a class attribute holds, its own or inherited within the file."""
        for name in (*ATTRIBUTES, *WEAK_ATTRIBUTES):
            bound = self.unit.scope.lookup(f"{span.name}.{name}", span.start)
            value = bound.values[0][0] if bound and len(bound.values) == 1 and len(bound.values[0]) == 1 else None
            if value is not None and self.unit.evaluator.is_text(value):
                return value
        return None


def _once(texts: Iterator[Said]) -> Iterator[Said]:
    """Each text once: one message for several fields is one message."""
    seen: set[tuple[tuple[Template, ...], str]] = set()
    for said in texts:
        if (said.templates, said.code) not in seen:
            seen.add((said.templates, said.code))
            yield said
