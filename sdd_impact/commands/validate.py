"""``sdd-impact validate``: are these checklists well-formed and complete? Needs no git history."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from sdd_impact import config, documents
from sdd_impact.commands import Run
from sdd_impact.errors import UsageError
from sdd_impact.history import Repository
from sdd_impact.model import Problem, Source
from sdd_impact.reports import visible

#: Registries that may be missing; the questions that lean on them then only warn. Saved searches exist where a question names one.
REGISTRIES = frozenset({"owners", "audit_calls", "shown_ids", "docs"})

#: So many bytes of a file that is named are read, which is more than a checklist may have: what is no file may have no end.
LARGEST = 4_000_000


@click.command("validate", short_help="Are these checklists well-formed and complete?")
@click.argument("files", nargs=-1, metavar="[FILE…]", type=click.Path(path_type=Path))
@click.option("--staged", is_flag=True, help="Look at the index, and at its log lines: none may print a secret.")
@click.option("--draft", is_flag=True, help="Let answers be open; refuse only what is malformed.")
@click.pass_obj
def command(run: Run, /, files: tuple[Path, ...], staged: bool, draft: bool) -> int:
    """Check the text of checklists and sign-offs: FILE…, or all in the records folder.

    Exits 1 when one is malformed or has an answer open. Whether it fits the branch is for sdd-impact check to say.
    """
    sources = tuple(_named(files)) if files else tuple(_records(run, staged=staged))
    problems = [_weighed(problem, draft=draft) for source in sources for problem in _problems(source)]
    if staged:
        problems += _secrets(run)
    for problem in problems:
        where = problem.location
        click.echo(f"{visible(where.file)}:{where.line}:{where.column}: {problem.id}: {visible(problem.message)}")
        if problem.fix:
            click.echo(f"  fix: {visible(problem.fix)}")
    serious = [problem for problem in problems if problem.severity == "block"]
    run.note(
        f"{len(sources)} record{'' if len(sources) == 1 else 's'} read, {len(problems)} problem{'' if len(problems) == 1 else 's'}"
    )
    return 1 if serious else 0


def _weighed(problem: Problem, *, draft: bool) -> Problem:
    """A question that depends on a registry may only warn on this branch; whether it blocks, ``check`` knows from the evidence."""
    question = documents.catalogue().get(problem.question) if problem.question else None
    asked_less = question is not None and (question.severity != "block" or question.registry in REGISTRIES)
    lenient = draft or asked_less
    return problem._replace(severity="warn") if lenient and problem.id.startswith(("open-", "reason-")) else problem


def _named(files: Iterable[Path]) -> Iterator[Source]:
    for file in files:
        try:
            with file.open("rb") as opened:
                yield Source(file.as_posix(), opened.read(LARGEST))
        except OSError as error:
            raise UsageError(
                f"{file} cannot be read: {error.strerror or error}", fix="name a checklist, for instance support-impact/*.yaml"
            ) from None


def _records(run: Run, *, staged: bool) -> Iterator[Source]:
    with Repository.open(run.directory) as repository:
        tree = repository.tree(":" if staged else "")
        folder = config.load_from(tree.read).records.strip("/") + "/"
        # A folder may hide behind a link; a link to a page of documentation hides no record.
        links = repository.links(tree, folder)
        linked = next((each for each in links if each.endswith((".yaml", ".yml")) or "." not in each.rpartition("/")[2]), None)
        if linked:
            kind = "file" if linked.endswith((".yaml", ".yml")) else "folder"
            raise UsageError(
                f"{linked} is a symbolic link, which is not followed: what it points to is no record of this repository",
                fix=f"replace the link by what it points to: git rm --cached {linked}, then add the {kind} itself",
            )
        for path in tree.paths():
            if path.startswith(folder) and path.endswith((".yaml", ".yml")):
                source = tree.read(path)
                if source is None:
                    raise UsageError(f"{path} cannot be read: it is a link, or too large", fix="replace it by a file")
                yield source


def _secrets(run: Run) -> list[Problem]:
    from sdd_impact.pipeline.guarding import staged_secrets  # late: most calls name files

    with Repository.open(run.directory) as repository:
        return list(staged_secrets(repository))


def _problems(source: Source) -> Iterable[Problem]:
    catalogue = documents.catalogue()
    if "/sign-off/" in f"/{source.path}":
        return documents.read_sign_off(source, catalogue).problems
    return documents.validate(documents.read_checklist(source, catalogue), catalogue)
