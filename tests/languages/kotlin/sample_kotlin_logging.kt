// path: src/main/kotlin/com/acme/auth/Reset.kt
// kotlin-logging: messages in lambdas, by name, by builder.
package com.acme.auth

import io.github.oshai.kotlinlogging.KLogging
import io.github.oshai.kotlinlogging.KotlinLogging
import io.github.oshai.kotlinlogging.withLoggingContext

private val logger = KotlinLogging.logger {}
private val audit = KotlinLogging.logger("audit.reset")
const val DONE = "reset is done"

class Reset(private val userId: Long, private val users: Users) {
    private val scoped = KotlinLogging.logger {}

    fun send(user: User?, attempt: Int, error: Throwable) {
        logger.info { "PasswordReset userId: $userId email: ${mask(user?.email)}" } // log: info "PasswordReset userId: {user_id} email: {mask(email)}" kinds=int,masked logger=com.acme.auth.Reset
        logger.warn(error) { "no mail for ${user!!.id}" } // log: warning "no mail for {user_id}" kinds=id
        logger.error(throwable = error) { "gave up after $attempt" } // log: error "gave up after {attempt}" kinds=int
        audit.debug { DONE } // log: debug "reset is done" logger=audit.reset
        scoped.trace { "in class" } // log: trace "in class" logger=com.acme.auth.Reset
        logger.info("plain {} and {}", userId, attempt) // log: info "plain {user_id} and {attempt}"
        logger.info({ "a lambda in brackets" }) // log: info "a lambda in brackets"
        logger.info { "split " + "in two" } // log: info "split in two"
        // log: info "after a statement {name}"
        logger.info {
            val name = user.name
            "after a statement $name"
        }
        // log: info "made by a builder {user_id}" fields=attempt,mail logger=com.acme.auth.Reset
        logger.atInfo {
            message = "made by a builder $userId"
            cause = error
            payload = mapOf("attempt" to attempt, "mail" to user.mail)
        }
        logger.at(Level.WARN) { message = "level given" } // log: warning "level given"
        // log: error "a wrapped text"
        logger.error(error) {
            """
            a wrapped
            text
            """.trimIndent()
        }
        // log: info "first {attempt} second"
        logger.info { """
            |first $attempt
            |second
            """.trimMargin() }
        withLoggingContext("user" to userId, "try" to attempt) {
            logger.info { "inside" } // log: info "inside" fields=user,try
        }
        logger.info { "outside" } // log: info "outside" fields=
        logger.isInfoEnabled()
        if (logger.isDebugEnabled) logger.debug { "guarded" } // log: debug "guarded"
        // log: warning "was on"
        // log: warning "was off"
        logger.warn { if (attempt > 1) "was on" else "was off" }
        // log: info "one"
        // log: info "two"
        logger.info {
            when (attempt) {
                1 -> "one"
                2 -> "two"
                else -> throw IllegalStateException("three") // error: IllegalStateException "three"
            }
        }
        // log: info "{user_name}"
        // log: info "nobody"
        logger.info { user.name ?: "nobody" }
        logger.info(msg = "by name", user) // log: info "by name"
        users.forEach { logger.info { "user ${it.id}" } } // log: info "user {it_id}"
        users.onEach { user -> logger.info { "each $user" } } // log: info "each {user}"
    }

    companion object : KLogging() {
        fun shared() {
            logger.info { "in the companion" } // log: info "in the companion"
        }
    }
}
