"""The logging libraries of .NET as data: namespaces, methods, levels, how messages are filled in.

Each rule is from the library's own documentation: Microsoft's pages on logging and on the source generator, Serilog's wiki and
messagetemplates.org, NLog's wiki on structured logging and its fluent API, log4net's and Common.Logging's reference of ``ILog``.
"""

from __future__ import annotations

from sdd_impact import late
from sdd_impact.tuples import NamedTuple


class Library(NamedTuple):
    """A logging library: its name, and the format style of its plain methods ("": they fill nothing in)."""

    name: str
    style: str
    #: What stands between an outer and an inner class in a logger's name.
    separator: str = "+"


MICROSOFT = Library("microsoft", "ordered-template", ".")
SERILOG = Library("serilog", "net-template")
NLOG = Library("nlog", "net-template")
PLAIN = Library("plain", "")
AKKA = Library("akka", "net-template")
#: Which library it is, is not known: the message shows how it is filled in.
UNKNOWN = Library("unknown", "?")

#: Namespaces (and what stands below them) → the library.
NAMESPACES = {
    "Microsoft.Extensions.Logging": MICROSOFT,
    "Serilog": SERILOG,
    "NLog": NLOG,
    "log4net": PLAIN,
    "Common.Logging": PLAIN,
    "Castle.Core.Logging": PLAIN,
    "ServiceStack.Logging": PLAIN,
    "Akka.Event": AKKA,
    "Rebus.Logging": SERILOG,
}

#: Methods of Microsoft's ``ILogger``, which no other library has, and their levels.
MICROSOFT_METHODS = {
    "LogTrace": "trace", "LogDebug": "debug", "LogInformation": "info", "LogWarning": "warning", "LogError": "error", "LogCritical": "critical",
}  # fmt: skip

#: ZLogger's methods on the same ``ILogger``; they take an interpolated text, or one for ``string.Format``.
ZLOGGER_METHODS = {f"Z{name}": level for name, level in MICROSOFT_METHODS.items()}

#: Methods of the other libraries' loggers and their levels.
LEVEL_METHODS = {
    "Verbose": "verbose", "Trace": "trace", "Debug": "debug", "Information": "info", "Info": "info", "Notice": "notice",
    "Warning": "warning", "Warn": "warning", "Error": "error", "Fatal": "critical", "Critical": "critical",
    "ConditionalDebug": "debug", "ConditionalTrace": "trace",
    "LogVerbose": "verbose", "LogInfo": "info", "LogWarn": "warning", "LogFatal": "critical",  # of loggers that projects write
}  # fmt: skip

#: What ends the name of a method that formats as ``string.Format`` does, or that waits.
FORMAT_ENDINGS = ("FormatAsync", "Format")
#: Methods whose level is an argument.
LEVEL_FIRST = frozenset(["Log", "Write", "LogAsync", "InsertLog", "InsertLogAsync"])

#: Types whose members are levels.
LEVEL_TYPES = frozenset(
    [
        "LogLevel",
        "LogEventLevel",
        "Level",
        "SeverityLevel",
        "EventLevel",
        "TraceEventType",
        "TraceLevel",
        "SentryLevel",
        "LoggerVerbosity",
    ]
)
#: Members of these types, in lower case → level.
LEVEL_NAMES = {
    "trace": "trace", "finest": "trace", "finer": "trace", "verbose": "verbose", "debug": "debug", "fine": "debug", "information": "info",
    "informational": "info", "info": "info", "notice": "notice", "warn": "warning", "warning": "warning", "error": "error",
    "severe": "error", "critical": "critical", "fatal": "critical", "alert": "critical", "emergency": "critical",
}  # fmt: skip


def method_level(name: str) -> tuple[str, bool] | None:
    """The level of a logger's method, and whether it formats as ``string.Format``; None for a name that is no such method."""
    formats = False
    for ending in FORMAT_ENDINGS:
        if name.endswith(ending):
            name, formats = name.removesuffix(ending), True
            break
    name = name.removesuffix("Async")
    if name in ZLOGGER_METHODS:
        return ZLOGGER_METHODS[name], True
    level = MICROSOFT_METHODS.get(name) or LEVEL_METHODS.get(name)
    own = OWN_METHOD.fullmatch(name) if level is None else None
    level = LEVEL_METHODS[own[1]] if own else level
    return (level, formats) if level else None


#: Methods that a project gives the loggers of a library: ``_logger.ProgressInfo("…")``.
OWN_METHOD = late.regex(
    r"(?!Is|Has|Get|Set|On|Begin|End|Add|With|For|At)[A-Z]\w*?[a-z](Trace|Debug|Info|Warn|Warning|Error|Fatal)(?:Once)?"
)


#: Every name of a method that may be a logger's.
METHODS = (
    frozenset(
        name + ending
        for name in (*MICROSOFT_METHODS, *ZLOGGER_METHODS, *LEVEL_METHODS)
        for ending in ("", "Async", *FORMAT_ENDINGS)
    )
    | LEVEL_FIRST
)
