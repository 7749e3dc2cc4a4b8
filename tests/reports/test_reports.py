"""Every format, on every document: golden files, schemas, escaping."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reports.report_examples import DOCUMENTS, FINDINGS

from sdd_impact import reports
from sdd_impact.model import Format, Style, Unread
from sdd_impact.reports import _escape as escape
from sdd_impact.shelf import shelf

HERE = Path(__file__).parent
STYLE = Style(version="0.0.0")
FORMATS = [reports.format_named(name) for name in reports.formats()]


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
def test_golden(form: Format) -> None:
    parts = [
        f"=== {name}\n{form.render(document, STYLE)}" for name, document in DOCUMENTS.items() if isinstance(document, form.renders)
    ]
    seen = "".join(parts)
    golden = HERE / f"{form.name}.golden"
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(seen, "utf-8")
    assert seen == golden.read_text("utf-8")


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
def test_a_format_says_what_it_cannot_show(form: Format) -> None:
    for document in DOCUMENTS.values():
        if not isinstance(document, form.renders):
            with pytest.raises(TypeError):
                reports.render(document, form.name, STYLE)


SCHEMAS = {
    "findings": "evidence",
    "nothing": "evidence",
    "verdict": "verdict",
    "passed": "verdict",
    "searches": "searches",
    "logs": "catalog",
    "errors": "catalog",
    "backtest": "backtest",
    "hand-over": "hand-over",
    "empty hand-over": "hand-over",
}


@pytest.mark.parametrize("name", SCHEMAS)
def test_json_fits_its_schema(name: str) -> None:
    schema = json.loads((shelf("schemas") / f"{SCHEMAS[name]}.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(json.loads(reports.render(DOCUMENTS[name], "json", STYLE)), schema)


def test_json_is_ascii_whatever_a_path_holds() -> None:
    findings = FINDINGS._replace(not_checked=(Unread("a\udcff\u202e.py", "binary"),))
    text = reports.render(findings, "json", STYLE)
    assert text.isascii()
    path: Any = json.loads(text)["not_checked"][0]["path"]
    assert path == "a\udcff\u202e.py"


def test_raw_is_given_only_where_folding_changed_the_message() -> None:
    changes: Any = json.loads(reports.render(FINDINGS, "json", STYLE))["changes"]
    assert "raw" not in changes[0]["before"]
    assert changes[0]["after"]["raw"] == "PasswordReset userId: {user_id}  email: {mask(email)}"
    assert changes[0]["after"]["message"] == "PasswordReset userId: {user_id} email: {mask(email)}"


def test_text_has_colours_only_when_asked() -> None:
    assert "\x1b" not in reports.render(FINDINGS, "text", STYLE)
    assert "\x1b[31m" in reports.render(FINDINGS, "text", STYLE._replace(colour=True))


TEXT = st.text(max_size=60)


@given(TEXT)
def test_a_terminal_gets_no_control_characters(text: str) -> None:
    assert not re.search(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", escape.terminal(text))


@given(TEXT)
def test_markdown_opens_nothing(text: str) -> None:
    safe = escape.markdown(text)
    assert not re.search(r"[<>|`*_\[\]\n@]", safe)
    assert not re.search(r"(?i)https?:", safe)


@given(TEXT)
def test_markdown_keeps_the_words(text: str) -> None:
    import html

    shown = html.unescape(escape.markdown(text)).replace("\u200b", "")
    assert shown == escape.terminal(text).strip(" ").replace("\\&", "&") or "&" in text


@given(TEXT)
def test_a_code_span_ends_where_it_ends(text: str) -> None:
    safe = escape.code(text)
    fence = re.match("`*", safe)
    assert fence is not None
    inner = safe[len(fence[0]) : len(safe) - len(fence[0])]
    assert not safe or (fence[0] and not re.search(f"(?<!`){fence[0]}(?!`)", inner))
    assert not re.search(r"(?<!\\)\|", safe)


@given(TEXT)
def test_a_workflow_command_stays_one_line(text: str) -> None:
    assert not re.search(r"[\r\n]", escape.workflow_data(text))
    assert not re.search(r"[\r\n:,]", escape.workflow_property(text))


@given(TEXT)
def test_a_spreadsheet_sees_no_formula(text: str) -> None:
    assert not escape.csv(text).startswith(("=", "+", "-", "@"))
