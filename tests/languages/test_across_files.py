"""Functions of the project that log, in another file than their callers. The expectation stands beside the call: ``across: level "message"``."""

from __future__ import annotations

import re

import pytest

from sdd_impact.languages import for_path
from sdd_impact.model import Extraction, Source, Statement
from sdd_impact.pipeline.wrapping import told_by_all

_FILE = re.compile(r"^=== (\S+)\n", re.MULTILINE)
_EXPECTED = re.compile(r'(?:#|//) across: (\S+) "(.*)"$')

TREES = {
    "the level of a default": """
=== shop/audit.py
import logging
logger = logging.getLogger(__name__)
def log_it(msg, level="warning"):
    getattr(logger, level)(msg)
=== shop/orders.py
from shop.audit import log_it
log_it("Order was late")  # across: warning "Order was late"
log_it("Order was lost", level="error")  # across: error "Order was lost"
""",
    "a level that a switch chooses": """
=== src/notes.js
const logger = require("pino")();
function logNote(message, level = "info") {
  switch (level) {
    case "error": logger.error(message); break;
    case "warn": logger.warn(message); break;
    default: logger.info(message);
  }
}
module.exports = { logNote };
=== src/orders.js
const { logNote } = require("./notes");
logNote("Order was sent"); // across: info "Order was sent"
logNote(`Order ${id} was lost`, "error"); // across: error "Order {id} was lost"
""",
    "methods that a class gets from outside (C#)": """
=== Shop/LoggerExtensions.cs
using NLog;
public static class LoggerExtensions
{
    public static void Audit(this Logger logger, string message, params object[] args) { logger.Warn("Audit: " + message, args); }
}
=== Shop/Orders.cs
using NLog;
public class Orders
{
    private readonly Logger _logger;
    public void Run(int count)
    {
        _logger.Audit("Stock is {0}", count); // across: warning "Audit: Stock is {count}"
    }
}
""",
    "a class whose methods are called like levels (PHP)": """
=== app/DebugLogger.php
<?php
class DebugLogger
{
    public static function log($integration, $message, array $context = [], $urgency = LogLevel::DEBUG): void
    {
        static::$logger->$urgency('Sync: '.$message, $context);
    }
}
=== app/Orders.php
<?php
DebugLogger::log('Shop', 'Order was sent'); // across: debug "Sync: Order was sent"
DebugLogger::log('Shop', "Order of $item was lost", [], LogLevel::ERROR); // across: error "Sync: Order of {item} was lost"
""",
    "macros of one name in several headers: that of the included one (C)": """
=== src/filter.h
#include "log.h"
#define shop_report(ctx, fmt, ...) if (check(ctx)) \\
        log_print(LOG_ERROR, NULL, 0, "[filter:%s] " fmt, ctx->name, ##__VA_ARGS__)
=== src/output.h
#include "log.h"
#define shop_report(ctx, fmt, ...) log_print(LOG_ERROR, NULL, 0, "[output:%s] " fmt, ctx->name, ##__VA_ARGS__)
=== src/a.c
#include "filter.h"
void run(const char *item) {
    shop_report(ctx, "Stock of %s is low", item); // across: error "[filter:{ctx_name}] Stock of {item} is low"
}
=== src/b.c
#include "other.h"
void run(const char *item) {
    shop_report(ctx, "Stock of %s is low", item);
}
""",
    "macros in a header (C)": """
=== src/notes.h
#include <syslog.h>
#define NOTE_WARN(fmt, ...) syslog(LOG_WARNING, "shop: " fmt, ##__VA_ARGS__)
#define NOTE_REPORT(...) do { syslog(LOG_ERR, __VA_ARGS__); \\
    count++; } while (0)
=== src/orders.c
#include "notes.h"
void run(const char *item) {
    NOTE_WARN("Stock of %s is low", item); // across: warning "shop: Stock of {item} is low"
    NOTE_REPORT("Stock of %s is empty", item); // across: error "Stock of {item} is empty"
}
""",
}


def _told(tree: str) -> tuple[list[Statement], list[Extraction]]:
    parts = _FILE.split(tree)[1:]
    found = []
    for path, text in zip(parts[::2], parts[1::2], strict=True):
        language = for_path(path)
        assert language is not None
        found.append(language.extract(Source(path, text.encode()), ()))
    return list(told_by_all(found)), found


def _expected(tree: str) -> list[tuple[str, int, str, str]]:
    parts = _FILE.split(tree)[1:]
    return sorted(
        (path, number, match[1], match[2])
        for path, text in zip(parts[::2], parts[1::2], strict=True)
        for number, line in enumerate(text.split("\n"), 1)
        if (match := _EXPECTED.search(line))
    )


@pytest.mark.parametrize("name", TREES)
def test_what_calls_say_through_another_file(name: str) -> None:
    told, _ = _told(TREES[name])
    seen = sorted((each.location.file, each.location.line, each.level or "-", each.template.message) for each in told)
    assert seen == _expected(TREES[name])


def test_of_two_that_say_different_things_none_is_followed() -> None:
    tree = TREES["a class whose methods are called like levels (PHP)"]
    other = tree.split("=== app/Orders.php")[0].replace("app/", "old/").replace("'Sync: '", "'Old: '")
    told, found = _told(tree + other)
    assert told == []
    assert all(not each.unread for each in found)
