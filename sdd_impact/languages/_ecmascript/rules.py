"""Messages of validation rules: zod, yup, joi, class-validator, express-validator, mongoose, forms. The customer reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tree_sitter import Node

    from sdd_impact.languages._ecmascript.module import Module
    from sdd_impact.model import Statement
    from sdd_impact.syntax import Call

#: Packages of rules that are chained calls: the message is an argument or an option.
_CHAINED = frozenset(["zod", "zod/v3", "zod/v4", "zod/mini", "yup", "joi", "@hapi/joi", "celebrate", "valibot", "vest"])
_DECORATORS = frozenset(["class-validator"])
_MIDDLEWARE = frozenset(["express-validator"])
#: Packages whose rules are the entries of an object: ``required: [true, "…"]``, ``required: "…"``, ``min: {value, message}``.
_TABLES = frozenset(["mongoose", "@nestjs/mongoose", "react-hook-form", "vee-validate", "antd"])

#: Rule → position of its message as a text; options with a message may stand at any position.
_AT_FIRST = frozenset(
    ["email", "url", "uuid", "uuidv4", "cuid", "cuid2", "ulid", "nanoid", "datetime", "date", "time", "ip", "ipv4", "ipv6",
     "base64", "emoji", "jwt", "int", "positive", "negative", "nonnegative", "nonpositive", "nonempty", "required", "finite",
     "safe", "integer", "typeError", "strict", "defined", "nonNullable", "lowercase", "uppercase", "message", "error",
     "withMessage", "round", "truncate", "nonEmpty", "string", "number", "boolean"]
)  # fmt: skip
_AT_SECOND = frozenset(
    ["min", "max", "length", "size", "gt", "gte", "lt", "lte", "more", "less", "multipleOf", "step", "regex", "matches",
     "pattern", "startsWith", "endsWith", "includes", "refine", "test", "oneOf", "notOneOf", "equals", "when", "check",
     "minLength", "maxLength", "minValue", "maxValue"]
)  # fmt: skip
_OPTIONS = ("message", "required_error", "invalid_type_error", "error")
_TABLE_KEYS = frozenset(
    ["required", "min", "max", "minlength", "maxlength", "minLength", "maxLength", "match", "pattern", "enum", "validate", "unique"]
)


#: Last names of callees that may state a rule.
METHODS = frozenset([*_AT_FIRST, *_AT_SECOND, "addIssue", "messages", "object", "array", "bigint", "literal"])
#: A file that imports none of these states no rules.
PACKAGES = _CHAINED | _DECORATORS | _MIDDLEWARE | _TABLES


class Rules:
    """Reads the messages of the validation rules of one file."""

    def __init__(self, module: Module) -> None:
        self._module = module
        self._unit = module.unit
        self._evaluator = module.evaluator
        self._chained = bool(module.modules & _CHAINED)
        self._decorated = bool(module.modules & _DECORATORS)
        self._middle = bool(module.modules & _MIDDLEWARE)
        self.tables = bool(module.modules & _TABLES)
        self.present = self._chained or self._decorated or self._middle

    def read(self, call: Call) -> list[Statement]:
        """The statements of a call that states a rule with its message; none where it states none."""
        if call.made:
            return []
        if self._decorated and call.node.parent is not None and call.node.parent.type == "decorator":
            return self._statements(self._options(call, ("message",)))
        if self._middle and call.name == "withMessage":
            return self._statements(self._text_at(call, 0))
        if not self._chained:
            return []
        if call.name == "addIssue":
            return self._statements(self._options(call, ("message",)))
        if call.name == "messages":
            return self._statements(value for _, value in self._module.entries(call.at(0)) or ())
        if not self._is_rule(call):
            return []
        if call.name in _AT_FIRST and self._evaluator.is_text(call.positional[0].node):
            return self._statements(self._text_at(call, 0))
        at = self._text_at(call, 1) if call.name in _AT_SECOND else ()
        return self._statements([*at, *self._options(call, _OPTIONS)])

    def _is_rule(self, call: Call) -> bool:
        """Whether a chain begins at a package of rules; ``refine`` and its kind count on any object of such a file."""
        if not call.arguments:
            return False
        root = self._module.imports.get(call.callee.partition(".")[0].removesuffix("()"))
        return (root is not None and root.module in _CHAINED) or call.name in ("refine", "matches", "typeError")

    def _text_at(self, call: Call, position: int) -> list[Node]:
        node = call.at(position)
        return [node] if node is not None else []

    def _options(self, call: Call, keys: tuple[str, ...]) -> Iterator[Node]:
        for argument in call.positional:
            plain = self._module.plain(argument.node)
            if plain is not None and plain.type == "object":
                yield from (value for key, value in self._module.entries(plain) or () if key in keys)

    def entry(self, pair: Node) -> list[Statement]:
        """``required: [true, "…"]``, ``validate: {validator, message: "…"}``, ``required: "…"`` in an object of rules."""
        key, value = pair.child_by_field_name("key"), self._module.plain(pair.child_by_field_name("value"))
        if key is None or value is None or self._evaluator.key(key) not in _TABLE_KEYS:
            return []
        if value.type == "array" and len(value.named_children) == 2 and not self._evaluator.is_text(value.named_children[0]):
            return self._statements([value.named_children[1]])
        if value.type == "object":
            return self._statements(each for name, each in self._module.entries(value) or () if name == "message")
        return self._statements([value]) if self._evaluator.key(key) in ("required", "validate") else []

    def _statements(self, nodes: Iterable[Node]) -> list[Statement]:
        found: list[Statement] = []
        for node in nodes:
            if self._evaluator.is_text(node):
                found += self._unit.error(node, self._evaluator.texts(node), audience="customer")
        return found
