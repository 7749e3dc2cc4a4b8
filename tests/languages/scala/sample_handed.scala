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
