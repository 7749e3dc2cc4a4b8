"""A new action on a customer's account: reset, confirm, lock, delete, second factor, invite."""

from __future__ import annotations

from sdd_impact.detectors._actions import Action
from sdd_impact.detectors._facts import facts
from sdd_impact.detectors._reading import matches
from sdd_impact.detectors._words import meaning
from sdd_impact.model import Detector, Evidence, Scene, Signal

#: How a language writes the definition of a function: where the base has one of this name, the action is not new.
_DEFINITIONS = {
    "python": ("def {}(",),
    "java": (" {}(",),
    "ecmascript": ("function {}(", " {} = ", ".{} = ", " {}: ", " {}("),
}  # fmt: skip


def detect(scene: Scene) -> tuple[Signal, ...]:
    """Report the account actions that only the side after the change has, each once."""
    seen = facts(scene)
    known: set[object] = set()
    for file in seen.before:
        for action in file.actions:
            known |= _identities(action)
    new = []
    found = [(file, action) for file in seen.after for action in file.actions]
    for file, action in sorted(
        found, key=lambda each: (each[1].route is None, not each[0].family)
    ):  # routes first, those in code before schemas
        if known.isdisjoint(_identities(action)):
            known |= _identities(action)
            new.append((file, action))
    routed = {meaning(action.label) for _, action in new if action.route}
    ui = scene.settings.support_ui_paths
    return tuple(
        _signal(file.family, action, in_support_ui=matches(ui, file.path))
        for file, action in new
        if action.route or meaning(action.label) not in routed  # the service behind the new route is told with it
    )


def _identities(action: Action) -> set[object]:
    """An action is the same under its route, or under its function's name with the same words."""
    return {action.route.identity if action.route else action.key, (action.name.lower(), action.label)}


def _signal(family: str, action: Action, *, in_support_ui: bool) -> Signal:
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
            ("in_support_ui", "yes" if in_support_ui else ""),
        ),
    )


DETECTOR = Detector("account_action", ("account-action",), detect)
