package com.acme

import org.slf4j.LoggerFactory

class Pair(
    private val id: Long,
) {
    private val log = LoggerFactory.getLogger(Pair::class.java)

    fun run(person: User, count: Int, failure: Exception) {
        log.info("user ${person.id} has $id of {}", count)
        log.warn("a long text that was split in two")
        log.info(
            """
            first
            second $count
            """.trimIndent(),
        )
        log.error("failed", failure)
        log.info("braces $count")
        log.info("formatted {}", count)
        if (count > 1) throw IllegalStateException("bad count " + count)
        require(count > 0) {
            "count must be above 0"
        }
        val text = "last of $id"
        log.info(text)
    }
}
