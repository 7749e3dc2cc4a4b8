// path: src/Nothing.cs
namespace Acme;

/// <summary>logger.LogInformation("in a comment");</summary>
class Nothing
{
    // logger.LogError("commented out");
    string _code = "logger.LogInformation(\"in a string\"); throw new Exception(\"x\");";

    void Run(Dialog dialog, Blog blog, StringBuilder builder, Exception ex, ILogger logger, Catalog catalog)
    {
        Math.Log(2);
        dialog.Error("not a logger");
        blog.Info("not a logger");
        catalog.Warning("not a logger");
        builder.AppendLine("not a logger");
        stream.WriteLine("not the console");
        if (logger.IsEnabled(LogLevel.Debug)) { }
        logger.BeginScope("a scope is no statement {Id}", 1);
        Console.WriteLine();
        Console.ReadLine();
        Console.WriteLine(string.Empty);
        throw;
        throw ex;
        throw new InvalidOperationException();
        throw new ArgumentNullException(nameof(ex));
        throw new ArgumentOutOfRangeException(nameof(ex));
        throw new Wrapped(ex);
        throw Make(ex);
        throw new BadRequestException(ModelState);
        throw new AccountMissingException(account.Id);
        ArgumentNullException.ThrowIfNull(ex);
        var kept = new Exception();
        return Ok("fine");
        return NotFound();
        return BadRequest(ModelState);
        return StatusCode(200, "fine");
        return StatusCode(500);
        return Results.Ok(new { message = "fine" });
        return Result.Success("fine");
        var rule = RuleFor(x => x.Name).NotEmpty();
        action.Should().Throw<Exception>().WithMessage("asserted");
        Thread.Sleep(1);
        TempData["Notice"] = "all fine";
        var problem = new ProblemDetails { Status = 200, Title = "fine" };
        log(2);
        Info("no receiver");
    }

    [Obsolete("Use the other", true)]
    [Required]
    [LoggerMessageLike("x")]
    void Old() { }
}

class Shape { string Message => "not an exception"; Shape() : base() { } }
