// path: src/Jobs/Nightly.cs
using NLog;

namespace Acme.Jobs;

internal class Nightly
{
    private static readonly Logger Logger = LogManager.GetCurrentClassLogger();
    private static readonly NLog.ILogger Named = LogManager.GetLogger("nightly.report");

    void Run(string job, int count, Exception ex)
    {
        Logger.Info("Job {Job} took {Count} items", job, count); // log: info "Job {job} took {count} items" fields=Job,Count logger=Acme.Jobs.Nightly
        Logger.Info("Job {0} took {1} items", job, count); // log: info "Job {job} took {count} items" fields=
        Logger.Warn(ex, "Slow job {Job}", job); // log: warning "Slow job {job}" fields=Job
        Logger.Error(ex); // log: error "{ex}" kinds=exception
        Logger.Fatal("Stopped"); // log: critical "Stopped"
        Logger.Trace(() => $"Lazy {job}"); // log: trace "Lazy {job}"
        Logger.Debug(CultureInfo.InvariantCulture, "Cultured {0}", count); // log: debug "Cultured {count}"
        Logger.Log(LogLevel.Warn, "Level first {Job}", job); // log: warning "Level first {job}" fields=Job
        Logger.ForInfoEvent().Message("Built {Job}", job).Property("Count", count).Log(); // log: info "Built {job}" fields=Job,Count
        // log: error "Fluent" fields=Job
        Logger.ForErrorEvent()
            .Message("Fluent")
            .Property("Job", job)
            .Exception(ex)
            .Log();
        Logger.Info().Message("Older fluent").Property("Job", job).Write(); // log: info "Older fluent" fields=Job
        Logger.WithProperty("Tenant", job).Info("With property"); // log: info "With property" fields=Tenant
        Named.Info("Named"); // log: info "Named" logger=nightly.report
        Logger.ConditionalDebug("Only in debug builds"); // log: debug "Only in debug builds"
        using (ScopeContext.PushProperty("Run", count)) { }
    }
}
