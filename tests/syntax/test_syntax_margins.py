"""Texts with a margin, variables without a node, calls without brackets: what Kotlin and Scala ask of the bench."""

from __future__ import annotations

import pytest

from sdd_impact.model import Placeholder, Source
from sdd_impact.syntax import Unit, kind_of_type
from sdd_impact.syntax.margins import cut, strip_margin, trim_indent, trim_margin


@pytest.mark.parametrize(
    ("text", "margin", "expected"),
    [
        ("a\n   |b\n  |c", "|", "a\nb\nc"),
        ("\n   |b\n  c\n ", "|", "\nb\n  c\n "),
        ("a\n  #b", "#", "a\nb"),
        ("a", "", "a"),
    ],
)
def test_strip_margin(text: str, margin: str, expected: str) -> None:
    assert strip_margin(text, margin) == expected


def test_trim_margin_leaves_out_the_frame() -> None:
    assert trim_margin("\n    |a\n    | b\n  ", "|") == "a\n b"


def test_trim_indent_keeps_what_is_further_in() -> None:
    assert trim_indent("\n    a\n      b\n\n    c\n  ", "") == "a\n  b\n\nc"


def test_a_placeholder_keeps_its_place() -> None:
    hole = Placeholder("x")
    assert cut(("\n  |a ", hole, "\n  |b\n"), trim_margin, "|") == ("a ", hole, "\nb")
    assert cut(("\uffff",), trim_margin, "|") == ("\uffff",)


@pytest.mark.parametrize(
    ("text", "message", "kind"),
    [
        ('fun f(id: Int) {\n  g("a $id b")\n}\n', "a {id} b", "int"),
        ('fun f() {\n  val x = "y"\n  g("a $x b")\n}\n', "a y b", ""),
        ('fun f(a: Boolean) {\n  val x = if (a) "y" else "z"\n  g("a $x b")\n}\n', "a {x} b", "enum"),
        ('fun f(e: Error) {\n  try { h() } catch (x: Bad) { g("a $x b") }\n}\n', "a {x} b", "exception"),
        ('fun f() {\n  g("a $this b")\n}\n', "a {} b", "any"),
    ],
)
def test_a_variable_without_a_node(text: str, message: str, kind: str) -> None:
    unit = Unit(Source("a.kt", text.encode()), "kotlin")
    (call,) = (each for each in unit.calls() if each.name == "g")
    (template,) = unit.message(call.at(0))
    assert template.raw == message
    assert [hole.kind for hole in template.placeholders] == ([kind] if kind else [])


def test_a_call_without_brackets_makes_a_text() -> None:
    unit = Unit(Source("a.scala", b'object A { g("""a\n   |b""".stripMargin); g(x.toString); g(e.getMessage) }'), "scala")
    found = [unit.message(call.at(0))[0].raw for call in unit.calls() if call.name == "g"]
    assert found == ["a\nb", "{x}", "{e_message}"]


def test_operators_are_known_by_their_text() -> None:
    unit = Unit(Source("a.scala", b'object A { def f(n: Int) = { var s = "a"; s += "b"; g(s); g("x" + n); g(n - 1) } }'), "scala")
    found = [unit.message(call.at(0))[0].raw for call in unit.calls() if call.name == "g"]
    assert found == ["ab", "x{n}", "{n - 1}"]


@pytest.mark.parametrize(("declared", "kind"), [("Int?", "int"), ("UInt", "int"), ("BigInt", "int"), ("String?", "any")])
def test_kinds_of_types(declared: str, kind: str) -> None:
    assert kind_of_type(declared) == kind
