// path: app/controllers/Accounts.scala
// Play, http4s, Akka HTTP, gRPC.
package controllers

import akka.http.scaladsl.model.StatusCodes
import play.api.mvc._

class Accounts extends BaseController {
  def show(id: Long) = Action {
    NotFound(s"No account $id") // error: NotFound "No account {id}" status=404 audience=api
    BadRequest(Json.obj("error" -> "bad id", "id" -> id)) // error: BadRequest "bad id" status=400 audience=api
    Forbidden(Json.obj("message" -> s"not yours: $id")) // error: Forbidden "not yours: {id}" status=403 audience=api
    InternalServerError("it broke") // error: InternalServerError "it broke" status=500 audience=api
    Results.Conflict("taken") // error: Conflict "taken" status=409 audience=api
    Conflict(Map("error" -> "taken")) // error: Conflict "taken" status=409 audience=api
    Ok("fine")
    NotFound
  }

  val route = path("accounts" / LongNumber) { id =>
    complete(StatusCodes.NotFound, s"no account $id") // error: complete "no account {id}" status=404 audience=api
    complete(StatusCodes.BadRequest -> "bad id") // error: complete "bad id" status=400 audience=api
    complete((StatusCodes.Conflict, "taken")) // error: complete "taken" status=409 audience=api
    complete(HttpResponse(StatusCodes.InternalServerError, entity = "it broke")) // error: HttpResponse "it broke" status=500 audience=api
    reject(ValidationRejection("no such page")) // error: ValidationRejection "no such page" status=400 audience=api
    complete(StatusCodes.OK, "fine")
    complete("fine")
  }

  def grpc(id: Long) =
    throw Status.NOT_FOUND.withDescription(s"no row $id").asRuntimeException() // error: Status "no row {id}" code=NOT_FOUND audience=api
}
