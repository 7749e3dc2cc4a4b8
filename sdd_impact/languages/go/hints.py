"""Words without one of which a Go file can hold no statement."""

from __future__ import annotations

HINTS = (
    b"log", b"Log", b"err", b"Err", b"panic(", b"Print", b"print", b"Info", b"Warn", b"Debug", b"Msg", b"Status", b"status",
    b"Exit", b"sugar", b"Fatal", b"const",  # a file of constants may hold the texts of others
)  # fmt: skip
