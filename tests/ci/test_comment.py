"""The comment of a pull request, against a forge of our own: one comment, edited in place, and never a failure."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from ci.ci_play import ROOT

MARKER = "<!-- sdd-impact -->"


class Forge(HTTPServer):
    """Comments of one pull request, and what was asked of it."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.comments: list[dict[str, Any]] = []
        self.asked: list[str] = []
        self.refuses = 0
        self.speaks = b""


class Handler(BaseHTTPRequestHandler):
    """As much of the forge's interface as is used."""

    server: Forge

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the library's
        """Say nothing."""

    def answer(self, content: object) -> None:
        data = self.server.speaks or json.dumps(content).encode()
        self.send_response(self.server.refuses or 200)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def content(self) -> Any:
        return json.loads(self.rfile.read(int(self.headers["Content-Length"])))

    def note(self) -> None:
        assert self.headers["Authorization"] == "Bearer secret"
        self.server.asked.append(f"{self.command} {self.path}")

    def do_GET(self) -> None:
        self.note()
        page = int(self.path.rpartition("page=")[2])
        self.answer(self.server.comments[(page - 1) * 100 : page * 100])

    def do_POST(self) -> None:
        self.note()
        self.server.comments.append({"id": 900 + len(self.server.comments), **self.content()})
        self.answer({})

    def do_PATCH(self) -> None:
        self.note()
        number = int(self.path.rpartition("/")[2])
        next(each for each in self.server.comments if each["id"] == number).update(self.content())
        self.answer({})


@pytest.fixture
def forge() -> Iterator[Forge]:
    server = Forge()
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def comment(forge: Forge, page: Path, **changed: str) -> str:
    """Run the script as the action does; it never fails."""
    environ = {
        "GITHUB_API_URL": f"http://127.0.0.1:{forge.server_port}/api/v3",
        "GITHUB_REPOSITORY": "team/shop",
        "NUMBER": "7",
        "TOKEN": "secret",
        "STATUS": "1",
        "PAGE": str(page),
    }
    command = [sys.executable, "-I", str(ROOT / "ci/comment.py")]
    done = subprocess.run(command, env=environ | changed, check=False, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.md"
    path.write_text("# Support impact\n\nüber `x`\n", "utf-8")
    return path


def test_one_comment_is_made_and_then_edited(forge: Forge, page: Path) -> None:
    forge.comments = [{"id": 1, "body": "I quote:\n" + MARKER}, {"id": 2, "body": None}]
    assert comment(forge, page) == ""
    assert forge.comments[2]["body"] == f"{MARKER}\n# Support impact\n\nüber `x`\n"
    page.write_text("# Now it is another\n")
    assert comment(forge, page) == ""
    assert [each["body"] for each in forge.comments[2:]] == [f"{MARKER}\n# Now it is another\n"]
    assert comment(forge, page) == ""
    assert [line.split("/")[0] for line in forge.asked] == ["GET ", "POST ", "GET ", "PATCH ", "GET "]
    assert forge.asked[1] == "POST /api/v3/repos/team/shop/issues/7/comments"
    assert forge.comments[0]["body"].startswith("I quote")


def test_nothing_is_said_where_nothing_is_asked(forge: Forge, page: Path) -> None:
    assert "nothing was said before" in comment(forge, page, STATUS="0")
    assert forge.comments == []
    comment(forge, page)
    page.write_text("# All is answered\n")
    assert comment(forge, page, STATUS="0") == ""
    assert [each["body"] for each in forge.comments] == [f"{MARKER}\n# All is answered\n"]


def test_our_comment_is_found_among_many(forge: Forge, page: Path) -> None:
    forge.comments = [{"id": number, "body": "hello"} for number in range(100)] + [{"id": 100, "body": f"{MARKER}\r\nold"}]
    assert comment(forge, page) == ""
    assert len(forge.comments) == 101
    assert "# Support impact" in str(forge.comments[100]["body"])


def test_a_long_page_is_cut_at_a_line(forge: Forge, page: Path) -> None:
    page.write_text("a line of text\n" * 10_000)
    assert comment(forge, page) == ""
    body = forge.comments[0]["body"]
    assert len(body) < 65_536
    assert "a line of text\n\nThe page is longer" in body


@pytest.mark.parametrize("status", [401, 403, 404, 422, 500, 302])
def test_a_refusal_is_a_notice(status: int, forge: Forge, page: Path) -> None:
    forge.refuses = status
    said = comment(forge, page)
    assert said.startswith("::notice title=sdd-impact::no comment was written: ")
    assert str(status) in said
    assert said.count("\n") == 1


@pytest.mark.parametrize("speech", [b"<html>", b"{}", b"[1, null]", b'[{"body": 7}]', b"\xff", b"[" * 100_000])
def test_a_forge_that_speaks_nonsense(speech: bytes, forge: Forge, page: Path) -> None:
    forge.speaks = speech
    said = comment(forge, page, STATUS="0")
    assert said.startswith("::notice title=sdd-impact::no comment was written: ")


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"TOKEN": ""}, "there is no token"),
        ({"NUMBER": ""}, "no pull request"),
        ({"NUMBER": "7/../8"}, "no pull request"),
        ({"PAGE": "/nowhere/x.md"}, "cannot be read"),
        ({"GITHUB_API_URL": "http://127.0.0.1:1"}, "no comment was written: "),
        ({"GITHUB_API_URL": "nonsense"}, "no comment was written: "),
        ({"GITHUB_REPOSITORY": "a b\r\nX: y"}, "no comment was written: "),
    ],
)
def test_what_is_missing_is_a_notice(changed: dict[str, str], says: str, forge: Forge, page: Path) -> None:
    said = comment(forge, page, **changed)
    assert says in said
    assert said.count("\n") == 1
