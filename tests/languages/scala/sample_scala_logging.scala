// path: src/main/scala/com/acme/auth/Reset.scala
// scala-logging, SLF4J, Akka, Play.
package com.acme
package auth

import com.typesafe.scalalogging.{LazyLogging, Logger}
import org.slf4j.LoggerFactory
import org.slf4j.MDC

class Reset(userId: Long, users: Users) extends Service with LazyLogging {
  private val audit = Logger("audit.reset")
  private val byClass = Logger(classOf[Reset])
  private val typed = Logger[Reset]
  private val plain = LoggerFactory.getLogger(getClass)
  private val Done = "reset is done"

  def send(user: User, attempt: Int, error: Throwable): Unit = {
    logger.info(s"PasswordReset userId: $userId email: ${mask(user.email)}") // log: info "PasswordReset userId: {user_id} email: {mask(email)}" kinds=int,masked logger=com.acme.auth.Reset
    logger.warn(s"no mail for ${user.id}", error) // log: warning "no mail for {user_id}" kinds=id
    logger.error("gave up after {} of {}", attempt, userId) // log: error "gave up after {attempt} of {user_id}" kinds=int,int
    audit.debug(Done) // log: debug "reset is done" logger=audit.reset
    byClass.trace("by class") // log: trace "by class" logger=com.acme.auth.Reset
    typed.info("by type") // log: info "by type" logger=com.acme.auth.Reset
    plain.info("of SLF4J") // log: info "of SLF4J" logger=com.acme.auth.Reset
    logger.info("split " + "in two " + attempt) // log: info "split in two {attempt}"
    logger.info(f"took ${user.seconds}%5.2f s of $attempt%d") // log: info "took {seconds} s of {attempt}" kinds=float,int renderings=%5.2f,%d
    logger.info("formatted %s".format(userId)) // log: info "formatted {user_id}"
    logger.info(s"costs $$5 and a \t tab") // log: info "costs $5 and a tab"
    logger.info(raw"raw \n $attempt") // log: info "raw \n {attempt}"
    // log: info "first {attempt} second"
    logger.info(
      s"""first $attempt
         |second""".stripMargin
    )
    // log: debug "was on"
    // log: debug "was off"
    logger.debug(if (attempt > 1) "was on" else "was off")
    // log: info "one"
    // log: info "many"
    logger.info(attempt match {
      case 1 => "one"
      case _ => "many"
    })
    logger.info(user.name.toString) // log: info "{user_name}"
    logger info s"infix $attempt" // log: info "infix {attempt}"
    val text = s"in a local value $attempt"
    logger.info(text) // log: info "in a local value {attempt}"
    var built = "first"
    built += " and second"
    logger.info(built) // log: info "first and second"
    users.foreach { user => logger.info(s"each $user") } // log: info "each {user}"
    users.map(_.id).foreach(id => logger.info(s"id $id")) // log: info "id {id}"
    MDC.put("user", userId.toString)
    logger.info("with context") // log: info "with context" fields=user
    MDC.clear()
    try run()
    catch {
      case e: IOException => logger.error("cannot read {}", user.id, e) // log: error "cannot read {user_id}"
      case NonFatal(e) => logger.error(s"failed: ${e.getMessage}", e) // log: error "failed: {e_message}" kinds=exception
    }
    this.logger.info("of this object") // log: info "of this object"
    logger.info(Texts.Hello) // log: info "hello there"
    logger.info(Other.Text) // log: info "{other_text}" opening=Other.Text
    if (logger.underlying.isInfoEnabled) logger.info("guarded") // log: info "guarded"
    plain.atInfo.addKeyValue("order", userId).log("fluent {}", attempt) // log: info "fluent {attempt}" fields=order
    println(s"to the console $attempt") // log: - "to the console {attempt}" logger=console
    System.err.println("wrong") // log: - "wrong" logger=console
  }
}

object Texts {
  val Hello = "hello there"
}

object Job extends App with LazyLogging {
  logger.info("of an object") // log: info "of an object" logger=com.acme.auth.Job$
}
