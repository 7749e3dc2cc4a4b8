"""The code in which the words of a search may stand although no log statement prints them (:mod:`sdd_impact.matching.standing`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sdd_impact import matching
from sdd_impact.analysis.paths import Patterns
from sdd_impact.history import ignored_reason
from sdd_impact.model import SearchState, Settings, Statement, Tree
from sdd_impact.pipeline.checkouts import Code
from sdd_impact.pipeline.vanishing import is_code


def told(
    states: tuple[SearchState, ...], tree: Tree, settings: Settings, code: Code, feeding: Sequence[Statement]
) -> tuple[SearchState, ...]:
    """Return the states without those ``unbound`` that may be fed all the same: the words of the search stand elsewhere in the code."""
    logging: dict[str, set[int]] = {}
    for each in feeding:
        here = each.location
        logging.setdefault(here.file, set()).update(range(here.line, max(here.line, here.end_line) + 1))
    return matching.elsewhere(states, _files(tree, settings, code, logging), feeding)


def _files(tree: Tree, settings: Settings, code: Code, logging: dict[str, set[int]]) -> Iterator[matching.Written]:
    yield from written(tree, tree.paths(), settings, logging)
    for part in code.parts:
        inside = f"{part.checkout.inside}/" if part.checkout.inside else ""
        within = [path for path in part.checkout.tree.paths() if path.startswith(inside)]
        for each in written(part.checkout.tree, within, part.settings, {}):
            shown = part.shown(each.path)
            yield each._replace(path=shown, logging=frozenset(logging.get(shown, ())))


def written(tree: Tree, paths: Iterable[str], settings: Settings, logging: dict[str, set[int]]) -> Iterator[matching.Written]:
    """Yield the code among these paths. ``logging`` has the numbers of the lines of each file that are log statements."""
    excluded = Patterns(settings.exclude)
    for path in paths:
        if not is_code(path) or excluded.match(path):
            continue
        source = tree.read(path)
        if source is not None and not ignored_reason(source):
            yield matching.Written(path, source.data.decode("utf-8", "replace"), frozenset(logging.get(path, ())))
