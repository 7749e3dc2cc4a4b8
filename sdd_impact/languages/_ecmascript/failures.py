"""Data: how JavaScript says that something went wrong, and to whom.

Statuses and default texts are those of RFC 9110 and of the documentation of Node's ``http.STATUS_CODES``, NestJS, http-errors,
Boom, Fastify's sensible plug-in, tRPC and GraphQL.
"""

from __future__ import annotations

from sdd_impact import late

#: HTTP status → reason phrase; the text that is sent where the code gives none.
REASONS: dict[int, str] = {
    400: "Bad Request",
    401: "Unauthorized",
    402: "Payment Required",
    403: "Forbidden",
    404: "Not Found",
    405: "Method Not Allowed",
    406: "Not Acceptable",
    407: "Proxy Authentication Required",
    408: "Request Timeout",
    409: "Conflict",
    410: "Gone",
    411: "Length Required",
    412: "Precondition Failed",
    413: "Payload Too Large",
    414: "URI Too Long",
    415: "Unsupported Media Type",
    416: "Range Not Satisfiable",
    417: "Expectation Failed",
    418: "I'm a Teapot",
    421: "Misdirected Request",
    422: "Unprocessable Entity",
    423: "Locked",
    424: "Failed Dependency",
    425: "Too Early",
    426: "Upgrade Required",
    428: "Precondition Required",
    429: "Too Many Requests",
    431: "Request Header Fields Too Large",
    451: "Unavailable For Legal Reasons",
    500: "Internal Server Error",
    501: "Not Implemented",
    502: "Bad Gateway",
    503: "Service Unavailable",
    504: "Gateway Timeout",
    505: "HTTP Version Not Supported",
    507: "Insufficient Storage",
    511: "Network Authentication Required",
}


def _key(words: str) -> str:
    return "".join(letter for letter in words.lower() if letter.isalnum())


#: Status by name without case and punctuation: ``NOT_FOUND``, ``NotFound``, ``notFound`` are one key.
STATUSES: dict[str, int] = {_key(reason): status for status, reason in REASONS.items()} | {
    "teapot": 418,
    "imateapot": 418,
    "unavailableforlegalreasons": 451,
    "entitytoolarge": 413,
    "requesttoolong": 413,
    "requestentitytoolarge": 413,
    "contenttoolarge": 413,
    "baddata": 422,
    "unprocessablecontent": 422,
    "resourcegone": 410,
    "clienttimeout": 408,
    "internal": 500,
    "internalserver": 500,
    "badimplementation": 500,
    "serverunavailable": 503,
    "serviceunavailable": 503,
    "notacceptable": 406,
    "unsupportedmedia": 415,
    "toomany": 429,
    "toomanyrequests": 429,
    "preconditionfail": 412,
}


def status_of_name(name: str) -> int | None:
    """The status that a name says (``NotFoundException``, ``HttpStatus.NOT_FOUND``, ``badRequest``), or None."""
    last = name.rpartition(".")[2]
    for ending in ("Exception", "HttpError", "Error"):
        last = last.removesuffix(ending)
    return STATUSES.get(_key(last))


#: Exceptions of HTTP frameworks: their class name carries the status and their default text is the reason phrase.
NEST_EXCEPTIONS = frozenset(
    ["BadRequestException", "UnauthorizedException", "NotFoundException", "ForbiddenException", "NotAcceptableException",
     "RequestTimeoutException", "ConflictException", "GoneException", "HttpVersionNotSupportedException",
     "PayloadTooLargeException", "UnsupportedMediaTypeException", "UnprocessableEntityException",
     "InternalServerErrorException", "NotImplementedException", "ImATeapotException", "MethodNotAllowedException",
     "BadGatewayException", "ServiceUnavailableException", "GatewayTimeoutException", "PreconditionFailedException",
     "MisdirectedException"]
)  # fmt: skip

#: Classes whose message the caller of an API reads, beyond those with a status. Last name of the class.
API_CLASSES = frozenset(
    ["HttpException", "RpcException", "WsException", "HttpError", "HTTPException", "HTTPError", "TRPCError", "GraphQLError",
     "ApolloError", "UserInputError", "AuthenticationError", "ForbiddenError", "PersistedQueryNotFoundError", "Boom",
     "HttpsError", "APIError"]
)  # fmt: skip

#: tRPC's codes → status.
TRPC_STATUSES: dict[str, int] = {
    "PARSE_ERROR": 400,
    "BAD_REQUEST": 400,
    "UNAUTHORIZED": 401,
    "PAYMENT_REQUIRED": 402,
    "FORBIDDEN": 403,
    "NOT_FOUND": 404,
    "METHOD_NOT_SUPPORTED": 405,
    "TIMEOUT": 408,
    "CONFLICT": 409,
    "PRECONDITION_FAILED": 412,
    "PAYLOAD_TOO_LARGE": 413,
    "UNSUPPORTED_MEDIA_TYPE": 415,
    "UNPROCESSABLE_CONTENT": 422,
    "TOO_MANY_REQUESTS": 429,
    "CLIENT_CLOSED_REQUEST": 499,
    "INTERNAL_SERVER_ERROR": 500,
    "NOT_IMPLEMENTED": 501,
    "BAD_GATEWAY": 502,
    "SERVICE_UNAVAILABLE": 503,
    "GATEWAY_TIMEOUT": 504,
}

#: Factories of HTTP errors: the callee's first or middle name.
HTTP_ERROR_FACTORIES = frozenset({"createError", "createHttpError", "httpErrors", "HttpErrors", "Boom", "boom", "httpError"})

#: The language's own error classes: their first argument is the message.
BUILT_IN = frozenset({"Error", "TypeError", "RangeError", "SyntaxError", "ReferenceError", "EvalError", "URIError", "DOMException"})

#: Keys of a response body or an options object, in the order in which they hold the text for people.
BODY_KEYS = (
    "message",
    "msg",
    "errorMessage",
    "error_message",
    "error_description",
    "error",
    "detail",
    "details",
    "description",
    "reason",
    "errors",
    "content",
    "text",
    "title",
    "statusMessage",
)

#: Keys that make a body without a status an error.
ERROR_KEYS = frozenset({"error", "errors", "errorMessage", "error_message", "error_description"})

#: Keys that hold a machine's code.
CODE_KEYS = ("code", "errorCode", "error_code", "errCode")

#: Keys that hold the status.
STATUS_KEYS = ("status", "statusCode", "status_code", "httpStatus")

#: What a class that is an error is called.
ERROR_NAME = late.regex(r"\w*(?:Error|Exception|Fault|Failure|Boom)")

#: A machine's code rather than a text for people: ``NOT_FOUND``, ``invalid_grant``, ``auth/user-not-found``.
CODE = late.regex(r"[A-Z][A-Z0-9]*(?:[_.-][A-Z0-9]+)*|[a-z0-9]+(?:[_./-][a-z0-9]+)+|[A-Z]\w*[a-z][A-Z]\w*")

#: Names of values that hold a text for people.
TEXT_NAME = late.regex(r"(?i)\w*(?:message|msg|text|reason|detail|details|description)")

#: Owners of names for statuses: ``HttpStatus.NOT_FOUND``.
STATUS_OWNER = late.regex(r"(?i)\w*(?:status|http|code)\w*")

#: Objects that a response is sent with.
RESPONSE = late.regex(r"(?:_?(?:res|resp|response|reply|rep|ctx|context|c|h|r)|\w*(?:Res|Response|Reply))")

#: Objects whose ``.error(text)`` is shown to a person.
TOASTS = frozenset(
    ["toast", "toaster", "toastr", "notification", "notifications", "notify", "message", "snackbar", "snackBar", "messageApi",
     "notificationApi", "toastService", "notificationService", "toastrService", "messageService", "$toast", "$message",
     "$notify", "ElMessage", "ElNotification", "Message", "Notification", "Toast", "alerts", "ui"]
)  # fmt: skip
