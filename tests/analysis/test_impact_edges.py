"""Which impacts changes, verdicts and the calendar make, and what each says of itself."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sdd_impact.analysis.impacts import Seen, at_least, impacts
from sdd_impact.documents import catalogue
from sdd_impact.model import (
    Audience,
    Change,
    Impact,
    Location,
    Match,
    MatchedChange,
    Opaque,
    Proposal,
    SavedSearch,
    SearchVerdict,
    Settings,
    Statement,
    Template,
    Translation,
    Unread,
)

CATALOGUE = catalogue()
LOG = Statement("log", Location("auth/reset.py", 41), "python", Template.of("old text"), level="info", symbol="reset")
ERROR = Statement("error", Location("auth/views.py", 7), "python", Template.of("refused"), audience="customer", symbol="view")
BOUND, LOOSE, NEVER = Match("always"), Match("contingent"), Match("never")


def reworded(statement: Statement, text: str = "new text") -> Statement:
    return statement._replace(template=Template.of(text))


def modified(before: Statement | None, after: Statement | None, id_: str = "ch-1") -> Change:
    return Change(id_, "added" if before is None else "removed" if after is None else "modified", before, after)


def made(
    *changes: Change,
    searches: tuple[SearchVerdict, ...] = (),
    unread: tuple[Unread, ...] = (),
    exist: bool = True,
    owned: Callable[[str], bool] | None = lambda _: True,
    settings: Settings = Settings(),  # noqa: B008 - immutable
) -> tuple[Impact, ...]:
    return impacts(Seen(changes, searches, (), unread, exist, owned), CATALOGUE, settings)


def ids(found: tuple[Impact, ...]) -> list[str]:
    return [each.id for each in found]


@pytest.mark.parametrize(
    ("level", "least", "expected"),
    [
        ("debug", "info", False), ("trace", "info", False), ("info", "info", True), ("notice", "info", True), ("critical", "info", True),
        ("info", "warning", False), (None, "info", True), ("verbose", "critical", True),
    ],
)  # fmt: skip
def test_at_least(level: str | None, least: str, *, expected: bool) -> None:
    assert at_least(LOG._replace(level=level), least) is expected


UNSEEN = {
    "test code": LOG._replace(test=True),
    "the console": LOG._replace(logger="console"),
    "an error": LOG._replace(what="error"),
}


@pytest.mark.parametrize("name", UNSEEN)
def test_what_no_search_sees_is_no_changed_log(name: str) -> None:
    before = UNSEEN[name]
    assert made(modified(before, reworded(before)), exist=False) == ()


def test_another_event_alone_is_no_changed_log() -> None:
    assert made(modified(LOG, LOG._replace(logger="other"))._replace(event_only=True), exist=False) == ()
    assert ids(made(modified(UNSEEN["the console"], None), settings=Settings(console_is_searched=True))) == ["log-changed"]


def test_without_searches_a_text_that_is_gone_is_one_row_for_the_branch() -> None:
    other = LOG._replace(location=Location("auth/reset.py", 50))
    quiet = LOG._replace(level="debug")
    still = modified(LOG, None, "ch-4")._replace(remains=Location("auth/reset.py", 60))
    one = made(modified(LOG, reworded(LOG)), modified(quiet, None, "ch-2"), modified(None, LOG, "ch-3"), still, exist=False)
    assert ids(one) == ["log-changed"] * 4 + ["log-changed-unregistered"]
    assert (one[-1].subject, one[-1].was, one[-1].now, one[-1].refs) == ("1 changed log text", "old text", "new text", ("ch-1",))
    assert one[-1].evidence.because.startswith("1 log text at info or above changed")
    two = made(modified(LOG, None), modified(other, None, "ch-2"), exist=False)
    assert (two[-1].subject, two[-1].was, two[-1].now, two[-1].refs) == ("2 changed log texts", "old text", "", ("ch-1", "ch-2"))
    assert two[-1].evidence.side == "before"
    assert ids(made(modified(LOG, None))) == ["log-changed"], "searches are registered, and each is held against it"
    assert [each.evidence.because for each in one[:4]][3] == "a log statement was removed; an equal one remains in line 60"


# --- searches ----------------------------------------------------------------------------------------------------

SEARCH = SavedSearch("Resets", "splunk", Location("ops/s.conf", 3), "old text", Opaque("old text", ""), owner="support-l2")


def held(id_: str, before: Statement | None, after: Statement | None, first: Match | None, then: Match | None) -> MatchedChange:
    return MatchedChange(id_, before, after, first, then)


def one_search(verdict: SearchVerdict) -> Impact:
    (found,) = made(searches=(verdict,))
    return found


def test_a_search_shows_the_statement_that_it_lost() -> None:
    loose = held("ch-1", reworded(LOG, "first"), reworded(LOG, "first, changed"), LOOSE, NEVER)
    kept = held("ch-2", reworded(LOG, "second"), reworded(LOG, "second, changed"), BOUND, BOUND)
    lost = held("ch-3", LOG, reworded(LOG), BOUND, NEVER)
    found = one_search(SearchVerdict(SEARCH, "broken", "why", (loose, kept, lost)))
    assert (found.was, found.now, found.refs) == ("old text", "new text", ("ch-1", "ch-2", "ch-3"))
    assert found.subject == "Resets · ops/s.conf:3 · owner support-l2"
    assert dict(found.data) == {"search": found.subject}
    assert (found.evidence.location, found.evidence.quote, found.evidence.side) == (LOG.location, "new text", "after")


def test_a_search_shows_the_statement_that_it_catches_now() -> None:
    lost = held("ch-1", LOG, reworded(LOG), BOUND, NEVER)
    gained = held("ch-2", reworded(LOG, "a"), reworded(LOG, "old text, again"), NEVER, BOUND)
    found = one_search(SearchVerdict(SEARCH._replace(owner=""), "newly-matches", "why", (lost, gained)))
    assert (found.id, found.was, found.now) == ("saved-search-false-match", "a", "old text, again")
    assert found.subject == "Resets · ops/s.conf:3"
    assert found.severity == "warn"
    alert = one_search(SearchVerdict(SEARCH._replace(alert=True), "newly-matches", "why", (gained,)))
    assert alert.severity == "block"


def test_without_a_statement_that_tells_the_first_is_shown() -> None:
    first = held("ch-1", reworded(LOG, "first"), None, LOOSE, None)
    then = held("ch-2", LOG, reworded(LOG), None, NEVER)
    found = one_search(SearchVerdict(SEARCH, "unknown", "why", (first, then)))
    assert (found.id, found.was, found.now, found.evidence.side) == ("saved-search-unknown", "first", "", "before")


def test_the_first_changed_statement_is_shown_where_the_search_was_edited_too() -> None:
    found = one_search(SearchVerdict(SEARCH, "unknown", "why", (held("ch-1", LOG, reworded(LOG), LOOSE, LOOSE),), was="older"))
    assert (found.was, found.now) == ("old text", "new text")
    other = held("st-2", LOG, LOG, BOUND, NEVER)
    found = one_search(
        SearchVerdict(SEARCH, "unknown", "why", (held("ch-1", LOG, reworded(LOG), LOOSE, LOOSE), other), was="older")
    )
    assert (found.was, found.now) == ("older", "old text"), "only the search explains what the other statement loses"


def test_each_verdict_is_an_impact_once() -> None:
    proposal = Proposal("new text", "regex")
    verdict = SearchVerdict(
        SEARCH,
        "broken",
        "why",
        (held("ch-1", LOG, reworded(LOG), BOUND, NEVER),),
        also=("broken", "newly-matches", "still-matches"),
    )
    assert ids(made(searches=(verdict,))) == ["saved-search-broken", "saved-search-false-match"]
    assert ids(made(searches=(verdict._replace(verdict="still-matches", also=()),))) == []
    assert dict(one_search(verdict._replace(also=(), proposal=proposal)).data)["proposal"] == "new text"


def test_a_search_that_is_gone_stands_where_it_stood() -> None:
    gone = one_search(SearchVerdict(SEARCH, "search-removed", "why", (held("st-1", LOG, LOG, BOUND, None),)))
    assert (gone.was, gone.now, gone.evidence.location, gone.evidence.side) == ("old text", "", SEARCH.location, "before")
    edited = one_search(SearchVerdict(SEARCH, "narrowed", "why", (held("st-1", LOG, LOG, BOUND, NEVER),), was="older"))
    assert (edited.was, edited.now, edited.evidence.side) == ("older", "old text", "after")
    both = SearchVerdict(
        SEARCH, "broken", "why", (held("ch-1", LOG, reworded(LOG), BOUND, NEVER), held("st-2", LOG, LOG, BOUND, NEVER)), was="older"
    )
    assert one_search(both).was == "old text", "a changed statement explains it"


# --- errors ------------------------------------------------------------------------------------------------------


def heard(audience: Audience, *, test: bool = False, status: int | None = None) -> Statement:
    return ERROR._replace(audience=audience, test=test, status=status)


@pytest.mark.parametrize(
    ("before", "after", "impact", "because"),
    [
        (None, heard("customer"), "error-message-new", "an error message for customers is new"),
        (None, heard("api", status=404), "error-message-new", "an error message for API clients with status 404 is new"),
        (None, heard("internal"), None, ""),
        (None, heard("operator"), None, ""),
        (None, heard("customer", test=True), None, ""),
        (heard("customer"), None, "error-message-removed", "an error message for customers is gone"),
        (heard("internal"), None, None, ""),
        (heard("customer"), reworded(heard("customer")), "error-message-changed", "an error message for customers has changed"),
        (heard("internal"), heard("api"), "error-message-changed", "an error message for API clients has changed"),
        (heard("customer"), heard("internal"), "error-message-removed", ""),
        (heard("internal"), reworded(heard("internal")), None, ""),
    ],
)  # fmt: skip
def test_errors(before: Statement | None, after: Statement | None, impact: str | None, because: str) -> None:
    found = made(modified(before, after))
    assert ids(found) == ([impact] if impact else [])
    if impact and because:
        assert found[0].evidence.because == because
    if impact:
        assert (found[0].was, found[0].now) == (before.template.message if before else "", after.template.message if after else "")


def test_an_error_fills_the_cells_of_its_row() -> None:
    (found,) = made(modified(None, heard("api", status=404)._replace(code="E7")))
    assert dict(found.data) == {"text": "refused", "where": "auth/views.py:7", "code": "E7", "status": "404", "audience": "api"}
    (found,) = made(modified(None, heard("customer")))
    assert dict(found.data) == {"text": "refused", "where": "auth/views.py:7", "audience": "customer"}


def test_a_text_that_many_show_is_one_row() -> None:
    def showing(text: str, locale: str = "en") -> Statement:
        return ERROR._replace(translation=Translation("err.refused", Template.of(text), locale, Location("en.json", 3)))

    one, two = (modified(showing("no"), showing("refused"), each) for each in ("ch-1", "ch-2"))
    (found,) = made(one, two)
    assert (found.id, found.refs, found.evidence.location.file) == ("error-message-changed", ("ch-1", "ch-2"), "en.json")
    assert found.evidence.because == "the text of err.refused (en) has changed, which 2 error messages show"
    (found,) = made(modified(showing("no", ""), showing("refused", "")))
    assert found.evidence.because == "the text of err.refused has changed, which an error message for customers shows"


def test_what_changed_is_known_again_wherever_it_is_shown() -> None:
    """The text of a translation key is one thing, whichever function shows it; a message belongs to its function."""

    def fingerprint(symbol: str, *, key: bool) -> str:
        after = ERROR._replace(symbol=symbol, template=ERROR.template if key else Template.of("refused now"))
        before = ERROR._replace(symbol=symbol)
        if key:
            before, after = (
                each._replace(translation=Translation("err", Template.of(text), "en", Location("en.json", 3)))
                for each, text in ((before, "no"), (after, "refused"))
            )
        (found,) = made(modified(before, after))
        return found.fingerprint

    assert fingerprint("view", key=True) == fingerprint("other", key=True)
    assert fingerprint("view", key=False) != fingerprint("other", key=False)


def test_an_error_that_is_not_seen_hides_none_that_is() -> None:
    found = made(modified(None, heard("internal")), modified(None, heard("customer"), "ch-2"))
    assert [(each.id, each.refs) for each in found] == [("error-message-new", ("ch-2",))]


# --- the branch as a whole -----------------------------------------------------------------------------------------

NEW = modified(None, ERROR)
CONFIRM = Settings(always_confirm=True)


def test_who_wants_every_branch_confirmed_is_asked_when_nothing_is_found() -> None:
    assert ids(made(settings=CONFIRM)) == ["nothing-found"]
    assert ids(made()) == []
    assert ids(made(modified(LOG, None), settings=CONFIRM)) == ["log-changed"]
    assert ids(made(NEW, settings=CONFIRM)) == ["error-message-new"]


def test_what_looks_like_statements_and_was_not_read() -> None:
    found = made(
        unread=(Unread("a.py", "it does not parse", suspicious=True), Unread("b.py", "too large"), Unread("c.py", "x", 5, True))
    )
    assert [(each.id, each.subject, each.evidence.location.line) for each in found] == [
        ("unread-source", "a.py", 1), ("unread-source", "c.py", 5),
    ]  # fmt: skip


def test_who_takes_the_tickets() -> None:
    elsewhere = modified(None, ERROR._replace(location=Location("top.py", 1)), "ch-2")
    again = modified(None, ERROR._replace(location=Location("auth/more.py", 1)), "ch-3")
    nobody = made(NEW, elsewhere, again, owned=lambda _: False)
    assert [(each.subject, each.evidence.location.file) for each in nobody if each.id == "owner-unknown"] == [
        ("auth", "auth/views.py"), (".", "top.py"),
    ]  # fmt: skip
    some = made(NEW, elsewhere, owned=lambda path: path.startswith("auth/"))
    assert [each.subject for each in some if each.id == "owner-unknown"] == ["."]
    unnamed = made(NEW, elsewhere, owned=None)
    assert [(each.subject, each.evidence.location.file, each.evidence.quote) for each in unnamed if each.id == "owner-unknown"] == [
        ("this branch's code", "auth/views.py", "auth/views.py")
    ]
    severities = [[each.severity for each in found if each.id == "owner-unknown"] for found in (nobody, some, unnamed)]
    assert severities == [["block", "block"], ["block"], ["warn"]], "where no owners are named at all, it warns"
    assert ids(made(modified(LOG, None), owned=lambda _: False)) == ["log-changed"], (
        "a log line alone needs nobody who takes tickets"
    )


@pytest.mark.parametrize(
    ("on", "freeze", "frozen"),
    [
        ("2026-11-27", ("friday",), True),  # a Friday
        ("2026-11-26", ("friday",), True),  # the day before one
        ("2026-11-25", ("friday",), False),
        ("2026-11-28", ("friday",), False),
        ("2026-11-28", ("Sunday",), True),
        ("2026-11-29", ("monday",), True),
        ("2026-12-24", ("2026-12-24",), True),
        ("2026-12-23", ("2026-12-24",), True),
        ("2026-12-25", ("2026-12-24",), False),
        ("2026-11-27", (), False),
        ("", ("friday",), False),
        ("next week", ("friday",), False),
    ],
)
def test_a_release_in_a_freeze(on: str, freeze: tuple[str, ...], *, frozen: bool) -> None:
    settings = Settings(release_on=on, freeze_days=freeze)
    found = made(NEW, settings=settings)
    assert ("release-frozen" in ids(found)) is frozen
    if frozen:
        named = [each for one in (settings, settings._replace(source="pyproject.toml")) for each in made(NEW, settings=one)]
        places = [each.evidence.location.file for each in named if each.id == "release-frozen"]
        assert places == ["sdd-impact.yaml", "pyproject.toml"]
    assert "release-frozen" not in ids(made(modified(LOG, None), settings=settings)), "nothing that Support would notice"


def test_a_question_that_is_switched_off_is_no_impact() -> None:
    assert ids(made(NEW, settings=Settings(severity=(("error-messages", "off"),)))) == []
