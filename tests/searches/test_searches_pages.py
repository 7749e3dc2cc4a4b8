"""The examples of the pages say what the pages say of them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema
import pytest
import yaml
from searches.search_wording import wording

from sdd_impact.model import SavedSearch, Source
from sdd_impact.searches import formats, read
from sdd_impact.shelf import shelf

PAGES = Path(__file__).parents[2] / "docs" / "searches"


def example(page: str) -> str:
    """The first example of a page."""
    found = re.search(r"^```(?:ini|hcl|yaml|toml)\n(.*?)^```", (PAGES / f"{page}.md").read_text("utf-8"), re.MULTILINE | re.DOTALL)
    assert found
    return found.group(1)


def searches(page: str, path: str) -> tuple[SavedSearch, ...]:
    """What the example reads as, all of it."""
    reading = read(Source(path, example(page).encode()))
    assert reading.unread == ()
    return reading.searches


def test_splunk() -> None:
    (search,) = searches("splunk", "savedsearches.conf")
    assert (search.owner, search.alert) == ("support-l2", True)
    assert wording(search.query) == r'from(index=app) & term~"PasswordReset" & cut/email: (?<email>\S+@\S+)/'


def test_cloudwatch() -> None:
    resets, locks = searches("cloudwatch", "main.tf")
    assert (resets.name, resets.owner, resets.alert, wording(resets.query)) == (
        "resets",
        "support-l2",
        False,
        'substring"PasswordReset"',
    )
    assert (locks.name, locks.owner, locks.alert) == ("locks", "support-l2", True)
    assert locks.parts == ('"account locked"', '"too many attempts"')


def test_plain() -> None:
    user, trouble, pasted = searches("plain", "searches.yaml")
    assert (user.owner, user.link, user.alert) == ("support-l2", "https://logs.example.org/saved/42", True)
    assert wording(trouble.query) == '(substring"account locked" | /too many (attempts|requests)/i) & !substring"retry"'
    assert len(trouble.parts) == 2
    assert wording(pasted.query) == r'from(index=app) & term~"PasswordReset" & cut/email: (?<email>\S+@\S+)/'


def test_the_plain_example_fits_its_schema() -> None:
    schema = json.loads((shelf("schemas") / "searches-list.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(yaml.safe_load(example("plain")), schema)
    keys = set(schema["$defs"]["search"]["properties"])
    page = (PAGES / "plain.md").read_text("utf-8")
    assert {key for key in keys if f"`{key}`" not in page} == set()


@pytest.mark.parametrize("name", [form.name for form in formats()])
def test_every_page_has_an_example(name: str) -> None:
    assert example(name)
