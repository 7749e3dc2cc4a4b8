"""CloudWatch Logs Insights: ``fields @message | filter @message like /reset/ | parse @message "user=*" as user``.

Rules from the CloudWatch Logs User Guide, "Logs Insights QL": ``like`` and ``=~`` take a text (a substring) or a regular expression between slashes;
case counts; ``parse`` that does not fit loses fields and keeps the event; ``#`` begins a comment.
"""

from __future__ import annotations

import re

from sdd_impact import late
from sdd_impact.model import AnyOf, Opaque, Query, Regex
from sdd_impact.searches._aws.filter_pattern import Parsed
from sdd_impact.searches._aws.insights_conditions import ConditionReader, InsightsError, Token, plain_name, tokens, unescaped
from sdd_impact.searches._aws.open_text import REASON, has_hole
from sdd_impact.searches._trees import all_of, line_or_field, literal

#: Keep every event, or thin them out without looking at what they say.
_PASSING = frozenset({"fields", "display", "sort", "limit", "head", "tail", "dedup", "unmask", "unnest", "source", "lookup"})

#: What comes out are figures about the events.
_REPORTING = frozenset({"stats", "pattern", "diff", "anomaly"})

#: CloudWatch takes 10,000 characters.
_MOST_CHARACTERS = 20_000
_NAMED = late.regex(r"\(\?P?<([A-Za-z_]\w*)>")


def parse(text: str) -> Parsed:
    """Read a query. What is not understood is :class:`Opaque` in the tree; never raises."""
    if len(text) > _MOST_CHARACTERS:
        return Parsed(Opaque(text[:200] + " …", "longer than CloudWatch takes"))
    if len(text.strip()) == 1 and has_hole(text):
        return Parsed(Opaque(text.strip(), REASON))
    try:
        return _Query(text).read()
    except InsightsError as error:
        return Parsed(Opaque(text.strip(), str(error)))


class _Query:
    def __init__(self, text: str) -> None:
        self.text = text
        self.asked: list[Query] = []
        self.choices: list[tuple[AnyOf, tuple[str, ...]]] = []
        self.captured: set[str] = set()
        self.computed: set[str] = set()

    def read(self) -> Parsed:
        """Read the commands in order.

        :raises InsightsError: where the text cannot be cut.
        """
        for command in _commands(tokens(self.text)):
            if self._command(command):
                break
        query = all_of(self.asked)
        around = getattr(query, "parts", ()) if not isinstance(query, AnyOf) else (query,)
        for choice, texts in self.choices:
            same = next((part for part in around if isinstance(part, AnyOf) and len(part.parts) == len(texts)), None)
            if same is choice:
                return Parsed(query, texts)
        return Parsed(query)

    def _command(self, command: list[Token]) -> bool:
        """Read one command; return whether the choice of events ends with it."""
        name, rest = command[0].word(), command[1:]
        if name == "filter":
            self._filter(command, rest)
        elif name == "parse":
            self._parse(command, rest)
        elif name in _REPORTING:
            self._report(command, rest)
            return True
        elif name in {"fields", "display"}:
            self.computed.update(_made(rest))
        elif name not in _PASSING:
            self.asked.append(Opaque(self._written(command), "a command that is not understood"))
        return False

    def _written(self, command: list[Token]) -> str:
        return " ".join(self.text[command[0].start : command[-1].end].split())

    def _filter(self, command: list[Token], rest: list[Token]) -> None:
        reader = ConditionReader(self.text, rest, self.captured, self.computed)
        try:
            query = reader.whole()
        except InsightsError as error:
            query = Opaque(self._written(command), str(error))
        self.asked.append(query)
        if isinstance(query, AnyOf) and len(query.parts) == len(reader.alternatives):
            self.choices.append((query, reader.alternatives))

    def _parse(self, command: list[Token], rest: list[Token]) -> None:
        """``parse field "glob" as a, b`` or ``parse field /regex/``; without a field it is the whole line."""
        field = "@message"
        if rest and rest[0].kind == "name":
            field, rest = rest[0].text, rest[1:]
        how = rest[0] if rest else None
        if how is None or how.kind not in {"text", "regex"}:
            self.asked.append(Opaque(self._written(command), "not understood as a parse command"))
            return
        names = [plain_name(token.text) for token in rest[1:] if token.kind == "name" and token.word() != "as"]
        if has_hole(how.text) or field in self.computed:
            self.computed.update(names, (f"@{name}" for name in names))
            return
        pattern = how.text if how.kind == "regex" else _glob(unescaped(how.text), names)
        self.captured.update(plain_name(name) for name in _NAMED.findall(pattern))
        own = plain_name(field) if plain_name(field) in self.captured else line_or_field(field)
        self.asked.append(Regex(pattern, "pcre", "", own, captures_only=True))

    def _report(self, command: list[Token], rest: list[Token]) -> None:
        """Figures about some of the events only: which of them matters to a reader is open."""
        tests = {"like", "strcontains"}
        if any(token.word() in tests or token.text == "=~" or token.text in self.computed & _tested(self.text) for token in rest):
            self.asked.append(Opaque(self._written(command), "counts some of the events by what they say"))


def _commands(found: list[Token]) -> list[list[Token]]:
    made: list[list[Token]] = [[]]
    for token in found:
        if token.kind == "mark" and token.text == "|":
            made.append([])
        else:
            made[-1].append(token)
    return [command for command in made if command]


def _made(rest: list[Token]) -> list[str]:
    """The names behind ``as``."""
    return [rest[at + 1].text for at in range(len(rest) - 1) if rest[at].word() == "as"]


def _tested(text: str) -> set[str]:
    """Fields that are made of a test of the text: ``strcontains(@message, "x") as hit``."""
    return set(
        re.findall(r"(?:strcontains\([^)]*\)|(?:like|=~)\s*(?:/(?:[^/\\]|\\.)+/|\"[^\"]*\"|'[^']*'))\s*\)?\s+as\s+([@\w.]+)", text)
    )


def _glob(text: str, names: list[str]) -> str:
    """A glob as a regular expression: each ``*`` takes what stands there, as little as fits, the last one at the end all."""
    pieces = text.split("*")
    made = literal(pieces[0])
    for number, piece in enumerate(pieces[1:]):
        last = number == len(pieces) - 2 and piece == ""
        name = names[number] if number < len(names) else ""
        group = f"?P<{name}>" if name and name not in names[:number] and not name[0].isdigit() else "?:"
        made += f"({group}{'.*' if last else '.*?'})" + literal(piece)
    return made
