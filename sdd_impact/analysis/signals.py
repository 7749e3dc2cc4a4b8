"""Which impact a detector's signal is: conditions on the configuration and on other signals stand here, in code."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from sdd_impact.analysis.drafts import Draft
from sdd_impact.model import Change, Settings, Signal
from sdd_impact.tuples import NamedTuple


class _Setting(NamedTuple):
    """What a condition may look at besides its signal. ``met`` are the files in which the branch changes what customers meet."""

    settings: Settings
    audited: frozenset[str]
    messages: Mapping[str, Change]
    met: frozenset[str] = frozenset()


Rule = Callable[[Signal, _Setting], tuple[str, ...]]


def signal_drafts(signals: Iterable[Signal], changes: Iterable[Change], settings: Settings) -> Iterable[Draft]:
    """Return the impacts of signals. A signal without a rule is evidence only."""
    seen = tuple(signals)
    audited = frozenset(signal.key for signal in seen if signal.id == "audit-call")
    found = tuple(changes)
    setting = _Setting(settings, audited, {change.id: change for change in found}, _met(seen, found))
    for signal in seen:
        rule = _RULES.get(signal.id)
        for impact in rule(signal, setting) if rule else ():
            yield _draft(impact, signal, setting)


#: Signals of what customers meet: a note of the authors in such a file may be news for Support.
_MET = frozenset({"account-action", "message-sent", "route-added"})


def _met(signals: Iterable[Signal], changes: Iterable[Change]) -> frozenset[str]:
    messages = (
        each.after for each in changes if each.after and each.after.what == "error" and each.after.audience in ("customer", "api")
    )
    return frozenset(
        [signal.evidence.location.file for signal in signals if signal.id in _MET]
        + [each.location.file for each in messages if not each.test]
    )


def _draft(impact: str, signal: Signal, setting: _Setting) -> Draft:
    change = next((setting.messages[ref] for ref in signal.refs if ref in setting.messages), None)
    where = f"{signal.evidence.location.file}:{signal.evidence.location.line}"
    return Draft(
        impact,
        signal.evidence,
        signal.key or signal.evidence.quote,
        signal.symbol,
        subject=signal.key or signal.evidence.quote,
        was=change.before.template.message if change and change.before else "",
        now=change.after.template.message if change and change.after else "",
        refs=signal.refs,
        data=(*(cell for cell in signal.data if cell[1] and cell[0] != "where"), ("where", where)),
    )


def _always(impact: str) -> Rule:
    return lambda _signal, _setting: (impact,)


def _account_action(signal: Signal, setting: _Setting) -> tuple[str, ...]:
    new = "account-action-in-support-ui" if signal.get("screen") else "account-action-new"
    audited = signal.key in setting.audited or signal.symbol in setting.audited
    return (new,) if audited else (new, "account-action-without-audit")


def _masked(signal: Signal, setting: _Setting) -> tuple[str, ...]:
    shown = {name.lower() for name in setting.settings.shown_ids or ()}
    on_line = {name.strip().lower() for name in signal.get("ids").split(",") if name.strip()}
    return () if shown & on_line else ("log-masked-unfindable",)


def _refused(signal: Signal, _setting: _Setting) -> tuple[str, ...]:
    return ("input-refused",) if signal.get("refused") else ()


def _secret(signal: Signal, _setting: _Setting) -> tuple[str, ...]:
    return () if signal.get("confidence") == "low" else ("secret-logged",)


_RECORD_OPS = frozenset({"create_table", "add_column"})
_DATA_OPS = frozenset({"data", "drop", "rename"})


def _migration(signal: Signal, setting: _Setting) -> tuple[str, ...]:
    if signal.get("op") in _DATA_OPS:
        return ("data-migrated",)
    internal = signal.get("column") in setting.settings.internal_columns and signal.get("column") != ""
    return ("database-record-added",) if signal.get("op") in _RECORD_OPS and not internal else ()


def _required(signal: Signal, _setting: _Setting) -> tuple[str, ...]:
    return ("setting-required",) if signal.get("required") == "yes" else ()


def _noted(signal: Signal, setting: _Setting) -> tuple[str, ...]:
    return ("known-issue-left",) if signal.evidence.location.file in setting.met else ()


#: What Support has to be told of in writing.
_BRIEFED = ("account-action", "message-sent", "job-added")


def undocumented(signals: Iterable[Signal], settings: Settings) -> Iterable[Draft]:
    """Return the impact of a branch that brings something new to Support and changes none of the documents that the configuration names."""
    seen = tuple(signals)
    new = [signal for signal in seen if signal.id in _BRIEFED]
    if settings.docs and new and not any(signal.id == "document-changed" for signal in seen):
        first = new[0].evidence
        because = f"{first.because}; no document under `docs.paths` is changed"
        yield Draft("document-missing", first._replace(because=because), "the branch", subject=new[0].key)


_RULES: Mapping[str, Rule] = {
    "account-action": _account_action,
    "message-sent": _always("message-sent-new"),
    "message-template-changed": _always("message-template-changed"),
    "personal-data-logged": _always("personal-data-logged"),
    "secret-logged": _secret,
    "masked": _masked,
    "validation-changed": _refused,
    "migration": _migration,
    "route-removed": _always("route-removed"),
    "setting-added": _required,
    "job-added": _always("job-new"),
    "flag-added": _always("flag-new"),
    "todo-added": _noted,
    "log-without-id": _always("log-without-id"),
    "record-id-logged": _always("record-id-unseen"),
    "document-mentions": _always("document-outdated"),
    "text-untranslated": _always("text-untranslated"),
}
