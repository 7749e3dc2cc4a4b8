"""What the detectors want to know of the changed files, read once for all of them.

Each file is parsed, asked everything, and let go: no tree outlives its file, however large the branch is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sdd_impact.detectors import _actions, _routes, _rules, _sends
from sdd_impact.detectors._actions import Action, actions
from sdd_impact.detectors._audits import Audit, audits
from sdd_impact.detectors._reading import GRAMMARS, read, sources
from sdd_impact.detectors._routes import Route, routes, schema
from sdd_impact.detectors._rules import Rule, markup, rules
from sdd_impact.detectors._sends import Send, sends
from sdd_impact.model import Scene, Settings, Source
from sdd_impact.tuples import NamedTuple


class FileFacts(NamedTuple):
    """What one version of one file says. ``family`` is ``python``, ``java``, ``ecmascript`` or "" (a schema, a template)."""

    path: str
    family: str = ""
    routes: tuple[Route, ...] = ()
    actions: tuple[Action, ...] = ()
    audits: tuple[Audit, ...] = ()
    sends: tuple[Send, ...] = ()
    rules: tuple[Rule, ...] = ()


class Facts(NamedTuple):
    """What the changed files say on either side."""

    before: tuple[FileFacts, ...]
    after: tuple[FileFacts, ...]


_SUFFIXES = (*GRAMMARS, *schema.SUFFIXES, *markup.SUFFIXES)
_last: list[tuple[Scene, Facts]] = []


def facts(scene: Scene) -> Facts:
    """What the changed files say, tests and the like left out; remembered for the scene that was asked about last."""
    if not _last or _last[0][0] is not scene:
        found = sources(scene, _SUFFIXES)
        _last[:] = [(scene, Facts(tuple(_of(found.before, scene.settings)), tuple(_of(found.after, scene.settings))))]
    return _last[0][1]


def _of(found: Iterable[Source], settings: Settings) -> Iterator[FileFacts]:
    for source in found:
        path = source.path.lower()
        if path.endswith(schema.SUFFIXES):
            yield of_schema(source)
        elif path.endswith(markup.SUFFIXES):
            yield FileFacts(source.path, rules=tuple(markup.rules(source)))
        else:
            yield of_code(source, settings)


def of_schema(source: Source) -> FileFacts:
    """What a GraphQL schema says."""
    found = tuple(schema.routes(source))
    return FileFacts(source.path, "", found, tuple(filter(None, map(_actions.of_route, found))))


def of_code(source: Source, settings: Settings) -> FileFacts:
    """What a file of source code says; nothing for one that has none of the words or cannot be read."""
    text = source.data.lower()
    words = tuple(name.rpartition(".")[2].lower().encode() for name in settings.notify_calls)
    routed, acted, ruled, sent = (
        any(hint in text for hint in hints) for hints in (_routes.HINTS, _actions.HINTS, _rules.HINTS, (*_sends.HINTS, *words))
    )
    file = read(source) if routed or acted or ruled or sent else None
    if file is None:
        return FileFacts(source.path)
    found_routes = routes(file) if routed else ()
    found_actions = actions(file, found_routes) if acted else ()
    entries = [(each.key, each.symbol, each.body) for each in found_actions]
    entries += [(each.key, each.handler, each.body) for each in found_routes if each.mutating]
    return FileFacts(
        source.path,
        file.family,
        tuple(each._replace(body=None) for each in found_routes),
        tuple(each._replace(body=None, route=each.route and each.route._replace(body=None)) for each in found_actions),
        tuple(audits(file, entries, settings.audit_calls)),
        tuple(sends(file, settings.notify_calls)) if sent else (),
        rules(file) if ruled else (),
    )
