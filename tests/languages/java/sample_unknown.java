// Loggers whose library the file does not say: inherited, another class's, a project's own; told by the message itself.
package com.acme.legacy;

class Legacy extends Base {
    void calls(String name, int count, Throwable t) {
        logger.info("inherited {} of {}", name, count); // log: info "inherited {name} of {count}" logger=
        log.warn("printf %s", name); // log: warning "printf {name}"
        log.error("numbered {0}", name); // log: error "numbered {name}"
        log.error("failed", t); // log: error "failed"
        Main.LOG.debug("static {}", name); // log: debug "static {name}"
        auditLog.info("by " + name); // log: info "by {name}"
        REQUEST_LOGGER.debugf("formatted %d", count); // log: debug "formatted {count}"
        getLogger().info("from a getter"); // log: info "from a getter"
        Log.info("a static class"); // log: info "a static class"
        log.log(Level.INFO, "with level {0}", name); // log: info "with level {name}"
        logger.log(getNormalLevel(), "a level by name {0}", name); // log: - "a level by name {name}"
        log.info(Messages.Job_Started(name)); // log: info "Job_Started"
        log.info(name); // log: info "{name}"
        log.info(getMessage(name)); // log: info "{message}"
        log.log("no level");
        log.info();
        changelog.info("no logger");
        logs.info("a list");
    }
}
