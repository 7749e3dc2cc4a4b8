// path: src/reset.c
// wrapper: audit_log message=1 level=notice
/* Log functions and macros of C. */
#include <inttypes.h>
#include <syslog.h>

#define RESET_DONE "PasswordReset userId: %s email: %s"
#define PREFIX "[reset] "
static const char *const LOCKED = "account is locked";
static const char greeting[] = "welcome";

static void reset(const char *user_id, const char *email, int attempt, uint64_t size, const char *path)
{
    // log: info "PasswordReset userId: {user_id} email: {mask(email)}" kinds=id,masked renderings=%s,%s
    syslog(LOG_INFO, "PasswordReset userId: %s email: %s", user_id, mask(email));
    // log: error "cannot open {path}: {errno}" kinds=path,exception renderings=%s,%m
    syslog(LOG_ERR | LOG_AUTH, "cannot open %s: %m", path);
    // log: - "PasswordReset userId: {user_id} email: {email}" kinds=id,email renderings=%s,%s
    syslog(priority, RESET_DONE, user_id, email);
    // log: warning "late"
    vsyslog(LOG_WARNING, "late", args);
    // log: warning "[reset] {3 - attempt} tries left for {user_id}" kinds=int,id renderings=%d,%s
    serverLog(LL_WARNING, PREFIX "%d tries left for %s", 3 - attempt, user_id);
    // log: notice "over lines"
    serverLog(LL_NOTICE | LL_RAW, "over"
              " lines");
    // log: error "Error: {errno}." kinds=exception renderings=%s
    log__printf(NULL, MOSQ_LOG_ERR, "Error: %s.", strerror(errno));
    // log: critical "bind() to {path} failed" kinds=path renderings=%s
    ngx_log_error(NGX_LOG_EMERG, cycle->log, ngx_errno, "bind() to %s failed", path);
    // log: debug "http {attempt} of 5" kinds=int renderings=%d
    ngx_log_debug2(NGX_LOG_DEBUG_HTTP, log, 0, "http %d of %d", attempt, 5);
    // log: critical "cannot start {path}" kinds=path renderings=%s
    ap_log_error(APLOG_MARK, APLOG_CRIT, 0, server, "cannot start %s", path);
    // log: verbose "size {size} bytes" kinds=int renderings=%u
    av_log(ctx, AV_LOG_VERBOSE, "size %" PRIu64 " bytes\n", size);
    // log: warning "module {path}" kinds=path renderings=%s
    RedisModule_Log(ctx, "warning", "module %s", path);
    // log: debug "on android {attempt}" kinds=int renderings=%d
    __android_log_print(ANDROID_LOG_DEBUG, "tag", "on android %d", attempt);
    // log: error "cannot open {path}" kinds=path renderings=%s
    ALOGE("cannot open %s", path);
    // log: warning "with a letter {size}" kinds=int renderings=%u
    LOGW("with a letter %zu", (size_t)size);
    // log: error "cache lookup failed for relation {relid}" kinds=int renderings=%u
    elog(ERROR, "cache lookup failed for relation %u", relid);

    // log: warning "postgres warns of {path}" kinds=path renderings=%s
    ereport(WARNING, (errmsg("postgres warns of %s", path)));
    // error: errmsg "relation \"{path}\" does not exist" kinds=path renderings=%s audience=api
    ereport(ERROR, (errcode(ERRCODE_UNDEFINED_TABLE), errmsg("relation \"%s\" does not exist", path)));

    // log: info "plain {user_id}" kinds=id renderings=%s
    log_info("plain %s", user_id);
    // log: error "100% of {path}" kinds=path renderings=%s
    log_error("100%% of %s", path);
    // log: debug "width {attempt} hex {attempt} float {ratio} pointer {path} char {c}" kinds=int,hex,float,hex,any renderings=%5d,%#x,%.2f,%p,%c
    LOG_DEBUG("width %5d hex %#x float %.2f pointer %p char %c", attempt, attempt, ratio, (void *)path, c);
    // log: warning "{path}" kinds=path renderings=%.*s
    my_log_warning("%.*s", (int)size, path);
    // log: notice "zlog account is locked"
    zlog_notice(category, "zlog %s", LOCKED);
    // log: - "no level, some words"
    logmsg("no level, some words");
    // log: info "level as an argument"
    log_write(LOG_LEVEL_INFO, "level as an argument");
    // log: error "cluster {path}" kinds=path renderings=%s
    clusterManagerLogErr("cluster %s\n", path);
    // log: warning "lws welcome"
    lwsl_warn("lws %s", greeting);
    // log: warning "git's own {path}" kinds=path renderings=%s
    warning("git's own %s", path);
    // log: debug "debug text {attempt}" kinds=int renderings=%d
    debug("debug text %d", attempt);

    // log: warning "glib {path}" kinds=path renderings=%s
    g_warning("glib %s", path);
    // log: info "glib message"
    g_message("glib message");
    // log: critical "glib {attempt}" kinds=int renderings=%d
    g_log("domain", G_LOG_LEVEL_CRITICAL, "glib %d", attempt);

    // log: error "kernel {attempt}" kinds=int renderings=%d
    pr_err("kernel %d\n", attempt);
    // log: info "kernel once"
    pr_info_once("kernel once\n");
    // log: warning "irq {irq} of {mac} at {&addr}" kinds=int,mac,ip renderings=%d,%pM,%pI4
    dev_warn(&pdev->dev, "irq %d of %pM at %pI4\n", irq, mac, &addr);
    // log: error "link {up|down}" kinds=enum renderings=%s
    netdev_err(dev, "link %s\n", attempt ? "up" : "down");
    // log: error "printk {jiffies}" kinds=int renderings=%u
    printk(KERN_ERR "printk %lu\n", jiffies);
    // log: - "no level"
    printk("no level\n");
    // log: error "probe failed"
    dev_err_probe(dev, ret, "probe failed\n");

    // log: - "hello {user_id}" kinds=id renderings=%s logger=console
    printf("hello %s\n", user_id);
    printf("\n");
    // log: - "a line" logger=console
    puts("a line");
    // log: - "bad {path}: {size}" kinds=path,int renderings=%s,%d logger=console
    fprintf(stderr, "bad %s: %ld\n", path, (long)size);
    // log: - "to standard output" logger=console
    fprintf(stdout, "to standard output\n");
    // log: - "fputs text" logger=console
    fputs("fputs text\n", stderr);
    // log: warning "warned {path}" kinds=path renderings=%s logger=console
    warnx("warned %s", path);
    // log: - "glib to stderr {attempt}" kinds=int renderings=%d logger=console
    g_printerr("glib to stderr %d\n", attempt);

    // log: notice "audited {user_id}" kinds=id renderings=%s
    audit_log(ctx, "audited %s", user_id);

    const char *message = attempt > 3 ? "many tries" : "few tries";
    // log: info "{message}" kinds=enum renderings=%s
    log_info("%s", message);
    // log: info "many tries"
    // log: info "few tries"
    log_info(message);
    int count = 0;
    count++;
    // log: info "count {count}" kinds=int renderings=%d
    log_info("count %d", count);
}

/* What is no log statement. */
static void nothing(FILE *file, double x)
{
    const char *text = "log_info(\"in a string\")";
    // log_info("in a comment");
    double y = log(x) + log10(x);
    fprintf(file, "into a file %f\n", x);
    snprintf(buffer, sizeof(buffer), "into a buffer %s", text);
    open_dialog("a title with words");
    logger_init(&logger);
    log_set_level(LOG_INFO);
    catalog_add("some words here");
    strcmp(text, "log error");
}
