"""The options that several commands share, and what they become."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import click

from sdd_impact.errors import UsageError

Decorated = TypeVar("Decorated", bound=Callable[..., Any])


def comparison_options(function: Decorated) -> Decorated:
    """Add the options that say what is compared."""
    for option in reversed(
        (
            click.option("--base", metavar="REV", default="", help="Compare with this branch or revision."),
            click.option("--head", metavar="REV", default="", help="Look at this revision instead of the working tree."),
            click.option("--staged", is_flag=True, help="Look at the index."),
            click.option("--worktree", is_flag=True, help="Look at the working tree, also in CI."),
            click.option("--branch", metavar="NAME", default="", help="The branch's name, where git does not know it."),
            click.option("--fetch", is_flag=True, help="Fetch what is missing of the base's history."),
            cache_option,
        )
    ):
        function = option(function)
    return function


def cache_option(function: Decorated) -> Decorated:
    """Add ``--no-cache``."""
    return click.option("--no-cache", "cached", is_flag=True, default=True, flag_value=False, help="Read everything anew.")(
        function
    )


def searches_option(function: Decorated) -> Decorated:
    """Add ``--searches PATH`` and ``--sources PATH``: what lies beside the repository."""
    for option in (
        click.option(
            "--sources",
            "sources",
            metavar="PATH",
            multiple=True,
            help="Also hold saved searches against the code in this checkout (repeatable).",
        ),
        click.option(
            "--searches",
            "searches",
            metavar="PATH",
            multiple=True,
            help="Also read saved searches from this file or folder (repeatable).",
        ),
    ):
        function = option(function)
    return function


def format_option(*names: str) -> Callable[[Decorated], Decorated]:
    """Add ``--format F[:FILE]`` for the formats that a command can print; text is the default."""

    def add(function: Decorated) -> Decorated:
        return click.option(
            "--format",
            "formats",
            metavar="F[:FILE]",
            multiple=True,
            callback=_checked(names),
            shell_complete=lambda _ctx, _param, begun: [name for name in names if name.startswith(begun)],
            help=f"Output as {', '.join(names)}; with :FILE into a file (repeatable).",
        )(function)

    return add


def _checked(names: tuple[str, ...]) -> Callable[[click.Context, click.Parameter, tuple[str, ...]], tuple[tuple[str, str], ...]]:
    def check(_ctx: click.Context, _param: click.Parameter, values: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
        wanted = [(name, file) for name, _, file in (value.partition(":") for value in values or (names[0],))]
        for (name, file), value in zip(wanted, values or (names[0],), strict=True):
            if name not in names:
                raise click.BadParameter(f"'{name}' is not one of {', '.join(names)}.")
            if ":" in value and not file:
                raise click.BadParameter(f"'{value}' names no file after the colon.")
        if sum(not file for _, file in wanted) > 1:
            raise click.BadParameter("only one format can go to standard output; give the others a file, as in json:evidence.json.")
        files = [os.path.realpath(file) for _, file in wanted if file]
        if len(set(files)) < len(files):
            raise click.BadParameter("two formats cannot go into one file.")
        return tuple(wanted)

    return check


def check_exclusive(options: Mapping[str, Any]) -> None:
    """Raise :class:`UsageError` where options exclude each other."""
    chosen = [f"--{name}" for name in ("head", "staged", "worktree") if options.get(name)]
    if len(chosen) > 1:
        raise UsageError(f"{' and '.join(chosen)} exclude each other", fix=f"give one of them, for instance {chosen[0]}")
