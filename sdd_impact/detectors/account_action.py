"""A new action on a customer's account: reset, confirm, lock, delete, second factor, invite."""

from __future__ import annotations

import re
from collections.abc import Iterable

from sdd_impact import late
from sdd_impact.detectors._actions import Action
from sdd_impact.detectors._facts import facts
from sdd_impact.detectors._reading import matches
from sdd_impact.detectors._words import meaning, names_action
from sdd_impact.model import Detector, Evidence, Scene, Signal
from sdd_impact.syntax import is_test

#: How a language writes the definition of a function: where the base has one of this name, the action is not new.
_DEFINITIONS = {
    "python": ("def {}(",),
    "java": (" {}(",),
    "ecmascript": ("function {}(", " {} = ", ".{} = ", " {}: ", " {}("),
}  # fmt: skip

_COMMENT = late.regex(r"\s*(?:#|//|/?\*|<!--|\{/\*)")


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
    screens = _Screens(scene)
    return tuple(
        _signal(file.family, action, screens.place(file.path, action))
        for file, action in new
        if action.route or meaning(action.label) not in routed  # the service behind the new route is told with it
    )


def _identities(action: Action) -> set[object]:
    """An action is the same under its route, or under its function's name with the same words."""
    return {action.route.identity if action.route else action.key, (action.name.lower(), action.label)}


class _Screens:
    """The files of the Support UI that the branch changes: where does one of them do an action?"""

    def __init__(self, scene: Scene) -> None:
        self._paths = scene.settings.support_ui_paths
        self._files = tuple(_sides(scene, self._paths)) if self._paths else ()

    def place(self, path: str, action: Action) -> str:
        """The Support UI's line that does it: the action's own place there, or one that this branch adds and that asks for it; "" for none."""
        if not self._paths:
            return ""
        if matches(self._paths, path):
            return f"{path}:{action.location.line}"
        asks = _asking(action)
        if asks is None:
            return ""
        for name, before, after in self._files:
            line = next((number for number, text in enumerate(after, 1) if asks.search(text) and not _COMMENT.match(text)), 0)
            if line and not any(map(asks.search, before)):
                return f"{name}:{line}"
        return ""


def _sides(scene: Scene, paths: tuple[str, ...]) -> Iterable[tuple[str, list[str], list[str]]]:
    for change in scene.files:
        if change.after and not change.ignored and matches(paths, change.after.path) and not is_test(change.after.path):
            before = change.before.data if change.before else b""
            old, new = (data.decode("utf-8", "replace").splitlines() for data in (before, change.after.data))
            yield change.after.path, old, new


def _asking(action: Action) -> re.Pattern[str] | None:
    """What a line has in it that asks for an action: its route's path, or a name of its function that says what it does; None where neither is telling."""
    route = action.route
    path = route.path if route and route.method != "MUTATION" else ""
    segments = [r"[^/\s'\"`?#]+" if "{" in part or "*" in part else re.escape(part) for part in path.split("/") if part]
    ways = [rf"/{'/'.join(segments)}(?![\w/-])"] if len(segments) > 1 else []
    if names_action(action.name):
        ways.append(rf"(?<!\w){re.escape(action.name)}\s*\(")
    return re.compile("|".join(ways)) if ways else None


def _signal(family: str, action: Action, screen: str) -> Signal:
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
            ("in_support_ui", "yes" if screen else ""),
            ("screen", screen),
        ),
    )


DETECTOR = Detector("account_action", ("account-action",), detect)
