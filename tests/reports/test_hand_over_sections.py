"""Whoever reads the hand-over as text misses nothing that the Markdown page says."""

from __future__ import annotations

import re

from reports.report_examples import DOCUMENTS

from sdd_impact.model import HandOver, Style
from sdd_impact.reports import render


def test_the_text_has_every_section_of_the_page() -> None:
    pages = [each for each in DOCUMENTS.values() if isinstance(each, HandOver)]
    assert pages
    for page in pages:
        markdown, text = (render(page, form, Style()) for form in ("markdown", "text"))
        sections = re.findall(r"^## (.+)$", markdown, re.MULTILINE)
        missing = [title for title in sections if title != "What changes" and f"\n{title}\n" not in text]
        assert missing == []
