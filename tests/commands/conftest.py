"""What holds for every test of a command: it looks at the repository that it made, not at what a hook or a CI job around it says."""

from __future__ import annotations

import pytest
from commands.command_play import FOREIGN


@pytest.fixture(autouse=True)
def without_surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take away the variables of a hook or a CI job."""
    for name in FOREIGN:
        monkeypatch.delenv(name, raising=False)
