// path: src/surprises.c
/* What an independent reading of real code and hard cases found. */
#define PREFIX "ACPI: "

static void surprises(struct dev *dev, const char *user_id, int err, size_t size)
{
    // log: debug1 "received {type} notify from {host}: {reason}" renderings=%N,%H,%s
    DBG1(DBG_IKE, "received %N notify from %H: %s", notify_type_names, type, host, reason);
    // log: debug2 "no matching peer config found"
    DBG2(DBG_CFG, "no matching peer config found");
    // log: info "ACPI: {err} tables" kinds=int
    printk(KERN_INFO PREFIX "%d tables\n", err);
    // log: debug "data {buf}" kinds=hex renderings=%*ph
    pr_debug("data %*ph\n", 4, buf);
    // log: info "node {np} of {fwnode}, {fn} at {&addr}" kinds=any,any,any,hex
    pr_info("node %pOF of %pfw, %ps at %pa\n", np, fwnode, fn, &addr);
    // log: error "upstream \"{&name}\" sent {n} of {size}: {text} 100%" kinds=any,int,int,any renderings=%V,%ui,%uz,%*s
    ngx_log_error(NGX_LOG_ERR, log, 0, "upstream \"%V\" sent %ui of %uz: %*s 100%%", &name, n, size, len, text);
    // log: info "a message of GLib"
    g_log(G_LOG_DOMAIN, G_LOG_LEVEL_MESSAGE, "a message of GLib");
    // log: error "no renderer {err}"
    SDL_LogError(SDL_LOG_CATEGORY_APPLICATION, "no renderer %d", err);
    // log: error "wifi failed {err}"
    ESP_LOGE(TAG, "wifi failed %d", err);
    // log: critical "cannot bind '{user_id}'"
    ha_alert("cannot bind '%s'\n", user_id);
    // log: warning "deprecated machine"
    warn_report("deprecated machine");
    // log: debug1 "checkpoint skipped"
    elog(DEBUG1, "checkpoint skipped");
    // log: - "a variable is no level"
    MY_LOG(err, "a variable is no level");
    // log: info "on cpu {cpu}" kinds=any
    log_info("on cpu %s", cpu ?: "-");
    // log: info "of {size} bytes, {other} left" kinds=int,int
    log_info("of %" G_GUINT64_FORMAT " bytes, %" ROCKSDB_PRIszt " left", size, other);
    // log: info "100%[ACPI: ]done" kinds=
    log_info("100%%[" PREFIX "]done");
}
