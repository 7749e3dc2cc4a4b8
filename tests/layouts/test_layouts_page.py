"""The page for users is held against the code."""

from __future__ import annotations

import re
from pathlib import Path

from sdd_impact import config
from sdd_impact.config.lines import SLOTS
from sdd_impact.pipeline.laying_out import MOST_FILES

PAGE = (Path(__file__).parents[2] / "docs" / "layouts.md").read_text("utf-8")


def test_every_slot_is_explained() -> None:
    (table,) = re.findall(r"\| slot \|.*?\n\n", PAGE, re.DOTALL)
    assert set(re.findall(r"`\{(\w+)\}`", table)) == set(SLOTS)


def test_the_examples_are_read() -> None:
    (example,) = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    assert len(config.load(example).layouts) == 4


def test_the_bound_is_the_one_in_the_code() -> None:
    assert f"At most {MOST_FILES} files" in PAGE
