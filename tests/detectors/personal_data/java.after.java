// file: src/main/java/shop/Orders.java
class Orders {
    private static final Logger log = LoggerFactory.getLogger(Orders.class);

    void order(User user, String password) {
        log.info("order of {}", user.getId());
        // signal: personal-data-logged class="email" expression="user.getEmail()"
        log.info("order of {}", user.getEmail());
        log.info("mail of {}", Masks.mask(user.getEmail()));
        // signal: secret-logged class="secret" expression="password"
        log.debug("password: " + password);
        log.error("Invalid e-mail template {}", emailTemplate);
        // signal: secret-logged class="secret" confidence="low" expression="connectionString"
        log.info("connecting to {}", connectionString);
    }
}
