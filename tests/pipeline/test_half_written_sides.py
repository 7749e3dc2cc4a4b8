"""A file that does not parse on one side: nothing that stands in both is told as a change."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import pytest

from sdd_impact.history import Cache
from sdd_impact.model import FileChange, Settings, Source
from sdd_impact.pipeline.extracting import Extractor
from sdd_impact.pipeline.half_written import REASON
from sdd_impact.pipeline.statements import Read, read_changes

ALERTS = """import logging
logger = logging.getLogger(__name__)

class Alerter:
    LATE = "Order is late"

    def tell(self, message):
        logger.warning("alert: %s", message)

    def run(self, order):
        self.tell("Order %s was lost" % order)
        logger.info(self.LATE)
        raise ShopError("Order is gone")
"""
SHOP = """class Shop {
  private static final Logger log = LoggerFactory.getLogger(Shop.class);
  private void note(String message) {
    log.warn("shop: {}", message);
  }
  void run() {
    note("Order was sent");
    throw new IllegalStateException("Order is gone");
  }
}
"""
TEXTS = 'ORDER_IS_LATE = "Order is late"\ndef log_event(message):\n    logger.info("event: %s", message)\n'
USES = (
    'from texts import ORDER_IS_LATE, log_event\ndef run():\n    logger.warning(ORDER_IS_LATE)\n    log_event("Order was sent")\n'
)


class Files(NamedTuple):
    """A tree of the texts of its files."""

    texts: dict[str, str]

    def paths(self) -> tuple[str, ...]:
        return tuple(sorted(self.texts))

    def read(self, path: str) -> Source | None:
        return Source(path, self.texts[path].encode()) if path in self.texts else None

    def containing(self, words: Iterable[str]) -> tuple[str, ...]:
        wanted = list(words)
        return tuple(path for path in self.paths() if any(word in self.texts[path] for word in wanted))


def changes(before: dict[str, str], after: dict[str, str]) -> Read:
    base, head = Files(before), Files(after)
    files = [FileChange(base.read(path), head.read(path)) for path in sorted(before) if before[path] != after.get(path)]
    return read_changes(files, base, head, Settings(), Extractor(Settings(), Cache(None)))


def broken(text: str, at: int, line: str) -> str:
    lines = text.split("\n")
    return "\n".join([*lines[:at], line, *lines[at:]])


def told(read: Read) -> list[tuple[str, str]]:
    return [(each.kind, each.statement.template.message) for each in read.changes]


@pytest.mark.parametrize(
    ("path", "text", "line"),
    [
        *(("alerts.py", ALERTS, line) for line in ("    foo((", "<<<<<<< HEAD", "  )")),
        *(("Shop.java", SHOP, line) for line in ("{", "if (", "}")),
    ],
)
def test_a_stray_line_invents_no_change_on_either_side(path: str, text: str, line: str) -> None:
    for at in range(text.count("\n")):
        half = broken(text, at, line)
        there, back = changes({path: text}, {path: half}), changes({path: half}, {path: text})
        assert told(there) == [], f"{line!r} before line {at + 1}"
        assert told(back) == [], f"{line!r} before line {at + 1}, taken away"
        assert not any(each.reason == REASON for each in back.unread), "the branch is what is half-written there"


def test_what_the_half_written_side_changes_is_told() -> None:
    half = broken(ALERTS, 3, "    foo((").replace("was lost", "got lost").replace('        raise ShopError("Order is gone")\n', "")
    assert ("removed", "Order is gone") in told(changes({"alerts.py": ALERTS}, {"alerts.py": half}))
    assert any("lost" in text for _, text in told(changes({"alerts.py": ALERTS}, {"alerts.py": half})))


def test_one_of_two_equal_lines_that_goes_is_told() -> None:
    twice = ALERTS + '        raise ShopError("Order is gone")\n'
    half = broken(ALERTS, 3, "    foo((")
    assert told(changes({"alerts.py": twice}, {"alerts.py": half})) == [("removed", "Order is gone")]


def test_what_is_taken_over_is_listed_as_not_checked() -> None:
    read = changes({"alerts.py": ALERTS}, {"alerts.py": broken(ALERTS, 9, '    """')})
    lines = [each.line for each in read.unread if each.reason == REASON and each.suspicious]
    assert told(read) == []
    assert [ALERTS.split("\n")[line - 2].strip()[:12] for line in lines] == ['self.tell("O', "logger.info(", "raise ShopEr"]


def test_a_text_and_a_function_of_a_half_written_file_still_stand_for_their_users() -> None:
    for line in ("def (", "    foo((", "@"):
        for at in range(TEXTS.count("\n")):
            before = {"texts.py": TEXTS, "uses.py": USES}
            read = changes(before, before | {"texts.py": broken(TEXTS, at, line)})
            assert told(read) == [], (line, at)


def test_a_file_beyond_use_removes_nothing() -> None:
    read = changes({"alerts.py": ALERTS}, {"alerts.py": ALERTS + "(" * 20_000})
    assert told(read) == []
    assert any(each.path == "alerts.py" and each.suspicious for each in read.unread)
