"""An impact before it has a severity and a fingerprint."""

from __future__ import annotations

from sdd_impact.model import Change, Evidence, Statement
from sdd_impact.tuples import NamedTuple


class Draft(NamedTuple):
    """An impact in the making. ``text`` is what its fingerprint is made of, ``data`` the prefilled cells of its row in order."""

    id: str
    evidence: Evidence
    text: str
    symbol: str = ""
    search: str = ""
    subject: str = ""
    was: str = ""
    now: str = ""
    refs: tuple[str, ...] = ()
    data: tuple[tuple[str, str], ...] = ()
    alert: bool = False


def evidence_of(change: Change, because: str) -> Evidence:
    """Return the evidence of a changed statement: its place and message on the side that is left.

    Where only the text of a translation key changed, the place is the catalogue's.
    """
    statement, text = change.statement, change.text_only
    where = text.location if text else statement.location
    return Evidence(where, statement.shown.message, because, "after" if change.after else "before")


def place(statement: Statement) -> str:
    """Return ``file:line``, as rows show it."""
    return f"{statement.location.file}:{statement.location.line}"
