"""What is printed or traced: ``Console``, ``Debug`` and ``Trace``, Unity's ``Debug``, trace sources, the event log, telemetry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdd_impact.languages.csharp.libraries import UNKNOWN
from sdd_impact.languages.csharp.loggers import Logger

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sdd_impact.languages.csharp.arguments import Arguments
    from sdd_impact.languages.csharp.filling import Filling
    from sdd_impact.languages.csharp.logcalls import LogCalls
    from sdd_impact.languages.csharp.names import Names
    from sdd_impact.model import Statement
    from sdd_impact.syntax import Call, Unit

#: Methods that print.
_PRINTS = frozenset(["WriteLine", "Write", "WriteLineAsync", "WriteAsync", "MarkupLine", "Markup", "MarkupLineInterpolated"])
_STREAMS = frozenset(
    [
        "Console", "Console.Out", "Console.Error", "System.Console", "System.Console.Out", "System.Console.Error", "AnsiConsole",
        "Debug", "Trace", "System.Diagnostics.Debug", "System.Diagnostics.Trace",
    ]
)  # fmt: skip
#: ``System.Diagnostics.Trace``.
_TRACES = {"TraceInformation": "info", "TraceWarning": "warning", "TraceError": "error"}
#: Unity's ``Debug``: level, and whether it formats.
_UNITY = {
    "Log": ("info", False), "LogWarning": ("warning", False), "LogError": ("error", False), "LogAssertion": ("error", False),
    "LogFormat": ("info", True), "LogWarningFormat": ("warning", True), "LogErrorFormat": ("error", True),
}  # fmt: skip
_UNITY_OWNERS = frozenset(["Debug", "UnityEngine.Debug"])
#: The names that :class:`Console` reads.
NAMES = frozenset([*_PRINTS, *_TRACES, *_UNITY, "TraceEvent", "WriteEntry", "TrackTrace", "CaptureMessage", "WriteLineIf"])


class Console:
    """Reads what is printed or traced in one file."""

    def __init__(self, unit: Unit, names: Names, arguments: Arguments, filling: Filling, logcalls: LogCalls) -> None:
        self._unit = unit
        self._names = names
        self._arguments = arguments
        self._filling = filling
        self._logcalls = logcalls

    def read(self, call: Call) -> Iterator[Statement]:
        """The statement of a call that prints or traces; nothing for other streams and for an empty line."""
        if call.name in _PRINTS and self._is_stream(call):
            yield from self._printed(call)
        elif call.name in _TRACES and call.owner.rpartition(".")[2] == "Trace":
            yield from self._said(call, 0, _TRACES[call.name], formats=True)
        elif call.name in _UNITY and self.is_unity(call):
            level, formats = _UNITY[call.name]
            yield from self._said(call, 0, level, formats=formats)
        elif call.name == "TraceEvent" and len(call.arguments) > 2:
            yield from self._said(call, 2, self._arguments.level(call.at(0)), formats=True)
        elif call.name == "WriteEntry":
            yield from self._entry(call)
        elif call.name == "TrackTrace" and not self._is_object(call):
            yield from self._tracked(call)
        elif call.name == "CaptureMessage" and call.owner.rpartition(".")[2] in ("SentrySdk", "Sentry", "_sentry", "_hub"):
            yield from self._said(call, 0, self._arguments.level(call.get(1, "level")) or "info", formats=False)

    @staticmethod
    def is_unity(call: Call) -> bool:
        """Whether a call is one on Unity's ``Debug``, which shares names with Microsoft's loggers."""
        return call.owner in _UNITY_OWNERS

    def _is_stream(self, call: Call) -> bool:
        if call.receiver is None:
            return "System.Console" in self._names.static and call.name in ("WriteLine", "Write")
        return call.owner in _STREAMS

    def _printed(self, call: Call) -> Iterator[Statement]:
        message, rest = call.get(0, "value", "format"), list(call.positional[1:])
        if message is None:
            return
        if call.owner.rpartition(".")[2] in ("Debug", "Trace") and len(rest) == 1:
            rest = []  # the second text is a category
        filled = self._filling.filled(message, rest, "composite" if rest else "")
        if not any(template.parts for template in filled.templates):
            return
        yield from self._unit.log(
            call.node,
            filled.templates,
            None,
            logger="console",
            opening=filled.opening,
            style=filled.style,
            arguments=filled.arguments,
        )

    def _said(self, call: Call, position: int, level: str | None, *, formats: bool) -> Iterator[Statement]:
        message = call.at(position)
        if message is None:
            return
        rest = list(call.positional[position + 1 :]) if formats else []
        filled = self._filling.filled(message, rest, "composite" if rest else "")
        yield from self._logcalls.made(call.node, filled, level, Logger(UNKNOWN))

    def _entry(self, call: Call) -> Iterator[Statement]:
        """``EventLog.WriteEntry(source, message, EventLogEntryType.Warning)``, and the same on an object without the source."""
        at = next((at for at, each in enumerate(call.positional) if "EventLogEntryType" in self._unit.text(each.node)), None)
        if at is None or at == 0:
            return
        kind = self._unit.text(call.positional[at].node).rpartition(".")[2].lower()
        level = {"information": "info", "warning": "warning", "error": "error"}.get(kind)
        yield from self._said(call._replace(arguments=call.positional[:at]), at - 1, level, formats=False)

    def _is_object(self, call: Call) -> bool:
        first = self._unit.call(call.at(0))
        return first is not None and first.made

    def _tracked(self, call: Call) -> Iterator[Statement]:
        """``TelemetryClient.TrackTrace("…", SeverityLevel.Warning, properties)`` of Application Insights."""
        message = call.at(0)
        if message is None:
            return
        levels = [each.node for each in call.positional[1:] if self._arguments.is_level(each.node)]
        fields = [
            self._unit.field(name, value) for each in call.arguments[1:] for name, value in self._arguments.entries(each.node)
        ]
        filled = self._filling.filled(message, (), "")
        level = self._arguments.level(levels[0]) if levels else None
        yield from self._logcalls.made(call.node, filled, level, Logger(UNKNOWN), fields)
