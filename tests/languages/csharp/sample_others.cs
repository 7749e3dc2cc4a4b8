// path: src/Other/Other.cs
using System;
using System.Diagnostics;
using static System.Console;

class Other
{
    void Run(string name, int count, ILoggingAdapter akka, TelemetryClient telemetry, Unknown logger, AuditLog auditLog)
    {
        Console.WriteLine("Hello {0}, {1:N2}", name, count); // log: - "Hello {name}, {count}" logger=console
        Console.Write($"Hello {name}"); // log: - "Hello {name}" logger=console
        Console.Error.WriteLine("Usage: tool " + name); // log: - "Usage: tool {name}" logger=console
        Console.WriteLine("Literal {0}"); // log: - "Literal {{0}}"
        WriteLine("Imported"); // log: - "Imported" logger=console
        Debug.WriteLine("Debugged", "category"); // log: - "Debugged" logger=console
        Trace.TraceInformation("Traced {0}", name); // log: info "Traced {name}"
        Trace.TraceError("Error traced"); // log: error "Error traced"
        _source.TraceEvent(TraceEventType.Warning, 7, "Event of {0}", name); // log: warning "Event of {name}"
        EventLog.WriteEntry("Acme", "Service stopped", EventLogEntryType.Error); // log: error "Service stopped"
        telemetry.TrackTrace("Tracked", SeverityLevel.Warning, new Dictionary<string, string> { ["Name"] = name }); // log: warning "Tracked" fields=Name
        SentrySdk.CaptureMessage("Captured", SentryLevel.Error); // log: error "Captured"
        akka.Warning("Actor {0} stopped", name); // log: warning "Actor {name} stopped"
        _log.Info("Unknown library {0}", name); // log: info "Unknown library {name}"
        _log.Info("Unknown library {Name}", name); // log: info "Unknown library {name}" fields=Name
        _log.Info(m => m("Callback {0}", name)); // log: info "Callback {name}"
        auditLog.Warn("Audited"); // log: warning "Audited"
        UnityEngine.Debug.LogWarning("In the engine " + name); // log: warning "In the engine {name}"
        Debug.LogFormat("Engine {0}", name); // log: info "Engine {name}"
        await _logger.InformationAsync("Asynchronous " + name); // log: info "Asynchronous {name}"
    }

    [Event(1, Level = EventLevel.Informational, Message = "Started {0} of {1}")] // log: info "Started {name} of {count}"
    public void Started(string name, int count) => WriteEvent(1, name, count);
}
