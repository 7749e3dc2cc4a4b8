"""A log line that now prints personal data or a secret: only its values are judged, never its words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from sdd_impact.detectors import BY_FORM
from sdd_impact.detectors._privacy import Finding, judge
from sdd_impact.detectors._secrets import safe, secret_text
from sdd_impact.detectors._values import Pair, pairs, printed
from sdd_impact.model import Detector, Evidence, Placeholder, Scene, Settings, Signal, Statement


def detect(scene: Scene) -> tuple[Signal, ...]:
    """Report the values of added and changed log statements that are personal or secret and were not printed before."""
    return tuple(signal for each in pairs(scene) for signal in _of_pair(each, scene.settings))


def _of_pair(pair: Pair, settings: Settings) -> Iterator[Signal]:
    new = pair.after
    if new is None:
        return
    old = Counter(_identity(hole) for hole in printed(pair.before))
    seen: set[tuple[str, str]] = set()
    for hole in printed(new):
        if old[_identity(hole)]:
            old[_identity(hole)] -= 1
            continue
        found = judge(hole, settings.masks, settings.personal_data_allowed, new.template.message)
        if found and (found.name, found.expression) not in seen:
            seen.add((found.name, found.expression))
            yield _signal(pair, new, found)
    if secret_text(_literal(new)) and not (pair.before and _literal(pair.before) == _literal(new)):
        yield _signal(pair, new, Finding("secret", "high", BY_FORM))


def _signal(pair: Pair, statement: Statement, found: Finding) -> Signal:
    secret = found.name == "secret"
    expression = safe(found.expression)
    article = "a secret" if secret else f"personal data ({found.name})"
    return Signal(
        "secret-logged" if secret else "personal-data-logged",
        Evidence(statement.location, safe(statement.template.message), f"the line prints {article}: {expression}"),
        expression,
        statement.symbol,
        (),
        (("class", found.name), ("confidence", found.confidence), ("expression", expression)),
        pair.refs,
    )


def _identity(hole: Placeholder) -> str:
    return f"{hole.kind} {hole.name}"


def _literal(statement: Statement) -> str:
    texts = [*statement.template.literals, *(text for field in statement.fields for text in field.value.literals)]
    values = [value for hole in printed(statement) for value in hole.values]
    return "\n".join((*texts, *values))


DETECTOR = Detector("personal_data", ("personal-data-logged", "secret-logged"), detect)
