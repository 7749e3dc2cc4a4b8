// path: core/src/main/scala/kafka/server/Broker.scala
// Methods of a trait: Kafka, Spark, your own Logging; Akka; OpenWhisk.
package kafka.server

import akka.event.Logging
import kafka.utils.Logging

class Broker(id: Int) extends Server with Logging {
  def start(port: Int, e: Throwable): Unit = {
    info(s"starting $id") // log: info "starting {id}" kinds=int logger=kafka.server.Broker
    warn("no {} at all", e) // log: warning "no {{}} at all"
    error(s"cannot bind $port", e) // log: error "cannot bind {port}"
    fatal("stops now") // log: critical "stops now"
    debug("plain") // log: debug "plain"
    logInfo(s"of Spark $id") // log: info "of Spark {id}"
    logWarning("of Spark", e) // log: warning "of Spark"
    logError(s"failed ${id}", e) // log: error "failed {id}"
    logInfo(log"moved ${MDC(LogKeys.BLOCK_ID, block)} away") // log: info "moved {block_id} away" kinds=id
    sys.error("stopped") // error: RuntimeException "stopped"
  }

  def find(topic: String): Option[Topic] =
    topics.get(topic).orElse {
      debug(s"no topic $topic") // log: debug "no topic {topic}"
      None
    }
}

class Watcher extends Actor with ActorLogging {
  def receive = {
    case Start(id) => log.info("start {}", id) // log: info "start {id}" logger=kafka.server.Watcher
    case Failure(cause) => log.error(cause, "failed for {}", name) // log: error "failed for {name}"
    case other => log.warning(s"unknown $other") // log: warning "unknown {other}"
    case NonFatal(e) => log.debug("cannot close: {}", e) // log: debug "cannot close: {e}"
  }
}

class Invoker(logging: Logging) {
  def run(action: Action)(implicit transid: TransactionId): Unit = {
    logging.info(this, s"running ${action.name}") // log: info "running {action_name}"
    logging.error(this, s"failed $action")(transid) // log: error "failed {action}"
  }
}

class Importer extends LazyLogging {
  def run(lines: Iterator[String]): Unit = {
    var count = 0
    lines.foreach { line =>
      count += 1
    }
    logger.info(s"imported $count lines") // log: info "imported {count} lines" kinds=int
    val builder = new StringBuilder("\n")
    if (count > 1) builder.append(s"several: $count")
    logger.info(builder.toString) // log: info "{builder}"
  }
}
