// Flogger, java.lang.System.Logger, the console; loggers that are told by their declared type.
package com.acme.mixed;

import com.google.common.flogger.FluentLogger;

class Mixed {
    private static final FluentLogger flogger = FluentLogger.forEnclosingClass();
    private final System.Logger system = System.getLogger("com.acme.system");
    private final org.apache.maven.plugin.logging.Log mojo;

    void flogger(String name, int count, Exception failure) {
        flogger.atInfo().log("plain %s"); // log: info "plain %s" logger=com.acme.mixed.Mixed
        flogger.atInfo().log("user %s has %d", name, count); // log: info "user {name} has {count}"
        flogger.atSevere().withCause(failure).log("failed"); // log: error "failed"
        flogger.atWarning().every(10).log("often %s", lazy(() -> count)); // log: warning "often {count}"
        flogger.at(Level.FINE).log("at level"); // log: debug "at level"
        flogger.atConfig().log(); // log: config ""
    }

    void system(String name, Exception failure) {
        system.log(System.Logger.Level.INFO, "system {0}", name); // log: info "system {name}" logger=com.acme.system
        system.log(Level.ERROR, "failed", failure); // log: error "failed"
        system.log(Level.DEBUG, () -> "lazy " + name); // log: debug "lazy {name}"
        mojo.warn("by type"); // log: warning "by type"
    }

    void console(String name, int count) {
        System.out.println("hello " + name); // log: - "hello {name}" logger=console
        System.err.printf("%d left%n", count); // log: - "{count} left" logger=console
        System.out.println();
        System.out.print(name); // log: - "{name}" logger=console
        System.out.format("x=%s", name); // log: - "x={name}" logger=console
        System.out.flush();
        writer.println("to a file");
        out.printf("%s", name);
    }
}
