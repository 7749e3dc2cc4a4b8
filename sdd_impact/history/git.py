"""Start git: the only place of the whole program that starts a process."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from sdd_impact.errors import Undetermined, UsageError
from sdd_impact.history.environment import OPTIONS
from sdd_impact.tuples import NamedTuple

#: Seconds after which a git process is given up. No command used here takes a tenth of this on a large repository.
TIMEOUT = 300


class Finished(NamedTuple):
    """What a git process left behind."""

    status: int
    out: bytes
    complaint: str


class Git:
    """Git with a fixed environment, run in one directory. ``processes`` counts what was started."""

    def __init__(self, directory: str, environ: Mapping[str, str]) -> None:
        self.directory = directory
        self.environ = dict(environ)
        self.processes = 0

    def finished(
        self,
        *arguments: str,
        feed: bytes = b"",
        config: Sequence[tuple[str, str]] = (),
        patience: float = TIMEOUT,
    ) -> Finished:
        """Run git to its end. ``config`` overrides settings whose names are not known beforehand.

        ``patience`` is how many seconds it may take.

        Raises :class:`~sdd_impact.errors.Undetermined` where git is missing or does not end, and
        :class:`~sdd_impact.errors.UsageError` where the directory is missing.
        """
        process = self.start(*arguments, config=config)
        try:
            out, err = process.communicate(feed, timeout=patience)
        except subprocess.TimeoutExpired as error:
            process.kill()
            process.wait()
            raise Undetermined(f"git {arguments[0]} did not end within {patience:.0f} seconds", fix="git status") from error
        except BaseException:
            process.kill()
            process.wait()
            raise
        return Finished(process.returncode, out, complaint(err))

    def output(
        self, *arguments: str, feed: bytes = b"", config: Sequence[tuple[str, str]] = (), good: Sequence[int] = (0,)
    ) -> bytes:
        """Run git to its end and return what it printed; a status that is not ``good`` is ``Undetermined``."""
        done = self.finished(*arguments, feed=feed, config=config)
        if done.status not in good:
            raise Undetermined(f"git {arguments[0]} failed: {done.complaint or f'exit status {done.status}'}", fix="git status")
        return done.out

    def start(
        self,
        *arguments: str,
        config: Sequence[tuple[str, str]] = (),
        quiet: bool = False,
    ) -> subprocess.Popen[bytes]:
        """Start git with pipes for input and output; ``quiet`` drops its error output, for a process that lives on.

        It runs in a session of its own, without a terminal: neither git nor ssh can ask anything there.
        """
        if not Path(self.directory).is_dir():
            raise UsageError(f"no such directory: {self.directory}", fix="name a folder that exists: -C DIR")
        self.processes += 1
        try:
            return subprocess.Popen(
                ["git", *OPTIONS, *arguments],
                cwd=self.directory,
                env=self._environment(config),
                start_new_session=True,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL if quiet else subprocess.PIPE,
                bufsize=1 << 16,
            )
        except FileNotFoundError as error:
            raise Undetermined(
                "git is not installed, or not on the PATH", fix="install git: https://git-scm.com/downloads"
            ) from error
        except (OSError, ValueError) as error:
            raise Undetermined(f"git cannot be started: {error}", fix="git --version") from error

    def _environment(self, config: Sequence[tuple[str, str]]) -> Mapping[str, str]:
        """Append to the settings given by environment; unlike ``-c`` a name may contain any character."""
        if not config:
            return self.environ
        given = self.environ.get("GIT_CONFIG_COUNT", "")
        first = int(given) if given.isdecimal() else 0
        more = {"GIT_CONFIG_COUNT": str(first + len(config))}
        for number, (key, value) in enumerate(config, first):
            more[f"GIT_CONFIG_KEY_{number}"] = key
            more[f"GIT_CONFIG_VALUE_{number}"] = value
        return self.environ | more


def complaint(err: bytes) -> str:
    """Return the line of git's error output that says what is wrong."""
    lines = err.decode("utf-8", "replace").splitlines()
    prefixes = ("fatal: ", "error: ")
    told = [line.removeprefix(prefix) for prefix in prefixes for line in lines if line.startswith(prefix)]
    return next(iter(told or lines), "").strip()[:500]
