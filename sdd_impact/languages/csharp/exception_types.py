"""Exception types that say more by their name: where their message stands, whom they speak to, with which status."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sdd_impact.model import Audience

#: Type → where its message stands, by the number of positional arguments (a place that is not there: no message).
#: By .NET's reference: ``ArgumentNullException(paramName, message)``, ``ArgumentOutOfRangeException(paramName[, actualValue], message)``,
#: ``ArgumentException(message[, paramName])``, ``ObjectDisposedException(objectName, message)``.
MESSAGE_POSITIONS: Mapping[str, Callable[[int], int]] = {
    "ArgumentException": lambda _: 0,
    "ArgumentNullException": lambda _: 1,
    "ArgumentOutOfRangeException": lambda count: 2 if count == 3 else 1,
    "ObjectDisposedException": lambda _: 1,
    "DuplicateWaitObjectException": lambda _: 1,
    "FileNotFoundException": lambda _: 0,
    "BadImageFormatException": lambda _: 0,
    "OperationCanceledException": lambda _: 0,
    "HttpRequestException": lambda _: 0,
}

#: Types whose message is shown to the user: ABP's, Nop's.
CUSTOMER = frozenset(["UserFriendlyException", "FriendlyException", "NopException"])

#: Types whose message goes to the caller of an API: ASP.NET Core, SignalR, gRPC, GraphQL, Web API; or to whoever runs a command.
AUDIENCES: Mapping[str, Audience] = {
    **dict.fromkeys(
        [
            "BadHttpRequestException", "HttpResponseException", "HubException", "RpcException", "GraphQLException", "ExecutionError",
            "HttpException", "ApiException", "ProblemDetailsException", "FaultException", "WebFaultException",
        ],
        "api",
    ),
    **dict.fromkeys(["HttpRequestException", "WebException"], "internal"),  # of a client: their status is somebody else's
    **dict.fromkeys(["CommandException", "CommandLineException", "CommandParsingException"], "operator"),
}  # fmt: skip

#: Statuses that types have by themselves, or by the convention that their name follows: a filter or middleware answers with it.
STATUSES: Mapping[str, int] = {
    "BadHttpRequestException": 400, "BadRequestException": 400, "UnauthorizedException": 401, "ForbiddenException": 403, "ForbidException": 403,
    "NotFoundException": 404, "ResourceNotFoundException": 404, "EntityNotFoundException": 404, "ConflictException": 409, "GoneException": 410,
    "UnprocessableEntityException": 422, "TooManyRequestsException": 429,
}  # fmt: skip
