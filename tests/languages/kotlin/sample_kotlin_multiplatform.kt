// path: shared/src/commonMain/kotlin/com/acme/Shared.kt
// Kermit, Napier and a project's own Log.
package com.acme

import co.touchlab.kermit.Logger
import io.github.aakira.napier.Napier
import org.acme.logging.Log

class Shared(private val network: Logger) {
    private val log = Logger.withTag("Shared")

    fun run(size: Int, problem: Throwable) {
        Logger.i { "hello $size" } // log: info "hello {size}" kinds=int
        Logger.e(problem) { "broken" } // log: error "broken"
        log.d { "tagged" } // log: debug "tagged"
        network.w { "a parameter" } // log: warning "a parameter"
        Logger.a { "asserted" } // log: critical "asserted"
        Napier.v("verbose $size") // log: verbose "verbose {size}"
        Napier.e("failed", problem) // log: error "failed"
        Napier.d("with a tag", tag = "mine") // log: debug "with a tag"
        Log.i(TAG, "own log $size") // log: info "own log {size}"
        Log.w(TAG, "own warning", problem) // log: warning "own warning"
    }
}
