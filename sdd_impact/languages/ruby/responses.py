"""Error messages that Ruby code sends or shows: Rails, Grape, Sinatra, GraphQL, validations, flashes; and what ends a command.

Sources: Action Controller ``render``, ``redirect_to``, ``flash``; Active Model ``errors.add`` and ``validates``; Grape ``error!``;
Sinatra ``halt``; dry-validation ``key.failure``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.languages.ruby.logs import opening_of
from sdd_impact.languages.ruby.statuses import status_of
from sdd_impact.syntax.numbers import told_status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tree_sitter import Node

    from sdd_impact.languages.ruby.errors import Errors, Said
    from sdd_impact.model import Audience, Statement
    from sdd_impact.syntax import Call

_BODIES = ("json", "plain", "text", "html", "xml", "body", "inline")
_BAD = ("alert", "error", "danger", "warning", "errors")
_BAD_KEY = late.regex(r"(?:^|_)(?:alert|error|danger|warning|failure)s?$")
#: Options of a validation that hold its text; ``length`` has three of its own.
_RULE_TEXTS = frozenset(["message", "too_long", "too_short", "wrong_length"])
#: A project's own helper that answers with an error: its text is read.
_HELPER = late.regex(
    r"(?:render|respond|send|return)_(?:\w*_)?(?:error|errors|failure|not_found|forbidden|unauthorized|bad_request)\w*[!]?$"
)
_STATUS_WORDS = {"not_found": 404, "forbidden": 403, "unauthorized": 401, "bad_request": 400}
_STOPS = {"error!": None, "bad_request!": 400, "unauthorized!": 401, "forbidden!": 403, "conflict!": 409, "unprocessable_entity!": 422,
          "render_api_error!": None, "json_error!": None}  # fmt: skip

#: Last names of calls that may send an error.
NAMES = frozenset(["render", "redirect_to", "redirect_back", "redirect_back_or_to", "add", "halt", "abort", "failure", "new", "add_error",
                   "server_error", "not_found", "exit_with_error", *_STOPS])  # fmt: skip


#: Further names, as they stand in the file.
MORE = late.regex(rb"validates|" + _HELPER.pattern.encode())


class Responses:
    """Reads the calls of one file that send an error."""

    def __init__(self, errors: Errors) -> None:
        self._errors = errors
        self._unit = errors.unit
        self._rules: dict[str, Callable[[Call], Iterator[Statement]]] = {
            "render": self._render,
            **dict.fromkeys(("redirect_to", "redirect_back", "redirect_back_or_to"), self._redirect),
            **dict.fromkeys(("add", "add_error"), self._add),
            "halt": self._halt,
            "abort": self._abort,
            "failure": self._failure,
            "new": self._made,
            **dict.fromkeys(_STOPS, self._stop),
        }

    def of_call(self, call: Call) -> Iterator[Statement]:
        """The error statements of one call; nothing for most calls."""
        rule = self._rules.get(call.name)
        if rule:
            yield from rule(call)
        elif call.receiver is None and call.name.startswith("validates"):
            yield from self._validates(call)
        elif (call.receiver is None or call.owner == "self") and _HELPER.match(call.name):
            yield from self._helper(call)

    # --- helpers -------------------------------------------------------------------------------------------------

    def _say(
        self, at: Node, said: Iterator[Said], audience: Audience, status: int | None = None, kind: str = "", code: str = ""
    ) -> Iterator[Statement]:
        for each in said:
            yield from self._unit.error(
                at, each.templates, type=kind, audience=audience, status=status, code=each.code or code, opening=each.opening
            )

    def _status(self, call: Call) -> int | None:
        return told_status(self._unit, call.keyword("status", "code", "http_status"), status_of)

    def _is_said(self, node: Node | None) -> bool:
        """Whether a value is a text, a hash or a list, or the constant that may be one."""
        if node is None:
            return False
        call = self._unit.call(node)
        if call is not None and call.name in ("to_json", "as_json") and call.receiver is not None:
            return self._is_said(call.receiver)
        evaluator = self._unit.evaluator
        return (
            evaluator.is_text(node)
            or evaluator.mapping(node) is not None
            or node.type == "array"
            or bool(opening_of(self._unit, node))
        )

    # --- Rails ---------------------------------------------------------------------------------------------------

    def _render(self, call: Call) -> Iterator[Statement]:
        if call.receiver is not None and call.owner not in ("self", "controller"):
            return
        status = self._status(call)
        for name in _BODIES:
            body = call.keyword(name)
            if body is None:
                continue
            mapping = self._unit.evaluator.mapping(body) or {}
            failed = any(key in mapping and mapping[key].type == "false" for key in ("success", "ok"))
            bad = (status or 0) >= 400 or (status is None and (failed or any(_BAD_KEY.search(key) for key in mapping)))
            body = self._inner(body) if (status or 0) >= 400 else body
            if bad and self._is_said(body):
                audience: Audience = "customer" if name in ("html", "inline") else "api"
                yield from self._say(call.node, self._errors.texts(body), audience, status)
        for name in _BAD:  # error: "…" for the page
            shown = call.keyword(name)
            if shown is not None and self._unit.evaluator.is_text(shown):
                yield from self._say(call.node, self._errors.texts(shown), "customer", status)

    def _inner(self, body: Node) -> Node:
        """The text that a helper of the project dresses up: ``render plain: with_hint("…")``."""
        call = self._unit.call(body)
        first = call.at(0) if call is not None and call.receiver is None and not self._is_said(body) else None
        return first if first is not None and self._unit.evaluator.is_text(first) else body

    def _redirect(self, call: Call) -> Iterator[Statement]:
        given = {name: call.keyword(name) for name in _BAD}
        flash = call.keyword("flash")
        given.update((self._unit.evaluator.mapping(flash) or {}) if flash is not None else {})
        for name, node in given.items():
            if node is not None and name in _BAD:
                yield from self._say(call.node, self._errors.texts(node), "customer")

    def assigned(self, node: Node) -> Iterator[Statement]:
        """``flash[:alert] = "…"``, ``flash.now[:error] ||= "…"``, ``flash.alert = "…"``."""
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        if left is None or right is None or len(left.named_children) < 2:
            return
        owner = self._unit.text(left.named_children[0])
        last = left.named_children[1]
        key = self._unit.evaluator.literal(last) or "" if left.type == "element_reference" else self._unit.text(last)
        if owner in ("flash", "flash.now") and _BAD_KEY.search(key) and right.type not in ("nil", "false"):
            yield from self._say(node, self._errors.texts(right), "customer")

    def collected(self, node: Node) -> Iterator[Statement]:
        """``errors[:base] << "…"``."""
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        if left is None or right is None or left.type != "element_reference" or not left.named_children:
            return
        owner = self._unit.text(left.named_children[0])
        if owner.rpartition(".")[2] == "errors" and self._unit.evaluator.is_text(right):
            yield from self._say(node, self._errors.texts(right), "customer")

    def _add(self, call: Call) -> Iterator[Statement]:
        """``errors.add(:email, "…")``, with ``message:`` beside a key of the translations."""
        if call.owner.rpartition(".")[2] != "errors" and call.name != "add_error":
            return
        told, message = call.at(1) if call.name == "add" else call.at(0), call.keyword("message")
        code = ""
        if told is not None and told.type == "simple_symbol":
            code = self._unit.evaluator.literal(told) or ""
        shown = message if message is not None else told
        if shown is not None and (call.name == "add" or self._unit.evaluator.is_text(shown)):
            yield from self._say(call.node, self._filled(shown), "customer", code=code)

    def _filled(self, said: Node) -> Iterator[Said]:
        """The texts of a validation, into which Rails fills ``%{value}`` and ``%{count}``."""
        evaluator = self._unit.evaluator
        for each in self._errors.texts(said):
            plain = evaluator.is_text(said) and any("%{" in part for template in each.templates for part in template.literals)
            yield each._replace(templates=evaluator.formatted("rails", said, ())) if plain else each

    def _validates(self, call: Call) -> Iterator[Statement]:
        """``validates :name, presence: { message: "…" }``, ``validates_presence_of :name, message: "…"``."""
        for argument in call.arguments:
            mapping = self._unit.evaluator.mapping(argument.node) if argument.node.type == "hash" else None
            for key, said in {argument.keyword: argument.node, **(mapping or {})}.items():
                if key in _RULE_TEXTS and self._is_said(said):
                    yield from self._say(said, self._filled(said), "customer")

    # --- Grape, Sinatra, others ----------------------------------------------------------------------------------

    def _stop(self, call: Call) -> Iterator[Statement]:
        if call.receiver is not None and call.owner != "self":
            return
        first = call.at(0) if call.positional else call.keyword("message")
        status = told_status(self._unit, call.at(1), status_of) or self._status(call) or _STOPS[call.name]
        if first is not None and self._is_said(first):
            yield from self._say(call.node, self._errors.texts(first), "api", status)
        elif call.keyword("error"):
            yield from self._say(call.node, self._errors.texts_of_arguments(call), "api", status)

    def _halt(self, call: Call) -> Iterator[Statement]:
        positional = [argument.node for argument in call.positional if not argument.spread]
        status = next((status for node in positional if (status := status_of(self._unit, node))), None)
        if status is None and len(positional) > 1:
            status = told_status(self._unit, positional[0], status_of)
            positional = positional[1:]
        body = next((node for node in reversed(positional) if node.type != "integer" and not self._is_headers(node)), None)
        if status and status >= 400 and body is not None:
            yield from self._say(call.node, self._errors.texts(body), "api", status)

    def _is_headers(self, node: Node) -> bool:
        mapping = self._unit.evaluator.mapping(node)
        return mapping is not None and not any(_BAD_KEY.search(key) or key == "message" for key in mapping)

    def _helper(self, call: Call) -> Iterator[Statement]:
        status = self._status(call) or next(
            (status for each in call.positional if (status := status_of(self._unit, each.node))), None
        )
        status = status or next((known for word, known in _STATUS_WORDS.items() if word in call.name), None)
        said = next(
            (
                each.node
                for each in call.positional
                if each.node.type != "simple_symbol" and self._unit.evaluator.is_text(each.node)
            ),
            None,
        )
        said = said if said is not None else call.keyword("message", "error", "error_message", "msg", "text", "detail")
        if said is not None:
            yield from self._say(call.node, self._errors.texts(said), "api", status)

    def _failure(self, call: Call) -> Iterator[Statement]:
        """dry-validation's ``key.failure("…")``."""
        last = call.owner.rpartition(".")[2]
        said = call.at(0)
        if last in ("key", "base", "key()") and said is not None and self._unit.evaluator.is_text(said):
            yield from self._say(call.node, self._errors.texts(said), "customer")

    def _abort(self, call: Call) -> Iterator[Statement]:
        if call.owner in ("", "Kernel") and call.at(0) is not None:
            yield from self._say(call.node, self._errors.texts(call.positional[0].node), "operator", kind="SystemExit")

    def _made(self, call: Call) -> Iterator[Statement]:
        """GraphQL's ``ExecutionError`` is returned or collected as often as it is raised; ``new("…")`` in a class method of an exception."""
        if call.owner in ("", "self"):
            yield from self._errors.of_own_class(call)
        elif not self._is_raised(call.node) and (call.owner.rpartition(".")[2] == "ExecutionError" or self._is_handed_on(call)):
            yield from self._errors.of_exception(call, call.node)

    def _is_handed_on(self, call: Call) -> bool:
        """Whether an exception with a text is made for somebody else: ``report(error: NotFound.new("…"))``, ``return NotFound.new("…")``."""
        parent = call.node.parent
        first = call.at(0)
        if parent is None or first is None or not self._unit.evaluator.is_text(first):
            return False
        if parent.type == "pair":
            key = parent.child_by_field_name("key")
            named = key is not None and self._unit.evaluator.key(key) in ("error", "exception", "cause")
            return named and not self._is_raised(parent)
        within = parent.type in ("argument_list", "return", "body_statement", "then", "block_body")
        return within and re.search(r"(?:Error|Exception)$", call.owner) is not None

    def _is_raised(self, node: Node) -> bool:
        parent = node.parent
        outer = self._unit.call(parent.parent) if parent is not None and parent.type == "argument_list" else None
        return outer is not None and outer.name in ("raise", "fail")
