// path: src/main/kotlin/Orders.kt
import org.slf4j.LoggerFactory

class Orders {
    private val log = LoggerFactory.getLogger(Orders::class.java)

    private fun audit(message: String) {
        // log: info "Audit: {message}"
        log.info("Audit: $message")
    }

    fun run(item: String) {
        // log: info "Audit: Order was sent"
        audit("Order was sent")
        // log: info "Audit: Stock of {item} is low"
        this.audit("Stock of $item is low")
    }
}

class Levels {
    private val log = LoggerFactory.getLogger(Levels::class.java)

    // log: - "{message}"
    fun note(message: String, level: Level = Level.WARN) { log.atLevel(level).log(message) }

    fun run() {
        // log: warning "Stock is low"
        note("Stock is low")
        // log: error "Stock is empty"
        note("Stock is empty", Level.ERROR)
        // log: info "Stock is full"
        note("Stock is full", level = Level.INFO)
    }
}
