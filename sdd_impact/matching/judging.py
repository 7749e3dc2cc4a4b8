"""What a branch does to one saved search: from matches on both sides of each change to a verdict."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import islice

from sdd_impact.model import (
    VERDICTS,
    Change,
    MatchedChange,
    PartVerdict,
    Query,
    SavedSearch,
    SearchVerdict,
    Statement,
)

from . import sentences
from .pairing import Pair
from .proposal import propose
from .rows import Row, captures
from .sides import Side, as_value, asks_nothing, related

#: The unchanged statements of the head, for one search.
Others = Callable[[SavedSearch], Iterable[Statement]]

_MOST_COUNTED = 500
_SHOWN = frozenset({"always", "generic", "unknown"})


class Judge:
    """Judges searches by the changes of one branch.

    ``others`` returns the statements of the head that did not change; it is asked only about a search that lost something, that
    was edited or deleted, or that nothing in the changes feeds.
    """

    def __init__(self, base: Side, head: Side, changes: tuple[Change, ...], others: Others) -> None:
        self.base = base
        self.head = head
        self.changes = changes
        self.others = others

    def judge(self, pair: Pair) -> SearchVerdict | None:
        """Return the verdict on a search, None where the branch does not touch it."""
        if asks_nothing(pair.search.query) and not pair.edited:
            return None
        rows = self._rows(pair)
        if pair.head is None:
            return self._removed(pair, rows)
        if not any(row.before is not None and row.before.bound for row in rows):
            rows = self._by_value(pair, rows)
        found = self._found(pair, rows)
        parts = self._parts(pair, found)
        dead = [part for part in parts if part.verdict in ("broken", "likely-broken")]
        if dead and "broken" not in found and "likely-broken" not in found:
            texts = " and ".join(sentences.quoted(part.text) for part in dead)
            found["narrowed"] = f"its part {texts} is dead: {dead[0].because}"
        if not found:
            return None
        return self._verdict(pair, rows, found, parts)

    # --- rows -----------------------------------------------------------------------------------------------------

    def _rows(self, pair: Pair) -> list[Row]:
        """Hold the search against both sides of every change that it may be bound to on either side."""
        rows = []
        for change in self.changes:
            asked_before = pair.base.query if pair.base is not None and change.before is not None else None
            asked_after = (pair.head or pair.search).query if change.after is not None else None
            if (asked_before is not None and change.before is not None and self.base.may_bind(asked_before, change.before)) or (
                asked_after is not None and change.after is not None and self.head.may_bind(asked_after, change.after)
            ):
                before = self.base.hold(asked_before, change.before) if asked_before is not None and change.before else None
                after = self.head.hold(asked_after, change.after) if asked_after is not None and change.after else None
                if any(
                    each is not None and (each.bound or each.certainty in ("unknown", "contingent")) for each in (before, after)
                ):
                    rows.append(Row(change, before, after))
        return rows

    def _by_value(self, pair: Pair, rows: list[Row]) -> list[Row]:
        """A search that nothing feeds is bound to the statements whose own words it uses and of which it only asks a value."""
        if pair.base is None or pair.head is None:
            return rows
        loose = self._rows_by_value(pair)
        if not loose or any(self.head.binds(pair.base.query, each) for each in self.others(pair.base)):
            return rows
        changed = {id(row.change) for row in loose}
        return [*loose, *(row for row in rows if id(row.change) not in changed)]

    def _rows_by_value(self, pair: Pair) -> list[Row]:
        assert pair.base is not None and pair.head is not None  # the caller asked  # noqa: S101, PT018
        rows = []
        for change in self.changes:
            if change.before is None or not self.base.may_share(pair.base.query, change.before):
                continue
            before = as_value(self.base.hold(pair.base.query, change.before))
            if before.bound:
                after = as_value(self.head.hold(pair.head.query, change.after)) if change.after is not None else None
                rows.append(Row(change, before, after))
        return rows

    def _related(self, pair: Pair, row: Row) -> bool:
        """Whether a statement about which nothing is known has anything to do with the search."""
        sides = ((self.base, row.change.before, pair.base), (self.head, row.change.after, pair.head))
        return any(
            statement is not None and search is not None and related(search.query, side.event(statement))
            for side, statement, search in sides
        )

    # --- findings -------------------------------------------------------------------------------------------------

    def _found(self, pair: Pair, rows: list[Row]) -> dict[str, str]:
        """Return every verdict that applies, each with its reason."""
        found: dict[str, str] = {}
        lost = [row for row in rows if row.lost]
        kept = [row for row in rows if row.kept]
        gained = [row for row in rows if row.gained] if pair.base is not None else []
        if pair.base is None:
            new = [row.change.after for row in rows if row.after is not None and row.after.bound and row.change.after]
            return {"still-matches": f"new on this branch; it matches {sentences.places(new)}"} if new else {}
        if lost or pair.edited:
            found.update(self._lost(pair, lost, [*kept, *gained]))
        weaker = [
            row for row in kept if row.before and row.after and (row.before.certainty, row.after.certainty) == ("always", "generic")
        ]
        if weaker and "narrowed" not in found:
            where = [row.change.statement for row in weaker]
            found["narrowed"] = f"it matched every line of {sentences.places(where)} and now only matches lines with some values"
        changed = [capture for row in kept for capture in captures(row)]
        if changed:
            found["captures-changed"] = "; ".join(dict.fromkeys(sentences.capture(each) for each in changed))
        if gained:
            where = [row.change.statement for row in gained]
            found["newly-matches"] = f"it now also matches {sentences.places(where)}, which it did not match before"
        unknown = [row for row in rows if row.unknown and self._related(pair, row)]
        if unknown:
            found["unknown"] = sentences.unknown(unknown[0].change.statement, unknown[0].after, unknown[0].before)
        if not found and kept:
            where = [row.change.statement for row in kept]
            done = "it was changed on this branch and " if pair.edited else "it "
            found["still-matches"] = f"{done}still matches {sentences.places(where)}"
        return found

    def _lost(self, pair: Pair, lost: list[Row], bound: list[Row]) -> dict[str, str]:
        """Say what it means that the search lost what these rows show (or that it was edited)."""
        assert pair.base is not None and pair.head is not None  # the caller asked  # noqa: S101, PT018
        reasons = [self._reason(pair, row) for row in lost]
        left = bool(bound)
        if pair.edited:
            dropped, held = self._edited(pair)
            left = left or held
            reasons.extend(
                f"the search was changed on this branch and no longer matches {sentences.places([each])}" for each in dropped[:3]
            )
        if not reasons:
            return {}
        if left or any(self.head.binds(pair.head.query, each) for each in self.others(pair.head)):
            return {"narrowed": _joined(reasons) + "; other statements still feed it"}
        after = {row.after.certainty for row in lost if row.after is not None}
        verdict = "likely-broken" if "contingent" in after else "unknown" if "unknown" in after else "broken"
        uncounted = self._uncounted(pair)
        return {verdict: _joined(reasons) + "; no other statement is matched" + uncounted}

    def _edited(self, pair: Pair) -> tuple[list[Statement], bool]:
        """Return the unchanged statements that an edited search matched and does no more, and whether any is still matched."""
        assert pair.base is not None and pair.head is not None  # the caller asked  # noqa: S101, PT018
        dropped, held = [], False
        for each in self.others(pair.head):
            still = self.head.binds(pair.head.query, each)
            held = held or still
            if not still and self.head.binds(pair.base.query, each):
                dropped.append(each)
        return dropped, held

    def _reason(self, pair: Pair, row: Row) -> str:
        assert pair.head is not None and row.change.before is not None  # it was bound there  # noqa: S101, PT018
        failing: list[Query] = []
        if row.change.after is not None and row.after is not None and row.after.certainty == "never":
            failing = [each for each in sentences.asked(pair.head.query) if not self.head.hold(each, row.change.after).bound]
            never = [each for each in failing if self.head.hold(each, row.change.after).certainty == "never"]
            failing = never or failing
        return sentences.lost(row.change.before, row.change.after, row.after, failing)

    def _removed(self, pair: Pair, rows: list[Row]) -> SearchVerdict | None:
        """Judge a search that the branch deletes: it is missed where a statement that it matched lives on."""
        assert pair.base is not None  # it exists somewhere  # noqa: S101
        alive = [row.change.after for row in rows if row.before is not None and row.before.bound and row.change.after is not None]
        if not alive:
            alive = [each for each in self.others(pair.base) if self.head.binds(pair.base.query, each)][:1]
        if not alive:
            return None
        because = f"the search is deleted on this branch, and {sentences.places(alive)}, which it matched, lives on"
        return self._verdict(pair, rows, {"search-removed": because}, ())

    def _parts(self, pair: Pair, found: dict[str, str]) -> tuple[PartVerdict, ...]:
        """Judge each expression of a search that has several."""
        if pair.head is None or not pair.head.alternatives or not (found or pair.edited):
            return ()
        before = dict(pair.base.alternatives) if pair.base is not None else {}
        judged = []
        for text, query in pair.head.alternatives:
            head = pair.head._replace(query=query, parts=())
            base = pair.base._replace(query=before[text], parts=()) if pair.base is not None and text in before else None
            verdict = self.judge(Pair(base, head))
            if verdict is None:
                fed = any(self.head.binds(query, each) for each in self.others(head))
                judged.append(PartVerdict(text, "still-matches" if fed else "unbound", "" if fed else "no statement feeds it"))
            else:
                judged.append(PartVerdict(text, verdict.verdict, verdict.because))
        return tuple(judged)

    def _verdict(self, pair: Pair, rows: list[Row], found: dict[str, str], parts: tuple[PartVerdict, ...]) -> SearchVerdict:
        """Put the verdict together: the most serious one, the others under ``also``."""
        order = sorted(found, key=VERDICTS.index)
        verdict = order[0]
        shown = [row for row in rows if any(each is not None and each.certainty in _SHOWN for each in (row.before, row.after))]
        taken = tuple(dict.fromkeys(capture for row in shown for capture in captures(row)))
        matches = [match for row in shown for match in (row.before, row.after) if match is not None]
        assuming = dict.fromkeys(text for match in matches for text in match.assuming)
        proposal = None
        if pair.head is not None and verdict in ("broken", "likely-broken", "narrowed", "captures-changed"):
            events = [
                (self.base.event(row.change.before), self.head.event(row.change.after))
                for row in shown if (row.lost or verdict == "captures-changed") and row.change.before is not None and row.change.after is not None
            ]  # fmt: skip
            proposal = propose(pair.head, events)
        return SearchVerdict(
            pair.search, verdict, found[verdict],
            tuple(MatchedChange(row.change.id, row.change.before, row.change.after, row.before, row.after) for row in shown),
            tuple(order[1:]), parts, taken, tuple(assuming), proposal,
        )  # fmt: skip

    def _uncounted(self, pair: Pair) -> str:
        """Count the statements that would match only with a particular text inside of a value. They rescue no search."""
        assert pair.head is not None  # the caller asked  # noqa: S101
        changed = (each.after for each in self.changes if each.after is not None and each.kind == "added")
        count = sum(
            self.head.may_match(pair.head.query, each) for each in islice((*changed, *self.others(pair.head)), _MOST_COUNTED)
        )
        if not count:
            return ""
        which = "1 other statement would match" if count == 1 else f"{count} other statements would match"
        return f" ({which} only with a particular text inside of a value, which does not count)"


def _joined(reasons: list[str]) -> str:
    shown = "; ".join(dict.fromkeys(reasons[:3]))
    return shown if len(reasons) <= 3 else f"{shown}; and {len(reasons) - 3} more"
