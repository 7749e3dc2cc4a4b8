"""A new action on a customer's account: reset, confirm, lock, delete, second factor, invite."""

from __future__ import annotations

from sdd_impact.detectors._actions import HINT, Action, actions
from sdd_impact.detectors._comparing import left_over
from sdd_impact.detectors._reading import File, sides
from sdd_impact.model import Detector, Evidence, Scene, Signal


def detect(scene: Scene) -> tuple[Signal, ...]:
    """Report the account actions that only the side after the change has."""
    before, after = sides(scene, HINT)
    olds = [action for file in before for action in actions(file)]
    news = [(file, action) for file in after for action in actions(file)]
    _, new = left_over(
        [(None, action) for action in olds], news, lambda each: each[1].key, lambda each: (each[1].name, each[1].label)
    )
    return tuple(_signal(file, action) for file, action in new if file is not None)


def _signal(file: File, action: Action) -> Signal:
    route = action.route
    because = f"{action.label}: " + ("a new route for it" if route else "a new public function does it")
    return Signal(
        "account-action",
        Evidence(file.location(action.node), file.line(action.node), because),
        action.key,
        action.symbol,
        novel(file, action),
        (
            ("action", action.label),
            ("name", action.name),
            ("method", route.method if route else ""),
            ("path", route.path if route and route.method != "MUTATION" else ""),
        ),
    )


def novel(file: File, action: Action) -> tuple[str, ...]:
    """The definitions of a function of this name, as its language writes them: where the base has one, the action is not new."""
    if action.route:
        return ()
    name = action.name
    if file.family == "python":
        return (f"def {name}(",)
    if file.family == "java":
        return (f" {name}(",)
    return (f"function {name}(", f" {name} = ", f".{name} = ", f" {name}: ", f" {name}(")


DETECTOR = Detector("account_action", ("account-action",), detect)
