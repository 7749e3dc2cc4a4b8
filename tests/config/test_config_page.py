"""The page for users is held against the table of keys, and its examples are read."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from sdd_impact import config
from sdd_impact.config.keys import KEYS, Key
from sdd_impact.notation import load_yaml, plain
from sdd_impact.shelf import shelf

PAGE = (Path(__file__).parents[2] / "docs" / "configuration.md").read_text()
SECTIONS = {name.strip(): text for name, text in re.findall(r"^### ([^\n]+)\n(.*?)(?=^##|\Z)", PAGE, re.DOTALL | re.MULTILINE)}
EXAMPLES = re.findall(r"```(yaml|toml)\n(.*?)```", PAGE, re.DOTALL)


def test_every_key_has_its_section_in_order() -> None:
    assert list(SECTIONS) == [key.name for key in KEYS]


def test_the_table_says_the_same_as_the_schema() -> None:
    schema = json.loads((shelf("schemas") / "config.schema.json").read_text())
    rows = re.findall(r"^\| \[`(.+?)`\]\(#(.+?)\) \| (\w+) \|", PAGE, re.MULTILINE)
    assert [name for name, _, _ in rows] == [key.name for key in KEYS]
    for name, anchor, sort in rows:
        assert anchor == name.replace(".", "")
        node = schema
        for part in name.split("."):
            node = node["properties"][part]
        described = node.get("description", "")
        assert described.lower().startswith(sort), name


@pytest.mark.parametrize("key", KEYS, ids=[key.name for key in KEYS])
def test_the_example_sets_its_key(key: Key) -> None:
    (example,) = re.findall(r"```yaml\n(.*?)```", SECTIONS[key.name], re.DOTALL)
    node: Any = plain(load_yaml(example))
    for part in key.name.split("."):
        assert list(node) == [part]
        node = node[part]
    settings, defaults = config.load(example), config.load(None)
    differing = [field for field in settings._fields if getattr(settings, field) != getattr(defaults, field)]
    assert differing == sorted((key.field, "source", "digest"), key=settings._fields.index)


@pytest.mark.parametrize(("notation", "text"), EXAMPLES)
def test_every_example_is_read(notation: str, text: str) -> None:
    assert config.load(text, {"yaml": "sdd-impact.yaml", "toml": "pyproject.toml"}[notation]).source


def test_both_notations_of_the_introduction_say_the_same() -> None:
    (_, yaml), (_, toml) = EXAMPLES[:2]
    assert config.load(yaml).digest == config.load(toml, "pyproject.toml").digest
