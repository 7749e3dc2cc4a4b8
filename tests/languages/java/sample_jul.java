// java.util.logging: levels of its own, MessageFormat parameters, logp, suppliers.
package com.acme.jobs;

import java.util.logging.Level;
import java.util.logging.Logger;

class Jobs {
    private static final Logger log = Logger.getLogger(Jobs.class.getName());
    private final Logger named = Logger.getLogger("jobs.audit");

    void run(String job, int tries, Exception failure) {
        log.severe("job died"); // log: error "job died" logger=com.acme.jobs.Jobs
        log.warning("job " + job + " is slow"); // log: warning "job {job} is slow"
        log.info("it's {0}"); // log: info "it's {{0}}"
        log.config("configured"); // log: config "configured"
        log.fine("fine"); // log: debug "fine"
        log.finer("finer"); // log: trace "finer"
        log.finest("finest"); // log: trace "finest"
        log.fine(() -> "supplied " + tries); // log: debug "supplied {tries}"
        log.log(Level.INFO, "job {0} try {1}", new Object[] {job, tries}); // log: info "job {job} try {tries}"
        log.log(Level.INFO, "job {0}", job); // log: info "job {job}"
        log.log(Level.INFO, "it''s {0}", job); // log: info "it's {job}"
        log.log(Level.INFO, "it's quoted {0}", job); // log: info "its quoted {{0}}"
        log.log(Level.SEVERE, "job failed", failure); // log: error "job failed"
        log.log(Level.SEVERE, "job {0} failed", failure); // log: error "job {{0}} failed"
        log.log(Level.SEVERE, failure, () -> "job " + job + " broke"); // log: error "job {job} broke"
        log.logp(Level.FINE, "Jobs", "run", "step {0}", tries); // log: debug "step {tries}"
        log.logp(Level.FINE, Jobs.class.getName(), "run", "step"); // log: debug "step"
        named.log(Level.WARNING, String.format("%d tries", tries)); // log: warning "{tries} tries" logger=jobs.audit
        log.entering("Jobs", "run");
        log.setLevel(Level.FINE);
    }
}
