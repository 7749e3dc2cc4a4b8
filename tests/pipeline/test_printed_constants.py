"""A field or placeholder that is a constant of another file prints its text: searches for it are fed by just the statements that name it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from commands.command_play import FOREIGN, git, outcome, write

from sdd_impact.languages import for_path
from sdd_impact.model import Source
from sdd_impact.pipeline.resolving import Texts, completed

PAIRS = {
    "php": (
        ("Codes.php", "<?php\nclass Codes {\n    public const string LOCKED = 'E-LOCKED';\n}\n"),
        ("Shop.php", "<?php\nclass Shop {\n    function run() {\n        $this->logger->info('Order lost', ['code' => Codes::LOCKED]);\n    }\n}\n"),
        "Order lost code=E-LOCKED",
    ),
    "python": (
        ("codes.py", "class Codes(str, Enum):\n    LOCKED = 'E-LOCKED'\n"),
        ("shop.py", "import logging\nfrom codes import Codes\nlogging.info('Order %s', Codes.LOCKED.value)\n"),
        "Order E-LOCKED",
    ),
    "java": (
        ("Codes.java", 'public final class Codes { public static final String LOCKED = "E-LOCKED"; }\n'),
        ("Shop.java", 'class Shop {\n  private static final Logger log = LoggerFactory.getLogger(Shop.class);\n  void run() { log.info("Order {}", Codes.LOCKED); }\n}\n'),
        "Order E-LOCKED",
    ),
    "go": (
        ("codes/codes.go", 'package codes\n\nconst ORDER_LOCKED = "E-LOCKED"\n'),
        ("shop.go", 'package shop\n\nimport "log/slog"\n\nfunc run() {\n\tslog.Info("Order lost", "code", codes.ORDER_LOCKED)\n}\n'),
        "Order lost code=E-LOCKED",
    ),
    "javascript": (
        ("codes.js", "export const ORDER_LOCKED = 'E-LOCKED';\n"),
        ("shop.js", "const logger = require('pino')();\nimport { ORDER_LOCKED } from './codes';\nlogger.info({ code: ORDER_LOCKED }, 'Order lost');\n"),
        "Order lost code=E-LOCKED",
    ),
    "ruby": (
        ("codes.rb", "module Codes\n  LOCKED = 'E-LOCKED'\nend\n"),
        ("shop.rb", 'class Shop\n  def run\n    logger.info("Order #{Codes::LOCKED}")\n  end\nend\n'),
        "Order E-LOCKED",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", PAIRS)
def test_a_constant_of_another_file_is_printed_as_its_text(name: str) -> None:
    texts = Texts()
    (codes, shop, expected) = PAIRS[name]
    statements = []
    for path, text in (codes, shop):
        language = for_path(path)
        assert language is not None
        extraction = language.extract(Source(path, text.encode()), ())
        texts.add(extraction.definitions)
        statements += [each for each in extraction.statements if each.what == "log"]
    (found,) = (completed(each, texts) for each in statements)
    said = [found.template.message, *(f"{field.name}={field.value.message}" for field in found.fields)]
    assert " ".join(said) == expected
    assert completed(found, Texts()) == found


def test_what_is_no_constant_stays_open() -> None:
    language = for_path("a.py")
    assert language is not None
    texts = Texts()
    texts.add(language.extract(Source("b.py", b"class Order:\n    state = 'open'\nLIMIT = 'x'\n"), ()).definitions)
    code = b"import logging\ndef f(order, LIMITS):\n    logging.info('%s %s %s', order.state, self.LIMIT, LIMITS)\n"
    (found,) = language.extract(Source("a.py", code), ()).statements
    assert completed(found, texts) == found


CODES = "class Codes:\n    LOST = 'ORDER_LOST'\n    FOUND = 'ORDER_FOUND'\n"
SHOP = """import logging
from codes import Codes
log = logging.getLogger("shop")

def run():
    log.info("order", extra={"code": Codes.LOST})

def again():
    log.info("order", extra={"code": Codes.FOUND})
"""
FILTERS = """resource "aws_cloudwatch_log_metric_filter" "lost" {
  name    = "Lost"
  pattern = "{ $.code = \\"ORDER_LOST\\" }"
}
"""


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in FOREIGN:
        monkeypatch.delenv(name, raising=False)
    root = tmp_path / "repository"
    root.mkdir()
    git(root, "init", "-q", "--template=", "-b", "main")
    write(root, {"codes.py": CODES, "shop.py": SHOP, "alarms.tf": FILTERS})
    git(root, "add", "-A")
    git(root, "commit", "-qm", "base")
    return root


def told(root: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, Any]]:
    done = outcome(capsys, "-C", str(root), *arguments, "--no-cache", "--format", "json")
    assert done.status == 0, done
    found: list[dict[str, Any]] = json.loads(done.out)["searches"]
    return found


def test_a_search_for_a_code_is_fed_by_the_statement_that_names_it(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (lost,) = told(root, capsys, "searches")
    assert [(each["line"], each["match"]) for each in lost["statements"]] == [(6, "always")]


@pytest.mark.parametrize(
    "changed", [{"codes.py": CODES.replace("'ORDER_LOST'", "'ORDER_GONE'")}, {"shop.py": SHOP.replace("Codes.LOST", "Codes.FOUND")}]
)
def test_another_code_breaks_the_search(root: Path, capsys: pytest.CaptureFixture[str], changed: dict[str, str]) -> None:
    git(root, "switch", "-qc", "feature")
    write(root, changed)
    git(root, "commit", "-qam", "change")
    (lost,) = told(root, capsys, "diff", "--base", "main", "--head", "feature")
    assert lost["verdict"] == "broken", lost


def test_another_file_that_prints_the_same_code_still_feeds_the_search(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(root, {"depot.py": SHOP.replace("order", "parcel")})
    git(root, "add", "-A")
    git(root, "commit", "-qm", "depot")
    git(root, "switch", "-qc", "feature")
    write(root, {"shop.py": SHOP.replace("Codes.LOST", "Codes.FOUND")})
    git(root, "commit", "-qam", "change")
    (lost,) = told(root, capsys, "diff", "--base", "main", "--head", "feature")
    assert (lost["verdict"], "other statements still feed it" in lost["because"]) == ("narrowed", True)


ERRORS = """import logging
log = logging.getLogger("shop")

def run():
    log.error("order lost")
"""


@pytest.mark.parametrize("pattern", ['{ $.level = \\"ERROR\\" }', '\\"levelname: ERROR\\"', "ERROR"])
def test_a_search_for_a_level_is_fed_by_the_other_files(root: Path, capsys: pytest.CaptureFixture[str], pattern: str) -> None:
    """Its words stand in no file: the layout prints them."""
    write(
        root,
        {
            "alarms.tf": FILTERS.replace('{ $.code = \\"ORDER_LOST\\" }', pattern),
            "depot.py": ERRORS,
            "yard.py": ERRORS.replace("order", "parcel"),
        },
    )
    git(root, "add", "-A")
    git(root, "commit", "-qm", "errors")
    git(root, "switch", "-qc", "feature")
    git(root, "rm", "-q", "depot.py")
    git(root, "commit", "-qam", "change")
    (errors,) = told(root, capsys, "diff", "--base", "main", "--head", "feature", "--all-searches")
    assert errors["verdict"] in ("still-matches", "unbound", "narrowed"), errors
    git(root, "rm", "-q", "yard.py")
    git(root, "commit", "-qam", "the last one")
    (errors,) = told(root, capsys, "diff", "--base", "main", "--head", "feature", "--all-searches")
    assert errors["verdict"] == "broken", errors
