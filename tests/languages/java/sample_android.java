// Android and Timber: one-letter methods; a tag before the message.
package com.acme.app;

import android.util.Log;
import timber.log.Timber;

class Screen {
    private static final String TAG = "Screen";

    void calls(String name, int count, Exception failure) {
        Log.d(TAG, "opened " + name); // log: debug "opened {name}"
        Log.e(TAG, "failed {} %s", failure); // log: error "failed {{}} %s"
        Log.wtf("Other", "impossible"); // log: critical "impossible"
        Log.v(TAG, String.format("%d taps", count)); // log: verbose "{count} taps"
        Timber.i("user %s has %d", name, count); // log: info "user {name} has {count}"
        Timber.e(failure, "user %s failed", name); // log: error "user {name} failed"
        Timber.plant(tree);
        Log.isLoggable(TAG, 3);
    }
}
