// path: src/Accounts/ResetService.cs
using Microsoft.Extensions.Logging;

namespace Acme.Accounts;

public partial class ResetService(ILogger<ResetService> logger, IClock clock)
{
    private const string Done = "PasswordReset userId: {UserId} email: {Email}";
    private const string Prefix = "[reset] ";
    private static readonly string Late = Prefix + "late by {Delay}";
    private readonly ILogger _audit;
    private readonly ILogger<Other> _other;

    public ResetService(ILoggerFactory factory) { _audit = factory.CreateLogger("Audit"); }

    public void Run(User user, Guid orderId, int attempt, TimeSpan delay, Exception? failure, bool retry)
    {
        logger.LogInformation("Started"); // log: info "Started" logger=Acme.Accounts.ResetService fields=
        // log: info "PasswordReset userId: {user_id} email: {mask(email)}" fields=UserId,Email kinds=id,masked
        logger.LogInformation(Done, user.Id, Mask(user.Email));
        logger.LogWarning(Late, delay); // log: warning "[reset] late by {delay}" fields=Delay kinds=duration
        logger.LogError(failure, "Order {OrderId} failed", orderId); // log: error "Order {order_id} failed" fields=OrderId kinds=uuid
        logger.LogError(17, failure, "Order {OrderId} failed again", orderId); // log: error "Order {order_id} failed again" fields=OrderId
        logger.LogDebug(new EventId(3, "Tick"), "Tick {Count}", attempt); // log: debug "Tick {attempt}" fields=Count kinds=int
        logger.LogTrace(LogEvents.Tick, "Tock"); // log: trace "Tock"
        logger.LogCritical(AppEvents.Down, failure, "Down since {Since:yyyy-MM-dd}", clock.Now); // log: critical "Down since {now}" renderings=:yyyy-MM-dd fields=Since kinds=datetime
        logger.Log(LogLevel.Warning, "Level first {Attempt}", attempt); // log: warning "Level first {attempt}" fields=Attempt
        logger.Log(LogLevel.Error, 4, failure, "Level, id and exception"); // log: error "Level, id and exception"
        logger.Log(retry ? LogLevel.Debug : LogLevel.Error, "Level of two"); // log: - "Level of two"
        var level = LogLevel.Information;
        logger.Log(level, "Level in a variable"); // log: info "Level in a variable"
        _audit.LogInformation("Audited {@Order} {$Kind}", user.Order, user.Kind); // log: info "Audited {order} {user_kind}" fields=Order,Kind kinds=json,any renderings=@,$ logger=Audit
        _other.LogInformation("Other"); // log: info "Other" logger=Other
        logger.LogInformation("{0} of {1}", attempt, 5); // log: info "{attempt} of 5" fields=
        logger.LogInformation($"Interpolated {user.Id} {attempt,5:N0}"); // log: info "Interpolated {user_id} {attempt}" fields= renderings=,,5:N0
        logger.LogInformation("Braces {{literal}} {Id}", user.Id); // log: info "Braces {{literal}} {user_id}" fields=Id
        logger.LogInformation("Plain {NotFilled}"); // log: info "Plain {{NotFilled}}" fields=
        logger.LogInformation("Missing {One} {Two}", attempt); // log: info "Missing {attempt} {two}" fields=One,Two
        logger.LogInformation("List {A} {B}", new object[] { user.Id, attempt }); // log: info "List {user_id} {attempt}" fields=A,B
        logger.LogInformation("List {A} {B}", [user.Id, attempt]); // log: info "List {user_id} {attempt}" fields=A,B
        logger.LogInformation(message: "By name {A}", args: new object[] { attempt }); // log: info "By name {attempt}" fields=A
        logger.LogWarning(exception: failure, message: "By name too {Attempt}", attempt); // log: warning "By name too {attempt}" fields=Attempt
        logger.LogInformation("This {Service}", this); // log: info "This {service}" fields=Service
        logger.LogInformation("Names {Names}", string.Join(", ", user.Names)); // log: info "Names {user_names}"
        logger.LogError(AppEvents.Down, result.Error, "Migration failed."); // log: error "Migration failed."
        logger?.LogInformation("Conditional"); // log: info "Conditional"
        this.logger.LogInformation("Own"); // log: info "Own"
        // log: warning "Retry {attempt}" fields=Attempt
        // log: warning "Stop {attempt}" fields=Attempt
        logger.LogWarning(retry ? "Retry {Attempt}" : "Stop {Attempt}", attempt);
        var text = "Built for " + user.Name;
        logger.LogInformation(text); // log: info "Built for {user_name}"
        text += " again";
        logger.LogInformation(text); // log: info "Built for {user_name} again"
        logger.LogInformation(string.Format("Formatted {0:000} {1}", attempt, user.Name)); // log: info "Formatted {attempt} {user_name}" renderings=:000,
        logger.LogInformation(string.Format(CultureInfo.InvariantCulture, "Cultured {0}", user.Name)); // log: info "Cultured {user_name}"
        logger.LogInformation(string.Concat("Joined ", user.Name, "!")); // log: info "Joined {user_name}!"
        logger.LogInformation(Messages.Reset, user.Id); // log: info "{reset}" opening=Messages.Reset
        // log: info "Case a"
        // log: info "Other case"
        logger.LogInformation(user.Name switch { "a" => "Case a", _ => "Other case" });
        logger.LogInformation(nameof(ResetService) + " ready"); // log: info "ResetService ready"
        logger.LogInformation("""Raw "quotes" {Id}""", user.Id); // log: info "Raw \"quotes\" {user_id}" fields=Id
        logger.LogInformation(@"Verbatim ""quotes"" \d {Id}", user.Id); // log: info "Verbatim \"quotes\" \d {user_id}" fields=Id
        // log: info "Two lines"
        logger.LogInformation("""
            Two
            lines
            """);
        // log: info "Wrapped over lines"
        logger.LogInformation("Wrapped "
            + "over lines");
        logger.LogError(failure!.Message); // log: error "{failure_message}" kinds=exception
        logger.LogError("Failed: {Message}", failure.Message); // log: error "Failed: {failure_message}" fields=Message kinds=exception
        LoggerExtensions.LogInformation(logger, "Static {Id}", user.Id); // log: info "Static {user_id}" fields=Id logger=Acme.Accounts.ResetService
        logger.ZLogWarning($"Interpolated only {attempt}"); // log: warning "Interpolated only {attempt}"
    }

    public async Task Scoped(string tenant, Guid orderId)
    {
        using (logger.BeginScope("order {OrderId}", orderId))
        {
            logger.LogInformation("In scope {Tenant}", tenant); // log: info "In scope {tenant}" fields=Tenant,OrderId
        }
        using var scope = logger.BeginScope(new Dictionary<string, object> { ["Tenant"] = tenant, ["Order"] = orderId });
        logger.LogInformation("In a dictionary"); // log: info "In a dictionary" fields=Tenant,Order
        using (logger.BeginScope(new[] { new KeyValuePair<string, object>("Run", orderId) }))
            logger.LogInformation("In pairs"); // log: info "In pairs" fields=Tenant,Order,Run
        try { await Work(); }
        catch (InvalidOperationException ex) when (ex.HResult != 0)
        {
            logger.LogError(ex, "Work failed for {Tenant}", tenant); // log: error "Work failed for {tenant}" fields=Tenant,Order
        }
        Parallel.ForEach(items, item => logger.LogDebug("Item {ItemId}", item.Id)); // log: debug "Item {item_id}" fields=ItemId,Tenant,Order
    }

    // log: warning "Slow query {query} took {elapsed}" fields=Query,Elapsed kinds=any,duration logger=
    [LoggerMessage(EventId = 1, Level = LogLevel.Warning, Message = "Slow query {Query} took {Elapsed}")]
    static partial void SlowQuery(ILogger logger, string query, TimeSpan elapsed);

    [LoggerMessage(2, LogLevel.Error, "Cannot open {path}")] // log: error "Cannot open {path}" fields=path
    partial void CannotOpen(string path, Exception exception);

    [LoggerMessage(LogLevel.Debug, "Only a level")] // log: debug "Only a level" fields=
    public static partial void OnlyLevel(this ILogger<ResetService> logger);

    [LoggerMessage(Message = "Level given by the caller {Id:D}")] // log: - "Level given by the caller {id}" fields=Id kinds=uuid renderings=:D
    public static partial void AnyLevel(ILogger logger, LogLevel level, Guid id);

    // log: info "Connected {host} {port}" fields=Host,Port kinds=any,int
    private static readonly Action<ILogger, string, int, Exception?> Connected = LoggerMessage.Define<string, int>(
        LogLevel.Information, new EventId(5, nameof(Connected)), "Connected {Host} {Port}");
}
