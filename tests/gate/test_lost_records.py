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
from sdd_impact.errors import Undetermined, UsageError
from sdd_impact.model import Evidence, Impact, Location, Source, ToolAnswer

__all__ = ["gate"]

unix = pytest.mark.skipif(sys.platform == "win32", reason="signals, limits and permissions are those of Unix")
SEED = 7


def started(play: Play, *arguments: str, before: str = "", feed: bool = False) -> subprocess.Popen[bytes]:
    """Start a command of ours in a process of its own; ``before`` is Python that runs first. ``feed``: somebody will type."""
    code = f"{before}\nimport sys; from sdd_impact.cli import main; sys.argv[1:] = {list(arguments)!r}; main()"
    return subprocess.Popen(
        [sys.executable, "-c", code], cwd=play.root, env={**play.environ, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONDONTWRITEBYTECODE": "1"},
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.PIPE if feed else subprocess.DEVNULL,
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


# --- every command that writes -----------------------------------------------------------------------------------

#: Python that ends the process just before it puts a file in its place for the time numbered ``at``.
COUNTED = """
import os, signal
left, real = [{at}], os.replace
def counted(*arguments, **named):
    left[0] -= 1
    if left[0] < 0:
        os.kill(os.getpid(), signal.SIGKILL)
    real(*arguments, **named)
os.replace = counted
"""
#: What each command is asked to write, the answers that it is given, and the files that the branch has before.
WRITERS: dict[str, tuple[tuple[str, ...], bytes]] = {
    "generate": (("generate", "--summary", "Failed payments are logged with other words"), b""),
    "fill": (
        ("fill",),
        b"Failed payments are logged with other words\n2\ncharge failed\nSUP-7\n\n\n\n",
    ),
    "init": (("init", "--yes"), b""),
    "fix": (("fix", "--yes"), b""),
    "sign": (("sign", "--by", "@maria"), b""),
}
SIGNERS = 'signers: {support: ["@maria"]}\n'


def prepared(tmp_path: Path, command: str) -> Play:
    """Return the story with everything that a command needs to have something to write."""
    play = story(tmp_path)
    if command == "sign":
        play.git("checkout", "-q", "main")
        play.commit({"sdd-impact.yaml": SIGNERS})
        play.git("checkout", "-q", "feature")
        play.git("rebase", "-q", "main")
        play.write({RECORD: record()})
    elif command == "fix":
        play.write({RECORD: record().replace("new_pattern: charge failed", "new_pattern:").replace("done_by: ticket", "done_by:")})
    elif command == "init":
        play.write({".github/CODEOWNERS": "* @team\n", ".pre-commit-config.yaml": "repos:\n  - repo: local\n    hooks: []\n"})
    return play


def run_until(play: Play, command: str, at: int) -> int:
    """Run a command that is killed before it puts the file numbered ``at`` in its place; return its exit status, negative where it was killed."""
    arguments, typed = WRITERS[command]
    process = started(play, *arguments, before=COUNTED.format(at=at), feed=True)
    process.communicate(typed)
    return process.returncode


def put_back(play: Play, files: dict[str, bytes]) -> None:
    """Let the working tree have these files and no others."""
    for name in contents(play).keys() - files.keys():
        (play.root / name).unlink()
    for name, data in files.items():
        (play.root / name).write_bytes(data)


@unix
@pytest.mark.parametrize("command", WRITERS)
def test_a_command_that_is_killed_leaves_old_or_new_and_can_be_run_again(command: str, gate: Gate, tmp_path: Path) -> None:
    """Wherever a command ends, each file is the old one or a whole new one, and another run makes of them what an undisturbed one makes."""
    play = prepared(tmp_path, command)
    before = contents(play)
    killed, at = [before], 0
    while run_until(play, command, at) == -9:
        killed.append(contents(play))
        assert gate(play, "validate", "--draft").status == 0
        put_back(play, before)
        at += 1
    after = contents(play)
    assert at >= 1
    assert after != before
    for files in killed:
        # Of the record that is being filled there are as many versions as answers.
        assert all(name == RECORD or data in (before.get(name), after.get(name)) for name, data in files.items())
    put_back(play, killed[-1])
    if command == "fill":  # what it asks now depends on what is answered
        process = started(play, "fill")
        assert "the answers so far are kept" in process.communicate()[0].decode()
        assert process.returncode == 2
        assert gate(play, "validate", "--draft").status == 0
    else:
        assert run_until(play, command, 99) == 0
        assert contents(play) == after


@unix
@pytest.mark.parametrize("command", ["fill", "fix"])
def test_a_command_killed_at_random_moments_leaves_files_that_can_be_read(command: str, gate: Gate, tmp_path: Path) -> None:
    play = prepared(tmp_path, command)
    before = contents(play)
    arguments, typed = WRITERS[command]
    begun = time.monotonic()
    assert run_until(play, command, 99) == 0
    patience = time.monotonic() - begun
    after = contents(play)
    draw = random.Random(SEED)
    for _ in range(2):
        put_back(play, before)
        process = started(play, *arguments, feed=True)
        assert process.stdin
        process.stdin.write(typed)
        process.stdin.flush()
        time.sleep(draw.random() * patience)
        process.kill()
        process.communicate()
        assert all(name == RECORD or data in (before.get(name), after.get(name)) for name, data in contents(play).items())
        assert gate(play, "validate", "--draft").status == 0


@unix
@pytest.mark.parametrize("commands", [("generate", "fill"), ("fix", "generate")])
def test_two_commands_at_once_lose_no_answer(commands: tuple[str, str], gate: Gate, tmp_path: Path) -> None:
    """Whoever comes second writes over nothing that it has not read: it says so, and is run again."""
    play = prepared(tmp_path, commands[0])
    processes = [started(play, *WRITERS[each][0], feed=True) for each in commands]
    for process, command in zip(processes, commands, strict=True):
        said = process.communicate(WRITERS[command][1])[0].decode()
        assert "Traceback" not in said
        assert process.returncode in (0, 1, 2) or "was changed while its new text was made" in said, said
    assert not left_over(play)
    assert gate(play, "validate", "--draft").status == 0
    for command in commands:
        again = started(play, *WRITERS[command][0], feed=True)
        again.communicate(WRITERS[command][1])
        assert again.returncode in (0, 1, 2)
    assert gate(play, "generate").status == 0


def test_nothing_is_written_over_what_came_in_between(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("by somebody else\n")
    for was in ("what was read\n", None):
        with pytest.raises(Undetermined, match="was changed while") as caught:
            write_text_safely(path, "new\n", root=tmp_path, was=was)
        assert caught.value.fix == "run the same command again"
    assert path.read_text() == "by somebody else\n"
    write_text_safely(path, "by somebody else\n", root=tmp_path, was=None)
    write_text_safely(path, "new\n", root=tmp_path, was="by somebody else\n")
    assert path.read_text() == "new\n"
    path.unlink()
    write_text_safely(path, "new\n", root=tmp_path, was="from a commit\n")
    assert [each.name for each in tmp_path.iterdir()] == ["a.yaml"]


def test_bytes_that_are_no_utf8_stay(tmp_path: Path) -> None:
    path = tmp_path / "savedsearches.conf"
    path.write_bytes(b"# caf\xe9\n[x]\n")
    text = path.read_bytes().decode("utf-8", "surrogateescape")
    write_text_safely(path, text.replace("[x]", "[y]"), root=tmp_path, was=text)
    assert path.read_bytes() == b"# caf\xe9\n[y]\n"


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
