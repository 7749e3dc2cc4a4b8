static void send(const char *uid, int tries)
{
        log_warning("PasswordReset userId: "
                    "%s attempt: %d",
                    uid, tries);
        syslog(LOG_ERR, "cannot send to %s", uid);
        log_info("sending "
                 "is done");
        if (tries > 3) {
                errx(1, "too many tries: " "%d", tries);
        }
}
