from __future__ import annotations

import re
from pathlib import Path

import pytest

from sdd_impact.documents import catalogue, read_checklist, read_sign_off, slug, validate
from sdd_impact.model import Source

PAGE = (Path(__file__).parents[2] / "docs" / "checklist.md").read_text(encoding="utf-8")
PATH = "support-impact/feature--mask-email.yaml"
BLOCKS = re.findall(r"(?s)```yaml\n(.*?)```(?:\n\n[^\n]*\n\n```text\n(.*?)```)?", PAGE)


@pytest.mark.parametrize(("text", "said"), BLOCKS)
def test_the_page_shows_what_validate_says(text: str, said: str) -> None:
    source = Source(PATH, text.encode())
    found = (
        read_sign_off(source, catalogue()).problems
        if "kind:" in text
        else validate(read_checklist(source, catalogue()), catalogue())
    )
    lines = [
        f"{each.location.file}:{each.location.line}:{each.location.column}: {each.id}: {each.message}\n  {each.fix}\n"
        for each in found
    ]
    assert "".join(lines) == said


def test_the_page_has_its_examples_and_names_the_file_right() -> None:
    assert len(BLOCKS) == 5
    assert [bool(said) for _, said in BLOCKS] == [True, False, False, False, False]
    assert f"support-impact/{slug('feature/mask-email')}.yaml" == PATH
    assert all(f"`{name}.yaml`" in PAGE for name in (slug("feature/mask-email"),))
