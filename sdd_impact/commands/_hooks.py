"""git's own hooks, for those who do not use the pre-commit framework: what they run, and where they may be written."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path

import click

from sdd_impact.documents import write_text_safely
from sdd_impact.history import Repository
from sdd_impact.tuples import NamedTuple

#: A file that holds this line is ours, and may be written anew.
OURS = "# Written by: sdd-impact init --hooks"
#: The beginning of both: find the tool on the path, else where it was installed when the hook was written.
HEAD = """\
#!/bin/sh
{ours}. To be rid of it, delete this file; to skip it once, use --no-verify.
sdd_impact() {{
  if command -v sdd-impact >/dev/null 2>&1; then sdd-impact "$@"
  elif [ -x {python} ]; then {python} -m sdd_impact "$@"
  else echo "sdd-impact is not on the PATH; nothing was checked" >&2; return {missing}
  fi
}}
"""
#: Early and lenient: a draft may be committed, a malformed record may not.
PRE_COMMIT = """\
sdd_impact validate --staged --draft
"""
#: Strict: git writes one line for each ref that is pushed. All zeros are a ref that is not there: new at the remote, or deleted here.
PRE_PUSH = """\
status=0
while read -r local_ref local_commit remote_ref remote_commit; do
  case "$local_commit" in *[!0]*) ;; *) continue ;; esac
  case "$remote_ref" in refs/heads/*) ;; *) continue ;; esac
  export PRE_COMMIT_FROM_REF="$remote_commit" PRE_COMMIT_TO_REF="$local_commit" PRE_COMMIT_LOCAL_BRANCH="$local_ref"
  sdd_impact check </dev/null || status=$?
done
exit $status
"""


class Hook(NamedTuple):
    """A hook by its file name. ``missing`` is its exit status where the tool cannot be found."""

    name: str
    body: str
    missing: int


HOOKS = (Hook("pre-commit", PRE_COMMIT, 0), Hook("pre-push", PRE_PUSH, 3))


def script(hook: Hook, *, python: str) -> str:
    """Return the whole text of a hook; ``python`` is the interpreter that has the tool."""
    return HEAD.format(ours=OURS, python=shlex.quote(python), missing=hook.missing) + hook.body


def install(repository: Repository, *, yes: bool) -> None:
    """Write the hooks, each shown and asked for; say what to add where a hook of somebody else's stands."""
    folder = Path(repository.hooks_dir())
    shared = not _is_in(folder, Path(repository.common_dir)) and not _is_in(folder, Path(repository.root))
    for hook in HOOKS:
        text = script(hook, python=sys.executable)
        target = folder / hook.name
        click.echo(f"\n── {target}")
        found = target.read_text("utf-8", "replace") if target.is_file() else ""
        if shared:
            click.echo(f"core.hooksPath is a folder outside of this repository; left as it is. Add to its {hook.name}:\n\n{text}")
        elif target.is_symlink() or target.is_dir() or (found and OURS not in found):
            click.echo(_advice(found, text))
        elif found == text:
            click.echo("is up to date; left as it is")
        else:
            _write(target, text, yes=yes)


def _advice(found: str, text: str) -> str:
    if "pre-commit.com" in found or "pre_commit" in found:
        return "belongs to the pre-commit framework; left as it is. Let it run ours: sdd-impact init proposes the entries"
    return f"is a hook of somebody else's; left as it is. Let it run this, and exit with its status:\n\n{text}"


def _write(target: Path, text: str, *, yes: bool) -> None:
    click.echo(text.rstrip("\n"))
    if not yes and not click.confirm(f"Write {target}?", default=True):
        click.echo("left as it is")
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    write_text_safely(target, text, root=target.parent)
    target.chmod(0o755)
    click.echo(f"written: {target}")


def _is_in(path: Path, folder: Path) -> bool:
    return path.resolve().is_relative_to(folder.resolve())
