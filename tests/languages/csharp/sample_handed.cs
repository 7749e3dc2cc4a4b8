// path: Shop/Orders.cs
using Microsoft.Extensions.Logging;

class Orders
{
    private readonly ILogger<Orders> _logger;

    // log: info "Audit: {message}" fields=Message
    private void Audit(string message) { _logger.LogInformation("Audit: {Message}", message); }

    // log: warning "{message}"
    private void Warn(string message, params object[] args) { _logger.LogWarning(message, args); }

    void Run(string item, int count)
    {
        // log: info "Audit: Order was sent" fields=Message
        Audit("Order was sent");
        // log: info "Audit: Order of {item} was paid" fields=Message
        this.Audit($"Order of {item} was paid");
        // log: warning "Stock of {item} is low: {count}"
        Warn("Stock of {Item} is low: {Count}", item, count);
    }
}

class Levels
{
    private readonly ILogger<Levels> _logger;

    // log: - "{message}"
    private void Note(string message, LogLevel level = LogLevel.Warning) { _logger.Log(level, message); }

    void Run()
    {
        // log: warning "Stock is low"
        Note("Stock is low");
        // log: error "Stock is empty"
        Note("Stock is empty", level: LogLevel.Error);
    }
}

class Backup
{
    private readonly NLog.Logger _log;
    private readonly ILogger<Backup> _logger;

    void Run(string server)
    {
        // log: info "Backup was started"
        _log.ProgressInfo("Backup was started");
        // log: error "No connection to {server}"
        _log.ConnectionError("No connection to {0}", server);
        _log.SentError(server);
        _log.IsInfo("is it one");
        // the generator's method has its message elsewhere
        _logger.ConnectionError("my server");
    }
}
