"""The code in which the words of a search may stand although no log statement prints them (:mod:`sdd_impact.matching.standing`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sdd_impact import languages, matching
from sdd_impact.analysis.paths import Patterns
from sdd_impact.history import ignored_reason
from sdd_impact.model import SearchState, Settings, Statement, Tree
from sdd_impact.pipeline.checkouts import Code
from sdd_impact.syntax.testcode import is_test

#: Scripts and languages that are not read, but print lines all the same.
_UNREAD_CODE = (
    ".sh", ".bash", ".zsh", ".ksh", ".ps1", ".psm1", ".bat", ".cmd", ".pl", ".pm", ".lua", ".sql", ".groovy", ".swift", ".m", ".mm", ".dart",
    ".ex", ".exs", ".erl", ".clj", ".fs", ".vb", ".r", ".jl", ".zig", ".hs", ".ml", ".nim", ".cr", ".tcl", ".awk", ".pas", ".cob", ".f90", ".asp",
    ".aspx", ".cshtml", ".razor", ".jsp", ".erb", ".ejs", ".twig", ".tmpl", ".j2", ".properties", ".resx",
)  # fmt: skip


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
    yield from _below(tree, tree.paths(), Patterns(settings.exclude), logging)
    for part in code.parts:
        inside = f"{part.checkout.inside}/" if part.checkout.inside else ""
        within = [path for path in part.checkout.tree.paths() if path.startswith(inside)]
        for each in _below(part.checkout.tree, within, Patterns(part.settings.exclude), {}):
            shown = part.shown(each.path)
            yield each._replace(path=shown, logging=frozenset(logging.get(shown, ())))


def _below(tree: Tree, paths: Iterable[str], excluded: Patterns, logging: dict[str, set[int]]) -> Iterator[matching.Written]:
    for path in paths:
        if not (languages.for_path(path) or path.lower().endswith(_UNREAD_CODE)) or is_test(path) or excluded.match(path):
            continue
        source = tree.read(path)
        if source is not None and not ignored_reason(source):
            yield matching.Written(path, source.data.decode("utf-8", "replace"), frozenset(logging.get(path, ())))
