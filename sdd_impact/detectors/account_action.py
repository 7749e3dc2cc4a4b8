"""A new action on a customer's account: reset, confirm, lock, delete, second factor, invite."""

from __future__ import annotations

from collections.abc import Iterable

from sdd_impact.detectors._actions import HINTS, Action, actions, of_route
from sdd_impact.detectors._reading import File, sides, sources
from sdd_impact.detectors._routes import schema
from sdd_impact.model import Detector, Evidence, Scene, Signal, Source

#: How a language writes the definition of a function: where the base has one of this name, the action is not new.
_DEFINITIONS = {
    "python": ("def {}(",),
    "java": (" {}(",),
    "ecmascript": ("function {}(", " {} = ", ".{} = ", " {}: ", " {}("),
}  # fmt: skip


def detect(scene: Scene) -> tuple[Signal, ...]:
    """Report the account actions that only the side after the change has, each once."""
    before, after = sides(scene, HINTS)
    schemas = sources(scene, schema.SUFFIXES)
    known: set[object] = set()
    for _, action in (*_of_files(before), *_of_schemas(schemas.before)):
        known |= _identities(action)
    found = []
    for family, action in (*_of_files(after), *_of_schemas(schemas.after)):
        if known.isdisjoint(_identities(action)):
            known |= _identities(action)
            found.append(_signal(family, action))
    return tuple(found)


def _of_files(files: Iterable[File]) -> list[tuple[str, Action]]:
    return [(file.family, action) for file in files for action in actions(file)]


def _of_schemas(found: Iterable[Source]) -> list[tuple[str, Action]]:
    return [("", action) for source in found for route in schema.routes(source) if (action := of_route(route))]


def _identities(action: Action) -> set[object]:
    """An action is the same under its route, or under its function's name with the same words."""
    return {action.route.identity if action.route else action.key, (action.name.lower(), action.label)}


def _signal(family: str, action: Action) -> Signal:
    route = action.route
    because = f"{action.label}: " + ("a new route for it" if route else "a new public function does it")
    return Signal(
        "account-action",
        Evidence(action.location, action.quote, because),
        action.key,
        action.symbol,
        () if route else tuple(definition.format(action.name) for definition in _DEFINITIONS[family]),
        (
            ("action", action.label),
            ("name", action.name),
            ("method", route.method if route else ""),
            ("path", route.path if route and route.method != "MUTATION" else ""),
        ),
    )


DETECTOR = Detector("account_action", ("account-action",), detect)
