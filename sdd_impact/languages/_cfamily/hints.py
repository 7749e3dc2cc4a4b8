"""Words without one of which a file of C or C++ can hold no statement."""

from __future__ import annotations

HINTS = (
    b"log", b"Log", b"LOG", b"print", b"err", b"Err", b"ERR", b"warn", b"Warn", b"WARN", b"throw", b"fatal", b"Fatal", b"FATAL", b"panic", b"Panic",
    b"die", b"puts", b"Status", b"xception", b"CHECK", b"cout", b"ssert", b"ASSERT", b"fail", b"Fail", b"abort", b"pr_", b"dev_", b"INFO", b"DEBUG",
    b"g_message", b"crit", b"Crit", b"CRIT", b"alert", b"ALERT", b"emerg", b"EMERG", b"PANIC", b"TRACE", b"NOTICE", b"complain", b"croak", b"bail", b"raise", b"verbose",
    b"VERBOSE", b"severe", b"SEVERE", b"SetFailed", b"Info", b"Trace", b"Notice", b"send", b"what()",
    b"info", b"debug", b"Debug", b"notice", b"trace", b"usage", b"bug", b"BUG", b"response", b"reply", b"DBG", b"nexpected",
)  # fmt: skip
