"""Statements and changes as JSON."""

from __future__ import annotations

from typing import Any

from sdd_impact.model import Change, Placeholder, Statement, Translation

Json = dict[str, Any]


def change(each: Change) -> Json:
    """Return one change with both sides; ``remains`` where a removed statement has an equal one in its file."""
    shape: Json = {
        "id": each.id,
        "what": each.statement.what,
        "kind": each.kind,
        "test": each.statement.test,
        "before": statement(each.before) if each.before else None,
        "after": statement(each.after) if each.after else None,
    }
    if each.remains:
        shape["remains"] = {"file": each.remains.file, "line": each.remains.line}
    return shape


def statement(each: Statement) -> Json:
    """Return one statement. ``raw`` is given where folding white space changed the message."""
    where, template = each.location, each.template
    shape: Json = {
        "file": where.file,
        "line": where.line,
        "column": where.column,
        "end_line": where.end_line or where.line,
        "language": each.language,
        "symbol": each.symbol,
        "level": each.level,
        "logger": each.logger or None,
        "message": template.message,
        "placeholders": [_placeholder(hole) for hole in template.placeholders],
        "fields": [field.name for field in each.fields],
        "test": each.test,
    }
    if template.raw != template.message:
        shape["raw"] = template.raw
    if each.translation:
        shape["translation"] = _translation(each.translation)
    if each.what == "error":
        shape |= {"status": each.status, "code": each.code or None, "type": each.type or None, "audience": each.audience}
    return shape


def _translation(each: Translation) -> Json:
    where = each.location
    return {"key": each.key, "locale": each.locale or None, "text": each.text.message, "file": where.file, "line": where.line}


def short(each: Statement) -> Json:
    """Return place and message only."""
    return {"file": each.location.file, "line": each.location.line, "message": each.template.message}


def _placeholder(hole: Placeholder) -> Json:
    shape: Json = {"name": hole.name, "kind": hole.kind, "rendering": hole.rendering}
    if hole.values:
        shape["values"] = list(hole.values)
    return shape
