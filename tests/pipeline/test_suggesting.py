"""Which layout real lines show: said by slots, proved on the lines, and never by what a line said."""

from __future__ import annotations

import time
from collections.abc import Iterable

import pytest
from matching.written import statement

from sdd_impact import layouts
from sdd_impact.analysis.paths import Patterns
from sdd_impact.model import LineLayout, LogLine, Statement
from sdd_impact.pipeline.suggesting import Suggesting

ONE = statement("charge failed for {user}", file="pay/app.py", level="error")._replace(logger="shop.pay")


def suggesting(configured: tuple[LineLayout, ...] = ()) -> Suggesting:
    known = layouts.Layouts([(each, Patterns(each.paths).match) for each in configured])
    return Suggesting(known.event)


def proposed(lines: Iterable[str], configured: tuple[LineLayout, ...] = ()) -> list[LineLayout]:
    found = suggesting(configured)
    for line in lines:
        found.look(LogLine(line, line), ONE)
    return [each.layout for each in found.proposed().proposed]


TEXTS = {
    "2026-11-24 10:00:01,123 ERROR shop.pay: charge failed for u7": "{time} {level} {logger}: {message}",
    "2026-11-24T10:00:01.123Z [main-1] ERROR c.acme.Pay - charge failed for u7": "{time} [{thread}] {level} {text} - {message}",
    "[error] charge failed for u7": "[{level}] {message}",
    "1764000000 4711 charge failed for u7": "{time} {number} {message}",
    "10:00:01 web-3 err {x} charge failed for u7": "{time} {text} {level} {{{text}}} {message}",
}


@pytest.mark.parametrize("line", TEXTS)
def test_text(line: str) -> None:
    assert proposed([line] * 3) == [LineLayout(form="text", pattern=TEXTS[line])]


@pytest.mark.parametrize(
    ("form", "pattern"),
    [
        ("10:00:01 {:<5} pay - {}", "{time} {level:-5} {text} - {message}"),
        ("10:00:01 {:>5} pay - {}", "{time} {level:5} {text} - {message}"),
        ("10:00:01 {} pay - {}", "{time} {level} {text} - {message}"),
        ("10:00:01 {}  pay - {}", "{time} {level}  {text} - {message}"),
    ],
)
def test_how_wide_a_level_is_printed(form: str, pattern: str) -> None:
    found = suggesting()
    for level in ("error", "info", "error"):
        line = form.format(level.upper(), "charge failed for u7")
        found.look(LogLine(line, line), ONE._replace(level=level))
    assert [(each.layout.pattern, each.fits, each.tried) for each in found.proposed().proposed] == [(pattern, 3, 3)]


def test_a_program() -> None:
    assert proposed(["Nov 24 10:00:01 web-3 shop[47]: charge failed for u7"] * 2) == [LineLayout(syslog="shop")]


def test_logfmt() -> None:
    (found,) = proposed(['ts=2026-11-24T10:00:01Z lvl=ERROR msg="charge failed for u7" user=u7'] * 2)
    assert (found.form, dict(found.keys)) == ("logfmt", {"message": "msg", "level": "lvl", "time": "ts"})


def test_json() -> None:
    fields = (("t", "2026-11-24T10:00:01Z"), ("sev", "ERROR"), ("msg", "charge failed for u7"), ("from", "shop.pay"))
    found = suggesting()
    found.look(LogLine('{"t": …}', "charge failed for u7", "error", "", fields), ONE)
    (only,) = found.proposed().proposed
    assert dict(only.layout.keys) == {"message": "msg", "level": "sev", "time": "t", "logger": "from"}


def test_none_where_there_is_nothing_to_say() -> None:
    assert proposed(["charge failed for u7"] * 3) == []
    assert proposed([f"{'x ' * number}charge failed for u7" for number in range(1, 9)]) == []
    line = "10:00:01 charge failed for u7"
    assert proposed([line], (LineLayout(form="text", pattern="{time} {message}"),)) == []


PAY, MAIL, CORE = (statement(f"{what} failed for {{user}}", file=f"{what}/app.py") for what in ("pay", "mail", "core"))


def looked_at(found: Suggesting, lines: Iterable[tuple[str, Statement]]) -> Suggesting:
    for form, printed in lines:
        line = form.format(printed.template.parts[0], "u7")
        found.look(LogLine(line, line), printed)
    return found


def test_each_part_of_the_code_has_its_own_layout() -> None:
    one, other = "10:00:01 [main] {}{}", "<{}{}>"
    lines = [(one, PAY), (other, MAIL), (one, CORE), (other, MAIL)]
    found = looked_at(suggesting(), lines).proposed()
    assert [(each.layout.pattern, each.layout.paths, each.lines) for each in found.proposed] == [
        ("{time} [{thread}] {message}", ("core/", "pay/"), 2),
        ("<{message}", ("mail/",), 2),
    ]


def test_a_file_whose_lines_differ_is_told() -> None:
    found = looked_at(suggesting(), [("10:00:01 {}{}", PAY), ("[x] {}{}", PAY)]).proposed()
    assert found.proposed == ()
    assert found.notes == ("pay/app.py: its lines are laid out in 2 ways, and most in none of them; no layout is proposed",)


def test_what_is_known_is_confirmed_or_contradicted() -> None:
    known = (LineLayout(("pay/", "mail/"), "text", "{time} {message}"),)
    lines = [("10:00:01 {}{}", PAY), ("[x] {}{}", MAIL)]
    found = looked_at(suggesting(known), lines).proposed()
    assert [(each.layout.paths, each.fits) for each in found.confirmed] == [(("pay/",), 1)]
    assert [(each.layout.pattern, each.instead) for each in found.proposed] == [
        ("[{thread}] {message}", "`layouts` in the configuration says how lines of mail/app.py look")
    ]


def test_a_checkout_has_its_own_configuration() -> None:
    lines = [("10:00:01 {}{}", PAY), ("[x] {}{}", MAIL)]
    found = looked_at(suggesting(), lines).proposed(lambda file: file[:3])
    assert [each.layout.paths for each in found.proposed] == [(), ()]


def test_nothing_of_a_line_is_repeated() -> None:
    (found,) = proposed(["10:00:01 hunter2 \x1b[31m charge failed for u7"] * 3) or [LineLayout()]
    assert "hunter2" not in found.pattern


def test_hostile_lines_are_bounded() -> None:
    start = time.monotonic()
    proposed(["[" * 390 + " charge failed for u7", "a." * 190 + " charge failed for u7", "charge failed for " + "[a" * 10_000] * 50)
    proposed([f'{"a=" * 150}" charge failed for u7 {"b=" * 9_000}' for _ in range(20)])
    assert time.monotonic() - start < 5
