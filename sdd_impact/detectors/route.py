"""Routes that appear and go: what a client can ask for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from sdd_impact.detectors._facts import FileFacts, facts
from sdd_impact.detectors._routes import Route
from sdd_impact.model import Detector, Evidence, Scene, Signal


def detect(scene: Scene) -> tuple[Signal, ...]:
    """Report the routes that only one side has. A route is its method and path, wherever it is registered."""
    seen = facts(scene)
    before, after = _by_identity(seen.before), _by_identity(seen.after)
    return (
        *(_signal("route-added", "a new route", "after", route) for key, route in after.items() if key not in before),
        *(_signal("route-removed", "the route is gone", "before", route) for key, route in before.items() if key not in after),
    )


def _by_identity(files: Iterable[FileFacts]) -> dict[str, Route]:
    """Each route once; where code and a schema have it, the code's."""
    named: dict[str, Route] = {}
    for file in sorted(files, key=lambda file: not file.family):
        for route in file.routes:
            named.setdefault(route.identity, route)
    return named


def _signal(name: str, because: str, side: Literal["before", "after"], route: Route) -> Signal:
    return Signal(
        name,
        Evidence(route.location, route.quote, because, side),
        route.key,
        route.handler,
        (),
        (
            ("method", route.method),
            ("path", route.path),
            ("mutating", "yes" if route.mutating else "no"),
            ("handler", route.handler),
        ),
    )


DETECTOR = Detector("route", ("route-added", "route-removed"), detect)
