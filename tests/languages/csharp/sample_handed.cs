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
