// Log4j 2: parameters, suppliers, messages as objects, builders, the formatter logger.
package com.acme.orders;

import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.Marker;
import org.apache.logging.log4j.MarkerManager;
import org.apache.logging.log4j.message.ParameterizedMessage;
import org.apache.logging.log4j.message.StringMapMessage;

class Orders {
    private static final Logger logger = LogManager.getLogger();
    private static final Logger printf = LogManager.getFormatterLogger(Orders.class);
    private static final Marker SQL = MarkerManager.getMarker("SQL");

    void calls(Order order, int count, Exception failure) {
        logger.info("order {} of {}", order.getId(), count); // log: info "order {order_id} of {count}" logger=com.acme.orders.Orders
        logger.fatal("down"); // log: critical "down"
        logger.error("failed {}", failure); // log: error "failed {{}}"
        logger.error("failed {} {}", count, failure); // log: error "failed {count} {failure}" kinds=int,exception
        logger.error("failed {}", count, failure); // log: error "failed {count}"
        logger.log(Level.WARN, "level {}", count); // log: warning "level {count}"
        logger.log(Level.forName("NOTICE", 350), "own level"); // log: notice "own level"
        logger.log(order.level(), "unknown level"); // log: - "unknown level"
        logger.info(SQL, "marked {}", count); // log: info "marked {count}"
        logger.log(Level.INFO, SQL, "both {}", count); // log: info "both {count}"
        logger.debug(() -> "supplied " + count); // log: debug "supplied {count}"
        logger.debug("args {}", () -> order.getId()); // log: debug "args {order_id}"
        logger.atInfo().withMarker(SQL).withThrowable(failure).log("built {}", count); // log: info "built {count}"
        logger.atError().withLocation().log("located"); // log: error "located"
        logger.info(new ParameterizedMessage("object {}", count)); // log: info "object {count}"
        logger.info(() -> new ParameterizedMessage("lazy {}", count)); // log: info "lazy {count}"
        // log: info "event=\"created\" orderId=\"{order_id}\"" fields=event,orderId
        logger.info(new StringMapMessage().with("orderId", order.getId()).with("event", "created"));
        logger.printf(Level.INFO, "%s is %d", order.getName(), count); // log: info "{order_name} is {count}"
        printf.info("%s has %,d items", order.getName(), count); // log: info "{order_name} has {count} items"
        printf.error("100%% of %x", count, failure); // log: error "100% of {count}" kinds=hex
        logger.info("plain %s", count); // log: info "plain %s"
        logger.traceEntry();
        logger.catching(failure);
        ThreadContext.put("a", "b");
    }
}
