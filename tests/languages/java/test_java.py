"""Java beyond its samples: half-written and hostile text, test code, names of loggers, texts that other files hold."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sdd_impact.languages.java import LANGUAGE, extract
from sdd_impact.model import Extraction, LogCall, Source, Statement
from sdd_impact.syntax import complete

HEAD = "package com.acme;\nimport org.slf4j.*;\nclass A {\n  private static final Logger LOG = LoggerFactory.getLogger(A.class);\n"


def read(text: str, path: str = "src/main/java/com/acme/A.java", calls: tuple[LogCall, ...] = ()) -> Extraction:
    return extract(Source(path, text.encode()), calls)


def in_method(line: str, *, head: str = HEAD) -> tuple[Statement, ...]:
    return read(head + "  void run(String name, int count) {\n    " + line + "\n  }\n}\n").statements


def messages(text: str) -> list[str]:
    return [statement.template.message for statement in read(text).statements]


# --- what is no statement --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    [
        "double y = Math.log(x);",
        "java.lang.Math.log(2);",
        "LOG.isDebugEnabled();",
        "LOG.getName();",
        '// LOG.info("comment");',
        '/* LOG.info("comment"); */',
        'String s = "LOG.info(\\"text\\")";',
        'catalog.info("x");',
        'dialog.error("x");',
        'toast.info("x");',
        'list.log("x");',
        "LOG.atInfo();",
        'LOG.atInfo().addKeyValue("a", 1);',
        'writer.println("x");',
        "System.out.println();",
        "System.out.flush();",
        "throw e;",
        "throw new RuntimeException();",
        "throw new RuntimeException(e);",
        "throw new HttpException(404);",
        "throw next();",
        'throw MESSAGES.argumentCannotBeNull("callback");',
        "Exception e = new Exception();",
        'new ErrorHandler("x y");',
        "Objects.requireNonNull(name);",
        "e.printStackTrace();",
        "response.setStatus(404);",
        'return ResponseEntity.ok("fine");',
        'return ResponseEntity.status(status).body("of unknown status");',
        'frame.setTitle("a window");',
        'promise.reject("a", "b c");',
        'map.put("error", "x");',
        'resultSet.getString("name");',
    ],
)  # fmt: skip
def test_silent(line: str) -> None:
    assert in_method(line) == ()


def test_declared_as_something_else_is_no_logger() -> None:
    assert read('class A { void f(Ship log, Audit logger) { log.info("x"); logger.error("y"); } }').statements == ()
    assert len(read('class A { void f(AuditLogger x) { x.info("y"); } }').statements) == 1


def test_a_binding_is_no_message() -> None:
    text = (
        'import org.springframework.validation.*; class A { void f() { Errors errors = new BindException(account, "account"); } }'
    )
    assert read(text).statements == ()
    assert messages('class A { void f() { throw new BindException("Address in use"); } }') == ["Address in use"]


def test_annotations_that_nobody_is_shown() -> None:
    text = '@ApiResponse(code = 404, message = "Not found") class A { @Deprecated(since = "1") @Schema(message = "x") int a; }'
    assert read(text).statements == ()


# --- names of loggers ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("declaration", "name"),
    [
        ("static final Logger L = LoggerFactory.getLogger(A.class);", "com.acme.A"),
        ("static final Logger L = LoggerFactory.getLogger(Other.class);", "Other"),
        ("static final Logger L = LoggerFactory.getLogger(Known.class);", "com.known.Known"),
        ('static final Logger L = LoggerFactory.getLogger("a.b");', "a.b"),
        ('static final String N = "a." + "b"; static final Logger L = LoggerFactory.getLogger(N);', "a.b"),
        ("final Logger L = LoggerFactory.getLogger(getClass());", "com.acme.A"),
        ("final Logger L = LoggerFactory.getLogger(this.getClass().getName());", "com.acme.A"),
        ("static final Logger L = LoggerFactory.getLogger(MethodHandles.lookup().lookupClass());", "com.acme.A"),
        ("static final Logger L = LoggerFactory.getLogger(A.class.getSimpleName());", "A"),
        ("final Logger L;", ""),
    ],
)
def test_logger_names(declaration: str, name: str) -> None:
    text = f'package com.acme; import org.slf4j.*; import com.known.Known; class A {{ {declaration} void f() {{ L.info("x"); }} }}'
    assert [statement.logger for statement in read(text).statements] == [name]


@pytest.mark.parametrize(("library", "name"), [("org.slf4j", "com.acme.A$B"), ("org.apache.logging.log4j", "com.acme.A.B")])
def test_logger_names_of_inner_classes(library: str, name: str) -> None:
    made = "LoggerFactory" if "slf4j" in library else "LogManager"
    text = f"""package com.acme; import {library}.Logger; import {library}.{made};
    class A {{ static class B {{ static final Logger L = {made}.getLogger(B.class); void f() {{ L.info("x"); }} }} }}"""
    assert [statement.logger for statement in read(text).statements] == [name]


# --- what other files hold -------------------------------------------------------------------------------------------


def test_definitions_of_constants_and_enum_members() -> None:
    text = """
    class Messages { static final String RESET = "Reset of {}"; static final int SIZE = 3; private String name; }
    interface Texts { String HELLO = "hello"; }
    enum ErrorCode { LOCKED(423, "Account is locked"), GONE("GONE", "Account {} is gone"), PLAIN; }
    """
    found = {definition.name: definition.template.message for definition in read(text).definitions}
    assert found == {
        "Messages.RESET": "Reset of {{}}", "Texts.HELLO": "hello", "ErrorCode.LOCKED": "Account is locked",
        "ErrorCode.GONE": "Account {{}} is gone",
    }  # fmt: skip


def test_a_message_of_another_file_is_completed() -> None:
    (statement,) = in_method("LOG.info(Messages.RESET, name);")
    assert (statement.opening, statement.template.message) == ("Messages.RESET", "{reset}")
    (definition,) = read('class Messages { static final String RESET = "Reset of {}"; }').definitions
    assert complete(statement, definition.template).template.message == "Reset of {name}"


@pytest.mark.parametrize(
    "line",
    [
        "LOG.info(String.format(Messages.RESET, name));",
        "LOG.info(Messages.RESET.formatted(name));",
        "throw new ApiException(String.format(Messages.RESET, name));",
    ],
)
def test_a_format_string_of_another_file_is_completed(line: str) -> None:
    (statement,) = in_method(line)
    (definition,) = read('class Messages { static final String RESET = "Reset of %s"; }').definitions
    assert statement.opening == definition.name
    assert complete(statement, definition.template).template.message == "Reset of {name}"


@pytest.mark.parametrize(
    "line", ["LOG.warn(ErrorCode.LOCKED.getMessage());", "throw new ApiException(ErrorCode.LOCKED.getMessage());"]
)
def test_a_text_of_an_enum_member_of_another_file(line: str) -> None:
    assert [statement.opening for statement in in_method(line)] == ["ErrorCode.LOCKED"]


def test_a_constant_that_is_imported_by_its_own_name() -> None:
    text = "import static com.acme.Messages.RESET; class A { void f() { log.info(RESET, name); throw new Gone(RESET); } }"
    assert [statement.opening for statement in read(text).statements] == ["Messages.RESET", "Messages.RESET"]


def test_an_error_code_of_another_file() -> None:
    (statement,) = in_method("throw new ApiException(ErrorCode.LOCKED);")
    assert (statement.opening, statement.code, statement.audience) == ("ErrorCode.LOCKED", "LOCKED", "api")


def test_fields_that_methods_change_are_not_constants() -> None:
    text = """class A {
      private String state = "new"; private final String kind = "mail"; private String prefix;
      A() { this.prefix = "[a] "; }
      void change() { state = "old"; }
      void tell() { log.info("is " + state); log.info("sends " + kind); log.info(prefix + "x"); }
    }"""
    assert messages(text) == ["is {state}", "sends mail", "[a] x"]
    assert read(text).statements[0].template.placeholders[0].values == ("new", "old")


# --- test code -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "test"),
    [
        ("src/main/java/com/acme/A.java", False),
        ("src/test/java/com/acme/A.java", True),
        ("src/integration/com/acme/ResetTest.java", True),
        ("app/ResetIT.java", True),
        ("app/Latest.java", False),
        ("app/Audit.java", False),
    ],
)
def test_test_code_is_marked(path: str, *, test: bool) -> None:
    assert [statement.test for statement in read('class A { void f() { log.info("x"); } }', path).statements] == [test]


# --- half-written and hostile ----------------------------------------------------------------------------------------


def test_a_half_written_file_keeps_the_other_statements() -> None:
    text = (
        HEAD
        + '  void a() { LOG.info("one"); }\n  void b() { if (x { LOG.info("two\n  }\n  void c() { LOG.info("three"); throw new E("four"); }\n}'
    )
    assert {"one", "three"} <= set(messages(text))


def test_what_does_not_parse_is_told() -> None:
    extraction = read('class A { void f() {\n  LOG.info("x" + ;;; ((((\n  LOG.warn(((( "y" ]]]\n')
    assert extraction.statements or extraction.unread
    assert all(unread.suspicious for unread in extraction.unread)


_SAMPLE = (
    HEAD
    + """
  void run(User user) {
    LOG.atInfo().addKeyValue("k", 1).log("built {}", user.getId());
    MDC.put("a", "b");
    LOG.log(Level.INFO, "x {0}", new Object[] {user});
    throw new ApiException(ErrorCode.X, "text " + (user == null ? "a" : "b"));
  }
  @Size(min = 1, message = "at least {min}") String name;
  enum E { A("x y") }
}"""
)


@settings(max_examples=150, deadline=None)
@given(st.integers(0, len(_SAMPLE)), st.integers(0, 40), st.text(alphabet="(){}[];,.\"'+@<>?: \nax", max_size=6))
def test_no_damage_raises(at: int, length: int, instead: str) -> None:
    extraction = read(_SAMPLE[:at] + instead + _SAMPLE[at + length :])
    assert isinstance(extraction, Extraction)


@pytest.mark.parametrize(
    "text",
    [
        "LOG.info(" + "(" * 10_000 + '"x"' + ")" * 10_000 + ");",
        "LOG.info(" + "a(" * 10_000,
        'LOG.info("a"' + ' + b + "c"' * 10_000 + ");",
        "LOG.atInfo()" + '.addKeyValue("k", v)' * 3_000 + '.log("x");',
        "LOG.info(" + 'a ? "x" : ' * 2_000 + '"y");',
        'throw new E("x"' * 5_000,
        'x.y("a b")' + '.z("a b")' * 5_000 + ";",
        "{" * 10_000,
        'LOG.info("' + "{}" * 5_000 + '"' + ", a" * 5_000 + ");",
        "".join(f'try {{ f(); }} catch (Exception e) {{ LOG.warn("no {i}", e); }}\n' for i in range(500)),
        "".join(f'MDC.put("k{i}", v); LOG.info("x");\n' for i in range(500)),
    ],
    ids=["brackets", "calls", "joins", "builder", "choices", "throws", "chain", "blocks", "holes", "catches", "context"],
)
def test_hostile_text_is_bounded(text: str) -> None:
    before = time.process_time()
    in_method(text)
    assert time.process_time() - before < 60


def test_the_page_shows_what_is_read() -> None:
    page = (Path(__file__).parents[3] / "docs/languages/java.md").read_text(encoding="utf-8")
    log, error = read(page.partition("```java\n")[2].partition("```")[0]).statements
    assert (log.level, log.logger, log.template.message) == (
        "info", "com.acme.PasswordReset", "PasswordReset userId: {user_id} email: {mask(email)}",
    )  # fmt: skip
    assert (error.status, error.audience, error.template.message) == (429, "api", "Please wait before you try again")
    for statement in (log, error):
        assert f"| line {statement.location.line} | `{statement.template.message}` |" in page


def test_door() -> None:
    assert (LANGUAGE.name, LANGUAGE.suffixes) == ("java", (".java",))
    assert extract(Source("A.java", b"class A {}"), ()) == Extraction()
    assert any(hint in b"throw new X()" for hint in LANGUAGE.hints)
