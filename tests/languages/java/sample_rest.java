// JAX-RS, gRPC and picocli.
package com.acme.rest;

import io.grpc.Status;
import org.zalando.problem.Problem;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import picocli.CommandLine.ParameterException;

class Resource {
    Response show(String id) {
        throw new WebApplicationException("no thing " + id, 404); // error: WebApplicationException "no thing {id}" status=404 audience=api
        throw new WebApplicationException("teapot", Response.Status.CONFLICT); // error: WebApplicationException "teapot" status=409 audience=api
        throw new NotFoundException("not here"); // error: NotFoundException "not here" status=404 audience=api
        throw new BadRequestException("bad"); // error: BadRequestException "bad" status=400 audience=api
        return Response.status(Response.Status.BAD_REQUEST).entity("bad id").build(); // error: Response "bad id" status=400 audience=api
        return Response.status(409).type("text/plain").entity("taken: " + id).build(); // error: Response "taken: {id}" status=409 audience=api
        return Response.serverError().entity("broken").build(); // error: Response "broken" status=500 audience=api
        return Response.status(400, "bad reason").build(); // error: Response "bad reason" status=400 audience=api
        return Response.status(200, "OK").build();
        return HttpResponse.badRequest("not so"); // error: HttpResponse "not so" status=400 audience=api
        return HttpResponse.badRequest();
        // error: ProblemDetail "Out of stock" audience=api
        // error: ProblemDetail "only {id} left" audience=api
        return Problem.builder().withTitle("Out of stock").withDetail("only " + id + " left").build();
        throw new WebApplicationException("made of a number", Response.Status.fromStatusCode(418)); // error: WebApplicationException "made of a number" status=418 audience=api
        throw new WebApplicationException("by constant", SC_NOT_FOUND); // error: WebApplicationException "by constant" status=404 audience=api
        return Response.ok().entity("fine").build();
        return Response.status(Response.Status.OK).entity("fine").build();
        throw Status.NOT_FOUND.withDescription("no thing " + id).asRuntimeException(); // error: Status "no thing {id}" code=NOT_FOUND audience=api
        observer.onError(Status.INVALID_ARGUMENT.withDescription("bad id").asException()); // error: Status "bad id" code=INVALID_ARGUMENT audience=api
        throw Status.fromCode(code).withDescription("of a code").asException(); // error: Status "of a code" code= audience=api
        throw new ParameterException(spec.commandLine(), "No such file: " + id); // error: ParameterException "No such file: {id}" audience=operator
    }
}
