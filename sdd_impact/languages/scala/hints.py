"""Words without one of which a Scala file can hold no statement."""

from __future__ import annotations

#: Looked for as they stand, in no order: that is many times faster than a pattern.
HINTS = (
    b"log.", b"Log.", b"log ", b"logger", b"Logger", b"LOG", b"Logging", b"logging", b"scribe", b"ZIO.", b"throw", b"Error(", b"xception(", b"System.",
    b"getMessage", b"assert(", b"assume(", b"print", b"error(", b"require(", b"Left(", b"complete", b"reject", b"Response", b"BadRequest", b"NotFound",
    b"Forbidden", b"Unauthorized", b"Conflict", b"withDescription", b"fail(", b"logInfo", b"logWarn", b"logDebug", b"logError", b"logTrace",
)  # fmt: skip
