"""The documents of the examples with every text that a branch could bring replaced by another."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from hypothesis import strategies as st
from reports.report_examples import CATALOGUE, DOCUMENTS

from sdd_impact.model import Asking, Printable, Statement

#: Texts that mean something to a terminal, a CI system, a browser, a spreadsheet or a parser.
NASTY = (
    "\x1b[31m", "\x1b]0;title\x07", "::error::", "\n::error file=a::b", "##vso[task.complete result=Succeeded;]", "##[set-output name=a]b",
    "##teamcity[buildStatus status='SUCCESS']", "##", "#", "[", "]]>", "<![CDATA[", "<script>alert(1)</script>", "<img src=x onerror=a()>",
    "</style>", "</title>", "--><b>", "&lt;", "&#64;", "'\"><i>", "{{7*7}}", "{% raw %}", "${7*7}", "\udcff", "\ud800", "\x00", "\u202e", "\u2066",
    "\ufffe", "\uffff", "\r", "\r\n", "\t", "\u2028", "\x85", "\x0b", "|", "`", "```", "[a](https://e.example)", "![a](b)", "@team", "GH-1", "#1",
    "http://e.example", "=1+1", ";=1+1", " @SUM(1)", "\u200b", " ", "é", "\U0001f600", "\\", "%0A", "%", ":", ",",
)  # fmt: skip
#: Any text, with a liking for the nasty ones; never white space alone, which a message does not keep.
TEXTS = (
    st.lists(st.one_of(st.sampled_from(NASTY), st.text(max_size=6)), min_size=1, max_size=6)
    .map("".join)
    .filter(lambda text: text.strip() != "")
)
#: Fields that hold a word from a closed list, an identity or a digest: never a text of a branch.
CLOSED = frozenset(
    {
        "id", "severity", "verdict", "state", "kind", "what", "audience", "certainty", "side", "looked_at", "question", "questions", "fingerprint",
        "theme", "digest", "catalogue", "level", "evidence", "change", "refs", "also", "commit", "merge_base", "language", "format", "answer_type",
    }
)  # fmt: skip


def with_text(document: Any, text: str) -> Any:
    """Return the document with each text in it, but those of closed lists, replaced."""
    if isinstance(document, str):
        return text if document else ""
    if document is CATALOGUE or not isinstance(document, (tuple, Mapping)):
        return document
    if isinstance(document, Mapping):
        return {name: with_text(value, text) for name, value in document.items()}
    if isinstance(document, Asking):
        return document._replace(impacts=with_text(document.impacts, text))
    names = getattr(document, "_fields", None)
    if names is None:
        return tuple(with_text(each, text) for each in document)
    changed = {name: with_text(value, text) for name, value in zip(names, document, strict=True) if _open(name, value)}
    if isinstance(document, Statement):
        changed.pop("style", None)
    return document._replace(**changed)  # type: ignore[attr-defined]  # a named tuple, as it has fields


def _open(name: str, value: object) -> bool:
    words = isinstance(value, str) or (isinstance(value, tuple) and all(isinstance(each, str) for each in value))
    return name not in CLOSED or not words


def hostile(text: str) -> dict[str, Printable]:
    """Return every example with this text in it."""
    return {name: with_text(document, text) for name, document in DOCUMENTS.items()}


@cache
def harmless() -> dict[str, Printable]:
    """Return every example with a harmless text in it, to compare with."""
    return hostile("x")
