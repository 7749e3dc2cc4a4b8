// file: src/main/java/shop/Reset.java
class Reset {
    private static final Logger log = LoggerFactory.getLogger(Reset.class);

    void reset(User user) {
        log.info("PasswordReset userId={} email={}", user.getId(), user.getEmail());
    }
}
