void send(const std::string& user_id, int attempt) {
  LOG(INFO) << "PasswordReset userId: " << user_id << " attempt: " << attempt;
  logger_->warn("sending to {} is slow", user_id);
  std::string reason = "no account " + user_id;
  if (missing) throw std::runtime_error(reason);
  spdlog::error("cannot send to {}", user_id);
}
