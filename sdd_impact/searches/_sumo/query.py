"""A whole search of Sumo Logic: a keyword expression, and the operators behind its pipes.

Rules from its documentation, "Search operators": ``parse`` and ``parse regex`` (``extract``) take fields out of a line, and drop lines that do not fit, unless ``nodrop`` stands behind them;
``where`` chooses lines; behind an aggregation the rows are figures about lines.
"""

from __future__ import annotations

from sdd_impact import late
from sdd_impact.model import Opaque, Query, Regex, Routing
from sdd_impact.searches._aws.open_text import REASON, has_hole
from sdd_impact.searches._joined import shown
from sdd_impact.searches._parts import Parsed, with_parts
from sdd_impact.searches._sumo.conditions import Condition, Names
from sdd_impact.searches._sumo.lexing import SumoError, Token, split, tokens
from sdd_impact.searches._sumo.scope import Scope
from sdd_impact.searches._trees import all_of, literal

_MOST_CHARACTERS = 40_000
#: From here on the rows are figures about lines.
_COUNTING = frozenset(
    [
        "count",
        "sum",
        "avg",
        "min",
        "max",
        "first",
        "last",
        "pct",
        "stddev",
        "median",
        "most_recent",
        "least_recent",
        "count_distinct",
        "count_frequent",
        "transpose",
        "outlier",
        "predict",
        "logreduce",
        "logcompare",
        "top",
        "total",
        "timeslice_count",
        "fillmissing",
        "compare",
        "smooth",
        "accum",
        "rollingstd",
        "backshift",
        "diff",
        "sessionize",
        "merge",
        "transactionize",
        "trace",
        "threatip",
    ]
)
#: Operators that add or hide fields and keep every line.
_PASSING = frozenset(
    [
        "timeslice",
        "sort",
        "order",
        "limit",
        "fields",
        "format",
        "formatdate",
        "concat",
        "lookup",
        "cat",
        "geo",
        "geoip",
        "num",
        "if",
        "tolowercase",
        "touppercase",
        "tolong",
        "tostring",
        "urldecode",
        "base64decode",
        "replace",
        "trim",
        "substring",
        "length",
        "json_keys",
        "save",
        "dedup",
        "isnull",
        "abs",
        "round",
        "ceil",
        "floor",
        "now",
        "math",
        "as",
        "hash",
        "haversine",
        "cidr",
        "ipv4tonumber",
        "queryendtime",
        "querystarttime",
        "luhn",
        "in",
        "topk",
        "values",
        "keyvalue_pairs",
    ]
)
_GROUP = late.regex(r"\(\?P?<([A-Za-z]\w*)>")
_PLAIN = late.regex(r"[A-Za-z_]\w*")


def parse(text: str) -> Parsed:
    """Read a search. What is not understood is :class:`Opaque` in the tree; never raises."""
    written = " ".join(text.split())
    if len(text) > _MOST_CHARACTERS:
        reason = "longer than is looked at"
        return Parsed(Opaque(written[:200] + " …", reason), error=reason)
    try:
        listed = tokens(text)
    except SumoError as error:
        return Parsed(Opaque(written, str(error)), error=str(error))
    first, *stages = split(listed, "|")
    scope = Scope(text, first)
    reader = _Stages(text)
    parts = [scope.whole()]
    for stage in stages:
        if stage and reader.done(stage):
            break
    query = all_of((*parts, *reader.parts))
    return with_parts(query, [*scope.choices, *reader.choices])


class _Stages:
    def __init__(self, text: str) -> None:
        self.text = text
        self.parts: list[Query] = []
        self.choices: list[tuple[Query, tuple[str, ...]]] = []
        self.names = Names(set(), set(), {})

    def done(self, stage: list[Token]) -> bool:
        """Read one operator; whether what comes behind it asks nothing of lines."""
        word = stage[0].word
        bare = word.lstrip("_")
        if bare in _COUNTING:
            return True
        if word == "where":
            self._condition(stage[1:])
        elif word in {"parse", "extract"}:
            self._parse(stage)
        elif word == "json":
            self._json(stage)
        elif (
            word in {"csv", "split", "keyvalue", "xml", "parsexml", "json_auto"}
            or word in _PASSING
            or (len(stage) > 1 and stage[1].text == "(")
            or any(token.word == "as" for token in stage)
        ):
            self.names.computed.update(_behind_as(stage))
        elif any(token.word in {"=", "!=", "matches", "in", "<", ">", "<=", ">="} for token in stage):
            self._condition(stage)
        else:
            self.parts.append(Opaque(shown(self.text, stage), "an operator that is not understood"))
        return False

    def _condition(self, listed: list[Token]) -> None:
        reader = Condition(self.text, listed, self.names)
        self.parts.append(reader.whole())
        self.choices += reader.choices

    def _parse(self, stage: list[Token]) -> None:
        """``parse "a * b" as x``, ``parse regex "…"``, ``parse field=y "…"``."""
        words = [token.word for token in stage]
        pattern = next((token for token in stage if token.kind == "text"), None)
        written = shown(self.text, stage)
        is_regex = stage[0].word == "extract" or "regex" in words[1:2]
        field = _option(stage, "field")
        if pattern is None or "anchor" in words[1:2] or ("multi" in words and field in self.names.computed):
            self.parts.append(Opaque(written, "an extraction that is not understood"))
            return
        if has_hole(pattern.said):
            self.parts.append(Opaque(written, REASON))
            return
        starts = [at for at, token in enumerate(stage[:-1]) if token.kind == "text" and stage[at + 1].word == "as"]
        if not is_regex and len(starts) > 1:  # several patterns, each of which must fit
            nodrop = [token for token in stage if token.word == "nodrop"][:1]
            for start, end in zip(starts, [*starts[1:], len(stage)], strict=True):
                own = [token for token in stage[start:end] if token.word != "nodrop"]
                self._parse([*stage[: starts[0]], *own, *nodrop])
            return
        names = _behind_as(stage)
        if not is_regex and names and len(names) != pattern.said.count("*"):
            self.parts.append(Opaque(written, "as many names as stars are wanted"))
            return
        expression = pattern.said if is_regex else _anchored(pattern.said, names)
        self.names.taken.update(_GROUP.findall(expression))
        if field in self.names.computed:
            self.parts.append(Opaque(written, "takes a field out of what the search computes"))
            return
        where = "" if field in {"", "_raw"} else self.names.keys.get(field, field)
        self.parts.append(Regex(expression, "pcre", "" if is_regex else "s", where, captures_only="nodrop" in words))

    def _json(self, stage: list[Token]) -> None:
        """``json "a.b" as x``: keys of a line that is JSON are its fields; where it is none, the line is dropped."""
        keys = [token.said for token in stage if token.kind == "text"]
        for key, name in zip(keys, _behind_as(stage), strict=False):
            self.names.computed.discard(name)
            self.names.keys[name] = key
        if not any(token.word in {"nodrop", "auto"} for token in stage):
            self.parts.append(Routing(shown(self.text, stage)))


def _option(stage: list[Token], name: str) -> str:
    for at, token in enumerate(stage[:-2]):
        if token.word == name and stage[at + 1].text == "=":
            return stage[at + 2].said
    return ""


def _behind_as(stage: list[Token]) -> list[str]:
    """The names behind ``as``."""
    at = next((at for at, token in enumerate(stage) if token.word == "as"), len(stage))
    return [token.said for token in stage[at + 1 :] if token.kind in {"word", "text"} and token.word not in {"nodrop", "by"}]


def _anchored(pattern: str, names: list[str]) -> str:
    """``parse "user * paid *"``: each star takes any text up to what stands behind it."""
    pieces = pattern.split("*")
    made = literal(pieces[0])
    for number, piece in enumerate(pieces[1:]):
        rest = ".*" if number == len(pieces) - 2 and not piece else ".*?"
        name = names[number] if number < len(names) else ""
        plain = _PLAIN.fullmatch(name) and f"(?<{name}>" not in made
        made += (f"(?<{name}>{rest})" if plain else f"(?:{rest})") + literal(piece)
    return made
