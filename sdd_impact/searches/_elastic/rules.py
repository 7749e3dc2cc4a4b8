"""Rules that alert: Kibana's, those of its security application, ElastAlert's, monitors of OpenSearch, watches of Elasticsearch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sdd_impact.model import AnyOf, Opaque, Query
from sdd_impact.searches._elastic.conditions import Value, holds, ordered
from sdd_impact.searches._elastic.dsl import query as dsl
from sdd_impact.searches._elastic.dsl import written
from sdd_impact.searches._elastic.eql import steps
from sdd_impact.searches._elastic.found import Asked, Found, asked, owner_of, together
from sdd_impact.searches._elastic.texts import unpacked
from sdd_impact.searches._parts import Parsed, asks_nothing
from sdd_impact.searches._trees import all_of, any_of, negation

if TYPE_CHECKING:
    from collections.abc import Iterator

_LANGUAGES = {"eql": "eql", "esql": "esql"}


def rule(body: dict[str, Any]) -> Iterator[Found]:
    """A rule of Kibana, as its API or a saved object has it."""
    params = body.get("params")
    name = body.get("name")
    if not isinstance(params, dict) or not isinstance(name, str):
        return
    kind = str(body.get("rule_type_id") or body.get("alertTypeId") or "")
    if kind.startswith("siem."):
        yield from detection({**params, "name": name, "tags": body.get("tags")})
        return
    read = _criteria(params.get("criteria")) if kind.startswith("logs.alert") else _params(params)
    if read is not None:
        yield Found(name, read.text, read.parsed, owner_of(body), alert=True)


def _params(params: dict[str, Any]) -> Asked | None:
    configuration = params.get("searchConfiguration")
    configuration = configuration if isinstance(configuration, dict) else {}
    base = [each for each in (asked(configuration.get("query")), asked(_kql(params.get("filterQueryText")))) if each]
    raw = unpacked(params.get("esQuery"))
    if isinstance(raw, dict) and raw.get("query"):
        base += [each for each in (asked({"query": raw["query"]}),) if each]
    elif isinstance(params.get("esQuery"), str) and params["esQuery"].strip() and raw is None:
        base.append(Asked(params["esQuery"], Parsed(Opaque(written(params["esQuery"]), "no JSON"))))
    esql = params.get("esqlQuery")
    if isinstance(esql, dict):
        base += [each for each in (asked(esql),) if each]
    metrics = (each.get("metrics") for each in params.get("criteria") or () if isinstance(each, dict))
    inner = [
        each
        for listed in metrics
        if isinstance(listed, list)
        for one in listed
        if isinstance(one, dict)
        if (each := asked(_kql(one.get("filter"))))
    ]
    return together(base, configuration.get("filter"), inner)


def _kql(text: Any) -> dict[str, Any]:
    return {"query": text, "language": "kuery"} if isinstance(text, str) else {"query": "", "language": "kuery"}


def _criteria(criteria: Any) -> Asked | None:
    """The conditions of a log threshold: a list, or two lists that are counted against each other."""
    if not isinstance(criteria, list) or not criteria:
        return None
    if all(isinstance(each, list) for each in criteria):
        sides = [side for side in map(_criteria, criteria) if side]
        query = any_of(side.parsed.query for side in sides)
        texts = tuple(side.text for side in sides)
        parts = texts if isinstance(query, AnyOf) and len(query.parts) == len(texts) > 1 else ()
        return Asked(" ; ".join(texts), Parsed(query, parts)) if sides else None
    found = [each for each in criteria if isinstance(each, dict)]
    text = " and ".join(f"{each.get('field')} {each.get('comparator')} {each.get('value')}" for each in found)
    query = all_of(map(_criterion, found))
    return None if asks_nothing(query) else Asked(text, Parsed(query))


def _criterion(body: dict[str, Any]) -> Query:
    field, comparator, value = body.get("field"), str(body.get("comparator", "")), body.get("value")
    text = f"{field} {comparator} {value}"
    if not isinstance(field, str) or isinstance(value, list | dict) or value is None:
        return Opaque(text, "a condition that is not understood")
    said = str(value).lower() if isinstance(value, bool) else str(value)
    orders = {"more than": ">", "more than or equals": ">=", "less than": "<", "less than or equals": "<="}
    if comparator in orders:
        return ordered(field, orders[comparator], said, text)  # type: ignore[arg-type]  # the values are orders
    asks = {"equals": True, "matches": False, "matches phrase": True}
    bare = comparator.replace("does not equal", "equals").replace("does not match", "matches")
    if bare not in asks:
        return Opaque(text, "a comparison that is not understood")
    found = holds(field, Value(said, quoted=asks[bare]), text)
    return negation(found) if bare != comparator else found


def detection(body: dict[str, Any]) -> Iterator[Found]:
    """A rule of the security application: ``[rule]`` of a detection rule in TOML, a line of an export."""
    text, name = body.get("query"), body.get("name")
    if not isinstance(text, str) or not text.strip() or not isinstance(name, str):
        return
    language = str(body.get("language") or _LANGUAGES.get(str(body.get("type")), "kuery"))
    if language == "eql":
        yield from _events(body, text, name)
        return
    first = asked({"query": text, "language": language})
    read = together([first] if first else [], body.get("filters"))
    if read is not None:
        yield Found(name, read.text, read.parsed, owner_of(body), alert=True)


def _events(body: dict[str, Any], text: str, name: str) -> Iterator[Found]:
    """One search for each event of a rule in EQL: a sequence is broken when one of its events never comes."""
    for step in steps(text):
        read = together([Asked(step.text, step.parsed)], body.get("filters"))
        if read is not None:
            yield Found(f"{name} / {step.name}" if step.name else name, read.text, read.parsed, owner_of(body), alert=True)


def elastalert(body: dict[str, Any]) -> Iterator[Found]:
    """A rule of ElastAlert: all entries of ``filter`` must hold; of a list of words, one."""
    name, listed = body.get("name"), body.get("filter")
    parts: list[Query] = [dsl(listed)] if listed else []
    base = asked({"query": _only_string(listed)}) if _only_string(listed) else None
    kind = str(body.get("type", ""))
    key = body.get("compare_key")
    for words, wanted in (("blacklist", True), ("whitelist", False)):
        if kind == words and isinstance(body.get(words), list) and isinstance(key, str):
            values = any_of(holds(key, Value(str(each)), f"{key}: {each}") for each in body[words][:500])
            parts.append(values if wanted else negation(values))
            base = None
    query = all_of(parts)
    if asks_nothing(query):
        return
    parsed = base.parsed if base else Parsed(query)
    text = base.text if base else written(listed or body.get(kind))
    yield Found(str(name or ""), text, parsed, owner_of(body), alert=True)


def _only_string(listed: Any) -> Any:
    """The query string where it is the only entry of the filter."""
    if not isinstance(listed, list) or len(listed) != 1 or not isinstance(listed[0], dict) or len(listed[0]) != 1:
        return None
    inner = listed[0].get("query", listed[0])
    return inner if isinstance(inner, dict) and set(inner) == {"query_string"} else None


def monitor(body: dict[str, Any]) -> Iterator[Found]:
    """A monitor of OpenSearch (and Open Distro)."""
    queries = []
    for each in body.get("inputs") or ():
        search = each.get("search") if isinstance(each, dict) else None
        inner = search.get("query") if isinstance(search, dict) else None
        if isinstance(inner, dict) and inner.get("query"):
            queries.append(inner["query"])
    yield from _of_bodies(body, queries, str(body.get("name") or ""))


def watch(body: dict[str, Any]) -> Iterator[Found]:
    """A watch of Elasticsearch, whose input is a search or a chain of them."""
    metadata = body.get("metadata")
    name = metadata.get("name") or metadata.get("title") if isinstance(metadata, dict) else None
    own = {**(metadata if isinstance(metadata, dict) else {}), **body}
    yield from _of_bodies(own, list(_of_input(body.get("input"), 0)), str(name or body.get("name") or ""))


def _of_input(body: Any, depth: int) -> Iterator[Any]:
    if not isinstance(body, dict) or depth > 3:
        return
    search = body.get("search")
    request = search.get("request") if isinstance(search, dict) else None
    inner = request.get("body") if isinstance(request, dict) else None
    if isinstance(inner, dict) and inner.get("query"):
        yield inner["query"]
    chain = body.get("chain")
    inputs = chain.get("inputs") if isinstance(chain, dict) else None
    for each in inputs if isinstance(inputs, list) else ():
        for named in each.values() if isinstance(each, dict) else ():
            yield from _of_input(named, depth + 1)


def _of_bodies(body: dict[str, Any], queries: list[Any], name: str) -> Iterator[Found]:
    """One search for each query object; where there are several they are numbered."""
    found = [(inner, each) for inner in queries if (each := asked({"query": inner})) and not asks_nothing(each.parsed.query)]
    for number, (_, each) in enumerate(found, 1):
        yield Found(name, each.text, each.parsed, owner_of(body), alert=True, apart=f"query {number}" if len(found) > 1 else "")
