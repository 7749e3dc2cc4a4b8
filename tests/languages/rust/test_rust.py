"""Rust beyond its samples: half-written and hostile text, macros turned into calls, what is no statement."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sdd_impact.languages.rust import LANGUAGE, extract
from sdd_impact.languages.rust.macros import rewritten
from sdd_impact.model import Extraction, Source

HERE = Path(__file__).parent


def read(text: str, path: str = "src/reset.rs") -> Extraction:
    return extract(Source(path, text.encode()), ())


def messages(line: str) -> list[str]:
    return [each.template.message for each in read("fn run(name: &str) {\n    " + line + "\n}\n").statements]


# --- macros become calls ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "calls"),
    [
        ('info!("a {}", b);', 'info_("a {}", b);'),
        ("info!{x}", "info_(x)"),
        ('info!(target: "t", k = %v, ?w, "x");', 'info_(target= "t", k =  v,  w, "x");'),
        ('info!(a:? = b; "x");', 'info_(a   = b, "x");'),
        ('info!(log, "x"; "k" => v);', 'info_(log, "x", "k" =  v);'),
        ('info!("{}", a % b == c::d);', 'info_("{}", a % b == c::d);'),
        ('json!({"a": 1, "b": {"c": [x::y]}})', 'json_(["a"= 1, "b"= ["c"= [x::y]]])'),
        ('vec!["a", "b"]', 'vec_("a", "b")'),
        ('unknown!(info!("x"))', 'unknown!(info_("x"))'),
        ('"info!(x)" // info!(y)', '"info!(x)" // info!(y)'),
        ('r#"" info!(x) "# b\'"\' info!(y)', 'r#"" info!(x) "# b\'"\' info_(y)'),
        ("/* /* */ info!(x) */ info!(y)", "/* /* */ info!(x) */ info_(y)"),
        ("info!(a", "info!(a"),
        ("{ info!(a } warn!(b)", "{ info!(a } warn_(b)"),
        ("a != (b)", "a != (b)"),
    ],
)
def test_macros_become_calls_at_their_places(text: str, calls: str) -> None:
    assert rewritten(text.encode()).data.decode() == calls


@given(st.text(alphabet="info!warn(){}[]\"'#r/*%?:;=,<> \n\\_0", max_size=200))
@settings(deadline=None, max_examples=300)
def test_rewriting_keeps_every_place(text: str) -> None:
    data = text.encode()
    new = rewritten(data).data
    assert len(new) == len(data)
    assert new.count(b"\n") == data.count(b"\n")


# --- what is no statement ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    [
        'info("a function");',
        'log.info("a method");',
        'other::info!("another crate");',
        'let text = "info!(\\"x\\")";',
        '// info!("x");',
        'info_span!("name", id = 1);',
        "panic!();",
        "assert!(ready);",
        "Err(other)",
        'Ok("text")',
        'self.expect("=");',
        "x.context(NotFoundSnafu { id });",
        "println!();",
        "StatusCode::NOT_FOUND",
        '(StatusCode::OK, "fine")',
        '(404, "not a status of axum")',
    ],
)
def test_no_statement(line: str) -> None:
    assert messages(line) == []


# --- bad and hostile text ---------------------------------------------------------------------------------------------


@given(st.binary(max_size=300))
@settings(deadline=None, max_examples=100)
def test_any_bytes_are_read_calmly(data: bytes) -> None:
    assert isinstance(extract(Source("src/a.rs", b"info!(" + data), ()), Extraction)


@pytest.mark.parametrize(
    "text",
    [
        "fn a() { info!" + "(" * 10_000 + '"x"' + ")" * 10_000 + "; }",
        "fn a() { " + 'info!("x", ' * 5_000 + " }",
        "fn a() " + "{" * 10_000 + 'warn!("x");' + "}" * 10_000,
        "fn a() { let x = " + "-" * 20_000 + "1; }",
        'fn a() { bail!("' + "{" * 20_000 + '"); }',
        "/*" * 20_000 + "info!(",
        "r#" * 20_000 + '"info!(',
        "fn a() { Err(" + "E::new(" * 5_000 + '"x"',
    ],
    ids=range(8),
)
def test_hostile_text_is_calm(text: str) -> None:
    start = time.process_time()
    assert isinstance(read(text), Extraction)
    assert time.process_time() - start < 60  # it takes a fraction of this; a busy machine takes longer


def test_a_macro_that_is_not_closed_hides_no_other() -> None:
    text = 'fn a() {\n    info!("open {}", x;\n}\nfn b() {\n    warn!("closed {}", y);\n}\n'
    assert "closed {y}" in [each.template.message for each in read(text).statements]


def test_nearly_all_statements_survive_a_lost_line() -> None:
    """Each line with a bracket and no text is taken out of the samples, one at a time."""
    kept = there = 0
    for path in sorted(HERE.glob("sample*.rs")):
        lines = path.read_text("utf-8").split("\n")
        whole = [each.template.message for each in read("\n".join(lines)).statements]
        for gone, line in enumerate(lines):
            if set(line) & set("{}()") and '"' not in line and "//" not in line and "/*" not in line:
                rest = [each.template.message for each in read("\n".join(lines[:gone] + lines[gone + 1 :])).statements]
                there += len(whole)
                kept += sum(min(rest.count(text), whole.count(text)) for text in set(whole))
    assert there > 2_000
    assert kept / there > 0.97


# --- the rest ---------------------------------------------------------------------------------------------------------


def test_tests_are_marked() -> None:
    text = '#[cfg(test)]\nmod tests {\n    fn helper() { info!("x"); }\n}\nfn run() { info!("y"); }\n'
    assert [(each.template.message, each.test) for each in read(text).statements] == [("x", True), ("y", False)]
    assert [each.test for each in read('fn run() { info!("y"); }', "tests/reset.rs").statements] == [True]


def test_constants_are_definitions() -> None:
    text = 'pub const DONE: &str = "done";\nimpl Texts {\n    pub const LATE: &\'static str = "late";\n}\n'
    assert [(each.name, each.template.raw) for each in read(text).definitions] == [("DONE", "done"), ("Texts.LATE", "late")]


def test_every_statement_of_the_samples_has_a_hint() -> None:
    for path in HERE.glob("sample*.rs"):
        for each in read(path.read_text("utf-8")).statements:
            lines = path.read_bytes().split(b"\n")[each.location.line - 1 : each.location.end_line]
            text = b"\n".join(lines)
            assert any(hint in text for hint in LANGUAGE.hints) or b"audit" in text, text
