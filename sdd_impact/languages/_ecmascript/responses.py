"""Error messages that a server sends: Express, Fastify, Koa, Hapi, Hono, Next.js, SvelteKit, the Fetch API, functions behind a gateway."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdd_impact.languages._ecmascript import failures
from sdd_impact.languages._ecmascript.bodies import Body, first_status, read_body, status_of, texts_of
from sdd_impact.syntax.numbers import told_status
from sdd_impact.tuples import NamedTuple

if TYPE_CHECKING:
    from tree_sitter import Node

    from sdd_impact.languages._ecmascript.module import Module
    from sdd_impact.model import Statement
    from sdd_impact.syntax import Call

#: Methods that send a body, and methods of a chain that set the status.
_SENDERS = frozenset(["json", "jsonp", "send", "end"])
_STATUS_SETTERS = frozenset(["status", "code", "writeHead", "sendStatus"])
#: Objects whose constructor or static method makes a response of ``(body, {status})``.
_RESPONSE_CLASSES = frozenset(["Response", "NextResponse"])
_CHAIN = 12

#: Last names of callees that may send an error.
METHODS = frozenset(
    [*_SENDERS, "sendStatus", "code", "throw", "assert", "error", "fail", "abort", "data", "Response", "NextResponse"]
)


class Chain(NamedTuple):
    """``res.status(404).type("json")``: the object at its root, whether a status is set, and which."""

    root: Node | None
    told: bool
    status: int | None


class Responses:
    """Reads the error responses of one file."""

    def __init__(self, module: Module) -> None:
        self._module = module
        self._unit = module.unit
        self._evaluator = module.evaluator

    def read(self, call: Call) -> list[Statement]:
        """The statements of a call that sends an error; none where it sends none."""
        if call.made:
            return self._fetched(call) if call.callee in _RESPONSE_CLASSES else []
        if call.receiver is None:
            return self._bare(call)
        if call.name in _SENDERS:
            return self._fetched(call) if call.owner in _RESPONSE_CLASSES else self._sent(call)
        if call.name == "sendStatus":
            return self._phrase(call)
        if call.name == "code":
            return self._hapi(call)
        if call.owner in ("ctx", "context", "this", "c"):
            return self._koa(call)
        return []

    def sensible(self, call: Call) -> list[Statement]:
        """``reply.notFound("…")`` of Fastify's sensible plug-in and of Sails."""
        status = failures.status_of_name(call.name)
        if status is None or not self._responds(call.receiver):
            return []
        message = call.at(0)
        texts = self._evaluator.texts(message) if message is not None else ()
        return self._unit.error(self._module.thrower(call.node), texts, audience="api", status=status)

    # --- chains --------------------------------------------------------------------------------------------------

    def _chain(self, receiver: Node | None) -> Chain:
        told, status, here = False, None, self._module.plain(receiver)
        for _ in range(_CHAIN):
            call = self._unit.call(here) if here is not None and here.type == "call_expression" else None
            if call is None:
                break
            if call.name in _STATUS_SETTERS:
                told, status = True, self._known(call.at(0)) or _number(self._module, call.at(0))
            here = self._module.plain(call.receiver)
        return Chain(here, told, status)

    def _known(self, node: Node | None) -> int | None:
        return told_status(self._unit, node, lambda _, inner: status_of(self._module, inner))

    def _responds(self, node: Node | None) -> bool:
        return failures.RESPONSE.fullmatch(self._module.last_name(node)) is not None

    def _sent(self, call: Call) -> list[Statement]:
        """``res.status(404).json({…})``, ``reply.code(404).send("…")``, and a status that is set in a statement before."""
        chain = self._chain(call.receiver)
        if not self._responds(chain.root):
            return []
        told, status = chain.told, chain.status
        if not told and chain.root is not None:
            told, status = self._set_before(call.node, self._unit.text(chain.root))
        if not told and call.name == "json" and len(call.positional) > 1:  # Hono: c.json(body, 404)
            told, status = True, self._told_status(call.positional[1].node)
        if told and status is not None and status < 400:
            return []
        return self._with_body(call, call.at(0), status)

    def _told_status(self, node: Node) -> int | None:
        return status_of(self._module, self._module.entry(node, *failures.STATUS_KEYS) or node) or _number(self._module, node)

    def _with_body(self, call: Call, body: Node | None, status: int | None) -> list[Statement]:
        """A body with a status of an error, or one whose keys tell of an error."""
        if body is None:
            return []
        read = read_body(self._module, body)
        if read is None:
            if status is None:
                return []
            plain = self._module.plain(body)
            if plain is not None and plain.type not in (
                "array",
                "arrow_function",
                "function_expression",
                "null",
                "undefined",
                "number",
            ):
                return self._error(call.node, (body,), status)
            return []
        if status is None and not read.failed:
            return []
        return self._error(call.node, read.messages, status or read.status, read.code)

    def _error(self, node: Node, messages: tuple[Node, ...], status: int | None, code: str = "", kind: str = "") -> list[Statement]:
        where = self._module.thrower(node)
        found: list[Statement] = []
        for message in messages:
            opening = self._evaluator.opening(message)
            texts = texts_of(self._module, message)
            found += self._unit.error(where, texts, type=kind, audience="api", status=status, code=code, opening=opening)
        return found

    def _set_before(self, node: Node, root: str) -> tuple[bool, int | None]:
        """The status that the statements right before set on the same object: ``res.statusCode = 404;``, ``res.writeHead(404);``."""
        here: Node | None = node
        while here is not None and not here.type.endswith("_statement"):
            here = here.parent
        for _ in range(4):
            here = here.prev_named_sibling if here is not None else None
            if here is None or (here.type != "expression_statement" and not here.is_extra):
                break
            inner = here.named_children[0] if here.named_children else None
            if inner is None:
                continue
            if inner.type == "assignment_expression":
                left, right = inner.child_by_field_name("left"), inner.child_by_field_name("right")
                owner = left.child_by_field_name("object") if left is not None else None
                if owner is not None and self._unit.text(owner) == root and self._module.last_name(left) in failures.STATUS_KEYS:
                    return True, self._known(right) or _number(self._module, right)
            chain = self._chain(inner)
            if chain.told and chain.root is not None and self._unit.text(chain.root) == root:
                return True, chain.status
        return False, None

    def _phrase(self, call: Call) -> list[Statement]:
        """``res.sendStatus(404)`` sends the reason phrase."""
        status = status_of(self._module, call.at(0))
        if status not in failures.REASONS or not self._responds(self._chain(call.receiver).root):
            return []
        from sdd_impact.model import Template

        where = self._module.thrower(call.node)
        return self._unit.error(where, (Template.of(failures.REASONS[status]),), audience="api", status=status)

    # --- other habits --------------------------------------------------------------------------------------------

    def _hapi(self, call: Call) -> list[Statement]:
        """``h.response({…}).code(404)``."""
        made = self._unit.call(call.receiver)
        status = self._known(call.at(0))
        if made is None or made.name != "response" or status is None:
            return []
        return self._with_body(call, made.at(0), status)

    def _koa(self, call: Call) -> list[Statement]:
        """``ctx.throw(404, "…")`` in either order, ``ctx.assert(value, 404, "…")``; ``c.text("…", 404)`` is Hono's."""
        if call.name not in ("throw", "assert"):
            return []
        nodes = [argument.node for argument in call.positional[call.name == "assert" :]]
        status = first_status(self._module, nodes)
        if status is None and (call.name == "assert" or call.owner not in ("ctx", "context")):
            return []
        texts = tuple(node for node in nodes if self._evaluator.is_text(node))[:1]
        bodies = (read_body(self._module, node) for node in nodes) if not texts else ()
        messages = texts or next((body.messages for body in bodies if body and body.messages), ())
        if not messages:
            named = [node for node in nodes if failures.TEXT_NAME.fullmatch(self._module.last_name(node))]
            messages = tuple(named[:1])
        return self._error(call.node, messages, status)

    def assigned(self, node: Node) -> list[Statement]:
        """``ctx.body = {error: "…"}`` of Koa, with the status that is set before."""
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        owner = left.child_by_field_name("object") if left is not None and left.type == "member_expression" else None
        if owner is None or right is None or self._module.last_name(left) != "body" or not self._responds(owner):
            return []
        told, status = self._set_before(node, self._unit.text(owner))
        if told and status is not None and status < 400:
            return []
        read = read_body(self._module, right)
        if read is None:
            return self._error(node, (right,), status) if status and self._evaluator.is_text(right) else []
        return self._error(node, read.messages, status or read.status, read.code) if status or read.failed else []

    def _fetched(self, call: Call) -> list[Statement]:
        """``new Response(text, {status})``, ``Response.json(body, {status})``."""
        options = call.at(1)
        status = self._known(self._module.entry(options, "status")) if options is not None else None
        return self._with_body(call, call.at(0), status) if status else []

    def _bare(self, call: Call) -> list[Statement]:
        """SvelteKit's ``error(404, …)`` and ``fail(400, …)``, Remix's ``json(body, {status})``."""
        if call.name in ("json", "data") and len(call.positional) > 1:
            return self._fetched(call)
        status = status_of(self._module, call.at(0))
        if call.name not in ("error", "fail", "abort") or status is None or len(call.positional) < 2:
            return []
        message = call.positional[1].node
        read = read_body(self._module, message) or Body((message,))
        return self._error(call.node, read.messages, status, read.code, call.name)

    def returned(self, node: Node) -> list[Statement]:
        """The object of a function behind a gateway: ``{statusCode: 404, body: JSON.stringify({message: "…"})}``."""
        status = self._known(self._module.entry(node, "statusCode"))
        body = self._module.entry(node, "body")
        if status is None or body is None:
            return []
        read = read_body(self._module, body)
        if read is None and not self._evaluator.is_text(body):
            return []
        read = read or Body((body,))
        return self._error(node, read.messages, status, read.code)


def _number(module: Module, node: Node | None) -> int | None:
    """A literal status below 400, which says that all is well."""
    text = module.unit.text(node) if node is not None and node.type == "number" else ""
    return int(text) if text.isdecimal() and len(text) == 3 else None
