"""How a message is filled in with its arguments: by the logging library's rules, or by what the message itself shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.languages._jvm.frameworks import JBOSS, JUL, SYSTEM, UNKNOWN
from sdd_impact.model import Placeholder, Template
from sdd_impact.syntax import dotted
from sdd_impact.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tree_sitter import Node

    from sdd_impact.languages._jvm.arguments import Arguments
    from sdd_impact.languages._jvm.frameworks import Framework
    from sdd_impact.languages._jvm.names import Names
    from sdd_impact.syntax import Argument, Unit

_NUMBERED = late.regex(r"\{\d")
_PRINTF = late.regex(r"%(?:\d+\$)?[-#+ 0,(]*\d*(?:\.\d+)?[a-zA-Z]")
#: Libraries whose formatter looks for ``{0`` before it formats at all.
_LOOKS_FIRST = (JUL, SYSTEM, UNKNOWN)


#: Calls that fill in a template → their style.
_FORMATS = {
    "String.format": "java-printf",
    "formatted": "java-printf",
    "MessageFormat.format": "message",
    "Strings.lenientFormat": "printf",
}
#: How methods end that give an enum member's text.
_TELLING = ("message", "text", "description", "value")
_CONSTANT = late.regex(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*")


class Filled(NamedTuple):
    """A message: its templates; the symbol of another file that holds its text, and the style and arguments that will fill that."""

    templates: tuple[Template, ...]
    style: str = ""
    arguments: tuple[Argument, ...] = ()
    opening: str = ""


class Filling:
    """Fills the messages of one file."""

    def __init__(self, unit: Unit, names: Names, arguments: Arguments) -> None:
        self._unit = unit
        self._names = names
        self._arguments = arguments

    def by_library(self, message: Node, rest: Sequence[Argument], style: str, framework: Framework) -> Filled:
        """A message with its arguments as a library fills it in; ``style`` is what the called method uses ("" for nothing)."""
        return self._opened(message, self._by_library(message, rest, style, framework))

    def _by_library(self, message: Node, rest: Sequence[Argument], style: str, framework: Framework) -> Filled:
        left = self._without_throwable(rest, style, framework)
        always = framework.always or (framework == JBOSS and style == "java-printf")
        if not left and not always:
            return Filled(self._texts(message))
        if framework == UNKNOWN and style in ("", "braces"):
            style = self._shown(self._unit.evaluator.texts(message), style)
        if not style or (style == "message" and framework in _LOOKS_FIRST and not self._numbered(message)):
            return Filled(self._unit.evaluator.texts(message), style, tuple(left))
        return Filled(self._structured(self._unit.evaluator.formatted(style, message, left), left), style, tuple(left))

    def _structured(self, templates: Sequence[Template], arguments: Sequence[Argument]) -> tuple[Template, ...]:
        """The templates with what structured arguments show in their holes."""
        shown = {self._unit.code.folded(each.node): parts for each in arguments if (parts := self._arguments.shown(each.node))}
        if not shown:
            return tuple(templates)

        def replaced(template: Template) -> Iterator[str | Placeholder]:
            for part in template.parts:
                yield from shown.get(part.expression, (part,)) if isinstance(part, Placeholder) else (part,)

        return tuple(Template.of(*replaced(each)) for each in templates)

    def by_itself(self, message: Node, rest: Sequence[Argument]) -> Filled:
        """A message whose method is of no known library: filled in where it shows holes and arguments follow."""
        return self._opened(message, self._by_itself(message, rest))

    def _by_itself(self, message: Node, rest: Sequence[Argument]) -> Filled:
        plain = self._texts(message)
        left = [argument for argument in rest if argument.spread or not self._arguments.is_throwable(argument.node)]
        style = self._shown(plain, "") if left else ""
        return Filled(self._unit.evaluator.formatted(style, message, left), style, tuple(left)) if style else Filled(plain)

    def _texts(self, message: Node) -> tuple[Template, ...]:
        """The templates of a message without arguments. A call like ``Messages.NotFound(name)`` out of a bundle is its key."""
        if key := self.message_key(message):
            return (Template.of(key),)
        return self._unit.evaluator.texts(message)

    def message_key(self, node: Node) -> str:
        """The key that a method of a generated class ``Messages`` stands for; "" for any other expression."""
        call = self._unit.call(node)
        return (
            call.name
            if call is not None and not call.made and call.owner.rpartition(".")[2] == "Messages" and call.name[:1].isupper()
            else ""
        )

    def _opened(self, message: Node, filled: Filled) -> Filled:
        """With the symbol that holds the text, where it is in another file: a constant, perhaps inside ``String.format``."""
        if len(filled.templates) != 1 or filled.templates[0].literals:
            return filled
        if opening := self._opening(message):
            return filled._replace(opening=opening)
        call = self._unit.call(message)
        if call is None:
            return filled
        if holder := self.holder(message):
            return filled._replace(opening=holder)
        style = _FORMATS.get(f"{call.owner.rpartition('.')[2]}.{call.name}") or _FORMATS.get(call.name, "")
        arguments = list(call.positional)
        template = call.receiver if call.name == "formatted" else arguments.pop(0).node if style and arguments else None
        opening = self._opening(template) if style and template is not None else ""
        return Filled(filled.templates, style, tuple(arguments), opening) if opening else filled

    def _opening(self, node: Node) -> str:
        """The symbol of another file that an expression is; one that is imported statically with its class."""
        opening = self._unit.evaluator.opening(node)
        return ".".join(self._names.static[opening].split(".")[-2:]) if opening in self._names.static else opening

    def holder(self, node: Node) -> str:
        """``ErrorCode.LOCKED`` of ``ErrorCode.LOCKED`` and of ``ErrorCode.LOCKED.getMessage()``; "" for anything else."""
        call = self._unit.call(node)
        if call is not None:
            if call.made or call.arguments or call.receiver is None or not call.name.lower().endswith(_TELLING):
                return ""
            node = call.receiver
        if node.type not in self._unit.grammar.members:
            return ""
        text = dotted(self._unit.code, node, self._unit.grammar)
        return text if _CONSTANT.fullmatch(text.rpartition(".")[2]) and text[:1].isupper() else ""

    def _without_throwable(self, rest: Sequence[Argument], style: str, framework: Framework) -> list[Argument]:
        """The arguments without an exception at the end that the library takes for the stack trace."""
        left = list(rest)
        if not left or left[-1].spread or framework.throwable == "fills" or not self._arguments.is_throwable(left[-1].node):
            return left
        fills = style == "java-printf" and framework == JBOSS  # infof(String, Object...) has no place for an exception at the end
        if not fills and (framework.throwable == "never" or len(left) == 1):
            left.pop()
        return left

    def _numbered(self, message: Node) -> bool:
        return any(_NUMBERED.search(text) for each in self._unit.evaluator.texts(message) for text in each.literals)

    @staticmethod
    def _shown(templates: Sequence[Template], style: str) -> str:
        """The style that a message shows by itself, else ``style``."""
        text = "".join(literal for each in templates for literal in each.literals)
        if "{}" in text:
            return "braces"
        if _NUMBERED.search(text):
            return "message"
        return "java-printf" if _PRINTF.search(text) else style
