"""Where errors are made: ``throw``, statuses, functions that fail, assertions with a text, answers of HTTP servers.

Sources: the C++ standard library, https://abseil.io (Status), https://grpc.github.io (``grpc::Status``), RocksDB's ``Status``, Crow, Pistache, cpprestsdk.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.languages._cfamily.names import TOLD, Api
from sdd_impact.model import Placeholder, Template
from sdd_impact.syntax import snake

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tree_sitter import Node

    from sdd_impact.languages._cfamily.texts import Texts
    from sdd_impact.model import Audience, Statement
    from sdd_impact.syntax import Argument, Call, Unit

_STATUS_OWNER = late.regex(r"(?:Status|Error|Errors|errors|Exception|Result)$")
#: Exceptions of the standard library (``<stdexcept>`` and its neighbours).
STANDARD = frozenset([
    "logic_error", "invalid_argument", "domain_error", "length_error", "out_of_range", "runtime_error", "range_error", "overflow_error",
    "underflow_error", "system_error", "filesystem_error", "regex_error", "bad_alloc_error", "future_error",
])  # fmt: skip
#: Statuses of RocksDB and LevelDB, which print two texts with a colon between them (``Status::ToString``).
_TWO_TEXTS = late.regex(
    r"(?:IO)?Status::(?:NotFound|Corruption|NotSupported|InvalidArgument|IOError|MergeInProgress|Incomplete|ShutdownInProgress|TimedOut|Aborted|Busy"
    r"|Expired|TryAgain|CompactionTooLarge|ColumnFamilyDropped|NoSpace|PathNotFound|MemoryLimit)"
)
_LISTED = late.regex(r"Status|Err|Code")
_ERROR_NAME = late.regex(r"(?:Error|Exception)$")
_BASE = late.regex(r"(?i)(?:error|exception|failure)$")
ASSERT = late.regex(r"(?i)(?:\w+_)?assert(?:_msg|_x|_message|_with_msg)?|Q_ASSERT_X")
_HTTP = late.regex(r"(?:status_codes|Code|StatusCode|HttpStatus|status|k\d{3}\w*)(?:::|\.)|^k[45]\d\d")
_SPEAKS_HTTP = late.regex(r"(?i)http|response|reply|rest")
ANSWERS = frozenset(["response", "send", "reply", "send_error", "Response", "error"])


class Errors:
    """Reads the errors of one file. A text is told once."""

    def __init__(self, unit: Unit, texts: Texts) -> None:
        self._unit = unit
        self._texts = texts
        self._seen: set[int] = set()
        self._explains = b"what()" in unit.code.data

    def thrown(self, node: Node) -> Iterator[Statement]:
        """``throw E("…")``, ``throw E{"…"}``, ``throw "…"``."""
        value = node.named_children[0] if node.named_children else None
        if value is None:
            return
        call = self._unit.call(value)
        if call is None:
            if self._texts.is_text(value):
                yield from self._tell(node, value, "", ())
            return
        yield from self._among(node, call.positional, call.name)

    def makes(self, call: Call) -> bool:
        """Whether a call makes a status or an exception: ``Status::Corruption("…")``, ``absl::NotFoundError("…")``."""
        owner = call.owner.rpartition(".")[2]
        return (
            (bool(_STATUS_OWNER.search(owner)) and call.name[:1].isupper())
            or (_ERROR_NAME.search(call.name) is not None and call.name[:1].isupper())
            or call.name == "Status"
            or call.name in STANDARD
        )

    def made(self, call: Call) -> Iterator[Statement]:
        """A status or an exception that is made and not thrown at once."""
        owner = call.owner.rpartition(".")[2]
        kind = f"{owner}::{call.name}" if _STATUS_OWNER.search(owner) else call.name
        if call.name == "Status" and call.positional:
            code = self._unit.text(call.positional[0].node)
            speaks = "StatusCode" in code or code.startswith(("grpc::", "::grpc::"))
            yield from self._among(
                call.node, call.positional[1:], "Status", code=snake(code.rpartition("::")[2]).removeprefix("k_").upper() if speaks else "",
                audience="api" if speaks and "grpc" in call.callee + code else "internal",
            )  # fmt: skip
        else:
            yield from self._among(call.node, call.positional, kind, together=_STATUS_OWNER.search(owner) is not None)

    def listed(self, node: Node) -> Iterator[Statement]:
        """``return {Status::NotOK, "…"}``, also as an argument."""
        parts = node.named_children[:2]
        table = node.parent is not None and node.parent.type == "initializer_list"
        if table or len(parts) < 2 or parts[0].type != "qualified_identifier":
            return
        name = self._unit.text(parts[0])
        if _LISTED.search(name) and self._texts.is_text(parts[1]):
            yield from self._tell(node, parts[1], "::".join(name.split("::")[-2:]), ())

    def based(self, node: Node) -> Iterator[Statement]:
        """``: std::runtime_error("…")``: what an exception's own constructor says."""
        name = node.named_children[0] if node.named_children else None
        listed = next((child for child in node.named_children if child.type in ("argument_list", "initializer_list")), None)
        text = self._unit.text(name) if name is not None else ""
        if listed is None or not _BASE.search(text):
            return
        owner = self._unit.scope.symbol(node.start_byte).split(".")
        for child in listed.named_children:
            if self._texts.is_text(child):
                yield from self._tell(node, child, owner[-1] if owner else "", ())
                return

    def returned(self, node: Node) -> Iterator[Statement]:
        """``return "…"`` in an exception's ``what()``."""
        if not self._explains or not node.named_children or node.named_children[0].type == "identifier":
            return
        symbol = self._unit.scope.symbol(node.start_byte)
        if symbol.endswith(".what") and node.named_children and self._texts.is_text(node.named_children[0]):
            yield from self._tell(node, node.named_children[0], symbol.split(".")[-2], ())

    def failed(self, call: Call, api: Api) -> Iterator[Statement]:
        """A function that fails with a text: ``errx(1, "…")``, ``report_error("…")``."""
        arguments = call.positional
        at = api.message if api.message >= 0 else self._texts.first(arguments)
        if not 0 <= at < len(arguments) or not self._texts.may_be_text(arguments[at].node):
            return
        message, rest = arguments[at].node, arguments[at + 1 :]
        templates = self._texts.templates(message, api.style, rest)
        if api.worded and not self._texts.has_words(templates):
            return
        if call.name == "perror":
            templates = tuple(Template.of(*each.parts, ": ", *_errno()) for each in templates)
        status, audience = None, api.audience
        if _SPEAKS_HTTP.search(call.name):
            numbers = (self._status(each.node, numbers=True) for each in (*arguments[:at], *rest))
            status = next((number for number in numbers if number is not None and number >= 400), None)
            audience = "api" if status is not None else audience
        yield from self._tell(call.node, message, call.name, rest, templates, status=status, audience=audience)

    def asserted(self, call: Call) -> Iterator[Statement]:
        """``assert(ready && "not ready")``, ``BOOST_ASSERT_MSG(ready, "…")``."""
        for argument in call.positional if ASSERT.fullmatch(call.name) else ():
            node = argument.node
            operator = node.child_by_field_name("operator") if node.type == "binary_expression" else None
            if operator is not None and operator.type == "&&" and (right := node.child_by_field_name("right")) is not None:
                node = right
            elif not re.search(r"(?i)msg|message|_x$", call.name):
                continue
            if self._texts.is_text(node) and (node is not argument.node or argument == call.positional[-1]):
                yield from self._tell(call.node, node, call.name, ())

    def answered(self, call: Call) -> Iterator[Statement]:
        """An answer with a failing status and a text: ``crow::response(404, "…")``, ``send(Http::Code::Not_Found, "…")``."""
        first = call.at(0)
        if call.name not in ANSWERS or first is None or len(call.positional) < 2:
            return
        status = self._status(first, numbers=call.name in ("response", "Response", "send_error"))
        if status is not None and status >= 400:
            yield from self._among(call.node, call.positional[1:], "", status=status, audience="api")

    def _status(self, node: Node, *, numbers: bool) -> int | None:
        from http import HTTPStatus

        text = self._unit.text(node)
        if node.type == "number_literal":
            return int(text) if numbers and re.fullmatch(r"[1-5]\d\d", text) else None
        if not _HTTP.search(text):
            return None
        last = text.rpartition("::")[2]
        if found := re.match(r"k?([45]\d\d)", last):
            return int(found[1])
        member = HTTPStatus.__members__.get(snake(last).upper())
        return int(member) if member is not None else None

    def _among(
        self, node: Node, arguments: Sequence[Argument], kind: str, *, together: bool = False, status: int | None = None, code: str = "",
        audience: Audience = "internal",
    ) -> Iterator[Statement]:  # fmt: skip
        """The text among the arguments of a constructor, with what follows it where it is a format string."""
        at = self._texts.first(arguments)
        if at < 0:
            return
        message, rest = arguments[at].node, arguments[at + 1 :]
        style = self._texts.style(message, rest)
        if together and rest and not style:
            values = [self._unit.evaluator.value(each.node).parts for each in arguments[at:]]
            last = values[0][-1] if values[0] else ""
            joined = isinstance(last, str) and last.endswith(" ")  # a library that joins as it stands (Arrow, TensorFlow)
            between = ": " if len(values) == 2 and _TWO_TEXTS.fullmatch(kind) and not joined else ""
            parts = [part for number, each in enumerate(values) for part in ((between, *each) if number else each)]
            templates: tuple[Template, ...] = (Template.of(*parts),)
        else:
            templates = self._texts.templates(message, TOLD if rest else "", rest)
        yield from self._tell(node, message, kind, rest, templates, status=status, code=code, audience=audience)

    def _tell(
        self, node: Node, message: Node, kind: str, rest: Sequence[Argument], templates: tuple[Template, ...] | None = None, *,
        status: int | None = None, code: str = "", audience: Audience = "internal",
    ) -> Iterator[Statement]:  # fmt: skip
        if message.start_byte in self._seen:
            return
        self._seen.add(message.start_byte)
        templates = templates or self._texts.templates(message, "", rest)
        yield from self._unit.error(
            node, templates, type=kind, status=status, code=code, audience=audience, opening=self._unit.evaluator.opening(message),
            style="c-printf" if rest else "", arguments=rest,
        )  # fmt: skip


def _errno() -> tuple[Placeholder, ...]:
    return (Placeholder("errno", "exception"),)
