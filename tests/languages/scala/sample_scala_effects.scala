// path: src/main/scala/com/acme/Effects.scala
// ZIO, log4cats, scribe.
package com.acme

import org.typelevel.log4cats.Logger
import org.typelevel.log4cats.slf4j.Slf4jLogger
import zio._

class Effects[F[_]: Logger](id: Long) {
  private val logger = Slf4jLogger.getLogger[F]
  private val named = Slf4jLogger.getLoggerFromName[F]("named")

  def run(ctx: Map[String, String], failure: Throwable): F[Unit] =
    for {
      _ <- Logger[F].info(s"started $id") // log: info "started {id}" kinds=int
      _ <- Logger[F].error(failure)(s"failed $id") // log: error "failed {id}"
      _ <- logger.warn(ctx)("with a context") // log: warning "with a context" logger=com.acme.Effects
      _ <- logger.info(Map("user" -> id, "try" -> 1))(s"with fields $id") // log: info "with fields {id}" fields=user,try
      _ <- named.debug("named") // log: debug "named" logger=named
      // log: info "first"
      // log: info "second"
      _ <- logger.info("first") *> logger.info("second")
    } yield ()

  val zio = for {
    _ <- ZIO.log("plain") // log: info "plain"
    _ <- ZIO.logInfo(s"info $id") // log: info "info {id}"
    _ <- ZIO.logWarning("warned") // log: warning "warned"
    _ <- ZIO.logErrorCause("failed", cause) // log: error "failed"
    _ <- ZIO.logFatal("fatal") // log: critical "fatal"
    _ <- ZIO.logAnnotate("user", id.toString) {
      ZIO.logDebug("annotated") // log: debug "annotated" fields=user
    }
    _ <- ZIO.logLevel(LogLevel.Warning) {
      ZIO.log("by level") // log: warning "by level"
    }
    _ <- ZIO.fail("no account for this user") // error: fail "no account for this user"
    _ <- ZIO.fail(new NotFoundException(s"no account $id")) // error: NotFoundException "no account {id}"
  } yield ()

  scribe.info("of scribe") // log: info "of scribe"
  scribe.error(s"of scribe $id", failure) // log: error "of scribe {id}"
}
