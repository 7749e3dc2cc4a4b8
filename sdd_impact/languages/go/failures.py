"""Error values: ``errors.New``, ``fmt.Errorf``, wrapped errors, ``panic``, ``Error()`` methods, structs that are errors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.languages.go.bodies import code_of, told
from sdd_impact.languages.go.statuses import status_of
from sdd_impact.model import Template

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

    from sdd_impact.languages.go.imports import Imports
    from sdd_impact.model import Statement
    from sdd_impact.syntax import Call, Unit

#: Functions of error packages: name → (position of the text, position of the wrapped error or -1, whether it formats).
_MAKERS = {
    "New": (0, -1, False), "Errorf": (0, -1, True), "Newf": (0, -1, True), "Wrap": (1, 0, False), "Wrapf": (1, 0, True),
    "WithMessage": (1, 0, False), "WithMessagef": (1, 0, True), "Annotate": (1, 0, False), "Annotatef": (1, 0, True),
}  # fmt: skip
#: Packages of errors by the last part of their path.
_PACKAGES = late.regex(r"(?:^|[/.-])(?:x?errors?|eris|errs|errorx|xerrors|oops|serrors|errdefs|errutil|errwrap|zerr|terror)$")
_VERSION = late.regex(r"(?:/v\d+|\.v\d+)$")
#: Names of the functions that this module reads.
NAMES = frozenset([*_MAKERS, "panic", "Panic", "Exit", "NewExitError"])
#: Functions of a project's own that make an error: ``NewAPIErrors("…")``, ``errs.NewNotFoundError("…")``, ``NewErrBadRequest("…")``.
_OWN = late.regex(r"[nN]ew\w*(?:Errors?|Errs?|Exception|Problem)f?|[nN]ewErr(?:or)?[A-Z]\w*")
_OWN_OTHER = late.regex(r"(?:Logger|Handler|Reporter|Collector|Counter|Group|Func|Type|Matcher|Checker|Writer|Page|Level)$")
_OUTWARD = late.regex(r"API|Api|HTTP|Http|REST|Rest[A-Z]|Response")
_ERROR_TYPE = late.regex(
    r"(?:Error|Err|Exception|Problem|ProblemDetails?|ErrorResponse|ErrorDetails?|Failure|HTTPError|APIError)$|^Err[A-Z]"
)
_STATUS_KEYS = ("status", "statuscode", "httpstatus", "httpstatuscode", "code", "httpcode")


class Failures:
    """Reads the error values of one file. ``told`` are byte ranges of errors that another statement has told already."""

    def __init__(self, unit: Unit, imports: Imports) -> None:
        self._unit = unit
        self._imports = imports
        self.told: list[tuple[int, int]] = []

    def is_told(self, node: Node) -> bool:
        """Whether an error is part of a text that another statement has told."""
        return any(start <= node.start_byte and node.end_byte <= end for start, end in self.told)

    def tells(self, node: Node | None) -> None:
        """Remember that an expression is told by the statement around it."""
        if node is not None:
            self.told.append((node.start_byte, node.end_byte))

    def of_call(self, call: Call) -> Iterator[Statement]:
        """The error that a call makes; nothing where it makes none."""
        if self.is_told(call.node):
            return
        if call.callee == "panic":
            yield from self._panicked(call)
        elif call.callee == "fmt.Errorf":
            yield from self._made(call, 0, -1, formats=True)
        elif call.name in ("Exit", "NewExitError") and call.owner == "cli" and call.at(0) is not None:
            yield from self._unit.error(anchor(call.node), self._unit.evaluator.texts(call.arguments[0].node), audience="operator")
        elif call.name in _MAKERS and "." in call.callee and self._is_errors(call):
            text, cause, formats = _MAKERS[call.name]
            if call.name == "New" and len(call.arguments) > 1:
                if call.at(2) is not None and not self._unit.evaluator.is_text(call.arguments[0].node):
                    yield from self._numbered(call)
                    return
                text, formats = int(not self._unit.evaluator.is_text(call.arguments[0].node)), True
            yield from self._made(call, text, cause, formats=formats)

    @staticmethod
    def is_own(name: str) -> bool:
        """Whether a function of the project makes an error by its name."""
        return _OWN.fullmatch(name) is not None and _OWN_OTHER.search(name) is None

    def own(self, call: Call) -> Iterator[Statement]:
        """The error that a function of the project makes from a text with words in it; the last such text, behind a title."""
        if self.is_told(call.node):
            return
        said = [at for at, each in enumerate(call.positional) if self._is_sentence(each.node)]
        if not said or call.at(said[-1]) is None:
            return
        message, rest = call.positional[said[-1]].node, call.positional[said[-1] + 1 :]
        evaluator = self._unit.evaluator
        formats = any("%" in text for each in evaluator.texts(message) for text in each.literals) and bool(rest)
        templates = evaluator.formatted("go-printf", message, rest) if formats else evaluator.texts(message)
        status = next((number for each in call.positional[:3] if (number := status_of(self._unit, each.node)) is not None), None)
        outward = (status is not None and status >= 400) or _OUTWARD.search(call.name) is not None
        self.tells(call.node)
        yield from self._unit.error(
            anchor(call.node), templates, type=call.name[3:], status=status, audience="api" if outward else "internal"
        )

    def _is_sentence(self, node: Node) -> bool:
        """Whether an expression is a text of several words; errors that are handed on tell themselves."""
        call = self._unit.call(node) if node.type == "call_expression" else None
        if call is not None and call.callee not in ("fmt.Sprintf", "fmt.Sprint"):
            return False
        evaluator = self._unit.evaluator
        return evaluator.is_text(node) and any(" " in text.strip() for each in evaluator.texts(node) for text in each.literals)

    def _is_errors(self, call: Call) -> bool:
        path = self._imports.path(call.owner, call.node.start_byte)
        return _PACKAGES.search(_VERSION.sub("", path)) is not None if path else call.owner == "errors"

    def _made(self, call: Call, text: int, cause: int, *, formats: bool) -> Iterator[Statement]:
        message, inner = call.at(text), call.at(cause) if cause >= 0 else None
        if message is None or (call.name == "New" and not self._may_be_text(message)):
            return
        style = "go-printf" if formats else ""
        rest = call.positional[text + 1 :] if formats else ()
        evaluator = self._unit.evaluator
        templates = evaluator.formatted(style, message, rest) if style else evaluator.texts(message)
        opening = evaluator.opening(message)
        if inner is not None:
            templates = tuple(Template.of(*each.parts, ": ", *evaluator.value(inner).parts) for each in templates)
            opening = ""
        self.tells(call.node)
        if any(each.parts for each in templates):
            yield from self._unit.error(
                anchor(call.node), templates, type=self._sentinel(call.node), opening=opening, style=style, arguments=rest
            )

    def _numbered(self, call: Call) -> Iterator[Statement]:
        """``errors.New(404, "USER_NOT_FOUND", "no such user")`` of kratos; ``errors.New(422, "%s is …", name)`` of go-openapi."""
        evaluator, status = self._unit.evaluator, status_of(self._unit, call.at(0))
        first, second = call.positional[1].node, call.positional[2].node
        if evaluator.is_text(second) and (reason := code_of(self._unit, first)) and len(call.arguments) == 3:
            templates, opening = evaluator.texts(second), evaluator.opening(second)
        else:
            reason, opening = "", evaluator.opening(first)
            templates = evaluator.formatted("go-printf", first, call.positional[2:])
        self.tells(call.node)
        yield from self._unit.error(
            anchor(call.node), templates, status=status, code=reason, audience="api" if status else "internal", opening=opening
        )

    def _may_be_text(self, node: Node) -> bool:
        return node.type not in ("composite_literal", "func_literal", "int_literal", "nil", "unary_expression")

    def _sentinel(self, node: Node) -> str:
        """The name of the variable of the package that holds an error: ``ErrNotFound``."""
        outer = node.parent
        outer = outer.parent if outer is not None and outer.type == "expression_list" else outer
        name = outer.child_by_field_name("name") if outer is not None and outer.type == "var_spec" else None
        text = self._unit.text(name) if name is not None else ""
        return text if text.lower().startswith("err") and self._unit.scope.span_at(node.start_byte) < 0 else ""

    def _panicked(self, call: Call) -> Iterator[Statement]:
        message = call.at(0)
        if message is None:
            return
        evaluator = self._unit.evaluator
        templates, opening = evaluator.texts(message), evaluator.opening(message)
        if not any(each.literals for each in templates) and not (opening and evaluator.opening(message)[:1].isupper()):
            return
        self.tells(call.node)
        yield from self._unit.error(call.node, templates, opening=opening)

    # --- an error's own text -------------------------------------------------------------------------------------------

    def returned(self, node: Node) -> Iterator[Statement]:
        """What ``func (e *T) Error() string`` returns."""
        owner = self._error_method(node)
        listed = next((child for child in node.named_children if child.type == "expression_list"), None)
        values = [child for child in listed.named_children if not child.is_extra] if listed is not None else []
        if not owner or len(values) != 1:
            return
        templates = self._unit.evaluator.texts(values[0])
        if any(each.literals for each in templates):
            self.tells(values[0])
            yield from self._unit.error(node, templates, type=owner)

    def _error_method(self, node: Node) -> str:
        """The type whose ``Error`` or ``Message`` method a ``return`` stands in; "" for any other place."""
        index = self._unit.scope.span_at(node.start_byte)
        if index < 0:
            return ""
        span = self._unit.scope.spans[index]
        owner, _, last = span.name.rpartition(".")
        if last != "Error" or span.node is None or span.node.type != "method_declaration":
            return ""
        parameters, result = span.node.child_by_field_name("parameters"), span.node.child_by_field_name("result")
        plain = parameters is not None and not parameters.named_child_count and result is not None
        return owner if plain and result is not None and self._unit.text(result) == "string" else ""

    def composed(self, node: Node) -> Iterator[Statement]:
        """``&APIError{Status: 404, Message: "…"}``: a struct that is an error by its name."""
        made = node.child_by_field_name("type")
        name = self._unit.text(made).partition("[")[0].rpartition(".")[2] if made is not None else ""
        if _ERROR_TYPE.search(name) is None or self.is_told(node):
            return
        entries = {key.lower(): value for key, value in (self._unit.evaluator.mapping(node) or {}).items()}
        numbers = (status_of(self._unit, entries[key]) for key in _STATUS_KEYS if key in entries)
        status = next((number for number in numbers if number), None)
        found = told(self._unit, node)
        symbol = found.opening.rpartition(".")[2]
        if not any(each.literals for each in found.templates) and (not symbol or symbol.startswith("Err")):
            return
        code = found.code or next(
            (text for key in ("code", "type") if key in entries and (text := code_of(self._unit, entries[key]))), ""
        )
        self.tells(node)
        yield from self._unit.error(
            anchor(node), found.templates, type=name, status=status, code="" if code.isdigit() else code,
            audience="api" if status is not None and status >= 400 else "internal", opening=found.opening,
        )  # fmt: skip


def anchor(node: Node) -> Node:
    """The ``return`` that an expression is given to as it is; else the expression."""
    outer = node.parent
    for _ in range(4):
        if outer is None:
            break
        if outer.type == "return_statement":
            return outer
        if outer.type not in ("expression_list", "parenthesized_expression", "unary_expression"):
            break
        outer = outer.parent
    return node
