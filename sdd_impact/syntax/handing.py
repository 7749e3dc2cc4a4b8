"""Functions of a file that log a text which they are given, and calls that may hand a text to one of another file.

``def log_event(message): logger.info("event: %s", message)`` makes ``log_event("Order sent")`` a log statement. Within a file every such
function is followed, also through a second one. To other files only a call whose name says so is kept (:data:`~sdd_impact.syntax.telling.TELLING`), with a text among its
arguments: what it reaches is decided where the whole tree is at hand.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.model import Given, Handed, Placeholder, Statement, Template, Wrapper
from sdd_impact.syntax.levels import chosen, folded
from sdd_impact.syntax.parameters import Parameters, parameters
from sdd_impact.syntax.spoken import MESSAGE, declared, expression, is_open, last, reaches, said, spoken
from sdd_impact.syntax.telling import OWNERS, TELLING, is_followed, places
from sdd_impact.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tree_sitter import Node

    from sdd_impact.model import Location
    from sdd_impact.syntax.bindings import Span
    from sdd_impact.syntax.grammar import Argument, Call
    from sdd_impact.syntax.unit import Unit

#: At most so many functions, calls and rounds in one file: a generated one may have thousands.
_MOST_WRAPPERS = 200
_MOST_HANDED = 400
_ROUNDS = 3
_AFTER = late.regex(r"[:\])>|=-]\s*$")
#: Kinds of values that are no text for people, whatever stands in front of them.
_TEXTS = frozenset(["any", "token", "enum"])
_INCLUDE = late.regex(rb"^[ \t]*#[ \t]*include[ \t]*[<\"](?:[^<>\"\n]*/)?([\w-]+)(?:\.\w+)*[>\"]", re.MULTILINE)
_FROM = late.regex(rb"^[ \t]*from[ \t]+([\w.]+)[ \t]+import[ \t]+(\([^()]{0,4000}\)|[^\n]{0,400})", re.MULTILINE)
_PRINTED = late.regex(rb"\bv(?:s|sn|as|asn)printf(?:_s)?\s*\(\s*&?\s*(\w+)\s*(\+?)[^;{}]{0,120},\s*(\w+)\s*,\s*\w+\s*\)")
_VARARGS = frozenset(["ap", "args", "va", "arglist", "argptr", "list"])
_STYLES = {
    "kotlin": "braces",
    "scala": "braces",
    "java": "braces",
    "c": "c-printf",
    "cpp": "c-printf",
    "php": "php-printf",
    "ruby": "ruby-printf",
}


class Logged(NamedTuple):
    """A log statement as a unit made it: its node, its style, and the arguments behind its message."""

    node: Node
    statement: Statement
    style: str
    arguments: tuple[Argument, ...]


class Found(NamedTuple):
    """What a file's own wrappers say, the wrappers that other files can call, and the calls that may reach one elsewhere."""

    statements: tuple[Statement, ...] = ()
    wrappers: tuple[Wrapper, ...] = ()
    handed: tuple[Handed, ...] = ()


def handing(unit: Unit, statements: Sequence[Statement]) -> Found:
    """Find a file's wrappers, what its calls say through them, and what it hands to other files. ``statements`` are those known already."""
    if unit.test:
        return Found()
    return _Reader(unit, statements).found()


class _Reader:
    """Reads one file."""

    def __init__(self, unit: Unit, statements: Sequence[Statement]) -> None:
        self._unit = unit
        self._statements = statements
        self._parameters: dict[int, Parameters] = {}
        self._wrappers: dict[str, list[Wrapper]] = defaultdict(list)
        self._local: set[str] = set()
        self._nodes: dict[Handed, Node] = {}
        self._defaults: dict[Location, tuple[tuple[str, str], ...]] = {}
        self._places = {(each.location.line, each.location.column) for each in statements if each.what == "log"}
        self._lines = {line for line, _ in self._places}

    def found(self) -> Found:
        """Everything, at once."""
        unit = self._unit
        self._of_logged()
        for each in self._wrappers.values():
            each[:] = folded(each, self._defaults)
        calls = list(self._calls())
        # A call of a wrapper that passes a parameter on makes the function around it one.
        fresh = set(self._wrappers)
        for _ in range(_ROUNDS):
            fresh = {name for call in calls if last(call.callee) in fresh for name in self._relay(call)}
            if not fresh:
                break
            calls = list(self._calls())
        told: list[Statement] = []
        handed: list[Handed] = []
        known = {(each.location.line, each.template) for each in self._statements if each.what == "log"}
        for call in calls:
            said_here = spoken(call, self._wrappers.get(last(call.callee), ()))
            told += (each for each in said_here if (each.location.line, each.template) not in known)
            if not said_here and len(handed) < _MOST_HANDED and self._may_leave(call):
                handed.append(call)
        exported = tuple(
            wrapper
            for name, found in self._wrappers.items()
            if name not in self._local
            for wrapper in found
            if TELLING.search(name) or OWNERS.search(last(wrapper.name.rpartition(".")[0]))
            if any(form.encode() in unit.code.data for form in declared(name, unit.language))
        )
        return Found(tuple(told), exported, tuple(handed))

    # --- wrappers ------------------------------------------------------------------------------------------------

    def _of_logged(self) -> None:
        kept = {(each.location, each.template): each for each in self._statements if each.what == "log"}
        for logged in self._unit.logged[: 20 * _MOST_WRAPPERS]:
            statement = kept.get((logged.statement.location, logged.statement.template))
            if statement is not None and len(self._wrappers) < _MOST_WRAPPERS:
                self._add(statement, self._unit.call(logged.node), logged.style, logged.arguments)

    def _add(self, statement: Statement, call: Call | None, style: str, arguments: Sequence[Argument], at: int = -1) -> str:
        """Add the function around a statement, where it prints one of its parameters as a message; its name, or ""."""
        holes = [hole for hole in statement.template.placeholders if is_open(hole)]
        position = call.node.start_byte if call is not None else at
        if not holes or position < 0:
            return ""
        for index in self._unit.scope.chain(position):
            span = self._unit.scope.spans[index]
            if span.kind != "function":
                return ""
            taken = self._taken(index, span)
            if self._unit.language in ("c", "cpp"):
                printed = self._printed(span, statement, taken)
                if printed is not None:
                    return self._wrapper(span, taken, printed, call, "c-printf", (), passed=True)
            if any(expression(hole) in taken.names for hole in holes):
                return self._wrapper(span, taken, statement, call, style, arguments)
            if span.name:
                return ""
        return ""

    def _printed(self, span: Span, statement: Statement, taken: Parameters) -> Statement | None:
        """The statement with the format in the place of the buffer that ``vsnprintf(buffer, size, format, ap)`` filled; None where there is none."""
        data = self._unit.code.data[span.start : span.end]
        found = {each[1].decode(): each for each in _PRINTED.finditer(data)} if b"printf" in data else {}
        named = {buffer: each for buffer, each in found.items() if each[3].decode() in taken.names and buffer not in taken.names}
        parts: list[str | Placeholder] = []
        for part in statement.template.parts:
            printed = named.get(expression(part)) if isinstance(part, Placeholder) else None
            if printed is None or not isinstance(part, Placeholder):
                parts.append(part)
                continue
            before = (part._replace(expression=""),) if printed[2] else ()  # printed behind what the buffer holds already
            parts += (*before, part._replace(expression=printed[3].decode()))
        return statement._replace(template=Template(tuple(parts))) if parts != list(statement.template.parts) else None

    def _taken(self, index: int, span: Span) -> Parameters:
        if index not in self._parameters:
            node = span.node
            self._parameters[index] = parameters(self._unit.code, self._unit.grammar, node) if node is not None else Parameters()
        return self._parameters[index]

    def _wrapper(
        self,
        span: Span,
        taken: Parameters,
        statement: Statement,
        call: Call | None,
        style: str,
        arguments: Sequence[Argument],
        *,
        passed: bool = False,
    ) -> str:
        if not span.name or not any(_is_message(statement.template, at, taken) for at in range(len(statement.template.parts))):
            return ""
        name = last(span.name)
        full = self._unit.scope.symbol(span.start)
        parent = self._unit.scope.spans[span.parent] if span.parent >= 0 else None
        if parent is not None and parent.kind == "function":
            self._local.add(name)
            full = name
        elif parent is None:
            full = span.name
        rest = taken.at if taken.rest and (passed or self._passes_on(call, taken.rest, arguments)) else -1
        level, default = chosen(self._unit.code, call, taken) if statement.level is None else ("", None)
        wrapper = Wrapper(
            full, statement.location, self._unit.language, taken.names, statement, rest,
            (style or _STYLES.get(self._unit.language, "")) if rest >= 0 else "",
            level,
            bool(taken.keywords) and call is not None and any(self._unit.text(each.node).lstrip("*") == taken.keywords for each in call.arguments),
            default,
            taken.extends,
        )  # fmt: skip
        self._wrappers[name].append(wrapper)
        self._defaults[statement.location] = taken.defaults
        return name

    def _passes_on(self, call: Call | None, rest: str, arguments: Sequence[Argument]) -> bool:
        nodes = [*arguments, *(call.arguments if call is not None else ())]
        texts = {self._unit.text(each.node).strip("*.& ") for each in nodes}
        return rest in {text.lstrip("$") for text in texts} or (rest == "..." and bool(texts & _VARARGS))

    def _relay(self, call: Handed) -> Iterator[str]:
        """The functions that a call makes wrappers: it hands a parameter of theirs to a wrapper."""
        for wrapper in self._wrappers.get(last(call.callee), ())[:8] if call.location.line else ():
            passing = any(is_open(part) for each in call.arguments for text in each.texts[:1] for part in text.parts)
            if not passing or not reaches(wrapper, call) or self._is_own(wrapper, call):
                continue
            for statement in said(wrapper, call, relayed=True)[:1]:
                node = self._nodes.get(call)
                if node is None or any(_same(statement, each.statement) for found in self._wrappers.values() for each in found):
                    continue
                further = self._unit.call(node)
                style = wrapper.style if wrapper.rest >= 0 else ""
                name = self._add(
                    statement, further, style, further.arguments[wrapper.rest :] if further and wrapper.rest >= 0 else ()
                )
                if name:
                    yield name

    def _is_own(self, wrapper: Wrapper, call: Handed) -> bool:
        """Whether a call stands in the wrapper itself, and not in another function of the same name (``log(m)`` that calls ``log(level, m)``)."""
        if wrapper.statement.symbol != call.symbol:
            return False
        node = self._nodes.get(call)
        chain = self._unit.scope.chain(node.start_byte) if node is not None else ()
        spans = ((index, self._unit.scope.spans[index]) for index in chain)
        around = next((self._taken(index, span) for index, span in spans if span.kind == "function"), None)
        return around is None or around.names == wrapper.parameters

    # --- calls ---------------------------------------------------------------------------------------------------

    def _calls(self) -> Iterator[Handed]:
        """The calls of the file's own wrappers, and those that may reach one elsewhere."""
        self._nodes.clear()
        unit = self._unit
        starts = set(places(unit.code.data, commands=unit.language == "ruby"))
        if self._wrappers:
            names = b"|".join(sorted(name.encode() for name in self._wrappers))
            starts |= {
                found.start() for found in re.finditer(rb"(?<![\w$])(?:" + names + rb")(?=\s*[(<]| [\"'\w:@])", unit.code.data)
            }
        seen: set[int] = set()
        for start in sorted(starts):
            node = self._around(start)
            if node is None or node.id in seen or len(seen) > 4 * _MOST_HANDED:
                continue
            seen.add(node.id)
            if node.start_point[0] + 1 in self._lines and self._is_told(node):
                continue
            call = unit.grammar.calls[node.type](unit.code, node)
            if not call.made and call.arguments and unit.code.data[start : start + len(call.name)] == call.name.encode():
                handed = self._handed(node, call)
                if handed is not None:
                    self._nodes[handed] = node
                    yield handed

    def _is_told(self, node: Node) -> bool:
        """Whether a call is a log statement by itself."""
        at = self._unit.location(node)
        return (at.line, at.column) in self._places

    def _around(self, at: int) -> Node | None:
        node = self._unit.code.root.descendant_for_byte_range(at, at + 1)
        for _ in range(8):
            if node is None or node.type in self._unit.grammar.calls:
                return node
            node = node.parent
        return None

    def _handed(self, node: Node, call: Call) -> Handed | None:
        unit = self._unit
        evaluator = unit.evaluator
        own = call.name in self._wrappers
        arguments: list[Given] = []
        worded = False
        for each in call.arguments:
            text = evaluator.is_text(each.node)
            texts = evaluator.texts(each.node) if text else (Template.of(evaluator.placeholder(each.node)),)
            worded = worded or (text and any(one.literals for one in texts))
            arguments.append(Given("*" if each.spread else each.keyword, texts, text))
        if not worded and not own:
            return None
        around = unit.scope.class_at(node.start_byte)
        symbol = unit.scope.symbol(node.start_byte)
        classes = (around.name, *(last(base) for base in unit.scope.bases(around))) if around is not None else ()
        if unit.language in ("go", "cpp", "c") and "." in symbol:
            classes = (*classes, last(symbol.rpartition(".")[0]))
        first = call.callee.partition(".")[0]
        declared = evaluator.declared(call.receiver) if call.receiver is not None else ""
        return Handed(
            call.callee, unit.location(node), unit.language, tuple(arguments), symbol, tuple(dict.fromkeys(classes)),
            last(re.sub(r"<.*>|\[.*\]|[*&?\s]|const\b|^:", "", declared).replace("::", ".")), self._origin(first, node),
        )  # fmt: skip

    def _origin(self, name: str, node: Node) -> tuple[str, ...]:
        """The words of the import that a name comes from."""
        if self._unit.language == "python":
            return self._from(name)
        if self._unit.language in ("c", "cpp"):
            return self._included
        bound = self._unit.scope.lookup(name, node.start_byte) if name.isidentifier() else None
        if bound is None or bound.where != "import":
            return ()
        found = next((each.node for each in self._unit.scope.bindings(name) if each.role == "import"), None)
        for _ in range(5):
            if found is None or found.parent is None or found.parent.parent is None:
                break
            found = found.parent
        text = self._unit.code.folded(found, 400) if found is not None else ""
        return tuple(sorted(set(re.findall(r"\w+", text))))

    @cached_property
    def _included(self) -> tuple[str, ...]:
        """The files that a file of C includes, without what their names end with."""
        return tuple(sorted({found[1].decode("utf-8", "replace") for found in _INCLUDE.finditer(self._unit.code.data)}))

    def _from(self, name: str) -> tuple[str, ...]:
        """The same in Python: the module that a name, or what it is another name for, is imported from."""
        data = self._unit.code.data
        if b"import" not in data or not name.isidentifier():
            return ()
        imported = (
            set(re.findall(r"\w+", found[1].decode("utf-8", "replace")))
            for found in _FROM.finditer(data)
            if name in re.findall(r"\w+", found[2].decode("utf-8", "replace"))
        )
        return tuple(sorted(next(imported, ())))

    def _may_leave(self, call: Handed) -> bool:
        """Whether a call may reach a function of another file: its name says so, and none of this file has it."""
        name = last(call.callee)
        owner = call.callee.rpartition(".")[0]
        if not is_followed(last(owner), name):
            return False
        if not any(says_something(each) for each in call.arguments):
            return False
        return bool(owner) or name not in self._own_names()

    def _own_names(self) -> frozenset[str]:
        if not hasattr(self, "_names"):
            self._names = frozenset(span.name for span in self._unit.scope.spans if span.kind == "function" and span.name)
        return self._names


def says_something(argument: Given) -> bool:
    """Whether an argument is a text with a word in it."""
    return argument.text and any(re.search(r"[^\W\d_]{2,}", literal) for text in argument.texts for literal in text.literals)


def _same(one: Statement, other: Statement) -> bool:
    return (one.location, one.level, one.template) == (other.location, other.level, other.template)


def _is_message(template: Template, at: int, taken: Parameters) -> bool:
    """Whether the part at a position is a parameter that holds a message: by its name, as the whole text, or at its end behind a mark."""
    part = template.parts[at]
    if not isinstance(part, Placeholder) or not is_open(part) or expression(part) not in taken.names:
        return False
    if MESSAGE.match(expression(part)):
        return True
    if part.kind not in _TEXTS:
        return False
    before = template.parts[at - 1] if at else ""
    return at == len(template.parts) - 1 and (not at or (isinstance(before, str) and _AFTER.search(before) is not None))
