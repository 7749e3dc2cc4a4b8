"""Routes that appear and go: what a client can ask for."""

from __future__ import annotations

from typing import Literal

from sdd_impact.detectors._comparing import left_over
from sdd_impact.detectors._reading import File, sides
from sdd_impact.detectors._routes import HINT, Route, routes
from sdd_impact.model import Detector, Evidence, Scene, Signal


def detect(scene: Scene) -> tuple[Signal, ...]:
    """Report the routes that only one side has. A route is its method and path, wherever it is registered."""
    before, after = sides(scene, HINT)
    olds = [(file, route) for file in before for route in routes(file)]
    news = [(file, route) for file in after for route in routes(file)]
    gone, new = left_over(olds, news, lambda each: each[1].key)
    return (
        *(_signal("route-added", "a new route", "after", file, route) for file, route in new),
        *(_signal("route-removed", "the route is gone", "before", file, route) for file, route in gone),
    )


def _signal(name: str, because: str, side: Literal["before", "after"], file: File, route: Route) -> Signal:
    return Signal(
        name,
        Evidence(file.location(route.node), file.line(route.node), because, side),
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
