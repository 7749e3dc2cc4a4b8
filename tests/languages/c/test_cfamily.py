"""C and C++ beyond their samples: names, macros between literals, half-written and hostile text."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sdd_impact.languages import c, cpp
from sdd_impact.languages._cfamily.levels import of_constant
from sdd_impact.languages._cfamily.names import api_of
from sdd_impact.languages._cfamily.preparing import prepared
from sdd_impact.model import Extraction, Source

TESTS = Path(__file__).parents[1]


def read(text: str, path: str = "src/reset.c") -> Extraction:
    language = c if path.endswith((".c", ".h")) else cpp
    return language.extract(Source(path, text.encode()), ())


# --- names ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("log_error", "error"), ("LOG_WARN", "warning"), ("serverLog", None), ("SPDLOG_LOGGER_DEBUG", "debug"), ("ALOGW", "warning"),
        ("pr_err_ratelimited", "error"), ("netdev_info", "info"), ("zlog_fatal", "critical"), ("RCLCPP_INFO", "info"), ("my_log_trace", "trace"),
        ("debugf", "debug"), ("warning", "warning"),
    ],
)  # fmt: skip
def test_names_that_log(name: str, level: str | None) -> None:
    api = api_of(name)
    assert api is not None
    assert (api.what, api.level) == ("log", level)


@pytest.mark.parametrize(
    "name",
    [
        "login",
        "open_dialog",
        "catalog",
        "logical_and",
        "strerror",
        "log10",
        "information_of",
        "errors",
        "snprintf",
        "blogroll",
        "x" * 200,
    ],
)
def test_names_that_do_not(name: str) -> None:
    assert api_of(name) is None


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("LL_WARNING", "warning"), ("LOG_ERR | LOG_USER", "error"), ("spdlog::level::err", "error"), ("kError", "error"), ("NGX_LOG_EMERG", "critical"),
        ("Level::Info", "info"), ("error", None), ("err", None), ("ctx", None), ("LOG_TAG", None), ("f(LOG_ERR)", None),
    ],
)  # fmt: skip
def test_constants(text: str, level: str | None) -> None:
    assert of_constant(text) == level


# --- macros between literals ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ('"a %" PRIu64 " b"', '"a %" "lu"   " b"'),
        ('"%" PRId8', '"%" "ld" '),
        ('"v" VERSION " of"', '"v""VERSION"" of"'),
        ('f(" TO ", x, " TO ")', 'f(" TO ", x, " TO ")'),
        ('// "a" NAME "b"', '// "a" NAME "b"'),
        ("'\"' NAME '\"'", "'\"' NAME '\"'"),
        ('R"(a" NAME "b)"', 'R"(a" NAME "b)"'),
    ],
)
def test_macros_between_literals(text: str, seen: str) -> None:
    assert prepared(text.encode(), names=True).decode() == seen


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("a\n#if 0\nb\n#endif\nc\n", "a\n#if 0\n \n#endif\nc\n"),
        ("#if 0\nb\n#else\nc\n#endif\n", "#if 0\n \n#else\nc\n#endif\n"),
        (
            "#if (0) /* off */\n#ifdef X\nb\n#else\nc\n#endif\n#endif\nd",
            "#if (0) /* off */\n        \n \n     \n \n      \n#endif\nd",
        ),
        ("#if 1\nb\n#if 0\nc\n#endif\n#endif\n", "#if 1\nb\n#if 0\n \n#endif\n#endif\n"),
        ("#if 0\nnever closed\n", "#if 0\nnever closed\n"),
        ("#if 0 || X\nb\n#endif\n", "#if 0 || X\nb\n#endif\n"),
    ],
)
def test_code_that_nobody_compiles_is_blank(text: str, left: str) -> None:
    assert prepared(text.encode(), names=True).decode() == left


def test_code_that_is_never_closed_costs_one_pass() -> None:
    data = b"#if 0\n" * 300_000
    assert prepared(data, names=True) == data


@given(st.text(alphabet="\"PRIu64 NAME'/*\\\n()R#if 0endels", max_size=200))
@settings(deadline=None, max_examples=200)
def test_preparing_keeps_every_place(text: str) -> None:
    data = text.encode()
    assert len(prepared(data, names=True)) == len(data)


# --- values that may change -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ('const char *s = "a"; log_info("%s", s);', "a"),
        ('char s[10] = "a"; log_info("%s", s);', "{s}"),
        ('char *s = "a"; change(&s); log_info("%s", s);', "{s}"),
        ('int n = 0; log_info("%d", n);', "{n}"),
        ('const int n = 5; log_info("%d", n);', "5"),
        ('int n; for (n = 0; n < 5; n++) log_info("%d", n);', "{n}"),
    ],
)
def test_only_what_cannot_change_is_read_through(body: str, message: str) -> None:
    assert [each.template.message for each in read("void f(void) { " + body + " }").statements] == [message]


def test_a_string_that_grows_is_a_placeholder() -> None:
    text = 'void f() { std::string s = "a"; s.append(x); LOG(INFO) << s; }'
    assert [each.template.message for each in read(text, "a.cc").statements] == ["{s}"]


# --- bad and hostile text ---------------------------------------------------------------------------------------------


@given(st.binary(max_size=300))
@settings(deadline=None, max_examples=60)
def test_any_bytes_are_read_calmly(data: bytes) -> None:
    for path in ("a.c", "a.cpp", "a.h"):
        assert isinstance((c if path != "a.cpp" else cpp).extract(Source(path, b'log_info("x' + data), ()), Extraction)


@pytest.mark.parametrize("path", ["a.c", "a.cpp"])
@pytest.mark.parametrize(
    "text",
    [
        "void f() { log_info" + "(" * 10_000 + '"x"' + ")" * 10_000 + "; }",
        "void f() " + "{" * 10_000 + 'log_info("x");' + "}" * 10_000,
        "void f() { LOG(INFO)" + ' << "a" << b' * 3_000 + "; }",
        "void f() { std::cerr" + " << x" * 5_000 + "; }",
        'void f() { log_info("a"' + ' "b"' * 5_000 + "); }",
        'void f() { log_info("' + "%s" * 5_000 + '"); }',
        "void f() { x = " + '"a" + ' * 5_000 + '"b"; log_info("%s", x); }',
        "#define A " + '"a" ' * 20_000 + "b\nvoid f() { log_info(A); }",
    ],
    ids=range(8),
)
def test_hostile_text_is_calm(text: str, path: str) -> None:
    start = time.process_time()
    assert isinstance(read(text, path), Extraction)
    assert time.process_time() - start < 60  # it takes a fraction of this; a busy machine takes longer


@pytest.mark.parametrize("folder", ["c", "cpp"])
def test_nearly_all_statements_survive_a_lost_line(folder: str) -> None:
    """Each line with a bracket and no text is taken out of the samples, one at a time."""
    kept = there = 0
    for path in sorted((TESTS / folder).glob("sample*.c*")):
        lines = path.read_text("utf-8").split("\n")
        whole = [each.template.message for each in read("\n".join(lines), path.name).statements]
        for gone, line in enumerate(lines):
            if set(line) & set("{}()") and '"' not in line and "//" not in line and "/*" not in line:
                rest = [each.template.message for each in read("\n".join(lines[:gone] + lines[gone + 1 :]), path.name).statements]
                there += len(whole)
                kept += sum(min(rest.count(text), whole.count(text)) for text in set(whole))
    assert there > 500
    assert kept / there > 0.97


# --- the rest ---------------------------------------------------------------------------------------------------------


def test_headers_are_read_as_what_they_hold() -> None:
    plain = read('static inline void f(void) { log_info("c"); }\n', "a.h").statements
    mixed = read('class A { void f() { LOG(INFO) << "c++"; } };\n', "a.h").statements
    assert [(each.language, each.template.message) for each in (*plain, *mixed)] == [("c", "c"), ("cpp", "c++")]


def test_macros_and_constants_are_definitions() -> None:
    text = '#define DONE "done " "now"\n#define MAX 5\nstatic const char *LATE = "late";\n'
    assert {(each.name, each.template.raw) for each in read(text).definitions} == {("DONE", "done now"), ("LATE", "late")}


@pytest.mark.parametrize("folder", ["c", "cpp"])
def test_every_statement_of_the_samples_has_a_hint(folder: str) -> None:
    for path in (TESTS / folder).glob("sample*"):
        lines = path.read_bytes().split(b"\n")
        for each in read(path.read_text("utf-8"), path.name).statements:
            text = b"\n".join(lines[each.location.line - 1 : each.location.end_line])
            assert any(hint in text for hint in c.LANGUAGE.hints), text
