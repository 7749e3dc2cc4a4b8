"""The whole way from a branch to its evidence, in the order of ``docs/architecture.md``."""

from __future__ import annotations

from collections.abc import Iterable

from sdd_impact import detectors
from sdd_impact.analysis.impacts import Seen, impacts
from sdd_impact.analysis.owning import owner_lookup
from sdd_impact.model import Findings, Impact, Scene, Settings, Signal, Tree
from sdd_impact.pipeline.observing import observe
from sdd_impact.pipeline.statements import read_changes
from sdd_impact.pipeline.visit import Visit
from sdd_impact.shelf import catalogue_version, question_ids

#: Where CODEOWNERS may stand, in the order in which the forges look.
CODEOWNERS = ("CODEOWNERS", ".github/CODEOWNERS", ".gitlab/CODEOWNERS", "docs/CODEOWNERS")


def investigate(here: Visit, *, all_searches: bool = False) -> Findings:
    """Return everything that the branch changes and Support would notice."""
    comparison, settings, say = here.comparison, here.settings, here.options.progress
    say(f"reading {len(comparison.files)} changed files")
    read = read_changes(comparison.files, comparison.base_tree, comparison.head_tree, settings)

    say("looking for what else changed")
    scene = Scene(read.files, read.changes, comparison.base_tree, comparison.head_tree, settings)
    signals = new_signals(detectors.detect_all(scene), comparison.base_tree)

    say("holding the saved searches against the changed log lines")
    observed = observe(here, read, everything=all_searches)

    unread = (*comparison.not_checked, *read.unread, *observed.unread)
    seen = Seen(
        changes=read.changes,
        searches=observed.verdicts,
        signals=signals,
        unread=unread,
        searches_exist=observed.known > 0,
        owned=owner_lookup(settings.owners, _codeowners(comparison.base_tree)),
    )
    return Findings(
        comparison=comparison,
        settings=settings,
        catalogue=catalogue_version(),
        changes=tuple(change for change in read.changes if not change.event_only),
        searches=observed.verdicts,
        signals=signals,
        impacts=_impacts(seen, settings),
        not_checked=unread,
        announced=here.announced,
        counts=(
            ("files", len(read.files)),
            ("searches", observed.known),
            ("questions", len(question_ids())),
        ),
    )


def _impacts(seen: Seen, settings: Settings) -> tuple[Impact, ...]:
    """Return the impacts. Where nothing was seen there are none, and the questions need not be read."""
    noticed = seen.changes or seen.searches or seen.signals or any(each.suspicious for each in seen.unread)
    if not (noticed or settings.always_confirm):
        return ()
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


def _codeowners(base: Tree) -> str | None:
    """Return the text of CODEOWNERS at the base, or None where there is none."""
    sources = (base.read(path) for path in CODEOWNERS)
    return next((source.data.decode("utf-8", "replace") for source in sources if source), None)
