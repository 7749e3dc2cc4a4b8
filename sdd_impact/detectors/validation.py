"""A rule on customers' input that now refuses what real customers type. The rule is run on standard examples."""

from __future__ import annotations

from collections.abc import Iterator

from sdd_impact.detectors._comparing import left_over
from sdd_impact.detectors._facts import facts
from sdd_impact.detectors._rules import Rule, refused
from sdd_impact.model import Detector, Evidence, Scene, Signal


def detect(scene: Scene) -> tuple[Signal, ...]:
    """Report the new and changed rules that refuse a standard example which the rule before them took."""
    seen = facts(scene)
    before, after = ([rule for file in side for rule in file.rules] for side in (seen.before, seen.after))
    gone, new = left_over(before, after, lambda rule: rule.meaning)
    return tuple(_signals(gone, new))


def _signals(gone: list[Rule], new: list[Rule]) -> Iterator[Signal]:
    for rule in new:
        now = refused(rule)
        if not now:
            continue
        old = _replaced(rule, gone)
        was = (refused(old) if old else ()) or ()
        worse = [example for example in now if example not in was]
        if worse:
            yield _signal(rule, old, worse)


def _replaced(rule: Rule, gone: list[Rule]) -> Rule | None:
    """The rule that stood there before: the nearest of those for the same kind of field that are gone. Each replaces one."""
    fitting = [old for old in gone if old.kind == rule.kind and bool(old.pattern) == bool(rule.pattern) and _nearness(rule, old)]
    if not fitting:
        return None
    nearest = max(fitting, key=lambda old: _nearness(rule, old))
    gone.remove(nearest)
    return nearest


def _nearness(rule: Rule, old: Rule) -> int:
    """How surely one rule replaced the other; 0: it did not. Another file's rule is the same only under the same name."""
    if old.location.file != rule.location.file:
        return int(old.place == rule.place)
    return 4 if old.place == rule.place else 3 if old.field == rule.field else 2


def _signal(rule: Rule, old: Rule | None, worse: list[str]) -> Signal:
    shown = ", ".join(_short(example) for example in worse)
    article = "an" if rule.kind[0] in "aei" else "a"
    because = f"the {'changed' if old else 'new'} rule for {article} {rule.kind} refuses {shown}"
    return Signal(
        "validation-changed",
        Evidence(rule.location, rule.quote, because),
        f"{rule.field}: {rule.text}",
        rule.symbol or rule.place,
        (),
        (
            ("field", rule.field),
            ("kind", rule.kind),
            ("rule", rule.text),
            ("old_rule", old.text if old else ""),
            ("refused", shown),
        ),
    )


def _short(example: str) -> str:
    """An example as it is shown: a long one by its beginning, its end and its length."""
    return example if len(example) <= 40 else f"{example[:6]}…{example[-12:]} ({len(example)} characters)"


DETECTOR = Detector("validation", ("validation-changed",), detect)
