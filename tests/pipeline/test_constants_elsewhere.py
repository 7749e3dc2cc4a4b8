"""A status and a code that are constants of another file. The expectation stands beside the statement: ``is: status code``."""

from __future__ import annotations

import re

import pytest

from sdd_impact.languages import for_path
from sdd_impact.model import Source, Statement
from sdd_impact.pipeline.resolving import Texts, completed
from sdd_impact.syntax.numbers import statuses

_FILE = re.compile(r"^=== (\S+)\n", re.MULTILINE)
_EXPECTED = re.compile(r"(?:#|//) is: (\S+) (\S+)$")

TREES = {
    "TypeScript": """
=== src/errors.ts
export const ERR_X = 'E1001';
export const STATUS_GONE = 410;
export const Codes = { LOCKED: 'E2000', STATUS: { TEAPOT: 418 } } as const;
=== src/orders.ts
import { ERR_X, STATUS_GONE, Codes } from './errors';
export function run(res) {
  res.status(STATUS_GONE).json({ error: 'Order is gone', code: ERR_X }); // is: 410 E1001
  throw new AppError('Order was lost', Codes.LOCKED, STATUS_GONE); // is: 410 E2000
  res.status(STATUS_ELSEWHERE).json({ error: 'Order is nowhere' }); // is: - -
}
""",
    "Python": """
=== shop/errors.py
ERR_X = "E1001"
STATUS_GONE = 410
class Codes(str, Enum):
    LOCKED = "E2000"
=== shop/orders.py
from fastapi import HTTPException
from django.core.exceptions import ValidationError
from shop.errors import ERR_X, STATUS_GONE, Codes
def run():
    raise HTTPException(status_code=STATUS_GONE, detail="Order is gone")  # is: 410 -
    raise ValidationError("Order is bad", code=ERR_X)  # is: - E1001
""",
    "Java": """
=== shop/Codes.java
public final class Codes { public static final int GONE = 410; public static final String ERR_X = "E1001"; }
=== shop/Orders.java
class Orders {
  void run(HttpServletResponse response) {
    response.sendError(Codes.GONE, "Order is gone"); // is: 410 -
    throw new AppException(Codes.ERR_X, "Order was lost"); // is: - E1001
  }
}
""",
    "Ruby": """
=== app/codes.rb
module Codes
  GONE = 410
  ERR_X = "E1001"
end
=== app/orders_controller.rb
class OrdersController < ApplicationController
  def run
    render json: { error: "Order is gone", code: Codes::ERR_X }, status: Codes::GONE # is: 410 -
  end
end
""",
    "frameworks of Java": """
=== shop/Codes.java
public final class Codes { public static final int GONE = 410; }
=== shop/Orders.java
class Orders {
  ResponseEntity<?> run() {
    if (a) return ResponseEntity.status(Codes.GONE).body("Order is gone"); // is: 410 -
    if (b) return ResponseEntity.status(Codes.CREATED).body("Order was made");
    return ResponseEntity.status(Others.LOST).body("Order was lost"); // is: - -
  }
}
""",
    "PHP": """
=== app/Codes.php
<?php
final class Codes { public const GONE = 410; }
=== app/Orders.php
<?php
class Orders {
  function run() {
    abort(Codes::GONE, "Order is gone"); // is: 410 -
    abort(Others::LOST, "Order was lost"); // is: - -
  }
}
""",
    "C#": """
=== Shop/Codes.cs
public static class Codes { public const int Gone = 410; }
=== Shop/Orders.cs
public class Orders : ControllerBase {
  public IActionResult Run() {
    if (a) return StatusCode(Codes.Gone, "Order is gone"); // is: 410 -
    if (b) return StatusCode(Codes.Accepted, "Order was taken");
    return StatusCode(Others.Lost, "Order was lost"); // is: - -
  }
}
""",
    "Go": """
=== shop/codes.go
package shop
const Gone = 410
=== shop/orders.go
package shop
func run(w http.ResponseWriter) {
	http.Error(w, "order is gone", codes.Gone) // is: 410 -
	http.Error(w, "order was lost", codes.Lost) // is: - -
}
""",
    "Flask": """
=== shop/codes.py
GONE = 410
=== shop/orders.py
from flask import Flask, abort, jsonify
from shop.codes import GONE, LOST, CREATED
def run():
    if a:
        abort(GONE, "Order is gone")  # is: 410 -
    if b:
        return jsonify(error="Order was lost"), LOST  # is: - -
    return jsonify(order="Order was made"), CREATED
""",
}


@pytest.mark.parametrize("name", TREES)
def test_a_status_and_a_code_of_another_file(name: str) -> None:
    parts = _FILE.split(TREES[name])[1:]
    texts = Texts()
    found: list[Statement] = []
    expected: list[tuple[str, int, str, str]] = []
    for path, text in zip(parts[::2], parts[1::2], strict=True):
        language = for_path(path)
        assert language is not None
        extraction = language.extract(Source(path, text.encode()), ())
        texts.add(extraction.definitions)
        found += extraction.statements
        expected += [
            (path, at, match[1], match[2]) for at, line in enumerate(text.split("\n"), 1) if (match := _EXPECTED.search(line))
        ]
    seen = [completed(each, texts) for each in found]
    assert [(each.location.file, each.location.line, str(each.status or "-"), each.code or "-") for each in seen] == expected
    assert all(not each.constants for each in seen)


def test_numbers_that_are_statuses() -> None:
    text = b"""GONE = 410
const TIMEOUT = 3000;
const val LOST: Int = 404
class Codes {
    public const LOCKED = 423;
    int size = 512;
}
RATIO = 4.5
"""
    assert [(each.name, each.template.raw, each.location.line) for each in statuses("a", text)] == [
        ("GONE", "410", 1),
        ("LOST", "404", 3),
        ("Codes.LOCKED", "423", 5),
    ]
    assert list(statuses("a", b"A = 4\n" * 100_000)) == []
    assert len(list(statuses("a", b"ABC = 404\n" * 100_000))) == 200


def test_two_constants_of_one_name_that_differ_say_nothing() -> None:
    language = for_path("a.ts")
    assert language is not None
    texts = Texts()
    for path, number in (("a/errors.ts", 410), ("b/errors.ts", 409)):
        texts.add(language.extract(Source(path, f"export const STATUS_X = {number};\n".encode()), ()).definitions)
    read = language.extract(Source("c.ts", b"res.status(STATUS_X).json({ error: 'Order is gone' });\n"), ())
    assert [completed(each, texts).status for each in read.statements] == [None]
