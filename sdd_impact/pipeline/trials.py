"""Answers that can be tried are tried: a new pattern must match the new line, a fixed thing must not be found again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from sdd_impact import matching, searches
from sdd_impact.model import (
    AllOf,
    Answer,
    AnyOf,
    Asked,
    Asking,
    Change,
    ChangeKind,
    Event,
    Findings,
    Impact,
    Location,
    Match,
    MatchedChange,
    Not,
    Opaque,
    Placeholder,
    Problem,
    Query,
    Row,
    SavedSearch,
    Source,
    Statement,
    Template,
)
from sdd_impact.pipeline import laying_out
from sdd_impact.pipeline.checkouts import Code
from sdd_impact.pipeline.routing import reaching_moved
from sdd_impact.pipeline.splicing import Rereading
from sdd_impact.pipeline.visit import Outside
from sdd_impact.tuples import NamedTuple

#: The dialect of a pattern that a person writes for a search of a format; it is tried as a pattern, and as a query of the format.
DIALECTS = {
    "splunk": "pcre", "cloudwatch": "cloudwatch", "plain": "python", "loki": "re2", "grafana": "re2", "gcp": "re2", "npd": "re2",
    "azure": "re2", "logcheck": "ere", "grok": "oniguruma", "kibana": "lucene", "mtail": "re2", "promtail": "re2",
    "fluentbit": "oniguruma", "otel": "re2", "vector": "re2", "newrelic": "re2", "sumologic": "pcre",
}  # fmt: skip

#: A message of which nothing is known.
_ANYTHING = Template.of(Placeholder("text"))
_TOO_WIDE = "“{value}” asks for no words of the new line “{line}”: it finds any other line as well"

Trial = Callable[[str, Impact], str]
#: A search with the paths of the code that it reaches, by the routes that bind.
Reaching = Callable[[SavedSearch], SavedSearch]


class Trials:
    """Tries answers against the evidence of one branch. A query that says where it looks is tried on the code that writes there alone."""

    def __init__(
        self, findings: Findings, outside: Iterable[Outside] = (), code: Code | None = None, reaching: Reaching | None = None
    ) -> None:
        self._reaching = reaching or (lambda search: search)
        self._changes = {change.id: change for change in findings.changes}
        self._searches: dict[str, SavedSearch] = {}
        tried = tuple(verdict.search for verdict in findings.searches)
        ours = laying_out.at(findings.comparison.head_tree, findings.settings.layouts, tried).event
        self._event = code.event(ours, tried) if code else ours
        trees = (findings.comparison.head_tree, findings.comparison.base_tree)
        self._rereading = Rereading(trees, findings.settings, outside)
        self._tree = findings.comparison.head_tree
        self._touched = frozenset(side.path for file in findings.comparison.files for side in (file.before, file.after) if side)
        for verdict in findings.searches:
            for matched in verdict.statements:
                self._changes.setdefault(matched.change, _change_of(matched))
            self._searches.setdefault(_shown(verdict.search), verdict.search)
        self._kinds: Mapping[str, Trial] = {
            "new-pattern": self._new_pattern,
            "narrowed-pattern": self._narrowed_pattern,
            "query": self._query,
            "not-found-again": _not_found_again,
            "changed-here": self._changed_here,
        }

    def problems(self, asking: Asking, impact: Impact, row: Row, answer: Answer) -> Iterable[Problem]:
        """Try the cells of a row, and the fields beside the answer; return what does not hold."""
        for asked in asking.question.row:
            yield from self._try(asked, row.get(asked.name), row.cells, row.location, impact, asking)
        for asked in asking.question.fields:
            cell = answer.fields.get(asked.name)
            yield from self._try(asked, cell.value if cell else "", answer.fields, answer.location, impact, asking)

    def _try(
        self, asked: Asked, value: str, cells: Mapping[str, object], place: Location, impact: Impact, asking: Asking
    ) -> Iterable[Problem]:
        trial = self._kinds.get(asked.trial)
        if trial is None or not value.strip() or (asked.trial_when and value not in asked.trial_when):
            return
        wrong = trial(value, impact)
        if wrong:
            location = getattr(cells.get(asked.name), "location", place)
            yield Problem(
                location,
                "trial-failed",
                f"`{asked.name}`: {wrong}",
                "correct the answer",
                asking.question.id,
                evidence=impact.fingerprint,
            )

    def _held(self, value: str, impact: Impact) -> list[_Held]:
        """Hold a pattern against the lines of an impact, in every way in which it can be meant; the best way counts."""
        search = self._search(impact)
        queries = self._queries(value, search) if search else ()
        bare = search is not None and self._matched_the_bare_message(search, impact)
        events = map(self._event, self._reached(value, search, impact))
        return [_Held(event, _ways(value, search, queries, event, bare=bare)) for event in events]

    def _finds_anything(self, value: str, impact: Impact, held: Iterable[_Held]) -> bool:
        """Whether a pattern that finds the new line asks for nothing of it, in whatever way it is meant, and the search did."""
        search = self._search(impact)
        queries = self._queries(value, search) if search else ()
        for each in held:
            event = _anything(each.event)
            if search is not None and matching.hold(search.query, event, details=False).bound:
                return False
            wide = _ways(value, search, queries, event, bare=True)
            if any(way.bound and not other.bound for way, other in zip(each.ways, wide, strict=True)):
                return False
        return True

    def _search(self, impact: Impact) -> SavedSearch | None:
        """The search of an impact: by its name and place, for names occur twice."""
        shown = dict(impact.data).get("search", "")
        return self._searches.get(shown) or self._searches.get(shown.rpartition(" · owner ")[0])

    def _reached(self, value: str, search: SavedSearch | None, impact: Impact) -> list[Statement]:
        """The statements of an impact, without those whose lines an answer in the search's own language does not look at."""
        found = self._rereading.spliced(search, value) if search else None
        sides = self._sides(impact)
        if found is None:
            return sides
        reaching = self._reaching(found.search)
        moved = {
            change.after.location: change.before.location.file
            for change in self._changes.values()
            if change.after and change.before
        }
        reach = reaching_moved(moved)
        return [side for side in sides if reach(reaching, side)]

    def _matched_the_bare_message(self, search: SavedSearch, impact: Impact) -> bool:
        """Whether the search needed nothing of what stands around a message: then a new one may not need it either."""
        before = [self._changes[ref].before for ref in impact.refs if ref in self._changes]
        events = [_bare(self._event(side)) for side in before if side is not None and side.what == "log"]
        return any(matching.hold(search.query, event, details=False).certainty in ("always", "generic") for event in events)

    def _queries(self, value: str, search: SavedSearch) -> tuple[Query, ...]:
        """Read a text in the search's own language: as if it stood in the search's own file, in place of its query."""
        found = self._rereading.query(search, value)
        queries = (found,) if found is not None else _as_splunk(value, search)
        # What is not understood may match anything: only what the search has not understood itself may be in an answer.
        known = _not_understood(search.query)
        return tuple(each for each in queries if _not_understood(each) <= known)

    def _sides(self, impact: Impact) -> list[Statement]:
        changes = [self._changes[ref] for ref in impact.refs if ref in self._changes]
        sides = [change.after for change in changes]
        return [side for side in sides if side is not None and side.what == "log"]

    def _line(self, impact: Impact) -> str:
        """The line that an answer is tried on: that of the code, where the branch changed the search alone."""
        left_alone = [self._changes[ref].after for ref in impact.refs if ref.startswith("st-") and ref in self._changes]
        return next((each.template.message for each in left_alone if each is not None), impact.now)

    def _new_pattern(self, value: str, impact: Impact) -> str:
        held = self._held(value, impact)
        if not held and self._sides(impact):
            return (
                f"“{value}” looks where the new line “{self._line(impact)}” is not written, as `routes` in the configuration says"
            )
        if not held:
            return ""
        if any(each.best.bound for each in held):
            return _TOO_WIDE.format(value=value, line=self._line(impact)) if self._finds_anything(value, impact, held) else ""
        reason = next((each.best.because for each in held if each.best.because), "")
        if all(each.best.certainty == "unknown" for each in held):
            return f"it could not be decided whether “{value}” matches the new line: {reason}"
        return f"“{value}” does not match the new line “{self._line(impact)}”" + (f" ({reason})" if reason else "")

    def _narrowed_pattern(self, value: str, impact: Impact) -> str:
        held = self._held(value, impact)
        return f"“{value}” still matches the new line “{self._line(impact)}”" if any(each.best.bound for each in held) else ""

    def _changed_here(self, _value: str, impact: Impact) -> str:
        """Whether the branch touches the file of the search, or one that helps to read it (macros, locals)."""
        search = self._search(impact)
        if search is None or search.location.file in self._touched:
            return ""
        path = search.location.file
        source = self._tree.read(path)
        if source is None:
            return f"“{search.name}” is not kept in this repository ({path}), so this branch does not change it"
        helpful = searches.companions(source, self._tree.paths(), search.format)
        return "" if self._touched.intersection(helpful) else f"this branch does not change “{search.name}” ({path})"

    def _query(self, value: str, _impact: Impact) -> str:
        events = [self._event(change.after) for change in self._changes.values() if change.after and change.after.what == "log"]
        if not events or any(
            _best(_ways(value, None, (), event, bare=True)).certainty not in ("never", "unknown") for event in events
        ):
            return ""
        return f"“{value}” matches no log statement of this branch"


def _shown(search: SavedSearch) -> str:
    """A search as impacts show it, without its owner."""
    return f"{search.name} · {search.location.file}:{search.location.line}"


def _change_of(matched: MatchedChange) -> Change:
    kind: ChangeKind = "modified" if matched.before and matched.after else "added" if matched.after else "removed"
    return Change(matched.change, kind, matched.before, matched.after)


def _not_found_again(_value: str, impact: Impact) -> str:
    # Whatever is among the impacts was found just now.
    where = impact.evidence.location
    return f"a fresh look still finds it at {where.file}:{where.line}"


def _bare(event: Event) -> Event:
    """Return an event whose line is the message and nothing else, where the layout is not known."""
    return event if event.line is not None else event._replace(line=event.message)


def _anything(event: Event) -> Event:
    """Return the event with a message of which nothing is known."""
    return event._replace(message=_ANYTHING, line=_ANYTHING if event.line is not None else None)


def _ways(value: str, search: SavedSearch | None, queries: Iterable[Query], event: Event, *, bare: bool) -> tuple[Match, ...]:
    """Return the matches of a text taken as a pattern, as a query of the search's format, and as plain words."""
    pattern = matching.try_pattern(value, DIALECTS.get(search.format if search else "", "python"), event)
    # What may stand around a message could supply the rest of almost any words.
    asked = (matching.try_pattern(query, "", _bare(event) if bare else event) for query in queries)
    words = matching.try_pattern(value, "phrase", event)
    # Plain words must stand in the line: a pattern that cannot be read is none because something like it may stand around them.
    return (pattern, *asked, words if words.certainty == "always" else Match("unknown"))


def _best(ways: Iterable[Match]) -> Match:
    """Return the way that matches best; of those that are not decided the first, which says why."""
    order = ("always", "generic", "contingent", "never", "unknown")
    return min(ways, key=lambda match: order.index(match.certainty))


class _Held(NamedTuple):
    """What a pattern was held against, and what came of it in each way in which it can be meant."""

    event: Event
    ways: tuple[Match, ...]

    @property
    def best(self) -> Match:
        return _best(self.ways)


def _not_understood(query: Query) -> frozenset[str]:
    found: set[str] = set()
    todo = [query]
    while todo:
        each = todo.pop()
        if isinstance(each, AllOf | AnyOf):
            todo.extend(each.parts)
        elif isinstance(each, Not):
            todo.append(each.part)
        elif isinstance(each, Opaque):
            found.add(each.text)
    return frozenset(found)


def _as_splunk(value: str, search: SavedSearch) -> tuple[Query, ...]:
    if search.format != "splunk":
        return ()
    text = f"[new]\nsearch = {' '.join(value.split())}\n"
    reading = searches.read(Source("savedsearches.conf", text.encode("utf-8", "replace")), "splunk")
    return tuple(each.query for each in reading.searches)
