"""What stands on Support's page: the records of a release, by what Support does with them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sdd_impact.model import Answer, Checklist, HandOver
from sdd_impact.tuples import NamedTuple


class Table(NamedTuple):
    """One table of the hand-over: the question it is made of, and its columns as (title, cells); the first cell that is filled is shown.

    ``skip`` are cells with a value that keeps a row out, ``only`` the cell and its values without which a row stays out: what nobody notices, and what
    nobody has answered.
    """

    question: str
    columns: tuple[tuple[str, tuple[str, ...]], ...]
    skip: tuple[tuple[str, str], ...] = ()
    only: tuple[str, tuple[str, ...]] = ("", ())


class Section(NamedTuple):
    """A section of the page with its tables."""

    title: str
    tables: tuple[Table, ...]


#: In the order of the page: what must be done before the release stands first, since a search that is not changed by then is silently blind.
SECTIONS = (
    Section(
        "Do before the release",
        (
            Table(
                "saved-search-recreate",
                (("Search", ("search",)), ("Change to", ("new_pattern",)), ("Who", ("done_by",)), ("Ticket or name", ("link", "confirmed_by"))),
            ),
            Table("saved-search-false-match", (("Search", ("search",)), ("New line", ("now",)), ("Decision", ("decision",)), ("Change to", ("new_pattern",)))),
        ),
    ),
    Section(
        "What you can do now",
        (
            Table(
                "support-ui-account-action",
                (
                    ("Customer's action", ("action", "path")),
                    ("In the Support UI", ("in_support_ui",)),
                    ("Where, or until then", ("screen", "workaround", "reason")),
                    ("Level", ("levels",)),
                    ("Ticket", ("ticket",)),
                ),
            ),
            Table(
                "notify-sent",
                (
                    ("Message", ("template", "message", "where")),
                    ("Send again", ("resend",)),
                    ("Where", ("screen", "why_not")),
                    ("It was sent when the log says", ("sent_line",)),
                    ("It failed when the log says", ("failed_line",)),
                ),
            ),
            Table("audit-event", (("Action", ("action", "path")), ("Event", ("event",)), ("Seen where", ("seen_where", "plan", "reason")))),
            Table(
                "db-access",
                (("Record", ("table", "column")), ("Shown where", ("shown_where",)), ("Only the database knows", ("questions",)), ("Ask", ("query_owner",)), ("Runbook", ("runbook",))),
            ),
            Table(
                "support-ui-record-ids",
                (("ID", ("id_field",)), ("It will be shown", ("screen",)), ("Ticket", ("ticket",))),
                only=("shown", ("will be",)),
            ),
            Table(
                "feature-flag",
                (("Flag", ("flag",)), ("Who has it, you see", ("seen_where",)), ("Who may switch it off", ("switched_by",))),
                only=("used_for", ("some customers",)),
            ),
        ),
    ),
    Section(
        "How to find a customer's log lines",
        (
            Table("pii-masked-findable", (("Line", ("now",)), ("Search for", ("query", "plan")), ("The ID is shown", ("seen_where", "ticket")))),
            Table(
                "logging-correlation-id",
                (("Action", ("action",)), ("Its lines have in common", ("field",)), ("Without an ID", ("instead",))),
                only=("decision", ("by an ID", "not at all")),
            ),
        ),
    ),
    Section(
        "Error messages",
        (
            Table(
                "error-messages",
                (("Text", ("text",)), ("Code", ("code", "status")), ("Cause", ("cause",)), ("Customer can", ("customer_can",)), ("You do", ("support_does",))),
                skip=(("audience", "internal"),),
            ),
            Table("error-known-changed", (("Old text", ("text",)), ("Becomes", ("becomes",)), ("Told to", ("told_to",)))),
            Table("error-input-limits", (("Field", ("field",)), ("Refused", ("refused",)), ("Decision", ("decision",)), ("The customer reads", ("message_shown", "reason")))),
            Table(
                "error-translations",
                (("Text", ("text",)), ("Not yet in", ("languages",)), ("Translated", ("decision",)), ("Ticket", ("ticket",))),
                only=("decision", ("before the release", "by the translation service", "the source language is enough")),
            ),
        ),
    ),
    Section(
        "Known errors",
        (
            Table(
                "known-issues",
                (("Not right yet", ("issue",)), ("Say and do meanwhile", ("workaround",)), ("Ticket", ("ticket",))),
                only=("customer_notices", ("something",)),
            ),
            Table(
                "job-failure",
                (("Job", ("job",)), ("When it fails, the customer sees", ("what",)), ("Noticed first by", ("noticed_by",)), ("Run again", ("rerun",))),
                only=("customer_sees", ("something",)),
            ),
            Table(
                "config-wrong",
                (("Setting", ("setting",)), ("When it is missing, the customer sees", ("what",)), ("You see it by", ("seen_by",))),
                only=("effect", ("a customer notices",)),
            ),
        ),
    ),
    Section(
        "What else customers may notice",
        (
            Table("data-migration-effect", (("Data", ("table", "column")), ("What", ("what",)), ("How long", ("duration",)), ("Can be undone", ("can_be_undone",)))),
            Table("api-contract", (("Gone", ("path",)), ("Used by", ("used_by",)), ("Told", ("customers_told",)), ("Works until", ("works_until",)))),
            Table("unread-source", (("File", ("file",)), ("Decision", ("decision",)), ("What", ("what",)))),
            Table("scope-no-impact-confirm", (("What the tool cannot see", ("what",)),)),
        ),
    ),
    Section(
        "Where it is written down",
        (
            Table(
                "docs-runbook",
                (("Document, or the ticket for it", ("link",)), ("State", ("answer",)), ("For", ("levels",))),
                only=("answer", ("already written", "will be written")),
            ),
            Table(
                "docs-stale",
                (("Not right any longer", ("document",)), ("It tells of", ("mentions",)), ("Ticket", ("link",))),
                only=("decision", ("will be changed",)),
            ),
        ),
    ),
    Section(
        "If it goes wrong",
        (
            Table("owner-escalation", (("Code", ("path",)), ("Team", ("team",)), ("Channel", ("channel",)), ("Hours", ("hours",)))),
            Table("release-freeze", (("Release", ("release",)), ("Then", ("answer",)), ("Who", ("who", "how")), ("Tell the customer", ("tell_customer",)))),
        ),
    ),
)  # fmt: skip


#: Columns whose text Support copies and pastes: it is shown letter by letter.
LITERAL = frozenset(
    {"Change to", "Search for", "It was sent when the log says", "It failed when the log says", "Event", "New line", "Line"}
    | {"It was", "It is now"}
)
_ALTERED = "Saved searches that come with the release"
#: A release that brings a whole folder of searches is not listed search by search.
_MOST_ALTERED = 30


def hand_over_page(document: HandOver) -> dict[str, Any]:
    """Return the values of the template ``_hand_over.md.j2``; tables and columns without content are left out."""
    sections = [
        (section.title, [table for each in section.tables if (table := _table(each, document.checklists))]) for section in SECTIONS
    ]
    return {
        "document": document,
        "summaries": [(checklist.summary, checklist.branch) for checklist in document.checklists if checklist.summary],
        "sections": [*_with_altered([(title, tables) for title, tables in sections if tables], document), *_waived(document)],
        "literal": LITERAL,
        "log_changes": list(_log_changes(document.checklists)),
        "owners": [owner for owner in document.settings.owners or () if owner.channel],
        "unread": document.not_checked,
        "records": document.checklists,
    }


def _with_altered(sections: list[tuple[str, list[Filled]]], document: HandOver) -> Iterable[tuple[str, list[Filled]]]:
    """The sections, with the searches that the release changes by itself behind what is to be done before it."""
    here = int(bool(sections) and sections[0][0] == SECTIONS[0].title)
    return (*sections[:here], *_altered(document), *sections[here:])


def _altered(document: HandOver) -> Iterable[tuple[str, list[Filled]]]:
    """The searches that no record tells of: mended by hand, new, or deleted."""
    untold = [each for each in document.altered if not each.record]
    if untold:
        rows = [
            [f"{each.search.name} ({each.search.location.file})", each.change, each.was, each.now, each.search.owner]
            for each in untold[:_MOST_ALTERED]
        ]
        if len(untold) > _MOST_ALTERED:
            rows.append([f"and {len(untold) - _MOST_ALTERED} more; all with --format json", "", "", "", ""])
        yield _ALTERED, [_filled(["Search", "Change", "It was", "It is now", "Owner"], rows)]


def _filled(titles: list[str], rows: list[list[str]]) -> Filled:
    """A table without the columns that are empty in every row."""
    used = [number for number in range(len(titles)) if any(row[number] for row in rows)]
    return Filled([titles[number] for number in used], [[row[number] for number in used] for row in rows])


def _waived(document: HandOver) -> Iterable[tuple[str, list[Filled]]]:
    """What somebody lets be unanswered for a time, so that Support knows what nobody has looked at, and whom to ask."""
    if document.waivers:
        rows = [[each.question, each.shown, each.owner or each.by, each.expires, each.reason] for each in document.waivers]
        yield "Waived for a time", [_filled(["Question", "About", "Who answers for it", "Until", "Why"], rows)]


def _log_changes(checklists: Iterable[Checklist]) -> Iterable[tuple[str, str]]:
    for checklist in checklists:
        answer = checklist.get("logging-changed")
        if answer and answer.answer and answer.answer.value == "yes":
            because = answer.fields.get("because")
            yield checklist.branch, because.value if because else "log statements changed"


class Filled(NamedTuple):
    """A table with content: the titles of its columns, and its rows."""

    titles: list[str]
    rows: list[list[str]]


def _table(table: Table, checklists: Iterable[Checklist]) -> Filled | None:
    rows = [row for checklist in checklists for answer in _answers(table, checklist) for row in _rows(table, answer)]
    used = [number for number in range(len(table.columns)) if any(row[number] for row in rows)]
    if not used:
        return None
    return Filled([table.columns[number][0] for number in used], [[row[number] for number in used] for row in rows if any(row)])


def _answers(table: Table, checklist: Checklist) -> Iterable[Answer]:
    """The answer that counts; of those whose evidence is gone only what the branch itself did: a search that it changed reads otherwise now."""
    yield from filter(None, (checklist.get(table.question),))
    for answer in checklist.resolved:
        mended = tuple(row for row in answer.rows if row.get("done_by") == "this branch")
        if answer.question == table.question and mended:
            yield answer._replace(rows=mended)


def _rows(table: Table, answer: Answer) -> Iterable[list[str]]:
    own = {name: cell.value for name, cell in answer.fields.items()}
    own["answer"] = answer.answer.value if answer.answer else ""
    every = [own | {name: cell.value for name, cell in row.cells.items()} for row in answer.rows] or [own]
    name, values = table.only
    for cells in every:
        if (not name or cells.get(name) in values) and not any(cells.get(skipped) == value for skipped, value in table.skip):
            yield _cells(table, cells)


def _cells(table: Table, cells: dict[str, str]) -> list[str]:
    return [next((cells[name] for name in names if cells.get(name)), "") for _, names in table.columns]
