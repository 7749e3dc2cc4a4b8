// path: src/surprises.cpp
// What an independent reading of real code and hard cases found.
void surprises(const std::string& name, int n) {
  // log: error "not an exception: {n}"
  LogError("not an exception: %d", n);
  // error: LogError "an exception"
  throw LogError("an exception");
  // log: debug "in lower case {n}"
  ENVOY_LOG(debug, "in lower case {}", n);
  // log: error "with a text macro {n}"
  LOG4CPLUS_ERROR(logger, LOG4CPLUS_TEXT("with a text macro ") << n);
  // log: critical "only in debug mode"
  LOG(QFATAL) << "only in debug mode";
  // error: CHECK_STRCASEEQ "names differ"
  CHECK_STRCASEEQ(a, b) << "names differ";
  // error: LOG_ASSERT "must hold"
  LOG_ASSERT(a) << "must hold";
  // log: debug "printf with a category {n}" kinds=int
  qCDebug(lc, "printf with a category %d", n);
  // log: error "a stream behind a method {n}"
  logger.error() << "a stream behind a method " << n;
  // log: warning "level in the stream {n}"
  g_log << Logger::Warning << "level in the stream " << n << endl;
  // log: error "method in capitals {n}"
  log->Error("method in capitals %d", n);
  // log: warning "static in capitals"
  Log::Warn("static in capitals");
  // log: info "slow query"
  LOGV2(123, "slow query", "x"_attr = n);
  // log: warning "folly {n}"
  XLOGF(WARN, "folly {}", n);
  // log: info "a letter"
  PLOGI << "a letter";
  // log: header "Options.wal_dir: {name}"
  ROCKS_LOG_HEADER(log, "Options.wal_dir: %s", name.c_str());
  // log: info "[{name}] compacting {n}"
  ROCKS_LOG_BUFFER(log_buffer, "[%s] compacting %d", name.c_str(), n);
  // log: - "wide" logger=console
  std::wcerr << L"wide";
  // error: Status::Corruption "block is bad: {name}"
  return Status::Corruption("block is bad", name);
  // error: Status::IOError "read of {name} at {n}"
  return Status::IOError("read of ", name, " at ", n);
  // error: unexpected "out of range"
  return tl::unexpected("out of range");
  // error: Error "no such wallet"
  return util::Error{Untranslated("no such wallet")};
}
