// path: src/main/kotlin/com/acme/Errors.kt
package com.acme

open class ApiException(message: String) : RuntimeException(message)

class Gone(id: String) : ApiException("Account $id is gone") // error: Gone "Account {id} is gone" kinds=id

object Closed : ApiException("The shop is closed") // error: Closed "The shop is closed"

sealed class Failure(override val message: String) : Exception(message) {
    class Timeout(seconds: Int) : Failure("No answer after $seconds s") // error: Timeout "No answer after {seconds} s" kinds=int

    object Refused : Failure("Refused") // error: Refused "Refused"
}

class Named(val id: Int) : Exception() {
    override val message: String // error: Named "Named {id} failed" kinds=int
        get() = "Named $id failed"
}

class Delegated(id: Int, text: String) : Exception(text) {
    constructor(id: Int) : this(id, "Delegated $id without a text") // error: Delegated "Delegated {id} without a text"
}

class Service(private val repository: Repository) {
    fun find(id: Long, name: String?): Account {
        if (id < 0) throw IllegalArgumentException("bad id $id") // error: IllegalArgumentException "bad id {id}" kinds=int
        require(id > 1) { "id must be above 1, not $id" } // error: IllegalArgumentException "id must be above 1, not {id}"
        require(id > 2)
        requireNotNull(name) { "name is missing" } // error: IllegalArgumentException "name is missing"
        check(repository.open) { "repository is closed" } // error: IllegalStateException "repository is closed"
        checkNotNull(name) { "no name for $id" } // error: IllegalStateException "no name for {id}"
        assert(id > 0) { "impossible" } // error: AssertionError "impossible"
        val found = repository.find(id) ?: throw NotFoundException("No account $id") // error: NotFoundException "No account {id}"
        val other = repository.other(id) ?: error("no other account $id") // error: IllegalStateException "no other account {id}"
        if (other.locked) throw LockedException(message = "locked: $id", cause = null) // error: LockedException "locked: {id}"
        repository.all().getOrElse { throw StorageException("cannot read", it) } // error: StorageException "cannot read"
        return Result.failure(IllegalStateException("as a value")) // error: IllegalStateException "as a value"
    }

    fun later(): Nothing = TODO("not written yet") // error: NotImplementedError "not written yet"

    fun empty(): Nothing = TODO()

    fun rethrow(e: Exception): Nothing {
        val text = "in a variable ${e.message}"
        if (e is IOException) throw UncheckedIOException(text, e) // error: UncheckedIOException "in a variable {e_message}"
        if (e is Known) throw e
        if (e is Other) throw RuntimeException(e)
        throw ServiceException(ErrorCode.LOCKED, "account is locked") // error: ServiceException "account is locked" code=LOCKED
    }

    fun choose(kind: Int): Exception =
        when (kind) {
            1 -> TimeoutException("too slow") // error: TimeoutException "too slow"
            // error: RetryException "again {kind}"
            // error: RetryException "never"
            else -> RetryException(if (kind > 3) "again $kind" else "never")
        }

    fun elsewhere(): Nothing = throw RemoteException(Texts.REMOTE) // error: RemoteException "{remote}" opening=Texts.REMOTE

    fun made(): Nothing = throw problem("made by a function") // error: - "made by a function"

    fun known(): Nothing = throw CodedException(Code.EMPTY) // error: CodedException "The basket is empty" code=EMPTY
}

enum class Code(val status: Int, val text: String) {
    EMPTY(409, "The basket is empty"),
    FULL(409, "The basket is full")
}

fun guava(size: Int) {
    Preconditions.checkArgument(size > 0, "size %s is too small", size) // error: IllegalArgumentException "size {size} is too small"
    Objects.requireNonNull(size, "size") // error: NullPointerException "size"
}

private fun require(version: Any, wanted: String, name: String) {
    require(version == wanted) { "$name is of version $version" } // error: IllegalArgumentException "{name} is of version {version}"
    require(version, wanted, "kotlin")
}

class Causes {
    // error: SSEException "The stream was lost"
    fun stream(cause: Throwable?): Exception = cause?.let { SSEException(it) } ?: SSEException("The stream was lost")

    fun named(cause: Exception?): Exception? = cause?.let { e -> SSEException(e) }

    fun text(message: String?): Exception? {
        return message?.let { SSEException(it) } // error: SSEException "{it}"
    }
}
