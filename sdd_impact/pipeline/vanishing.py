"""Saved searches that no log statement is known to feed, and whose words a branch takes out of the code.

A message may come into a line by a way that nobody follows: a value, a helper whose name says nothing, an exception that the framework prints. Where the branch removes
the only line of code that has the words of such a search, nobody can say that it still finds anything; a pass would be silence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from sdd_impact import languages, late
from sdd_impact.model import (
    AllOf,
    AnyOf,
    Event,
    FieldIs,
    Not,
    Phrase,
    Query,
    Regex,
    SavedSearch,
    SearchVerdict,
    Settings,
    Statement,
    Tree,
)
from sdd_impact.pipeline.routing import reaches
from sdd_impact.pipeline.statements import Read
from sdd_impact.syntax.testcode import is_test
from sdd_impact.tuples import NamedTuple

if TYPE_CHECKING:
    from sdd_impact.matching import Written

#: Scripts and languages that are not read, but print lines all the same.
UNREAD_CODE = (
    ".sh", ".bash", ".zsh", ".ksh", ".ps1", ".psm1", ".bat", ".cmd", ".pl", ".pm", ".lua", ".sql", ".groovy", ".swift", ".m", ".mm", ".dart",
    ".ex", ".exs", ".erl", ".clj", ".fs", ".vb", ".r", ".jl", ".zig", ".hs", ".ml", ".nim", ".cr", ".tcl", ".awk", ".pas", ".cob", ".f90", ".asp",
    ".aspx", ".cshtml", ".razor", ".jsp", ".erb", ".ejs", ".twig", ".tmpl", ".j2", ".properties", ".resx",
)  # fmt: skip
_BECAUSE = (
    "its words stood in {place}, which this branch changes, and stand nowhere in the code any more; "
    "no log statement is known to print them, and whether a value brought them into a line is not known"
)
#: Of a word so many letters are looked up first; more text than this is taken to have them.
_GRAM, _MOST_LETTERS = 4, 2_000_000
_WORD = late.regex(rf"[^\W_]{{{_GRAM},}}")
_ESCAPE = late.regex(r"\\.")


class Around(NamedTuple):
    """What is asked about a search whose words are gone: ``words`` of which one stands wherever it is fed, the unchanged statements that may feed it, and what they print."""

    words: Callable[[SavedSearch], tuple[str, ...]]
    feeding: Callable[[SavedSearch], Iterable[Statement]]
    event: Callable[[Statement], Event]


def is_code(path: str) -> bool:
    """Whether what stands in a file may come into a log line: code, a script, a template, and no test."""
    return bool(languages.for_path(path) or path.lower().endswith(UNREAD_CODE)) and not is_test(path)


class Removed:
    """The lines that a branch takes out of the code. What is only moved, or indented, remains."""

    def __init__(self, read: Read) -> None:
        self._statements = (*read.before, *read.after)
        self._files = tuple(_removed(read))

    def having(self, searches: Iterable[SavedSearch]) -> tuple[SavedSearch, ...]:
        """Return the searches of which some word stands in these lines; the others have nothing to do with them."""
        whole = "\n".join(text for _, text in self._files).casefold()
        if not whole:
            return ()
        if len(whole) > _MOST_LETTERS:
            return tuple(searches)
        grams = {whole[at : at + _GRAM] for at in range(len(whole) - _GRAM + 1)}
        return tuple(search for search in searches if any(word[:_GRAM] in grams and word in whole for word in _said(search.query)))

    def vanished(self, searches: Sequence[SavedSearch], head: Tree, settings: Settings, around: Around) -> Iterator[SearchVerdict]:
        """Yield ``unknown`` for each of these searches, which no changed statement touches, that lost the only line with its words."""
        from sdd_impact import matching  # late: most branches take nothing away that is searched

        for search, place in matching.standing_in(searches, self._written(), self._statements):
            if not reaches(search, place.rpartition(":")[0]) or _stands(search, head, settings, around):
                continue
            near = (each for each in around.feeding(search) if reaches(search, each.location.file))
            if not any(matching.hold(search.query, around.event(each), details=False).bound for each in near):
                yield SearchVerdict(search, "unknown", _BECAUSE.format(place=place))

    def _written(self) -> Iterator[Written]:
        from sdd_impact import matching  # late, as above

        logging: dict[str, set[int]] = {}
        for each in self._statements:
            if each.what == "log":
                first = each.location.line
                logging.setdefault(each.location.file, set()).update(range(first, max(first, each.location.end_line) + 1))
        for path, text in self._files:
            yield matching.Written(path, text, frozenset(logging.get(path, ())))


def _stands(search: SavedSearch, head: Tree, settings: Settings, around: Around) -> bool:
    """Whether the words stand in any code of the head."""
    from sdd_impact import matching  # late, as above
    from sdd_impact.pipeline.elsewhere import written

    words = around.words(search)
    paths = head.containing(words) if words else head.paths()
    return any(True for _ in matching.standing_in((search,), written(head, paths, settings, {}), ()))


def _removed(read: Read) -> Iterator[tuple[str, str]]:
    code = tuple(file.before for file in read.files if file.before and file.before != file.after and is_code(file.before.path))
    if not code:
        return
    remaining = {line.strip() for file in read.files if file.after for line in _text(file.after.data).split("\n")}
    for before in code:
        lines = ["" if line.strip() in remaining else line for line in _text(before.data).split("\n")]
        if any(lines):
            yield before.path, "\n".join(lines)


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def _said(query: Query) -> Iterator[str]:
    """The words of a search, without case."""
    if isinstance(query, AllOf | AnyOf):
        for part in query.parts:
            yield from _said(part)
    elif isinstance(query, Not):
        yield from _said(query.part)
    elif isinstance(query, Phrase | FieldIs | Regex):
        text = (
            query.text
            if isinstance(query, Phrase)
            else query.value
            if isinstance(query, FieldIs)
            else _ESCAPE.sub(" ", query.pattern)
        )
        yield from _WORD.findall(text.casefold())
