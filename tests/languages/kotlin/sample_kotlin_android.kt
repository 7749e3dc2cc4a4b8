// path: app/src/main/java/com/acme/Main.kt
package com.acme

import android.util.Log
import timber.log.Timber

class Main : Activity() {
    fun start(id: Int, failure: Throwable) {
        Log.d(TAG, "started $id") // log: debug "started {id}" kinds=int
        Log.e(TAG, "failed", failure) // log: error "failed"
        Log.i("Main", "with a literal tag") // log: info "with a literal tag"
        Log.wtf(TAG, "never happens") // log: critical "never happens"
        Timber.d("timber %s of %d", name, id) // log: debug "timber {name} of {id}"
        Timber.e(failure, "timber failed for %s", id) // log: error "timber failed for {id}"
        Timber.w("plain $id") // log: warning "plain {id}"
        Timber.tag("Net").i("tagged") // log: info "tagged"
        Timber.v("verbose") // log: verbose "verbose"
        println("to the console $id") // log: - "to the console {id}" logger=console
        print("more") // log: - "more" logger=console
        println()
        System.err.println("wrong: $id") // log: - "wrong: {id}" logger=console
        Toast.makeText(this, "hello", Toast.LENGTH_SHORT).show()
    }

    companion object {
        private const val TAG = "Main"
    }
}
