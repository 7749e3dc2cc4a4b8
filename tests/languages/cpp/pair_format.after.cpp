void send(const std::string& uid, int attempt) {
  LOG(INFO) << "PasswordReset "
            << "userId: " << uid
            << " attempt: " << attempt << std::endl;
  logger_->warning("sending to {0} "
                   "is slow", uid);
  if (missing) {
    throw std::runtime_error(fmt::format("no account {}", uid));
  }
  logger->error("cannot send to {}", uid);
}
