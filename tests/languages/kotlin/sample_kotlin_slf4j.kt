// path: src/main/kotlin/com/acme/pay/Pay.kt
package com.acme.pay

import org.slf4j.Logger
import org.slf4j.LoggerFactory
import org.slf4j.MDC
import org.slf4j.MarkerFactory

class Pay(private val id: UUID, private val count: Int) {
    private val log: Logger = LoggerFactory.getLogger(javaClass)
    private val byClass = LoggerFactory.getLogger(Pay::class.java)
    private val lazily by lazy { LoggerFactory.getLogger("named") }
    private val marker = MarkerFactory.getMarker("PAY")

    fun pay(amount: BigDecimal, card: String?, e: Exception) {
        log.info("paid {} of {}", amount, id) // log: info "paid {amount} of {id}" kinds=float,uuid logger=com.acme.pay.Pay
        log.info("paid $amount of $id") // log: info "paid {amount} of {id}" kinds=float,uuid
        log.info("paid ${amount} of ${this.id}") // log: info "paid {amount} of {id}"
        byClass.warn("card {} refused", card, e) // log: warning "card {card} refused" logger=com.acme.pay.Pay
        lazily.error("no connection", e) // log: error "no connection" logger=named
        log.error(marker, "marked {}", count) // log: error "marked {count}" kinds=int
        log.info("literal \$5 and \"quotes\" \t tab") // log: info "literal $5 and \"quotes\" tab"
        log.info("formatted %s of %d".format(id, count)) // log: info "formatted {id} of {count}" kinds=uuid,int
        log.info(String.format("formatted %5.2f", amount)) // log: info "formatted {amount}" renderings=%5.2f
        log.atInfo().addKeyValue("order", id).log("fluent {}", count) // log: info "fluent {count}" fields=order
        log.atWarn().setMessage("set before").setCause(e).log() // log: warning "set before"
        log?.info("if there is one") // log: info "if there is one"
        log!!.info("there is one") // log: info "there is one"
        MDC.put("order", id.toString())
        log.info("with context") // log: info "with context" fields=order
        MDC.clear()
        log.info("a" + " b" + " c " + count) // log: info "a b c {count}"
        val text = "in a local variable $count"
        log.info(text) // log: info "in a local variable {count}"
        var built = "first"
        built += " and second"
        log.info(built) // log: info "first and second"
        log.info("${if (count > 1) "many" else "one"} left") // log: info "{many|one} left" kinds=enum values=many|one
        log.info("state ${State.OPEN}") // log: info "state OPEN"
        with(log) {
            info("within $count") // log: info "within {count}" logger=com.acme.pay.Pay
        }
        log.apply { warn("applied") } // log: warning "applied"
        other.apply { warn("of something else") }
        log.info("$count") // log: info "{count}"
        log.info("costs $ 5, $5, ${'$'}x and 5$") // log: info "costs $ 5, $5, $x and 5$"
        log.info("list ${listOf(1, 2).size}") // log: info "list {list_of_size}"
        log.info(TEXTS.HELLO) // log: info "hello there"
        log.info(Other.TEXT) // log: info "{other_text}" opening=Other.TEXT
        log.debug("raw ${card.orEmpty()}") // log: debug "raw {card}"
        log.info("""raw "text" $count ${amount}""") // log: info "raw \"text\" {count} {amount}"
        log.info("${e.message}") // log: info "{e_message}" kinds=exception
    }

    enum class State {
        OPEN,
        CLOSED
    }

    object TEXTS {
        const val HELLO = "hello there"
    }
}

class Importer {
    private val log = LoggerFactory.getLogger(javaClass)

    fun run(lines: List<String>) {
        var count = 0
        var empty = 0
        lines.forEach {
            count += 1
            if (it.isEmpty()) empty++
        }
        log.info("imported $count lines, $empty of them empty") // log: info "imported {count} lines, {empty} of them empty"
        val builder = StringBuilder("\n")
        if (count > 1) builder.append("several: $count")
        log.info(builder.toString()) // log: info "{builder}"
    }
}
