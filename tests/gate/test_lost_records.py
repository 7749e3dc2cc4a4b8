"""Nothing is lost: killed at any moment, run twice at once, without room or permission, and with a person's own words between the lines."""

from __future__ import annotations

import os
import random
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
from gate.gate_play import RECORD, Gate, Play, gate, record, story
from hypothesis import given, settings
from hypothesis import strategies as st

from sdd_impact import documents
from sdd_impact.analysis.asking import ask
from sdd_impact.documents import write_text_safely
from sdd_impact.errors import UsageError
from sdd_impact.model import Evidence, Impact, Location, Source, ToolAnswer

__all__ = ["gate"]

unix = pytest.mark.skipif(sys.platform == "win32", reason="signals, limits and permissions are those of Unix")
SEED = 7


def started(play: Play, *arguments: str, before: str = "") -> subprocess.Popen[bytes]:
    """Start a command of ours in a process of its own; ``before`` is Python that runs first."""
    code = f"{before}\nimport sys; from sdd_impact.cli import main; sys.argv[1:] = {list(arguments)!r}; main()"
    return subprocess.Popen(
        [sys.executable, "-c", code], cwd=play.root, env={**play.environ, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONDONTWRITEBYTECODE": "1"},
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
    )  # fmt: skip


#: Python that writes a file again and again, and is killed at the first step on the way to the disk, the second, and so on. It prints how
#: many steps there are, and ends with 1 where a file is neither the old nor the new one.
KILLED = """
import os, signal, sys
from pathlib import Path
from sdd_impact.documents import write_text_safely

path, old, new = Path(sys.argv[1]) / "records" / "a.yaml", "old\\n" * 999, "new\\n" * 9999
steps = ("open", "fdopen", "fsync", "replace", "chmod", "unlink", "rename", "mkdir", "lstat")

def counted(real, left):
    def step(*arguments, **named):
        left[0] -= 1
        if left[0] < 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*arguments, **named)
    return step

for at in range(99):
    path.parent.mkdir(exist_ok=True)
    path.write_text(old)
    child = os.fork()
    if not child:
        left = [at]
        for name in steps:
            setattr(os, name, counted(getattr(os, name), left))
        write_text_safely(path, new, root=path.parent.parent)
        os._exit(0)
    status = os.waitpid(child, 0)[1]
    text = path.read_text()
    if text not in (old, new):
        sys.exit(1)
    if not status:
        sys.exit(text != new) if at > 3 else sys.exit(2)
    print(at)
"""


def left_over(play: Play) -> set[str]:
    """Return the files of the records folder that are no records."""
    folder = play.root / "support-impact"
    return {each.name for each in folder.rglob("*") if each.is_file() and each.suffix != ".yaml"} if folder.is_dir() else set()


@unix
def test_killed_at_every_step_on_the_way_to_the_disk(tmp_path: Path) -> None:
    """Whatever step is the last one, the file is the old one or the new one: every command writes in this one way."""
    environ = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path)], env=environ, capture_output=True, check=False)
    assert done.returncode == 0, (done.stdout + done.stderr).decode()
    assert len(done.stdout.split()) >= 4


def contents(play: Play) -> dict[str, bytes]:
    """Return the files of the working tree; those that a killed process left beside are not among them."""
    files = (each for each in play.root.rglob("*") if each.is_file() and ".git" not in each.relative_to(play.root).parts)
    return {each.relative_to(play.root).as_posix(): each.read_bytes() for each in files if not each.name.endswith(".tmp")}


@unix
def test_killed_at_random_moments(gate: Gate, tmp_path: Path) -> None:
    play = story(tmp_path)
    assert gate(play, "generate").status == 0
    new = (play.root / RECORD).read_bytes()
    old = b"# mine\n" + new.replace(b'answer: "yes"', b'answer: "yes"  # mine', 1)
    (play.root / RECORD).write_bytes(old)
    process = started(play, "generate")
    begun = time.monotonic()
    process.communicate()
    patience = time.monotonic() - begun
    refreshed = (play.root / RECORD).read_bytes()
    draw = random.Random(SEED)
    for _ in range(4):
        (play.root / RECORD).write_bytes(old)
        process = started(play, "generate")
        time.sleep(draw.random() * patience)
        process.kill()
        process.communicate()
        assert (play.root / RECORD).read_bytes() in (old, refreshed)


@unix
def test_two_at_once(gate: Gate, tmp_path: Path) -> None:
    play = story(tmp_path)
    both = [started(play, "generate") for _ in range(3)]
    assert [process.communicate() and process.returncode for process in both] == [0, 0, 0]
    text = (play.root / RECORD).read_bytes()
    assert not left_over(play)
    assert gate(play, "generate", "--exit-code").status == 0, "a second run changes nothing"
    assert (play.root / RECORD).read_bytes() == text


@unix
@pytest.mark.parametrize("command", ["generate", "init", "sign"])
def test_no_room(tmp_path: Path, command: str) -> None:
    """A file may grow to 100 bytes, and no further: as on a full disk."""
    play = story(tmp_path)
    play.write({RECORD: record()})
    before = contents(play)
    # Python's own files of compiled code are not written: a limit would cut them.
    limit = "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))"
    arguments = {"init": ("init", "--yes"), "sign": ("sign", "--by", "Maria Lind")}.get(command, (command,))
    process = started(play, *arguments, before=limit)
    said = process.communicate()[0].decode()
    assert process.returncode in (2, 3), said
    assert "Traceback" not in said
    assert "error" in said
    assert contents(play) == before
    assert not left_over(play)


@unix
@pytest.mark.skipif(os.name == "posix" and os.geteuid() == 0, reason="root may write everywhere")
@pytest.mark.parametrize("command", ["generate", "init"])
def test_no_permission(gate: Gate, tmp_path: Path, command: str) -> None:
    play = story(tmp_path)
    play.root.chmod(0o555)
    try:
        found = gate(play, command, *(("--yes",) if command == "init" else ()))
    finally:
        play.root.chmod(0o755)
    assert found.status in (2, 3)


def test_a_folder_in_the_way(gate: Gate, tmp_path: Path) -> None:
    play = story(tmp_path)
    (play.root / RECORD).mkdir(parents=True)
    found = gate(play, "generate")
    assert found.status in (2, 3), found.text
    play = story(tmp_path / "other")
    play.write({"support-impact": "a file\n"})
    found = gate(play, "generate")
    assert found.status in (2, 3), found.text
    assert (play.root / "support-impact").read_text() == "a file\n"


@pytest.mark.parametrize("path", ["../out.yaml", "a/../../out.yaml", ".git/hooks/pre-commit", ".GIT/x", "/etc/out.yaml"])
def test_nothing_is_written_elsewhere(tmp_path: Path, path: str) -> None:
    root = tmp_path / "root"
    root.mkdir()
    with pytest.raises(UsageError):
        write_text_safely(root / path, "x", root=root)
    assert list(tmp_path.rglob("*.yaml")) == []


# --- a person's own words ----------------------------------------------------------------------------------------


def impacts() -> tuple[Impact, ...]:
    """Return evidence for three questions."""
    place = Evidence(Location("pay.py", 7, 1), "log.error(…)", "it printed something else")
    return (
        Impact(
            "saved-search-broken",
            "ev-" + "1" * 16,
            place,
            ("saved-search-recreate",),
            "block",
            "Failed payments",
            "payment failed",
            "charge failed",
        ),
        Impact(
            "saved-search-broken",
            "ev-" + "2" * 16,
            place,
            ("saved-search-recreate",),
            "block",
            "Refunds",
            "refund failed",
            "no refund",
        ),
        Impact(
            "secret-logged",
            "ev-" + "3" * 16,
            place,
            ("pii-in-logs",),
            "block",
            "password",
            "",
            "hello",
            data=(("class", "secret"),),
        ),
    )


CATALOGUE = documents.catalogue()
ASKINGS = ask(impacts(), CATALOGUE)
TOOL = (ToolAnswer("logging-changed", "yes", "1 log statement changed", "logging"),)


def refreshed(text: str | None) -> str:
    """Write a checklist, or refresh one."""
    existing = None if text is None else Source(RECORD, text.encode())
    return documents.write_checklist(ASKINGS, TOOL, branch="feature", summary="", catalogue_version="1.0", existing=existing)


FIRST = refreshed(None)
#: Lines between which a person may write: all but the continuation of a text.
LINES = FIRST.splitlines(keepends=True)
remarks = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp"), exclude_characters="\ufeff\ufffe\uffff"), max_size=30
).map(lambda text: "# " + text.lstrip(":") + "\n")
empty = st.sampled_from(["\n", "\n\n", "  \n"])


def test_a_second_run_changes_nothing() -> None:
    assert refreshed(FIRST) == FIRST
    assert refreshed(FIRST.replace("\n", "\r\n")).replace("\r\n", "\n") == FIRST


@given(st.lists(st.tuples(st.integers(0, len(LINES)), st.integers(0, 8), remarks), max_size=12))
@settings(max_examples=60)
def test_remarks_survive_to_the_letter(written: list[tuple[int, int, str]]) -> None:
    lines = list(LINES)
    for at, indent, remark in sorted(written, reverse=True, key=lambda each: each[0]):
        lines.insert(at, " " * indent + remark)
    text = "".join(lines)
    assert refreshed(text) == text


@given(st.lists(st.tuples(st.integers(0, len(LINES)), empty), max_size=6))
@settings(max_examples=30)
def test_empty_lines_survive(written: list[tuple[int, str]]) -> None:
    lines = list(LINES)
    for at, gap in sorted(written, reverse=True):
        lines.insert(at, gap)
    text = "".join(lines)
    assert refreshed(text) == text


SAID = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp"), exclude_characters="\ufeff\ufffe\uffff"),
    min_size=1,
    max_size=60,
)
STYLES = {
    "single quotes": lambda text: "'" + text.replace("'", "''") + "'",
    "double quotes": lambda text: '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"',
    "block": lambda text: "|-\n          " + text.strip().lstrip("#") + "x",
    "folded": lambda text: ">-\n          " + text.strip().lstrip("#") + "x",
}


@given(SAID, st.sampled_from(sorted(STYLES)))
@settings(max_examples=60)
def test_answers_survive_in_their_own_style(text: str, style: str) -> None:
    written = FIRST.replace("new_pattern:              #: open", f"new_pattern: {STYLES[style](text)}\n        more: # was open", 1)
    assert written != FIRST
    assert refreshed(refreshed(written)) == refreshed(written)
    assert STYLES[style](text) in refreshed(written)


def test_order_and_keys_of_ones_own_survive() -> None:
    head, _, questions = FIRST.partition("questions:\n")
    blocks = re.split(r"(?m)^(?=  #: Will|  #: Does)", questions)
    turned = head + "reviewed_in: [Monday]\nquestions:\n" + "".join(reversed(blocks)).rstrip("\n") + "\n    my_own: yes # ok\n"
    again = refreshed(turned)
    assert "reviewed_in: [Monday]\n" in again
    assert "    my_own: yes # ok\n" in again
    assert again.index("pii-in-logs:") < again.index("saved-search-recreate:")
