"""Values of Terraform expressions; those of functions are the examples of the Terraform language reference, or follow its words."""

from __future__ import annotations

from typing import Any

import pytest

from sdd_impact.searches._hcl import Evaluator, Unknown, Value, parse

LOCALS = """locals {
  word  = "ERROR"
  words = ["a", "b", "c"]
  map   = { a = "x", b = { c = "deep" } }
  open  = "${var.x}-y"
}
"""


def value(expression: str) -> tuple[Value, Evaluator]:
    """Evaluate one expression beside some locals."""
    file = parse(f'{LOCALS}resource "a" "b" {{\n  x = {expression}\n}}\n')
    evaluator = Evaluator(file)
    return evaluator.value(file.text, file.blocks[-1].attributes["x"]), evaluator


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ('"a ${local.word} b"', "a ERROR b"),
        ("local.words[1]", "b"),
        ("local.words.2", "c"),
        ('local.map["a"]', "x"),
        ("local.map.b.c", "deep"),
        ('(local.word == "ERROR") ? "yes" : "no"', "yes"),
        ('!(local.word != "ERROR" || false) && true ? 1 : 2', 1),
        ('length(local.words) == 3 && length(local.map) == 2 && length("ab") == 2', True),
        ("1 + 2", 3),
        ("-5", -5),
        ("1.5e1", 15),
        ("null", None),
        ('[for w in local.words : upper(w) if w != "b"]', ["A", "C"]),
        ('[for i, w in local.words : "${i}${w}"]', ["0a", "1b", "2c"]),
        ("{ for k, v in { a = 1, b = 2 } : v => k }", {"1": "a", "2": "b"}),
        ('chomp("a\\n\\n")', "a"),
        ('coalesce("", "b")', "b"),
        ('compact(["a", "", "b", null])', ["a", "b"]),
        ('concat(["a"], ["b", "c"])', ["a", "b", "c"]),
        ('distinct(["a", "b", "a"])', ["a", "b"]),
        ("element(local.words, 4)", "b"),
        ('flatten([["a", ["b"]], [], "c"])', ["a", "b", "c"]),
        ('format("%s has %d of %%", "it", 5)', "it has 5 of %"),
        ('join(", ", ["a", "b"])', "a, b"),
        ('jsonencode({ hello = "<w>" })', '{"hello":"\\u003cw\\u003e"}'),
        ("keys({ b = 1, a = 2 })", ["a", "b"]),
        ("values({ b = 1, a = 2 })", [2, 1]),
        ('lookup({ a = "x" }, "a", "y")', "x"),
        ('lookup({ a = "x" }, "b", "y")', "y"),
        ('lower("HELLO")', "hello"),
        ("merge({ a = 1, b = 1 }, { b = 2 })", {"a": 1, "b": 2}),
        ("range(3)", [0, 1, 2]),
        ('replace("1 + 2", "+", "-")', "1 - 2"),
        ('sort(["b", "a"])', ["a", "b"]),
        ('split(",", "a,b")', ["a", "b"]),
        ('title("hello world")', "Hello World"),
        ('tolist(toset(["a", "a"]))', ["a"]),
        ("tomap({ a = 1 })", {"a": 1}),
        ("tostring(5)", "5"),
        ("tostring(true)", "true"),
        ('trimprefix("hello", "he")', "llo"),
        ('trimsuffix("hello", "lo")', "hel"),
        ('trimspace("  a ")', "a"),
        ('zipmap(["a"], [1])', {"a": 1}),
        ('{ "k" : 1, (local.word) = 2 }', {"k": 1, "ERROR": 2}),
        ('"tab\\t\\u00e9 \\"q\\" \\\\d"', 'tab\té "q" \\d'),
        ('"${~ local.word ~}"', "ERROR"),
    ],
)  # fmt: skip
def test_constant(expression: str, expected: Any) -> None:
    assert value(expression)[0] == expected


@pytest.mark.parametrize(
    "expression",
    [
        "var.x", "data.a.b.c", "module.m.x", "aws_thing.a[0].name", "each.key", "count.index", "path.module", "local.nothing",
        "local.words[9]", "local.words[*]", "local.map.*.a", "var.x ? 1 : 2", "var.x == 1", 'local.open == "a"', "5 / 2", '1 - "a"',
        'file("x")', 'try(local.word, "a")', 'templatefile("a", {})', 'lookup({ a = 1 }, "b")', 'join(",", "a")', "length(5)",
        'format("%05d", 1)', 'replace("a", "/a/", "b")', "element([], 0)", 'coalesce("")', "merge([1])", 'concat("a")',
        "range(100000)", "[for w in var.x : w]", "[for w in local.words : w if var.x]", "{ for w in local.words : var.x => w }",
        'split(local.open, "a")', "upper(local.open)", "a b", "f(", "[1,", "{ a }", "f(local.words...)", "{ for w in local.words : w => w... }",
    ],
)  # fmt: skip
def test_what_only_terraform_knows_keeps_its_expression(expression: str) -> None:
    found, _ = value(expression)
    assert isinstance(found, Unknown)
    assert found.text == " ".join(expression.split())


@pytest.mark.parametrize(
    ("expression", "written"),
    [
        ('"a ${var.x} b"', "a ${var.x} b"),
        ("local.open", "${var.x}-y"),
        ('join("|", ["a", var.y])', "a|${var.y}"),
        ('format("%s:%s", var.y, "b")', "${var.y}:b"),
        ('trimspace(" ${var.y} ")', "${var.y}"),
        ('"%{ if true }x%{ endif }"', "${if true}x${endif}"),
        ('"${f(}"', "${f(}"),
    ],
)  # fmt: skip
def test_holes_in_texts(expression: str, written: str) -> None:
    found, evaluator = value(expression)
    text = evaluator.text(found)
    assert text is not None
    assert evaluator.written(text) == written
    assert evaluator.holes(text)


def test_what_is_not_known_inside_of_json_is_a_hole() -> None:
    found, evaluator = value("jsonencode({ a = [var.x, 1], b = local.open })")
    assert isinstance(found, str)
    assert evaluator.written(found) == '{"a":["${var.x}",1],"b":"${var.x}-y"}'
