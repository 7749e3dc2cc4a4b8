"""``sdd-impact check``: the gate."""

from __future__ import annotations

from typing import Any

import click

from sdd_impact.commands import Run
from sdd_impact.commands._looking import looking
from sdd_impact.commands._options import comparison_options, format_option, searches_option
from sdd_impact.commands._output import write
from sdd_impact.errors import Exempt, SddImpactError, Undetermined
from sdd_impact.model import Verdict
from sdd_impact.pipeline import judge_branch

#: Formats that are read by programs. The others are for people, who read the message on standard error.
MACHINES = frozenset({"json", "sarif", "junit", "github", "gitlab"})
#: The exit status of each verdict.
STATUS = {"passed": 0, "exempt": 0, "failed": 1, "undetermined": 3}


@click.command("check", short_help="The gate: is everything that Support would notice answered?")
@comparison_options
@searches_option
@format_option("text", "json", "markdown", "html", "sarif", "junit", "github", "gitlab")
@click.pass_obj
def command(run: Run, /, searches: tuple[str, ...], formats: tuple[tuple[str, str], ...], **chosen: Any) -> int:
    """Pass or fail this branch.

    Exits 0 when everything that blocks is answered (or nothing is asked), 1 when not, 2 on wrong usage or configuration, and 3 when
    no verdict could be reached.
    """
    try:
        with looking(run, searches, **chosen) as here:
            verdict = judge_branch(here).verdict
    except Exempt as reason:
        verdict = Verdict("exempt", f"exempt: {reason}")
    except Undetermined as error:
        _tell_machines(run, formats, error)
        raise
    write(run, verdict, formats)
    return STATUS[verdict.verdict]


def _tell_machines(run: Run, formats: tuple[tuple[str, str], ...], error: SddImpactError) -> None:
    """Machines, and whoever reads a file, get a verdict even where none was reached: no file of an earlier run may speak for this one."""
    told = tuple((name, file) for name, file in formats if file or name in MACHINES)
    if told:
        write(run, Verdict("undetermined", str(error)), told)
