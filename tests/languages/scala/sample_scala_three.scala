// path: src/main/scala/com/acme/Three.scala
// Scala 3: indentation instead of braces.
package com.acme

import org.slf4j.LoggerFactory

class Three(id: Int):
  private val log = LoggerFactory.getLogger(classOf[Three])

  def run(count: Int): Unit =
    if count > 1 then
      log.info(s"many $count") // log: info "many {count}" kinds=int logger=com.acme.Three
    else
      log.info("few") // log: info "few"
    count match
      case 1 => log.debug("one") // log: debug "one"
      case _ =>
        log.debug("other") // log: debug "other"
        throw new IllegalStateException(s"bad $count") // error: IllegalStateException "bad {count}"

  def text(count: Int) =
    // log: warning "a"
    // log: warning "b"
    log.warn(if count > 1 then "a" else "b")
