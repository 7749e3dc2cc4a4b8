"""Scala beyond its samples: half-written and hostile text, test code, names of loggers, texts that other files hold."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sdd_impact.languages.scala import LANGUAGE, extract
from sdd_impact.model import Extraction, LogCall, Source, Statement
from sdd_impact.syntax import complete

HEAD = "package com.acme\n\nimport org.slf4j.LoggerFactory\n\nclass A {\n  private val log = LoggerFactory.getLogger(classOf[A])\n"


def read(text: str, path: str = "src/main/scala/com/acme/A.scala", calls: tuple[LogCall, ...] = ()) -> Extraction:
    return extract(Source(path, text.encode()), calls)


def in_function(line: str, *, head: str = HEAD) -> tuple[Statement, ...]:
    return read(head + "  def run(name: String, count: Int): Unit = {\n    " + line + "\n  }\n}\n").statements


def messages(text: str) -> list[str]:
    return [statement.template.message for statement in read(text).statements]


@pytest.mark.parametrize(
    "line",
    [
        "val y = math.log(x)",
        "log.isDebugEnabled",
        "log.getName",
        'val s = "log.info(\\"text\\")"',
        'catalog.info("x")',
        "log.atInfo",
        "throw e",
        "throw new RuntimeException",
        "throw new RuntimeException(e)",
        "require(count > 1)",
        'writer.println("x")',
        'info("no trait")',
        'error("no trait")',
        'complete(StatusCodes.OK, "fine")',
        'Left("key")',
        'NotFound("without a framework")',
    ],
)
def test_silent(line: str) -> None:
    assert in_function(line) == ()


def test_methods_of_a_trait_log_only_where_it_is_mixed_in() -> None:
    text = 'class A extends B {{ def f() = {{ info("one"); logInfo("two"); config("three") }} }}'
    assert messages(text.format()) == []
    assert messages(text.replace("extends B", "extends B with Logging").format()) == ["one", "two"]


def test_declared_as_something_else_is_no_logger() -> None:
    assert messages('class A(log: Ship) { def f() = log.info("x") }') == []
    assert messages('class A(log: Logger) { def f() = log.info("x") }') == ["x"]
    assert messages('class A[F[_]](log: Logger[F]) { def f() = log.info("x") }') == ["x"]


@pytest.mark.parametrize(
    ("declaration", "name"),
    [
        ("private val log = LoggerFactory.getLogger(getClass)", "com.acme.A"),
        ("private val log = LoggerFactory.getLogger(getClass.getName)", "com.acme.A"),
        ("private val log = LoggerFactory.getLogger(this.getClass())", "com.acme.A"),
        ("private val log = LoggerFactory.getLogger(classOf[Other])", "com.known.Other"),
        ('private val log = LoggerFactory.getLogger("a.b")', "a.b"),
        ("@transient private lazy val log = LoggerFactory.getLogger(getClass)", "com.acme.A"),
        ("private val log = Logger(getClass)", "com.acme.A"),
        ("private val log = Logger[A]", "com.acme.A"),
        ('private val log = Logger(LoggerFactory.getLogger("x"))', "x"),
        ("private var log: Logger = _", ""),
    ],
)
def test_logger_names(declaration: str, name: str) -> None:
    text = f'package com.acme\nimport com.known.Other\nclass A {{\n  {declaration}\n  def f() = log.info("x")\n}}\n'
    assert [statement.logger for statement in read(text).statements] == [name]


# --- what other files hold -------------------------------------------------------------------------------------------


def test_definitions_of_constants_and_enum_members() -> None:
    text = """package com.acme

object Texts {
  val Reset = "Reset of {}"
  final val Hello: String = "hello"
  val size = 3
}

enum Code(val text: String) {
  case Locked extends Code("Account is locked")
}
"""
    found = {definition.name: definition.template.message for definition in read(text).definitions}
    assert found == {"Texts.Reset": "Reset of {{}}", "Texts.Hello": "hello", "Code.Locked": "Account is locked"}


def test_a_message_of_another_file_is_completed() -> None:
    (statement,) = in_function("log.info(Texts.Reset, name)")
    assert (statement.opening, statement.template.message) == ("Texts.Reset", "{reset}")
    (definition,) = read('object Texts {\n  val Reset = "Reset of {}"\n}\n').definitions
    assert complete(statement, definition.template).template.message == "Reset of {name}"


@pytest.mark.parametrize(
    "line", ["import com.acme.Messages.RESET", "import com.acme.Messages.{RESET, OTHER}", "import com.acme.Messages.{RESET => X}"]
)
def test_a_constant_that_is_imported_by_its_own_name(line: str) -> None:
    used = "X" if "=>" in line else "RESET"
    text = f"{line}\nclass A {{ def f() = {{ logger.info({used}); throw new Gone({used}) }} }}"
    assert [statement.opening for statement in read(text).statements] == ["Messages.RESET", "Messages.RESET"]


# --- texts -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("expression", "message"),
    [
        ('"plain \\u0041\\t\\"x\\""', 'plain A "x"'),
        ('"""raw \\n $name"""', "raw \\n $name"),
        ('s"hole $name and ${name.trim}"', "hole {name} and {name}"),
        ('s"$$5 for ${count}%"', "$5 for {count}%"),
        ('f"$count%05d of 100%%"', "{count} of 100%"),
        ('raw"a\\tb $name"', "a\\tb {name}"),
        ('s"""a $name\n      |b""".stripMargin', "a {name} b"),
        ('"""a\n      #b""".stripMargin(\'#\')', "a b"),
        ('"a" + count + "b"', "a{count}b"),
        ('"a %s".format(name)', "a {name}"),
        ('s"${if (count > 1) "many" else "one"} left"', "{many|one} left"),
        ('s"${"x"}y"', "xy"),
        ('("in brackets": String)', "in brackets"),
    ],
)
def test_texts(expression: str, message: str) -> None:
    assert [statement.template.message for statement in in_function(f"log.info({expression})")] == [message]


# --- test code -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "test"),
    [
        ("src/main/scala/com/acme/A.scala", False),
        ("src/test/scala/com/acme/A.scala", True),
        ("core/ResetSpec.scala", True),
        ("core/ResetSuite.scala", True),
        ("core/Latest.scala", False),
    ],
)
def test_test_code_is_marked(path: str, *, test: bool) -> None:
    assert [statement.test for statement in read('class A { log.info("x") }', path).statements] == [test]


# --- half-written and hostile ----------------------------------------------------------------------------------------


def test_a_half_written_file_keeps_the_other_statements() -> None:
    text = (
        HEAD
        + '  def a() = {\n    log.info("one")\n  }\n\n  def b() = {\n    if (x) {\n      log.info("two\n  }\n\n'
        + '  def c() = {\n    log.info("three")\n    throw new E("four")\n  }\n}\n'
    )
    assert {"one", "three"} <= set(messages(text))


def test_a_lost_head_of_a_function_costs_nothing_else() -> None:
    text = HEAD + '    log.info("one")\n  }\n\n  def b() = {\n    log.info("two")\n  }\n}\n'
    assert messages(text) == ["one", "two"]


_SAMPLE = (
    HEAD
    + """
  def run(user: User): Unit = {
    log.atInfo.addKeyValue("k", 1).log("built {}", user.id)
    Logger[F].error(e)(s"text ${user.map(_.id).getOrElse("none")} $x")
    throw new ApiException(ErrorCode.X, "text " + (if (user == null) "a" else "b"))
    x match { case 1 => log.info("a"); case _ => complete(StatusCodes.NotFound -> "b c") }
  }
  case class Gone(id: Int) extends Exception(f"gone $id%d") { override def getMessage = "a" }
  enum E(val t: String) { case A extends E("x y") }
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
        "log.atInfo" + '.addKeyValue("k", v)' * 3_000 + '.log("x")',
        "log.info(" + 'if (a) "x" else ' * 2_000 + '"y")',
        'throw new E("x"' * 5_000,
        'log.info("a")' + "(b)" * 5_000,
        "{" * 10_000,
        'log.info(s"' + "${" * 3_000 + '")',
        'log.info(s"' + "$a" * 5_000 + '")',
        "".join(f'try f() catch {{ case e: Exception => log.warn("no {i}", e) }}\n' for i in range(500)),
    ],
    ids=["brackets", "calls", "joins", "builder", "choices", "throws", "lists", "blocks", "holes", "names", "catches"],
)
def test_hostile_text_is_bounded(text: str) -> None:
    before = time.process_time()
    in_function(text)
    assert time.process_time() - before < 60


def test_the_page_shows_what_is_read() -> None:
    page = (Path(__file__).parents[3] / "docs/languages/scala.md").read_text(encoding="utf-8")
    log, error = read(page.partition("```scala\n")[2].partition("```")[0]).statements
    assert (log.level, log.logger, log.template.message) == (
        "info", "com.acme.PasswordReset", "PasswordReset userId: {user_id} email: {mask(email)}",
    )  # fmt: skip
    assert (error.status, error.audience, error.template.message) == (429, "api", "Please wait before you try again")
    for statement in (log, error):
        assert f"| line {statement.location.line} | `{statement.template.message}` |" in page


def test_door() -> None:
    assert (LANGUAGE.name, LANGUAGE.suffixes) == ("scala", (".scala", ".sc"))
    assert extract(Source("A.scala", b"class A"), ()) == Extraction()
    assert any(hint in b"throw new X()" for hint in LANGUAGE.hints)


def test_log_info_says_by_itself_that_it_logs_unless_the_file_declares_it() -> None:
    text = 'class A {{ {} def f() = logInfo("Order was sent") }}'
    assert messages(text.format("")) == ["Order was sent"]
    assert messages(text.format("def logInfo(message: String): Unit = emit(message); ")) == []
