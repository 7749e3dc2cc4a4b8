"""Names that tell the searches of one file apart."""

from __future__ import annotations


class Names:
    """Gives each search a name of its own. Where one is taken, what tells it apart is added, else a number."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def give(self, name: str, *apart: str) -> str:
        """Return ``name``, or the first that is free of it with each of ``apart`` in brackets, or with a number."""
        for candidate in (name, *(f"{name} ({each})" for each in apart if each)):
            if candidate not in self._taken:
                self._taken.add(candidate)
                return candidate
        number = 2
        while f"{name} ({number})" in self._taken:
            number += 1
        self._taken.add(f"{name} ({number})")
        return f"{name} ({number})"
