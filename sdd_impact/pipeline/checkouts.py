"""The code that lies beside a repository of saved searches: its checkouts, their log statements, and how their lines look.

A statement of a checkout stands at the path of the checkout, as it was given, and the file in it: ``../shop/auth/reset.py``.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from sdd_impact import config
from sdd_impact.errors import ConfigError, SddImpactError, Undetermined, UsageError
from sdd_impact.history import Cache, Checkout, Repository
from sdd_impact.model import CodeRead, Event, SavedSearch, Settings, Statement, Tree, Unread
from sdd_impact.tuples import NamedTuple

if TYPE_CHECKING:
    from sdd_impact.pipeline.visit import Options

EventOf = Callable[[Statement], Event]


class Asked(NamedTuple):
    """A checkout that is asked for: the folder where it is looked for, the path as it was given, and who asks (an option, or the configuration).

    ``dropped``: only the base names it.
    """

    folder: str
    given: str
    revision: str
    by: str
    dropped: bool = False


class Part(NamedTuple):
    """One checkout that is open: its files, its own settings, and what stands before the paths of its files ("../shop/")."""

    read: CodeRead
    checkout: Checkout
    settings: Settings
    prefix: str

    def shown(self, path: str) -> str:
        """Return the path of a file of the tree as it is shown."""
        inside = self.checkout.inside
        return self.prefix + (path.removeprefix(f"{inside}/") if inside else path)

    def own(self, path: str) -> str:
        """Return the path in the tree for one that is shown."""
        inside = self.checkout.inside
        return (f"{inside}/" if inside else "") + path.removeprefix(self.prefix)


class Code:
    """The checkouts of one run. Their files are read when their statements are first asked for."""

    def __init__(
        self,
        parts: tuple[Part, ...] = (),
        missing: tuple[str, ...] = (),
        cache: Cache | None = None,
        say: Callable[[str], None] | None = None,
    ) -> None:
        self.parts = parts
        self._missing = missing
        self._cache = cache or Cache(None)
        self._say = say or (lambda _text: None)

    @property
    def read(self) -> tuple[CodeRead, ...]:
        """What is looked at, for reports."""
        return tuple(part.read for part in self.parts)

    @property
    def announced(self) -> tuple[str, ...]:
        """A sentence for each checkout, and for each that only the base names and that is not there."""
        return (*(f"searches are held against the code of {each}" for each in self.read), *self._missing)

    @property
    def content(self) -> tuple[str, ...] | None:
        """Texts that are equal for equal code; None where that is not known of a checkout."""
        known = tuple(f"{part.read.path}\0{part.checkout.content}" for part in self.parts)
        return known if all(part.checkout.content for part in self.parts) else None

    @cached_property
    def _found(self) -> tuple[tuple[Statement, ...], tuple[Unread, ...]]:
        from sdd_impact.pipeline.taking_stock import statements_at  # late: it needs what asks for this
        from sdd_impact.pipeline.translating import worded

        statements: list[Statement] = []
        unread: list[Unread] = []
        for part in self.parts:
            self._say(f"reading {part.read.path}")
            found, left_out = statements_at(part.checkout.tree, part.settings, self._cache, self._say, part.checkout.inside)
            said, untold = worded(tuple(each for each in found if each.what == "log"), part.checkout.tree)
            statements += (placed(each, part.shown(each.location.file)) for each in said)
            unread += (each._replace(path=part.shown(each.path)) for each in (*left_out, *untold))
        return tuple(statements), tuple(unread)

    @property
    def paths(self) -> Iterator[str]:
        """The files of all checkouts, as they are shown."""
        return (part.shown(path) for part in self.parts for path in part.checkout.tree.paths())

    @property
    def statements(self) -> tuple[Statement, ...]:
        """Every statement of every checkout that Support's searches can see."""
        return self._searched

    @cached_property
    def _searched(self) -> tuple[Statement, ...]:
        from sdd_impact.pipeline.observing import searched  # late, as above

        return tuple(each for each in self._found[0] if searched(each, self._part(each.location.file).settings))

    @property
    def unread(self) -> tuple[Unread, ...]:
        """What could not be read of the checkouts; nothing as long as no statement was asked for."""
        return self._found[1] if "_found" in self.__dict__ else ()

    def event(self, ours: EventOf, searches: Iterable[SavedSearch], *, always: bool = False) -> EventOf:
        """Return what a statement prints: by its checkout's own layouts (looked for ``always``, or where a search needs them), or by ``ours``."""
        if not self.parts:
            return ours
        from sdd_impact.pipeline import laying_out  # late, as above

        known = tuple(searches)
        layouts = {
            part.prefix: laying_out.at(part.checkout.tree, part.settings.layouts, known, always=always) for part in self.parts
        }

        def event(statement: Statement) -> Event:
            part = self._holding(statement.location.file)
            if part is None:
                return ours(statement)
            return layouts[part.prefix].event(placed(statement, part.own(statement.location.file)))

        return event

    def _part(self, path: str) -> Part:
        found = self._holding(path)
        if found is None:
            raise LookupError(path)
        return found

    def _holding(self, path: str) -> Part | None:
        holding = [part for part in self.parts if path.startswith(part.prefix)]
        return max(holding, key=lambda part: len(part.prefix), default=None)


def placed(statement: Statement, path: str) -> Statement:
    """Return the statement as if it stood in another file."""
    return statement._replace(location=statement.location._replace(file=path))


@contextmanager
def opened(
    repository: Repository, tree: Tree, settings: Settings, options: Options, claimed: Settings | None = None
) -> Iterator[Code]:
    """Open the checkouts that the settings and the options name; their git processes end with the block.

    ``tree`` are the repository's own files; ``claimed`` the branch's own settings, where the settings are joined with the base's. Raises
    :class:`~sdd_impact.errors.Undetermined` for a checkout that is not there, cannot be read or holds no code.
    """
    asked = tuple(_asked(repository, settings, options, claimed))
    if not asked:
        yield Code()
        return
    with ExitStack() as stack:
        parts: list[Part] = []
        missing: list[str] = []
        for each in asked:
            if each.dropped and not Path(each.folder).is_dir():
                missing.append(f"sources: `{each.given}`, which only the base names, is not there: nothing is held against it")
                continue
            part = _part(each, repository, tree)
            stack.callback(part.checkout.close)
            parts.append(part)
        yield Code(tuple(parts), tuple(missing), repository.cache(wanted=options.cached), options.progress)


def _asked(repository: Repository, settings: Settings, options: Options, claimed: Settings | None) -> Iterator[Asked]:
    """Every checkout once; of one that is named by an option, what the configuration says of it does not count."""
    named = frozenset(place.path for place in (claimed or settings).sources)
    known: set[str] = set()
    wanted = [Asked(os.path.normpath(Path(options.directory, path)), path, "", "--sources") for path in options.sources]
    wanted += (
        Asked(os.path.normpath(Path(repository.root, place.path)), place.path, place.revision, "`sources`", place.path not in named)
        for place in settings.sources
    )
    for each in wanted:
        real = os.path.realpath(each.folder)
        if real not in known:
            known.add(real)
            yield each


def _part(asked: Asked, repository: Repository, tree: Tree) -> Part:
    from sdd_impact.pipeline.visit import in_ci  # late: it asks for this

    try:
        _refuse_own(asked.folder, repository.root, tree)
        checkout = Checkout.open(asked.folder, asked.revision, at_head=in_ci(), ours=repository.root)
        try:
            settings = config.load_from(checkout.tree.read)
            _refuse_empty(checkout)
        except BaseException:
            checkout.close()
            raise
    except SddImpactError as error:
        raise _not_read(asked, error) from error
    read = CodeRead(asked.given, asked.revision, checkout.commit, checkout.dirty)
    return Part(read, checkout, settings, asked.given.rstrip("/") + "/")


def _refuse_own(folder: str, root: str, tree: Tree) -> None:
    own = os.path.relpath(os.path.realpath(folder), os.path.realpath(root)).replace(os.sep, "/")
    if own == "." or (not own.startswith("../") and any(path.startswith(f"{own}/") for path in tree.paths())):
        raise UsageError("it is a part of this repository, whose code is read in any case", fix="take it out")


def _refuse_empty(checkout: Checkout) -> None:
    from sdd_impact import languages

    below = f"{checkout.inside}/" if checkout.inside else ""
    if not any(languages.for_path(path) for path in checkout.tree.paths() if path.startswith(below)):
        raise UsageError("no source code that can be read is in it", fix="check the code out there")


def _not_read(asked: Asked, error: SddImpactError) -> Undetermined:
    """A checkout that is not there is no reason to pass: what the searches are held against is not known."""
    where = f"{asked.by}: {asked.given}: "
    reason = str(error) if isinstance(error, ConfigError) else error.message
    fix = error.fix if error.fix and not isinstance(error, ConfigError) else ""
    if not fix:
        fix = f"git clone the code's repository into {asked.given}" if asked.by == "`sources`" else "name the folder of a checkout"
    if isinstance(error, ConfigError):
        fix = "correct the configuration of that checkout"
    if asked.revision and "revision" in reason:
        fix = f"git -C {asked.given} fetch"
    return Undetermined(where + reason, fix=fix)
