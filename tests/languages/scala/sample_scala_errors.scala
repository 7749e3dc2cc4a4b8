// path: src/main/scala/com/acme/Errors.scala
package com.acme

sealed abstract class Failure(message: String) extends RuntimeException(message)

case class Gone(id: Long) extends Failure(s"Account $id is gone") // error: Gone "Account {id} is gone" kinds=int

case object Closed extends Failure("The shop is closed") // error: Closed "The shop is closed"

final class Named(id: Int) extends Exception {
  override def getMessage: String = s"Named $id failed" // error: Named "Named {id} failed" kinds=int
}

class Silent(text: String) extends Exception(text)

class Plain(text: String) extends Base("no exception at all")

enum Code(val text: String) {
  case Empty extends Code("The basket is empty")
  case Full extends Code("The basket is full")
}

class Service(repository: Repository) {
  def find(id: Long, name: Option[String]): Account = {
    if (id < 0) throw new IllegalArgumentException(s"bad id $id") // error: IllegalArgumentException "bad id {id}" kinds=int
    require(id > 1, s"id must be above 1, not $id") // error: IllegalArgumentException "id must be above 1, not {id}"
    require(id > 2)
    assert(repository.open, "repository is closed") // error: AssertionError "repository is closed"
    assume(id > 3, "id is above 3") // error: AssertionError "id is above 3"
    name.getOrElse(throw new NotFoundException(s"No account $id")) // error: NotFoundException "No account {id}"
    name.getOrElse(sys.error(s"no name for $id")) // error: RuntimeException "no name for {id}"
    if (id == 4) throw NotFound("made without new", id) // error: NotFound "made without new"
    if (id == 5) throw new IllegalStateException("joined " + id + " text", cause) // error: IllegalStateException "joined {id} text"
    val text = s"in a value $id"
    if (id == 6) throw new StorageException(text) // error: StorageException "in a value {id}"
    if (id == 7) throw cause
    if (id == 8) throw new RuntimeException(cause)
    if (id == 9) throw new RuntimeException
    // error: TimeoutException "too slow"
    // error: TimeoutException "too late"
    if (id == 10) throw new TimeoutException(if (id > 3) "too slow" else "too late")
    if (id == 11) throw new LockedException(ErrorCode.LOCKED, "account is locked") // error: LockedException "account is locked" code=LOCKED
    if (id == 12) throw new RemoteException(Texts.Remote) // error: RemoteException "{remote}" opening=Texts.Remote
    if (id == 13) throw problem("made by a function") // error: - "made by a function"
    account
  }

  def later(id: Long): Future[Account] = id match {
    case 0 => Future.failed(new IllegalStateException("id is zero")) // error: IllegalStateException "id is zero"
    case 1 => Failure(new TimeoutException(s"no answer for $id")) // error: TimeoutException "no answer for {id}"
    case 2 => IO.raiseError(new IOException("cannot write")) // error: IOException "cannot write"
    case _ => account
  }

  def either(id: Long): Either[String, Int] =
    if (id > 1) Left(s"id $id is too large") else Right(1) // error: Left "id {id} is too large"

  def other: Either[String, Int] = Left("key")

  def guava(size: Int): Unit = {
    Preconditions.checkArgument(size > 0, "size %s is too small", size) // error: IllegalArgumentException "size {size} is too small"
    Objects.requireNonNull(size, "size") // error: NullPointerException "size"
  }
}

class Watched extends Actor {
  def receive = {
    case Terminated(ref) => throw DeathPactException(ref) // its class says it all
    case Stop => throw AbruptStopException(self)
  }
}
