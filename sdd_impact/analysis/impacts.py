"""Turn changes, verdicts and signals into impacts, each with its evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from sdd_impact.analysis.drafts import Draft, evidence_of, place
from sdd_impact.analysis.fingerprints import Fingerprints
from sdd_impact.analysis.impact_list import BY_ID
from sdd_impact.analysis.severities import registries, severity
from sdd_impact.analysis.signals import signal_drafts, undocumented
from sdd_impact.analysis.wording import remark
from sdd_impact.model import (
    LEVELS,
    Catalogue,
    Change,
    Evidence,
    Impact,
    Location,
    SearchVerdict,
    Settings,
    Signal,
    Statement,
    Unread,
)
from sdd_impact.tuples import NamedTuple

#: The impact of each verdict; verdicts that are not here ask nothing.
OF_VERDICT: Mapping[str, str] = {
    "broken": "saved-search-broken",
    "likely-broken": "saved-search-likely-broken",
    "captures-changed": "saved-search-captures-changed",
    "narrowed": "saved-search-narrowed",
    "search-removed": "saved-search-removed",
    "unknown": "saved-search-unknown",
    "newly-matches": "saved-search-false-match",
}
#: Audiences that see a message outside the company.
OUTSIDE = frozenset({"customer", "api"})


class Seen(NamedTuple):
    """Everything that impacts are made of.

    ``searches_exist`` says that at least one saved search is registered anywhere. ``owned`` tells whether somebody is named who takes
    tickets for a path; it is None where no owners are named anywhere.
    """

    changes: tuple[Change, ...]
    searches: tuple[SearchVerdict, ...]
    signals: tuple[Signal, ...]
    unread: tuple[Unread, ...]
    searches_exist: bool
    owned: Callable[[str], bool] | None = None


def impacts(seen: Seen, catalogue: Catalogue, settings: Settings) -> tuple[Impact, ...]:
    """Return every impact of the branch in the order of :data:`~sdd_impact.analysis.impact_list.IMPACTS`, without those whose
    question the policy switched off."""
    existing = registries(settings, searches=seen.searches_exist, owners=seen.owned is not None)
    drafts = [
        *_log_drafts(seen, settings),
        *_search_drafts(seen.searches),
        *_error_drafts(seen.changes),
        *signal_drafts(seen.signals, seen.changes, settings),
        *undocumented(seen.signals, settings),
        *_unread_drafts(seen.unread),
    ]
    drafts += _whole_branch_drafts(drafts, seen, settings)
    order = {name: number for number, name in enumerate(BY_ID)}
    drafts.sort(key=lambda draft: order[draft.id])
    fingerprints = Fingerprints()
    made = (_finish(draft, catalogue, settings, existing, fingerprints) for draft in drafts)
    return tuple(impact for impact in made if impact.severity != "off")


def _finish(draft: Draft, catalogue: Catalogue, settings: Settings, existing: frozenset[str], fingerprints: Fingerprints) -> Impact:
    return Impact(
        id=draft.id,
        fingerprint=fingerprints.make(draft.id, draft.text, draft.symbol, draft.search),
        evidence=draft.evidence,
        questions=(BY_ID[draft.id].question,),
        severity=severity(draft.id, catalogue, settings, existing, alert=draft.alert),
        subject=draft.subject,
        was=draft.was,
        now=draft.now,
        refs=draft.refs,
        data=draft.data,
    )


def at_least(statement: Statement, level: str) -> bool:
    """Whether a statement's level is ``level`` or more severe. A level of its own name, or none, counts: it may be."""
    return statement.level not in LEVELS or LEVELS.index(statement.level) >= LEVELS.index(level)


def _logged(changes: Iterable[Change], settings: Settings) -> Iterable[Change]:
    for change in changes:
        statement = change.statement
        searched = not statement.console or settings.console_is_searched
        if statement.what == "log" and searched and not statement.test and not change.event_only:
            yield change


def _log_drafts(seen: Seen, settings: Settings) -> Iterable[Draft]:
    gone = []
    for change in _logged(seen.changes, settings):
        yield Draft(
            "log-changed",
            evidence_of(change, f"a log statement was {change.kind}{_remains(change)}"),
            change.statement.shown.raw,
            change.statement.symbol,
            was=change.before.shown.message if change.before else "",
            now=change.after.shown.message if change.after else "",
            refs=(change.id,),
        )
        if change.before and at_least(change.before, "info") and not change.remains:
            gone.append(change)
    if gone and not seen.searches_exist:
        first = gone[0]
        yield Draft(
            "log-changed-unregistered",
            evidence_of(first, f"{_count(len(gone), 'log text')} at info or above changed, and no saved search is registered"),
            "the branch",
            subject=_count(len(gone), "changed log text"),
            was=first.before.shown.message if first.before else "",
            now=first.after.shown.message if first.after else "",
            refs=tuple(change.id for change in gone),
        )


def _remains(change: Change) -> str:
    return f"; an equal one remains in line {change.remains.line}" if change.remains else ""


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")


def _search_drafts(verdicts: Iterable[SearchVerdict]) -> Iterable[Draft]:
    for verdict in verdicts:
        for name in dict.fromkeys((verdict.verdict, *verdict.also)):
            if name in OF_VERDICT:
                yield _search_draft(verdict, OF_VERDICT[name])


def _search_draft(verdict: SearchVerdict, impact: str) -> Draft:
    search = verdict.search
    shown = _telling(verdict, impact)
    statement = (shown.after or shown.before) if shown else None
    location = statement.location if statement else search.location
    text = statement.template.raw if statement else search.text
    owner = f" · owner {search.owner}" if search.owner else ""
    proposal = (("proposal", verdict.proposal.query),) if verdict.proposal else ()
    was, now = _texts(verdict, shown)
    gone = verdict.verdict == "search-removed" and shown is None
    return Draft(
        impact,
        Evidence(
            location,
            statement.template.message if statement else search.text,
            verdict.because,
            "before" if gone or (shown and not shown.after) else "after",
        ),
        text,
        statement.symbol if statement else "",
        search=search.name,
        subject=f"{search.name} · {search.location.file}:{search.location.line}{owner}",
        was=was,
        now=now,
        refs=tuple(each.change for each in verdict.statements),
        data=(("search", f"{search.name} · {search.location.file}:{search.location.line}{owner}"), *proposal),
        alert=search.alert,
    )


def _texts(verdict: SearchVerdict, shown: _Pair | None) -> tuple[str, str]:
    """The log line before and after; those of the search, where it is the search that changed."""
    if shown is None and verdict.verdict == "search-removed":
        return verdict.search.text, ""
    if shown is None:
        return verdict.was, verdict.search.text if verdict.was else ""
    was, now = (side.template.message if side else "" for side in shown)
    return was, now


def _telling(verdict: SearchVerdict, impact: str) -> _Pair | None:
    """Return the changed statement that shows the impact best: one that was bound, or one that is caught newly.

    None where no statement changed, or where the branch changed the search and no changed statement explains the impact.
    """
    gained = impact == "saved-search-false-match"
    changed = [each for each in verdict.statements if not each.change.startswith("st-")]
    for each in changed:
        match = each.match_after if gained else each.match_before
        other = each.match_before if gained else each.match_after
        if match and match.bound and not (other and other.bound):
            return _Pair(each.before, each.after)
    alone = len(changed) < len(verdict.statements)
    return _Pair(changed[0].before, changed[0].after) if changed and not (alone and verdict.was) else None


class _Pair(NamedTuple):
    before: Statement | None
    after: Statement | None


def _error_drafts(changes: Iterable[Change]) -> Iterable[Draft]:
    by_text: dict[object, list[Change]] = {}
    for number, change in enumerate(changes):
        if change.statement.what == "error" and not change.statement.test and (_goes_out(change.before) or _goes_out(change.after)):
            text = change.text_only  # one row for a text, however many statements show it
            by_text.setdefault((text.location, text.key, change.statement.shown) if text else number, []).append(change)
    for together in by_text.values():
        yield _error_draft(together[0], tuple(each.id for each in together))


def _error_draft(change: Change, refs: tuple[str, ...]) -> Draft:
    statement = change.statement
    gone = not _goes_out(change.after)
    return Draft(
        "error-message-removed" if gone else "error-message-changed" if change.before else "error-message-new",
        evidence_of(change, _about_error(change, len(refs))),
        statement.shown.raw,
        "" if change.text_only else statement.symbol,
        subject=statement.shown.message,
        was=change.before.shown.message if change.before else "",
        now=change.after.shown.message if change.after else "",
        refs=refs,
        data=_error_cells(statement),
    )


def _goes_out(statement: Statement | None) -> bool:
    return statement is not None and statement.audience in OUTSIDE


def _about_error(change: Change, number: int) -> str:
    statement, text = change.statement, change.text_only
    whom = "customers" if statement.audience == "customer" else "API clients"
    if text:
        locale = f" ({text.locale})" if text.locale else ""
        shown = f"an error message for {whom} shows" if number == 1 else f"{number} error messages show"
        return f"the text of {text.key}{locale} has changed, which {shown}"
    status = f" with status {statement.status}" if statement.status else ""
    words = {"added": "is new", "removed": "is gone", "modified": "has changed"}
    missing = remark(change.after) if _goes_out(change.after) and change.after else ""
    return f"an error message for {whom}{status} {words[change.kind]}{missing and '; ' + missing}"


def _error_cells(statement: Statement) -> tuple[tuple[str, str], ...]:
    cells = {
        "text": statement.shown.message,
        "where": place(statement),
        "code": statement.code,
        "status": str(statement.status or ""),
        "audience": statement.audience,
        "note": remark(statement),
    }
    return tuple((name, value) for name, value in cells.items() if value)


def _unread_drafts(unread: Iterable[Unread]) -> Iterable[Draft]:
    for each in unread:
        if each.suspicious:
            because = f"it looks like it logs or raises errors, and could not be read: {each.reason}"
            where = Location(each.path, max(each.line, 1))
            yield Draft("unread-source", Evidence(where, each.reason, because), each.path, subject=each.path)


#: Impacts that by themselves raise no question about the whole branch: who takes a ticket, what helps while releases are frozen.
_BESIDE = frozenset({
    "log-changed", "log-changed-unregistered", "log-without-id", "record-id-unseen", "text-untranslated", "job-new", "setting-required", "flag-new",
    "document-outdated", "document-missing", "known-issue-left",
})  # fmt: skip


def _whole_branch_drafts(drafts: list[Draft], seen: Seen, settings: Settings) -> list[Draft]:
    """Impacts of the branch as a whole: they depend on what else was found."""
    noticed = [draft for draft in drafts if draft.id not in _BESIDE]
    if not noticed:
        if settings.always_confirm and not drafts:
            nothing = Evidence(Location("."), "", "nothing was found that Support would notice")
            return [Draft("nothing-found", nothing, "the branch")]
        return []
    made = list(_owner_drafts(noticed, seen.owned))
    if _in_freeze(settings):
        evidence = Evidence(
            Location(settings.source or "sdd-impact.yaml"),
            settings.release_on,
            f"the release on {settings.release_on} falls into a freeze ({', '.join(settings.freeze_days)})",
        )
        made.append(Draft("release-frozen", evidence, settings.release_on, subject=settings.release_on))
    return made


def _owner_drafts(noticed: list[Draft], owned: Callable[[str], bool] | None) -> Iterable[Draft]:
    """One row for each folder in which something was found and that nobody owns; one for all where no owners are named at all."""
    paths = list(dict.fromkeys(draft.evidence.location.file for draft in noticed))
    if owned is None:
        because = "neither CODEOWNERS nor `owners:` in the configuration names anybody"
        yield Draft("owner-unknown", Evidence(Location(paths[0]), paths[0], because), "the branch", subject="this branch's code")
        return
    folders: dict[str, str] = {}
    for path in paths:
        if not owned(path):
            folders.setdefault(path.rpartition("/")[0] or ".", path)
    for folder, first in folders.items():
        because = f"the folder {folder} has no entry in CODEOWNERS and none under `owners:`"
        yield Draft("owner-unknown", Evidence(Location(first), folder, because), folder, subject=folder, data=(("path", folder),))


_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def _in_freeze(settings: Settings) -> bool:
    """Whether the planned release is on a frozen day, or on the day before one.

    A date may be frozen by weekday (``friday``) or by itself (``2026-12-24``).
    """
    import datetime as dt  # late: most repositories plan no release here

    if not settings.release_on or not settings.freeze_days:
        return False
    try:
        planned = dt.date.fromisoformat(settings.release_on)
    except ValueError:
        return False
    frozen = {day.lower() for day in settings.freeze_days}
    days = (planned, planned + dt.timedelta(days=1))
    return any(day.isoformat() in frozen or _WEEKDAYS[day.weekday()] in frozen for day in days)
