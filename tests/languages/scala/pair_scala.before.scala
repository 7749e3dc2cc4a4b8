package com.acme

import org.slf4j.LoggerFactory

class Pair(id: Long) {
  private val logger = LoggerFactory.getLogger(classOf[Pair])

  def run(user: User, count: Int, e: Exception): Unit = {
    logger.info("user {} has {}", user.id, id)
    logger.warn("a long text that " + "was split in two")
    logger.info(s"first\nsecond $count")
    logger.error("failed", e)
    logger.info(s"braces ${count}")
    logger.info("formatted %s".format(count))
    if (count > 1) {
      throw new IllegalStateException(s"bad count $count")
    }
    require(count > 0, "count must be above 0")
    logger.info(s"last of $id")
  }
}
