"""Words without one of which a Kotlin file can hold no statement."""

from __future__ import annotations

#: Looked for as they stand, in no order: that is many times faster than a pattern.
HINTS = (
    b"log", b"Log", b"LOG", b"throw", b"Error", b"xception", b"System", b"message", b"assert", b"Assert", b"Timber", b"Napier",
    b"print", b"error(", b"require", b"check", b"TODO(", b"Preconditions", b"Response", b"respond", b"sendError", b"Status",
    b"reject", b"Attribute", b"Problem", b"Violation", b"ctx.",
)  # fmt: skip
