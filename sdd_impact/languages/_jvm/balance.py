"""Brackets of a half-written file set right by its indentation, so that one lost line does not cost the rest of the file.

A grammar that meets a bracket too few or too many may give up the whole file. Well-kept code shows by its indentation where each block
ends: a line that begins with a closing bracket stands under the line that opened it.
"""

from __future__ import annotations

import re
from typing import NamedTuple

#: The beginnings of lines, what has no brackets (comments, texts, characters), and brackets.
_TOKEN = re.compile(
    rb'^[ \t]*|//[^\n]*|/\*.*?(?:\*/|\Z)|"""(?:.*?(?:"""+|\Z))|"(?:\\.|[^"\\\n])*"?|\'(?:\\.|[^\'\\\n])\'|[(){}\[\]]',
    re.DOTALL | re.MULTILINE,
)
_OPENS = {b")": b"(", b"]": b"["}
#: A line that declares a parameter: of a class, of a function.
_FIELD = re.compile(rb"\s*(?:@[\w.:()]+\s+)*(?:(?:private|internal|protected|public|override|open|implicit)\s+)*va[lr]\b")
_PARAMETER = re.compile(rb"\s*(?:vararg\s+)?\w+\s*:(?!:)")
#: A closing bracket in front of a declaration: an annotation's.
_ANNOTATED = re.compile(rb"\s*\)[ \t]*\n\s*(?:@|(?:\w+[ \t]+){0,4}(?:fun|class|interface|object|val|var|def)\b)")
#: A line that begins a branch: of Kotlin's ``when``, of Scala's ``match``.
_BRANCH = re.compile(rb'\s*(?:(?:is|in|!in|!is)\s+)?[\w."<>*, ]+\s*->')
#: What follows the block of ``if`` or ``try``.
_AFTER = re.compile(rb"\s*\}\s*(else|catch|finally)\b")
#: A line that opens branches.
_WHEN = re.compile(rb"\bwhen\b[^{]*\{[ \t]*$")
_MATCH = re.compile(rb"\bmatch\s*\{[ \t]*$")
_CASE = re.compile(rb"\s*case\s")
_CLOSES = {b"(": b")", b"{": b"}", b"[": b"]"}
#: More repairs than these in one file are no accident of typing.
_LIMIT = 40
#: So many repairs are also tried one by one, in texts of so many bytes: one of them may be all that is amiss.
_FEW, _SMALL = 6, 200_000
#: Members are looked for at so many indentations.
_DEPTHS = 2


class _Open(NamedTuple):
    """An open bracket: which, the indentation of its line, and the number of that line."""

    bracket: bytes
    indent: int
    line: int


class _Line(NamedTuple):
    """A line: where it begins, its indentation (-1 where it is blank, or inside a text), and whether it begins with a closing bracket."""

    start: int
    indent: int
    closes: bool


def balanced(data: bytes, function: bytes) -> list[bytes]:
    """The text with the brackets put in that its indentation misses; where these are a few, also with each of them alone.

    Empty where nothing is amiss, or too much. ``function`` is the head of a function, for a block whose own head is lost. Lines keep
    their numbers.
    """
    repairs = _Balance(data, function).run()
    if not 0 < len(repairs) <= _LIMIT:
        return []
    several = 1 < len(repairs) <= _FEW and len(data) < _SMALL
    mended = [_with(data, each) for each in ([repairs, *([one] for one in repairs)] if several else [repairs])]
    return mended + (_without(data, [at for at, _ in repairs]) if len(repairs) <= _FEW and len(data) < _SMALL else [])


def _without(data: bytes, places: list[int]) -> list[bytes]:
    """The text with the members blanked that hold these places: of the file's outer class, and of what stands next further in.

    A member ends, and the next one begins, with a blank line before a line of its indentation.
    """
    lines = data.split(b"\n")
    depths = sorted({len(line) - len(line.lstrip()) for line in lines if line.strip()} - {0})[:_DEPTHS]
    numbers = [data.count(b"\n", 0, max(place - 1, 0)) for place in places]
    return [_blanked(lines, numbers, depth) for depth in depths]


def _blanked(lines: list[bytes], numbers: list[int], depth: int) -> bytes:
    gone: set[int] = set()
    for number in numbers:
        first, last = number, number + 1
        while first > 0 and not _parts(lines, first, depth):
            first -= 1
        while last < len(lines) and not _parts(lines, last, depth):
            last += 1
        gone.update(range(first, last))
    return b"\n".join(b"" if number in gone else line for number, line in enumerate(lines))


def _parts(lines: list[bytes], number: int, depth: int) -> bool:
    """Whether a line begins a member at this depth, or lies further out than all members."""
    line = lines[number]
    indent = len(line) - len(line.lstrip())
    return bool(line.strip()) and (indent < depth or (indent == depth and not lines[number - 1].strip()))


def _with(data: bytes, repairs: list[tuple[int, bytes]]) -> bytes:
    for at, what in sorted(repairs, reverse=True):
        data = data[:at] + what + data[at:]
    return data


class _Balance:
    def __init__(self, data: bytes, function: bytes) -> None:
        self._data = data
        self._function = function
        self._stack: list[_Open] = []
        self._lines: list[_Line] = []
        self._instead: list[tuple[int, bytes]] = []
        self._continued = -1

    def run(self) -> list[tuple[int, bytes]]:
        for found in _TOKEN.finditer(self._data):
            text = found[0]
            if text[:1] in (b"", b" ", b"\t"):
                self._begin(found.start(), found.end())
            elif text in _CLOSES:
                self._stack.append(_Open(text, self._indent(), len(self._lines)))
            elif len(text) == 1 and text in b")}]":
                self._close(text, found.start())
            if len(self._instead) > _LIMIT:
                break
        self._end_blocks(-1, len(self._data))
        return self._instead

    def _indent(self) -> int:
        """The indentation of the line that the current one belongs to: one that ends brackets of an earlier line continues that."""
        return self._continued if self._continued >= 0 else max(self._lines[-1].indent, 0) if self._lines else 0

    def _pop(self) -> None:
        top = self._stack.pop()
        if top.line < len(self._lines):
            self._continued = top.indent

    def _begin(self, start: int, end: int) -> None:
        """A new line: what was opened further in, or as far in, on an earlier line and is not closed by this line lacks its end."""
        before = self._indent() if self._data[:start].endswith(b":\n") else -1
        self._continued = -1
        first = self._data[end : end + 1]
        if first in (b"\n", b""):
            self._lines.append(_Line(start, -1, closes=False))
            return
        closes = first in b")}]"
        indent = end - start
        if not closes and first not in b".?:&|+-/*<>=":
            self._end_blocks(indent, start)
        self._lines.append(_Line(start, indent, closes))
        if 0 <= before < indent:
            self._continued = before

    def _end_blocks(self, indent: int, before: int) -> None:
        missing = b""
        while self._stack and self._stack[-1].indent >= indent and self._stack[-1].line <= len(self._lines):
            missing += _CLOSES[self._stack.pop().bracket]
        if missing:
            self._put(before - 1 if before < len(self._data) else before, missing)

    def _put(self, at: int, what: bytes) -> None:
        """Put something at the end of the line before, in front of its comment."""
        at = max(at, 0)
        start = self._data.rfind(b"\n", 0, at) + 1
        comment = self._data.find(b"//", start, at)
        if comment >= 0 and b'"' not in self._data[comment:at]:
            at = comment
        self._instead.append((at, what))

    def _close(self, bracket: bytes, at: int) -> None:
        line = self._lines[-1] if self._lines else _Line(0, 0, closes=False)
        leading = line.closes and self._data[line.start : at].strip(b" \t)}]") == b""
        if leading:
            missing = b""
            while self._stack and self._stack[-1].indent > line.indent:
                missing += _CLOSES[self._stack.pop().bracket]
            if missing:
                self._put(line.start - 1, missing)
        top = self._stack[-1] if self._stack else None
        if top is not None and _CLOSES[top.bracket] == bracket and not (leading and bracket == b"}" and top.indent < line.indent):
            self._pop()
        elif leading and bracket == b"}" and top is not None and top.bracket == b"(" and top.indent == line.indent:
            self._pop()
            self._part(top)
        elif leading:
            self._open(bracket, line)

    def _part(self, top: _Open) -> None:
        """A block whose head has lost its last line, ``) {``: it is put behind the first line that no comma continues."""
        for at in range(top.line, len(self._lines) - 1):
            text = self._data[self._lines[at].start : self._lines[at + 1].start].partition(b"//")[0].rstrip()
            if text and not text.endswith((b",", b"(")):
                declares = _PARAMETER.match(text) or (_FIELD.match(text) and b"=" not in text)
                self._put(self._lines[at + 1 if declares else at].start - 1, b") {")
                return

    def _branches(self) -> bytes:
        """The head of a branch, where the lost line stood in ``when`` or ``match``."""
        top = self._stack[-1] if self._stack else None
        if top is None or top.bracket != b"{" or not 0 < top.line <= len(self._lines):
            return b""
        start = self._lines[top.line - 1].start
        line = self._data[start : self._data.find(b"\n", start)]
        return b"0 -> {" if _WHEN.search(line) else b"case _ => {" if _MATCH.search(line) else b""

    def _open(self, bracket: bytes, line: _Line) -> None:
        """A bracket that closes nothing: its opening line is lost. One is put in front of the lines that stand further in."""
        index = first = len(self._lines) - 1
        while index > 0 and (self._lines[index - 1].indent > line.indent or self._lines[index - 1].indent < 0):
            index -= 1
            first = index if self._lines[index].indent >= 0 else first
        begin = self._lines[first].start
        head = self._function + b" {" if bracket == b"}" else b"x" + _OPENS[bracket]
        if bracket == b")" and _FIELD.match(self._data, begin):
            head = b"class x("
        elif bracket == b")" and _PARAMETER.match(self._data, begin):
            head = self._function.partition(b"(")[0] + b"("
        elif bracket == b")" and _ANNOTATED.match(self._data, line.start):
            head = b"@x("
        elif bracket == b"}" and (after := _AFTER.match(self._data, line.start)):
            head = b"if (x) {" if after[1] == b"else" else b"try {"
        elif bracket == b"}" and (told := self._branches()):
            head = told
        elif bracket == b"}" and _BRANCH.match(self._data, begin):
            head = b"when (x) {"
        elif bracket == b"}" and _CASE.match(self._data, begin):
            head = b"x match {"
        self._instead.append((begin + max(self._lines[first].indent, 0), head))
