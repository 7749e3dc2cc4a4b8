// SLF4J: classic calls, markers, throwables, fluent calls, structured arguments, MDC.
package com.acme.auth;

import static net.logstash.logback.argument.StructuredArguments.kv;

import java.time.Duration;
import java.util.UUID;
import net.logstash.logback.argument.StructuredArguments;
import net.logstash.logback.marker.Markers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.Marker;
import org.slf4j.MarkerFactory;

public class PasswordReset {
    private static final Logger LOG = LoggerFactory.getLogger(PasswordReset.class);
    private static final Logger AUDIT_LOG = LoggerFactory.getLogger("audit");
    private static final Marker AUDIT = MarkerFactory.getMarker("AUDIT");
    private static final String PREFIX = "[reset] ";
    static final String STARTED = PREFIX + "started for {}";

    enum Channel { MAIL, SMS }

    void levels(User user, int count, long size, double ratio, boolean sent, UUID token, Channel channel, Duration wait) {
        // log: info "PasswordReset userId: {user_id} email: {email}" kinds=id,email logger=com.acme.auth.PasswordReset
        LOG.info("PasswordReset userId: {} email: {}", user.getId(), user.getEmail());
        LOG.trace("enter reset"); // log: trace "enter reset"
        LOG.debug("{} of {} sent", count, size); // log: debug "{count} of {size} sent" kinds=int,int
        LOG.warn("ratio {} sent {}", ratio, sent); // log: warning "ratio {ratio} sent {sent}" kinds=float,bool
        LOG.error("token {} by {}", token, channel); // log: error "token {token} by {channel}" kinds=uuid,enum
        LOG.info("waited {}", wait); // log: info "waited {wait}" kinds=duration
        LOG.info(STARTED, user.getName()); // log: info "[reset] started for {user_name}"
        AUDIT_LOG.info("done"); // log: info "done" logger=audit
        // log: info "two lines joined {user_id}"
        LOG.info("two lines "
            + "joined {}",
            user.getId());
        this.LOG.info("by this"); // log: info "by this"
        LOG.info("masked {}", mask(user.getEmail())); // log: info "masked {mask(email)}" kinds=masked
        LOG.info("cost {}%", 5); // log: info "cost 5%"
        LOG.info("literal \\{} and {}", count); // log: info "literal {{}} and {count}"
        LOG.info("back\\\\{} slash", count); // log: info "back\{count} slash"
        LOG.info("no argument {}"); // log: info "no argument {{}}"
        LOG.info("one of {} {}", count); // log: info "one of {count} {{}}"
        LOG.info("set {1,2} {}", count); // log: info "set {{1,2}} {count}"
        LOG.info("unused", count); // log: info "unused"
        LOG.info(count + " left of " + size); // log: info "{count} left of {size}" kinds=int,int
        LOG.info("a" + 'b' + 1 + true + null); // log: info "ab1truenull"
        LOG.info(PREFIX + "user {}" + " ok", user.getId()); // log: info "[reset] user {user_id} ok"
        LOG.info("tab\tquote\"uml\u00e4ut {}", count); // log: info "tab quote\"umläut {count}"
        LOG.info("array {} {}", new Object[] {count, size}); // log: info "array {count} {size}" kinds=int,int
        LOG.info((sent ? "sent" : "kept") + " mail"); // log: info "{sent|kept} mail"
        if (LOG.isDebugEnabled()) LOG.debug("guarded"); // log: debug "guarded"
        LoggerFactory.getLogger("com.acme.other").info("direct"); // log: info "direct" logger=com.acme.other
    }

    void throwables(String key, Object other) {
        try {
            send();
        } catch (IllegalStateException | IllegalArgumentException failure) {
            LOG.error("send failed", failure); // log: error "send failed"
            LOG.error("send failed for {}", key, failure); // log: error "send failed for {key}"
            LOG.error("send failed: {}", failure.getMessage()); // log: error "send failed: {failure_message}"
            LOG.error("never filled {}", failure); // log: error "never filled {{}}"
            LOG.error("never filled {} {}", key, failure); // log: error "never filled {key} {{}}"
            LOG.error("as text {}", failure.toString()); // log: error "as text {failure}"
        }
        listen(e -> LOG.info("event {}", e)); // log: info "event {e}"
        // log: warning "new {key}"
        // error: RuntimeException "cause"
        LOG.warn("new {}", key, new RuntimeException("cause"));
    }

    void markers(Marker sensitive, String key) {
        LOG.info(AUDIT, "audit {}", key); // log: info "audit {key}"
        LOG.info(sensitive, "marked {}", key); // log: info "marked {key}"
        LOG.info(MarkerFactory.getMarker("X"), "made"); // log: info "made"
        LOG.info(Markers.append("user", key).and(Markers.append("n", 1)), "appended"); // log: info "appended" fields=user,n
    }

    void fluent(User user, int count, Exception cause) {
        LOG.atInfo().log("fluent {}", count); // log: info "fluent {count}"
        // log: warning "fluent {count} of {user_id}" fields=tries
        LOG.atWarn()
            .setMessage("fluent {} of {}")
            .addArgument(count)
            .addArgument(() -> user.getId())
            .addKeyValue("tries", 3)
            .setCause(cause)
            .log();
        LOG.atDebug().log(() -> "supplied " + count); // log: debug "supplied {count}"
        LOG.atLevel(Level.ERROR).addMarker(AUDIT).log("by level"); // log: error "by level"
        LOG.makeLoggingEventBuilder(Level.TRACE).log("made"); // log: trace "made"
        var event = LOG.atInfo();
        event.log("from a variable"); // log: info "from a variable"
    }

    void structured(User user, int count) {
        LOG.info("order {}", kv("orderId", count)); // log: info "order orderId={count}" fields=orderId
        LOG.info("order", kv("orderId", count), kv("user", user.getId())); // log: info "order" fields=orderId,user
        LOG.info("order {}", StructuredArguments.value("orderId", count)); // log: info "order {count}" fields=orderId
        LOG.info("{} by {}", keyValue("n", 3), v("name", user.getName())); // log: info "n=3 by {user_name}" fields=n,name
        LOG.info("json {}", StructuredArguments.entries(user.map())); // log: info "json {map}"
    }

    void context(User user) {
        LOG.info("before"); // log: info "before"
        MDC.put("userId", user.getId());
        LOG.info("inside"); // log: info "inside" fields=userId
        MDC.remove("userId");
        LOG.info("after"); // log: info "after"
        try (MDC.MDCCloseable ignored = MDC.putCloseable("job", "1")) {
            LOG.info("closeable"); // log: info "closeable" fields=job
        }
    }

    void texts(String name, int n, Object thing) {
        // log: info "block {n} of \"text\" joined"
        LOG.info("""
            block %d
              of "text" \
            joined""".formatted(n));
        LOG.info(String.format("formatted %s %05d", name, n)); // log: info "formatted {name} {n}" renderings=%s,%05d
        LOG.info(String.format(Locale.ROOT, "%2$s %1$s %%", n, name)); // log: info "{name} {n} %"
        LOG.info(MessageFormat.format("It''s {1} of {0,number}", n, name)); // log: info "It's {name} of {n}"
        LOG.info("concat ".concat(name)); // log: info "concat {name}"
        LOG.info(new StringBuilder("built ").append(n).append('!').toString()); // log: info "built {n}!"
        String message = "local " + n;
        LOG.info(message); // log: info "local {n}"
        LOG.info(thing.describe()); // log: info "{describe}"
        LOG.info(Messages.WELCOME); // log: info "{welcome}" opening=Messages.WELCOME
        LOG.info("ternary {}", n > 1 ? "many" : "one"); // log: info "ternary {many|one}" kinds=enum values=many|one
    }

    // Comments and strings never are statements: LOG.info("comment")
    /** LOG.info("javadoc"); */
    void negatives(Notifier notifier, Catalog catalog) {
        String code = "LOG.info(\"in a string\")";
        notifier.info("no logger");
        Math.log(2.0);
        catalog.info("no logger either");
        LOG.isInfoEnabled();
        LOG.getName();
        dialog.error("shown");
        blog.info("a blog");
        MDC.put("x", code);
        builder.warn("no");
        LOG.atInfo();
        failure.printStackTrace();
    }
}
