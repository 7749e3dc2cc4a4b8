package com.acme

import org.slf4j.LoggerFactory

class Pair(private val id: Long) {
    private val logger = LoggerFactory.getLogger(Pair::class.java)

    fun run(user: User, count: Int, e: Exception) {
        logger.info("user {} has {} of $count", user.id, id)
        logger.warn("a long text that " + "was split in two")
        logger.info("first\nsecond $count")
        logger.error("failed", e)
        logger.info("braces ${count}")
        logger.info(String.format("formatted %s", count))
        if (count > 1) {
            throw IllegalStateException("bad count $count")
        }
        require(count > 0) { "count must be above 0" }
        logger.info("last of $id")
    }
}
