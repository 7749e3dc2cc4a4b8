"""Log lines as they are found: every usual wrapping, encoding and damage gives the lines that programs wrote."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import sys
import time
from pathlib import Path

import pytest

from sdd_impact.commands._log_lines import LONGEST, Lines
from sdd_impact.errors import UsageError
from sdd_impact.model import LogLine

INNER = '{"level":"error","msg":"boo"}'


def lines_of(path: Path, data: bytes) -> list[LogLine]:
    path.write_bytes(data)
    return list(Lines([str(path)]))


def texts_of(path: Path, data: bytes) -> list[str]:
    return [each.text for each in lines_of(path, data)]


def as_json(*records: object) -> bytes:
    return "".join(f"{json.dumps(each)}\n" for each in records).encode()


WRITTEN: dict[str, tuple[bytes, list[str]]] = {
    "text": (b"one\n\n  \ntwo", ["one", "two"]),
    "windows": (b"\xef\xbb\xbfone\r\ntwo\r\n", ["one", "two"]),
    "latin-1": (b"caf\xe9\ncaf\xc3\xa9\n", ["café", "café"]),
    "utf-16": ("one\r\ntwö\r\n".encode("utf-16"), ["one", "twö"]),
    "colours": (b"\x1b[32mINFO\x1b[0m one\n", ["INFO one"]),
    "docker": (as_json({"log": "one\n", "stream": "stdout", "time": "t"}, {"log": "two\n", "stream": "stderr"}), ["one", "two"]),
    "docker, cut": (as_json({"log": "one ", "stream": "stdout"}, {"log": "x\n", "stream": "stderr"}, {"log": "two\n", "stream": "stdout"}), ["x", "one two"]),
    "docker, json": (as_json({"log": f"{INNER}\n", "stream": "stdout"}), [INNER]),
    "kubernetes": (b"2026-11-24T10:00:00.123456789Z stdout F one\n2026-11-24T10:00:00Z stderr P tw\n2026-11-24T10:00:00Z stderr F o\n", ["one", "two"]),
    "kubernetes, no end": (b"2026-11-24T10:00:00Z stdout P one\n", ["one"]),
    "journal": (as_json({"MESSAGE": "one", "PRIORITY": "3", "__REALTIME_TIMESTAMP": "1"}, {"MESSAGE": [111, 110, 101], "PRIORITY": "6"}), ["one", "one"]),
    "cloudwatch": (as_json({"@timestamp": "t", "@message": "one\n"}), ["one"]),
    "cloudwatch, events": (json.dumps({"events": [{"message": "one", "eventId": "1"}, {"message": "two", "eventId": "2"}]}).encode(), ["one", "two"]),
    "cloudwatch, insights": (json.dumps({"results": [[{"field": "@message", "value": "one"}, {"field": "@timestamp", "value": "t"}]]}, indent=2).encode(), ["one"]),
    "cloudwatch, table": (b'@timestamp,@message\nt,"one ""x"", y\n  more"\nt,two\n', ['one "x", y', "  more", "two"]),
    "loki": (json.dumps({"data": {"result": [{"stream": {"a": "b"}, "values": [["17", "one"], ["18", "two"]]}]}}).encode(), ["one", "two"]),
    "splunk": (as_json({"preview": False, "result": {"_raw": "one"}}), ["one"]),
    "google": (as_json({"textPayload": "one", "logName": "l"}), ["one"]),
    "list of records": (json.dumps([{"message": "one", "eventId": "1"}, {"message": "two", "eventId": "2"}], indent=1).encode(), ["one", "two"]),
    "broken document": (b'{"events": [\n{"message": "one"\n', ['{"events": [', '{"message": "one"']),
    "brackets of text": (b"[2026-11-24 10:00] one\n[x] two\n", ["[2026-11-24 10:00] one", "[x] two"]),
}  # fmt: skip


@pytest.mark.parametrize("name", WRITTEN)
def test_what_programs_wrote(name: str, tmp_path: Path) -> None:
    data, texts = WRITTEN[name]
    assert texts_of(tmp_path / "app.log", data) == texts


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_packed_files(pack: object, tmp_path: Path) -> None:
    assert callable(pack)
    assert texts_of(tmp_path / "app.log.1", pack(b"one\ntwo\n")) == ["one", "two"]


def test_what_a_record_says_besides(tmp_path: Path) -> None:
    record = {
        "@timestamp": "t",
        "log": {"level": "WARN", "logger": "a.B"},
        "message": "one",
        "n": 3,
        "ok": True,
        "none": None,
        "tags": ["x"],
    }
    (line,) = lines_of(tmp_path / "app.log", as_json(record))
    assert (line.message, line.level, line.logger) == ("one", "warn", "a.B")
    assert dict(line.fields) == {
        "@timestamp": "t",
        "log.level": "WARN",
        "log.logger": "a.B",
        "message": "one",
        "n": "3",
        "ok": "true",
        "none": "",
    }


@pytest.mark.parametrize(
    ("line", "program", "level"),
    [
        (b"Nov 24 10:00:01 web-3 sshd[47]: one", "sshd", None),
        (b"<34>1 2026-11-24T10:00:01Z host shop 12 id - one", "shop", None),
        (b"2026-11-24T10:00:01.5+00:00 host shop: one", "shop", None),
        (as_json({"MESSAGE": "one", "SYSLOG_IDENTIFIER": "shop", "PRIORITY": 4}), "shop", "warning"),
    ],
)
def test_programs(line: bytes, program: str, level: str | None, tmp_path: Path) -> None:
    (found,) = lines_of(tmp_path / "app.log", line)
    assert (found.program, found.level) == (program, level)


def test_what_goes_on_with_the_line_before(tmp_path: Path) -> None:
    data = b"one\n\tat a.B.c(B.java:3)\nCaused by: x.Y: z\n  ... 3 more\njava.lang.Bad: no\nValueError: x\n}\ntwo: ValueError\nTraceback (most recent call last):\n"
    assert [each.continues for each in lines_of(tmp_path / "app.log", data)] == [
        False,
        True,
        True,
        True,
        False,
        True,
        True,
        False,
        True,
    ]


def test_places(tmp_path: Path) -> None:
    (tmp_path / "logs" / "old").mkdir(parents=True)
    (tmp_path / "logs" / ".hidden").write_bytes(b"x\n")
    (tmp_path / "logs" / "picture").write_bytes(b"\x89PNG\0\0")
    first, second = tmp_path / "logs" / "a.log", tmp_path / "logs" / "old" / "a.log.gz"
    first.write_bytes(b"one\n\ntwo\n")
    second.write_bytes(gzip.compress(b"three\n"))
    reader = Lines([str(tmp_path / "logs")])
    assert [(each.text, each.file, each.number) for each in reader] == [
        ("one", str(first), 1),
        ("two", str(first), 3),
        ("three", str(second), 1),
    ]
    assert [each.lines for each in reader.read] == [3, 1]


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(gzip.compress(b"one\n")))))
    assert [(each.text, each.file) for each in Lines(["-"])] == [("one", "-")]


def test_a_damaged_file_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    path = tmp_path / "app.log.gz"
    packed = gzip.compress("".join(f"line {number} {hash(str(number))}\n" for number in range(20_000)).encode())
    path.write_bytes(packed[: len(packed) // 2])
    reader = Lines([str(path)])
    assert len(list(reader)) > 5_000
    assert reader.read[0].stopped.startswith("damaged behind line ")


@pytest.mark.parametrize("data", [None, b"\x1f\x8b broken", b"\x28\xb5\x2f\xfd....", b"PK\x03\x04...."])
def test_nothing_that_can_be_read(data: bytes | None, tmp_path: Path) -> None:
    path = tmp_path / "app.log"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(UsageError) as caught:
        list(Lines([str(path)]))
    assert "cannot be read" in caught.value.message


def test_a_folder_without_lines(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        list(Lines([str(tmp_path)]))


def test_hostile_files_are_bounded(tmp_path: Path) -> None:
    start = time.monotonic()
    long = lines_of(tmp_path / "a", b"x" * 5_000_000 + b"\ny\n")
    assert [(len(each.text), each.number) for each in long] == [(LONGEST, 1), (1, 2)]
    nested = b'{"a":' * 20_000 + b"1" + b"}" * 20_000
    assert len(lines_of(tmp_path / "b", nested)) == 1
    assert len(lines_of(tmp_path / "c", b"[" * 100_000)) == 1
    deep: object = "one"
    for _ in range(12):
        deep = {"log": f"{json.dumps(deep) if isinstance(deep, dict) else deep}\n", "stream": "s"}
        if len(json.dumps(deep)) > LONGEST:
            break
    assert len(lines_of(tmp_path / "d", as_json(deep))) == 1
    assert lines_of(tmp_path / "e", b'@timestamp,@message\nt,"' + b"x" * 300_000) is not None
    assert time.monotonic() - start < 5


def test_progress(tmp_path: Path) -> None:
    said: list[str] = []
    path = tmp_path / "app.log"
    path.write_bytes(b"one\n" * 4_000)
    list(Lines([str(path)], said.append))
    assert said[0] == f"reading {path}: 2,000 lines"
