// path: src/main/kotlin/com/acme/web/Routes.kt
// Ktor, Javalin, http4k, Spring, Bean Validation, gRPC.
package com.acme.web

import io.ktor.http.HttpStatusCode
import io.ktor.server.response.respond
import jakarta.validation.constraints.NotBlank
import jakarta.validation.constraints.Size
import org.springframework.http.HttpStatus
import org.springframework.http.ResponseEntity
import org.springframework.web.server.ResponseStatusException

fun Route.accounts() {
    get("/a/{id}") {
        call.respond(HttpStatusCode.NotFound, "No account $id") // error: respond "No account {id}" status=404 audience=api
        call.respondText("Bad request: $id", status = HttpStatusCode.BadRequest) // error: respondText "Bad request: {id}" status=400 audience=api
        call.respond(HttpStatusCode.Conflict, mapOf("error" to "taken", "id" to id)) // error: respond "taken" status=409 audience=api
        call.respond(HttpStatusCode.InternalServerError, ErrorResponse("it broke")) // error: respond "it broke" status=500 audience=api
        call.respond(status = HttpStatusCode.Forbidden, message = "not yours") // error: respond "not yours" status=403 audience=api
        return@get call.respond(HttpStatusCode.Unauthorized, "log in first") // error: respond "log in first" status=401 audience=api
        call.respond(HttpStatusCode.OK, "fine")
        call.respond("fine")
        call.respondText("fine")
    }
}

fun javalin(ctx: Context, id: String) {
    ctx.status(404).result("no $id here") // error: result "no {id} here" status=404 audience=api
    ctx.status(400).json(mapOf("message" to "bad $id")) // error: json "bad {id}" status=400 audience=api
    ctx.status(200).result("fine")
    throw NotFoundResponse("gone: $id") // error: NotFoundResponse "gone: {id}" status=404 audience=api
}

fun http4k(id: String): Response = Response(NOT_FOUND).body("nothing at $id") // error: Response "nothing at {id}" status=404 audience=api

class Controller {
    @ResponseStatus(HttpStatus.NOT_FOUND, reason = "No such page") // error: ResponseStatus "No such page" status=404 audience=api
    class NoPage : RuntimeException()

    fun show(id: Long): ResponseEntity<*> {
        if (id < 0) throw ResponseStatusException(HttpStatus.BAD_REQUEST, "negative id $id") // error: ResponseStatusException "negative id {id}" status=400 audience=api
        if (id > 9) return ResponseEntity.status(HttpStatus.CONFLICT).body("id $id is taken") // error: ResponseEntity "id {id} is taken" status=409 audience=api
        if (id > 8) return ResponseEntity.badRequest().body(mapOf("error" to "id is 8")) // error: ResponseEntity "id is 8" status=400 audience=api
        if (id > 7) return ResponseEntity("id is 7", HttpStatus.GONE) // error: ResponseEntity "id is 7" status=410 audience=api
        val detail = ProblemDetail.forStatusAndDetail(HttpStatus.NOT_FOUND, "no $id") // error: ProblemDetail "no {id}" status=404 audience=api
        throw Status.NOT_FOUND.withDescription("no row $id").asRuntimeException() // error: Status "no row {id}" code=NOT_FOUND audience=api
    }
}

data class Form(
    @field:NotBlank(message = "Please enter a name") // error: NotBlank "Please enter a name" audience=customer
    val name: String,
    @field:Size(min = 3, max = 9, message = "between {min} and {max} letters") // error: Size "between 3 and 9 letters" audience=customer
    val nick: String,
    @Schema(message = "no constraint")
    val other: String
)
