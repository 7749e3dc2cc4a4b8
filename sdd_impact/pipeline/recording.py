"""Write the branch's record: the checklist, prefilled with the evidence."""

from __future__ import annotations

from sdd_impact import documents
from sdd_impact.analysis.asking import ask, counted, tool_answers
from sdd_impact.model import Asking
from sdd_impact.pipeline.investigating import investigate
from sdd_impact.pipeline.judging import own_checklists, record_path
from sdd_impact.pipeline.visit import Visit
from sdd_impact.tuples import NamedTuple


class Record(NamedTuple):
    """A checklist's text to be written at ``path``; None where this branch needs none. ``reason`` says what it asks, or why not."""

    path: str
    text: str | None
    existing: str | None
    reason: str


def draft_record(here: Visit, summary: str = "") -> Record:
    """Return the checklist of the branch as it should stand: new, or the existing one refreshed."""
    findings = investigate(here)
    catalogue = documents.catalogue()
    askings = ask(findings.impacts, catalogue)
    checklists = own_checklists(here, catalogue)
    path = record_path(here, checklists)
    # What lies on the disk is what would be overwritten, whatever was looked at.
    existing = here.repository.read_at("", path) or (here.comparison.head_tree.read(path) if checklists else None)
    blocking = sum(asking.severity == "block" for asking in askings)
    required = here.settings.require == "always" or (here.settings.require == "when-evidence" and findings.impacts)
    if not (blocking or required or existing):
        return Record(path, None, None, f"nothing is asked of this branch (require: {here.settings.require})")
    text = documents.write_checklist(
        askings,
        tool_answers(findings, askings),
        branch=here.comparison.branch,
        summary=summary,
        catalogue_version=catalogue.version,
        existing=existing,
    )
    return Record(path, text, existing.data.decode("utf-8", "surrogateescape") if existing else None, _asks(askings, blocking))


def _asks(askings: tuple[Asking, ...], blocking: int) -> str:
    if not askings:
        return "nothing is asked; the record is complete"
    rows = sum(len(asking.impacts) for asking in askings)
    return f"asks {counted(len(askings), 'question')} ({blocking} must be answered) in {counted(rows, 'row')}; answer with: sdd-impact fill"
