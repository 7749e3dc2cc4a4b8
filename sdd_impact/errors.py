"""The errors that end a run, each with the exit status it stands for.

Everything that is a finding about a branch is a :class:`sdd_impact.model.Problem`. An exception is for
what makes a verdict impossible. ``cli`` is the only place that turns one into an exit status.
"""

from __future__ import annotations


class SddImpactError(Exception):
    """Base of all errors that a user is told about.

    ``message`` says what is wrong, ``fix`` is the one command or edit that helps (may be empty).
    ``file``, ``line`` and ``column`` (from 1; 0 where there is none) say where.
    """

    exit_status = 3

    def __init__(self, message: str, *, fix: str = "", file: str = "", line: int = 0, column: int = 0) -> None:
        super().__init__(message)
        self.message = message
        self.fix = fix
        self.file = file
        self.line = line
        self.column = column

    def __str__(self) -> str:
        """Return ``path:line:column: message`` without the parts that are not known."""
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part)
        return f"{place}: {self.message}" if place else self.message


class UsageError(SddImpactError):
    """Wrong usage: an unknown revision, no repository, options that exclude each other (exit 2)."""

    exit_status = 2


class ConfigError(SddImpactError):
    """The configuration cannot be read or does not fit its schema (exit 2)."""

    exit_status = 2


class Undetermined(SddImpactError):
    """No verdict could be reached: git failed, no merge-base, an object cannot be read (exit 3)."""


class Exempt(SddImpactError):
    """There is nothing that the gate applies to, for instance a push that deletes a branch: exit 0, with the reason."""

    exit_status = 0


class NotationError(SddImpactError):
    """A YAML, TOML or JSON text is malformed; the place is always given.

    Each room that reads a document decides what that means: a broken configuration is a
    :class:`ConfigError`, a broken checklist is a problem of the branch (exit 1).
    """
