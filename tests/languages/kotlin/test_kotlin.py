"""Kotlin beyond its samples: half-written and hostile text, test code, names of loggers, texts that other files hold."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sdd_impact.languages.kotlin import LANGUAGE, extract
from sdd_impact.languages.kotlin.marks import readable
from sdd_impact.model import Extraction, LogCall, Source, Statement
from sdd_impact.syntax import complete

HEAD = (
    "package com.acme\n\nimport org.slf4j.LoggerFactory\n\nclass A {\n  private val log = LoggerFactory.getLogger(A::class.java)\n"
)


def read(text: str, path: str = "src/main/kotlin/com/acme/A.kt", calls: tuple[LogCall, ...] = ()) -> Extraction:
    return extract(Source(path, text.encode()), calls)


def in_function(line: str, *, head: str = HEAD) -> tuple[Statement, ...]:
    return read(head + "  fun run(name: String, count: Int) {\n    " + line + "\n  }\n}\n").statements


def messages(text: str) -> list[str]:
    return [statement.template.message for statement in read(text).statements]


@pytest.mark.parametrize(
    "line",
    [
        "val y = kotlin.math.log(x, 2.0)",
        "log.isDebugEnabled",
        "log.name",
        'val s = "log.info(\\"text\\")"',
        'catalog.info("x")',
        "log.atInfo()",
        "throw e",
        "throw RuntimeException()",
        "throw RuntimeException(e)",
        "requireNotNull(name)",
        "check(count > 1)",
        'writer.println("x")',
        'assertThat(x).error("x")',
        'call.respond(HttpStatusCode.OK, "fine")',
        "TODO()",
        'error("a", "function of the project")',
    ],
)
def test_silent(line: str) -> None:
    assert in_function(line) == ()


def test_declared_as_something_else_is_no_logger() -> None:
    assert messages('class A(private val log: Ship) {\n  fun f() {\n    log.info("x")\n  }\n}\n') == []
    assert messages('class A(private val log: Logger) {\n  fun f() {\n    log.info("x")\n  }\n}\n') == ["x"]


def test_a_function_of_the_file_is_not_that_of_the_library() -> None:
    assert messages('fun error(text: String) = Unit\n\nfun f() {\n  error("x")\n}\n') == []
    assert messages('fun f() {\n  error("x")\n}\n') == ["x"]


@pytest.mark.parametrize(
    ("declaration", "name"),
    [
        ("private val log = LoggerFactory.getLogger(javaClass)", "com.acme.A"),
        ("private val log = LoggerFactory.getLogger(this::class.java)", "com.acme.A"),
        ("private val log = LoggerFactory.getLogger(this.javaClass.name)", "com.acme.A"),
        ("private val log = LoggerFactory.getLogger(javaClass.simpleName)", "A"),
        ("private val log = LoggerFactory.getLogger(Other::class.java)", "com.known.Other"),
        ('private val log = LoggerFactory.getLogger("a.b")', "a.b"),
        ("private val log by lazy { LoggerFactory.getLogger(javaClass) }", "com.acme.A"),
        ("private val log = KotlinLogging.logger {}", "com.acme.A"),
        ('private val log = KotlinLogging.logger("x")', "x"),
        ("private val log = loggerFor<A>()", "com.acme.A"),
        ("private lateinit var log: Logger", ""),
        ("companion object : KLogging()", "com.acme.A"),
    ],
)
def test_logger_names(declaration: str, name: str) -> None:
    used = "logger" if "KLogging()" in declaration else "log"
    text = f'package com.acme\n\nimport com.known.Other\n\nclass A {{\n  {declaration}\n\n  fun f() {{\n    {used}.info("x")\n  }}\n}}\n'
    assert [statement.logger for statement in read(text).statements] == [name]


def test_a_logger_at_the_top_bears_the_name_of_the_file() -> None:
    text = 'package com.acme\n\nprivate val log = KotlinLogging.logger {}\n\nfun f() {\n  log.info { "x" }\n}\n'
    assert [statement.logger for statement in read(text, "src/com/acme/Routes.kt").statements] == ["com.acme.Routes"]


# --- what other files hold -------------------------------------------------------------------------------------------


def test_definitions_of_constants_and_enum_members() -> None:
    text = """package com.acme

const val TOP = "top"

object Texts {
    const val RESET = "Reset of {}"
    val size = 3
}

class Messages {
    companion object {
        const val HELLO = "hello"
    }
}

enum class ErrorCode(val status: Int, val text: String) {
    LOCKED(423, "Account is locked"),
    PLAIN(1, "x")
}
"""
    found = {definition.name: definition.template.message for definition in read(text).definitions}
    assert found == {
        "TOP": "top", "Texts.RESET": "Reset of {{}}", "Messages.HELLO": "hello", "ErrorCode.LOCKED": "Account is locked", "ErrorCode.PLAIN": "x",
    }  # fmt: skip


def test_a_message_of_another_file_is_completed() -> None:
    (statement,) = in_function("log.info(Texts.RESET, name)")
    assert (statement.opening, statement.template.message) == ("Texts.RESET", "{reset}")
    (definition,) = read('object Texts {\n    const val RESET = "Reset of {}"\n}\n').definitions
    assert complete(statement, definition.template).template.message == "Reset of {name}"


def test_a_constant_that_is_imported_by_its_own_name() -> None:
    text = "import com.acme.Messages.RESET\n\nfun f() {\n    logger.info(RESET)\n    throw Gone(RESET)\n}\n"
    assert [statement.opening for statement in read(text).statements] == ["Messages.RESET", "Messages.RESET"]


def test_the_parameter_of_a_lambda_is_no_symbol() -> None:
    assert [statement.opening for statement in in_function("names.forEach { println(it.text) }")] == [""]


# --- test code -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "test"),
    [
        ("src/main/kotlin/com/acme/A.kt", False),
        ("src/test/kotlin/com/acme/A.kt", True),
        ("src/commonTest/kotlin/com/acme/A.kt", True),
        ("app/src/androidTest/java/A.kt", True),
        ("app/ResetTest.kt", True),
        ("app/Latest.kt", False),
    ],
)
def test_test_code_is_marked(path: str, *, test: bool) -> None:
    assert [statement.test for statement in read('fun f() {\n    log.info("x")\n}\n', path).statements] == [test]


# --- marks that the grammar does not know ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    [
        'val a = $$"costs $5"',
        "val f = suspend { 1 }",
        "val q = 1\n    get(x) { 2 }",
        "val q = 1\n    get {\n    }",
        "when (x) {\n        is Foo if x.y -> 1\n        else -> 2\n    }",
    ],
)
def test_one_mark_costs_no_other_statement(line: str) -> None:
    text = (
        HEAD
        + f'  fun a() {{\n    log.info("one")\n    {line}\n    log.info("two")\n  }}\n\n  fun b() {{\n    log.info("three")\n  }}\n}}\n'
    )
    extraction = read(text)
    assert [statement.template.message for statement in extraction.statements] == ["one", "two", "three"]
    assert extraction.unread == ()


@given(st.binary(max_size=200))
def test_what_is_read_has_the_same_length(data: bytes) -> None:
    assert len(readable(data)) == len(data)
    assert readable(data).count(b"\n") == data.count(b"\n")


def test_context_parameters_and_actual_constructors() -> None:
    text = 'context(a: A, b: (Int) -> B)\nfun f() {\n    error("one")\n}\n\nactual class X\nactual constructor(val a: Int) {\n    fun g() {\n        error("two")\n    }\n}\n'
    assert messages(text) == ["one", "two"]


# --- half-written and hostile ----------------------------------------------------------------------------------------


def test_a_half_written_file_keeps_the_other_statements() -> None:
    text = (
        HEAD
        + '  fun a() {\n    log.info("one")\n  }\n\n  fun b() {\n    if (x {\n      log.info("two\n  }\n\n'
        + '  fun c() {\n    log.info("three")\n    throw E("four")\n  }\n}\n'
    )
    assert {"one", "three"} <= set(messages(text))


def test_what_does_not_parse_is_told() -> None:
    extraction = read('class A {\n fun f() {\n  log.info("x" + ;;; ((((\n  log.warn(((( "y" ]]]\n')
    assert extraction.statements or extraction.unread
    assert all(unread.suspicious for unread in extraction.unread)


_SAMPLE = (
    HEAD
    + """
  fun run(user: User) {
    log.atInfo().addKeyValue("k", 1).log("built {}", user.id)
    logger.atInfo { message = "x $user"; payload = mapOf("a" to 1) }
    withLoggingContext("a" to user) { logger.error(e) { "text ${user?.id ?: "none"}" } }
    throw ApiException(ErrorCode.X, "text " + (if (user == null) "a" else "b"))
  }
  @Size(min = 1, message = "at least {min}") val name: String = ""
  enum class E(val t: String) { A("x y") }
  class Gone(id: Int) : Exception("gone $id") { override val message get() = "a" }
}"""
)


@settings(max_examples=150, deadline=None)
@given(st.integers(0, len(_SAMPLE)), st.integers(0, 40), st.text(alphabet="(){}[];,.\"'+@<>?:$ \nax", max_size=6))
def test_no_damage_raises(at: int, length: int, instead: str) -> None:
    assert isinstance(read(_SAMPLE[:at] + instead + _SAMPLE[at + length :]), Extraction)


@pytest.mark.parametrize(
    "text",
    [
        "log.info(" + "(" * 10_000 + '"x"' + ")" * 10_000 + ")",
        "log.info(" + "a(" * 10_000,
        'log.info("a"' + ' + b + "c"' * 10_000 + ")",
        "log.atInfo()" + '.addKeyValue("k", v)' * 3_000 + '.log("x")',
        "log.info(" + 'if (a) "x" else ' * 2_000 + '"y")',
        'throw E("x"' * 5_000,
        "log.info { " * 3_000,
        "{" * 10_000,
        'log.info("' + "${" * 3_000 + '")',
        'log.info("' + "$a" * 5_000 + '")',
        "".join(f'try {{ f() }} catch (e: Exception) {{ log.warn("no {i}", e) }}\n' for i in range(500)),
    ],
    ids=["brackets", "calls", "joins", "builder", "choices", "throws", "lambdas", "blocks", "holes", "names", "catches"],
)
def test_hostile_text_is_bounded(text: str) -> None:
    before = time.process_time()
    in_function(text)
    assert time.process_time() - before < 60


def test_the_page_shows_what_is_read() -> None:
    page = (Path(__file__).parents[3] / "docs/languages/kotlin.md").read_text(encoding="utf-8")
    log, error = read(page.partition("```kotlin\n")[2].partition("```")[0], "PasswordReset.kt").statements
    assert (log.level, log.logger, log.template.message) == (
        "info", "com.acme.PasswordReset", "PasswordReset userId: {user_id} email: {mask(email)}",
    )  # fmt: skip
    assert (error.status, error.audience, error.template.message) == (429, "api", "Please wait before you try again")
    for statement in (log, error):
        assert f"| line {statement.location.line} | `{statement.template.message}` |" in page


def test_door() -> None:
    assert (LANGUAGE.name, LANGUAGE.suffixes) == ("kotlin", (".kt", ".kts"))
    assert extract(Source("A.kt", b"class A"), ()) == Extraction()
    assert any(hint in b"throw X()" for hint in LANGUAGE.hints)
