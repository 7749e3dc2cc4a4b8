"""An inventory shows what a translation key says beside the key."""

from __future__ import annotations

import pytest
from reports.report_examples import BEFORE

from sdd_impact import reports
from sdd_impact.model import Inventory, Location, Style, Template, Translation

KEYED = BEFORE._replace(
    template=Template.of("errors.gone"),
    translation=Translation("errors.gone", Template.of("It is gone"), "en", Location("i18n/en.json", 3)),
)


@pytest.mark.parametrize(
    ("form", "shown"),
    [
        ("text", "info: It is gone  (errors.gone)"),
        ("markdown", "`It is gone` (`errors.gone`)"),
        ("html", "<code>It is gone</code> (<code>errors.gone</code>)"),
        ("csv", "errors.gone,,no,,,,,It is gone\n"),
        ("json", '"text": "It is gone"'),
    ],
)
def test_text_and_key(form: str, shown: str) -> None:
    assert shown in reports.render(Inventory("log", "HEAD", (KEYED,)), form, Style(version="0.0.0"))
