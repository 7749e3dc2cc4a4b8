#define DONE "done"

static void send(const char *user_id, int attempt)
{
    log_warn("PasswordReset userId: %s attempt: %d", user_id, attempt);
    syslog(LOG_ERR, "cannot send to %s", user_id);
    log_info("sending is " DONE);
    if (attempt > 3)
        errx(1, "too many tries: %d", attempt);
}
