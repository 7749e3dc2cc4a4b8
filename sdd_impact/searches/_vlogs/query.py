"""A whole LogsQL query: the filter, and the pipes behind it.

Rules from the reference of LogsQL, "Pipes": ``filter`` (``where``) chooses further; ``extract`` and ``extract_regexp`` take fields out of a line and keep those that do not fit; behind
``stats`` the rows are figures about lines.
"""

from __future__ import annotations

import re

from sdd_impact import late
from sdd_impact.model import Opaque, Query, Regex, Routing
from sdd_impact.searches._joined import closing, split
from sdd_impact.searches._parts import Parsed, with_parts
from sdd_impact.searches._trees import all_of, any_of
from sdd_impact.searches._vlogs.filters import Filter
from sdd_impact.searches._vlogs.lexing import LogsQLError, Token, tokens

_MOST_CHARACTERS = 30_000
_OPENS = {"(": 1, "[": 1, ")": -1, "]": -1}
_REPORTING = frozenset(
    {"stats", "count", "uniq", "top", "hits", "facets", "field_names", "field_values", "blocks_count", "stats_remote"}
)
#: Pipes that neither choose lines nor hide them.
_PASSING = frozenset(
    ["fields", "keep", "delete", "del", "rm", "drop", "copy", "cp", "rename", "mv", "sort", "order", "limit", "head", "offset", "skip", "format", "math", "eval", "unpack_json", "unpack_logfmt", "unpack_syslog", "unpack_words", "pack_json", "pack_logfmt", "replace", "replace_regexp", "collapse_nums", "len", "decolorize", "hash", "unroll", "stream_context", "first", "last", "sample", "set_stream_fields", "time_add", "split", "json_array_len", "query_stats", "running_stats", "total_stats", "generate_sequence"]
)  # fmt: skip
_HOLE = late.regex(r"<([^<>]*)>")
_NAME = late.regex(r"(?:[a-z]+:)?([A-Za-z_]\w*)")
_GROUP = late.regex(r"\(\?P?<([A-Za-z_]\w*)>")


def parse(text: str) -> Parsed:
    """Read a query. What is not understood is :class:`Opaque` in the tree; never raises."""
    shown = " ".join(text.split())
    if len(text) > _MOST_CHARACTERS:
        return Parsed(Opaque(shown[:200] + " …", "longer than is looked at"), error="longer than is looked at")
    try:
        reader = _Reader(text)
        query = reader.whole()
    except (LogsQLError, RecursionError) as error:
        reason = str(error) if isinstance(error, LogsQLError) else "nested too deeply"
        return Parsed(Opaque(shown, reason), error=reason)
    return with_parts(query, reader.choices)


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.choices: list[tuple[Query, tuple[str, ...]]] = []
        self.taken: set[str] = set()

    def whole(self) -> Query:
        first, *pipes = split(tokens(self.text), "|", _OPENS, "sign")
        if not first:
            raise LogsQLError("no filter stands in it")
        parts = [self._filter(first)]
        for pipe in pipes:
            if not pipe:
                raise LogsQLError("a pipe is empty")
            word = pipe[0].word
            if word in _REPORTING:
                parts.extend(self._counted(pipe))
                break
            parts.extend(self._piped(word, pipe))
        return all_of(parts)

    def _filter(self, listed: list[Token]) -> Query:
        reader = Filter(self.text, listed, frozenset(self.taken))
        found = reader.whole()
        self.choices.extend(reader.choices)
        return found

    def _shown(self, listed: list[Token]) -> str:
        return " ".join(self.text[listed[0].start : listed[-1].end].split())

    def _piped(self, word: str, pipe: list[Token]) -> list[Query]:
        if word in {"filter", "where"}:
            return [self._filter(pipe[1:])]
        if word in {"extract", "extract_regexp"}:
            return self._extracted(word, pipe)
        if word in _PASSING:
            return []
        return [Opaque(self._shown(pipe), f"the pipe {word} is not understood")]

    def _extracted(self, word: str, pipe: list[Token]) -> list[Query]:
        """``extract "user <user> paid" from field``: what stands in ``<…>`` is taken, ``<_>`` and ``<>`` are left."""
        pattern = next((token for token in pipe if token.kind == "text"), None)
        at = next((at for at, token in enumerate(pipe) if token.word == "from"), -1)
        field = pipe[at + 1].said if 0 <= at < len(pipe) - 1 else "_msg"
        if pattern is None:
            return [Opaque(self._shown(pipe), "an extraction that is not understood")]
        expression = pattern.said if word == "extract_regexp" else self._pattern(pattern.said)
        self.taken.update(_GROUP.findall(expression))
        where = "message" if field in {"_msg", "message", "msg"} else field
        return [Regex(expression, "re2" if word == "extract_regexp" else "python", "", where, captures_only=True)]

    @staticmethod
    def _pattern(said: str) -> str:
        made, at, names = [], 0, set()
        for found in _HOLE.finditer(said):
            made.append(re.escape(said[at : found.start()]))
            name = _NAME.fullmatch(found[1])
            rest = ".*" if found.end() == len(said) else ".*?"
            is_new = name is not None and name[1] != "_" and name[1] not in names
            if name is not None and is_new:
                names.add(name[1])
            made.append(f"(?P<{name[1]}>{rest})" if name is not None and is_new else f"(?:{rest})")
            at = found.end()
        return "".join(made) + re.escape(said[at:])

    def _counted(self, pipe: list[Token]) -> list[Query]:
        """``count() if (…)``: where each figure has a condition, one of them must hold."""
        figures = [each for each in split(pipe, ",", _OPENS, "sign") if each]
        asked, texts = [], []
        for figure in figures:
            at = next((at for at, token in enumerate(figure) if token.word == "if" and at + 1 < len(figure)), -1)
            if at < 0:
                return []
            inside = figure[at + 2 : closing(figure, at + 1, _OPENS, "sign")]
            if not inside:
                return []
            asked.append(self._filter(inside))
            texts.append(self._shown(inside))
        found = any_of(asked)
        if isinstance(found, Routing):
            return [found]
        self.choices.append((found, tuple(texts)))
        return [found]
