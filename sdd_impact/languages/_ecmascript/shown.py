"""Error messages that a person reads on a page or in a terminal: toasts, alerts, form errors, assertions, command lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.languages._ecmascript import failures
from sdd_impact.languages._ecmascript.bodies import read_body

if TYPE_CHECKING:
    from tree_sitter import Node

    from sdd_impact.languages._ecmascript.module import Module
    from sdd_impact.model import Audience, Statement
    from sdd_impact.syntax import Call

#: Functions that keep or show the error of a form: ``setError``, ``setPasswordError``, ``showErrorMessage``, ``toastError``.
SHOWS = late.regex(r"(?:set|show|display|notify|toast|flash)(?:[A-Z]\w*)?Err(?:or)?s?(?:[A-Z]\w*)?")
_TOAST = late.regex(r"(?i)\$?\w*(?:toast|toaster|toastr|snackbar|notification|notifications|notify|notifier)(?:s|service|api)?")
#: Calls with options that say which kind of notice it is.
_NOTICES = frozenset(
    ["toast", "$toast", "enqueueSnackbar", "notify", "$notify", "fire", "message", "$message", "ElMessage", "ElNotification", "notification",
     "addNotification", "showNotification", "addToast", "showToast", "openSnackbar", "createToast", "swal", "Swal"]
)  # fmt: skip
_KIND_KEYS = ("type", "variant", "status", "severity", "icon", "intent", "color", "appearance", "theme", "kind", "level")
_BAD_KINDS = frozenset(["error", "danger", "destructive", "negative", "failure", "critical", "fail"])
_TEXT_KEYS = ("title", "summary", "heading", "message", "text", "description", "detail", "content", "html", "body")

#: Assertion → position of its message.
ASSERTIONS = {
    **dict.fromkeys(["assert", "invariant", "ok", "nullthrows", "isTrue", "isDefined", "exists"], 1),
    **dict.fromkeys(
        ["equal", "strictEqual", "deepEqual", "deepStrictEqual", "notEqual", "notStrictEqual", "match", "doesNotMatch"], 2
    ),
    "fail": 0,
}
_ASSERTERS = frozenset(["assert", "invariant", "nullthrows"])
_COMMANDS = frozenset(["program", "commander", "command", "parser", "yargs", "core"])

#: Last names of callees that may show an error; names that :data:`SHOWS` fits come on top.
METHODS = frozenset([*_NOTICES, "error", "danger", "setFailed", "alert", "flash", "setCustomValidity", "render", "setState"])


class Shown:
    """Reads the error messages of one file that a person reads."""

    def __init__(self, module: Module) -> None:
        self._module = module
        self._unit = module.unit
        self._evaluator = module.evaluator

    def read(self, call: Call) -> list[Statement]:
        """The statements of a call that shows an error; none where it shows none."""
        if call.made or not call.arguments:
            return []
        if call.name in ("error", "danger", "setFailed"):
            return self._by_method(call)
        if call.name == "alert":
            return self._texts(call, call.positional[-1].node if call.owner == "Alert" else call.at(0), "customer")
        if call.name == "setCustomValidity":
            return self._texts(call, call.at(0), "customer")
        if call.name == "flash":
            kind = (self._evaluator.literal(call.at(0)) or "").lower()
            return self._texts(call, call.at(1), "customer") if kind.rstrip("s") in _BAD_KINDS else []
        if call.name in ("render", "setState"):
            return self._page(call)
        if SHOWS.fullmatch(call.name):
            return self._kept(call)
        if call.name in _NOTICES:
            return self._notice(call)
        return []

    def _statements(self, call: Call, message: Node | None, audience: Audience, kind: str = "") -> list[Statement]:
        if message is None:
            return []
        opening = self._evaluator.opening(message)
        texts = self._evaluator.texts(message)
        return self._unit.error(self._module.thrower(call.node), texts, type=kind, audience=audience, opening=opening)

    def _texts(self, call: Call, message: Node | None, audience: Audience) -> list[Statement]:
        return self._statements(call, message, audience) if message is not None and self._evaluator.is_text(message) else []

    def _notices(self, call: Call, given: Node | None) -> list[Statement]:
        """A notice from its text, or from options that may hold a heading and a text: both are shown."""
        if given is None or self._module.entries(given) is None:
            return self._statements(call, given, "customer")
        entries = dict(self._module.entries(given) or ())
        told = [entries[key] for key in _TEXT_KEYS if key in entries]
        texts = [node for node in told if self._evaluator.is_text(node)] or told[:1]
        return [found for node in texts for found in self._statements(call, node, "customer")]

    def _by_method(self, call: Call) -> list[Statement]:
        """``toast.error(…)``, ``message.error(…)`` for the customer, ``program.error(…)`` for who runs the program."""
        owner = self._module.last_name(call.receiver)
        if owner in _COMMANDS:
            return self._texts(call, call.at(0), "operator")
        if call.name != "setFailed" and (_TOAST.fullmatch(owner) or owner in failures.TOASTS):
            return self._notices(call, call.at(0))
        return []

    def _notice(self, call: Call) -> list[Statement]:
        """``toast(text, {type: "error"})``, ``notify({type: "error", text})``, ``Swal.fire("Oops", text, "error")``."""
        told = [self._evaluator.literal(self._module.entry(each.node, *_KIND_KEYS)) for each in call.positional]
        if not any(kind in _BAD_KINDS for kind in told):
            plain = [self._evaluator.literal(each.node) for each in call.positional]
            if len(plain) == 3 and plain[2] in _BAD_KINDS:
                return self._texts(call, call.at(1), "customer")
            return []
        return self._notices(call, call.at(0))

    def _kept(self, call: Call) -> list[Statement]:
        """``setError("…")``, ``setError("email", {message: "…"})``, ``setErrors({email: "…"})``."""
        texts = [each.node for each in call.positional if self._evaluator.is_text(each.node)]
        objects = [each.node for each in call.positional if self._module.entries(each.node) is not None]
        for node in objects:
            body = read_body(self._module, node)
            if body and body.messages:
                return [found for message in body.messages for found in self._texts(call, message, "customer")]
            values = [value for _, value in self._module.entries(node) or ()]
            return [found for value in values for found in self._texts(call, value, "customer")]
        if texts:
            return self._texts(call, texts[-1], "customer")
        named = [each.node for each in call.positional if failures.TEXT_NAME.fullmatch(self._module.last_name(each.node))]
        return self._statements(call, named[0], "customer") if named else []

    def _page(self, call: Call) -> list[Statement]:
        """``res.render("login", {error: "…"})``, ``this.setState({error: "…"})``."""
        for argument in call.positional:
            message = self._module.entry(argument.node, "error", "errorMessage", "errorMsg", "err")
            if message is not None:
                return self._texts(call, message, "customer")
        return []

    def asserted(self, call: Call) -> list[Statement]:
        """``assert(value, "…")``, ``assert.equal(a, b, "…")``, ``invariant(value, "…")``."""
        root = call.callee.partition(".")[0]
        if root not in _ASSERTERS or call.callee.count(".") > 1 or call.name not in ASSERTIONS:
            return []
        message = call.at(ASSERTIONS[call.name])
        return (
            self._statements(call, message, "internal", call.callee)
            if message is not None and self._evaluator.is_text(message)
            else []
        )
