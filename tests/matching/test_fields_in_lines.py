"""Fields that a search asks for as they stand in a line: ``component=wal``, ``"order_id":``. Cases of real repositories."""

from __future__ import annotations

import pytest
from matching.written import change, search, statement

from sdd_impact.matching import Written, elsewhere, hold, states, verdicts
from sdd_impact.model import AllOf, Event, Field, FieldIs, Not, Phrase, Placeholder, Query, Regex, SearchState, Statement, Template

TENANT = Field("tenant", Template((Placeholder("tenant"),)))
STOPPED = Event(Template.of("stopped"), "info", fields=(Field("component", Template.of("wal")), TENANT))
#: The same where the layout is known to print the message alone.
KNOWN = STOPPED._replace(line=Template.of("stopped"))


@pytest.mark.parametrize(
    ("query", "certainty"),
    [
        (Phrase("component=wal"), "generic"),
        (Phrase("component=walrus"), "never"),
        (Phrase("component=ruler"), "never"),
        (Phrase('"component":"wal"'), "generic"),
        (Phrase("'component': 'wal'"), "generic"),
        (Regex(r'"component":\s*"wal"'), "generic"),
        (Regex(r"component=\w+", dialect="re2"), "generic"),
        (AllOf((Phrase("level=info"), Phrase("component=wal"))), "generic"),
        (AllOf((Phrase("stopped"), Phrase("tenant="), Phrase("component=wal"))), "generic"),
        (Phrase("tenant=$tenant"), "generic"),
        (Phrase("tenant=7"), "contingent"),
        (Phrase("subcomponent=wal"), "never"),
        (Phrase("component"), "never"),  # such a search does not say that the layout prints the names of fields
    ],
)
def test_fields_stand_in_a_line_of_an_unknown_layout(query: Query, certainty: str) -> None:
    assert hold(query, STOPPED).certainty == certainty


def test_what_denies_a_field() -> None:
    assert hold(AllOf((Phrase("stopped"), Not(Phrase("component=ruler")))), STOPPED).bound
    assert hold(AllOf((Phrase("stopped"), Not(Phrase("component=wal")))), STOPPED).bound  # a layout may write it otherwise
    assert not hold(AllOf((Phrase("stopped"), Not(Regex("component.*wal")), Phrase("component="))), STOPPED).bound


def test_a_known_layout_says_whether_it_prints_fields() -> None:
    assert hold(Phrase("component=wal"), KNOWN).certainty == "never"


def test_what_is_assumed_and_taken() -> None:
    found = hold(Regex(r"tenant=(?P<who>\S+)"), STOPPED)
    assert found.witness == "stopped tenant=abc"
    assert found.captures == (("who", "{tenant}"),)
    assert "the line prints the field tenant with its name" in found.assuming
    assert not any("component" in each for each in found.assuming)


def _state(query: Query, *code: Statement, files: tuple[Written, ...] = (), form: str = "plain") -> SearchState:
    asked = search(query)._replace(format=form)
    (found,) = elsewhere(states([asked], code, _event), files, code)
    return found


def _event(each: Statement) -> Event:
    return Event(each.template, each.level, each.logger, "", each.fields)


LOST = statement("lost a chunk", 3, level="error")


def test_a_sample_of_a_field_is_bound_to_it() -> None:
    flushed = statement("flush failed", 9)._replace(fields=(TENANT,))
    found = _state(Phrase("tenant=7"), flushed, LOST)
    assert (found.state, [each.statement for each in found.statements]) == ("bound", [flushed])
    assert "'7' is a value that the statement prints" in found.assuming


def test_a_field_that_a_logger_was_given_elsewhere() -> None:
    """Loki's dashboards: ``log.With(logger, "component", "bloom-planner")`` stands far from the statements."""
    modules = Written("modules.go", 'x := 1\nl := log.With(logger, "component", "bloom-planner")\n')
    query = AllOf((Phrase("level=error"), Phrase("component=bloom-planner")))
    found = _state(query, LOST, files=(modules,))
    assert (found.state, "modules.go:2" in found.because) == ("unknown", True)
    assert _state(query, LOST, files=(Written("modules.go", 'log.With(logger, "component", "ruler")\n'),)).state == "unbound"


@pytest.mark.parametrize(
    ("query", "form", "language", "state"),
    [
        (Phrase("Traceback"), "plain", "python", "unknown"),
        (Regex("(?i)(exception|traceback)"), "loki", "python", "unknown"),
        (AllOf((Phrase("panic:"), FieldIs("level", "=", "error"))), "grafana", "go", "unknown"),
        (Phrase("panic:"), "grafana", "python", "unbound"),
        (Phrase("Task timed out"), "cloudwatch", "python", "unknown"),
        (Phrase("Task timed out"), "splunk", "python", "unbound"),
        (Phrase("Traceback of parcel"), "plain", "python", "unbound"),
    ],
)
def test_what_a_runtime_prints_by_itself_is_not_dead(query: Query, form: str, language: str, state: str) -> None:
    found = _state(query, statement("parcel lost", 3)._replace(language=language), form=form)
    assert found.state == state
    assert (state == "unknown") == found.because.endswith("prints such lines by itself")


@pytest.mark.parametrize(
    ("field", "certainty"),
    [
        ("event", "always"),
        ("jsonPayload.event", "always"),
        ("$.message", "always"),
        ("record.msg", "always"),
        ("system.auth.ssh.event", "unknown"),  # Security Onion: a field of another program
        ("error.message", "unknown"),
        ("$.request.body", "unknown"),
    ],
)
def test_which_field_is_the_message(field: str, certainty: str) -> None:
    event = Event(Template.of("Invalid condition"), "error")
    assert hold(Phrase("Invalid", where="term", field=field), event).certainty == certainty
    assert hold(FieldIs(field, "exists", ""), event).certainty == certainty


@pytest.mark.parametrize("value", ["claude:opus", "arn:aws:s3", "a.b", "x/y", "k=v"])
def test_an_identifier_may_have_signs(value: str) -> None:
    """A field that is called ``model_id`` holds ``claude:opus``: that is one of its values, not impossible."""
    event = Event(
        Template.of("charged"), "info", fields=(Field("model_id", Template((Placeholder("model_id", "id", inferred=True),))),)
    )
    assert hold(FieldIs("model_id", "=", value), event).certainty == "contingent"
    assert hold(FieldIs("model_id", "=", "ü"), event).certainty == "never"


def _verdict(query: Query, before: Statement, after: Statement) -> str:
    asked = search(query)
    found = verdicts([asked], [asked], [change(1, before, after)], _event, _event, lambda _: [])
    return found[0].verdict if found else ""


def _charged(**fields: str | None) -> Statement:
    made = tuple(
        Field(name, Template.of(value) if value is not None else Template((Placeholder(name, "id", inferred=True),)))
        for name, value in fields.items()
    )
    return statement("handler.user_charged", 9)._replace(fields=made)


@pytest.mark.parametrize(
    ("before", "after", "verdict"),
    [
        (
            _charged(user_id=None),
            _charged(user_id=None, model_id=None),
            "still-matches",
        ),  # the branch adds the field that the search names
        (_charged(model_id="claude:opus"), _charged(model_id=None), "likely-broken"),  # a text became a value
        (_charged(model_id="claude:opus"), _charged(model_id="claude:haiku"), "broken"),
        (_charged(model_id=None), _charged(model_id=None, user_id=None), "still-matches"),
    ],
)
def test_fields_that_a_branch_adds_or_opens(before: Statement, after: Statement, verdict: str) -> None:
    query = AllOf((FieldIs("event", "=", "handler.user_charged"), FieldIs("model_id", "=", "claude:opus")))
    assert _verdict(query, before, after) == verdict


def test_a_word_is_no_sample_of_an_address() -> None:
    """The filter ``Admin API request`` is about another line than one that ends with a URL: no URL is ``Admin``."""
    query = AllOf((Phrase("Admin"), Phrase("API"), Phrase("request")))
    sent = statement("API POST request done on {url:url} response {status:int}", 3)
    assert _state(query, sent).state != "bound"
    assert _state(AllOf((Phrase("https://a.example/x"), Phrase("API"), Phrase("request"))), sent).state == "bound"
