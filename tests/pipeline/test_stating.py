"""What placeholders print, as the configuration says: used by every verdict, named under `assuming`, and never the branch's own word."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from commands.command_play import FOREIGN, git, outcome, write

from sdd_impact import config
from sdd_impact.errors import ConfigError
from sdd_impact.model import Location, Placeholder, PlaceholderRule, Statement, Template
from sdd_impact.pipeline.stating import Stating

CODE = """import logging
from texts import TEXT
log = logging.getLogger("auth")

def f(user_id, state):
    log.info("login of %s", user_id)
    log.info("order is %s", state)
    log.info(TEXT, user_id)
"""
TEXTS = 'TEXT = "logout of %s"\n'
SEARCHES = r"""version: 1
searches:
  - {name: In, regex: 'login of \S+@\S+$'}
  - {name: Out, regex: 'logout of \S+@\S+$'}
  - {name: Order, regex: 'order is closed$'}
"""
RULES = "placeholders:\n  - {name: us*, kind: email}\n  - {message: 'order is {state}', values: [open, closed]}\n"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in FOREIGN:
        monkeypatch.delenv(name, raising=False)
    root = tmp_path / "repository"
    root.mkdir()
    git(root, "init", "-q", "--template=", "-b", "main")
    write(root, {"auth/reset.py": CODE, "texts.py": TEXTS, "searches.yaml": SEARCHES})
    git(root, "add", "-A")
    git(root, "commit", "-qm", "base")
    return root


def states(root: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, dict[str, Any]]:
    done = outcome(capsys, "-C", str(root), "searches", "--no-cache", "--format", "json")
    assert done.status == 0, done
    return {each["name"]: each for each in json.loads(done.out)["searches"]}


def test_what_a_placeholder_is_said_to_print_decides(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert [each["state"] for each in states(root, capsys).values()] == ["unbound", "unbound", "bound"]
    write(root, {"sdd-impact.yaml": RULES})
    found = states(root, capsys)
    assert [each["state"] for each in found.values()] == ["bound", "bound", "bound"]
    assert "{user_id} renders as local@domain, as `placeholders` in the configuration says" in found["Out"]["assuming"]
    assert "{state} renders as one of the values, as `placeholders` in the configuration says" in found["Order"]["assuming"]
    write(root, {"sdd-impact.yaml": "placeholders: [{message: 'order is *', values: [new]}]\n"})
    assert states(root, capsys)["Order"]["state"] == "unbound"


def test_a_branch_cannot_explain_its_own_change_away(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(root, {"sdd-impact.yaml": RULES})
    git(root, "add", "-A")
    git(root, "commit", "-qm", "rules")
    git(root, "switch", "-qc", "feature/x")
    masked = CODE.replace('login of %s", user_id', 'login of %s", mask(user_id)')
    write(root, {"auth/reset.py": masked, "sdd-impact.yaml": RULES + "  - {name: mask*, kind: email}\n"})
    done = outcome(capsys, "-C", str(root), "diff", "--no-cache", "--base", "main", "--format", "json")
    found = json.loads(done.out)
    assert [(each["name"], each["verdict"]) for each in found["searches"]] == [("In", "broken")]
    assert found["searches"][0]["assuming"][0].startswith("{user_id} renders as local@domain, as `placeholders`")
    said = outcome(capsys, "-C", str(root), "diff", "--base", "main").out
    assert "placeholders: as at the base; what this branch says holds only once merged" in " ".join(said.split())


def test_the_first_rule_that_fits_counts() -> None:
    statement = Statement(
        "log", Location("pay/a.py", 3), "python", Template.of("order ", Placeholder("ref"), " of ", Placeholder("who", "email"))
    )
    rules = (
        PlaceholderRule("uuid", "ref", paths=("auth/",)),
        PlaceholderRule("uuid", "ref", "bill *"),
        PlaceholderRule("int", "r*f", "order {ref} *", ("pay/",)),
        PlaceholderRule("hex", "*"),
    )
    found = Stating(rules).of(statement)
    assert [(each.kind, each.stated) for each in found.template.placeholders] == [("int", True), ("hex", True)]
    assert Stating(rules[:2]).of(statement) is statement
    assert Stating(()).of(statement) is statement


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        ("{kind: int}", "name the placeholder"),
        ("{name: '*', kind: int}", "name the placeholder"),
        ("{name: a}", "say what it prints"),
        ("{name: a, kind: int, values: [b]}", "say what it prints"),
        ("{name: a, values: []}", "`values` is empty"),
        ("{name: a, kind: around}", "cannot be `around`"),
    ],
)
def test_rules_that_say_nothing_are_refused(rule: str, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        config.load(f"placeholders: [{rule}]")
    assert message in str(caught.value)
