// A header with C++ in it is read as C++.
namespace acme {
class Reset {
 public:
  void run(int id) {
    // the body
    // log: info "reset of {id}" kinds=int
    LOG(INFO) << "reset of " << id;
    // error: runtime_error "not ready"
    throw std::runtime_error("not ready");
  }
};
}
