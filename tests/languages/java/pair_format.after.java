package com.acme.pair;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class Pair
{
    private static final Logger LOGGER =
        LoggerFactory.getLogger(Pair.class);

    void run(User user, int number, Exception failure)
    {
        LOGGER.info(
            "PasswordReset userId: {} "
                + "email: {}",   // re-wrapped
            user.getId(),
            user.getEmail());
        LOGGER.warn("slow {} ms", number);
        LOGGER.error(String.format("failed for %s", user.getName()), failure);
        LOGGER.info("done with {} of {}", number, user.getTotal());
        LOGGER.atDebug().log(() -> "supplied " + number);
        if (number > 3)
        {
            throw new IllegalStateException(String.format("too many: %s", number), failure);
        }
        throw new IllegalArgumentException("bad user %s".formatted(user.getName()));
    }
}
