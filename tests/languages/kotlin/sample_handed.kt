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
