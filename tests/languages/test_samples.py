"""Every language is held against its samples: ``tests/languages/<language>/sample*``. The expectation stands beside the call.

In a comment on the line where the statement begins, or on the lines above it (one line for each text that it can be)::

    # log: info "PasswordReset userId: {user_id}" fields=a,b kinds=id logger=auth.reset opening=X
    # error: ValueError "No user {user_id}" audience=api status=404 code=E1

``-`` stands for no level or no type. What is not named in the options is not compared. A sample may begin with ``# path: auth/reset.py``
(the path it is read under) and ``# wrapper: audit_log message=0 level=warning`` (a wrapper from the configuration).
Pairs ``pair*.before.<suffix>`` and ``pair*.after.<suffix>`` must show Support the same.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest

from sdd_impact.languages import all_languages, for_path
from sdd_impact.model import Extraction, LogCall, Source, Statement

_HERE = Path(__file__).parent
_SAMPLES = sorted(_HERE.glob("*/sample*"))
_PAIRS = sorted(_HERE.glob("*/pair*.before.*"))
_EXPECTED = re.compile(r'(?:#|//|\*)\s*(log|error):\s*(\S+)\s+"((?:[^"\\]|\\.)*)"([^"]*)$')
_OPTION = re.compile(r"(\w+)=(\S*)")
_HEADER = re.compile(r"(?:#|//)\s*(path|wrapper):\s*(.+?)\s*$", re.MULTILINE)
#: A line that is a comment alone; an attribute of Rust or PHP and a ``#define`` are code.
_COMMENT = re.compile(r"\s*(?:#(?!\[|\s*define\b)|//|\*|/\*|\{/\*)")


class Expected(NamedTuple):
    what: str
    label: str
    message: str
    options: tuple[tuple[str, str], ...]


def _source(path: Path) -> tuple[Source, tuple[LogCall, ...]]:
    text = path.read_text(encoding="utf-8")
    where, calls = f"src/{path.name}", []
    for name, value in _HEADER.findall(text):
        if name == "path":
            where = value
        else:
            call, *options = value.split()
            given = dict(option.split("=") for option in options)
            message, level = given.get("message", "0"), given.get("level", "info")
            calls.append(LogCall(call, int(message) if message.isdigit() else message, int(level) if level.isdigit() else level))
    return Source(where, text.encode()), tuple(calls)


def _extract(source: Source, calls: tuple[LogCall, ...]) -> Extraction:
    language = for_path(source.path)
    assert language is not None
    return language.extract(source, calls)


def _expectations(text: str) -> dict[int, list[Expected]]:
    """Line number → what is expected to begin there."""
    found: dict[int, list[Expected]] = {}
    waiting: list[Expected] = []
    for number, line in enumerate(text.split("\n"), 1):
        match = _EXPECTED.search(line)
        if match:
            what, label, message, options = match.groups()
            waiting.append(Expected(what, label, message.replace('\\"', '"'), tuple(_OPTION.findall(options))))
        if waiting and line.strip() and not _COMMENT.match(line):
            found[number] = waiting
            waiting = []
    assert not waiting, f"an expectation without a statement: {waiting}"
    return found


def _seen(statement: Statement) -> str:
    label = statement.level if statement.what == "log" else statement.type
    return f'{statement.location.line}: {statement.what}: {label or "-"} "{statement.template.message}"'


def _option(statement: Statement, name: str) -> str:
    if name == "fields":
        return ",".join(field.name for field in statement.fields)
    if name == "kinds":
        return ",".join(placeholder.kind for placeholder in statement.template.placeholders)
    if name == "values":
        return ";".join("|".join(placeholder.values) for placeholder in statement.template.placeholders)
    if name == "renderings":
        return ",".join(placeholder.rendering for placeholder in statement.template.placeholders)
    value = getattr(statement, name)
    return "" if value is None else str(value)


@pytest.mark.parametrize("path", _SAMPLES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_expectations_beside_the_calls(path: Path) -> None:
    source, calls = _source(path)
    expected = _expectations(source.data.decode())
    extraction = _extract(source, calls)
    wanted = Counter(f'{line}: {each.what}: {each.label} "{each.message}"' for line, all_ in expected.items() for each in all_)
    seen = Counter(_seen(statement) for statement in extraction.statements)
    assert sorted((seen - wanted).elements()) == [], "not expected"
    assert sorted((wanted - seen).elements()) == [], "expected, not seen"
    for line, all_ in expected.items():
        for each in all_:
            key = f'{line}: {each.what}: {each.label} "{each.message}"'
            statement = next(statement for statement in extraction.statements if _seen(statement) == key)
            for name, value in each.options:
                assert (name, _option(statement, name)) == (name, value), key
    assert extraction.unread == ()


@pytest.mark.parametrize("path", _SAMPLES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_same_bytes_same_extraction(path: Path) -> None:
    source, calls = _source(path)
    assert _extract(source, calls) == _extract(Source(source.path, bytes(bytearray(source.data))), calls)


@pytest.mark.parametrize("path", _SAMPLES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_line_ends_and_byte_order_mark_change_nothing(path: Path) -> None:
    source, calls = _source(path)
    plain = _extract(source, calls)
    assert _extract(Source(source.path, source.data.replace(b"\n", b"\r\n")), calls) == plain
    assert _extract(Source(source.path, b"\xef\xbb\xbf" + source.data), calls) == plain


@pytest.mark.parametrize("path", _SAMPLES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_lost_line_invents_nothing(path: Path) -> None:
    """With any line deleted: no crash, and no statement where there was none, except on the lines that touch the gap.

    A line that opens or closes a text of several lines is left out: without it code and text change places. Of a long sample about forty lines are
    tried, with ``HYPOTHESIS_PROFILE=fuzz`` all.
    """
    source, calls = _source(path)
    original = _extract(source, calls).statements
    texts = {statement.template.message for statement in original}
    places = {line for statement in original for line in range(statement.location.line, statement.location.end_line + 1)}
    lines = source.data.decode().split("\n")
    step = 1 if os.environ.get("HYPOTHESIS_PROFILE") == "fuzz" else max(1, len(lines) // 40)
    for gone, line in list(enumerate(lines, 1))[::step]:
        if '"""' in line or "'''" in line or line.count("`") % 2 or "/*" in line or "*/" in line or not line.strip():
            continue
        rest = "\n".join(lines[: gone - 1] + lines[gone:])
        for statement in _extract(Source(source.path, rest.encode()), calls).statements:
            first = statement.location.line + (statement.location.line >= gone)
            known = statement.template.message in texts or first in places or abs(first - gone) <= 1
            assert known, f"without line {gone}: {_seen(statement)}"


@pytest.mark.parametrize("path", _PAIRS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_reformatting_is_silent(path: Path) -> None:
    before, calls = _source(path)
    after, _ = _source(path.with_name(path.name.replace(".before.", ".after.")))

    def shown(source: Source) -> list[object]:
        return [
            (
                statement.what, statement.level, statement.template.skeleton, [each.kind for each in statement.template.placeholders],
                [field.name for field in statement.fields], statement.status, statement.audience, statement.type,
            )
            for statement in _extract(source, calls).statements
        ]  # fmt: skip

    assert shown(before) == shown(after)
    assert shown(before)


def test_every_language_has_samples() -> None:
    """A language without samples is not finished; a folder without a language is forgotten."""
    folders = {path.parent.name for path in _SAMPLES}
    assert folders == {language.name for language in all_languages()}


def test_suffixes_belong_to_one_language() -> None:
    suffixes = Counter(suffix for language in all_languages() for suffix in language.suffixes)
    assert [suffix for suffix, count in suffixes.items() if count > 1] == []
