"""Whatever a branch writes: in every format it stays text."""

from __future__ import annotations

import csv
import io
import json
import re
from html.parser import HTMLParser
from typing import Any
from urllib.parse import unquote_to_bytes
from xml.etree import ElementTree as ET

import pytest
from hypothesis import example, given, settings
from reports.report_hostile import NASTY, TEXTS, harmless, hostile

from sdd_impact import reports
from sdd_impact.model import Format, Printable, Style
from sdd_impact.reports import _escape as escape

STYLE = Style(version="0.0.0")
FORMATS = [reports.format_named(name) for name in reports.formats()]
#: What Azure Pipelines, TeamCity and older GitHub runners carry out wherever it stands in a line.
ORDER = re.compile(r"##(vso|teamcity)?\[", re.IGNORECASE)


def outputs(text: str, form: Format) -> dict[str, str]:
    return {name: form.render(each, STYLE) for name, each in hostile(text).items() if isinstance(each, form.renders)}


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
@given(TEXTS)
@example("".join(NASTY))
@example("##vso[task.complete result=Succeeded;]done")
@example("::error::x ::stop-commands::y")
@settings(max_examples=20)
def test_no_log_takes_it_for_a_command(form: Format, text: str) -> None:
    for shown in outputs(text, form).values():
        assert not ORDER.search(shown)
        if form.name != "github":
            assert not [line for line in shown.splitlines() if re.match(r"\s*::[A-Za-z].*::", line)]


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
@given(TEXTS)
@example("".join(NASTY))
@settings(max_examples=20)
def test_no_control_character_gets_through(form: Format, text: str) -> None:
    for shown in outputs(text, form).values():
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", shown)
        shown.encode()


@given(TEXTS)
def test_github_says_as_many_commands_as_for_harmless_text(text: str) -> None:
    form = reports.format_named("github")
    commands = re.compile(r"^\s*(::\w+)", re.MULTILINE)
    for name, shown in outputs(text, form).items():
        assert commands.findall(shown) == commands.findall(form.render(harmless()[name], STYLE))


class Tags(HTMLParser):
    """The tags of a page with their attributes, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, tuple[tuple[str, str | None], ...]]] = []
        self.text = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, tuple(attrs)))

    def handle_endtag(self, tag: str) -> None:
        self.tags.append((f"/{tag}", ()))

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        self.tags.append(("comment", ()))

    def handle_decl(self, decl: str) -> None:
        self.tags.append((f"!{decl}", ()))

    def unknown_decl(self, data: str) -> None:
        self.tags.append(("unknown", ()))

    def handle_pi(self, data: str) -> None:
        self.tags.append(("pi", ()))


@given(TEXTS)
@example("".join(NASTY))
@settings(max_examples=30)
def test_html_has_no_tag_that_we_did_not_write(text: str) -> None:
    form = reports.format_named("html")
    for name, page in outputs(text, form).items():
        read = Tags(page)
        assert read.tags == Tags(form.render(harmless()[name], STYLE)).tags
        if name in ("verdict", "report", "passed"):
            assert escape.html(text) in read.text


@given(TEXTS)
@example("".join(NASTY))
def test_sarif_parses_back(text: str) -> None:
    for name, shown in outputs(text, reports.format_named("sarif")).items():
        run: Any = json.loads(shown)["runs"][0]
        same: Any = json.loads(reports.render(harmless()[name], "sarif", STYLE))["runs"][0]
        assert [each["ruleId"] for each in run["results"]] == [each["ruleId"] for each in same["results"]]
        for result in run["results"]:
            assert result["message"]["text"].startswith(escape.braced(escape.unlinked(text)[:100]))
            assert not re.search(r"\[[^\]]*\]\(", result["message"]["text"])
            uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
            assert re.fullmatch(r"(file://)?[A-Za-z0-9._~/%-]+", uri)
            assert unquote_to_bytes(uri.removeprefix("file://")) == as_bytes(text)


def as_bytes(path: str) -> bytes:
    """A path as git has it; a surrogate that stands for no byte is kept as it is."""
    try:
        return path.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return path.encode("utf-8", "surrogatepass")


@given(TEXTS)
@example("".join(NASTY))
def test_junit_parses_back(text: str) -> None:
    for name, shown in outputs(text, reports.format_named("junit")).items():
        root = ET.fromstring(shown)
        same = ET.fromstring(reports.render(harmless()[name], "junit", STYLE))
        assert [each.tag for each in root.iter()] == [each.tag for each in same.iter()]
        verdict = root.find("testsuite/testcase/failure")
        if verdict is not None:
            assert verdict.get("message") == escape.lines(text)


@given(TEXTS)
@example("".join(NASTY))
def test_gitlab_parses_back(text: str) -> None:
    for name, shown in outputs(text, reports.format_named("gitlab")).items():
        issues: Any = json.loads(shown)
        same: Any = json.loads(reports.render(harmless()[name], "gitlab", STYLE))
        assert [each["check_name"] for each in issues] == [each["check_name"] for each in same]
        assert all(each["description"].startswith(escape.lines(text)) for each in issues)
        assert all(each["location"]["path"] == escape.lines(text) for each in issues)


@given(TEXTS)
@example("".join(NASTY))
def test_json_parses_back(text: str) -> None:
    document = hostile(text)["verdict"]
    assert json.loads(reports.render(document, "json", STYLE))["reason"] == text


@given(TEXTS)
@example("".join(NASTY))
def test_csv_keeps_its_table(text: str) -> None:
    form = reports.format_named("csv")
    for name, shown in outputs(text, form).items():
        rows = list(csv.reader(io.StringIO(shown)))
        assert len(rows) == len(list(csv.reader(io.StringIO(form.render(harmless()[name], STYLE)))))
        assert {len(row) for row in rows} == {len(rows[0])}
        # Also where the spreadsheet parts cells at semicolons, and whatever white space stands before.
        parts = [part for row in rows[1:] for cell in row for part in cell.split(";")]
        assert not [part for part in parts if re.match(r"\s*[=+\-@＝＋－＠]", part)]


@given(TEXTS)
@example("".join(NASTY))
def test_markdown_keeps_its_tables(text: str) -> None:
    form = reports.format_named("markdown")
    for name, shown in outputs(text, form).items():
        assert skeleton(shown) == skeleton(form.render(harmless()[name], STYLE))


def skeleton(page: str) -> list[tuple[int, str]]:
    """Of each line: how many cells it has, and which mark it begins with."""
    marks = re.compile(r"(#+|[-*+>|]|\d+[.)])?")
    found = []
    for line in page.splitlines():
        mark = marks.match(line)
        found.append((len(re.findall(r"(?<!\\)\|", line)), mark[0] if mark else ""))
    return found


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("@team", "&#64;&#8203;team"),
        ("see #12", "see &#35;&#8203;12"),
        ("GH-12", "GH&#45;&#8203;12"),
        ("https://e.example", "https&#58;&#8203;//e.example"),
        ("# 1", "&#35; 1"),
        ("#accounts", "&#35;accounts"),
        ("1http://e.example", "1http&#58;&#8203;//e.example"),
        ("www.e.example", "www&#46;&#8203;e.example"),
        ("MailTo:a", "MailTo&#58;&#8203;a"),
        ("    x", "x"),
        ("---", "&#45;--"),
        ("!12", "!&#8203;12"),
        ("well!", "well!"),
    ],
)
def test_markdown_names_nobody(text: str, shown: str) -> None:
    assert escape.markdown(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("##[error]x", r"\x23#[error]x"),
        ("a ##vso[task.complete]", r"a \x23#vso[task.complete]"),
        ("::error::x", r"\x3a:error::x"),
        ("a  ::set-output name=b::c", r"a  \x3a:set-output name=b::c"),
        ("std::move(a)", "std::move(a)"),
        ("## heading", "## heading"),
        ("call ::close(fd)", "call ::close(fd)"),
    ],
)
def test_a_log_gets_no_commands(text: str, shown: str) -> None:
    assert escape.terminal(text) == shown


def test_a_long_text_is_escaped_in_linear_time() -> None:
    for piece in ("::a ", "##", " ::", "a" * 9 + "::", "[](", ";="):
        text = piece * 50_000
        for function in (escape.terminal, escape.csv, escape.unlinked, escape.html, escape.markdown, escape.code):
            assert function(text)


def test_printable_covers_every_example() -> None:
    assert {type(each) for each in harmless().values()} == set(Printable.__args__)
