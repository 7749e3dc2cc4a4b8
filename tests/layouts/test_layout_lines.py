"""Lines as layouts write them, and what searches make of them."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sdd_impact import config, matching
from sdd_impact.layouts import Layouts, event
from sdd_impact.layouts.slots import parts
from sdd_impact.model import Event, Field, FieldIs, LineLayout, Location, Phrase, Placeholder, Query, Regex, Statement, Template

USER = Template.of(Placeholder("user"))


def statement(
    *parts: str | Placeholder, logger: str = "", level: str | None = "error", language: str = "java", fields: tuple[Field, ...] = ()
) -> Statement:
    return Statement("log", Location("pay/a.java", 3), language, Template.of(*parts), level, logger, fields=fields)


FAILED = statement('payment "', Placeholder("order"), '" failed', logger="com.acme.Pay", fields=(Field("user_id", USER),))
GONE = statement("gone")


def configured(text: str) -> LineLayout:
    (layout,) = config.load(f"layouts: [{text}]").layouts
    return layout


def holds(query: Query, layout: str, one: Statement = FAILED) -> str:
    return matching.hold(query, event(one, configured(layout))).certainty


TEXT = '{pattern: "{time} {level:upper:-5} [{thread}] {logger} - {message}"}'
JSON = "{json: {message: msg, level: severity, logger: name, time: ts}}"
LOGFMT = "{logfmt: {level: level, time: time}}"


@pytest.mark.parametrize(
    ("layout", "query", "answer"),
    [
        (TEXT, Regex(r"^\S+ ERROR \[.*\] com\.acme\.Pay - payment"), "generic"),
        (TEXT, Regex(r"^\d{4}-\d\d-\d\dT\d\d:\d\d"), "generic"),
        (TEXT, Regex("^payment"), "never"),
        (TEXT, Regex("failed$"), "always"),
        (TEXT, Regex("WARN|INFO"), "contingent"),
        (TEXT, Regex("error"), "contingent"),
        (TEXT, Phrase("com.acme.Pay - payment"), "always"),
        ('{pattern: "{{{level:lower}}} {message}"}', Regex(r"^\{error\} payment"), "generic"),
        ('{pattern: "{level:java}|{logger:short}|{message}"}', Regex(r"^ERROR\|c\.a\.Pay\|payment"), "generic"),
        ('{pattern: "{program} {message}", program: payd}', Regex("^payd payment"), "always"),
        ("{syslog: payd}", Regex(r"^\w{3} [ :0-9]{11} [\w.-]+ payd\[\d+\]: payment"), "generic"),
        ("{syslog: payd}", Regex(r"payd-session\[\d+\]: payment"), "contingent"),
        ("{syslog: payd}", FieldIs("program", "=", "payd"), "always"),
        ("{program: payd}", FieldIs("process", "=", "other"), "never"),
        ("{program: payd}", Regex("^payment"), "generic"),
        ("{syslog: payd, json: {}}", Regex(r"payd\[\d+\]: \{.*payment"), "generic"),
        (JSON, Regex("^payment"), "never"),
        (JSON, Regex(r'^\{.*"msg": ?"payment \\"'), "always"),
        (JSON, Phrase('payment "'), "contingent"),
        (JSON, Phrase('payment \\"'), "always"),
        (JSON, Phrase('"severity":"error"'), "generic"),
        (JSON, Phrase('"severity":"info"'), "contingent"),
        (JSON, Regex('"severity":"ERROR".*"msg":"payment'), "generic"),
        (JSON, Regex('"msg":"payment.*"severity":"ERROR"'), "generic"),
        (JSON, Regex('"ts":"[^"]+","severity":"error","name":"com.acme.Pay","msg":"payment'), "generic"),
        (JSON, Regex(r'"user_id":\d+'), "generic"),
        (JSON, FieldIs("severity", "=", "error"), "always"),
        (JSON, FieldIs("severity", "=", "info"), "never"),
        (JSON, FieldIs("name", "=", "com.acme.Pay"), "always"),
        (JSON, FieldIs("name", "=", "com.acme.Refund"), "never"),
        (JSON, Phrase('payment "', field="msg"), "always"),
        ("{json: {message: text, level: l}}", Phrase('payment "', field="text"), "always"),
        ("{json: {message: text, level: l}}", FieldIs("l", "=", "error"), "always"),
        (LOGFMT, Regex("^payment"), "never"),
        (LOGFMT, Phrase('level=error msg="payment \\"'), "generic"),
        (LOGFMT, Phrase("level=info"), "contingent"),
    ],
)  # fmt: skip
def test_a_search_is_decided_on_the_line(layout: str, query: Query, answer: str) -> None:
    assert holds(query, layout) == answer


def test_logfmt_quotes_what_needs_it() -> None:
    assert holds(Phrase("msg=gone"), LOGFMT, GONE) == "always"
    assert holds(Phrase('msg="gone'), LOGFMT, GONE) == "never"
    either = statement(Placeholder("user"), "=gone")
    assert holds(Phrase('=gone"'), LOGFMT, either) == "always"
    perhaps = statement(Placeholder("user"), "gone")
    assert holds(Regex('gone"'), LOGFMT, perhaps) == "generic"
    assert holds(Regex("gone$"), LOGFMT, perhaps) == "generic"


def test_without_a_layout_anything_may_stand_around_the_message_and_it_says_so() -> None:
    match = matching.hold(Regex("^payment"), event(FAILED))
    assert match.certainty == "generic"
    assert any("layout of the line is not known" in each for each in match.assuming)


def test_with_a_layout_it_is_not_said_to_be_unknown() -> None:
    match = matching.hold(Regex("- payment"), event(FAILED, configured(TEXT)))
    assert match.assuming == ()
    assert match.witness is not None
    assert re.search(r" ERROR \[.*\] com\.acme\.Pay - payment \".*\" failed$", match.witness)


@pytest.mark.parametrize(
    ("logger", "language", "pattern", "search", "answer"),
    [
        ("src.pay.core", "python", "{logger}: {message}", "^pay.core: ", "generic"),  # the path may have more folders than the name
        ("pay.core", "python", "{logger}: {message}", "^billing.core: ", "never"),
        ("PayService", "csharp", "{logger}: {message}", r"^\w+\.PayService: ", "generic"),
        ("", "go", "{logger}: {message}", "^pay: ", "never"),  # not known; no search is said to match by it
        ("com.acme.Pay", "java", "{logger:short}: {message}", "^c.acme.Pay: ", "generic"),
        ("com.acme.Pay", "java", "{logger:20}: {message}", r"^ +com\.acme\.Pay: ", "always"),
    ],
)
def test_names_of_loggers(logger: str, language: str, pattern: str, search: str, answer: str) -> None:
    layout = LineLayout(form="text", pattern=pattern)
    one = statement("gone", logger=logger, language=language)
    assert matching.hold(Regex(search), event(one, layout)).certainty == answer


def test_the_final_line_break_of_a_message_is_no_part_of_the_line() -> None:
    layout = LineLayout(form="text", pattern="{message} end")
    assert matching.hold(Regex("^gone end$"), event(statement("gone\n"), layout)).certainty == "always"


def test_the_first_layout_whose_paths_fit_is_taken() -> None:
    pay, rest = LineLayout(("pay/",), "text", "P {message}"), LineLayout((), "text", "R {message}")
    chosen = Layouts([(pay, lambda path: path.startswith("pay/")), (rest, lambda _path: False)])
    elsewhere = GONE._replace(location=Location("web/b.java"))
    assert [chosen.event(each).line for each in (GONE, elsewhere)] == [Template.of("P gone"), Template.of("R gone")]
    assert Layouts([]).event(GONE) == Event(GONE.template, "error")


WORDS = st.text(st.sampled_from('ab"\\ =é\t{}'), max_size=5)


@settings(max_examples=30, deadline=None)
@given(WORDS, WORDS, st.sampled_from(["error", "info"]), st.permutations(["msg", "severity", "name", "ts", "env"]), st.booleans())
def test_no_real_line_of_json_is_excluded(before: str, behind: str, level: str, order: list[str], blanks: bool) -> None:
    """Whatever order a library writes its keys in, the real line is one that the template can print."""
    one = statement(before, Placeholder("user"), behind, logger="pay", level=level)
    values = {"msg": f"{before}maria{behind}", "severity": level, "name": "pay", "ts": 7, "env": "Q"}
    separators = (", ", ": ") if blanks else (",", ":")
    line = re.escape(json.dumps({key: values[key] for key in order}, ensure_ascii=False, separators=separators))
    # A member that the layout does not name is never said to have a certain key, and none to have a certain value: the search asks for any.
    query = Regex("^" + line.replace('"env"', r'"\w+"').replace('"Q"', r'"\w+"').replace("7", r"\d") + "$")
    assert matching.hold(query, event(one, configured(JSON)), details=False).certainty != "never"


@given(st.text(st.sampled_from("{}:abtimelvsg -1"), max_size=30))
def test_no_pattern_is_too_odd(pattern: str) -> None:
    assert isinstance(parts(pattern), tuple)
    event(FAILED, LineLayout(form="text", pattern=pattern))


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ('{pattern: "{time} {mesage}"}', "{mesage} is no slot"),
        ('{pattern: "{time}"}', "must have {message} once"),
        ('{pattern: "{message} }"}', "a brace stands alone"),
        ('{pattern: "{message} {level:loud}"}', "`loud` in {level} is neither a width"),
        ('{pattern: "{message}", json: {}}', "a line has one form"),
        ("{paths: [a/]}", "say how lines look"),
        ("{json: {message: [a]}}", "is a list"),
        ("{json: {mesage: a}}", "did you mean"),
    ],
)
def test_a_wrong_layout_is_refused(text: str, wrong: str) -> None:
    with pytest.raises(Exception, match=re.escape(wrong)):
        config.load(f"layouts: [{text}]")
