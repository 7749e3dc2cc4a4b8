from __future__ import annotations

from collections.abc import Callable

import pytest

from sdd_impact import config
from sdd_impact.errors import ConfigError
from sdd_impact.model import Source

TABLE = "[tool.sdd-impact]\nrequire = 'always'\n"
OTHER = "[project]\ndependencies = ['sdd-impact']\n"


def reader(files: dict[str, str]) -> Callable[[str], Source | None]:
    return lambda path: Source(path, files[path].encode()) if path in files else None


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({}, None),
        ({"pyproject.toml": OTHER}, None),
        ({"pyproject.toml": "not toml at all ["}, None),
        ({"pyproject.toml": TABLE}, "pyproject.toml"),
        ({"pyproject.toml": "tool.sdd-impact.require = 'always'\n"}, "pyproject.toml"),
        ({"sdd-impact.yaml": ""}, "sdd-impact.yaml"),
        ({"sdd-impact.yaml": "base: x", "pyproject.toml": OTHER}, "sdd-impact.yaml"),
        ({"sdd-impact.yaml": "base: x", "sdd-impact.yml": "base: y"}, "sdd-impact.yaml"),
    ],
)
def test_the_file_that_holds_the_configuration(files: dict[str, str], expected: str | None) -> None:
    found = config.find(reader(files))
    assert (found.path if found else None) == expected


@pytest.mark.parametrize(
    ("files", "message", "fix"),
    [
        (
            {"sdd-impact.yaml": "base: x", "pyproject.toml": TABLE},
            "pyproject.toml:1:2: both sdd-impact.yaml and [tool.sdd-impact] in pyproject.toml configure the tool",
            "keep one of them",
        ),
        (
            {"sdd-impact.yml": "base: x"},
            "sdd-impact.yml:1:1: sdd-impact.yml is not read: the configuration is called sdd-impact.yaml",
            "git mv sdd-impact.yml sdd-impact.yaml",
        ),
        ({".sdd-impact.yaml": "base: x"}, ".sdd-impact.yaml:1:1: .sdd-impact.yaml is not read", "git mv"),
        (
            {"pyproject.toml": "[tool.sdd-impact]\nx ="},
            "pyproject.toml:2:4: this is not TOML: invalid value",
            "correct pyproject.toml",
        ),
    ],
)
def test_what_cannot_be_decided_is_an_error(files: dict[str, str], message: str, fix: str) -> None:
    with pytest.raises(ConfigError) as caught:
        config.find(reader(files))
    assert str(caught.value).startswith(message)
    assert caught.value.fix.startswith(fix)
    assert caught.value.exit_status == 2


def test_the_settings_of_a_tree() -> None:
    assert config.load_from(reader({"pyproject.toml": TABLE})).require == "always"
    assert config.load_from(reader({"pyproject.toml": TABLE})).source == "pyproject.toml"
    assert config.load_from(reader({"sdd-impact.yaml": "require: always"})).require == "always"
    assert config.load_from(reader({})) == config.load(None)
    assert config.load_from(reader({})).source == ""
