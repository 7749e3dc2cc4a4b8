"""The HTML page stands by itself, needs no script, and can be read by everybody."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest
from reports.report_examples import DOCUMENTS, FINDINGS

from sdd_impact import reports
from sdd_impact.model import Style, Unread

STYLE = Style(version="0.0.0")
VOID = {"meta"}


class Page(HTMLParser):
    """A page read strictly: every tag is closed in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.headings: list[int] = []
        self.feed(text)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if re.fullmatch(r"h\d", tag):
            self.headings.append(int(tag[1]))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.fixture(params=[name for name, each in DOCUMENTS.items() if isinstance(each, reports.format_named("html").renders)])
def page(request: pytest.FixtureRequest) -> str:
    return reports.render(DOCUMENTS[request.param], "html", STYLE)


def test_nothing_comes_from_elsewhere(page: str) -> None:
    read = Page(page)
    assert {tag for tag, _ in read.tags} <= {
        "html", "head", "meta", "title", "style", "body", "main", "header", "section", "article", "footer", "h1", "h2", "h3", "p", "ul", "li",
        "dl", "dt", "dd", "div", "span", "code", "table", "thead", "tbody", "tr", "th", "td",
    }  # fmt: skip
    names = {name for _, attributes in read.tags for name in attributes}
    assert names <= {"lang", "charset", "http-equiv", "content", "name", "class", "scope", "role", "aria-label", "tabindex"}
    assert not re.search(r"url\(|@import|https?:|javascript:", page)


def test_the_policy_allows_the_one_style_sheet(page: str) -> None:
    policy = next(str(each["content"]) for tag, each in Page(page).tags if tag == "meta" and "http-equiv" in each)
    sheet = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
    assert sheet
    digest = base64.b64encode(hashlib.sha256(sheet[1].encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def test_it_can_be_read_aloud(page: str) -> None:
    read = Page(page)
    assert read.headings[0] == 1
    assert read.headings.count(1) == 1
    assert all(after <= before + 1 for before, after in zip(read.headings, read.headings[1:], strict=False))
    assert ("html", {"lang": "en"}) in read.tags
    for tag, attributes in read.tags:
        assert tag != "th" or attributes["scope"] in ("col", "row")
        assert "tabindex" not in attributes or (attributes["role"], attributes["tabindex"]) == ("region", "0")


def colours(sheet: str) -> list[dict[str, str]]:
    """The palettes of the style sheet: light, dark, print."""
    return [dict(re.findall(r"--([a-z]+): (#[0-9a-f]{6})", block)) for block in re.findall(r":root \{(.*?)\}", sheet, re.DOTALL)]


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_every_text_has_contrast() -> None:
    palettes = colours(reports.render(FINDINGS, "html", STYLE))
    assert len(palettes) == 3
    for palette in palettes:
        for text in ("ink", "quiet", "bad", "good", "warn", "calm"):
            for ground in ("paper", "field", "code"):
                light, dark = sorted((luminance(palette[text]), luminance(palette[ground])), reverse=True)
                assert (light + 0.05) / (dark + 0.05) >= 4.5, (text, ground)


def test_the_verdict_comes_first() -> None:
    text = re.sub(r"<[^>]+>", " ", reports.render(DOCUMENTS["report"], "html", STYLE).partition("<body>")[2])
    order = [
        "Blocked: 1 question needs a decision",
        "failed: 1 problem to solve",
        "Needs a decision",
        "To do",
        "Answered",
        "Not checked",
    ]
    assert sorted(order, key=text.index) == order


def test_long_lists_are_counted() -> None:
    many = FINDINGS._replace(not_checked=tuple(Unread(f"f{number}.py", "binary") for number in range(50)))
    assert "<li>and 10 more</li>" in reports.render(many, "html", STYLE)
