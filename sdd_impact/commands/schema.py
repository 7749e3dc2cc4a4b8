"""``sdd-impact schema``: print a JSON Schema."""

from __future__ import annotations

import click

from sdd_impact.shelf import shelf

NAMES = (
    "checklist",
    "sign-off",
    "config",
    "question",
    "evidence",
    "searches",
    "verdict",
    "catalog",
    "searches-list",
    "hand-over",
    "backtest",
    "tried",
)


@click.command("schema", short_help="Print a JSON Schema.")
@click.argument("name", type=click.Choice(NAMES))
def command(name: str) -> int:
    """Print the JSON Schema of a file that the tool reads or writes."""
    click.echo((shelf("schemas") / f"{name}.schema.json").read_text("utf-8"), nl=False)
    return 0
