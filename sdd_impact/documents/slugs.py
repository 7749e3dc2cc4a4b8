"""The file name of a branch's record: readable, and never that of another branch.

The scheme, by which different branches have different names also on a file system that ignores case:

- A branch of lower-case letters and digits, joined by single ``-``, ``_``, ``.`` or ``/``, keeps its name, and ``/`` becomes ``--``:
  ``feature/mask-email`` → ``feature--mask-email.yaml``. Such a branch holds no ``--``, so this can be read back.
- Any other branch loses something in a file name, or could be confused: it is followed by ``~`` and 10 digits of its SHA-256:
  ``feature/ACC-231`` → ``feature--ACC-231~77cfe0d0f5.yaml``. No branch of git has a ``~`` in its name.
"""

from __future__ import annotations

import re
import unicodedata

from sdd_impact import late

#: The longest file name in bytes, ``.yaml`` included. File systems take 255; some tools add to it.
LONGEST = 200
_SUFFIX = ".yaml"
_UNAMBIGUOUS = late.regex(r"[a-z0-9]+(?:[-_./][a-z0-9]+)*")
#: What Windows takes for a device, whatever follows the dot.
_DEVICES = late.regex(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)", re.IGNORECASE)


def slug(branch: str) -> str:
    """Return the stem of the record's file name. It is never empty; with ``.yaml`` it has at most :data:`LONGEST` bytes."""
    name = branch.replace("/", "--")
    room = LONGEST - len(_SUFFIX)
    if _UNAMBIGUOUS.fullmatch(branch) and not _DEVICES.match(name) and len(name) <= room:
        return name
    import hashlib

    digest = "~" + hashlib.sha256(branch.encode("utf-8", "surrogatepass")).hexdigest()[:10]
    readable = re.sub(r"[^\w.-]+", "-", unicodedata.normalize("NFC", name)).strip("-._") or "branch"
    return _first_bytes(readable, room - len(digest)) + digest


def _first_bytes(text: str, most: int) -> str:
    """Cut a text to so many bytes of UTF-8, between characters."""
    return text.encode("utf-8", "ignore")[:most].decode("utf-8", "ignore") or "branch"


def record_path(records: str, branch: str) -> str:
    """Return the path of the branch's record below the repository's root. ``records`` is the folder from the configuration."""
    folder = "/".join(part for part in records.replace("\\", "/").split("/") if part not in ("", "."))
    return f"{folder}/{slug(branch)}{_SUFFIX}" if folder else f"{slug(branch)}{_SUFFIX}"
