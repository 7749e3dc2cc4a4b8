// path: src/Acme/Surprises.cs
using System;
using Microsoft.Extensions.Logging;
namespace Acme;

public enum ErrorCode { TimerChanged = 1, Gone = 2 }

public partial class Timers(ILogger<Timers> logger, ISemanticLog log)
{
    public void EventIds(Exception ex, int id, string name, ErrorCode errorCode)
    {
        logger.LogError((int)ErrorCode.Gone, ex, "Timer {Id} is gone", id); // log: error "Timer {id} is gone" fields=Id
        logger.LogDebug((int)ErrorCode.TimerChanged, "Timer changed"); // log: debug "Timer changed"
        logger.LogDebug((int)errorCode, "Changed {A}", id); // log: debug "Changed {id}" fields=A
        logger.LogWarning((int)ErrorCode.Gone, name); // log: warning "{name}"
        logger.LogWarning(ShopErrorCode.Failed, "Retrying {Name}.", name); // log: warning "Retrying {name}." fields=Name
        logger.LogWarning(ShopErrorCode.Failed, ex, "Failed {Name}.", name); // log: warning "Failed {name}." fields=Name
    }

    // the generator spells a field as the message does
    // log: error "Cannot start {role_name}" fields=RoleName,extra
    [LoggerMessage(Level = LogLevel.Error, Message = "Cannot start {RoleName}")]
    private partial void CannotStart(string roleName, int extra);

    public void Properties(Exception ex, int id)
    {
        // log: error "" fields=action,id
        log.LogError(ex, w => w
            .WriteProperty("action", "createJob")
            .WriteProperty("id", id));
        log.LogError(unhandled, w => w.WriteProperty("action", "filter")); // log: error "" fields=action
        log.LogFatal(ex, w => w.WriteProperty("action", "handle")); // log: critical "" fields=action
    }

    public void Branches(bool old, int id)
    {
        var text = "New timer";
        if (old) text = "Old timer";
        // log: info "New timer"
        // log: info "Old timer"
        logger.LogInformation(text);
        var empty = "";
        if (old) empty = "Was old";
        logger.LogInformation(empty); // log: info "Was old"
        logger.LogInformation(new StringBuilder().Append("Built ").Append(id).ToString()); // log: info "Built {id}"
        logger.LogInformation(new StringBuilder(256).Append("Large ").Append(id).ToString()); // log: info "Large {id}"
    }

    public void Thrown(Exception ex, string name)
    {
        if (name == "a") throw new ValidationException(T.Get("apps.nameAlreadyExists")); // error: ValidationException "apps.nameAlreadyExists"
        if (name == "b") throw new NotThereException(name, "Orders", typeof(Timers)); // only names
        var type = ex.GetType();
        if (name == "c") throw new WrapperException(ex, type);
        if (name == "e") throw new AssetMissingException(sourceFileName);
        if (name == "g") throw new NotThereException(name, "Orders", name ?? "Unknown");
        var list = new StringBuilder();
        list.Append("one failure");
        if (name == "h") throw new AggregateException(list.ToString()); // error: AggregateException "{list}"
        if (name == "f") throw new OrderException(name, "Order is gone"); // error: OrderException "Order is gone"
    }
}

public class Actor : ReceiveActor
{
    private readonly ILoggingAdapter adapter = Context.GetLogger();

    void Run(string name, int count)
    {
        adapter.Info("Started {0} of {1}", name, count); // log: info "Started {name} of {count}" fields=
        adapter.Warning("Slow {Name} after {Count}", name, count); // log: warning "Slow {name} after {count}" fields=Name,Count
    }
}

public class Answers : ControllerBase
{
    public IActionResult Put() => Conflict(new ProblemDetails { Title = "Order has changed" }); // error: - "Order has changed" status=409 audience=api
}
