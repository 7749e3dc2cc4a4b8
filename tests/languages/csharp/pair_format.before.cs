namespace Acme;
class Pair
{
    private readonly ILogger<Pair> _logger;
    private static readonly ILog log = LogManager.GetLogger(typeof(Pair));
    void Run(User user, int count, string file, Exception ex)
    {
        _logger.LogInformation("Reset of {UserId} took {Count}", user.Id, count);
        _logger.LogError(ex, "Could not read " + "the file");
        log.InfoFormat("Read {0} lines", count);
        _logger.LogWarning(@"Path ""x"" is odd");
        throw new InvalidOperationException("User " + user.Id + " is locked");
    }
    void Other(string name) { _logger.LogDebug("Moved {Name}", name); }
}
