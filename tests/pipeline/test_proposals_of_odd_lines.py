"""New lines with quotation marks, backslashes, control characters and signs of every language: a file stays whole, or is left alone."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from matching.written import change, statement
from pipeline.test_proposals_everywhere import (
    FORMS,
    OLD,
    Files,
    Form,
    insights,
    judged,
    plain,
    printed_alone,
    read,
    sigma,
    splunk,
    sumologic,
)

from sdd_impact import matching
from sdd_impact.model import Placeholder, Proposal, SavedSearch, Settings, Statement, Template
from sdd_impact.pipeline.proposing import with_proposals
from sdd_impact.pipeline.splicing import Rereading

ODD = (
    'charge "declined"', "charge 'declined'", "charge \\declined\\ x", "charge `declined`", "charge\ndeclined", "charge\tdeclined",
    "Zahlung für Größe 中文 💥", "charge $[declined] %(x)s $$y", "charge # declined: yes - no", "charge (declined) [x] a|b ^ $ + .",
    "charge </script> & <b>", "charge /declined/ %declined% x", "charge ''' declined \"\"\" x", "charge @declined ! & , ~ = <> x",
    "- charge declined", ": charge declined", '"charge declined', "charge declined \\d+ \\n x", "charge \x01\x7f declined",
    "charge\nEOT\nQUERY declined", "charge declined\\", "charge\u00a0declined\u2028x", "AND charge OR declined NOT", "charge $user$ declined",
)  # fmt: skip


def printing(text: str) -> Statement:
    """A statement that prints this text as it is, and the two values of the old one behind it."""
    template = Template.of(text, " for order ", Placeholder("order", "id"), " by ", Placeholder("user", "id"))
    return statement("x")._replace(template=template)


def proposed(form: Form, new: Statement, old: str = OLD) -> tuple[SavedSearch, Rereading, Proposal | None]:
    search = read(form.path, form.text)
    rereading = Rereading((Files(form.path, form.text),), Settings())
    verdict = judged(search, change(1, old, new))
    (found,) = with_proposals([verdict], printed_alone, printed_alone, rereading)
    return search, rereading, found.proposal


def values(path: str, text: str) -> dict[tuple[Any, ...], Any]:
    """Every value of a document by its place, as a parser reads it that is not ours; empty for other files."""
    if path.endswith((".yaml", ".yml")):
        return dict(leaves(list(yaml.load_all(text, Loader=yaml.BaseLoader))))
    if path.endswith(".toml"):
        return dict(leaves(tomllib.loads(text)))
    return dict(leaves(json.loads(text))) if path.endswith((".json", ".ndjson")) else {}


def leaves(node: Any, place: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    if isinstance(node, dict | list):
        for key, value in node.items() if isinstance(node, dict) else enumerate(node):
            yield from leaves(value, (*place, key))
    else:
        yield place, node


@pytest.mark.parametrize(("name", "text"), [(name, ODD[at % len(ODD)]) for at, name in enumerate(FORMS)])
def test_a_file_stays_whole(name: str, text: str) -> None:
    form, new = FORMS[name], printing(text)
    search, rereading, proposal = proposed(form, new)
    before = values(form.path, form.text)
    for query, lines in ((proposal.query, [new]), (proposal.both, [new, change(1, None, OLD).statement])) if proposal else ():
        spliced = rereading.spliced(search, query) if query else None
        if spliced is None:
            assert query == ""
            continue
        assert "charge" not in query or text.count("declined") == 0 or "declined" in str(read(form.path, spliced.text).query), query
        assert not set("\x00\x01\x7f\u2028") & set(spliced.text)
        again = read(form.path, spliced.text)
        assert all(matching.hold(again.query, printed_alone(each)).bound for each in lines), query
        after = values(form.path, spliced.text)
        different = {place for place in before.keys() | after.keys() if before.get(place) != after.get(place)}
        assert len(different) <= 1 or len(lines) > 1, different


WRITTEN = {
    "an escape for a quotation mark": ("splunk, phrase", 'charge "declined"', '"charge \\"declined\\""', '("payment failed" OR "charge \\"declined\\"")'),
    "an escape for a backslash": ("kusto, has", "charge \\declined", '"charge \\\\declined"', '(message has "payment failed" or message has "charge \\\\declined")'),
    "an escape for an apostrophe": ("newrelic, like", "charge 'declined'", "'%charge \\'declined\\'%'", "'%payment failed%'"),
    "quotation marks for a value of YAML": ("sigma, list", "charge: declined", "- 'charge: declined'", "- payment failed\n      - 'charge: declined'"),
    "quotation marks in a list": ("plain, any", "charge, declined", "['charge, declined', refund lost]", "[payment failed, 'charge, declined', refund lost]"),
    "blanks as the expression writes them": ("fluentbit, rewrite_tag", "charge was declined", "^charge\\s+was\\s+declined\\s+for", "^(?:payment\\s+failed|charge\\s+was\\s+declined)\\s+for"),
    "brackets for Oniguruma": ("grok", "charge [declined]", "^charge \\[declined[]]", "payment failed"),
    "signs of Lucene": ("detection rule, EQL regex", "charge #declined", '"charge [#]declined', "payment failed"),
    "fields of Sumo Logic": ("sumologic, parse", "charge declined", 'parse "charge declined for order * by *" as order, user', '| parse regex "(?:payment failed|charge declined) for order (?<order>.*?) (?:of|by) (?<user>.*)"'),
}  # fmt: skip


@pytest.mark.parametrize("case", WRITTEN)
def test_each_language_in_its_own_way(case: str) -> None:
    name, text, query, both = WRITTEN[case]
    _, _, proposal = proposed(FORMS[name], printing(text))
    assert proposal is not None
    if case == "brackets for Oniguruma":  # written with backslashes: a bracket in a class begins another class there
        query = "^charge \\[declined\\]"
    assert query in proposal.query
    assert both in proposal.both


@pytest.mark.parametrize(
    ("form", "text"),
    [
        (FORMS["splunk, terms"], "AND charge OR declined NOT"),
        (FORMS["cloudwatch, terms"], "- charge declined"),
        (FORMS["loki, text"], "charge \x01 declined"),
        (FORMS["sumologic, parse"], "charge * declined"),
    ],
)
def test_nothing_is_proposed_that_its_own_format_does_not_read(form: Form, text: str) -> None:
    assert proposed(form, printing(text))[2] is None


def test_no_alternative_comes_in_by_a_comma() -> None:
    _, _, proposal = proposed(FORMS["plain, any"], printing("charge declined, twice"))
    assert proposal is not None
    assert proposal.query == "any: ['charge declined, twice', refund lost]"


KEPT = [
    (Form("ops/savedsearches.conf", splunk('"login failed" | regex _raw="for \\S+@\\S+ after"')), '"sign-in refused" | regex _raw="for \\S+@\\S+ after"'),
    (Form("ops/savedsearches.conf", splunk('| regex _raw="login failed for \\S+@\\S+ after"')), '_raw="sign-in refused for \\S+@\\S+ after"'),
    (Form("main.tf", insights('filter @message like "login failed" and @message like /for \\S+@\\S+ after/')), "like /for \\S+@\\S+ after/"),
]  # fmt: skip


@pytest.mark.parametrize(("form", "kept"), KEPT)
@pytest.mark.parametrize("value", ["{email:email}", "{whom}"], ids=["an address", "a value that may be one"])
def test_what_still_holds_stays(form: Form, kept: str, value: str) -> None:
    """Also where all that it needs is a value that it needed before: it is written wider nowhere."""
    old, new = (f"{words} for {value} after {{n:int}} tries" for words in ("login failed", "sign-in refused"))
    _, _, proposal = proposed(form, change(1, None, new).statement, old)
    assert proposal is not None
    assert kept in proposal.query
    assert "login failed" in proposal.both
    assert ".*" not in proposal.query + proposal.both


@pytest.mark.parametrize(
    ("form", "line"),
    [
        (Form("searches.yaml", plain("contains: payment failed  # ours")), "    contains: 'charge # declined: yes'  # ours"),
        (Form("sigma/s.yml", sigma("    message|contains: payment failed")), "    message|contains: 'charge # declined: yes'"),
        (Form("main.tf", sumologic('_sourceCategory=shop \\"payment failed\\" | count')), '    query  = "_sourceCategory=shop \\"charge # declined: yes\\" | count"'),
    ],
)  # fmt: skip
def test_what_a_plain_value_cannot_hold_is_quoted(form: Form, line: str) -> None:
    search, rereading, proposal = proposed(form, printing("charge # declined: yes"))
    assert proposal is not None
    spliced = rereading.spliced(search, proposal.query)
    assert spliced is not None
    assert line in spliced.text.split("\n")
