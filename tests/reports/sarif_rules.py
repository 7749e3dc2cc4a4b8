"""What SARIF 2.1.0 demands of a log, written from the standard: the properties that we write, their types, and how they hang together.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

#: Object → property → its type, and whether it must be there (3.13 to 3.58). What is not listed is not written.
SHAPES: dict[str, dict[str, tuple[type | tuple[type, ...], bool]]] = {
    "log": {"$schema": (str, False), "version": (str, True), "runs": (list, True)},
    "run": {
        "tool": (dict, True), "columnKind": (str, False), "originalUriBaseIds": (dict, False), "invocations": (list, False),
        "results": (list, False),
    },
    "tool": {"driver": (dict, True)},
    "driver": {"name": (str, True), "version": (str, False), "rules": (list, False)},
    "rule": {
        "id": (str, True), "shortDescription": (dict, False), "fullDescription": (dict, False), "help": (dict, False),
        "defaultConfiguration": (dict, False), "properties": (dict, False),
    },
    "configuration": {"level": (str, False)},
    "result": {
        "ruleId": (str, False), "ruleIndex": (int, False), "level": (str, False), "message": (dict, True), "locations": (list, False),
        "partialFingerprints": (dict, False), "properties": (dict, False),
    },
    "invocation": {"executionSuccessful": (bool, True), "toolExecutionNotifications": (list, False)},
    "notification": {"level": (str, False), "message": (dict, True), "locations": (list, False)},
    "location": {"physicalLocation": (dict, False)},
    "physicalLocation": {"artifactLocation": (dict, False), "region": (dict, False)},
    "artifactLocation": {"uri": (str, False), "uriBaseId": (str, False), "description": (dict, False)},
    "region": {"startLine": (int, False), "startColumn": (int, False), "endLine": (int, False)},
    "message": {"text": (str, True), "markdown": (str, False)},
}  # fmt: skip
LEVELS = ("none", "note", "warning", "error")
#: RFC 3986: what may stand in a URI reference, and what a relative one may not begin with.
URI = re.compile(r"(?:[A-Za-z0-9._~!$&'()*+,;=:@/?#\[\]-]|%[0-9A-F]{2})+")
#: A brace that is not written twice begins or ends a placeholder (3.11.5).
PLACEHOLDER = re.compile(r"(?<!\{)(?:\{\{)*\{(?!\{)|(?<!\})(?:\}\})*\}(?!\})")


def broken_rules(log: Any) -> list[str]:
    """Return what a log does against the standard, a sentence for each."""
    found = [*_shape("log", log)]
    if found:
        return found
    if log["version"] != "2.1.0":
        found.append("another version")
    for run in log["runs"]:
        found += _run(run)
    return found


def _shape(name: str, node: Any) -> Iterator[str]:
    shape = SHAPES[name]
    if not isinstance(node, dict):
        yield f"{name} is no object"
        return
    yield from (f"{name} has no {key}" for key, (_, needed) in shape.items() if needed and key not in node)
    for key, value in node.items():
        kind = shape.get(key, (None, False))[0]
        if kind is None:
            yield f"{name}.{key} is unknown"
        elif not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            yield f"{name}.{key} has another type"


def _run(run: Any) -> Iterator[str]:
    yield from _shape("run", run)
    yield from _shape("tool", run["tool"])
    driver = run["tool"]["driver"]
    yield from _shape("driver", driver)
    if not driver["name"] or run["columnKind"] not in ("utf16CodeUnits", "unicodeCodePoints"):
        yield "the driver has no name, or columns no unit"
    for base in run["originalUriBaseIds"].values():
        yield from _artifact(base, frozenset(run["originalUriBaseIds"]))
    rules = driver["rules"]
    if len({rule["id"] for rule in rules}) != len(rules):
        yield "two rules have one id"
    for rule in rules:
        yield from _rule(rule)
    for result in run["results"]:
        yield from _result(result, rules)
    for invocation in run["invocations"]:
        yield from _shape("invocation", invocation)
        for notice in invocation["toolExecutionNotifications"]:
            yield from _shape("notification", notice)
            yield from _said(notice)
    for place in _places(run):
        yield from _location(place, frozenset(run["originalUriBaseIds"]))


def _rule(rule: Any) -> Iterator[str]:
    yield from _shape("rule", rule)
    yield from _shape("configuration", rule["defaultConfiguration"])
    if rule["defaultConfiguration"]["level"] not in LEVELS:
        yield "a level that is none"
    tags = rule["properties"].get("tags", [])
    if len(set(tags)) != len(tags):
        yield "a tag stands twice"
    for part in ("shortDescription", "fullDescription", "help"):
        yield from _message(rule[part])


def _result(result: Any, rules: Any) -> Iterator[str]:
    yield from _shape("result", result)
    yield from _said(result)
    if not 0 <= result["ruleIndex"] < len(rules) or rules[result["ruleIndex"]]["id"] != result["ruleId"]:
        yield f"ruleIndex {result['ruleIndex']} is not that of {result['ruleId']}"
    for name, value in result["partialFingerprints"].items():
        # 3.27.17: the name ends in a version, so that a new algorithm is another property.
        if not re.fullmatch(r"[A-Za-z]\w*/v[1-9]\d*", name) or not isinstance(value, str) or not value:
            yield f"the fingerprint {name} is none"


def _said(node: Any) -> Iterator[str]:
    if node["level"] not in LEVELS:
        yield "a level that is none"
    yield from _message(node["message"])


def _message(node: Any) -> Iterator[str]:
    yield from _shape("message", node)
    for name, text in node.items():
        if not text:
            yield f"an empty {name}"
        if PLACEHOLDER.search(text):
            yield f"a placeholder without an argument: {text[:60]}"


def _places(node: Any) -> Iterator[Any]:
    if isinstance(node, dict):
        yield from node.get("locations", ())
        for value in node.values():
            yield from _places(value)
    elif isinstance(node, list):
        for each in node:
            yield from _places(each)


def _location(place: Any, bases: frozenset[str]) -> Iterator[str]:
    yield from _shape("location", place)
    physical = place["physicalLocation"]
    yield from _shape("physicalLocation", physical)
    yield from _artifact(physical["artifactLocation"], bases)
    if "uri" not in physical["artifactLocation"]:
        yield "a place without a file"
    region = physical["region"]
    yield from _shape("region", region)
    if min(region.values()) < 1 or region.get("endLine", region["startLine"]) < region["startLine"]:
        yield "a region that is none"


def _artifact(node: Any, bases: frozenset[str]) -> Iterator[str]:
    yield from _shape("artifactLocation", node)
    uri, base = node.get("uri"), node.get("uriBaseId")
    if base is not None and base not in bases:
        yield f"the base {base} is not described"
    if uri is None:
        return
    if not URI.fullmatch(uri):
        yield f"{uri!r} is no URI reference"
    elif urlsplit(uri).scheme:
        if base is not None or not re.match(r"file:///", uri):
            yield f"{uri!r} is absolute and has a base, or is no file"
    elif uri.startswith("/") or base is None or urlsplit(uri).path != uri:
        yield f"{uri!r} is not relative to a base"
