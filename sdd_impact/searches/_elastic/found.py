"""A search as it was found in a document, and how several queries of one object become one."""

from __future__ import annotations

from typing import Any

from sdd_impact.model import AnyOf, Query
from sdd_impact.searches._elastic.dsl import filters, written, written_query
from sdd_impact.searches._parts import Parsed, asks_nothing
from sdd_impact.searches._trees import EVERY_LINE, all_of, any_of
from sdd_impact.tuples import NamedTuple

_OWNER_KEYS = ("owner", "team", "squad")


class Found(NamedTuple):
    """A search: its name, its text, what it asks. ``apart`` tells it from others of the same name."""

    name: str
    text: str
    parsed: Parsed
    owner: str = ""
    alert: bool = False
    apart: str = ""


class Asked(NamedTuple):
    """One query with its text."""

    text: str
    parsed: Parsed


def asked(body: Any) -> Asked | None:
    """Read ``{"query": …, "language": …}``; None where it asks nothing."""
    parsed = written_query(body)
    if parsed is None or parsed.query == EVERY_LINE:
        return None
    said = body.get("query", body.get("esql", body)) if isinstance(body, dict) else body
    if isinstance(said, dict):
        string = said.get("query_string")
        said = string.get("query", said) if isinstance(string, dict) else said
    return Asked((said if isinstance(said, str) else written(said)).strip(), parsed)


def together(base: list[Asked], listed: Any, inner: list[Asked] | None = None) -> Asked | None:
    """Join the queries of an object, its filters, and those inside of which each counts lines by itself. None where nothing is asked of a line."""
    known = {each.text for each in base}  # a panel in ES|QL keeps its query twice
    distinct = {each.text: each for each in inner or () if each.text not in known}
    pills = filters(listed)
    counted = any_of(each.parsed.query for each in distinct.values()) if distinct else EVERY_LINE
    query = all_of((*(each.parsed.query for each in base), pills, counted))
    if asks_nothing(query):
        return None
    texts = [each.text for each in (*base, *distinct.values())]
    if pills != EVERY_LINE and isinstance(listed, list):
        texts += [written(_bare(each)) for each in listed if isinstance(each, dict) and not _is_off(each)]
    error = next((each.parsed.error for each in base if each.parsed.error), "")
    return Asked(" ; ".join(texts), Parsed(query, _parts(query, base, tuple(distinct), counted), error))


def _parts(query: Query, base: list[Asked], inner: tuple[str, ...], counted: Query) -> tuple[str, ...]:
    """The texts of the first choice of the query, where they are known."""
    around = getattr(query, "parts", ()) if not isinstance(query, AnyOf) else (query,)
    for texts, choice in (*((each.parsed.parts, None) for each in base), (inner, counted)):
        same = next((part for part in around if isinstance(part, AnyOf) and len(part.parts) == len(texts)), None)
        if len(texts) > 1 and same is not None and (choice is None or same is choice):
            return texts
    return ()


def _bare(pill: dict[str, Any]) -> Any:
    return pill.get("query") or {key: value for key, value in pill.items() if key not in {"meta", "$state"}}


def _is_off(pill: dict[str, Any]) -> bool:
    meta = pill.get("meta")
    return isinstance(meta, dict) and meta.get("disabled") is True


def owner_of(body: dict[str, Any]) -> str:
    """Return whom an object names: a key ``owner`` or ``team``, or a tag ``team:support``."""
    named = next((body[key] for key in _OWNER_KEYS if isinstance(body.get(key), str) and body[key].strip()), "")
    if named:
        return str(named).strip()
    tags = body.get("tags")
    split = [each.replace("=", ":").partition(":") for each in tags if isinstance(each, str)] if isinstance(tags, list) else []
    return next((value.strip() for name, _, value in split if name.strip().lower() in _OWNER_KEYS and value.strip()), "")
