"""Settings that the program reads from its environment, under a name that nothing read before."""

from __future__ import annotations

from sdd_impact.detectors._settings import new_settings
from sdd_impact.model import Detector, Evidence, Scene, Signal


def detect(scene: Scene) -> tuple[Signal, ...]:
    """Report the settings whose names are new. ``required`` is ``yes`` where neither a default nor a test for its absence is in sight."""
    return tuple(
        Signal(
            "setting-added",
            Evidence(each.location, each.quote, f"a new setting is read: {each.key}{_about(dict(each.data))}"),
            each.key,
            "",
            (each.key,),
            (("setting", each.key), *each.data),
        )
        for each in new_settings(scene)
    )


def _about(data: dict[str, str]) -> str:
    return ", and no default is in sight" if data["required"] == "yes" else ""


DETECTOR = Detector("setting", ("setting-added",), detect)
