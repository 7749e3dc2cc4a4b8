// path: src/Errors.cs
using System;

namespace Acme;

public class AccountLockedException : Exception
{
    public AccountLockedException(int id) : base($"Account {id} is locked") { } // error: AccountLockedException "Account {id} is locked" kinds=int audience=internal
    public AccountLockedException(string message, Exception inner) : base(message, inner) { }
}

class QuotaException(long used) : Exception($"Quota exceeded: {used}"); // error: QuotaException "Quota exceeded: {used}"

class SilentException : Exception
{
    public override string Message => "Nothing was heard"; // error: SilentException "Nothing was heard"
}

static class Texts { public const string Gone = "The account is gone"; }

class Errors
{
    private const string NotThere = "User {0} is not there";

    object Run(string name, User user, int id, Exception ex, HttpContext context, string reason)
    {
        throw new InvalidOperationException("Plain"); // error: InvalidOperationException "Plain" audience=internal status=
        throw new InvalidOperationException($"User {user.Id} is locked", ex); // error: InvalidOperationException "User {user_id} is locked" kinds=id
        throw new InvalidOperationException(string.Format(NotThere, user.Id)); // error: InvalidOperationException "User {user_id} is not there"
        throw new InvalidOperationException(Texts.Gone); // error: InvalidOperationException "The account is gone"
        throw new InvalidOperationException(Resources.Locked); // error: InvalidOperationException "{locked}" opening=Resources.Locked
        throw new InvalidOperationException(string.Format(Resources.LockedFor, name)); // error: InvalidOperationException "{format}" opening=Resources.LockedFor
        throw new InvalidOperationException(reason); // error: InvalidOperationException "{reason}"
        throw new ArgumentException("Name is empty", nameof(name)); // error: ArgumentException "Name is empty"
        throw new ArgumentNullException(nameof(name), "Name is missing"); // error: ArgumentNullException "Name is missing"
        throw new ArgumentOutOfRangeException(nameof(id), id, "Id is too large"); // error: ArgumentOutOfRangeException "Id is too large"
        throw new ArgumentOutOfRangeException(nameof(id), $"Id {id} is too small"); // error: ArgumentOutOfRangeException "Id {id} is too small"
        throw new ArgumentException(message: "By name", paramName: nameof(name)); // error: ArgumentException "By name"
        throw new ObjectDisposedException(nameof(Errors), "Closed already"); // error: ObjectDisposedException "Closed already"
        throw new("Untyped"); // error: Exception "Untyped"
        throw new BusinessException("ACCOUNT_LOCKED", "The account is locked"); // error: BusinessException "The account is locked" code=ACCOUNT_LOCKED
        throw new DomainException(ErrorCodes.Locked, "Locked by the owner"); // error: DomainException "Locked by the owner" code=Locked
        throw new UserFriendlyException("Please choose another name"); // error: UserFriendlyException "Please choose another name" audience=customer
        throw new HubException("You are not in this room"); // error: HubException "You are not in this room" audience=api
        throw new HttpResponseException(HttpStatusCode.Conflict, "Taken already"); // error: HttpResponseException "Taken already" status=409 audience=api
        throw new BadHttpRequestException("Body is too large", 413); // error: BadHttpRequestException "Body is too large" status=413 audience=api
        throw new NotFoundException("No such account"); // error: NotFoundException "No such account" status=404 audience=api
        throw new RpcException(new Status(StatusCode.NotFound, "No such order")); // error: RpcException "No such order" code=NotFound audience=api
        throw Failure("Made by a method for " + name); // error: - "Made by a method for {name}"
        var found = user ?? throw new InvalidOperationException("No user"); // error: InvalidOperationException "No user"
        var kept = new TimeoutException("Kept for later"); // error: TimeoutException "Kept for later"
        // error: ArgumentException "Too short"
        // error: ArgumentException "Too long"
        throw new ArgumentException(name.Length < 3 ? "Too short" : "Too long");
        // error: InvalidOperationException "Over several lines of text"
        throw new InvalidOperationException(
            "Over several "
            + "lines of text");
        throw new HttpRequestException("Upstream said no", ex, HttpStatusCode.BadGateway); // error: HttpRequestException "Upstream said no" audience=internal status=502
        return HealthCheckResult.Unhealthy("Database is away"); // error: Result "Database is away" audience=operator
        return Result<User>.Failure(new Failure("No such user at all")); // error: Result "No such user at all"
        ThrowHelper.ThrowInvalidOperation("Thrown by a helper"); // error: - "Thrown by a helper"
        Guard.Against.Null(name, nameof(name), "Name must be given"); // error: - "Name must be given"
        Debug.Assert(id > 0, "Id is positive"); // error: Assert "Id is positive"
        Environment.FailFast("State is damaged"); // error: FailFast "State is damaged"
        return id switch
        {
            1 => "one",
            _ => throw new NotSupportedException($"Case {id}"), // error: NotSupportedException "Case {id}"
        };
    }

    ErrorOr<User> Find(string name, int id) => id switch
    {
        1 => Error.NotFound("User.NotFound", $"User {name} was not found"), // error: Error "User {name} was not found" code=User.NotFound
        2 => Error.Validation(code: "User.Name", description: "Name is empty"), // error: Error "Name is empty" code=User.Name
        4 => Error.BadRequest("Plans must stay within one tier"), // error: Error "Plans must stay within one tier"
        3 => Result.Fail("Could not be found"), // error: Result "Could not be found"
        _ => Result.Failure<User>("Could not be read"), // error: Result "Could not be read"
    };
}
