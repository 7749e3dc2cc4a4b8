"""Searches that are held against some of the code only."""

from __future__ import annotations

from matching.written import change, printed, search, statement

from sdd_impact.matching import states, verdicts
from sdd_impact.model import Change, Phrase, SavedSearch, SearchVerdict, Statement, Template

RESET = search(Phrase("gave up"))._replace(places=("/aws/lambda/reset",), paths=("reset/",))
HERE, THERE = (statement("{job} gave up", 1, file=f"{folder}/app.py") for folder in ("reset", "other"))
NEW_HERE, NEW_THERE = (statement("{job} failed", 1, file=f"{folder}/app.py") for folder in ("reset", "other"))


def within(one: SavedSearch, other: Statement) -> bool:
    return not one.paths or other.location.file.startswith(one.paths)


def judged(
    changes: list[Change], others: tuple[Statement, ...] = (), base: SavedSearch = RESET, head: SavedSearch = RESET
) -> SearchVerdict | None:
    found = verdicts([base], [head], changes, printed, printed, lambda _search: others, within=within)
    return found[0] if found else None


def test_what_other_code_prints_touches_nothing() -> None:
    assert judged([change(1, THERE, NEW_THERE)]) is None
    assert judged([change(1, THERE, None)]) is None
    assert judged([change(1, None, THERE)]) is None


def test_what_its_own_code_prints_is_decided_and_said() -> None:
    found = judged([change(1, HERE, NEW_HERE)])
    assert found is not None
    assert found.verdict == "broken"
    assert found.assuming[-1] == 'the lines of "/aws/lambda/reset" come from reset/ alone, as `routes` in the configuration says'


def test_other_code_keeps_no_search_alive() -> None:
    found = judged([change(1, HERE, NEW_HERE)], (THERE,))
    assert found is not None
    assert found.verdict == "broken"
    unrouted = judged([change(1, HERE, NEW_HERE)], (THERE,), RESET._replace(paths=()), RESET._replace(paths=()))
    assert unrouted is not None
    assert unrouted.verdict == "narrowed"
    assert not any("routes" in each for each in unrouted.assuming)


def test_a_statement_that_moves_out_of_reach_is_lost_and_one_that_moves_in_is_gained() -> None:
    found = judged([change(1, HERE, THERE)])
    assert found is not None
    assert found.verdict == "broken"
    assert "where the search does not look" in found.because
    found = judged([change(1, THERE, HERE)])
    assert found is not None
    assert found.verdict == "newly-matches"


def test_a_search_that_is_pointed_at_other_code_lost_what_it_matched() -> None:
    away = RESET._replace(places=("/aws/lambda/other",), paths=("other/",))
    found = judged([], (HERE, THERE), RESET, away)
    assert found is not None
    assert found.verdict == "narrowed"
    found = judged([], (HERE,), RESET, away)
    assert found is not None
    assert found.verdict == "broken"


def test_states() -> None:
    routed, free = states([RESET, RESET._replace(paths=())], [HERE, THERE], printed, within=within)
    assert [each.statement for each in routed.statements] == [HERE]
    assert "reset/ alone" in routed.because
    assert len(free.statements) == 2
    assert "alone" not in free.because
    (unbound,) = states([RESET], [THERE, HERE._replace(template=Template.of("another text"))], printed, within=within)
    assert unbound.state == "unbound"
    (alone,) = states([RESET], [THERE], printed, within=within)
    assert alone.state == "unknown"
    assert alone.because.startswith("there is no log statement that it could be held against")
