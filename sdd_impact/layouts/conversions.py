"""Patterns of logback and log4j: ``%d{HH:mm:ss} %-5level [%thread] %logger{36} - %msg%n``."""

from __future__ import annotations

from sdd_impact import late
from sdd_impact.layouts.shown import Shown, literal, text, unclear
from sdd_impact.layouts.slots import slot

_LONGEST = 2_000
_WORD = late.regex(r"%(?P<wide>-?\d{0,3})(?:\.(?P<most>-?\d{1,3}))?(?P<word>[A-Za-z]+)?")
#: What each conversion word prints. "" is nothing (an exception stands on lines of its own), None a group or a text that is changed.
_SLOTS = {
    **dict.fromkeys(("d", "date"), "time"),
    **dict.fromkeys(("p", "le", "level"), "level"),
    **dict.fromkeys(("c", "lo", "logger"), "logger"),
    **dict.fromkeys(("m", "msg", "message"), "message"),
    **dict.fromkeys(("t", "tn", "thread", "threadName"), "thread"),
    **dict.fromkeys(("pid", "processId", "r", "relative", "L", "line", "sn", "sequenceNumber", "T", "tid", "threadId"), "number"),
    **dict.fromkeys(
        (
            "X", "mdc", "MDC", "x", "NDC", "C", "class", "F", "file", "M", "method", "l", "location", "caller", "contextName", "cn", "property",
            "marker", "K", "map", "MAP", "kvp", "u", "uuid", "N", "nano", "applicationName", "applicationGroup", "correlationId", "esb",
        ),
        "text",
    ),
    **dict.fromkeys(
        (
            "n", "ex", "exception", "throwable", "xEx", "xException", "xThrowable", "rEx", "rException", "rThrowable", "nopex", "nopexception",
            "wEx", "wex",
        ),
        "",
    ),
}  # fmt: skip
#: Words around a group that put codes of colours in front and behind.
_COLOURS = frozenset({
    "highlight", "clr", "black", "red", "green", "yellow", "blue", "magenta", "cyan", "white", "gray", "boldRed", "boldGreen", "boldYellow",
    "boldBlue", "boldMagenta", "boldCyan", "boldWhite", "style",
})  # fmt: skip


class _NotUnderstoodError(ValueError):
    pass


def layout_of(pattern: str) -> Shown:
    """Return the layout that a pattern says."""
    if len(pattern) > _LONGEST:
        return unclear("its pattern is too long")
    try:
        return text(_Reader(pattern).read("").rstrip("\r\n"), "java")
    except _NotUnderstoodError as error:
        return unclear(str(error))


class _Reader:
    """Reads a pattern from left to right. Groups nest at most as deep as the pattern is long, and ``_DEPTH`` ends them."""

    def __init__(self, pattern: str) -> None:
        self._pattern = pattern
        self._at = 0
        self._depth = 0

    def read(self, end: str) -> str:
        """Read up to a closing bracket, or to the end; return what it says as a pattern of slots."""
        self._depth += 1
        if self._depth > 10:
            raise _NotUnderstoodError("its pattern nests too deeply")
        out: list[str] = []
        while self._at < len(self._pattern):
            char = self._pattern[self._at]
            if char == end:
                self._at += 1
                break
            out.append(self._conversion() if char == "%" else self._literal())
        self._depth -= 1
        return "".join(out)

    def _literal(self) -> str:
        char = self._pattern[self._at]
        self._at += 1
        if char == "\\" and self._at < len(self._pattern):
            char = self._pattern[self._at]
            self._at += 1
            return {"n": "\n", "t": "\t", "r": "\r"}.get(char, literal(char))
        return literal(char)

    def _conversion(self) -> str:
        if self._pattern.startswith("%%", self._at):
            self._at += 2
            return "%"
        found = _WORD.match(self._pattern, self._at)
        if found is None or not (found["word"] or self._pattern.startswith("(", found.end())):
            raise _NotUnderstoodError(f"its pattern has a % that is not understood: {self._pattern[self._at : self._at + 20]}")
        self._at = found.end()
        word = found["word"] or ""
        if word == "style":
            return self._colours(self._braces())
        if word == "highlight" and self._pattern.startswith("{", self._at):
            return self._colours(self._braces())
        if self._pattern.startswith("(", self._at) and (not word or word in _COLOURS):
            self._at += 1
            inner = self.read(")")
            self._options()
            around = slot("text") if word or found["wide"] or found["most"] else ""
            return f"{around}{inner}{around}"
        if word not in _SLOTS:
            raise _NotUnderstoodError(f"its pattern uses %{word[:30]}, which is not understood")
        options = self._options()
        return self._slot(_SLOTS[word], found["wide"], found["most"], options)

    def _slot(self, name: str, wide: str, most: str | None, options: tuple[str, ...]) -> str:
        if not name:
            return ""
        if name == "message" and (wide or most or options):
            raise _NotUnderstoodError("its pattern changes the message")
        width = int(wide) if wide.lstrip("-") else 0
        if name == "level":
            if options:
                raise _NotUnderstoodError("its pattern changes the words of levels")
            return slot("text") if most and abs(int(most)) < 5 else slot(name, "", width)
        if name == "logger":
            return slot(name, "short" if options else "", width)
        return slot("text" if wide and name == "number" else name)

    def _options(self) -> tuple[str, ...]:
        found = []
        while self._pattern.startswith("{", self._at):
            found.append(self._braces())
        return tuple(found)

    def _braces(self) -> str:
        """Return what stands in braces; nested ones belong to it."""
        start, depth = self._at + 1, 0
        while self._at < len(self._pattern):
            char = self._pattern[self._at]
            depth += (char == "{") - (char == "}")
            self._at += 1
            if not depth:
                return self._pattern[start : self._at - 1]
        raise _NotUnderstoodError("its pattern has a brace without its other half")

    def _colours(self, inner: str) -> str:
        self._options()
        reader = _Reader(inner)
        reader._depth = self._depth  # the same reader, one level deeper
        return f"{slot('text')}{reader.read('')}{slot('text')}"
