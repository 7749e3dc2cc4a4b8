"""Jobs that run without a customer waiting: background tasks, schedules, consumers of queues."""

from __future__ import annotations

from sdd_impact.detectors._jobs import new_jobs
from sdd_impact.model import Detector, Evidence, Scene, Signal


def detect(scene: Scene) -> tuple[Signal, ...]:
    """Report the jobs whose names are new."""
    return tuple(
        Signal(
            "job-added",
            Evidence(each.location, each.quote, f"a new {dict(each.data)['kind']}: {each.key}"),
            each.key,
            each.key,
            (each.key.rpartition(":")[2].rpartition(".")[2],),
            (("job", each.key), *each.data),
        )
        for each in new_jobs(scene)
    )


DETECTOR = Detector("job", ("job-added",), detect)
