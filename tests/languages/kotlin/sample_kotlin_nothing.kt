// path: src/main/kotlin/com/acme/Nothing.kt
// Nothing in here is a log statement or an error message.
package com.acme

import kotlin.math.log

class Nothing(private val catalog: Catalog, private val dialog: Dialog) {
    fun quiet(x: Double, list: List<String>, e: Exception) {
        val y = log(x, 2.0)
        Math.log(x)
        catalog.info("x")
        dialog.error("x")
        toast.info("x")
        list.error("x")
        // logger.info { "in a comment" }
        /* logger.info { "in a comment" } */
        val s = "logger.info(\"in a text\")"
        val raw = """logger.info { "in a raw text" }"""
        val fake = Exception()
        val wrapped = RuntimeException(e)
        require(x > 1)
        check(list.isEmpty())
        assert("is empty") { list.fail("in a test library") }
        println()
        frame.check(x) { "a method" }
        view.error("x")
        builder.require("x")
        response.status(404)
        map["error"] = "x"
        val error = mapOf("error" to "x")
        ResponseEntity.ok("fine")
        throw e
    }

    fun handler(log: (String) -> Unit) {
        log("a function")
    }
}
