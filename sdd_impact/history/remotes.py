"""The remotes of a repository: which there are, which of them is meant, and what a fetch from it brings.

Most repositories have one remote or none, in one plain file: that is read here, which costs no process. Where there may be more
(included files, a work tree's own file, settings of the environment, several remotes), ``git config`` is asked, which runs no program. See "CONFIGURATION FILE" in git-config(1).
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping

from sdd_impact import late
from sdd_impact.history.git import Git
from sdd_impact.history.gitdir import LARGEST, git_file
from sdd_impact.tuples import NamedTuple

USUAL = "origin"
#: The head of a remote's section, as git itself writes it, and what may stand below it.
_SECTION = late.regex(r'^[ \t]*\[remote "([^"\\\n]+)"\][ \t]*$', re.MULTILINE)
#: What makes a plain file's text less than the whole truth. Names of sections and keys have no case.
_MORE = late.regex(r"^[ \t]*\[include|worktreeconfig", re.MULTILINE | re.IGNORECASE)
#: A remote in any form that git reads, so that an unusual one is not overlooked.
_ANY = late.regex(r"\[[ \t]*remote\b", re.IGNORECASE)
#: Variables that bring settings of their own.
_BY_ENVIRONMENT = ("GIT_CONFIG_COUNT", "GIT_CONFIG_PARAMETERS")
#: The settings that are looked at, in the spelling in which git prints their names.
_ASKED = r"^(remote\..*\.(url|fetch|promisor)|checkout\.defaultremote|extensions\.partialclone)$"

#: A key without a value is true, too.
_TRUE = frozenset({"true", "yes", "on", "1", ""})
_Settings = Mapping[str, list[str]]


class Remotes(NamedTuple):
    """The ``names`` of all remotes that have an address, in the order of the settings.

    ``main`` is the one among whose branches names are looked for, also where there is none: ``origin`` then. ``partial``: git fetches
    objects when they are first read. ``all_branches``: a plain fetch brings every branch of the main remote, which a clone of a
    single branch does not.
    """

    names: tuple[str, ...] = ()
    main: str = USUAL
    partial: bool = False
    all_branches: bool = False


def read_remotes(git: Git, common_dir: str, upstream: str) -> Remotes:
    """Return the remotes. ``upstream`` is the full name of the checked-out branch's upstream, or ""."""
    text = git_file(common_dir, "config")
    settings = _plain(text, git.environ)
    settings = _asked(git) if settings is None else settings
    names = tuple(key[7:-4] for key in settings if key.startswith("remote.") and key.endswith(".url"))
    main = _main(names, settings, upstream)
    promised = any(key.endswith(".promisor") and values[-1].lower() in _TRUE for key, values in settings.items())
    return Remotes(
        names,
        main,
        partial=promised or "extensions.partialclone" in settings,
        all_branches=any(_takes_all(each, main) for each in settings.get(f"remote.{main}.fetch", ())),
    )


def _main(names: tuple[str, ...], settings: _Settings, upstream: str) -> str:
    """Return the remote that the user prefers, else ``origin``, else that of the upstream, else the first."""
    preferred = settings.get("checkout.defaultremote", [""])[-1]
    theirs = [name for name in names if upstream.startswith(f"refs/remotes/{name}/")]
    wanted = [preferred, USUAL, *theirs, *names]
    return next((name for name in wanted if name in names), USUAL)


def _takes_all(refspec: str, remote: str) -> bool:
    return refspec.removeprefix("+") == f"refs/heads/*:refs/remotes/{remote}/*"


def _plain(text: str, environ: Mapping[str, str]) -> _Settings | None:
    """Return what a plain file with one remote or none says, or None where there may be more to it than the file says."""
    found = list(_SECTION.finditer(text))
    plain = len(found) == len(_ANY.findall(text)) <= 1 and len(text) < LARGEST
    if not plain or _MORE.search(text) or any(environ.get(name) for name in _BY_ENVIRONMENT):
        return None
    if not found:
        return {}
    name, settings = found[0][1], dict[str, list[str]]()
    for line in text[found[0].end() :].splitlines():
        if line.lstrip().startswith("["):
            break
        key, equals, value = (part.strip() for part in line.partition("="))
        if line.rstrip().endswith("\\") or any(each in value for each in "\"'#;"):
            return None  # continued, quoted, or with a remark
        if key:
            settings.setdefault(f"remote.{name}.{key.lower()}", []).append(value if equals else "")
    if "partialclone" in text.lower():
        return None
    return settings if f"remote.{name}.url" in settings else None


def _asked(git: Git) -> _Settings:
    """Ask git. No setting at all is its status 1; a broken file is told by whatever reads it next."""
    done = git.finished("config", "-z", "--get-regexp", _ASKED)
    settings: dict[str, list[str]] = {}
    for entry in os.fsdecode(done.out).split("\0")[:-1]:
        key, _, value = entry.partition("\n")
        settings.setdefault(key, []).append(value)
    return settings
