"""Exception types that say more by their name: whom they speak to, with which status, where their message stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sdd_impact.model import Audience

#: Packages of JAX-RS.
REST_PACKAGES = ("javax.ws.rs", "jakarta.ws.rs")

#: JAX-RS exceptions → HTTP status (None: told by an argument), by the specification's table 4.1.
REST_STATUSES: dict[str, int | None] = {
    "WebApplicationException": None, "ClientErrorException": None, "ServerErrorException": None, "RedirectionException": None,
    "BadRequestException": 400, "NotAuthorizedException": 401, "ForbiddenException": 403, "NotFoundException": 404,
    "NotAllowedException": 405, "NotAcceptableException": 406, "NotSupportedException": 415, "InternalServerErrorException": 500,
    "ServiceUnavailableException": 503,
}  # fmt: skip

#: Exception → packages of which one must be imported ((): none), and whom it speaks to.
AUDIENCES: dict[str, tuple[tuple[str, ...], Audience]] = {
    "ResponseStatusException": ((), "api"),
    "ErrorResponseException": ((), "api"),
    "HttpStatusException": ((), "api"),
    "HttpException": ((), "api"),
    "ApiException": ((), "api"),
    "WebApplicationException": ((), "api"),
    "GraphqlErrorException": ((), "api"),
    "GraphQLException": ((), "api"),
    "ParameterException": (("picocli", "com.beust.jcommander"), "operator"),
    "ParseException": (("org.apache.commons.cli",), "operator"),
    "ArgumentParserException": ((), "operator"),
    "CmdLineException": ((), "operator"),
    "MojoExecutionException": ((), "operator"),
    "MojoFailureException": ((), "operator"),
    "GradleException": ((), "operator"),
    "BuildException": (("org.apache.tools.ant",), "operator"),
    "ValidatorException": (("javax.faces", "jakarta.faces"), "customer"),
}

#: Type whose first text is something else → packages of which one must be imported, and where the message stands (-1: nowhere).
MESSAGE_POSITIONS: dict[str, tuple[tuple[str, ...], int]] = {
    "FieldError": (("org.springframework.validation",), 2),
    "ObjectError": (("org.springframework.validation",), 1),
    "BindException": (("org.springframework.validation",), -1),
}
