"""One file being read by a language: its code, its scope, its evaluator, and the making of statements.

A language's ``extract`` opens a unit, walks over ``unit.calls()`` (and other nodes of its own), and makes statements by
:meth:`Unit.log` and :meth:`Unit.error`.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.model import Definition, Extraction, Field, Statement, Template, Unread
from sdd_impact.syntax.code import UnreadableError, parse, text_of
from sdd_impact.syntax.evaluate import Evaluator
from sdd_impact.syntax.grammar import table
from sdd_impact.syntax.handing import Found, Logged, handing
from sdd_impact.syntax.helpers import passed_on
from sdd_impact.syntax.mending import Mending, fullest
from sdd_impact.syntax.numbers import OPEN, statuses
from sdd_impact.syntax.scope import Scope
from sdd_impact.syntax.shapes import Captures, capture, every, shapes
from sdd_impact.syntax.spoken import better_known
from sdd_impact.syntax.telling import may_hand
from sdd_impact.syntax.testcode import is_test
from sdd_impact.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator, Sequence

    from tree_sitter import Node

    from sdd_impact.model import Audience, Location, Source
    from sdd_impact.syntax.code import Code
    from sdd_impact.syntax.grammar import Argument, Call


class Unit:
    """A source file under reading. ``language`` is what its statements are marked with; ``masks`` are further masking functions;
    ``also`` is a tree-sitter query whose captures :meth:`found` gives (None: not even the calls are asked for).

    Raises :class:`sdd_impact.syntax.UnreadableError` for a text that cannot be parsed in bounded time.
    """

    def __init__(
        self, source: Source, grammar: str, language: str = "", masks: tuple[str, ...] = (), also: str | None = ""
    ) -> None:
        self.source = source
        self.path = source.path
        self.language = language or grammar
        self.code: Code = parse(grammar, text_of(source))
        self.grammar = table(grammar)
        self.test = is_test(source.path)
        self._masks = masks
        self.also = also
        #: The log statements whose message is not known whole, as they were made.
        self.logged: list[Logged] = []

    @cached_property
    def scope(self) -> Scope:
        """The names of the file."""
        return Scope(self.code, self.grammar, self._nodes)

    @cached_property
    def evaluator(self) -> Evaluator:
        """Makes templates of expressions."""
        return Evaluator(self.code, self.grammar, self.scope, self._masks)

    # --- small questions -----------------------------------------------------------------------------------------

    def text(self, node: Node) -> str:
        """The source text of a node."""
        return self.code.text(node)

    def location(self, node: Node) -> Location:
        """The place of a node."""
        return self.code.location(self.path, node)

    def call(self, node: Node | None) -> Call | None:
        """A node read as a call, through parentheses and ``await``; None where it is none."""
        for _ in range(10):
            if node is None:
                return None
            if node.type in self.grammar.calls:
                return self.grammar.calls[node.type](self.code, node)
            node = self.grammar.through[node.type](node) if node.type in self.grammar.through else None
        return None

    def calls(self) -> Iterator[Call]:
        """Every call of the file in the order of the text."""
        for node in self.found("call"):
            yield self.grammar.calls[node.type](self.code, node)

    def calls_named(self, names: Container[str]) -> Iterator[Call]:
        """The calls whose last name is one of these, in the order of the text. Much faster than reading every call."""
        for name, node in self._call_names:
            if name in names:
                yield self.grammar.calls[node.type](self.code, node)

    @cached_property
    def _call_names(self) -> list[tuple[str, Node]]:
        named: list[tuple[str, Node]] = []
        data = self.code.data
        for node in self.found("call"):
            for part in _CALLED:
                function = node.child_by_field_name(part)
                if function is not None:
                    end = function.end_byte
                    last = data[max(function.start_byte, end - 80) : end].partition(b"<")[0].rpartition(b".")[2].strip()
                    named.append((last.decode("utf-8", "replace"), node))
                    break
        return named

    @cached_property
    def _nodes(self) -> dict[str, list[Node]]:
        """The calls, what the language asked for, and what the scope is made of, by kind: one walk over the tree."""
        kinds = {*shapes(self.grammar.declarations)}
        if self.also is not None:
            kinds |= {*self.grammar.calls, *shapes(self.also)}
        by_kind: dict[str, list[Node]] = {}
        for node in self.nodes(*sorted(kinds)):
            by_kind.setdefault(node.type, []).append(node)
        return by_kind

    @cached_property
    def _captured(self) -> dict[str, list[Node]]:
        """The nodes that the language's own query captures, by name, and all calls."""
        captured: dict[str, list[Node]] = {}
        for kind, patterns in shapes(self.also or "").items():
            for node in self._nodes.get(kind, ()):
                for _, captures in every(self.code, patterns, node):
                    for name, nodes in captures.items():
                        captured.setdefault(name, []).extend(nodes)
        found = {name: list(dict.fromkeys(nodes)) for name, nodes in captured.items()}
        return {**found, "call": [node for kind in self.grammar.calls for node in self._nodes.get(kind, ())]}

    def found(self, capture: str) -> list[Node]:
        """The nodes that the language's own query (``also``) captures under a name; ``call`` for all calls. In the order of the text."""
        return sorted(self._captured.get(capture, ()), key=lambda node: node.start_byte)

    def calls_with(self, pattern: re.Pattern[bytes]) -> Iterator[Call]:
        """The innermost calls around each place where a pattern is found, each once."""
        seen: set[int] = set()
        for found in pattern.finditer(self.code.data):
            node = self.code.root.descendant_for_byte_range(found.start(), found.start())
            for _ in range(8):
                if node is None or node.type in self.grammar.calls:
                    break
                node = node.parent
            if node is not None and node.type in self.grammar.calls and node.id not in seen:
                seen.add(node.id)
                yield self.grammar.calls[node.type](self.code, node)

    def nodes(self, *kinds: str) -> list[Node]:
        """Every node of these kinds in the order of the text, outer ones first."""
        listed = " ".join(f"({kind})" for kind in kinds)
        found = self.code.captures(f"[{listed}] @node").get("node", ())
        return sorted(found, key=lambda node: (node.start_byte, -node.end_byte))  # tree-sitter's own order is not always the same

    def shaped(self, query: str) -> list[Captures]:
        """What a query of :mod:`sdd_impact.syntax.shapes` captures, one entry for each match, in no order."""
        return capture(self.code, query)

    # --- statements ----------------------------------------------------------------------------------------------

    def message(self, node: Node | None, style: str = "", arguments: Sequence[Argument] = ()) -> tuple[Template, ...]:
        """The templates of a message: formatted by ``style`` where there are arguments (always, for ``format``)."""
        if node is None:
            return ()
        if style and (arguments or style in ("format", "dollar")):
            return self.evaluator.formatted(style, node, arguments)
        return self.evaluator.texts(node)

    def log(
        self,
        node: Node,
        templates: Iterable[Template],
        level: str | None,
        *,
        logger: str = "",
        fields: Sequence[Field] = (),
        opening: str = "",
        style: str = "",
        arguments: Sequence[Argument] = (),
    ) -> list[Statement]:
        """Log statements at a call, one for each template. ``style`` and ``arguments`` are kept for an ``opening`` alone.

        Of several texts an empty one is what a variable holds before it is set: it is left out.
        """
        every = tuple(templates)
        templates = [template for template in every if template.parts] or every
        base = Statement("log", self.location(node), self.language, Template(), level, logger, fields=tuple(fields))
        made = self._made(base, node, templates, opening, style, arguments)
        if len(made) == 1 and made[0].template.placeholders and logger != "console":
            self.logged.append(Logged(node, made[0], style, tuple(arguments)))
        return made

    def error(
        self,
        node: Node,
        templates: Iterable[Template],
        *,
        type: str = "",  # noqa: A002 - the noun's own field name
        audience: Audience = "internal",
        status: int | None = None,
        code: str = "",
        opening: str = "",
        style: str = "",
        arguments: Sequence[Argument] = (),
    ) -> list[Statement]:
        """Error statements at a ``raise``, ``throw``, ``return`` or expression, one for each template. An empty text is no message."""
        status = None if status == OPEN else status
        base = Statement(
            "error", self.location(node), self.language, Template(), status=status, code=code, type=type, audience=audience,
            constants=self._constants(node, code) if status is None or code else (),
        )  # fmt: skip
        return self._made(base, node, (template for template in templates if template.parts), opening, style, arguments)

    def _constants(self, node: Node, code: str) -> tuple[str, ...]:
        """The names in an error that a status or its code may come from: constants of other files."""
        if node.end_byte - node.start_byte > _LONGEST_ERROR:
            return ()
        text = _TEXTS.sub('""', self.text(node))
        names = (re.sub(r"::|->|\\", ".", found[1]).strip(".") for found in _CONSTANT.finditer(text))
        return tuple(dict.fromkeys(name for name in names if name != code or "." not in code))[:_MOST_CONSTANTS]

    def _made(
        self, base: Statement, node: Node, templates: Iterable[Template], opening: str, style: str, arguments: Sequence[Argument]
    ) -> list[Statement]:
        made = [
            base._replace(template=template, symbol=self.scope.symbol(node.start_byte), test=self.test) for template in templates
        ]
        if len(made) != 1 or not opening or len(made[0].template.parts) != 1 or made[0].template.literals:
            return made
        given = tuple(self.field(argument.keyword, argument.node) for argument in arguments if not argument.spread)
        return [made[0]._replace(opening=opening, style=style, arguments=given)]

    def field(self, name: str, node: Node | None) -> Field:
        """A structured field with the value that an expression prints."""
        return Field(name, self.evaluator.value(node) if node is not None else Template())

    # --- the whole -----------------------------------------------------------------------------------------------

    def definitions(self) -> tuple[Definition, ...]:
        """The texts that are constants of the file or of a class: with literal text, and bound only once."""
        found: list[Definition] = []
        for written, binding in self.scope.texts():
            name = self._public(written)
            if "." in name or binding.role not in ("assign", "declare", "member") or binding.value is None:
                continue
            full = f"{self.scope.symbol(binding.at)}.{name}" if binding.span >= 0 else name
            found += self._definitions_of(full, binding.value, binding.node, 3)
        return tuple(sorted(found, key=lambda definition: (definition.location.line, definition.location.column)))

    def _public(self, name: str) -> str:
        """A name as other files know it: without ``exports.`` in front; "" for what the file exports as a whole."""
        for prefix in self.grammar.exports:
            if name == prefix or name.startswith(prefix + "."):
                return name[len(prefix) + 1 :]
        return name

    def _definitions_of(self, name: str, value: Node, at: Node, depth: int) -> Iterator[Definition]:
        inner = value
        while inner.type in self.grammar.through and (deeper := self.grammar.through[inner.type](inner)) is not None:
            inner = deeper
        if inner.type in self.grammar.mappings and depth:
            for key, each in self.grammar.mappings[inner.type](self.code, inner):
                text = self.evaluator.key(key) if key is not None else ""
                if text:
                    yield from self._definitions_of(f"{name}.{text}" if name else text, each, each, depth - 1)
        elif inner.type in self.grammar.literals or inner.type in self.grammar.joins or inner.type in self.grammar.calls:
            templates = self.evaluator.texts(inner) if self.evaluator.is_text(inner) else ()
            if len(templates) == 1 and templates[0].literals and name:
                yield Definition(name, templates[0], self.location(at))

    def unread(self, looks_like: re.Pattern[bytes], statements: Iterable[Statement]) -> tuple[Unread, ...]:
        """Lines inside damaged regions that look like statements and gave none."""
        if not self.code.root.has_error:
            return ()
        read = {
            line for each in statements for line in range(each.location.line, max(each.location.line, each.location.end_line) + 1)
        }
        lines: dict[int, None] = {}
        for node in self.code.damaged():
            for found in looks_like.finditer(self.code.data, node.start_byte, node.end_byte):
                at = self.code.root.descendant_for_byte_range(found.start(), found.start())
                line = self.code.data.count(b"\n", 0, found.start()) + 1 if at is None else at.start_point[0] + 1
                if at is None or (at.type not in ("comment", "line_comment", "block_comment") and not self._in_string(at)):
                    lines[line] = None
        return tuple(
            Unread(self.path, "looks like a log or error statement, but the code around it does not parse", line, suspicious=True)
            for line in lines
            if line not in read
        )

    def _in_string(self, node: Node) -> bool:
        parent = node.parent
        return node.type in self.grammar.literals or (parent is not None and parent.type in self.grammar.literals)


#: Constants in an expression: ``STATUS_GONE``, ``Codes.GONE``, ``Codes::Gone``; and the texts, in which there are none.
_CONSTANT = late.regex(
    r"(?<![\w.$@>:])((?:\\?[A-Za-z_]\w*(?:\.|::|->|\\))*(?:[A-Z][A-Z0-9_]{2,}|(?<=[.:])[A-Z]\w{2,}))\b(?!\s*[(:]|\s*(?:\.|->)(?!value\b))"
)
_TEXTS = late.regex(r"\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`")
_LONGEST_ERROR = 1_000
_MOST_CONSTANTS = 6
_CALLED = ("function", "name", "constructor", "type", "method")


def read(
    source: Source,
    grammar: str,
    looks_like: re.Pattern[bytes],
    body: Callable[[Unit], Iterable[Statement]],
    *,
    language: str = "",
    candidate: re.Pattern[bytes] | None = None,
    defines: re.Pattern[bytes] | None = None,
    define: Callable[[Unit], Iterable[Definition]] | None = None,
    also: str = "",
    helpers: bool = False,
    mending: Mending | None = None,
) -> Extraction:
    """Read a file: open the unit, let ``body`` yield statements, add definitions and what could not be read. Never raises.

    ``looks_like`` finds what looks like a statement; a file without that (without a ``candidate``, where that is wider) is searched
    for definitions only, where it has what ``defines`` finds. ``define`` yields definitions of the language's own beside the constants.
    ``helpers``: errors that calls of the file's own functions say are read as well, see :mod:`sdd_impact.syntax.helpers`.
    ``mending``: how a file that does not parse is read nevertheless, see :mod:`sdd_impact.syntax.mending`.
    """
    data = text_of(source)
    promising = (candidate or looks_like).search(data) is not None
    defining = (defines or _DEFINES).search(data) is not None if defines or not promising else True
    handed = not is_test(source.path) and (promising or may_hand(data, commands=grammar == "ruby"))
    numbers = () if is_test(source.path) else tuple(statuses(source.path, data))
    if not promising and not handed and (not defining or is_test(source.path)):  # nobody asks for the constants of test code alone
        return Extraction(definitions=numbers)
    try:
        unit = Unit(source, grammar, language, also=also if promising or define else None)
    except UnreadableError as error:
        return Extraction(definitions=numbers, unread=(Unread(source.path, str(error), 0, promising),), damage=_BEYOND_USE)
    reader = _Reader(body if promising else None, helpers, handed)
    statements, found = reader.read(unit)
    units = [unit]
    if mending is not None and promising and unit.code.root.has_error:
        units, statements, found = _mended(unit, mending, reader, statements, found)
    statements.sort(key=lambda statement: statement.location)
    definitions = (*(_definitions(units, define) if defining else ()), *numbers)
    unread = unit.unread(looks_like, statements)
    damage = max(1, len(unit.code.damaged())) if unit.code.root.has_error else 0
    return Extraction(tuple(statements), definitions, unread, found.wrappers, found.handed, damage)


class _Reader(NamedTuple):
    """What is asked about a unit."""

    body: Callable[[Unit], Iterable[Statement]] | None
    helpers: bool
    handed: bool

    def read(self, unit: Unit) -> tuple[list[Statement], Found]:
        statements = list(self.body(unit)) if self.body is not None else []
        if self.helpers:
            statements += list(passed_on(unit, statements))
        found = handing(unit, statements) if self.handed else Found()
        return better_known(statements, found.statements) + list(found.statements), found


def _mended(
    unit: Unit, mending: Mending, reader: _Reader, statements: list[Statement], found: Found
) -> tuple[list[Unit], list[Statement], Found]:
    """The unit, and the one that says most where that is another; the statements of all readings; what the fullest one hands on."""
    readings = [(unit, statements, found)]
    for text in mending.texts(unit.code.data):
        try:
            other = Unit(unit.source._replace(data=text.data), unit.grammar.name, unit.language, also=unit.also)
        except UnreadableError:
            continue
        readings.append((other, *reader.read(other)))
        if text.whole and not other.code.root.has_error and fullest([each for _, each, _ in reversed(readings)])[0] == 0:
            return [unit, other], readings[-1][1], readings[-1][2]
    best, told = fullest([each for _, each, _ in readings])
    return ([unit, readings[best][0]] if best else [unit]), told, readings[best][2]


def _definitions(units: Sequence[Unit], define: Callable[[Unit], Iterable[Definition]] | None) -> Iterator[Definition]:
    """The definitions of a file, and those that a fuller reading of it has on other lines."""
    seen: set[int] = set()
    for unit in units:
        found = [*unit.definitions(), *(define(unit) if define else ())]
        yield from (each for each in found if each.location.line not in seen)
        seen.update(each.location.line for each in found)


#: The damage of a file that cannot be parsed at all.
_BEYOND_USE = 1_000_000
#: A line that may define a text: a name, ``=`` or ``:``, and a quote on that line or the next.
_DEFINES = late.regex(rb"""^[ \t]*[\w$ .<>\[\]"']*\b\w+["']?\s*(?::[^=\n]*)?[=:(][^\n"'`]*\n?[^\n"'`]*["'`]""", re.MULTILINE)
