"""The names of the macros and functions that Rust code logs and fails with, as data."""

from __future__ import annotations

#: Level macros of ``log``, ``tracing``, ``slog``, ``defmt`` and of the kernel (``pr_info!``) → level.
LEVEL_MACROS: dict[str, str] = {
    "trace": "trace", "debug": "debug", "info": "info", "warn": "warning", "error": "error",
    "crit": "critical",
    "trace_once": "trace", "debug_once": "debug", "info_once": "info", "warn_once": "warning", "error_once": "error",
    "pr_debug": "debug", "pr_info": "info", "pr_notice": "notice", "pr_warn": "warning", "pr_err": "error", "pr_crit": "critical",
    "pr_alert": "critical", "pr_emerg": "critical",
    "dev_dbg": "debug", "dev_info": "info", "dev_notice": "notice", "dev_warn": "warning", "dev_err": "error", "dev_crit": "critical",
}  # fmt: skip
#: Macros whose level is an argument, at the first place that is no ``name: value``.
LEVEL_FIRST = frozenset(["event", "log"])
#: Console macros → whether their first argument is where they write to.
CONSOLE_MACROS: dict[str, bool] = {"println": False, "eprintln": False, "print": False, "eprint": False}
#: Macros of ``std`` and of error libraries that fail with a message → its position; -1: the last text.
FAILING_MACROS: dict[str, tuple[int, str]] = {
    "panic": (0, "panic"), "unreachable": (0, "panic"), "todo": (0, "panic"), "unimplemented": (0, "panic"),
    "assert": (1, "panic"), "assert_eq": (2, "panic"), "assert_ne": (2, "panic"), "assert_matches": (2, "panic"),
    "debug_assert": (1, "panic"), "debug_assert_eq": (2, "panic"), "debug_assert_ne": (2, "panic"),
    "anyhow": (0, "anyhow"), "bail": (0, "anyhow"), "ensure": (1, "anyhow"), "format_err": (0, "anyhow"), "ensure_eq": (2, "anyhow"),
    "eyre": (0, "eyre"), "miette": (0, "miette"), "whatever": (0, "Whatever"), "ensure_whatever": (1, "Whatever"),
}  # fmt: skip
#: Further macros whose arguments are expressions.
_TEXT_MACROS = frozenset(["format", "format_args", "concat", "write", "writeln", "vec", "dbg", "join", "try_join", "ready", "pin"])
LOG_MACROS = frozenset([*LEVEL_MACROS, *LEVEL_FIRST])
ARGUMENT_MACROS = frozenset([*CONSOLE_MACROS, *FAILING_MACROS, *_TEXT_MACROS])
#: Crates and modules that level macros are called by; a macro of another one (``syn::error!``) is none.
LOGGING_PATHS = frozenset(
    ["log", "tracing", "slog", "slog_scope", "defmt", "crate", "self", "super", "logging", "logger", "trace", "telemetry", "kernel"]
)
#: First arguments of ``pr_*``'s siblings that name a device.
DEVICE_MACROS = frozenset(name for name in LEVEL_MACROS if name.startswith("dev_"))
