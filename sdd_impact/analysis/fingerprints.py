"""The identity of a piece of evidence: it survives a rebase, a moved file and a renamed variable.

It is made of the impact's id, the text after the change (before it, where the text is gone), the enclosing symbol, the
ordinal among equals and the search's name. No path, no line, no commit.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter

#: Version of the algorithm; it is part of what is hashed and is written into each checklist.
VERSION = 1


class Fingerprints:
    """Gives out fingerprints, counting equal evidence so that two equal lines are two rows."""

    def __init__(self) -> None:
        self._seen: Counter[tuple[str, str, str, str]] = Counter()

    def make(self, impact: str, text: str, symbol: str = "", search: str = "") -> str:
        """Return ``ev-`` and 16 hexadecimal digits."""
        subject = (impact, text, symbol, search)
        ordinal = self._seen[subject]
        self._seen[subject] += 1
        # Bytes of a branch may not be UTF-8: they are hashed as they are.
        data = json.dumps([VERSION, *subject, ordinal], ensure_ascii=True).encode("utf-8", "surrogatepass")
        return "ev-" + hashlib.sha256(data).hexdigest()[:16]
