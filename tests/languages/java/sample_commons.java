// Commons Logging and Log4j 1: the message is an object, nothing is filled in.
package com.acme.old;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

class Old {
    protected final Log log = LogFactory.getLog(getClass());

    void calls(String key, Exception e) {
        log.info("got " + key); // log: info "got {key}" logger=com.acme.old.Old
        log.error("failed " + key, e); // log: error "failed {key}"
        log.error(e); // log: error "{e}" kinds=exception
        log.warn("braces {} stay"); // log: warning "braces {{}} stay"
        log.fatal("end", e); // log: critical "end"
        getLog().debug("by method"); // log: debug "by method"
    }
}
