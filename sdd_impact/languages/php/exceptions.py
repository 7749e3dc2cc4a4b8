r"""Exception classes of PHP's frameworks: who reads their message, the HTTP status, and where the message stands.

Sources: Symfony ``HttpKernel\Exception``; Laravel ``abort`` and ``Illuminate\Validation``; Nextcloud ``OCP\AppFramework\OCS``.
"""

from __future__ import annotations

from sdd_impact import late
from sdd_impact.model import Audience
from sdd_impact.tuples import NamedTuple


class Known(NamedTuple):
    """A known exception class: audience, status, and the position of its message."""

    audience: Audience
    status: int | None = None
    message: int = 0


def _all(audience: Audience, classes: dict[str, int | None], message: int = 0) -> dict[str, Known]:
    return {name: Known(audience, status, message) for name, status in classes.items()}


KNOWN: dict[str, Known] = {
    **_all("api", {
        "NotFoundHttpException": 404, "AccessDeniedHttpException": 403, "BadRequestHttpException": 400, "ConflictHttpException": 409,
        "GoneHttpException": 410, "LengthRequiredHttpException": 411, "NotAcceptableHttpException": 406, "PreconditionFailedHttpException": 412,
        "PreconditionRequiredHttpException": 428, "UnprocessableEntityHttpException": 422, "UnsupportedMediaTypeHttpException": 415,
        "OCSNotFoundException": 404, "OCSBadRequestException": 400, "OCSForbiddenException": 403, "OCSException": None,
    }),
    **_all("api", {"UnauthorizedHttpException": 401, "MethodNotAllowedHttpException": 405, "TooManyRequestsHttpException": 429,
                   "ServiceUnavailableHttpException": 503, "HttpException": None}, 1),
    **_all("internal", {"AccessDeniedException": 403, "AuthorizationException": 403, "AuthenticationException": 401, "ModelNotFoundException": 404}),
    **_all("customer", {"CustomUserMessageAuthenticationException": 401, "CustomUserMessageAccountStatusException": 401}),
    **_all("operator", {"InvalidOptionException": None}),
    **_all("api", {"UserError": None}),  # webonyx/graphql-php: shown to clients, as it is ``ClientAware``
}  # fmt: skip

#: Exceptions that are made of a value and what was expected of it: their text is made by the class.
OF_PARTICULARS = frozenset(["UnexpectedTypeException", "UnexpectedValueTypeException"])
#: Exceptions that carry an answer, which says it all: Laravel's ``HttpResponseException``.
OF_ANSWERS = frozenset(["HttpResponseException"])

#: A class whose name ends so is an exception.
LOOKS_LIKE_ERROR = late.regex(r"(?:Exception|Error|Errors|Failure|Throwable|NotFound|Forbidden|Denied|Invalid\w*|Fault)$")
