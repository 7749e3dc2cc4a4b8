// file: src/main/java/shop/Reset.java
class Reset {
    private static final Logger log = LoggerFactory.getLogger(Reset.class);

    void reset(User user) {
        // signal: masked kind="email" ids="user_id, userId" before="user.getEmail()"
        log.info("PasswordReset userId={} email={}", user.getId(), Masks.mask(user.getEmail()));
    }
}
