"""From real values to kinds of placeholders: what is assumed and contradicted, what could be said more exactly. No value is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from sdd_impact import late, matching
from sdd_impact.model import Location, Placeholder, PlaceholderRule, ProposedKind, Statement
from sdd_impact.pipeline.attributing import Printed, Value

#: Values, and different ones, from which on a kind is proposed that says more than what is assumed; a kind with a structure of its own needs fewer.
_FEWEST, _FEWEST_STRUCTURED, _DIFFERENT = 20, 5, 3
#: Values from which on a kind is proposed instead of one that was contradicted, rather than any text.
_FEWEST_INSTEAD = 2
_LONGEST = 300
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
_HEX = "[0-9a-fA-F]"
_KINDS: dict[str, Callable[[str], object]] = {
    "bool": late.regex("true|false|True|False").fullmatch,
    "int": late.regex(r"-?[0-9]{1,40}").fullmatch,
    "uuid": late.regex(rf"{_HEX}{{8}}-{_HEX}{{4}}-{_HEX}{{4}}-{_HEX}{{4}}-{_HEX}{{12}}").fullmatch,
    "ip": late.regex(rf"[0-9]{{1,3}}(?:\.[0-9]{{1,3}}){{3}}|(?=(?:[^:]*:){{2}}[^:]*)(?:{_HEX}{{0,4}}:){{2,7}}{_HEX}{{0,4}}").fullmatch,
    "mac": late.regex(rf"{_HEX}{{2}}(?:[:-]{_HEX}{{2}}){{5}}").fullmatch,
    "email": late.regex(rf"[^\s@<>*•█#\"']+@{_LABEL}(?:\.{_LABEL})+").fullmatch,
    "url": late.regex(r"[a-z][a-z0-9+]*://\S+").fullmatch,
    "float": late.regex(r"-?[0-9]+\.[0-9]+(?:[eE][+-]?[0-9]+)?").fullmatch,
    "hex": late.regex(rf"(?:0[xX])?(?=.*[0-9])(?=.*[a-fA-F]){_HEX}{{8,}}").fullmatch,
    "masked": late.regex(r".*(?:\*\*|••|██|####).*").fullmatch,
    "id": late.regex(r"(?=.*[0-9])[A-Za-z0-9_-]+").fullmatch,
}  # fmt: skip
_STRUCTURED = frozenset({"uuid", "ip", "mac", "email", "url"})
#: Kinds that a more exact one may stand for, and which.
_LOOSE = {
    "any": frozenset(_KINDS) - {"masked", "bool"},
    "name": frozenset({"email", "uuid", "int", "id", "ip"}),
    "token": frozenset({"int", "uuid", "ip", "email", "hex"}),
    "id": frozenset({"int", "uuid"}),
    "secret": frozenset({"masked"}),
}
#: A value that is not there: some kinds may print it, numbers do not.
_MISSING = frozenset({"", "None", "null", "undefined", "nil", "<nil>", "-"})
_NUMBERS = frozenset({"bool", "int", "float"})
_WRAPPING = "\"'`()[]<>{}"


@dataclass(slots=True)
class _Hole:
    """What was seen at one placeholder of a statement."""

    hole: Placeholder
    values: int = 0
    wrong: int = 0
    left: set[str] = field(default_factory=lambda: set(_KINDS))
    seen: set[int] = field(default_factory=set)

    def look(self, value: Value) -> None:
        text = value.text.strip().strip(_WRAPPING)[: _LONGEST + 1]
        fits = matching.may_be(self.hole, value.text) or (not value.exact and _may_end(self.hole, text))
        self.wrong += not fits or (self.hole.kind == "masked" and bool(_KINDS["email"](text)))
        self.values += 1
        if text in _MISSING:
            self.left -= _NUMBERS
        elif value.exact or not fits:
            self.left = {kind for kind in self.left if len(text) <= _LONGEST and _KINDS[kind](text)}
            if len(self.seen) < _DIFFERENT:
                self.seen.add(hash(text))
        else:
            self.left.clear()

    @property
    def best(self) -> str:
        """The kind that says most of all values seen; "" where none of those known does."""
        return next((kind for kind in _KINDS if kind in self.left), "") if self.seen else ""

    @property
    def instead(self) -> str:
        """The kind to propose; "" where what is assumed may stay."""
        best = self.best
        if self.wrong:
            return best if best and best != self.hole.kind and self.values >= _FEWEST_INSTEAD else "any"
        fewest = _FEWEST_STRUCTURED if best in _STRUCTURED else _FEWEST
        may = best in _LOOSE.get(self.hole.kind, ()) and not self.hole.values and not self.hole.stated
        return best if may and self.values >= fewest and len(self.seen) >= _DIFFERENT else ""


def _may_end(hole: Placeholder, text: str) -> bool:
    """Whether a value that something may follow without a blank is one of the placeholder's kind: what follows is a sign."""
    return matching.may_be(hole, text.rstrip(".,;:!?)]}>\"'"))


class Narrowing:
    """Looks at lines one after the other, and proposes rules for the placeholders of their statements."""

    def __init__(self) -> None:
        self._holes: dict[int, dict[Placeholder, _Hole]] = {}

    def look(self, printed: Printed) -> None:
        """Look at the values of a line."""
        if printed.printer is None or not printed.values:
            return
        holes = self._holes.setdefault(printed.printer.number, {})
        for value in printed.values:
            if value.hole not in holes:
                holes[value.hole] = _Hole(value.hole)
            holes[value.hole].look(value)

    def wrong(self, number: int) -> tuple[tuple[Placeholder, int], ...]:
        """Return the placeholders of a statement that values contradict, and how often; most often first."""
        found = ((each.hole, each.wrong) for each in self._holes.get(number, {}).values() if each.wrong)
        return tuple(sorted(found, key=lambda each: -each[1]))

    def proposed(self, statements: Sequence[Statement]) -> tuple[tuple[ProposedKind, ...], tuple[str, ...]]:
        """Return what is proposed, contradictions first, and a sentence on each that no rule can name."""
        told: list[tuple[Statement, _Hole, str]] = []
        notes: list[str] = []
        kept: set[tuple[str, str]] = set()
        for number, holes in self._holes.items():
            statement = statements[number]
            for each in holes.values():
                kind = each.instead
                if not kind:
                    kept.add((_folder(statement.location), each.hole.name))
                    continue
                if _can_name(statement, each.hole):
                    told.append((statement, each, kind))
                elif each.wrong:
                    where = f"{statement.location.file}:{statement.location.line}"
                    notes.append(f"{where}: a placeholder without a name is no {each.hole.kind}; name it in the code")
        found = [
            ProposedKind(_rule(statement, each.hole, kind), each.hole.kind, each.values, each.wrong, (statement.location,))
            for statement, each, kind in told
        ]
        return tuple(sorted(_joined(found, kept), key=lambda each: (not each.wrong, -each.values, each.places))), tuple(notes)


def _can_name(statement: Statement, hole: Placeholder) -> bool:
    return bool(hole.name.strip("* ")) or len(statement.template.placeholders) == 1


def _rule(statement: Statement, hole: Placeholder, kind: str) -> PlaceholderRule:
    return PlaceholderRule(kind, hole.name, statement.template.message)


def _folder(location: Location) -> str:
    return location.file.rpartition("/")[0]


def _joined(found: Iterable[ProposedKind], kept: set[tuple[str, str]]) -> Iterator[ProposedKind]:
    """One rule for a name of which all statements seen in one folder show the same kind; ``kept`` are names of which some stay as they are."""
    groups: dict[tuple[str, str], list[ProposedKind]] = {}
    for each in found:
        groups.setdefault((_folder(each.places[0]), each.rule.name), []).append(each)
    for (folder, name), group in groups.items():
        kinds = {(each.rule.kind, each.was) for each in group}
        if len(group) < 2 or len(kinds) > 1 or not folder or not name.strip("* ") or (folder, name) in kept:
            yield from group
            continue
        rule = PlaceholderRule(group[0].rule.kind, name, paths=(f"{folder}/",))
        places: tuple[Location, ...] = tuple(place for each in group for place in each.places)
        yield ProposedKind(rule, group[0].was, sum(each.values for each in group), sum(each.wrong for each in group), places)
