package com.acme

import org.slf4j.LoggerFactory

class Pair(
  id: Long
) {
  private val log = LoggerFactory.getLogger(getClass)

  def run(person: User, count: Int, failure: Exception): Unit = {
    log.info(s"user ${person.id} has $id")
    log.warn("a long text that was split in two")
    log.info(
      s"""first
         |second $count""".stripMargin
    )
    log.error("failed", failure)
    log.info(s"braces $count")
    log.info("formatted {}", count)
    if (count > 1) throw new IllegalStateException("bad count " + count)
    require(
      count > 0,
      "count must be above 0"
    )
    val text = s"last of $id"
    log info text
  }
}
