"""Real lines against what was told of each search: whatever they contradict is said, with the line that shows it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from commands.command_play import FOREIGN, git, outcome, write

from sdd_impact.shelf import shelf

CODE = """import logging
log = logging.getLogger("auth")

def f(user_id, email, detail, count: int):
    log.info("login of %s", user_id)
    log.error("charge failed after %d tries", count)
    log.warning("refund sent to %s today", email)
    log.error("job stopped %s", detail)
"""
SEARCHES = r"""version: 1
searches:
  - {name: Login, regex: 'login of \S+@\S+$'}
  - {name: Charge, regex: 'after \S+ tries'}
  - {name: Refund, regex: 'refund sent to \S+@\S+'}
  - {name: Old, contains: payment rejected}
  - {name: Stopped, contains: 'Caused by: disk full'}
  - {name: Quiet, contains: nobody says this}
"""
SCHEMA = json.loads((shelf("schemas") / "tried.schema.json").read_text("utf-8"))


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in FOREIGN:
        monkeypatch.delenv(name, raising=False)
    root = tmp_path / "repository"
    root.mkdir()
    git(root, "init", "-q", "--template=", "-b", "main")
    write(root, {"auth/app.py": CODE, "searches.yaml": SEARCHES})
    git(root, "add", "-A")
    git(root, "commit", "-qm", "base")
    return root


def tried(root: Path, capsys: pytest.CaptureFixture[str], lines: list[str]) -> dict[str, Any]:
    path = root.parent / "app.log"
    path.write_text("\n".join(lines), encoding="utf-8")
    done = outcome(capsys, "-C", str(root), "searches", "--no-cache", "--try", str(path), "--format", "json")
    assert done.status == 0, done
    found: dict[str, Any] = json.loads(done.out)
    jsonschema.validate(found, SCHEMA)
    return found


def contradicted(found: dict[str, Any]) -> dict[str, tuple[str, int]]:
    return {each["name"]: (each["contradiction"], each["at"]["line"]) for each in found["searches"] if each["contradiction"]}


def test_lines_that_agree_contradict_nothing(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = tried(root, capsys, ["login of u7", "charge failed after 3 tries", "refund sent to a@example.org today"] * 3)
    assert (contradicted(found), found["contradictions"], found["known"]) == ({}, 0, 9)
    assert {each["name"]: (each["matched"], each["held"]) for each in found["searches"] if each["matched"]} == {
        "Charge": (3, 9),
        "Refund": (3, 9),
    }


def test_what_was_told_and_is_not_so(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = [
        "charge failed after 3 tries",
        "login of a@example.org",
        "charge failed after too many tries",
        "payment rejected",
        "refund sent to *** today",
    ]
    found = contradicted(tried(root, capsys, lines))
    assert found == {
        "Login": ("nothing in this code was said to print a line that it matches, and auth/app.py:5 printed 1 line that it matches", 2),
        "Charge": ("it was said to match every line of auth/app.py:6, and 1 of 2 lines does not match; a value or the layout is not as assumed", 3),
        "Refund": ("lines of statements that should feed it were seen, and none matches; a value or the layout is not as assumed", 5),
        "Old": ("it is not dead: it matches lines that something else prints, another version of this code, or a statement that was not found in it", 4),
    }  # fmt: skip


def test_contradictions_come_first_and_the_status_stays(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = root.parent / "app.log"
    path.write_text("payment rejected\n", encoding="utf-8")
    done = outcome(capsys, "-C", str(root), "searches", "--try", str(path))
    assert done.status == 0
    assert done.out.startswith("The lines contradict what was told of 1 saved search\n  Old (searches.yaml:6): it is not dead")


def test_what_the_proposed_kinds_turn(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = tried(
        root, capsys, ["login of a@example.org", "login of b@example.org", "refund sent to *** today", "refund sent to a*** today"]
    )
    assert [(each["rule"], each["was"], each["wrong"]) for each in found["placeholders"]] == [
        ({"name": "user_id", "message": "login of {user_id}", "kind": "email"}, "id", 2),
        ({"name": "email", "message": "refund sent to {email} today", "kind": "masked"}, "email", 2),
    ]
    turned = {each["before"]["name"]: (each["before"]["state"], each["after"]["state"]) for each in found["turned"]}
    assert turned == {"Login": ("unbound", "bound"), "Refund": ("bound", "unbound")}
    rules = [json.dumps(each["rule"]) for each in found["placeholders"]]
    write(root, {"sdd-impact.yaml": "placeholders:\n" + "".join(f"  - {each}\n" for each in rules)})
    again = tried(root, capsys, ["login of a@example.org", "refund sent to *** today"])
    assert (contradicted(again), again["placeholders"], again["turned"]) == ({}, [], [])


def test_what_a_proposed_layout_turns(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(root, {"searches.yaml": "version: 1\nsearches:\n  - {name: Anchored, regex: '^\\S+ ERROR auth - charge failed'}\n"})
    write(root, {"auth/setup.py": 'import logging\nlogging.basicConfig(format="%(levelname)s %(message)s")\n'})
    lines = ["10:00:01 ERROR auth - charge failed after 3 tries", "10:00:02 INFO auth - login of u7"]
    found = tried(root, capsys, lines)
    (layout,) = found["layouts"]
    assert layout["layout"] == {"pattern": "{time} {level} {logger} - {message}"}
    assert layout["instead"] == "lines look as auth/setup.py says: {level} {message}"
    assert [(each["before"]["state"], each["after"]["state"]) for each in found["turned"]] == [("unbound", "bound")]


def test_lines_of_one_event_belong_together(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = ["job stopped now", "\tat a.B(b.py:3)", "Caused by: disk full", "  ... 3 more", "login of u7"]
    found = tried(root, capsys, lines)
    assert (found["read"], found["known"], found["continued"]) == (2, 2, 3)
    (stopped,) = [each for each in found["searches"] if each["name"] == "Stopped"]
    assert (stopped["matched"], stopped["first"]["line"]) == (1, 1)


def test_equal_texts_are_told_apart_by_their_level(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    twice = 'import logging\n\n\ndef f(n):\n    logging.info("attempt %s was made", n)\n    logging.error("attempt %s was made", n)\n    logging.error("attempt %s was made", n)\n'
    write(root, {"auth/twice.py": twice})
    found = tried(
        root, capsys, ["10:00 ERROR attempt 1 was made", "10:00 INFO attempt 2 was made", "10:00 ERROR attempt 3 was made"]
    )
    assert [(each["line"], each["count"], [one["line"] for one in each["also"]]) for each in found["statements"]] == [
        (6, 2, [7]),
        (5, 1, []),
    ]


def test_a_longer_message_is_another_statement_s(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(root, {"auth/short.py": 'import logging\nlogging.info("connection closed")\n'})
    found = tried(
        root,
        capsys,
        ["connection closed by the peer", "10:00 connection closed", "xconnection closed", '{"msg": "connection closed, then"}'],
    )
    assert [(each["file"], each["count"]) for each in found["statements"]] == [("auth/short.py", 1)]


def test_a_level_that_differs_is_told(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = tried(root, capsys, ["10:00 WARNING login of u7", "10:00 INFO login of u8"])
    assert found["notes"] == ["auth/app.py:5 logs at info, and 1 of its 2 lines say warning"]


def test_many_lines_are_counted_and_decided_within_bounds(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = tried(root, capsys, [f"charge failed after {number} tries" for number in range(1_200)])
    (charge,) = [each for each in found["searches"] if each["name"] == "Charge"]
    assert (charge["matched"], charge["held"], found["known"]) == (500, 500, 1_200)


def test_nothing_is_kept(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tried(root, capsys, ["login of hunter2@example.org", "hunter2 said something"] * 5)
    kept = [path for path in root.rglob("*") if path.is_file() and b"hunter2" in path.read_bytes()]
    assert kept == []


def test_a_damaged_file_is_told_and_ends_with_2(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import gzip

    data = gzip.compress("".join(f"login of u{hash(str(number))}\n" for number in range(20_000)).encode())
    (root.parent / "app.log.gz").write_bytes(data[: len(data) // 2])
    done = outcome(capsys, "-C", str(root), "searches", "--try", str(root.parent / "app.log.gz"))
    assert done.status == 2
    assert "was not read to its end: damaged behind line" in done.err
    assert "lines were printed by a known statement" in done.out
