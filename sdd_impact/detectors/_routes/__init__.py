"""The routes of a file: what a client can ask for, in every framework alike. For the detectors that look at entry points."""

from __future__ import annotations

from importlib import import_module

from sdd_impact.detectors._lists import hints
from sdd_impact.detectors._reading import File
from sdd_impact.detectors._routes import schema
from sdd_impact.detectors._routes.noun import MUTATING, Route
from sdd_impact.model import Location

__all__ = ["HINTS", "MUTATING", "Route", "routes", "schema"]

#: Lower-case words without one of which a file registers no route.
HINTS = hints(""".get( .post( .put( .patch( .delete( .all( .any( .del( .head( .options( .route( route( .on( .register( .add_ add_resource path( url(
        mutation websocket @action mapping @path @get @post @put @patch @delete @controller get( post( put( patch( delete( @all export""")


def routes(file: File) -> tuple[Route, ...]:
    """Every route that a file registers, in the order of the text."""
    module = import_module(f"{__name__}.{file.family}")  # late: a file of one language needs the rules of that one
    found: dict[tuple[str, Location], Route] = {}
    for route in module.routes(file):
        found.setdefault((route.key, route.location), route)
    return tuple(sorted(found.values(), key=lambda route: (route.location, route.method)))
