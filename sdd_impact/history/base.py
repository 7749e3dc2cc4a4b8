"""Which commit a branch is compared with: who names the base, and where the branch left it."""

from __future__ import annotations

from collections.abc import Sequence

from sdd_impact.errors import Exempt, Undetermined, UsageError
from sdd_impact.history.commits import History, Node
from sdd_impact.history.events import Event
from sdd_impact.history.fetching import NAME_A_BASE, HistoryMissing, as_typed, default_commands, fetch_command
from sdd_impact.history.names import SHORT, Defaults, Found, find, is_branch_name, tracking
from sdd_impact.model import LookedAt, Unread
from sdd_impact.tuples import NamedTuple


class Head(NamedTuple):
    """The branch's side. ``ref`` is the full name of the branch that is checked out, "" for none.

    ``given``: a caller named the revision, it is not simply what is checked out. ``merging`` are commits that a merge in progress
    brings: they count as parents of what will be committed. ``pushed``: a hook guards the push of this commit.
    """

    node: Node
    name: str
    ref: str
    looked_at: LookedAt
    given: bool = False
    merging: tuple[str, ...] = ()
    pushed: bool = False

    @property
    def checked_out_commit(self) -> bool:
        """Whether this is the commit that a CI job has checked out."""
        return self.looked_at == "commit" and not self.given and not self.pushed


class Named(NamedTuple):
    """A base as somebody names it. ``explicit``: by option or variable, where a wrong name is wrong usage; ``option``: for this run."""

    name: str
    by: str
    explicit: bool = False
    option: bool = False


class Base(NamedTuple):
    """The base's tip, the commit to compare with, and what is to be said about the choice."""

    name: str
    commit: str
    merge_base: str
    notes: tuple[Unread, ...] = ()


class Circumstances(NamedTuple):
    """What else a base depends on.

    ``upstream`` is the full name of the checked-out branch's upstream, or "". ``may_fetch``: what is missing will be fetched, so an
    unknown name is no wrong usage yet. ``remote``: there is a remote to fetch from. ``all_branches``: a plain fetch brings every branch. ``ci``: a CI system runs us. ``before`` is
    the commit that a branch had before the push that is looked at, "" where it is new or nobody says it; ``built`` that of the branch's
    last successful build, where the CI system says that instead.
    """

    upstream: str = ""
    may_fetch: bool = False
    remote: bool = True
    all_branches: bool = True
    ci: bool = False
    before: str = ""
    built: str = ""


class Resolver:
    """Finds the base of one comparison."""

    def __init__(self, history: History, defaults: Defaults, event: Event, around: Circumstances) -> None:
        self._history = history
        self._defaults = defaults
        self._event = event
        self._around = around

    def resolve(self, named: Named | None, configured: str, head: Head) -> Base:
        """Return the base. Raises :class:`~sdd_impact.history.fetching.HistoryMissing`, another ``Undetermined``, or ``UsageError``."""
        merged = self._ci_merge(named, head)
        if merged:
            return merged
        notes: list[Unread] = []
        found = self._named(named) if named else self._unnamed(configured, head, notes)
        found = self._not_itself(found, head)
        bases = self._history.merge_bases(found.node.id, [head.node.id, *head.merging])
        if not bases.ids:
            raise self._missing(f"{found.name} and {head.name} have no commit in common", found.ref)
        if bases.ids[0] == head.node.id:
            self._refuse_the_base_itself(found, head)
            before = self._before_the_push(named, found, head)
            if before:
                return before
        notes += _doubts(found, bases.ids, cut=bases.cut)
        return Base(found.name, found.node.id, bases.ids[0], tuple(notes))

    def _ci_merge(self, named: Named | None, head: Head) -> Base | None:
        """Recognise the merge that the CI system has made for its test: its first parent is the base, and no more history is needed."""
        event, parents = self._event, head.node.parents
        if not event.base or not head.checked_out_commit or len(parents) != 2 or (named and named.name != event.base):
            return None
        if head.node.id != event.merge and parents[1] != event.commit:
            return None
        return Base(event.base, parents[0], parents[0])

    def _named(self, named: Named) -> Found:
        found = find(self._history, named.name)
        if found:
            return found
        message = f"unknown revision {named.name!r} ({named.by})"
        if named.explicit and not self._history.shallow and not self._around.may_fetch:
            fetchable = is_branch_name(named.name) and self._around.remote
            command = fetch_command(named.name, self._history.remote, shallow=False) if fetchable else ("branch", "--all")
            raise UsageError(message, fix=as_typed(command))
        raise self._missing(message, named.name)

    def _unnamed(self, configured: str, head: Head, notes: list[Unread]) -> Found:
        """Return what the configuration names, unless that would leave nothing to compare, else the default branch."""
        default = self._defaults.find()
        if not configured:
            if default:
                return default
            raise self._no_base()
        found = self._named(Named(configured, "configuration"))
        itself = found.ref in (head.ref, head.ref.replace("refs/heads/", tracking(self._history.remote), 1)) if head.ref else False
        if default is None or not (itself or self._history.is_ancestor(head.node.id, found.node.id)):
            return found
        if default.node.id != found.node.id:
            reason = f"`base: {configured}` contains this branch; compared with {default.name} instead"
            notes.append(Unread("sdd-impact.yaml", reason))
        return default

    def _not_itself(self, found: Found, head: Head) -> Found:
        """Replace the branch itself as base: by its upstream, or, for work that is not committed, by its own commit."""
        if not head.ref or found.ref != head.ref:
            return found
        name = self._around.upstream
        upstream = self._history.find(name) if name not in ("", head.ref) else None
        if upstream:
            return Found(upstream, name, name.removeprefix("refs/remotes/").removeprefix("refs/heads/"))
        self._refuse_the_base_itself(found, head)
        if head.pushed:
            return self._what_the_remote_has(found)
        if head.looked_at == "commit" and not (self._around.ci and head.checked_out_commit):
            raise Undetermined(f"{found.name} is the base itself; there is nothing to compare it with", fix=NAME_A_BASE)
        return found

    def _what_the_remote_has(self, found: Found) -> Found:
        """The base itself is pushed, and no branch of ours says what the remote has: the hook does."""
        before = self._history.find(self._around.before) if self._around.before else None
        if before:
            return Found(before, "", f"{found.name} before this push")
        if self._around.before:
            raise self._missing(
                f"{self._around.before[:SHORT]}, which the remote has as {found.name}, is not known here", found.name
            )
        raise Exempt(f"{found.name} is pushed for the first time; there is nothing to compare it with")

    def _before_the_push(self, named: Named | None, found: Found, head: Head) -> Base | None:
        """A CI job has checked out what is part of the base: it runs for a push to the base, so what was pushed is looked at.

        A job for another branch looks at that branch, which has no commit of its own yet.
        """
        if not self._around.ci or not head.checked_out_commit or self._event.base or (named and named.option):
            return None
        if self._is_for_another_branch(found):
            return None
        around = self._around
        notes: tuple[Unread, ...] = ()
        said, what = (around.before, "before this push") if around.before else (around.built, "at its last successful build")
        before = self._history.find(said) if said else None
        if before:
            common = self._history.merge_bases(before.id, [head.node.id])
            if common.ids and common.ids[0] != head.node.id:
                return Base(f"{found.name} {what}", before.id, common.ids[0])
        elif said and (said == around.before or self._history.shallow):
            # Not shallow and not there: the push was forced, and has left that commit behind.
            raise self._missing(f"what the push of {head.node.id[:SHORT]} has brought cannot be told", found.name)
        elif said:
            # A failure would last for ever: without a success the system goes on to name that commit.
            notes = (Unread(found.name, f"{said[:SHORT]}, {what}, is not in this clone; only the last commit is looked at"),)
        if head.node.cut:
            raise self._missing(f"what the push of {head.node.id[:SHORT]} has brought cannot be told", found.name)
        if not head.node.parents:
            raise Undetermined(f"{head.node.id[:SHORT]} is the first commit; there is nothing to compare it with", fix=NAME_A_BASE)
        parent = head.node.parents[0]
        return Base(f"first parent of {head.node.id[:SHORT]}", parent, parent, notes)

    def _is_for_another_branch(self, found: Found) -> bool:
        """Whether the job runs for a branch that is not the base."""
        branch, there = self._event.branch, tracking(self._history.remote)
        if not branch or found.ref.endswith("/HEAD"):  # what the remote's HEAD is called is not known: its commit must do
            own = self._history.find(f"{there}{branch}") if branch else None
            return own is not None and own.id != found.node.id
        return branch != found.name.removeprefix(f"{self._history.remote}/")

    def _refuse_the_base_itself(self, found: Found, head: Head) -> None:
        """A job for a merge request that has checked out what is part of the base already would pass without a look."""
        if self._event.base and head.checked_out_commit and self._event.commit != head.node.id:
            raise Undetermined(
                f"{head.node.id[:7]} is part of {found.name} already: this job has not checked out the branch that it runs for",
                fix=f"check out {self._event.commit or 'the head of the merge request'} before running sdd-impact",
            )

    def _no_base(self) -> Undetermined:
        """Nothing names a base that is here: its name may be known all the same, or be asked of the remote."""
        name, remote = self._defaults.name(), self._history.remote
        if name:
            return self._missing(f"no base found: the default branch {name} is not in this clone", name)
        there = f"no {remote}/HEAD" if self._around.remote else "no remote"
        message = self._with_depth(f"no base found: there is {there}, and no branch main or master")
        if not self._around.remote:
            return Undetermined(message, fix=NAME_A_BASE)
        shallow, all_branches = self._history.shallow, self._around.all_branches
        return HistoryMissing(message, *default_commands(remote, shallow=shallow, all_branches=all_branches))

    def _missing(self, message: str, base: str) -> Undetermined:
        """Return the error for a base, by its name or "", whose history is not here: with the command that brings it, if one can."""
        shallow = self._history.shallow
        here = not base or self._history.find(base) is not None
        if not self._around.remote or (here and not shallow):
            return Undetermined(self._with_depth(message), fix=NAME_A_BASE)
        return HistoryMissing(self._with_depth(message), fetch_command(base, self._history.remote, shallow=shallow))

    def _with_depth(self, message: str) -> str:
        return message + ("; this clone is shallow: part of the history is missing" if self._history.shallow else "")


def _doubts(found: Found, bases: Sequence[str], *, cut: bool) -> list[Unread]:
    notes = []
    if len(bases) > 1:
        others = ", ".join(each[:7] for each in bases)
        notes.append(Unread(found.name, f"{len(bases)} merge-bases ({others}); compared with the newest, {bases[0][:7]}"))
    if cut:
        notes.append(Unread(found.name, "this clone is shallow; a nearer merge-base may be hidden (git fetch --unshallow)"))
    return notes
