"""What holds for every file: size, no unfinished work, schemas that are schemas."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from sdd_impact.commands.schema import NAMES
from sdd_impact.shelf import shelf

ROOT = Path(__file__).parents[2]
MODULES = sorted(path for path in (ROOT / "sdd_impact").rglob("*.py") if "story" not in path.parts)
#: Modules of more lines than this are to be divided.
MOST_LINES = 400
#: ``model.py`` is the one page of nouns: dividing it would hide the order in which the data meets them.
LONG_ON_PURPOSE = {"sdd_impact/model.py"}
#: Written in parts, so that this file does not find itself.
UNFINISHED = re.compile(r"(#|//|\"\"\").*(?<![`\\w])(TO" + "DO|FIX" + "ME|XX" + "X)(?![`\\w])")


def test_no_module_is_too_long() -> None:
    lines = {str(path.relative_to(ROOT)): len(path.read_text("utf-8").splitlines()) for path in MODULES}
    too_long = {name for name, count in lines.items() if count > MOST_LINES}
    assert too_long == LONG_ON_PURPOSE


def test_nothing_is_unfinished() -> None:
    files = [*MODULES, *(ROOT / "docs").rglob("*.md"), *(ROOT / "checklists").rglob("*.yaml")]
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in files
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if UNFINISHED.search(line)
    ]
    assert not found


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_is_printed_and_is_one(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    from sdd_impact.commands import run

    assert run(["schema", name]) == 0
    schema = json.loads(capsys.readouterr().out)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(schema)


def test_every_schema_can_be_printed() -> None:
    assert {path.name for path in shelf("schemas").iterdir()} == {f"{name}.schema.json" for name in NAMES}
