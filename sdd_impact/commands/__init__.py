"""The commands. ``run`` turns arguments into an exit status; each command's module is imported when it is run."""

from __future__ import annotations

import errno
import importlib
import sys
from collections.abc import Sequence
from typing import Any

import click

from sdd_impact import __version__
from sdd_impact.errors import Exempt, NotationError, SddImpactError, UsageError

#: Each command's module is ``sdd_impact.commands.<name>``; a test compares these one-line helps with the commands' own.
COMMANDS = {
    "demo": "Play the password-reset story in a throw-away repository.",
    "init": "Set a repository up: configuration, hooks, CI.",
    "diff": "Show what this branch changes that Support would notice.",
    "searches": "List saved searches and the log statements that feed them.",
    "generate": "Write or refresh this branch's checklist.",
    "fill": "Answer the open questions in the terminal.",
    "fix": "Put the proposed queries into the files of broken searches.",
    "sign": "Write a sign-off for an answer that is an exception.",
    "validate": "Are these checklists well-formed and complete?",
    "check": "The gate: is everything that Support would notice answered?",
    "report": "The branch's report, or with --since the hand-over.",
    "backtest": "Which saved searches of today did the last merges break?",
    "catalog": "The full inventory of logs, errors or searches.",
    "explain": "What an id means, why it matters, how to fix it.",
    "schema": "Print a JSON Schema.",
}


#: What helps where the machine refuses something.
_REMEDIES = {
    "EACCES": "give yourself the permission, then run the command again",
    "EEXIST": "move away what stands there: a folder is needed",
    "EFBIG": "make room on the disk",
    "EDQUOT": "make room on the disk",
    "EISDIR": "move away the folder that stands there",
    "EMFILE": "let the process open more files: ulimit -n",
    "ENOSPC": "make room on the disk",
    "ENOTDIR": "move away what stands there: a folder is needed",
    "EPERM": "give yourself the permission, then run the command again",
    "EROFS": "this folder can only be read: work in another one",
}


class Commands(click.Group):
    """A group that imports a command's module only when that command is asked for."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """Return the commands in the order in which a newcomer meets them."""
        return list(COMMANDS)

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command; None for one that does not exist."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"sdd_impact.commands.{cmd_name}").command
        return command

    def format_commands(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


class Run:
    """What every command may ask of the options before it: where to start, how to print, how much to say."""

    def __init__(self, directory: str, color: str, quiet: bool, verbose: int) -> None:
        self.directory = directory
        self.color = color
        self.quiet = quiet
        self.verbose = verbose

    def note(self, text: str) -> None:
        """Write a line to standard error, unless ``-q`` was given."""
        if not self.quiet:
            click.echo(text, err=True)

    @property
    def colour(self) -> bool:
        """Whether standard output gets colours: ``--color``, else ``NO_COLOR``, else whether it is a terminal."""
        import os

        if self.color != "auto":
            return self.color == "always"
        return not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb" and sys.stdout.isatty()

    @property
    def progress(self) -> bool:
        """Whether progress may be shown: standard error is a terminal, and nobody asked for quiet."""
        return sys.stderr.isatty() and not self.quiet


@click.group(cls=Commands, name="sdd-impact", context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80})
@click.option("-C", "directory", metavar="DIR", default=".", help="Run as if started in DIR.")
@click.option(
    "--color", type=click.Choice(["auto", "always", "never"]), default="auto", help="Colours in text output (NO_COLOR is honoured)."
)
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but the result.")
@click.option("-v", "--verbose", count=True, help="Say more; -vv shows the traceback of an internal error.")
@click.version_option(__version__, message="sdd-impact %(version)s", help="Print the version and exit.")
@click.pass_context
def group(ctx: click.Context, directory: str, color: str, quiet: bool, verbose: int) -> None:
    """Tell what this branch does to Support.

    Reads the difference to the base branch, finds what Support would notice (log lines, saved searches, error messages, account
    actions …), and keeps the branch's checklist.

    First run: sdd-impact demo, then sdd-impact diff in a repository of yours.
    """
    ctx.obj = Run(directory, color, quiet, verbose)


def run(arguments: Sequence[str]) -> int:
    """Run one command and return the exit status. Nothing escapes but a message."""
    _make_output_safe()
    try:
        return _invoke(arguments)
    except Exempt as reason:
        _say(f"sdd-impact: exempt: {reason}")
        return reason.exit_status
    except SddImpactError as error:
        _say(f"sdd-impact: error: {error}")
        fix = error.fix or ("mend this place, then run the command again" if isinstance(error, NotationError) else "")
        if fix:
            _say(f"  fix: {fix}")
        return error.exit_status
    except click.exceptions.Abort as stop:
        if isinstance(stop.__context__, EOFError):
            _say(
                "sdd-impact: error: standard input ended where an answer was expected\n  fix: run this in a terminal, or give --yes"
            )
            return UsageError.exit_status
        _say("sdd-impact: stopped")
        return 130
    except click.ClickException as error:
        if type(error).__name__ == "NoArgsIsHelpError":  # click has it since 8.2: the help, where no command is named
            error.show()
            return error.exit_code
        _say(f"sdd-impact: error: {error.format_message().rstrip('.').replace(chr(10), ' ')}")
        context = error.ctx if isinstance(error, click.UsageError) else None
        _say(f"  fix: {context.command_path if context else 'sdd-impact'} --help")
        return error.exit_code
    except KeyboardInterrupt:
        _say("sdd-impact: stopped")
        return 130
    except (BrokenPipeError, SystemExit):
        return 3  # whoever read the output has gone; click makes a SystemExit of 1 of it, which would be the gate's word
    except OSError as error:
        return _refused(arguments, error)
    except RecursionError:
        return _internal(arguments, "nested too deeply")
    except MemoryError:
        return _internal(arguments, "out of memory")
    except Exception as error:  # noqa: BLE001 - the last door: an internal error is exit 3, never a traceback and never a pass
        return _internal(arguments, f"{type(error).__name__}: {error}")


def _invoke(arguments: Sequence[str]) -> int:
    status: Any = group.main(args=_in_front(arguments), prog_name="sdd-impact", standalone_mode=False)
    return status if isinstance(status, int) else 0


#: Options of every command that are a word alone: they may stand behind the command, too.
_ANYWHERE = frozenset({"-q", "--quiet", "-v", "-vv", "-vvv", "--verbose"})


def _in_front(arguments: Sequence[str]) -> list[str]:
    """Move what is meant for every command before the command: people write ``sdd-impact check -v``."""
    given = list(arguments)
    end = given.index("--") if "--" in given else len(given)
    start = next((number for number, each in enumerate(given[:end]) if each in COMMANDS), end)
    moved = [each for each in given[start:end] if each in _ANYWHERE]
    rest = [each for each in given[start:end] if each not in _ANYWHERE]
    return [*given[:start], *moved, *rest, *given[end:]]


def _refused(arguments: Sequence[str], error: OSError) -> int:
    """The machine refused something that a command counts on: a full disk, a file without permission."""
    if error.filename is None and error.errno is None:
        return _internal(arguments, f"{type(error).__name__}: {error}")
    what = f"{error.filename}: " if error.filename else ""
    _say(f"sdd-impact: error: {what}{error.strerror or error}")
    _say(
        f"  fix: {_REMEDIES.get(errno.errorcode.get(error.errno or 0, ''), 'look at what stands there, then run the command again')}"
    )
    return 3


def _internal(arguments: Sequence[str], message: str) -> int:
    """Report an error of ours: one line, exit 3, and the traceback only for those who ask twice."""
    if any(argument in ("-vv", "-vvv") for argument in arguments) or list(arguments).count("-v") > 1:
        import traceback

        traceback.print_exc()
    _say(f"sdd-impact: internal error, no verdict: {message}")
    _say("  fix: run again with -vv and report what it prints")
    return 3


def _say(text: str) -> None:
    """Write to standard error with everything made visible that a terminal or the log of a CI job would carry out: a message may quote a hostile branch."""
    from sdd_impact import reports

    click.echo("\n".join(reports.visible(line) for line in text.split("\n")), err=True)


def _make_output_safe() -> None:
    """Let no character that the terminal's encoding lacks, and no byte of a path, stop the output."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")
