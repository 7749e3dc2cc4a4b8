package com.acme.pair;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class Pair {
    private static final Logger log = LoggerFactory.getLogger(Pair.class);
    private static final String DONE = "done with {} of {}";

    void run(User user, int count, Exception e) {
        log.info("PasswordReset userId: {} email: {}", user.getId(), user.getEmail());
        log.warn("slow " + count + " ms");
        log.error("failed for {}", user.getName(), e);
        log.info(DONE, count, user.getTotal());
        log.debug("supplied {}", count);
        if (count > 3) throw new IllegalStateException("too many: " + count, e);
        throw new IllegalArgumentException("bad user " + user.getName());
    }
}
