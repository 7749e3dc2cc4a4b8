"""Which code a saved search is held against: all of it, unless the configuration says which code writes to the search's log group, index or service.

What a search says of its places is compared with the ``where`` of every route. A place that no route names, and one that is excluded
(``NOT …``, ``app!="…"``), says nothing. Of places that stand for each other (``a OR b``) all must be named. A route that names code which is not there
(a folder that was moved) says nothing, either: a search is then held against all code, never against none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache

from sdd_impact import late
from sdd_impact.analysis.paths import Patterns
from sdd_impact.model import Change, FileChange, Location, Route, SavedSearch, Statement

#: A part of a place that says where lines do not come from.
_EXCLUDED = late.regex(
    r"""(?<![\w.@\[\]-])[\w.@\[\]-]++\s*+(?:!=|!~|<>)\s*+(?:"(?:[^"\\]|\\.)*+"|'[^']*+'|`[^`]*+`|[^\s,{}"'`]+)"""
)


def routed(searches: Iterable[SavedSearch], *configured: tuple[Route, ...]) -> tuple[SavedSearch, ...]:
    """Return the searches with the paths that they reach.

    Where several configurations bind (those of base and branch), a search reaches what it reaches by any of them, and all code where
    one of them does not name it: so no branch can keep a search away from code by a route of its own.
    """
    return tuple(_routed(search, configured) if all(configured) else search for search in searches)


def living(routes: tuple[Route, ...], paths: Iterable[str]) -> tuple[Route, ...]:
    """Return the routes of which every pattern names a file of source code among these paths."""
    if not routes:
        return ()
    gone = frozenset(_gone(routes, paths))
    return tuple(route for route in routes if gone.isdisjoint(route.paths))


def stale(routes: tuple[Route, ...], paths: Iterable[str]) -> tuple[str, ...]:
    """Return a sentence for each route that names code which is not there."""
    gone = frozenset(_gone(routes, paths)) if routes else frozenset()
    told = ((route.where, ", ".join(f"`{path}`" for path in route.paths if path in gone)) for route in routes)
    return tuple(
        f"routes: {found} of `{where}` names no code that is there, so its searches are held against all code"
        for where, found in told
        if found
    )


def unused(routes: tuple[Route, ...], searches: Iterable[SavedSearch]) -> tuple[str, ...]:
    """Return a sentence for each route of a place that no saved search reads from."""
    places = {place for search in searches for origin in search.origins for place in origin.split(" OR ")} if routes else set()
    return tuple(
        f"routes: no saved search says that it reads from `{route.where}`, so this route decides nothing"
        for route in routes
        if not any(_named(place, (route,)) for place in places)
    )


def following(routes: tuple[Route, ...], files: Iterable[FileChange]) -> tuple[Route, ...]:
    """Return the routes with the new places of files that the branch moves away from their paths: what they print still goes there."""
    moved = tuple(_moved(files))
    return tuple(route._replace(paths=(*route.paths, *(f"/{now}" for now in _leaving(route, moved)))) for route in routes)


def moves(before: Iterable[Statement], after: Iterable[Statement], changes: Iterable[Change]) -> dict[Location, str]:
    """Return where statements of other files stand now, with the files that they come from: those that changed on the way, and those that did not."""
    found = {
        change.after.location: change.before.location.file
        for change in changes
        if change.before and change.after and change.before.location.file != change.after.location.file
    }
    gone, come = _only(before, after), _only(after, before)
    for said, places in come.items():
        elsewhere = iter(gone.get(said, ()))
        found.update({place: was.file for place, was in zip(places, elsewhere, strict=False) if place.file != was.file})
    return found


def _only(here: Iterable[Statement], there: Iterable[Statement]) -> dict[object, list[Location]]:
    """The places of statements of which the same file has none, or fewer, on the other side; by what they say."""
    others = Counter((each.location.file, _said(each)) for each in there)
    found: dict[object, list[Location]] = {}
    for each in here:
        key = (each.location.file, _said(each))
        if others[key] > 0:
            others[key] -= 1
        else:
            found.setdefault(key[1], []).append(each.location)
    return found


def _said(statement: Statement) -> object:
    return statement.what, statement.template.skeleton, statement.level


def reaching_moved(moved: Mapping[Location, str]) -> Callable[[SavedSearch, Statement], bool]:
    """Return :func:`within` for a branch: a statement that it moves out of the code that a search reaches is followed."""

    def within_or_moved(search: SavedSearch, statement: Statement) -> bool:
        if within(search, statement):
            return True
        was = moved.get(statement.location)
        return was is not None and _patterns(search.paths).match(was)

    return within_or_moved


def carried_out(routes: tuple[Route, ...], moved: Mapping[Location, str], files: Iterable[FileChange]) -> tuple[str, ...]:
    """Return a sentence for each route from whose paths the branch moves statements into a file that is no renamed one."""
    renamed = frozenset(_moved(files))
    pairs = tuple(dict.fromkeys((was, place.file) for place, was in moved.items() if (was, place.file) not in renamed))
    told = ((route.where, list(dict.fromkeys(_leaving(route, pairs)))) for route in routes)
    return tuple(
        f"routes: the branch moves log statements of `{where}` to {found[0]}{f' and {len(found) - 1} more' if len(found) > 1 else ''}, "
        "which no path of the route names: its searches will not see them"
        for where, found in told
        if found
    )


def left_behind(routes: tuple[Route, ...], files: Iterable[FileChange]) -> tuple[str, ...]:
    """Return a sentence for each route from whose paths the branch moves code away."""
    moved = tuple(_moved(files))
    told = ((route.where, _leaving(route, moved)) for route in routes)
    return tuple(
        f"routes: the branch moves code of `{where}` to {found[0]}{f' and {len(found) - 1} more' if len(found) > 1 else ''}, "
        "which no path of the route names: its searches will not see that code"
        for where, found in told
        if found
    )


def _moved(files: Iterable[FileChange]) -> Iterator[tuple[str, str]]:
    from sdd_impact import languages  # late, as below

    sides = ((file.before.path, file.after.path) for file in files if file.before and file.after)
    return ((was, now) for was, now in sides if was != now and languages.for_path(now))


def _leaving(route: Route, moved: Iterable[tuple[str, str]]) -> list[str]:
    named = _patterns(route.paths)
    return [now for was, now in moved if named.match(was) and not named.match(now)]


def _gone(routes: tuple[Route, ...], paths: Iterable[str]) -> Iterator[str]:
    from sdd_impact import languages  # late: few repositories have routes

    code = [path for path in paths if languages.for_path(path)]
    for pattern in dict.fromkeys(path for route in routes for path in route.paths):
        named = Patterns([pattern])
        if not any(map(named.match, code)):
            yield pattern


def _routed(search: SavedSearch, configured: tuple[tuple[Route, ...], ...]) -> SavedSearch:
    found = [_paths(search.origins, routes) for routes in configured]
    return search._replace(paths=tuple(dict.fromkeys(path for each in found for path in each))) if all(found) else search


def _paths(origins: tuple[str, ...], routes: tuple[Route, ...]) -> tuple[str, ...]:
    """The paths behind the places of a search that routes name; empty where they name none."""
    found: list[str] = []
    for origin in origins:
        named = [_named(each, routes) for each in origin.split(" OR ")]
        if all(named):
            found.extend(path for each in named for path in each)
    return tuple(found)


def _named(place: str, routes: tuple[Route, ...]) -> tuple[str, ...]:
    if place.startswith("NOT "):
        return ()
    without = _EXCLUDED.sub("", place)
    # A route that does not say what it excludes is not about what a search excludes.
    shown = ((route, place if "!" in route.where or "<>" in route.where else without) for route in routes)
    return tuple(path for route, said in shown if _expression(route.where).fullmatch(said) for path in route.paths)


@lru_cache(1024)
def _expression(where: str) -> re.Pattern[str]:
    """``*`` is any text. Each piece between two of them is looked for once, at its first place: nothing here can take long."""
    first, *others = (re.escape(each).replace(r"\?", ".") for each in re.split(r"\*+", where))
    middle = "".join(f"(?>.*?{each})" for each in others[:-1])
    return re.compile(first + middle + (f".*{others[-1]}" if others else ""), re.DOTALL)


def within(search: SavedSearch, statement: Statement) -> bool:
    """Whether a search is held against a statement."""
    return reaches(search, statement.location.file)


def reaches(search: SavedSearch, path: str) -> bool:
    """Whether a search is held against the code of a file."""
    return not search.paths or _patterns(search.paths).match(path)


@lru_cache(1024)
def _patterns(paths: tuple[str, ...]) -> Patterns:
    return Patterns(paths)
