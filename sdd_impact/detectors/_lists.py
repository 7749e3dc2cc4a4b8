"""Lists of words, as a person edits them: separated by white space."""

from __future__ import annotations


def listed(text: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(text.split())


def hints(text: str) -> tuple[bytes, ...]:
    """The words of a text as bytes, to be looked for in a file."""
    return tuple(sorted(word.encode() for word in listed(text)))
