"""A search that no log statement feeds, although its words stand elsewhere in the code, is not dead: nobody knows."""

from __future__ import annotations

import pytest
from matching.written import printed, search, statement

from sdd_impact.matching import Written, elsewhere, standing, states
from sdd_impact.model import AllOf, AnyOf, FieldIs, Phrase, Query, Regex, SearchState

SCAN = statement("Scan of {path:path} resulted in {verdict}", 3)
RESET = statement("password reset for {user}", 8)
CODE = """class Verdict(Enum):
    UNABLE = "unable_to_scan"
    log.warning("Scan of %s resulted in %s", path, verdict)
    # the card was refused
    raise ShopError("card expired: " + card)
    #define LOST "parcel lost"
    TEXT = "password reset for %s"
    log.info(TEXT, user)
"""


def told(query: Query, *, file: str = "ops/searches.yaml", code: str = CODE) -> SearchState:
    asked = search(query)
    asked = asked._replace(location=asked.location._replace(file=file))
    known = (SCAN, RESET)
    files = (Written("app.py", code, frozenset({3, 8})), Written("other.py", "x = 1\n"))
    (found,) = elsewhere(states([asked], known, printed), files, known)
    return found


@pytest.mark.parametrize(
    ("query", "line"),
    [
        (Phrase("unable_to_scan"), 2),
        (AnyOf((Phrase("gone"), Phrase("unable_to_scan", case=True))), 2),
        (Phrase("Card Expired", case=False), 5),
        (Regex(r"card expired: \d{16}"), 5),
        (Phrase("card*expired", wildcards=True), 5),
        (Phrase("parcel lost"), 6),
        (FieldIs("message", "=", "card expired*", wildcards=True), 5),
        (AllOf((FieldIs("level", "=", "error"), Phrase("card expired"))), 5),
    ],
)
def test_the_words_stand_elsewhere(query: Query, line: int) -> None:
    found = told(query)
    assert (found.state, found.nearest) == ("unknown", None)
    assert found.because == (
        f"no log statement prints a line that it matches, but its words stand in app.py:{line}: "
        "whether a value brings them into a line is not known"
    )


@pytest.mark.parametrize(
    "query",
    [
        Phrase("card refused"),  # a comment has the words, and not in this order
        Phrase("was refused"),
        Phrase("UNABLE_TO_SCAN"),
        Regex("Card expired"),
        Regex("expired.*refused"),  # two lines
        AllOf((Phrase("card expired"), Phrase("nothing of it"))),
        # What a log statement prints is known, also of its constant.
        AllOf((FieldIs("level", "=", "critical"), Phrase("password reset for"))),
        FieldIs("level", "=", "fatal"),
    ],
)
def test_they_do_not(query: Query) -> None:
    assert told(query).state == "unbound"


def test_the_file_of_the_search_itself_does_not_count() -> None:
    assert told(Phrase("card expired"), file="app.py").state == "unbound"


def test_what_is_fed_or_looks_elsewhere_stays_as_it_is() -> None:
    assert told(Phrase("resulted in")).state == "bound"
    assert told(AnyOf(())).state == "unbound"


def test_the_effort_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(standing, "MOST_LETTERS", 10)
    found = told(Phrase("card expired"))
    assert (found.state, found.because) == ("unknown", standing.TOO_MUCH)
