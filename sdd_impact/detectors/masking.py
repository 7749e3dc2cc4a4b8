"""A personal value that a log line printed is masked or gone now: whoever searched by it finds nothing any more."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sdd_impact import late
from sdd_impact.detectors._privacy import classify, is_masked
from sdd_impact.detectors._secrets import safe
from sdd_impact.detectors._values import pairs, printed
from sdd_impact.model import Detector, Evidence, Placeholder, Scene, Settings, Signal, Statement
from sdd_impact.syntax import identifies
from sdd_impact.syntax.naming import snake, unmasked


def detect(scene: Scene) -> tuple[Signal, ...]:
    """Report, for each log statement that stays, the personal values that it no longer shows."""
    return tuple(
        signal
        for pair in pairs(scene)
        if pair.before and pair.after
        for signal in _of_pair(pair.before, pair.after, pair.refs, scene.settings)
    )


def _of_pair(old: Statement, new: Statement, refs: tuple[str, ...], settings: Settings) -> Iterator[Signal]:
    masks = settings.masks
    still = {_value(hole) for hole in printed(new) if not is_masked(hole, masks)}
    hidden = [hole for hole in printed(new) if is_masked(hole, masks)]
    for hole in printed(old):
        found = classify(hole, masks)
        if not found or found.name in ("id", "secret", "request", "person") or _value(hole) in still:
            continue
        masked = next((each for each in hidden if _hides(each, hole)), None)
        ids = ids_of(new, masks)
        shown = sorted({name.lower() for name in settings.shown_ids or ()} & {name.lower() for name in ids})
        because = f"{found.name} is masked now: {masked.name}" if masked else f"{found.name} is no longer on the line"
        yield Signal(
            "masked",
            Evidence(new.location, safe(new.template.message), because),
            hole.name or safe(hole.expression),
            new.symbol,
            (),
            (
                ("before", safe(hole.expression or hole.name)),
                ("kind", found.name),
                ("ids", ", ".join(ids)),
                ("shown", ", ".join(shown)),
            ),
            refs,
        )


def _value(hole: Placeholder) -> str:
    """A value's name without the owner's dress: renamed variables of the same last word are one value."""
    return hole.name.rpartition("_")[2] if hole.kind in ("email", "phone", "ip") else hole.name


def _hides(masked: Placeholder, hole: Placeholder) -> bool:
    """Whether a masked value is this one: its kind inside, or the name inside the call."""
    inner = re.sub(r".*\((.*)\)", r"\1", masked.name)
    return (
        (masked.inside not in ("", "any") and masked.inside == hole.kind)
        or unmasked(inner) == hole.name
        or hole.name in masked.name
    )


_LABEL = late.regex(r"([A-Za-z][\w.-]*)['\"]?\s*[:=]\s*['\"]?\Z|\b([A-Za-z][\w.-]*)\s+[#(]?\Z")


def ids_of(statement: Statement, masks: tuple[str, ...]) -> tuple[str, ...]:
    """The IDs on a line as a person may call them: the value's name, and the label in front of it (``userId: 17``)."""
    found: dict[str, None] = {}
    label = ""
    for part in statement.template.parts:
        if isinstance(part, str):
            match = _LABEL.search(part)
            label = (match[1] or match[2]) if match else ""
            continue
        if not is_masked(part, masks) and (identifies(part.name, part.kind) or identifies(snake(label), part.kind)):
            found |= dict.fromkeys(filter(None, (part.name, label if identifies(snake(label)) else "")))
        label = ""
    for field in statement.fields:
        holes = field.value.placeholders
        if any(identifies(hole.name, hole.kind) and not is_masked(hole, masks) for hole in holes) or (
            holes and identifies(snake(field.name)) and not any(is_masked(hole, masks) for hole in holes)
        ):
            found |= dict.fromkeys([field.name, *(hole.name for hole in holes if identifies(hole.name, hole.kind))])
    return tuple(found)


DETECTOR = Detector("masking", ("masked",), detect)
