"""Splunk saved searches: samples, the files of an app, hostile input."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from searches.search_wording import as_expected, wording

from sdd_impact.model import Source
from sdd_impact.searches import candidates, companions, read

SAMPLES = sorted((Path(__file__).parent / "splunk").glob("*.conf"))


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name.split(".")[0])
def test_samples(sample: Path) -> None:
    as_expected(read(Source(f"ops/{sample.name}", sample.read_bytes())), sample.read_text())


APP = {
    "apps/a/default/savedsearches.conf": '[One]\nsearch = `app` eventtype=failed `both(x, "y z")`\n[Two words]\nsearch = `late`\n',
    "apps/a/default/macros.conf": '[app]\ndefinition = index=app ```all of it```\n[both(2)]\nargs = a, b\ndefinition = $a$ OR "$b$"\n[late]\ndefinition = old\n',
    "apps/a/local/macros.conf": "[late]\ndefinition = `late2`\n[late2]\ndefinition = new\n[looks]\ndefinition = 1+1\niseval = 1\n",
    "apps/a/default/eventtypes.conf": "[failed]\nsearch = `app` (login failed)\n",
    "apps/a/metadata/local.meta": "[savedsearches/Two%20words]\nowner = support-l2\n[savedsearches/One]\nowner = nobody\n",
    "apps/b/default/macros.conf": "[app]\ndefinition = index=other\n",
    "macros.conf": "[app]\ndefinition = index=root\n",
}
SOURCES = {path: Source(path, text.encode()) for path, text in APP.items()}
SAVED = SOURCES["apps/a/default/savedsearches.conf"]


def test_the_files_of_the_app_help() -> None:
    found = companions(SAVED, tuple(APP))
    assert found == (
        "apps/a/default/eventtypes.conf",
        "apps/a/default/macros.conf",
        "apps/a/local/macros.conf",
        "apps/a/metadata/local.meta",
    )
    reading = read(SAVED, companions=tuple(SOURCES.values()))  # those of others do no harm
    assert [wording(search.query) for search in reading.searches] == [
        'from(index=app) & from(index=app) & term~"login" & term~"failed" & (term~"x" | term~"y z")',
        'term~"new"',
    ]
    assert [search.owner for search in reading.searches] == ["", "support-l2"]


def test_without_them_macros_are_open() -> None:
    reading = read(SAVED)
    assert wording(reading.searches[0].query) == '?(`app`) & ?(eventtype=failed) & ?(`both(x, "y z")`)'


def test_found_by_name_or_content() -> None:
    assert candidates(["a/savedsearches.conf", "a/b.conf", "savedsearches.conf", "x/local-savedsearches.conf", "a.py"]) == (
        "a/savedsearches.conf",
        "savedsearches.conf",
        "x/local-savedsearches.conf",
    )
    assert read(Source("/tmp/export.conf", b"[a]\nsearch = x\n")).searches[0].format == "splunk"
    assert read(Source("export.txt", b"[a]\nsearch = x\n"), "splunk").searches[0].name == "a"


def test_places() -> None:
    found = read(
        Source("savedsearches.conf", b"\xef\xbb\xbf# x\r\n\r\n[a]\r\nsearch = b \\\r\n c\r\nowner = d\r\n\r\n[e]\r\nsearch=f\r\n")
    ).searches
    assert [(each.name, each.location.line, each.location.end_line, each.text) for each in found] == [
        ("a", 3, 6, "b \n c"),
        ("e", 8, 9, "f"),
    ]


@pytest.mark.parametrize(
    "search",
    [
        "(" * 50_000,
        "NOT " * 20_000 + "a",
        "[" * 50_000,
        "`" * 50_000,
        '"' * 50_001,
        "a OR " * 15_000 + "b",
        "| eval a=" + "(" * 40_000,
        "| eval a=" + "-" * 40_000 + "1 | where a=1",
        "| where " + "NOT " * 20_000 + "a=1",
        "| where a" + ".a" * 40_000 + '="x"',
        "* " + "| rename a AS b | rename b AS a " * 200 + "| search a=b",
        "* | eval a=b | eval b=a | where a=1",
        "* | eval a=case(" + "x=1, 1, " * 9_000 + "y=1, 1) | where a=1",
        "| append [search " * 3_000 + "]" * 3_000,
        "a" * 90_000,
        "\\" * 90_000,
        "a=" * 40_000,
        "a IN (" * 10_000,
        "*" * 90_000,
        "| rex " + "(?<a>" * 10_000,
    ],
    ids=lambda search: search[:12],
)
def test_hostile_searches_end_quickly(search: str) -> None:
    start = time.process_time()
    reading = read(Source("savedsearches.conf", f"[a]\nsearch = {search}\n".encode()))
    assert len(reading.searches) == 1
    assert time.process_time() - start < 60


def test_macros_without_end() -> None:
    loop = Source("macros.conf", b"[a]\ndefinition = `b`\n[b]\ndefinition = `a`\n[c]\ndefinition = `d``d`\n" + b"".join(
        b"[%c]\ndefinition = `%c``%c``%c``%c`\n" % (at, at + 1, at + 1, at + 1, at + 1) for at in range(ord("d"), ord("z"))
    ))  # fmt: skip
    reading = read(Source("savedsearches.conf", b"[x]\nsearch = `a`\n[y]\nsearch = `c`\n"), companions=(loop,))
    assert [wording(search.query) for search in reading.searches] == ["?(`a`)", "?(`c`)"]


def test_a_large_file_is_quick() -> None:
    stanza = SAMPLES[0].read_bytes() + b"\n"
    data = b"".join(stanza.replace(b"\n[", b"\n[%d " % number) for number in range(1_000_000 // len(stanza)))
    start = time.process_time()
    assert len(read(Source("savedsearches.conf", data)).searches) > 3_000
    assert time.process_time() - start < 60


CONTENT = b"\n".join(sample.read_bytes() for sample in SAMPLES)


@settings(max_examples=150, deadline=None)
@given(st.integers(0, len(CONTENT) - 500), st.integers(1, 500), st.binary(max_size=6), st.integers(0, 500))
def test_never_raises(start: int, length: int, noise: bytes, at: int) -> None:
    piece = CONTENT[start : start + length]
    data = b"[a]\nsearch = " + piece[:at] + noise + piece[at:]
    for search in read(Source("savedsearches.conf", data)).searches:
        assert wording(search.query)


TOKENS = '( ) [ ] | " ` \\ a b=c OR AND NOT = != > , * where eval search rex match( like( if( "x" in IN \' ,'


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(TOKENS.split()), max_size=25))
def test_never_raises_on_tokens(tokens: list[str]) -> None:
    reading = read(Source("savedsearches.conf", f"[a]\nsearch = {' '.join(tokens)}x\n".encode()))
    assert len(reading.searches) == 1


PROPS = r"""[default]
TRUNCATE = 10000
# owner: support-l2
[shop:app]
TIME_PREFIX = ^
EXTRACT-reset = ^PasswordReset userId: (?<user>\d+)
EXTRACT-mail = mail=(?<mail>\S+) in message
EXTRACT-all = (.*)
SEDCMD-mask = s/card=\d{12}(\d{4})/card=xxxx\1/g
SEDCMD-odd = y/abc/xyz/
REPORT-orders = orders, lines
TRANSFORMS-null = setnull,drop_health
[source::.../nginx.log]
REPORT-n = orders
EXTRACT-bad = (unclosed
"""
TRANSFORMS = r"""[orders]
REGEX = order (\w+) of (\w+)
FORMAT = order::$1 user::$2
[setnull]
REGEX = .
DEST_KEY = queue
FORMAT = nullQueue
[drop_health]
REGEX = health check
DEST_KEY = queue
FORMAT = nullQueue
[meta]
SOURCE_KEY = MetaData:Host
REGEX = host::(.+)
[lines]
SOURCE_KEY = field:detail
REGEX = code=(?<code>\d+)
[table]
filename = x.csv
"""


def test_what_is_taken_out_of_lines() -> None:
    props, transforms = (
        Source(f"app/default/{name}.conf", text.encode()) for name, text in (("props", PROPS), ("transforms", TRANSFORMS))
    )
    assert candidates([props.path, transforms.path]) == (props.path, transforms.path)
    assert companions(transforms, (props.path, "app/local/props.conf", "b/props.conf")) == (props.path, "app/local/props.conf")
    found = read(props)
    assert {each.name: wording(each.query) for each in found.searches} == {
        "shop:app: EXTRACT-reset": r"/^PasswordReset userId: (?<user>\d+)/ & from(sourcetype=shop:app)",
        "shop:app: EXTRACT-mail": r"message:/mail=(?<mail>\S+)/ & from(sourcetype=shop:app)",
        "shop:app: SEDCMD-mask": r"/card=\d{12}(\d{4})/ & from(sourcetype=shop:app)",
    }
    assert [(each.owner, each.location.line) for each in found.searches] == [("support-l2", 4)] * 3
    assert [each.reason for each in found.unread] == [
        "source::.../nginx.log: EXTRACT-bad: no regular expression: a ( is never closed (at character 1)"
    ]
    assert {each.name: wording(each.query) for each in read(transforms, companions=(props,)).searches} == {
        "orders": r"/order (\w+) of (\w+)/ & from(sourcetype=shop:app OR source=.../nginx.log)",
        "drop_health (drops)": "/health check/ & from(sourcetype=shop:app)",
        "lines": r"detail:/code=(?<code>\d+)/ & from(sourcetype=shop:app)",
    }
    assert wording(read(transforms).searches[0].query) == r"/order (\w+) of (\w+)/"
