// JBoss Logging: printf and MessageFormat calls, typed loggers, message bundles.
package com.acme.users;

import org.jboss.logging.Logger;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;

class Users {
    private static final Logger LOGGER = Logger.getLogger(Users.class);

    void calls(String name, int count, Exception failure) {
        LOGGER.info("plain {} %s"); // log: info "plain {{}} %s" logger=com.acme.users.Users
        LOGGER.info("with cause", failure); // log: info "with cause"
        LOGGER.infof("user %s has %d", name, count); // log: info "user {name} has {count}"
        LOGGER.errorf(failure, "user %s failed", name); // log: error "user {name} failed"
        LOGGER.infov("user {0} has {1}", name, count); // log: info "user {name} has {count}"
        LOGGER.warnv(failure, "user {0}", name); // log: warning "user {name}"
        LOGGER.fatalf("down"); // log: critical "down"
        LOGGER.logf(Logger.Level.DEBUG, "at %s", name); // log: debug "at {name}"
        LOGGER.logv(Logger.Level.DEBUG, "at {0}", name); // log: debug "at {name}"
        LOGGER.log(Logger.Level.ERROR, "logged", failure); // log: error "logged"
    }
}

@MessageLogger(projectCode = "ACME")
interface UsersLogger {
    // log: warning "ACME000042: User {name} not found"
    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 42, value = "User %s not found")
    void userNotFound(String name);

    // log: info "No id {name}"
    @LogMessage
    @Message(value = "No id {0}", format = Message.Format.MESSAGE_FORMAT)
    void noId(String name);

    // log: error "ACME000043: Broken {count}"
    @LogMessage(level = Logger.Level.ERROR)
    @Message(id = 43, value = "Broken %d")
    void broken(@Cause Throwable cause, int count);

    // error: IllegalArgumentException "ACME000044: Bad name {name}"
    @Message(id = 44, value = "Bad name %s")
    IllegalArgumentException badName(String name);

    @Message("just a text")
    String text();
}
