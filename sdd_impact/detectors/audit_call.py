"""An audit event beside an action: its presence answers the question that its absence asks."""

from __future__ import annotations

from collections.abc import Iterator

from sdd_impact.detectors._actions import Action
from sdd_impact.detectors._audits import Audit, audits
from sdd_impact.detectors._facts import Facts, facts
from sdd_impact.detectors._reading import read
from sdd_impact.model import Detector, Evidence, Scene, Signal, Source


def detect(scene: Scene) -> tuple[Signal, ...]:
    """Report the audit calls of new account actions and new routes that change something: in their code, or in what it calls directly."""
    seen = facts(scene)
    old = {action.key for file in seen.before for action in file.actions} | {
        route.key for file in seen.before for route in file.routes
    }
    found = {audit.key: audit for file in seen.after for audit in file.audits if audit.key not in old}
    for action in _without_code(seen):
        if action.key not in found and action.key not in old and (audit := _elsewhere(scene, action)):
            found[action.key] = audit
    return tuple(
        Signal(
            "audit-call",
            Evidence(audit.location, audit.quote, f"an audit event is written: {audit.callee}"),
            audit.key,
            audit.symbol,
            (),
            (("call", audit.callee),),
        )
        for audit in found.values()
    )


def _without_code(seen: Facts) -> Iterator[Action]:
    """The actions whose route is registered in one file and answered in another."""
    for file in seen.after:
        known = {audit.key for audit in file.audits}
        yield from (action for action in file.actions if action.route and action.symbol and action.key not in known)


def _elsewhere(scene: Scene, action: Action) -> Audit | None:
    """The audit call in a handler that another file defines; looked for in few files, and only under a name that says something."""
    name = action.symbol.rpartition(".")[2]
    if len(name) < 5:
        return None
    for path in scene.head.containing((f"def {name}(", f"class {name}(", f"{name}(", f"{name} = "))[:10]:
        source = scene.head.read(path)
        if source and (audit := _in_file(source, name, action, scene.settings.audit_calls)):
            return audit
    return None


def _in_file(source: Source, name: str, action: Action, named: tuple[str, ...] | None) -> Audit | None:
    file = read(source)
    piece = file.outline.named(name) if file else None
    return next(audits(file, [(action.key, action.symbol, piece.node)], named), None) if file and piece else None


DETECTOR = Detector("audit_call", ("audit-call",), detect)
