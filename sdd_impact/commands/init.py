"""``sdd-impact init``: set a repository up, showing each file before it is written."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from sdd_impact import documents
from sdd_impact.commands import Run
from sdd_impact.commands._calibrating import calibrate
from sdd_impact.commands._hooks import install
from sdd_impact.commands._looking import progress
from sdd_impact.commands._proposals import ci_proposals, configuration, editor_schema, pre_commit
from sdd_impact.history import Repository
from sdd_impact.model import SavedSearch
from sdd_impact.pipeline import languages_of, registered_in
from sdd_impact.tuples import NamedTuple


class Proposal(NamedTuple):
    """A file that is proposed. ``text`` is its whole new content; None where only ``advice`` can be given."""

    path: str
    text: str | None
    advice: str


@click.command("init", short_help="Set a repository up: configuration, hooks, CI.")
@click.option("--yes", is_flag=True, help="Write everything without asking.")
@click.option("--hooks", is_flag=True, help="Write git's own hooks, for those without the pre-commit framework.")
@click.option("--calibrate", "replay", is_flag=True, help="Replay the last merges and print what would have been asked.")
@click.option("--last", default=20, show_default=True, type=click.IntRange(1, 500), help="How many merges --calibrate replays.")
@click.pass_obj
def command(run: Run, /, yes: bool, hooks: bool, replay: bool, last: int) -> int:
    """Set this repository up.

    Finds default branch, languages, saved searches and CI, and proposes the configuration, the hooks and the CI job. Nothing that
    exists is overwritten.
    """
    with Repository.open(run.directory) as repository:
        if replay:
            with progress(run) as say:
                return calibrate(repository, last, say)
        if hooks:
            install(repository, yes=yes)
            return 0
        root = Path(repository.work_tree())
        tree = repository.tree("")
        found = registered_in(tree)
        default = repository.default_branch()
        _tell(default, languages_of(tree.paths()), found)
        for proposal in _proposals(root, default):
            _offer(root, proposal, yes)
    click.echo("\nNext: sdd-impact diff   (on a branch: what Support would notice)")
    return 0


def _tell(default: str, languages: tuple[str, ...], found: tuple[SavedSearch, ...]) -> None:
    click.echo(f"default branch   {default or 'not found; give --base or `base:` in the configuration'}")
    click.echo(f"languages        {', '.join(languages) or 'none that this version reads'}")
    if not found:
        click.echo("saved searches   none found; name them under `searches:`, or give --searches PATH")
        return
    files = list(dict.fromkeys(search.location.file for search in found))
    searches = f"{len(found)} in {files[0]}" if len(files) == 1 else f"{len(found)} in {len(files)} files, first {files[0]}"
    click.echo(f"saved searches   {searches}")


def _proposals(root: Path, default: str) -> Iterator[Proposal]:
    yield Proposal(*configuration(root))
    yield Proposal(*editor_schema(root))
    yield Proposal(*pre_commit(root))
    yield from (Proposal(*each) for each in ci_proposals(root, default or "main"))


def _offer(root: Path, proposal: Proposal, yes: bool) -> None:
    """Show a proposal, and write it when the user agrees."""
    click.echo(f"\n── {proposal.path}")
    if proposal.text is None:
        click.echo(proposal.advice)
        return
    click.echo(proposal.advice or proposal.text.rstrip("\n"))
    if not yes and not click.confirm(f"Write {proposal.path}?", default=True):
        click.echo("left as it is")
        return
    target = root / proposal.path
    documents.write_text_safely(target, proposal.text, root=root)
    click.echo(f"written: {proposal.path}")
