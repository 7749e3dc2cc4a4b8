"""A whole SPL search: the base search and the commands behind its pipes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.model import AllOf, AnyOf, Opaque, Query, Regex, Routing
from sdd_impact.searches._spl import search
from sdd_impact.searches._spl.commands import ADDING, ELSEWHERE, PASSING, REPORTING, WITHOUT_LINES
from sdd_impact.searches._spl.computed import Computed, Made, read_through
from sdd_impact.searches._spl.conditions import alternatives, condition
from sdd_impact.searches._spl.counting import counted
from sdd_impact.searches._spl.expressions import Expr, assignments
from sdd_impact.searches._spl.lexing import MOST_CHARACTERS, Piece, SplError, commands, subsearches, unquote, without_comments
from sdd_impact.searches._spl.macros import Knowledge, expand
from sdd_impact.searches._trees import NO_LINE, all_of, any_of, line_or_field, negation
from sdd_impact.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

_NAME = late.regex(r"\s*([A-Za-z_][\w.]*)")
_OPTION = late.regex(r'([\w.]+)\s*=\s*("(?:[^"\\]|\\.)*"|[^\s"]+)')
_STRING = late.regex(r'"(?:[^"\\]|\\.)*"', re.DOTALL)
_NAMES_AS = late.regex(r"""\bas\s+("[^"]*"|'[^']*'|[\w.{}:@-]+)""", re.IGNORECASE)
_RENAME = late.regex(r"""("[^"]*"|'[^']*'|[\w.{}:@*-]+)\s+as\s+("[^"]*"|'[^']*'|[\w.{}:@*-]+)""", re.IGNORECASE)
_GROUP = late.regex(r"\(\?P?<([A-Za-z_]\w*)>")
_DEEPEST = 8
_MOST_COMMANDS = 500


class Parsed(NamedTuple):
    """What a search asks of a line, and the texts of its alternatives (``SavedSearch.parts``)."""

    query: Query
    parts: tuple[str, ...] = ()


def parse(text: str, knowledge: Knowledge | None = None) -> Parsed:
    """Read a search. What is not understood is :class:`Opaque` in the tree; never raises."""
    known = knowledge or Knowledge()
    if len(text) > MOST_CHARACTERS:
        return Parsed(Opaque(text[:200] + " …", "too long to be read"))
    try:
        return _Pipeline(known, 0).read(without_comments(expand(without_comments(text), known.macros)))
    except SplError as error:
        return Parsed(Opaque(text.strip(), str(error)))


class _Pipeline:
    def __init__(self, knowledge: Knowledge, depth: int) -> None:
        self.knowledge = knowledge
        self.depth = depth
        self.asked: list[Query] = []
        self.choices: list[tuple[AnyOf, tuple[str, ...]]] = []
        self.computed = Computed()
        self.text = ""
        self.ended = False

    def read(self, text: str) -> Parsed:
        """Read base search and commands, in order.

        :raises SplError: where the text cannot be cut into commands.
        """
        self.text = text
        found = commands(text)
        if len(found) > _MOST_COMMANDS:
            raise SplError("has more commands than anybody writes")
        first = found[0]
        rest = found[1:]
        if first.text.strip():
            self._base(re.sub(r"^\s*search\s", " ", first.text, count=1, flags=re.IGNORECASE))
        elif rest:
            self._begin(rest[0])
            rest = rest[1:]
        for each in rest:
            self._command(each)
        return self._result()

    def _result(self) -> Parsed:
        """The parts are those of the first choice that the noun's rule finds again by the number of its parts."""
        query = all_of(self.asked)
        around = query.parts if isinstance(query, AllOf) else (query,)
        for choice, texts in self.choices:
            same = next((part for part in around if isinstance(part, AnyOf) and len(part.parts) == len(texts)), None)
            if same is choice:
                return Parsed(query, tuple(" ".join(each.split()) for each in texts))
        return Parsed(query)

    def _base(self, text: str) -> None:
        expression = search.parse(text, self._event_types())
        query = read_through(expression.query, self.computed, self._condition)
        if query != expression.query:
            self.asked.append(query)
            return
        self.asked.append(expression.query)  # the very nodes that the choices name
        self.choices.extend(expression.choices)

    def _condition(self, text: str) -> Query:
        return condition(text, self.computed)

    def _event_types(self) -> dict[str, Query]:
        if self.depth > _DEEPEST:
            return {}
        return _Lazily(self.knowledge, self.depth)

    def _begin(self, piece: Piece) -> None:
        """The first command of a search that begins with a pipe."""
        name, arguments = _split(piece)
        if name == "search":
            self._base(arguments)
        elif name in WITHOUT_LINES:
            self.asked.append(NO_LINE)
        elif name == "tstats":
            self._tstats(piece, arguments)
        elif name in ADDING or (name == "set" and re.match(r"\s*union\b", arguments)):
            self.asked.append(NO_LINE)
            self._add(arguments, "")
        elif name in ELSEWHERE:
            self._open(piece, "reads lines that are chosen elsewhere")
        else:
            self._open(piece, "a command that is not understood")

    def _command(self, piece: Piece) -> None:
        name, arguments = _split(piece)
        if piece.text.strip() == "":
            return
        if name in ADDING:
            self._add(arguments, self.text[: piece.start].strip(" |\n\t"))
        elif self.ended:
            return
        elif name in REPORTING:
            self._report(name, arguments)
        elif name in _READERS:
            _READERS[name](self, arguments)
        elif name not in PASSING:
            what = (
                "a macro whose definition is not at hand"
                if piece.text.strip().startswith("`")
                else "a command that is not understood"
            )
            self._open(piece, what)

    def _open(self, piece: Piece, reason: str) -> None:
        self.asked.append(Opaque(" ".join(piece.text.split()), reason))

    def _add(self, arguments: str, before: str) -> None:
        """``append``, ``multisearch``, ``union``: the lines of other searches join those of the text ``before``."""
        added = subsearches(arguments)
        queries = [self._inner(piece.text) for piece in added]
        texts = [piece.text.strip() for piece in added]
        main = all_of(self.asked)
        if main != NO_LINE:
            queries.insert(0, main)
            texts.insert(0, before)
        self.asked = []
        self._ask(any_of(queries), tuple(texts))

    def _inner(self, text: str) -> Query:
        if self.depth >= _DEEPEST:
            return Opaque(text, "searches are nested without end")
        try:
            return _Pipeline(self.knowledge, self.depth + 1).read(text).query
        except SplError as error:
            return Opaque(text.strip(), str(error))

    def _tstats(self, piece: Piece, arguments: str) -> None:
        match = re.search(r"\bwhere\b(.*?)(?:\bby\b|\bgroupby\b|$)", arguments, re.IGNORECASE | re.DOTALL)
        if re.search(r"\bdatamodel\b", arguments, re.IGNORECASE):
            self._open(piece, "reads a data model")
        elif match:
            self._base(match.group(1))
        self.ended = True

    def _report(self, name: str, arguments: str) -> None:
        """A report that counts only some lines (``count(eval(…))``) asks for those."""
        if name in {"stats", "chart", "timechart"}:
            query, texts = counted(arguments, self.computed)
            self._ask(query, texts)
        self.ended = True

    def _ask(self, query: Query, texts: tuple[str, ...]) -> None:
        self.asked.append(query)
        if isinstance(query, AnyOf) and len(query.parts) == len(texts) > 1:
            self.choices.append((query, texts))

    def where(self, arguments: str) -> None:
        """``where expression``."""
        self._ask(condition(arguments, self.computed), alternatives(arguments))

    def search(self, arguments: str) -> None:
        """``search`` further down the pipe."""
        self._base(arguments)

    def regex(self, arguments: str) -> None:
        """``regex field="…"``, ``regex field!="…"``, ``regex "…"``."""
        match = re.fullmatch(r'\s*(?:([\w.{}:@-]+)\s*(!?=)\s*)?("(?:[^"\\]|\\.)*"|\S.*?)\s*', arguments, re.DOTALL)
        if match is None:
            self.asked.append(Opaque(f"regex {arguments}".strip(), "not understood as a regex command"))
            return
        field, op, pattern = match.groups()
        if field and search.is_place(field):
            self.asked.append(Routing(f"regex {arguments.strip()}"))
            return
        found: Query = Regex(unquote(pattern), "pcre", "", line_or_field(field or "_raw"))
        found = read_through(found, self.computed, self._condition)
        self.asked.append(negation(found) if op == "!=" else found)

    def rex(self, arguments: str) -> None:
        """``rex field=… "(?<name>…)"``: an extraction; with ``mode=sed`` it rewrites the field."""
        string = _STRING.search(arguments)
        options = dict(_OPTION.findall(arguments[: string.start()] if string else arguments))
        field = options.get("field", "_raw").strip('"')
        if options.get("mode") == "sed":
            self.computed.make(field)
            return
        pattern = unquote(string.group()) if string else _unquoted_pattern(arguments)
        groups = _GROUP.findall(pattern)
        own = self.computed.origin(field)
        if own is None or search.is_place(own) or not groups:
            self.computed.make_all(groups)
            return
        self.computed.capture(groups)
        self.asked.append(Regex(pattern, "pcre", "", line_or_field(own), captures_only=True))

    def eval(self, arguments: str) -> None:
        """``eval a=…, b=…``."""
        try:
            made = assignments(arguments)
        except SplError:
            made = []
            self.computed.make_all(re.findall(r"""(?:^|,)\s*['"]?([\w.{}:@-]+)['"]?\s*=(?!=)""", arguments))
        for name, expr in made:
            self.computed.make(name, None if _mentions(expr, name) else Made(arguments, expr))

    def rename(self, arguments: str) -> None:
        """``rename a AS b``."""
        for match in _RENAME.finditer(arguments):
            old, new = (name.strip("'\"") for name in match.groups())
            if "*" not in old + new:
                self.computed.rename(old, new)

    def makes_named(self, arguments: str) -> None:
        """``eventstats``, ``streamstats``, ``convert``: what stands behind AS is computed."""
        self.computed.make_all(("count", *(name.strip("'\"") for name in _NAMES_AS.findall(arguments))))

    def makes_listed(self, arguments: str) -> None:
        """``fillnull a b``, ``strcat … a``, ``replace … IN a``, ``makemv a``: these fields are computed."""
        behind = re.split(r"\bin\b", arguments, flags=re.IGNORECASE)[-1]
        self.computed.make_all(re.findall(r"(?<![=\w\"])[A-Za-z_][\w.]*(?!\s*=)\b", behind))

    def makes_any(self, arguments: str) -> None:
        """``lookup … OUTPUT a AS b`` makes the fields it lists; without a list, any."""
        parts = re.split(r"\boutput(?:new)?\b", arguments, flags=re.IGNORECASE)
        if len(parts) == 1:
            self.computed.unsure = True
        self.computed.make_all(re.findall(r"[\w.]+", re.sub(r"[\w.]+\s+as\s+", "", " ".join(parts[1:]), flags=re.IGNORECASE)))

    def spath(self, arguments: str) -> None:
        """``spath output=a path=b.c``: a is the field b.c of a JSON line."""
        options = dict(_OPTION.findall(arguments))
        made, path = options.get("output", "").strip('"'), options.get("path", "").strip('"')
        if made and path and made != path:
            self.computed.rename(path, made)

    def transaction(self, arguments: str) -> None:
        """``transaction startswith=…``: lines are joined, and what they are joined by is not decided here."""
        if re.search(r"\b(?:startswith|endswith)\s*=", arguments):
            self.asked.append(Opaque(f"transaction {arguments.strip()}", "joins lines by what they contain"))

    def join(self, arguments: str) -> None:
        """``join``: an inner join keeps only lines that the other search has a partner for."""
        if not re.search(r"\btype\s*=\s*(?:left|outer)\b", arguments):
            self.asked.append(Opaque(f"join {' '.join(arguments.split())}", "keeps lines that another search has a partner for"))


class _Lazily(dict[str, Query]):
    """Event types by name, each read when it is asked for."""

    def __init__(self, knowledge: Knowledge, depth: int) -> None:
        super().__init__()
        self._knowledge = knowledge
        self._depth = depth

    def get(self, key: str, default: Query | None = None) -> Query | None:  # type: ignore[override] # only ever asked this way
        """Return the query of an event type, None where it is not known."""
        text = self._knowledge.event_types.get(key)
        if text is None:
            return default
        if key not in self:
            try:
                ready = without_comments(expand(without_comments(text), self._knowledge.macros))
                self[key] = _Pipeline(self._knowledge, self._depth + 1).read(ready).query
            except SplError as error:
                self[key] = Opaque(f"eventtype={key}", str(error))
        return self[key]


def _split(piece: Piece) -> tuple[str, str]:
    match = _NAME.match(piece.text)
    return (match.group(1).lower(), piece.text[match.end() :]) if match else ("", piece.text)


def _unquoted_pattern(arguments: str) -> str:
    return " ".join(word for word in arguments.split() if not re.fullmatch(r"(?:field|max_match|offset_field|mode)=\S+", word))


def _mentions(expr: Expr, name: str) -> bool:
    if expr.kind == "field" and expr.value == name:
        return True
    return any(_mentions(part, name) for part in expr.parts)


_READERS: dict[str, Callable[[_Pipeline, str], None]] = {
    "where": _Pipeline.where,
    "search": _Pipeline.search,
    "regex": _Pipeline.regex,
    "rex": _Pipeline.rex,
    "eval": _Pipeline.eval,
    "rename": _Pipeline.rename,
    "eventstats": _Pipeline.makes_named,
    "streamstats": _Pipeline.makes_named,
    "convert": _Pipeline.makes_named,
    "lookup": _Pipeline.makes_any,
    "foreach": _Pipeline.makes_any,
    "iplocation": _Pipeline.makes_any,
    "fillnull": _Pipeline.makes_listed,
    "strcat": _Pipeline.makes_listed,
    "replace": _Pipeline.makes_listed,
    "spath": _Pipeline.spath,
    "transaction": _Pipeline.transaction,
    "join": _Pipeline.join,
    "appendcols": lambda _, __: None,
    "appendpipe": lambda _, __: None,
    "map": lambda self, arguments: self.asked.append(Opaque(f"map {arguments.strip()}", "runs another search for each line")),
}
