"""An account action that Support has in its UI is not asked about: the tool answers, with the place."""

from __future__ import annotations

from analysis.test_judging import case

from sdd_impact.analysis.asking import ask, tool_answers
from sdd_impact.analysis.impacts import Seen, impacts
from sdd_impact.documents import catalogue
from sdd_impact.model import Evidence, Impact, Location, Settings, Signal

SETTINGS = Settings(support_ui_paths=("support-ui/",), audit_calls=("audit",))


def signal(action: str, screen: str) -> Signal:
    evidence = Evidence(Location("accounts/api.py", 7), f"def {action}():", "a new route for it")
    return Signal("account-action", evidence, f"POST /account/{action}", action, (), (("action", action), ("screen", screen)))


def impacts_of(*signals: Signal) -> tuple[Impact, ...]:
    audited = tuple(Signal("audit-call", each.evidence, each.key, each.symbol) for each in signals)
    return impacts(Seen((), (), (*signals, *audited), (), searches_exist=False, owned=lambda _path: True), catalogue(), SETTINGS)


def answer(found: tuple[Impact, ...]) -> str:
    askings = ask(found, catalogue())
    told = tool_answers(case(()).findings._replace(impacts=found, settings=SETTINGS), askings)
    return next((f"{each.answer}: {each.because}" for each in told if each.theme == "support UI"), "asked")


def test_what_support_has_is_answered_with_its_place() -> None:
    found = impacts_of(signal("lock", "support-ui/users.py:12"))
    assert [(each.id, each.severity) for each in found] == [("account-action-in-support-ui", "auto")]
    assert answer(found) == "yes: the Support UI has it: lock (support-ui/users.py:12)"


def test_one_action_that_support_lacks_is_asked_about_alone() -> None:
    found = impacts_of(signal("lock", "support-ui/users.py:12"), signal("close", ""))
    (asking,) = ask(found, catalogue())
    assert [impact.subject for impact in asking.impacts] == ["POST /account/close"]
    assert answer(found) == "asked"


def test_many_are_counted() -> None:
    found = impacts_of(*(signal(f"lock{number}", f"support-ui/users.py:{number}") for number in range(1, 6)))
    assert answer(found).endswith("lock3 (support-ui/users.py:3), and 2 more")
