"""Does a commit that is being made print a secret? Asked by the hook, so without any history, and only of files that may."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sdd_impact import config, detectors, documents
from sdd_impact.history import Repository, Staged
from sdd_impact.model import Checklist, FileChange, Impact, Problem, Scene, Settings
from sdd_impact.pipeline.extracting import Extractor, speaks
from sdd_impact.pipeline.hiding import without_secrets
from sdd_impact.pipeline.statements import read_changes

_IMPACT, _QUESTION, _CERTAIN = "secret-logged", "pii-in-logs", "high"
_TAKE_OUT = "take it out of the line and make it invalid where it is used: it has been written down"
_MASK = "log an ID instead, or mask the value; if it is no secret, say so: sdd-impact generate, then add the record to the commit"


def staged_secrets(repository: Repository) -> Iterator[Problem]:
    """Yield a problem for each log line of the index that prints a secret and did not at ``HEAD``.

    A value that only its name makes a secret may be called harmless in a staged record; a key of a known form may not. Values of which the
    name alone says less (``token``) are left to ``check``.
    """
    staged = repository.staged()
    files = tuple(filter(_may_print, staged.files))
    if not files:
        return
    policy = config.load_from(staged.before.read)
    settings, _ = config.join(policy, config.load_from(staged.after.read))
    found = without_secrets(
        _impacts(staged._replace(files=files), settings, Extractor(settings, repository.cache(), policy.logging))
    )
    harmless = _called_harmless(staged, settings) if found else frozenset()
    for impact in found:
        by_form = dict(impact.data).get("expression") == detectors.BY_FORM
        if by_form or impact.fingerprint not in harmless:
            fix = _TAKE_OUT if by_form else _MASK
            message = f"{impact.evidence.because} (“{impact.evidence.quote}”)"
            yield Problem(impact.evidence.location, "secret-staged", message, fix, _QUESTION, evidence=impact.fingerprint)


def _may_print(file: FileChange) -> bool:
    after = file.after
    return after is not None and not file.ignored and speaks(after) and detectors.may_print_secret(after.data)


def _impacts(staged: Staged, settings: Settings, reader: Extractor) -> tuple[Impact, ...]:
    read = read_changes(staged.files, staged.before, staged.after, settings, reader)
    scene = Scene(read.files, read.changes, staged.before, staged.after, settings, before=read.before, after=read.after)
    signals = tuple(
        signal
        for signal in detectors.signals_of("personal_data", scene)
        if signal.id == _IMPACT and signal.get("confidence") == _CERTAIN
    )
    if not signals:
        return ()
    from sdd_impact.analysis.impacts import Seen, impacts  # late: almost no commit prints a secret

    seen = Seen(changes=(), searches=(), signals=signals, unread=(), searches_exist=False)
    return tuple(each for each in impacts(seen, documents.catalogue(), settings) if each.id == _IMPACT)


def _called_harmless(staged: Staged, settings: Settings) -> frozenset[str]:
    """The evidence that a well-formed answer of a staged record calls harmless."""
    folder = f"{settings.records.strip('/')}/"
    sources = (staged.after.read(path) for path in staged.after.paths() if _is_record(path, folder))
    checklists = (documents.read_checklist(source, documents.catalogue()) for source in sources if source)
    return frozenset(evidence for checklist in checklists for evidence in _harmless(checklist))


def _is_record(path: str, folder: str) -> bool:
    return path.startswith(folder) and "/" not in path.removeprefix(folder) and path.endswith((".yaml", ".yml"))


def _harmless(checklist: Checklist) -> Iterable[str]:
    wrong = {each.evidence for each in documents.validate(checklist, documents.catalogue()) if each.severity == "block"}
    answer = checklist.get(_QUESTION)
    rows = answer.rows if answer else ()
    return (row.evidence for row in rows if row.get("decision") == "harmless" and row.evidence not in wrong)
