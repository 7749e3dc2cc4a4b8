"""The whole way from a branch to its evidence, in the order of ``docs/architecture.md``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from sdd_impact.model import Export, Findings, Impact, Noticed, Scene, Settings, Signal, Tree
from sdd_impact.pipeline.hiding import without_secrets
from sdd_impact.pipeline.remembering import remembered
from sdd_impact.pipeline.visit import Visit
from sdd_impact.shelf import catalogue_version, question_ids

if TYPE_CHECKING:
    from sdd_impact.analysis.impacts import Seen

#: Where CODEOWNERS may stand, in the order in which the forges look.
CODEOWNERS = ("CODEOWNERS", ".github/CODEOWNERS", ".gitlab/CODEOWNERS", "docs/CODEOWNERS")


def investigate(here: Visit, *, all_searches: bool = False) -> Findings:
    """Return everything that the branch changes and Support would notice; from the cache, where nothing differs from the run before."""
    asked = "all searches" if all_searches else ""
    # Masked before it is kept: a secret of the branch goes into no report, no checklist and no cache of evidence.
    found = remembered(here, asked, Noticed, lambda: without_secrets(_notice(here, all_searches=all_searches)))
    aged = _aged(here, found.exports) if found.exports else ()
    return Findings(
        comparison=here.comparison,
        settings=here.settings,
        catalogue=catalogue_version(),
        changes=found.changes,
        searches=found.searches,
        signals=found.signals,
        impacts=found.impacts,
        not_checked=found.not_checked,
        announced=(*here.announced, *found.announced, *_old(here, aged)),
        counts=(("files", found.files), ("searches", found.known), ("questions", len(question_ids()))),
        code=here.code.read,
        exports=aged,
    )


def _notice(here: Visit, *, all_searches: bool) -> Noticed:
    """Read the branch. What that needs is imported now: a run that finds everything in the cache does without."""
    from sdd_impact import detectors
    from sdd_impact.analysis.impacts import Seen
    from sdd_impact.analysis.owning import owner_lookup
    from sdd_impact.pipeline.extracting import Extractor
    from sdd_impact.pipeline.observing import observe
    from sdd_impact.pipeline.statements import read_changes
    from sdd_impact.pipeline.untranslated import untranslated

    comparison, settings, say = here.comparison, here.settings, here.options.progress
    reader = Extractor(settings, here.cache, here.policy.logging)
    say(f"reading {len(comparison.files)} changed files")
    read = read_changes(comparison.files, comparison.base_tree, comparison.head_tree, settings, reader)

    say("looking for what else changed")
    scene = Scene(
        read.files, read.changes, comparison.base_tree, comparison.head_tree, settings, before=read.before, after=read.after
    )
    signals = new_signals(detectors.detect_all(scene), comparison.base_tree)
    signals += tuple(untranslated(read.changes, comparison.base_tree, comparison.head_tree))

    say("holding the saved searches against the changed log lines")
    observed = observe(here, read, reader, everything=all_searches)

    unread = (*comparison.not_checked, *read.unread, *observed.unread)
    seen = Seen(
        changes=read.changes,
        searches=observed.verdicts,
        signals=signals,
        unread=unread,
        searches_exist=observed.known > 0,
        owned=owner_lookup(settings.owners, codeowners(comparison.base_tree)),
    )
    changes = tuple(change for change in read.changes if not change.event_only)
    return Noticed(
        changes,
        observed.verdicts,
        signals,
        _impacts(seen, settings),
        unread,
        len(read.files),
        observed.known,
        observed.exports,
        observed.announced,
    )


def _aged(here: Visit, exports: tuple[Export, ...]) -> tuple[Export, ...]:
    from sdd_impact.pipeline.exports import dated  # late: few repositories keep exports

    outside = frozenset(each.source.path for each in here.options.searches)
    looked_at = here.comparison.head.commit if here.comparison.looked_at == "commit" else ""
    return dated(exports, here.repository, looked_at, outside)


def _old(here: Visit, exports: tuple[Export, ...]) -> tuple[str, ...]:
    if not exports:
        return ()
    from sdd_impact.pipeline.exports import warnings  # late, as above

    return tuple(warnings(exports, here.settings.exports_max_age))


def _impacts(seen: Seen, settings: Settings) -> tuple[Impact, ...]:
    """Return the impacts. Where nothing was seen there are none, and the questions need not be read."""
    noticed = seen.changes or seen.searches or seen.signals or any(each.suspicious for each in seen.unread)
    if not (noticed or settings.always_confirm):
        return ()
    from sdd_impact.analysis.impacts import impacts
    from sdd_impact.documents import catalogue

    return impacts(seen, catalogue(), settings)


def new_signals(signals: Iterable[Signal], base: Tree) -> tuple[Signal, ...]:
    """Drop the signals whose name the base already has somewhere: moved code is no news."""
    found = tuple(signals)
    words = sorted({word for signal in found for word in signal.novel})
    if not words:
        return found
    there: set[str] = set()
    for path in base.containing(words):
        source = base.read(path)
        data = source.data if source else b""
        there.update(word for word in words if word.encode("utf-8", "surrogateescape") in data)
    return tuple(signal for signal in found if not there & set(signal.novel))


def codeowners(base: Tree) -> str | None:
    """Return the text of CODEOWNERS at the base, or None where there is none."""
    sources = (base.read(path) for path in CODEOWNERS)
    return next((source.data.decode("utf-8", "replace") for source in sources if source), None)
