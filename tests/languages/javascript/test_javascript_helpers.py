"""Functions that pass a text on: which calls say an error, and which do not."""

from __future__ import annotations

import pytest

from sdd_impact.languages import for_path
from sdd_impact.model import Source

_CLASS = """
class %s {
  warn(message) {
    report(new Error(message));
  }

  start() {
    this.warn('Started without a level');
  }
}
"""


@pytest.mark.parametrize(("name", "said"), [("Guard", ["{message}", "Started without a level"]), ("TinyLogger", ["{message}"])])
def test_the_methods_of_a_logger_are_no_errors(name: str, said: list[str]) -> None:
    language = for_path("guard.js")
    assert language is not None
    found = language.extract(Source("guard.js", (_CLASS % name).encode()), ())
    assert [each.template.message for each in found.statements if each.what == "error"] == said


def test_a_file_of_helpers_alone_is_read_in_bounded_time() -> None:
    language = for_path("many.js")
    assert language is not None
    lines = [f"function f{n}(message) {{ throw new Error(message); }} f{n}('Text number {n}');" for n in range(3000)]
    found = language.extract(Source("many.js", "\n".join(lines).encode()), ())
    assert 3000 < len(found.statements) < 4000
