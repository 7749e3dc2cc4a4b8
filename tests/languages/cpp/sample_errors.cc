// Errors of C++.
#include <stdexcept>

class TooLong : public std::runtime_error {
 public:
  // error: TooLong "name is too long: {size}" kinds=int
  explicit TooLong(int size) : std::runtime_error("name is too long: " + std::to_string(size)) {}
};

class Locked : public std::exception {
 public:
  // error: Locked "account is locked"
  const char* what() const noexcept override { return "account is locked"; }
};

static const char kMissing[] = "value is missing";

Status fail(const std::string& name, int size, Response& response) {
  // error: runtime_error "cannot open {name}" kinds=any
  throw std::runtime_error("cannot open " + name);
  // error: invalid_argument "size {size} is too large" kinds=int
  throw std::invalid_argument(fmt::format("size {} is too large", size));
  // error: ParseError "unexpected token"
  throw ParseError{"unexpected token", line};
  // error: OldError "on the heap"
  throw new OldError("on the heap");
  // error: - "a plain text"
  throw "a plain text";
  // error: Exception "Bad value {size} for {name}" kinds=int,any
  throw Exception(ErrorCodes::BAD_ARGUMENTS, "Bad value {} for {}", size, name);
  // error: system_error "system call failed"
  throw std::system_error(errno, std::generic_category(), "system call failed");
  // error: logic_error "value is missing"
  throw std::logic_error(kMissing);
  throw;
  // error: out_of_range "index out of range"
  auto error = std::make_exception_ptr(std::out_of_range("index out of range"));
  // error: Status::Corruption "block checksum mismatch"
  return Status::Corruption("block checksum mismatch");
  // error: Status::InvalidArgument "bad key: {name}" kinds=any
  return Status::InvalidArgument("bad key: ", name);
  // error: InvalidArgumentError "name must not be empty"
  return absl::InvalidArgumentError("name must not be empty");
  // error: NotFoundError "no file {name}" kinds=any
  return absl::NotFoundError(absl::StrCat("no file ", name));
  // error: InternalError "code {size}" kinds=int renderings=%d
  return absl::InternalError(absl::StrFormat("code %d", size));
  // error: Status "internal trouble" code=INTERNAL
  return absl::Status(absl::StatusCode::kInternal, "internal trouble");
  // error: Status "no such user" audience=api code=NOT_FOUND
  return grpc::Status(grpc::StatusCode::NOT_FOUND, "no such user");
  // error: Status "bad request" audience=api code=INVALID_ARGUMENT
  return ::grpc::Status(grpc::INVALID_ARGUMENT, "bad request");
  // error: Status::NotOK "cluster is down"
  return {Status::NotOK, "cluster is down"};
  // error: Status::NotOK "as an argument {name}" kinds=any
  reply(Error({Status::NotOK, "as an argument " + name}));
  // error: errors::InvalidArgument "expected {size} inputs" kinds=int
  return errors::InvalidArgument("expected ", size, " inputs");
  return Status::OK();
  // error: CHECK "size must be positive, is {size}" kinds=int
  CHECK(size > 0) << "size must be positive, is " << size;
  // error: CHECK_EQ "wrong size"
  CHECK_EQ(size, 3) << "wrong size";
  // error: DCHECK "not ready"
  DCHECK(ready) << "not ready";
  CHECK(ready);
  // error: assert "size"
  assert(size > 0 && "size");
  // error: BOOST_ASSERT_MSG "boost assertion"
  BOOST_ASSERT_MSG(ready, "boost assertion");
  // error: Q_ASSERT_X "Qt assertion"
  Q_ASSERT_X(ready, "fail", "Qt assertion");
  static_assert(sizeof(int) == 4, "compile time only");
  // error: SetFailed "cannot parse {name}" kinds=any renderings=%s
  cntl->SetFailed(EINVAL, "cannot parse %s", name.c_str());
  // error: uassert "mongo assertion"
  uassert(ErrorCodes::BadValue, "mongo assertion", ready);
  // error: uasserted "mongo user error"
  uasserted(51234, "mongo user error");
  // error: PyErr_SetString "python error"
  PyErr_SetString(PyExc_ValueError, "python error");
  // error: errx "exit with {size}" kinds=int renderings=%d audience=operator
  errx(1, "exit with %d", size);
  // error: perror "open: {errno}" kinds=exception audience=operator
  perror("open");
  // error: report_error "own function {size}" kinds=int renderings=%d
  report_error("own function %d", size);
  // error: panic "panic text" audience=operator
  panic("panic text");
  // error: - "no such page" status=404 audience=api
  return crow::response(404, "no such page");
  return crow::response(200, "fine");
  // error: - "pistache text" status=400 audience=api
  response.send(Http::Code::Bad_Request, "pistache text");
  // error: - "cpprest text" status=404 audience=api
  request.reply(status_codes::NotFound, "cpprest text");
  // error: TypeError::New "string expected"
  Napi::TypeError::New(env, "string expected").ThrowAsJavaScriptException();
}

// What is no error.
void nothing() {
  Error code = Error::None;
  throw other;
  auto e = std::runtime_error(message);
  ASSERT_EQ(a, b) << "a test";
  EXPECT_TRUE(a) << "another";
  error.clear();
  auto result = Result::Ok(5);
  const std::map<Status::Code, std::string> names = {{Status::NotOK, "a name"}, {Status::Busy, "another"}};
}
