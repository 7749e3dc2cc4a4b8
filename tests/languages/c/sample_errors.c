/* Errors of C. */
#define ERR_TOO_LONG "name is too long"

static int fail(const char *path, int size, client *c)
{
    if (!path)
        // error: errx "no path" audience=operator
        errx(1, "no path");
    // error: err "cannot open {path}" kinds=path renderings=%s audience=operator
    err(EXIT_FAILURE, "cannot open %s", path);
    // error: perror "open: {errno}" kinds=exception audience=operator
    perror("open");
    // error: error "could not lock {path}" kinds=path renderings=%s
    error("could not lock %s", path);
    // error: die "unknown option '{path}'" kinds=path renderings=%s audience=operator
    die("unknown option '%s'", path);
    // error: fatal "out of memory ({size} bytes)" kinds=int renderings=%u audience=operator
    fatal("out of memory (%zu bytes)", (size_t)size);
    // error: panic "cannot happen" audience=operator
    panic("cannot happen");
    // error: BUG "state {size}" kinds=int renderings=%d audience=operator
    BUG("state %d", size);
    // error: usage "git clone <repository>" audience=operator
    usage("git clone <repository>");
    // error: report_error "broken {path}" kinds=path renderings=%s
    report_error("broken %s", path);
    // error: set_error "set as an error"
    set_error(ctx, "set as an error");
    // error: set_errorf "size is {size}" kinds=int renderings=%d
    set_errorf(ctx, "size is %d", size);
    // error: failf "curl could not resolve {path}" kinds=path renderings=%s
    failf(data, "curl could not resolve %s", path);
    // error: addReplyError "wrong number of arguments" audience=api
    addReplyError(c, "wrong number of arguments");
    // error: addReplyErrorFormat "unknown command '{path}'" kinds=path renderings=%s audience=api
    addReplyErrorFormat(c, "unknown command '%s'", path);
    // error: addReplyError "name is too long" audience=api
    addReplyError(c, ERR_TOO_LONG);
    // error: addReplyError "{err_from_elsewhere}" kinds=any audience=api opening=ERR_FROM_ELSEWHERE
    addReplyError(c, ERR_FROM_ELSEWHERE);
    // error: RedisModule_ReplyWithError "ERR no such key" audience=api
    RedisModule_ReplyWithError(ctx, "ERR no such key");
    // error: PyErr_SetString "value is negative"
    PyErr_SetString(PyExc_ValueError, "value is negative");
    // error: PyErr_Format "expected {path}" kinds=path renderings=%s
    PyErr_Format(PyExc_TypeError, "expected %s", path);
    // error: luaL_error "bad argument {size}" kinds=int renderings=%d
    luaL_error(L, "bad argument %d", size);
    // error: g_set_error "glib error {path}" kinds=path renderings=%s
    g_set_error(&failure, QUARK, 5, "glib error %s", path);
    // error: g_set_error_literal "glib literal"
    g_set_error_literal(&failure, QUARK, 5, "glib literal");
    // error: assert "size must be positive"
    assert(size > 0 && "size must be positive");
    assert(size > 0);
    // error: serverPanic "unknown encoding {size}" kinds=int renderings=%d audience=operator
    serverPanic("unknown encoding %d", size);
    // error: raise_error "raised {size}" kinds=int renderings=%d
    raise_error("raised %d", size);
    // error: parse_fail "expected a digit"
    parse_fail(p, "expected a digit");
    // error: throw_exception "java exception {path}" kinds=path renderings=%s
    throw_exception(env, "java exception %s", path);
    // error: send_error_response "not found: {path}" kinds=path renderings=%s audience=api
    send_error_response(req, "not found: %s", path);
    // error: xml_error "xml is broken at line {line}" kinds=int renderings=%d
    xml_error(ctx, "xml is broken at line %d", line);
    // error: config_error "bad value {value} for {key}" kinds=any,any renderings=%s,%s
    config_error("bad value %s for %s", value, key);
    // error: http_error "no such page" status=404 audience=api
    http_error(c, 404, "no such page");
    // error: send_error_response "internal server error" status=500 audience=api
    send_error_response(req, "internal server error", 500);
    // log: warning "a level makes it a log of {host}" kinds=any renderings=%s
    net_print_error(MOSQ_LOG_WARNING, "a level makes it a log of %s", host);
    // error: conn_error "connection to {host} lost" kinds=any renderings=%s
    conn_error(c, "connection to %s lost", host);
    // error: yyerror "syntax error"
    yyerror("syntax error");
    // error: complain "no space left"
    complain("no space left");
    return -1;
}

/* What is no error. */
static void nothing(int code)
{
    has_error(code);
    clear_error("x");
    const char *text = strerror(code);
    if (is_error(code)) return;
    error_handler_install(&handler);
}
