"""What a branch does to one saved search: from matches on both sides of each change to a verdict."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from sdd_impact.model import VERDICTS, Change, MatchedChange, PartVerdict, Proposal, Query, SavedSearch, SearchVerdict, Statement

from . import sentences
from .leaving import Editing, Within
from .numbered import Numbered, numbers
from .pairing import Both, Pair
from .proposal import propose
from .rows import Row, captures
from .sides import Side, as_value, asks_nothing, by_level, related
from .values import are_of_new_fields, is_plausible

#: The unchanged statements of the head, for one search.
Others = Callable[[SavedSearch], Iterable[Statement]]
#: Whether a statement feeds a search.
Feeds = Callable[[Query, Statement], bool]

_MOST_COUNTED = 500
#: Statements that are named of a search that is deleted, and from which a new query is made.
_MOST_ALIVE = 20
#: Statements that the branch left alone and that are listed with a verdict.
_MOST_LISTED = 100
_DEAD = ("broken", "likely-broken")


class Judge:
    """Judges searches by the changes of one branch.

    ``others`` returns the statements of the head that did not change; it is asked only about a search that lost something, that
    was edited or deleted, or that nothing in the changes feeds.
    """

    def __init__(self, base: Side, head: Side, changes: tuple[Change, ...], others: Others, within: Within | None = None) -> None:
        self.within = within or (lambda _search, _statement: True)
        self.base = base
        self.head = head
        self.changes = changes
        self.others = others
        self._editing = Editing(head, self.within)
        self._before = Numbered([each.before for each in changes], base)
        self._after = Numbered([each.after for each in changes], head)

    def near(self, search: SavedSearch) -> Iterator[Statement]:
        """Yield the unchanged statements that a search is held against."""
        return (each for each in self.others(search) if self.within(search, each))

    def judge(self, pair: Pair) -> SearchVerdict | None:
        """Return the verdict on a search, None where the branch does not touch it."""
        if pair.head is None:
            return None if pair.base is None or asks_nothing(pair.base.query) else self._removed(pair.base)
        if pair.base is None:
            return self._added(pair.head)
        if asks_nothing(pair.head.query) and asks_nothing(pair.base.query):
            return None
        return self._changed(Both(pair.base, pair.head))

    def _changed(self, both: Both) -> SearchVerdict | None:
        rows = self._rows(both.base, both.head)
        if both.edited:
            rows += self._editing.rows(both, (*self.others(both.base), *self.others(both.head)))
        by_value = [] if any(row.before is not None and row.before.bound for row in rows) else self._by_value(both)
        if by_value:
            changed = {row.change.id for row in by_value}
            rows = [*by_value, *(row for row in rows if row.change.id not in changed)]
        if not rows and not both.edited:
            return None
        found = self._found(both, rows, self.head.binds_value if by_value else self.head.binds)
        parts = self._parts(both) if found or both.edited else ()
        dead = [part for part in parts if part.verdict in _DEAD]
        if dead and not any(verdict in found for verdict in _DEAD) and not _kept_for_old_lines(both, rows, parts):
            found.pop("still-matches", None)
            texts = " and ".join(sentences.quoted(part.text) for part in dead)
            found["narrowed"] = f"its part {texts} is dead: {dead[0].because}"
        if not found:
            return None
        made = _verdict(both.head, rows, found, parts, self._proposal(both, rows, found))
        return made._replace(was=both.base.text) if both.base.text != both.head.text else made

    # --- rows -----------------------------------------------------------------------------------------------------

    def _rows(self, at_base: SavedSearch | None, at_head: SavedSearch | None) -> list[Row]:
        """Hold the search against both sides of every change to which it may be bound on either side."""
        near = self._before.candidates(at_base.query) if at_base else 0
        near |= self._after.candidates(at_head.query) if at_head else 0
        rows = []
        for number in numbers(near):
            change = self.changes[number]
            before, after = self._reached(at_base, change.before), self._reached(at_head, change.after)
            if not (
                (at_base and before and self.base.feeds(at_base.query, before))
                or (at_head and after and self.head.feeds(at_head.query, after))
            ):
                continue
            held = self.base.hold(at_base.query, before) if at_base and before else None
            found = self.head.hold(at_head.query, after) if at_head and after else None
            if at_head and before and after and held and found and held.bound and found.value_only:
                needed = self.head.needed(at_head.query, after)
                found = as_value(found) if are_of_new_fields(needed, self.base.event(before)) else found
            rows.append(Row(change, held, found))
        return rows

    def _reached(self, search: SavedSearch | None, statement: Statement | None) -> Statement | None:
        """Return the statement if it is one that the search is held against."""
        return statement if search is not None and statement is not None and self.within(search, statement) else None

    def _by_value(self, both: Both) -> list[Row]:
        """A search that nothing feeds is bound to the statements whose own words it uses and of which it only asks a value."""
        loose = []
        for number in numbers(self._before.sharing(both.base.query)):
            change = self.changes[number]
            there, here = self._reached(both.base, change.before), self._reached(both.head, change.after)
            if there is None or not self.base.binds_value(both.base.query, there):
                continue
            before = self.base.hold(both.base.query, there)
            after = self.head.hold(both.head.query, here) if here is not None else None
            # The very values that it asked for must still be all that it asks for.
            same = after is not None and after.needs == before.needs
            loose.append(Row(change, as_value(before), as_value(after) if after is not None and same else after))
        if not loose or any(self.head.binds(both.base.query, each) for each in self.near(both.base)):
            return []
        return loose

    def _related(self, both: Both, row: Row) -> bool:
        """Whether a statement about which nothing is known has anything to do with the search."""
        before, after = row.change.before, row.change.after
        return (before is not None and related(both.base.query, self.base.event(before))) or (
            after is not None and related(both.head.query, self.head.event(after))
        )

    # --- findings -------------------------------------------------------------------------------------------------

    def _found(self, both: Both, rows: list[Row], feeds: Feeds) -> dict[str, str]:
        """Return every verdict that applies, each with its reason. ``feeds`` says whether an unchanged statement feeds the search."""
        found: dict[str, str] = {}
        lost, kept, gained = ([row for row in rows if test(row)] for test in (_is_lost, _is_kept, _is_gained))
        if not (lost or kept):  # a search that matched nothing is mended, whatever it was left to find
            gained = [row for row in gained if not row.left_alone]
        if by_level(both.head.query) and not both.edited:
            lost, gained = self._of_level(both, lost, [*kept, *gained], feeds)
        if lost:
            found.update(self._lost(both, lost, [*kept, *gained], feeds))
        weaker = [row.change.statement for row in kept if row.weaker]
        if weaker and not found:
            found["narrowed"] = f"it matched every line of {sentences.places(weaker)} and now only matches lines with some values"
        changed = [sentences.capture(capture) for row in kept for capture in captures(row)]
        if changed:
            start = (
                "it was changed on this branch: " if both.edited and all(row.left_alone for row in kept if captures(row)) else ""
            )
            found["captures-changed"] = start + "; ".join(dict.fromkeys(changed))
        if gained:
            where = sentences.places([row.change.statement for row in gained])
            start = "it was changed on this branch and now" if both.edited else "it now"
            found["newly-matches"] = f"{start} also matches {where}, which it did not match before"
        unknown = next((row for row in rows if row.unknown and not (row.left_alone and kept) and self._related(both, row)), None)
        if unknown is not None:
            found["unknown"] = sentences.unknown(unknown.change.statement, unknown.after, unknown.before)
        if kept and not found:
            done = "it was changed on this branch and still matches" if both.edited else "it still matches"
            found["still-matches"] = f"{done} {sentences.places([row.change.statement for row in kept])}"
        return found

    def _of_level(self, both: Both, lost: list[Row], bound: list[Row], feeds: Feeds) -> tuple[list[Row], list[Row]]:
        """Return what a search for a level alone has lost and gained.

        It was written for whatever is printed at that level, so a statement that comes or goes is nothing that its owner has to know, as long as
        anything is left. A statement that stays and gets another level is.
        """
        gained = [row for row in bound if row.gained and row.change.before is not None]
        moved = [row for row in lost if row.change.after is not None]
        if moved or bound or any(feeds(both.head.query, each) for each in self.near(both.head)):
            return moved, gained
        return lost, gained

    def _lost(self, both: Both, lost: list[Row], bound: list[Row], feeds: Feeds) -> dict[str, str]:
        """Say what it means that the search lost what these rows show."""
        reasons = [self._reason(both, row) for row in lost]
        if bound or any(feeds(both.head.query, each) for each in self.near(both.head)):
            return {"narrowed": sentences.joined(reasons) + "; other statements still feed it"}
        unknown = any(row.after is not None and row.after.certainty == "unknown" for row in lost)
        likely = any(self._plausible(both, row) for row in lost)
        verdict = "likely-broken" if likely else "unknown" if unknown else "broken"
        return {verdict: sentences.joined(reasons) + "; no other statement is matched" + self._uncounted(both.head)}

    def _plausible(self, both: Both, row: Row) -> bool:
        """Whether the successor of a lost statement may well print the text that it would have to contain."""
        before, after = row.change.before, row.change.after
        if before is None or after is None or row.after is None or row.after.certainty != "contingent":
            return False
        return is_plausible(self.head.needed(both.head.query, after), self.base.event(before), self.head.event(after))

    def _reason(self, both: Both, row: Row) -> str:
        before, after = row.change.before, row.change.after
        if before is None:
            return ""
        failing: list[Query] = []
        if after is not None and row.after is not None and row.after.certainty == "never":
            held = [(each, self.head.certainty(each, after)) for each in sentences.asked(both.head.query)]
            failing = [each for each, certainty in held if certainty == "never"]
        if after is not None and row.after is None:
            return sentences.out_of_reach(both.head, before, after)
        if after is not None and both.edited and (row.left_alone or self.head.binds(both.base.query, after)):
            return sentences.dropped(after, row.after, failing)
        return sentences.lost(before, after, row.after, failing)

    def _uncounted(self, search: SavedSearch) -> str:
        """Name the statements that have most of the search's words, and would match with a particular value. They rescue no search.

        Any statement with a value may happen to print what a search asks for; that says nothing to a reader.
        """
        added = (each.after for each in self.changes if each.after is not None and each.kind == "added")
        nearly = [
            each
            for each in islice((*added, *self.near(search)), _MOST_COUNTED)
            if self.within(search, each)
            and (match := self.head.of_value(search.query, each)) is not None
            and match.value_only
            and not match.bound
        ]
        return f" ({sentences.places(nearly)} would match with one particular value, which does not count)" if nearly else ""

    # --- searches that are on one side only, and parts ------------------------------------------------------------

    def _removed(self, search: SavedSearch) -> SearchVerdict | None:
        """Judge a search that the branch deletes: it is missed where a statement that it matched lives on."""
        rows = self._rows(search, search)
        alive = [row.change.after for row in rows if row.before is not None and row.before.bound and row.change.after is not None]
        if not alive:
            alive = list(islice((each for each in self.near(search) if self.head.binds(search.query, each)), _MOST_ALIVE))
            rows += [self._editing.removed(search, each) for each in alive]
        if not alive:
            return None
        because = f"the search is deleted on this branch, and {sentences.places(alive)}, which it matched, {'lives' if len(alive) == 1 else 'live'} on"
        return _verdict(search, rows, {"search-removed": because}, (), None)

    def _added(self, search: SavedSearch) -> SearchVerdict | None:
        """Judge a search that the branch brings: it cannot have lost anything."""
        rows = self._rows(None, search)
        new = [row.change.after for row in rows if row.after is not None and row.after.bound and row.change.after is not None]
        if not new:
            return None
        return _verdict(search, rows, {"still-matches": f"new on this branch; it matches {sentences.places(new)}"}, (), None)

    def _parts(self, both: Both) -> tuple[PartVerdict, ...]:
        """Judge each expression of a search that has several."""
        before = dict(both.base.alternatives)
        judged = []
        for text, query in both.head.alternatives:
            head = both.head._replace(query=query, parts=())
            base = both.base._replace(query=before[text], parts=()) if text in before else None
            verdict = self.judge(Pair(base, head))
            if verdict is not None:
                judged.append(PartVerdict(text, verdict.verdict, verdict.because))
            elif any(self.head.binds(query, each) for each in self.near(head)):
                judged.append(PartVerdict(text, "still-matches", "no changed statement feeds it"))
            else:
                judged.append(PartVerdict(text, "unbound", "no statement feeds it"))
        return tuple(judged)

    def _proposal(self, both: Both, rows: list[Row], found: dict[str, str]) -> Proposal | None:
        """Propose a new query where the search lost a statement that lives on."""
        if not any(verdict in found for verdict in ("broken", "likely-broken", "narrowed")):
            return None
        events = [
            (self.base.event(row.change.before), self.head.event(row.change.after))
            for row in rows
            if row.lost and row.change.before is not None and row.change.after is not None
        ]
        return propose(both.head, events[:_MOST_ALIVE])


def _kept_for_old_lines(both: Both, rows: list[Row], parts: tuple[PartVerdict, ...]) -> bool:
    """Whether the branch gave the search another part for the new lines: the old one is there until the release is out everywhere."""
    before = {text for text, _ in both.base.alternatives} or {both.base.text}
    more = any(part.text not in before and part.verdict not in _DEAD for part in parts)
    return both.edited and more and any(row.kept for row in rows) and not any(row.lost for row in rows)


def _is_lost(row: Row) -> bool:
    return row.lost


def _is_kept(row: Row) -> bool:
    return row.kept


def _is_gained(row: Row) -> bool:
    return row.gained


def _verdict(
    search: SavedSearch, rows: list[Row], found: dict[str, str], parts: tuple[PartVerdict, ...], proposal: Proposal | None
) -> SearchVerdict:
    """Put a verdict together: the most serious one, the others under ``also``."""
    order = sorted(found, key=VERDICTS.index)
    alone = [row for row in rows if row.left_alone and row.shown]
    shown = [row for row in rows if row.shown and not row.left_alone] + alone[:_MOST_LISTED]
    assuming = (text for row in shown for match in (row.before, row.after) if match is not None for text in match.assuming)
    return SearchVerdict(
        search,
        order[0],
        found[order[0]],
        tuple(MatchedChange(row.change.id, row.change.before, row.change.after, row.before, row.after) for row in shown),
        tuple(order[1:]),
        parts,
        tuple(dict.fromkeys(capture for row in shown for capture in captures(row))),
        (*dict.fromkeys(assuming), *sentences.reach(search)),
        proposal,
    )
