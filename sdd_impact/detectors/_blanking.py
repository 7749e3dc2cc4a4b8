"""Comments and quoted texts blanked in time that grows with the text alone, however it is made."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

#: Beyond so many kinds of ends that are nowhere found the rest of the text is left as it is.
_PATIENCE = 50


def blanked(
    text: str,
    opening: re.Pattern[str],
    closing: Mapping[str, str] | Callable[[str], str],
    instead: Callable[[str], str] = lambda piece: re.sub(r"[^\n]", " ", piece),
) -> str:
    r"""The text with every piece between an ``opening`` and its ``closing`` replaced; line ends stay, so lines keep their numbers.

    A piece that is never closed stays. ``closing`` gives the end that belongs to an opening; that of a line is ``\n``.
    """
    parts: list[str] = []
    last = at = 0
    missing: set[str] = set()
    while (found := opening.search(text, at)) and len(missing) < _PATIENCE:
        wanted = closing(found[0]) if callable(closing) else closing[found[0]]
        end = -1 if wanted in missing else text.find(wanted, found.end())
        if end < 0 and wanted == "\n":
            end = len(text)
        if end < 0:
            missing.add(wanted)
            at = found.end()
            continue
        stop = end if wanted == "\n" else end + len(wanted)
        parts += [text[last : found.start()], instead(text[found.start() : stop])]
        last = at = stop
    return "".join((*parts, text[last:]))
