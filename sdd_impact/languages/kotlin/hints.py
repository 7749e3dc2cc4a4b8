"""Words without one of which a Kotlin file can hold no statement."""

from __future__ import annotations

#: Looked for as they stand, in no order: that is many times faster than a pattern.
HINTS = (
    b"log.", b"Log.", b"log?", b"log!", b"logger", b"Logger", b"LOG", b"log {", b"log()", b"throw", b"Error(", b"xception(", b"System.", b"message =",
    b"message=", b"val message", b"var message", b"assert(", b"Assert.", b"Timber", b"Napier", b"print", b"error(", b"require(", b"requireNotNull",
    b"requireNonNull", b"check(", b"checkNotNull", b"TODO(", b"Preconditions", b"Validate.", b"Verify.", b"Response", b"respond", b"sendError",
    b"withDescription", b"ejectValue", b"reject(", b"Attribute(", b"Problem", b"ConstraintViolation", b"ctx.",
)  # fmt: skip
