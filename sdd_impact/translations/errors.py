"""Why a catalogue could not be read."""

from __future__ import annotations


class UnreadableError(ValueError):
    """The catalogue is not what its name says, or more than is read. ``line`` is where (0 where that is not known)."""

    def __init__(self, reason: str, line: int) -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line
