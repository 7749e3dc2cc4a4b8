"""Words without one of which a C# file can hold no statement."""

from __future__ import annotations

#: Looked for as they stand, in no order: that is many times faster than a pattern.
HINTS = (
    b".Log(", b".Log<", b".LogT", b".LogD", b".LogI", b".LogW", b".LogE", b".LogC", b".LogA", b".LogF", b".ZLog", b"og.", b"og?.", b"og()", b"ogger.", b"ogger?.", b"ogger!.", b"ogger()", b"LOG.", b"LOGGER.", b"Logger ", b"ILog ", b"LoggingAdapter", b"Serilog", b"NLog", b"log4net", b"LoggerMessage", b"[Event(",
    b"throw ", b"Exception(", b"Exception\n", b"Exception {", b"ThrowHelper", b"Throw.", b"ThrowError", b"Guard.", b"FailFast", b"Debug.", b"Trace.", b"TraceEvent", b"Contract.",
    b"Console.Write", b"Console.Out", b"Console.Error", b"AnsiConsole", b"static System.Console", b"TrackTrace", b"WriteEntry", b"CaptureMessage",
    b"ErrorMessage", b"AddModelError", b"WithMessage", b"AddFailure", b"ValidationResult", b"ValidationFailure", b"Problem", b"HttpError",
    b"ObjectResult", b"ContentResult", b"JsonResult", b"StatusCodeResult", b"BadRequest", b"Unauthorized(", b"NotFound(", b"Conflict(", b"Forbid",
    b"Gone(", b"Unprocessable", b"InternalServerError", b"TooManyRequests", b"PreconditionFailed(", b"ServiceUnavailable(", b"StatusCode(", b"StatusCode =", b"statusCode:",
    b"CreateResponse(", b"CreateErrorResponse(", b".Fail(", b".Failure", b"Result.Error", b">.Error(", b".Invalid(", b"Unavailable(", b"CriticalError(", b"Unhealthy(", b"Degraded(", b"Error.", b"new Status(", b"IdentityError", b"TempData", b"ViewData", b"ViewBag",
    b"AddError(", b"string Message",
)  # fmt: skip
