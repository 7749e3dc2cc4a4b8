r"""Parameters: ``$email$`` in a search is filled in by whoever runs it.

What is asked of the line is then a text of that kind at that place, so ``"email: $email$"`` reads as ``email: `` and an address.
It is bound as long as a line can hold such a value there, and lost when the value is masked or gone.
"""

from __future__ import annotations

import re

from sdd_impact.searches._trees import literal

PARAMETER = re.compile(r"\$([A-Za-z][\w.]*)\$")

#: The first kind whose word is in the parameter's name decides. Case is ignored.
_KINDS = (
    (("email", "mail"), r"[^\s@]+@[^\s@]+"),
    (("uuid", "guid"), r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"),
    (("count", "number", "status", "port"), r"[0-9]+"),
    (("id",), r"[A-Za-z0-9_-]+"),
)
_ANYTHING = r"\S+"


def pattern(text: str, *, stars: bool) -> tuple[str, bool]:
    """Return a term with parameters as a regular expression, and whether it is more than parameters.

    Each parameter becomes a named group; with ``stars``, ``*`` stands for any text.
    """
    made: list[str] = []
    seen: set[str] = set()
    at = 0
    for match in PARAMETER.finditer(text):
        made.append(_literal(text[at : match.start()], stars))
        made.append(_group(match.group(1), seen))
        at = match.end()
    made.append(_literal(text[at:], stars))
    return "".join(made), PARAMETER.sub("", text).strip("* ") != ""


def _literal(text: str, stars: bool) -> str:
    return ".*".join(literal(piece) for piece in text.split("*")) if stars else literal(text)


def _group(name: str, seen: set[str]) -> str:
    words = re.split(r"[._]|(?<=[a-z])(?=[A-Z])", name)
    lower = {word.lower() for word in words}
    means = next((means for kinds, means in _KINDS if any(kind in lower for kind in kinds)), _ANYTHING)
    group = re.sub(r"\W", "_", name)
    if group in seen:
        return f"(?:{means})"
    seen.add(group)
    return f"(?P<{group}>{means})"
