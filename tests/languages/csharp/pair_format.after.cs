namespace Acme
{
    class Pair
    {
        private readonly ILogger<Pair> _log;
        private static readonly ILog log = LogManager.GetLogger(typeof(Pair));

        void Run(User account, int number, string file, Exception error)
        {
            _log.LogInformation(
                "Reset of {UserId} " +
                "took {Count}",
                account.Id,
                number);
            _log?.LogError(error, """Could not read the file""");
            log.Info($"Read {number} lines");
            this._log.LogWarning("Path \"x\" is odd");
            throw new InvalidOperationException($"User {account.Id} is locked");
        }

        void Other(string name) =>
            _log.LogDebug(exception: null, message: "Moved {Name}", args: new object[] { name });
    }
}
