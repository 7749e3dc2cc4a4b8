"""Real log lines: who printed each, what their values contradict, what they prove of a search. Nothing of them is kept."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from commands.command_play import FOREIGN, files_of, git, outcome, write

from sdd_impact.shelf import shelf

CODE = """import logging
log = logging.getLogger("auth.reset")

def f(user, email, count: int):
    log.info("PasswordReset userId: %s email: %s", user.id, email)
    log.error("charge failed after %s tries for %s", count, user.id)
    log.info("charge failed after %s tries for %s, giving up", count, user.id)
    log.debug("%s", user)
    log.warning("refund of %s", user.id)
"""
SEARCHES = r"""version: 1
searches:
  - {name: By address, regex: 'email: \S+@\S+'}
  - {name: Charge, contains: charge failed after}
  - {name: Elsewhere, contains: nothing here}
  - {name: Never, contains: not in any line}
  - {name: Unseen, contains: refund of}
"""
LINES = [
    "2026-11-24 10:00:01,123 INFO auth.reset: PasswordReset userId: 41 email: a.b@example.org",
    "2026-11-24 10:00:02,123 INFO auth.reset: PasswordReset userId: 42 email: a.c@example.org",
    '{"severity":"ERROR","message":"charge failed after 3 tries for u7","logger":"auth"}',
    '2026 prefix {"jsonPayload": {"msg": "charge failed after x tries for u7, giving up"}}',
    "something else, nothing here",
    "",
]
SCHEMA = json.loads((shelf("schemas") / "tried.schema.json").read_text("utf-8"))


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in FOREIGN:
        monkeypatch.delenv(name, raising=False)
    root = tmp_path / "repository"
    root.mkdir()
    git(root, "init", "-q", "--template=", "-b", "main")
    write(root, {"auth/reset.py": CODE, "searches.yaml": SEARCHES})
    git(root, "add", "-A")
    git(root, "commit", "-qm", "base")
    return root


def tried(root: Path, capsys: pytest.CaptureFixture[str], lines: list[str], name: str = "app.log") -> dict[str, Any]:
    path = root.parent / name
    data = "\n".join(lines).encode()
    path.write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    done = outcome(capsys, "-C", str(root), "searches", "--try", str(path), "--format", "json")
    assert done.status == 0, done
    found: dict[str, Any] = json.loads(done.out)
    jsonschema.validate(found, SCHEMA)
    return found


def says(found: dict[str, Any]) -> dict[str, str]:
    return {each["name"]: each["says"].partition(":")[0] for each in found["searches"]}


def test_a_search_is_held_against_the_lines_that_it_reaches_alone(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    searches = '[Charge]\nsearch = index=app "charge failed after"\n'
    write(root, {"savedsearches.conf": searches, "other/app.py": "x = 1\n"})
    assert {each["name"]: each["matched"] for each in tried(root, capsys, LINES)["searches"]}["Charge"] > 0
    write(
        root,
        {
            "savedsearches.conf": searches,
            "searches.yaml": "version: 1\nsearches: []\n",
            "sdd-impact.yaml": "routes: [{where: index=app, paths: [other/]}]\n",
        },
    )
    assert [(each["name"], each["matched"], each["by"]) for each in tried(root, capsys, LINES)["searches"]] == [("Charge", 0, [])]


@pytest.mark.parametrize("name", ["app.log", "app.log.gz"])
def test_who_printed_each_line(root: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    found = tried(root, capsys, LINES, name)
    assert (found["read"], found["known"]) == (5, 4)
    assert [(each["line"], each["count"]) for each in found["statements"]] == [(5, 2), (6, 1), (7, 1)]


def test_what_they_prove(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert says(tried(root, capsys, LINES)) == {
        "By address": "confirmed",
        "Charge": "confirmed",
        "Elsewhere": "it matches a line that no known statement of this code printed",
        "Never": "no line matches",
        "Unseen": "not seen",
    }


def test_what_the_values_contradict(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    masked = [line.replace("a.b@example.org", "a***").replace("a.c@example.org", "***") for line in LINES]
    found = tried(root, capsys, masked)
    wrong = {each["line"]: [(one["kind"], one["count"]) for one in each["contradicted"]] for each in found["statements"]}
    assert wrong == {5: [("email", 2)], 6: [], 7: [("int", 1)]}
    assert says(found)["By address"] == "contradicted"


def test_the_text_for_people(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = root.parent / "app.log"
    path.write_text("\n".join(LINES) + "\n\x1b[31m hostile \x00 line\n", encoding="utf-8")
    before = files_of(root)
    out = outcome(capsys, "-C", str(root), "searches", "--no-cache", "--try", str(path)).out
    assert "4 of 5 lines were printed by a known statement; 1 saved search is not as was told" in out
    assert "example.org" not in out
    assert "\x1b[31m" not in out
    assert files_of(root) == before


@pytest.mark.parametrize(
    ("content", "options", "message"),
    [
        (None, (), "cannot be read"),
        (b"\x1f\x8b broken", (), "cannot be read"),
        (b"x", ("--dead",), "exclude each other"),
        (b"x", ("--format", "csv"), "no output as csv"),
    ],
)
def test_what_is_refused(
    root: Path, capsys: pytest.CaptureFixture[str], content: bytes | None, options: tuple[str, ...], message: str
) -> None:
    path = root.parent / "lines"
    if content is not None:
        path.write_bytes(content)
    done = outcome(capsys, "-C", str(root), "searches", "--try", str(path), *options)
    assert done.status == 2
    assert message in done.err
    assert "fix:" in done.err


def test_the_layout_that_the_lines_show(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = tried(root, capsys, LINES[:2])
    (layout,) = found["layouts"]
    assert layout == {
        "layout": {"pattern": "{time} {level} {logger}: {message}"}, "fits": 2, "tried": 2, "lines": 2, "instead": None, "config": "sdd-impact.yaml",
    }  # fmt: skip
    out = outcome(capsys, "-C", str(root), "searches", "--try", str(root.parent / "app.log")).out
    assert 'layouts:\n    # it explains 2 of 2 lines\n    - pattern: "{time} {level} {logger}: {message}"' in out
    write(root, {"sdd-impact.yaml": 'layouts:\n  - pattern: "{time} {level} {logger}: {message}"\n'})
    found = tried(root, capsys, LINES[:2])
    assert (found["layouts"], [each["fits"] for each in found["confirmed"]]) == ([], [2])
