"""``sdd-impact demo``: the password-reset story, played in a throw-away repository."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import click

from sdd_impact.commands import Run
from sdd_impact.errors import UsageError

STORY = Path(__file__).parent / "story"
BRANCH = "feature/mask-email"
#: Variables that would lead git or the tool out of the throw-away repository.
FOREIGN = ("GIT_", "SDD_IMPACT_", "GITHUB_", "CI")


@click.command("demo", short_help="Play the password-reset story in a throw-away repository.")
@click.option("--keep", metavar="DIR", default="", help="Keep the repository in DIR (which must not exist yet).")
@click.pass_obj
def command(run: Run, /, keep: str) -> int:
    """Make a throw-away git repository with the password-reset story, and play the whole job on it.

    Prints each command and its output. Everything is computed on the spot; nothing is left behind.
    """
    if keep:
        folder = Path(keep)
        if folder.exists():
            raise UsageError(f"--keep: {keep} exists already", fix="name a folder that does not exist yet")
        folder.mkdir(parents=True)
        return Demo(folder, run).play()
    with tempfile.TemporaryDirectory(prefix="sdd-impact-demo-") as name:
        return Demo(Path(name), run).play()


class Demo:
    """One performance in one folder."""

    def __init__(self, folder: Path, run: Run) -> None:
        self._folder = folder.resolve()
        self._colour = "always" if run.colour else "never"
        self._environ = {name: value for name, value in os.environ.items() if not name.startswith(FOREIGN)}

    def play(self) -> int:
        """Play the story; return 0 when every step ended as the story says."""
        self._make_repository()
        self._say("A customer never got the reset mail. Support searches the logs by e-mail address and by user ID.")
        self._say("This branch masks the address, tightens the e-mail check, and adds an endpoint that resends the mail.")
        ended = [
            self._run("diff") == 0,
            self._run("check") == 1,
            self._run("generate") == 0,
        ]
        self._say("The author answers what only a person can know …")
        self._answer()
        ended += [self._run("check") == 0, self._run("report", "--format", "markdown") == 0]
        self._say("… and the branch is merged. Support gets the hand-over of the release:")
        self._merge()
        ended += [self._run("report", "--since", "before", "--format", "markdown") == 0]
        self._say("That was the whole job. In a repository of yours: sdd-impact diff")
        return 0 if all(ended) else 1

    def _make_repository(self) -> None:
        import git  # late: only the demo makes a repository

        self._repository = git.Repo.init(self._folder, initial_branch="main")
        with self._repository.config_writer() as config:
            config.set_value("user", "name", "Demo")
            config.set_value("user", "email", "demo@example.org")
            config.set_value("commit", "gpgsign", "false")
            config.set_value("core", "hooksPath", os.devnull)
        self._commit("base", "The shop before the privacy review")
        self._repository.create_tag("before")
        self._repository.create_head(BRANCH).checkout()
        self._commit("branch", "Mask e-mail addresses; resend the reset mail")

    def _commit(self, part: str, message: str) -> None:
        if part:
            shutil.copytree(STORY / part, self._folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))
        self._repository.git.add(all=True)
        self._repository.index.commit(message, skip_hooks=True)

    def _answer(self) -> None:
        from sdd_impact.commands._answering import answer_all

        for path in answer_all(self._folder, STORY / "answers.yaml"):
            self._say(f"  answered: {path}")
        self._commit("", "Support impact of this branch")

    def _merge(self) -> None:
        feature = self._repository.heads[BRANCH]
        self._repository.heads["main"].checkout()
        self._repository.git.merge(feature.name, no_ff=True, message="Merge the masked reset log")

    def _run(self, *arguments: str) -> int:
        """Run one command as a user would, with its output shown below it."""
        self._say(f"\n$ sdd-impact {' '.join(arguments)}")
        sys.stdout.flush()
        done = subprocess.run(
            [sys.executable, "-m", "sdd_impact", "--color", self._colour, *arguments],
            cwd=self._folder,
            env=self._environ,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        click.echo(done.stdout.decode("utf-8", "replace"), nl=False, color=True)
        return done.returncode

    def _say(self, text: str) -> None:
        click.echo(text)
