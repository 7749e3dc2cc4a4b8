"""Colours and lines for text output."""

from __future__ import annotations

from sdd_impact.model import Style
from sdd_impact.reports._escape import terminal

#: ANSI codes, by what they mean here.
COLOURS = {"bad": "31", "good": "32", "warn": "33", "dim": "2", "strong": "1", "gone": "31", "new": "32"}


class Paint:
    """Paints text when the style wants colours, and wraps it to the style's width."""

    def __init__(self, style: Style) -> None:
        self._style = style

    def __call__(self, meaning: str, text: str) -> str:
        """Return our own or escaped text in a colour."""
        return f"\x1b[{COLOURS[meaning]}m{text}\x1b[0m" if self._style.colour and text else text

    def heading(self, text: str) -> str:
        """Return a heading."""
        return self("strong", text)

    def wrap(self, text: str, indent: str, hanging: str = "") -> list[str]:
        """Escape a sentence and break it into lines; later lines are indented by ``hanging`` more."""
        from textwrap import wrap  # late: a branch that asks nothing has no sentence to break

        lines = wrap(
            terminal(text),
            self._style.width - 1,
            initial_indent=indent,
            subsequent_indent=indent + hanging,
            break_long_words=False,
            break_on_hyphens=False,
        )
        return lines or [indent.rstrip()]
