"""Which code a search reaches: its places against the routes of base and branch."""

from __future__ import annotations

import time

import pytest

from sdd_impact.model import (
    AllOf,
    AnyOf,
    Change,
    FileChange,
    Location,
    Phrase,
    Query,
    Route,
    Routing,
    SavedSearch,
    Source,
    Statement,
    Template,
)
from sdd_impact.pipeline.routing import (
    carried_out,
    following,
    left_behind,
    living,
    moves,
    reaching_moved,
    routed,
    stale,
    unused,
    within,
)

RESET = Route("/aws/lambda/reset*", ("lambdas/reset/",))
WORD = Phrase("word")


def reached(query: Query, *configured: tuple[Route, ...], places: tuple[str, ...] = ()) -> tuple[str, ...]:
    (found,) = routed([SavedSearch("s", "splunk", Location("ops/a", 1), "", query, places=places)], *configured)
    return found.paths


@pytest.mark.parametrize(
    ("place", "where", "named"),
    [
        ("/aws/lambda/reset", "/aws/lambda/reset", True),
        ("/aws/lambda/reset-eu", "/aws/lambda/reset*", True),
        ("/aws/lambda/reset-eu", "/aws/lambda/reset", False),
        ("/aws/lambda/Reset", "/aws/lambda/reset", False),
        ('{app="shop", env=~"prod.*"}', '*app="shop"*', True),
        ('{app!="shop"}', '*app="shop"*', False),
        ("index=app", "index=a?p", True),
        ("index=a.p", "index=a.p", True),
        ("index=app", "index=a.p", False),
        ("index=app OR index=web", "index=*", True),
        ("index=app OR index=web", "index=app", False),
        ("NOT index=app", "*index=app", False),
        ('{app!="shop", env="prod"}', "*shop*", False),
        ('{app!="shop", env="prod"}', '*env="prod"*', True),
        ('{app="shop", env!~"dev.*"}', '*app="shop"*', True),
        ('{app="shop", env!="dev"}', '{app="shop", env!="dev"}', True),
        ("index!=app host=a", "*index!=app*", True),
        ('if [type] != "shop"', "*shop*", False),
        ("abcabd", "*ab*d", True),
        ("ab", "ab*b", False),
    ],
)
def test_what_a_route_names(place: str, where: str, named: bool) -> None:
    assert bool(reached(AllOf((Routing(place), WORD)), (Route(where, ("x/",)),))) is named


def test_a_log_group_is_a_place() -> None:
    assert reached(WORD, (RESET,), places=("/aws/lambda/reset-eu",)) == ("lambdas/reset/",)
    assert reached(WORD, (RESET,), places=("/aws/lambda/other",)) == ()
    assert reached(WORD, (RESET,)) == ()


def test_a_place_that_only_some_lines_come_from_says_nothing() -> None:
    assert reached(AnyOf((Routing("index=app"), WORD)), (Route("index=app", ("x/",)),)) == ()


def test_all_paths_of_all_routes_that_name_it_count() -> None:
    routes = (Route("index=app", ("x/",)), Route("index=*", ("y/",)), Route("host=h", ("z/",)))
    assert reached(AllOf((Routing("index=app"), Routing("host=h"), WORD)), routes) == ("x/", "y/", "z/")


def test_a_branch_keeps_no_search_away_by_its_own_routes() -> None:
    places = ("/aws/lambda/reset",)
    assert reached(WORD, (), (RESET,), places=places) == ()
    assert reached(WORD, (RESET,), (), places=places) == ()
    elsewhere = Route(RESET.where, ("functions/reset/",))
    assert reached(WORD, (RESET,), (elsewhere,), places=places) == ("lambdas/reset/", "functions/reset/")


def test_a_route_to_code_that_is_not_there_says_nothing() -> None:
    both = Route("index=app", ("lambdas/reset/", "lib/"))
    routes = (RESET, both)
    assert living(routes, ["lambdas/reset/a.py", "lib/b.py"]) == routes
    assert living(routes, ["lambdas/reset/a.py", "lib/README.md"]) == (RESET,)
    assert living(routes, []) == ()
    assert stale(routes, ["lambdas/reset/a.py"]) == (
        "routes: `lib/` of `index=app` names no code that is there, so its searches are held against all code",
    )
    assert stale(routes, ["lambdas/reset/a.py", "lib/b.py"]) == ()


def test_a_file_that_is_moved_away_is_followed_and_said() -> None:
    def moved(was: str, now: str) -> FileChange:
        return FileChange(Source(was, b"x"), Source(now, b"x"))

    files = (moved("lambdas/reset/a.py", "b.py"), moved("lambdas/reset/c.py", "lambdas/reset/d.py"), moved("x.py", "y.py"))
    (route,) = following((RESET,), files)
    assert route.paths == ("lambdas/reset/", "/b.py")
    assert left_behind((RESET,), files) == (
        "routes: the branch moves code of `/aws/lambda/reset*` to b.py, which no path of the route names: its searches will not see that code",
    )
    assert left_behind((RESET,), files[1:]) == ()
    (search,) = routed([SavedSearch("s", "cloudwatch", Location("a", 1), "", WORD, places=("/aws/lambda/reset",))], (route,))
    for path, reaches in (("b.py", True), ("lib/b.py", False), ("lambdas/reset/d.py", True)):
        assert within(search, Statement("log", Location(path, 1), "python", Template.of("word"), "info")) is reaches


def test_within() -> None:
    (search,) = routed([SavedSearch("s", "cloudwatch", Location("a", 1), "", WORD, places=("/aws/lambda/reset",))], (RESET,))
    for path, reaches in (("lambdas/reset/a.py", True), ("lambdas/resets/a.py", False), ("lib/a.py", False)):
        assert within(search, Statement("log", Location(path, 1), "python", Template.of("word"), "info")) is reaches
        assert within(search._replace(paths=()), Statement("log", Location(path, 1), "python", Template.of("word"), "info"))


def test_many_stars_take_no_time() -> None:
    start = time.process_time()
    assert not reached(WORD, (Route("*a" * 200 + "b", ("x/",)),), places=("a" * 20_000,))
    assert not reached(WORD, (Route("*b", ("x/",)),), places=('a!="\\' * 20_000,))
    assert time.process_time() - start < 1


def test_a_route_of_a_place_that_no_search_reads_from_is_told() -> None:
    found = [
        SavedSearch(
            "s", "splunk", Location("ops/a", 1), "", WORD, places=("/aws/lambda/reset OR /aws/lambda/mail", "NOT /aws/lambda/old")
        )
    ]
    routes = (RESET, Route("*/mail", ("x/",)), Route("/aws/lambda/old", ("x/",)), Route("index=app", ("x/",)))
    told = [
        f"routes: no saved search says that it reads from `{where}`, so this route decides nothing"
        for where in ("/aws/lambda/old", "index=app")
    ]
    assert unused(routes, found) == tuple(told)
    assert unused((), found) == ()


def printed(text: str, file: str, line: int = 1) -> Statement:
    return Statement("log", Location(file, line), "python", Template.of(text), "info")


def test_statements_that_move_are_followed_one_by_one() -> None:
    was, now = printed("job gave up", "lambdas/reset/a.py"), printed("job gave up", "lib/b.py", 7)
    old, new = printed("task failed", "lambdas/reset/a.py", 3), printed("task has failed", "lib/b.py", 9)
    other, stays = printed("job gave up", "lib/c.py", 2), printed("job gave up", "lib/b.py", 20)
    moved = moves(
        [was, old, other, stays],
        [now, new, other, stays._replace(location=Location("lib/b.py", 21))],
        [Change("ch-1", "modified", old, new)],
    )
    # Of two equal statements in one file it cannot be told which one came: one of them did.
    assert set(moved.values()) == {"lambdas/reset/a.py"}
    assert len(moved) == 2
    assert moved[new.location] == "lambdas/reset/a.py"
    (search,) = routed([SavedSearch("s", "splunk", Location("ops/a", 1), "", WORD, places=("/aws/lambda/reset",))], (RESET,))
    reach = reaching_moved(moved)
    assert (reach(search, new), reach(search, was), reach(search, other)) == (True, True, False)
    assert not within(search, new)
    said = "routes: the branch moves log statements of `/aws/lambda/reset*` to lib/b.py, which no path of the route names: its searches will not see them"
    assert carried_out((RESET,), moved, ()) == (said,)
    renamed = FileChange(Source("lambdas/reset/a.py", b""), Source("lib/b.py", b""))
    assert carried_out((RESET,), moved, (renamed,)) == ()
    assert moves([was], [was], []) == {}
