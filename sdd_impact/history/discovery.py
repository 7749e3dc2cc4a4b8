"""Find the repository that a directory is in, and prepare git to be run there."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from sdd_impact.errors import SddImpactError, Undetermined, UsageError
from sdd_impact.history.environment import hook_variables, named_repository, scrubbed
from sdd_impact.history.git import Git
from sdd_impact.history.gitdir import pointed_at
from sdd_impact.tuples import NamedTuple

#: One process answers them all. The last ones fail where there is no work tree, no branch, no upstream; what came before is printed.
QUESTIONS = (
    "rev-parse", "--is-bare-repository", "--show-object-format", "--absolute-git-dir", "--git-common-dir", "--show-toplevel",
    "--symbolic-full-name", "HEAD", "@{upstream}",
)  # fmt: skip


class Place(NamedTuple):
    """Where a repository is. ``root`` is the work tree's top, the git directory itself in a bare repository.

    ``head_ref`` is the full name of the branch that is checked out, "" where ``HEAD`` is detached; ``upstream`` that of its
    upstream, "" where it has none. ``committing``: we run in a hook of a commit that is being made.
    """

    root: str
    git_dir: str
    common_dir: str
    bare: bool
    algorithm: str
    head_ref: str
    upstream: str
    committing: bool = False


def discover(directory: str, environ: Mapping[str, str]) -> tuple[Place, Git]:
    """Return the repository that a directory is in, and git to be run at its root.

    Raises :class:`~sdd_impact.errors.UsageError` where there is none, :class:`~sdd_impact.errors.Undetermined` where git is missing
    or refuses.
    """
    git = Git(directory, scrubbed(environ))
    # First as if no variable named a repository, so that -C holds; then with them.
    done = git.finished(*QUESTIONS)
    if not done.out and "not a git repository" in done.complaint and environ.get("GIT_DIR"):
        git.environ |= named_repository(environ)
        done = git.finished(*QUESTIONS)
    if not done.out:
        raise _refused(directory, done.complaint)
    place = _place(directory, done.out, done.complaint)
    hook = hook_variables(environ, place.root, place.git_dir, place.common_dir)
    git.directory = place.root
    git.environ |= hook
    return place._replace(committing="GIT_INDEX_FILE" in hook), git


def _place(directory: str, out: bytes, complaint: str) -> Place:
    answers = [os.fsdecode(line) for line in out.split(b"\n")[:-1]]
    bare = answers[0] == "true"
    if len(answers) < 4 + (not bare):
        raise UsageError(f"{directory}: {complaint}", fix="go to the working tree, or use -C DIR")
    start = Path(directory).absolute()
    git_dir, common_dir = (os.path.normpath(start / path) for path in answers[2:4])
    root, *refs = (git_dir, *answers[4:]) if bare else answers[4:]
    if not all(Path(path).is_dir() for path in (git_dir, common_dir, root)):
        raise Undetermined(
            "the path of this repository cannot be understood; does it hold a line break?",
            fix="clone it into a folder of another name",
        )
    head_ref, upstream, *_ = (*(ref if ref.startswith("refs/") else "" for ref in refs), "", "")
    # A branch without a commit is no revision yet, its name is only in the file; a detached HEAD has an id there.
    return Place(root, git_dir, common_dir, bare, answers[1], head_ref or pointed_at(git_dir, "HEAD"), upstream)


def _refused(directory: str, complaint: str) -> SddImpactError:
    """Return the error for a directory in which git does not work."""
    if "not a git repository: " in complaint:  # a linked work tree, or a submodule, whose repository has gone
        return UsageError(f"{directory}: {complaint}", fix="git worktree repair, run in the repository itself")
    if "not a git repository" in complaint:
        return UsageError(f"{directory} is in no git repository", fix="git init, or use -C DIR")
    if "dubious ownership" in complaint:
        import shlex

        trust = f"git config --global --add safe.directory {shlex.quote(str(Path(directory).absolute()))}"
        return Undetermined(f"git does not trust this repository: {complaint}", fix=trust)
    return Undetermined(f"git failed: {complaint or 'it printed nothing'}", fix="git status")
