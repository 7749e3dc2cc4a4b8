// path: src/main/scala/Orders.scala
import org.slf4j.LoggerFactory

class Orders {
  private val log = LoggerFactory.getLogger(classOf[Orders])

  private def audit(message: String): Unit = {
    // log: info "Audit: {message}"
    log.info("Audit: " + message)
  }

  def run(item: String): Unit = {
    // log: info "Audit: Order was sent"
    audit("Order was sent")
    // log: info "Audit: Stock of {item} is low"
    audit(s"Stock of $item is low")
  }
}

class Levels extends LazyLogging {
  // log: - "{message}"
  def note(message: String, level: Level = Level.WARN): Unit = log.log(level, message)

  def run(): Unit = {
    // log: warning "Stock is low"
    note("Stock is low")
    // log: error "Stock is empty"
    note("Stock is empty", level = Level.ERROR)
  }
}

class Functions(context: Context) {
  import ClusterLogger._

  def run(seqNr: Long, expected: Long): Unit = {
    // log: info "Cluster is up"
    logInfo("Cluster is up")
    // log: debug "Using version [{seq_nr}]"
    logDebug("Using version [{}]", seqNr)
    // log: debug "Received [{seq_nr}], expected [{expected}], dropping"
    context.log.debug2("Received [{}], expected [{}], dropping", seqNr, expected)
    // log: warning "Received [{seq_nr}], expected [{expected}], was [{seq_nr}]"
    context.log.warnN("Received [{}], expected [{}], was [{}]", seqNr, expected, seqNr)
    // log: debug "will not gossip"
    gossipLogger.logDebug("will not gossip")
  }
}

class Shards extends Actor with ActorLogging {
  // log: debug "{name}: Shutdown of {region} with [{}]"
  def run(name: String, region: String): Unit = log.debug("{}: Shutdown of {} with [{}]", Array(name, region, self))
}
