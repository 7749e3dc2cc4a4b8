"""The promise of docs/json.md: within a version no field goes away, and none changes its type."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sdd_impact.shelf import shelf

#: What was released: of each schema, every field with its type, and whether it is always there. ``UPDATE_GOLDEN`` adds what is new, and removes nothing.
FROZEN = Path(__file__).parent / "json_promise.json"
ALWAYS = ", always"
PROMISED = ("evidence", "verdict", "searches", "catalog", "backtest", "hand-over")


def fields(schema: dict[str, Any], node: dict[str, Any], path: str, seen: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    """Yield the path of every field of a schema, with the types that its values may have."""
    reference = node.get("$ref")
    if reference:
        if reference in seen:
            return
        yield from fields(schema, resolved(schema, reference), path, (*seen, reference))
        return
    for each in (*node.get("anyOf", ()), *node.get("oneOf", ()), *node.get("allOf", ())):
        yield from fields(schema, each, path, seen)
    if "items" in node:
        yield from fields(schema, node["items"], f"{path}[]", seen)
    for name, inner in node.get("properties", {}).items():
        mark = ALWAYS if name in node.get("required", ()) else ""
        yield f"{path}.{name}", " ".join(sorted(types(schema, inner))) + mark
        yield from fields(schema, inner, f"{path}.{name}", seen)


def resolved(schema: dict[str, Any], reference: str) -> dict[str, Any]:
    """Return what a reference of a schema names."""
    node: Any = schema
    for part in reference.removeprefix("#/").split("/"):
        node = node[part]
    found: dict[str, Any] = node
    return found


NAMES = {str: "string", bool: "boolean", int: "integer", type(None): "null"}


def types(schema: dict[str, Any], node: dict[str, Any]) -> set[str]:
    """Return the types of a schema's values in JSON's words; a constant says which one."""
    if "$ref" in node:
        return types(schema, resolved(schema, node["$ref"]))
    if "const" in node:
        return {f"={node['const']}"}
    if "enum" in node:
        return {NAMES[type(value)] for value in node["enum"]}
    several = [each for kind in ("anyOf", "oneOf") for each in node.get(kind, ())]
    if several:
        return {name for each in several for name in types(schema, each)}
    kind = node.get("type", "any")
    return {kind} if isinstance(kind, str) else set(kind)


def today(name: str) -> dict[str, str]:
    schema: dict[str, Any] = json.loads((shelf("schemas") / f"{name}.schema.json").read_text("utf-8"))
    return dict(sorted(fields(schema, schema, name)))


def broken(promised: dict[str, str], now: dict[str, str]) -> list[str]:
    """One line for each promise that is not kept. An optional field may become one that is always there."""
    gone = [f"{path} is gone" for path in promised if path not in now]
    return gone + [
        f"{path} was {kind} and is {now[path]}"
        for path, kind in promised.items()
        if now.get(path, kind) not in (kind, kind + ALWAYS)
    ]


@pytest.mark.parametrize("name", PROMISED)
def test_what_was_promised_is_kept(name: str) -> None:
    promised: dict[str, dict[str, str]] = json.loads(FROZEN.read_text("utf-8")) if FROZEN.exists() else {}
    now = today(name)
    assert not broken(promised.get(name, {}), now)
    if os.environ.get("UPDATE_GOLDEN"):
        promised[name] = now
        FROZEN.write_text(json.dumps(promised, indent=1, sort_keys=True) + "\n", "utf-8")
    assert promised[name] == now, "new fields are promised too: UPDATE_GOLDEN=1"


def test_a_broken_promise_is_noticed() -> None:
    promised = today("verdict")
    assert promised["verdict.schema"] == "=sdd-impact/verdict-v1, always"
    assert promised["verdict.problems[].line"] == "integer, always"
    assert promised["verdict.problems[].question"] == "null string"
    now = dict(promised)
    del now["verdict.reason"]
    now["verdict.problems[].line"] = "string"
    now["verdict.verdict"] = "string"
    now["verdict.problems[].question"] = "null string, always"
    now["verdict.more"] = "string"
    assert sorted(broken(promised, now)) == [
        "verdict.problems[].line was integer, always and is string",
        "verdict.reason is gone",
        "verdict.verdict was string, always and is string",
    ]


def test_every_document_is_promised() -> None:
    page = (Path(__file__).parents[2] / "docs/json.md").read_text("utf-8")
    for name in PROMISED:
        assert today(name)[f"{name}.schema"] == f"=sdd-impact/{name}-v1, always"
        assert f"`sdd-impact/{name}-v1`" in page
