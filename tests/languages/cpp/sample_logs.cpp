// path: src/reset.cpp
// wrapper: Audit::write message=1 level=notice
// wrapper: journal->add message=0
// Log calls and streams of C++.
#include <glog/logging.h>

namespace acme {

constexpr char kReset[] = "PasswordReset";
const int kLimit = 3;

class Reset : public Job {
 public:
  static constexpr const char* kDone = "reset is done";
  void run(const std::string& user_id, const std::string& email, int attempt, uint64_t size);
 private:
  std::shared_ptr<spdlog::logger> logger_;
};

void Reset::run(const std::string& user_id, const std::string& email, int attempt, uint64_t size) {
  // log: info "PasswordReset userId: {user_id} email: {mask(email)}" kinds=id,masked
  LOG(INFO) << "PasswordReset userId: " << user_id << " email: " << mask(email);
  // log: warning "PasswordReset of {user_id} after 3 tries" kinds=id
  LOG(WARNING) << kReset << " of " << user_id << " after " << kLimit << " tries";
  // log: error "could not reset {user_id}: {errno}" kinds=id,exception
  LOG(ERROR) << "could not reset "
             << user_id
             << ": " << strerror(errno);
  // log: critical "out of memory"
  LOG(FATAL) << "out of memory" << std::endl;
  // log: info "many tries: {attempt}" kinds=int
  LOG_IF(INFO, attempt > 3) << "many tries: " << attempt;
  // log: warning "every tenth {counter}" kinds=any
  LOG_EVERY_N(WARNING, 10) << "every tenth " << google::COUNTER;
  // log: verbose "verbose {size}" kinds=int
  VLOG(2) << "verbose " << size;
  // log: info "debug build only"
  DLOG(INFO) << "debug build only";
  // log: error "with errno"
  PLOG(ERROR) << "with errno";
  // log: info "to {user_id} to {email}" kinds=id,email
  LOG(INFO) << "to " << user_id << " to " << email;
  // log: info "hex {size} end" kinds=int
  LOG(INFO) << "hex " << std::hex << size << std::dec << " end";
  // log: info "{many|few} tries" kinds=enum
  LOG(INFO) << (attempt > 3 ? "many" : "few") << " tries";
  // log: info "version {version} of {user_id}" kinds=any,id
  LOG(INFO) << "version " VERSION " of " << user_id;
  // log: error "raw {attempt}" kinds=int renderings=%d
  RAW_LOG(ERROR, "raw %d", attempt);
  // log: warning "boost {attempt}" kinds=int
  BOOST_LOG_TRIVIAL(warning) << "boost " << attempt;
  // log: info "severity logger"
  BOOST_LOG_SEV(lg, info) << "severity logger";
  // log: verbose "verbose macro"
  RPC_VLOG << "verbose macro";
  // log: error "a macro without brackets {attempt}" kinds=int
  LOG_ERROR << "a macro without brackets " << attempt;
  // log: info "log4cxx {attempt} times" kinds=int
  LOG4CXX_INFO(logger, "log4cxx " << attempt << " times");
  // log: warning "log4cplus {user_id}" kinds=id
  LOG4CPLUS_WARN(logger, "log4cplus " + user_id);

  // log: info "PasswordReset userId: {user_id} email: {email}" kinds=id,email
  spdlog::info("PasswordReset userId: {} email: {}", user_id, email);
  // log: error "level first {attempt}" kinds=int
  spdlog::log(spdlog::level::err, "level first {}", attempt);
  // log: warning "width {attempt} hex {size} index {attempt}" kinds=int,hex,int renderings=:>5,:x,
  logger_->warn("width {:>5} hex {:x} index {0}", attempt, size);
  // log: debug "debug {size}" kinds=int
  logger_->log(spdlog::level::debug, "debug {}", size);
  // log: critical "critical"
  logger->critical("critical");
  // log: error "macro {user_id}" kinds=id
  SPDLOG_LOGGER_ERROR(logger_, "macro {}", user_id);
  // log: debug "debug macro {size}" kinds=int
  SPDLOG_DEBUG("debug macro {}", size);
  // log: info "named logger {user_id}" kinds=id
  spdlog::get("audit")->info("named logger {}", user_id);
  // log: warning "[{user_id}] size {size} too large" kinds=id,int renderings=%s,%u
  ROCKS_LOG_WARN(options.info_log, "[%s] size %" PRIu64 " too large", user_id.c_str(), size);
  // log: info "last {size}" kinds=int renderings=%u
  ROCKS_LOG_INFO(info_log_, "last %" PRIu64, size);
  // log: - "bitcoin style {user_id}" kinds=id renderings=%s
  LogPrintf("bitcoin style %s\n", user_id);
  // log: info "ClickHouse {attempt} of 3" kinds=int
  LOG_INFO(log, "ClickHouse {} of {}", attempt, kLimit);

  // log: debug "Qt {attempt} of 3" kinds=int
  qDebug() << "Qt" << attempt << "of" << kLimit;
  // log: warning "no blanks: {attempt}!" kinds=int
  qWarning().nospace() << "no blanks: " << attempt << "!";
  // log: critical "category"
  qCCritical(network) << "category";
  // log: info "printf {attempt}" kinds=int renderings=%d
  qInfo("printf %d", attempt);
  // log: debug "user {user_id} of {size}" kinds=id,int
  qDebug() << QString("user %1 of %2").arg(user_id).arg(size);

  // log: - "to standard error {attempt}" kinds=int logger=console
  std::cerr << "to standard error " << attempt << std::endl;
  // log: - "to standard output" logger=console
  std::cout << "to standard output\n";
  std::cout << std::endl;
  // log: - "C style {email}" kinds=email renderings=%s logger=console
  fprintf(stderr, "C style %s\n", email.c_str());
  // log: - "fmt {attempt}" kinds=int logger=console
  fmt::print("fmt {}\n", attempt);
  // log: - "fmt to stderr {attempt}" kinds=int logger=console
  fmt::print(stderr, "fmt to stderr {}\n", attempt);
  // log: - "println {attempt}" kinds=int logger=console
  std::println("println {}", attempt);

  std::string text = fmt::format("formatted {} of {}", attempt, kLimit);
  // log: info "formatted {attempt} of 3" kinds=int
  LOG(INFO) << text;
  const auto joined = absl::StrCat("joined ", attempt, " times");
  // log: info "joined {attempt} times" kinds=int
  LOG(INFO) << joined;
  // log: info "{k_done}" kinds=any opening=kDone
  logger_->info(kDone);
  // log: info "raw \"text\" {attempt}" kinds=int
  logger_->info(R"(raw "text" {})", attempt);
  int count = 0;
  work(&count);
  // log: info "count {count}" kinds=int
  LOG(INFO) << "count " << count;

  // log: notice "audited {attempt}" kinds=int
  Audit::write(user_id, "audited {}", attempt);
  // log: info "journal text"
  journal->add("journal text");
}

// What is no log statement.
void nothing(std::ostream& out) {
  out << "into a stream";
  std::string text = "LOG(INFO) << 5";
  // LOG(INFO) << "in a comment";
  auto bits = 1 << 5;
  double x = std::log(5.0);
  dialog.info("title");
  stream << "text " << bits;
  catalog::info();
}

}  // namespace acme
