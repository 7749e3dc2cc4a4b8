"""The query DSL of Elasticsearch and OpenSearch: JSON objects such as ``{"match_phrase": {"message": "x"}}``, and Kibana's filters made of them.

Rules from Elasticsearch's reference, "Query DSL". What is not understood is left open.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, cast

from sdd_impact import late
from sdd_impact.model import FieldIs, Opaque, Phrase, Query, Routing
from sdd_impact.searches._aws.open_text import REASON, has_hole
from sdd_impact.searches._elastic import kql, lucene
from sdd_impact.searches._elastic.conditions import (
    Order,
    Value,
    exists,
    holds,
    is_exactly,
    is_place,
    matches,
    name_of,
    ordered,
    tokens,
)
from sdd_impact.searches._trees import EVERY_LINE, NO_LINE, all_of, any_of, negation

if TYPE_CHECKING:
    from collections.abc import Callable

    from sdd_impact.searches._parts import Parsed

_DEEPEST = 40
_ORDERS = {"gt": ">", "gte": ">=", "lt": "<", "lte": "<=", "from": ">=", "to": "<="}
_IGNORED = frozenset({"boost", "_name", "meta", "$state", "adjust_pure_negative"})
_PIPED = frozenset({"eql", "esql"})
_WILDCARD = late.regex(r"[*?\\]")


def query(body: Any, depth: int = 0) -> Query:
    """Read a query object, or a list of them that must all hold. Never raises."""
    if depth > _DEEPEST:
        return Opaque(written(body), "nested too deeply")
    if isinstance(body, list):
        return all_of(query(each, depth + 1) for each in body)
    if not isinstance(body, dict):
        return Opaque(written(body), "no query object")
    parts = [_one(kind, inside, depth) for kind, inside in body.items() if kind not in _IGNORED]
    return all_of(parts) if parts else EVERY_LINE


def filters(listed: Any) -> Query:
    """Read Kibana's filters: those that are switched on must all hold."""
    found: list[Query] = []
    for each in listed if isinstance(listed, list) else ():
        meta = each.get("meta") if isinstance(each, dict) else None
        meta = meta if isinstance(meta, dict) else {}
        if not isinstance(each, dict) or meta.get("disabled") is True:
            continue
        asked = query({key: value for key, value in each.items() if key not in {"meta", "$state", "name"}})
        if "query" not in each and asked == EVERY_LINE and meta.get("type"):
            asked = Opaque(written(meta.get("params") or meta), f"a filter of the type {meta.get('type')}")
        found.append(negation(asked) if meta.get("negate") is True else asked)
    return all_of(found)


def written_query(body: Any) -> Parsed | None:
    """Read ``{"query": …, "language": …}`` as Kibana keeps it; None where there is none."""
    from sdd_impact.searches._parts import Parsed

    if not isinstance(body, dict):
        return None
    text, language = body.get("query"), body.get("language")
    if isinstance(text, str):
        if language in {"kuery", "kql", "dql"}:
            return kql.parse(text)
        if language in {"lucene", None}:
            return lucene.parse(text)
        if language in _PIPED and text.strip():
            return _piped(text, str(language))
        reason = f"the query language {language} is not read"
        return Parsed(Opaque(" ".join(text.split()), reason), error=reason) if text.strip() else None
    if isinstance(text, dict):
        return _of_dsl(text)
    esql = body.get("esql")
    if isinstance(esql, str):
        return _piped(esql, "esql") if esql.strip() else None
    return _of_dsl(body) if "query" not in body and "language" not in body and body else None


def _piped(text: str, language: str) -> Parsed:
    from sdd_impact.searches._elastic import eql, esql

    return eql.parse(text) if language == "eql" else esql.parse(text)


def _of_dsl(body: dict[str, Any]) -> Parsed:
    """A query object; of a query string alone the parts are kept."""
    from sdd_impact.searches._parts import Parsed

    string = body.get("query_string")
    if isinstance(string, dict) and isinstance(string.get("query"), str) and set(body) <= {"query_string"} | _IGNORED:
        return _string(string)
    return Parsed(query(body))


def written(body: Any) -> str:
    """Return a part of a query on one line, for people."""
    text = body if isinstance(body, str) else json.dumps(body, ensure_ascii=False, default=str)
    return text if len(text) <= 300 or has_hole(text) else text[:300] + " …"


def _one(kind: str, inside: Any, depth: int) -> Query:
    if kind in _WRAPPERS:
        return _WRAPPERS[kind](inside, depth)
    whole = {kind: inside}
    if kind == "exists" and isinstance(inside, dict) and isinstance(inside.get("field"), str):
        return exists(inside["field"])
    if kind in {"query_string", "multi_match"} and isinstance(inside, dict) and isinstance(inside.get("query"), str):
        return _string(inside).query if kind == "query_string" else _multi(inside, written(whole))
    if kind in _LEAVES and isinstance(inside, dict):
        pairs = [(field, value) for field, value in inside.items() if field not in _IGNORED]
        if len(pairs) == 1:
            return _LEAVES[kind](pairs[0][0], pairs[0][1], f"{pairs[0][0]}: {written(_plain(pairs[0][1]))}")
    return Opaque(written(whole), f"{kind} is not understood")


# --- leaves ------------------------------------------------------------------------------------------------------


def _string(body: dict[str, Any]) -> Parsed:
    named = body.get("default_field") or body.get("fields")
    fields = (
        [named] if isinstance(named, str) else [each for each in named if isinstance(each, str)] if isinstance(named, list) else []
    )
    field = fields[0].partition("^")[0] if len(fields) == 1 else ""
    return lucene.parse(
        body["query"], "" if field == "*" else field, required=str(body.get("default_operator", "")).upper() == "AND"
    )


def _multi(body: dict[str, Any], text: str) -> Query:
    fields = body.get("fields")
    names = [each.partition("^")[0] for each in fields if isinstance(each, str)] if isinstance(fields, list) else []
    quoted = body.get("type") in {"phrase", "phrase_prefix"}
    asked = [holds(name if "*" not in name else "", Value(body["query"], quoted), text) for name in names[:20]]
    return any_of(asked) if asked else holds("", Value(body["query"], quoted), text)


def _plain(value: Any) -> Any:
    """The value that is asked for, whichever way it is wrapped."""
    if isinstance(value, dict):
        return next((value[key] for key in ("query", "value", "wildcard") if key in value), value)
    return value


def _text(value: Any) -> str | None:
    value = _plain(value)
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, str | int | float) else None


def _match(field: str, value: Any, text: str) -> Query:
    said = _text(value)
    options = value if isinstance(value, dict) else {}
    if said is None or {"fuzziness", "minimum_should_match"} & set(options):
        return Opaque(text, "a match of some of the words")
    if options.get("type") == "phrase":
        return holds(field, Value(said, quoted=True), text)
    if str(options.get("operator", "")).lower() == "and":
        return all_of(holds(field, Value(each), text) for each in tokens(said)[:50])
    return holds(field, Value(said), text)


def _phrase(field: str, value: Any, text: str) -> Query:
    said = _text(value)
    if said is None:
        return Opaque(text, "no phrase")
    if isinstance(value, dict) and value.get("slop"):
        return all_of(
            (*(holds(field, Value(each), text) for each in tokens(said)[:50]), Opaque(text, "words that stand near each other"))
        )
    return holds(field, Value(said, quoted=True), text)


def _phrase_prefix(field: str, value: Any, text: str) -> Query:
    said = _text(value)
    if said is None or is_place(field):
        return holds(field, Value(""), text) if is_place(field) else Opaque(text, "no phrase")
    if has_hole(said):
        return Opaque(text, REASON)
    name, _ = name_of(field)
    return Phrase(_WILDCARD.sub(r"\\\g<0>", said) + "*", False, "word", name or "message", wildcards=True)


def _term(field: str, value: Any, text: str) -> Query:
    values = value if isinstance(value, list) else [value]
    texts = [_text(each) for each in values]
    if not texts or None in texts or len(texts) > 1000:
        return Opaque(text, "values that are not read")
    return any_of(is_exactly(field, Value(each or ""), f"{field}: {each}") for each in texts)


def _wildcard(field: str, value: Any, text: str) -> Query:
    said = _text(value)
    if said is None:
        return Opaque(text, "no wildcard")
    name, kept = name_of(field)
    if is_place(field) or not _WILDCARD.search(said) or has_hole(text):
        return is_exactly(field, Value(said), text)
    if kept == "text" or not name:
        return Opaque(text, "a wildcard over several tokens") if " " in said else Phrase(said, False, "word", name, wildcards=True)
    if kept == "keyword":
        anyhow = isinstance(value, dict) and value.get("case_insensitive") is True
        return Phrase(said, not anyhow, "whole", name, wildcards=True)
    return FieldIs(name, "=", said, case=True, wildcards=True, case_in_words=False)


def _prefix(field: str, value: Any, text: str) -> Query:
    said = _text(value)
    return Opaque(text, "no prefix") if said is None else _wildcard(field, _WILDCARD.sub(r"\\\g<0>", said) + "*", text)


def _regexp(field: str, value: Any, text: str) -> Query:
    said = _text(value)
    return Opaque(text, "no regular expression") if said is None else matches(field, said, text)


def _range(field: str, value: Any, text: str) -> Query:
    if not isinstance(value, dict):
        return Opaque(text, "no range")
    found = [(key, _text(limit)) for key, limit in value.items() if key in _ORDERS and limit is not None]
    return all_of(dict.fromkeys(ordered(field, cast("Order", _ORDERS[key]), limit or "", text) for key, limit in found))


_LEAVES: dict[str, Callable[[str, Any, str], Query]] = {
    "match": _match, "match_phrase": _phrase, "match_phrase_prefix": _phrase_prefix, "match_bool_prefix": _match, "term": _term, "terms": _term,
    "wildcard": _wildcard, "prefix": _prefix, "regexp": _regexp, "range": _range,
}  # fmt: skip


# --- what stands around them -------------------------------------------------------------------------------------


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _bool(body: Any, depth: int) -> Query:
    if not isinstance(body, dict):
        return Opaque(written(body), "no bool query")
    parts = [query(each, depth + 1) for key in ("must", "filter") for each in _listed(body.get(key))]
    should = [query(each, depth + 1) for each in _listed(body.get("should"))]
    least = body.get("minimum_should_match", 0 if parts else 1)
    if should and least not in {0, "0"}:
        one = least in {1, "1"} or len(should) == 1
        parts.append(any_of(should) if one else Opaque(written(body.get("should")), f"{least} of these"))
    nots = [negation(query(each, depth + 1)) for each in _listed(body.get("must_not"))]
    return all_of((*parts, *nots))


def _inner(*keys: str) -> Callable[[Any, int], Query]:
    def read(body: Any, depth: int) -> Query:
        if not isinstance(body, dict):
            return Opaque(written(body), "no query object")
        return all_of(query(body[key], depth + 1) for key in keys if key in body)

    return read


def _any(body: Any, depth: int) -> Query:
    body = body.get("filters", body) if isinstance(body, dict) else body
    return any_of(query(each, depth + 1) for each in _listed(body))


_WRAPPERS: dict[str, Callable[[Any, int], Query]] = {
    "match_all": lambda _body, _depth: EVERY_LINE,
    "match_none": lambda _body, _depth: NO_LINE,
    "bool": _bool,
    "query": query,
    "filter": query,
    "type": lambda body, _depth: Routing(f"type: {written(_plain(body))}"),
    "constant_score": _inner("filter", "query"),
    "function_score": _inner("query"),
    "filtered": _inner("query", "filter"),
    "nested": _inner("query"),
    "and": lambda body, depth: query(body.get("filters", body) if isinstance(body, dict) else body, depth + 1),
    "or": _any,
    "not": lambda body, depth: negation(query(body.get("filter", body) if isinstance(body, dict) else body, depth + 1)),
}
