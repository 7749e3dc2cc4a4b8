"""What a branch brings is data: nothing of it runs, leaves the repository, drives the terminal or takes for ever."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from gate.gate_play import EVIDENCE, LOG, RECORD, REWORDED, SEARCHES, Ask, Gate, Play, Row, Table, gate, record, story
from gate.policy_play import CONFIG

__all__ = ["gate"]

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="limits of memory and time are set as on Unix")
table = Table()
TITLE = "\x1b]0;owned\x07\x1b[31m\u202e"
ORDERS = "::error::x ##vso[task.complete]x {{7*191}} ${7*191} <script>x</script>"


def searching(text: str, path: str = "more/searches.yaml") -> dict[str, str]:
    """Return a further file of searches and the configuration that names it."""
    return {path: text, CONFIG: f"searches: [{path}]\n"}


def plain(*regexes: str) -> str:
    """Return a file of searches by regular expressions, in single quotes."""
    return "version: 1\nsearches:\n" + "".join(f"  - {{name: s{number}, regex: '{each}'}}\n" for number, each in enumerate(regexes))


# --- regular expressions -----------------------------------------------------------------------------------------


@table.row(1, EVIDENCE)
def searches_that_are_bombs(play: Play) -> Ask:
    bombs = (
        "(a+)+$",
        "(.*a){60}",
        "((a|aa)+)+b(x{1,900}){1,900}",
        "(x+x+)+y",
        "((((a{1,99}){1,99}){1,99}){1,99}){1,99}",
        "(?=(a+)+$)a",
        r"(a*)*\\1b",
    )
    play.commit({**searching(plain(*bombs)), "bomb.py": LOG.replace("payment failed", "a" * 300)})
    return Ask(play)


@table.row(1, "trial-failed", "new_pattern")
def a_new_pattern_that_is_a_bomb(play: Play) -> Ask:
    play.commit({RECORD: record(pattern="'(a+)+b|((x|xx)+)+y|(.*a){50}$'")})
    return Ask(play)


@table.row(2, "sdd-impact.yaml:", "fix: ")
def a_pattern_of_tickets_that_is_a_bomb(play: Play) -> Ask:
    play.commit({CONFIG: "tickets: {pattern: '(A+)+$'}\n"})
    return Ask(play)


@table.row(2, "sdd-impact.yaml:", "fix: ")
def a_pattern_of_tickets_that_cannot_be_read(play: Play) -> Ask:
    play.commit({CONFIG: "tickets: {pattern: '(A'}\n"})
    return Ask(play)


# --- documents ---------------------------------------------------------------------------------------------------

LAUGHS = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{chr(98 + depth)}: &{chr(98 + depth)} [{', '.join([f'*{chr(97 + depth)}'] * 9)}]\n" for depth in range(12)
)
DOCUMENTS = {
    "aliases": LAUGHS,
    "depth": "a: " + "[" * 50_000,
    "depth of blocks": "\n".join(" " * depth + "a:" for depth in range(2_000)),
    "a tag that makes objects": "a: !!python/object/apply:os.system ['touch owned']\n",
    "a tag of its own": "a: !include /etc/passwd\n",
    "a merge key": "a: &a {<<: *a}\n",
    "a long number": "version: " + "9" * 100_000 + "\n",
    "duplicates": "version: 1\nversion: 1\n",
    "UTF-16 without a mark": "version: 1".encode("utf-16-le").decode("latin-1"),
    "control characters": "version: \x1b[31m\n",
    "a tab": "version:\n\t- 1\n",
    "many documents": "---\n" * 20_000,
    "a long key": "? " + "k" * 100_000 + "\n: 1\n",
}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_documents(gate: Gate, tmp_path: Path, name: str) -> None:
    """As configuration exit 2, as checklist 1, as searches: told as not read, and the other searches count."""
    text = DOCUMENTS[name]
    play = story(tmp_path)
    play.commit({RECORD: text})
    assert gate(play).status == 1
    assert gate(play, "validate").status == 1
    play.commit({RECORD: record(), "support-impact/sign-off/x.yaml": text})
    assert gate(play, "validate").status == 1
    play.commit({"more/searches.yaml": text, CONFIG: "searches: [more/searches.yaml]\n"})
    found = gate(play, "diff", "--format", "json")
    assert found.status == 0
    assert "more/searches.yaml" in found.text, "what could not be read is told"
    play.commit({CONFIG: text})
    found = gate(play)
    assert found.status == 2, found.text
    assert "sdd-impact.yaml:" in found.text
    assert not (play.root / "owned").exists()


TABLES = {
    "depth": "[tool.sdd-impact]\nexclude = " + "[" * 50_000,
    "dots": "[tool.sdd-impact]\n" + ".".join(["a"] * 20_000) + " = 1\n",
    "a long number": "[tool.sdd-impact]\nbase = " + "9" * 100_000 + "\n",
    "twice": "[tool.sdd-impact]\nbase = 'a'\nbase = 'b'\n",
    "a table that is none": "[tool]\nsdd-impact = 1\n",
}


@pytest.mark.parametrize("name", TABLES)
def test_tables(gate: Gate, tmp_path: Path, name: str) -> None:
    play = story(tmp_path)
    play.commit({"pyproject.toml": TABLES[name]})
    found = gate(play)
    assert found.status == 2, found.text
    assert "pyproject.toml" in found.text


# --- ways out of the repository ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "records: ../outside\n", "records: /tmp\n", "records: .git/hooks\n", "records: a/../../outside\n", "searches: [../../etc/passwd]\n",
        "searches: [/etc/passwd]\n", "records: 'C:\\x'\n", 'records: "a\\nb"\n',
    ],
)  # fmt: skip
def test_paths_of_the_configuration(gate: Gate, tmp_path: Path, text: str) -> None:
    play = story(tmp_path)
    play.commit({CONFIG: text})
    for command in ("check", "generate"):
        assert gate(play, command).status == 2
    assert {each.name for each in play.root.parent.iterdir()} == {"shop"}


LINKS = ("support-impact", RECORD, "support-impact/sign-off")


@pytest.mark.parametrize("command", ["generate", "sign", "fix"])
@pytest.mark.parametrize("link", LINKS)
def test_nothing_is_written_through_a_link(gate: Gate, tmp_path: Path, link: str, command: str) -> None:
    play = story(tmp_path)
    outside = tmp_path / "outside"
    outside.mkdir()
    target = outside / "file.yaml"
    target.write_text(record())
    (play.root / link).parent.mkdir(exist_ok=True)
    (play.root / link).symlink_to(target if link == RECORD else outside)
    gate(play, command, *(("--yes",) if command == "fix" else ()))
    assert [each.name for each in outside.iterdir()] == ["file.yaml"]
    assert target.read_text() == record()


@table.row(1, EVIDENCE, "!root:")
def searches_as_a_link_to_another_file(play: Play) -> Ask:
    (play.root / "more").mkdir()
    (play.root / "more/searches.yaml").symlink_to("/etc/passwd")
    play.commit({CONFIG: "searches: [more/]\n"})
    return Ask(play)


# --- what git would run ------------------------------------------------------------------------------------------

PROGRAMS = (
    "core.fsmonitor", "diff.external", "core.pager", "core.sshCommand", "filter.evil.clean", "filter.evil.smudge", "filter.evil.process",
    "diff.evil.textconv", "diff.evil.command", "core.alternateRefsCommand", "core.askPass", "core.editor", "merge.evil.driver",
    "credential.helper", "gpg.program", "interactive.diffFilter", "sequence.editor",
)  # fmt: skip


def test_no_program_of_the_configuration_runs(gate: Gate, tmp_path: Path) -> None:
    play = story(tmp_path)
    owned = tmp_path / "owned"
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\ntouch '{owned}'\n")
    program.chmod(0o755)
    hooks = tmp_path / "hooks"
    hooks.mkdir()
    for hook in ("post-checkout", "pre-commit", "post-index-change", "reference-transaction", "post-rewrite", "pre-auto-gc"):
        (hooks / hook).symlink_to(program)
    play.write({".gitattributes": "* filter=evil diff=evil merge=evil text\n", "pay.py": REWORDED + "# more\n", "new.py": LOG})
    for key in PROGRAMS:
        play.git("config", key, str(program))
    play.git("config", "core.hooksPath", str(hooks))
    play.git("config", "log.showSignature", "true")
    os.utime(play.root / "searches.yaml", (1, 1))
    for arguments in (
        ("check",),
        ("check", "--staged"),
        ("diff", "--head", "HEAD"),
        ("generate",),
        ("validate", "--staged"),
        ("searches",),
        ("catalog", "logs", "HEAD"),
        ("backtest", "--last", "3"),
        ("report", "--since", "main"),
    ):
        gate(play, *arguments)
        assert not owned.exists(), arguments


@pytest.mark.parametrize("option", ["--base", "--head", "--branch"])
@pytest.mark.parametrize("value", ["--upload-pack=touch owned", "--output=owned", "-oProxyCommand=touch owned", "ext::sh -c touch% owned", "$(touch owned)", "a\nb", "\x1b[31m", ":/x", "HEAD^{tree}", ""])  # fmt: skip
def test_revisions_that_look_like_options(gate: Gate, tmp_path: Path, option: str, value: str) -> None:
    play = story(tmp_path)
    found = gate(play, "check", f"{option}={value}", "--fetch" if option == "--base" else "--no-cache")
    assert found.status in (1, 2, 3), found.text
    assert not (play.root / "owned").exists()
    assert "\x1b" not in found.text


# --- output ------------------------------------------------------------------------------------------------------

NAMES = (b"a\nb.py", b"\x1b]0;owned\x07.py", b"\xff\xfe.py", b"-rf.py", b"--output=x.py", b"::error::x.py", b'a"b.py', "\u202egnp.py".encode(), b"##vso[x]x.py", b"a\tb.py", b"{{7*191}}.py")  # fmt: skip
FORMATS = ("text", "json", "markdown", "html", "sarif", "junit", "github", "gitlab")


def test_no_output_carries_out_what_a_branch_says(gate: Gate, tmp_path: Path) -> None:
    play = story(tmp_path)
    code = LOG.replace("payment failed", f"payment failed {TITLE.encode('unicode_escape').decode()} {ORDERS}")
    for name in NAMES:
        with open(os.fsencode(play.root) + b"/" + name, "wb") as file:  # noqa: PTH123 - a name that is no text
            file.write(code.encode())
    play.write({"searches.yaml": SEARCHES.replace("Failed payments", f'"{ORDERS}"').replace("payment failed", '"payment failed"')})
    play.commit()
    for form in FORMATS:
        found = gate(play, "check", "--format", form)
        assert found.status == 1
        assert not set("\x1b\x07\u202e\x9b") & set(found.text), form
        assert "1337" not in found.text, "no template was filled"
        assert "##vso[" not in found.text, form
        if form != "github":
            assert not any(line.lstrip().startswith("::error") for line in found.text.splitlines()), form
        if form in ("html", "markdown"):
            assert "<script>x" not in found.text, form
    assert gate(play, "generate").status == 0
    assert not set("\x1b\x07\u202e\x9b") & set((play.root / RECORD).read_text())


@table.each()
def test_content(row: Row, gate: Gate, tmp_path: Path) -> None:
    row.hold(gate, story(tmp_path))


# --- size --------------------------------------------------------------------------------------------------------


#: A line that no search is about.
OTHER = LOG.replace("payment failed", "something else")


def _bounded() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (3 << 29, 3 << 29))
    resource.setrlimit(resource.RLIMIT_CPU, (30, 30))


LARGE: dict[str, Callable[[], dict[str, str]]] = {
    "a line of 10 MB": lambda: {"long.py": f'x = "{"a" * 10_000_000}"\n'},
    "a message of 20,000 parts": lambda: {"pay.py": REWORDED + f'    log.info("{"a{} " * 20_000}")\n'},
    "a file of searches of 12 MB": lambda: searching(
        "version: 1\nsearches:\n" + "  - {name: b, contains: payment failed}\n" * 300_000
    ),
    "100,000 searches": lambda: searching(
        "version: 1\nsearches:\n" + "".join(f"  - {{name: s{at}, contains: no line {at}}}\n" for at in range(100_000))
    ),
    "deep code": lambda: {"deep.py": OTHER + f"x = {'(' * 50_000}\n"},
    "a sum of 5,000 texts": lambda: {"deep.py": OTHER + "    log.info(" + '"a" + ' * 5_000 + '"b")\n'},
    "deep folders": lambda: {"d/" * 700 + "deep.py": OTHER},
}


@pytest.mark.parametrize("name", LARGE)
def test_sizes(tmp_path: Path, name: str) -> None:
    play = story(tmp_path)
    play.commit(LARGE[name]())
    command = [sys.executable, "-m", "sdd_impact", "check", "--no-cache"]
    begun = time.monotonic()
    done = subprocess.run(
        command, cwd=play.root, env={**play.environ, "PYTHONPATH": os.pathsep.join(sys.path)}, capture_output=True, check=False,
        preexec_fn=_bounded, timeout=120,
    )  # fmt: skip
    said = (done.stdout + done.stderr).decode("utf-8", "replace")
    assert done.returncode == 1, said
    assert EVIDENCE in said
    assert "Traceback" not in said
    assert time.monotonic() - begun < 60
