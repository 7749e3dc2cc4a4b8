"""Brackets of a half-written file set right by its indentation, so that one lost line does not cost the rest of the file.

A grammar that meets a bracket too few or too many may give up the whole file. Well-kept code shows by its indentation where each block
ends: a line that begins with a closing bracket stands under the line that opened it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdd_impact.tuples import NamedTuple

if TYPE_CHECKING:
    from sdd_impact.syntax.habits import Habits

_OPENS = {b")": b"(", b"]": b"["}
_CLOSES = {b"(": b")", b"{": b"}", b"[": b"]"}
#: More repairs than these in one file are no accident of typing.
_LIMIT = 40
#: So many repairs are also tried one by one, in texts of so many bytes: one of them may be all that is amiss.
_FEW, _SMALL = 6, 200_000
#: Members are looked for at so many indentations.
_DEPTHS = 2
#: So far out it is looked for what a badly indented bracket may close.
_DEEP = 50
#: So wide is a tab beside blanks.
_TAB = 4
#: A head is at most so many lines long.
_HEAD = 12
#: So ends a line that the next one continues.
_RUNS_ON = (b"=", b"(", b"&&", b"||", b"+", b"return")
#: So many bytes tell what a lost line may have been.
_LOOK = 1000


class _Open(NamedTuple):
    """An open bracket: which, the indentation of its line, and the number of that line."""

    bracket: bytes
    indent: int
    line: int


class _Line(NamedTuple):
    """A line: where it begins, its indentation (-1 where it is blank, or inside a text), whether it begins with a closing bracket, and
    whether it begins in parentheses."""

    start: int
    indent: int
    closes: bool
    inside: bool = False


class Balanced(NamedTuple):
    """A text with brackets put in, and whether all else of it is there as well."""

    data: bytes
    whole: bool


def balanced(data: bytes, habits: Habits) -> list[Balanced]:
    """The text with the brackets put in that its indentation misses; where these are a few, also with each of them alone, and without
    the members they stand in.

    Empty where nothing is amiss, or too much. Lines keep their numbers.
    """
    repairs = _Balance(data, habits).run()
    if not 0 < len(repairs) <= _LIMIT:
        return []
    several = 1 < len(repairs) <= _FEW and len(data) < _SMALL
    mended = [_with(data, each) for each in ([repairs, *([one] for one in repairs)] if several else [repairs])]
    without = _without(data, [at for at, _ in repairs]) if len(repairs) <= _FEW and len(data) < _SMALL else []
    return [*(Balanced(each, whole=True) for each in mended), *(Balanced(each, whole=False) for each in without)]


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
    def __init__(self, data: bytes, habits: Habits) -> None:
        self._data = data
        self._habits = habits
        self._stack: list[_Open] = []
        self._lines: list[_Line] = []
        self._instead: list[tuple[int, bytes]] = []
        self._continued = -1

    def run(self) -> list[tuple[int, bytes]]:
        for found in self._habits.tokens.finditer(self._data):
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
        before = self._indent() if self._data[max(start - 2, 0) : start] == b":\n" else -1
        self._continued = -1
        first = self._data[end : end + 1]
        if first in (b"\n", b"") or self._habits.passed.match(self._data, end):
            self._lines.append(_Line(start, -1, closes=False))
            return
        closes = first in b")}]"
        indent = _width(self._data[start:end])
        if not closes and first not in self._habits.continues:
            self._end_blocks(indent + (1 if self._habits.labels.match(self._data, end) else 0), start)
        self._lines.append(_Line(start, indent, closes, bool(self._stack) and self._stack[-1].bracket != b"{"))
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
        if leading and self._is_out_of_place(bracket, line.indent):
            self._pop()
            return
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
            self._open(bracket, at, line)
        elif bracket == b")" and (top is None or top.bracket == b"{"):
            self._begin_list(at, line)

    def _is_out_of_place(self, bracket: bytes, indent: int) -> bool:
        """Whether a bracket closes the innermost one, but stands where nothing was opened: nothing is lost, the line is badly indented."""
        if not self._stack or self._stack[-1].indent <= indent or _CLOSES[self._stack[-1].bracket] != bracket:
            return False
        inner = self._stack[-_DEEP:]
        outer = next((each for each in reversed(inner) if each.indent <= indent), None)
        if outer is None:
            return len(inner) < _DEEP
        return _CLOSES[outer.bracket] != bracket or outer.indent < indent

    def _part(self, top: _Open) -> None:
        """A block whose head has lost its last line, ``) {``: it is put behind the first line that no comma continues."""
        for at in range(top.line, len(self._lines) - 1):
            text = self._data[self._lines[at].start : self._lines[at + 1].start].partition(b"//")[0].rstrip()
            if text and not text.endswith((b",", b"(")):
                declares = self._habits.parameter.match(text)
                self._put(self._lines[at + 1 if declares else at].start - 1, b") {")
                return

    def _begin_list(self, at: int, line: _Line) -> None:
        """Arguments or parameters whose first line is lost, and whose last one ends with the bracket."""
        first = len(self._lines) - 1
        while first > 0 and self._lines[first - 1].indent == line.indent and self._written(first - 1).endswith(b","):
            first -= 1
        begin = self._lines[first].start
        self._instead.append((self._text_of(begin), self._head(b")", at, begin)))
        before = next((each for each in range(first - 1, -1, -1) if self._lines[each].indent >= 0), -1)
        if before >= 0:
            # what follows belongs to the lost line: that stood beside the line before, or further in where that opens a block
            self._continued = self._lines[before].indent
            if self._written(before).endswith((b"{", b"(")):
                self._continued = (self._continued + self._next_indent(at)) // 2

    def _next_indent(self, at: int) -> int:
        """The indentation of the next line that has text."""
        start = self._data.find(b"\n", at) + 1
        while start and self._data[start : start + 1] == b"\n":
            start += 1
        return _width(self._data[start : self._text_of(start)])

    def _text_of(self, start: int) -> int:
        """Where the text of a line begins."""
        while self._data[start : start + 1] in (b" ", b"\t"):
            start += 1
        return start

    def _open(self, bracket: bytes, at: int, line: _Line) -> None:
        """A bracket that closes nothing: its opening line is lost. One is put in front of the lines that stand further in."""
        index = first = len(self._lines) - 1
        while index > 0 and (self._lines[index - 1].indent > line.indent or self._lines[index - 1].indent < 0):
            index -= 1
            first = index if self._lines[index].indent >= 0 else first
        headed = False
        if bracket == b"}" and self._habits.header is not None:
            first, headed = self._under_header(first)
        if not headed:
            first = self._behind_statement(index - 1, first)
        begin = self._lines[first].start
        head = b"{" if headed else self._head(bracket, at, begin)
        self._instead.append((self._text_of(begin), head))
        for opened in _left_open(head)[:-1]:
            self._stack.append(_Open(opened, line.indent, len(self._lines)))

    def _behind_statement(self, before: int, first: int) -> int:
        """The first line behind a statement that begins on the line ``before`` and runs on over the next ones; ``first`` where there is none."""
        if before < 0 or not (self._written(before).endswith(_RUNS_ON) or self._written(first).lstrip().startswith(b".")):
            return first
        ends = next((at for at in range(first, len(self._lines) - 1) if self._written(at).endswith(b";")), -1)
        behind = (at for at in range(ends + 1, len(self._lines) - 1) if self._lines[at].indent >= 0)
        return next(behind, first) if ends >= 0 else first

    def _under_header(self, first: int) -> tuple[int, bool]:
        """The first line of a block behind the lines that continue its head, and whether there is such a head in front of it."""
        at = first
        while at < len(self._lines) - 1 and (self._lines[at].inside or self._lines[at].indent < 0 or self._continues(at)):
            at += 1
        if at == len(self._lines) - 1:
            at = first
        before = at - 1
        while before >= 0 and self._lines[before].indent < 0:
            before -= 1
        header = self._habits.header
        return at, header is not None and before >= 0 and header.match(self._written(before)) is not None

    def _continues(self, number: int) -> bool:
        return self._written(number).lstrip()[:1] in (b":", b"&", b"|", b".", b"?") or self._written(number).lstrip().startswith(
            b"where "
        )

    def _written(self, number: int) -> bytes:
        """The text of a line without its comment."""
        start = self._lines[number].start
        end = self._data.find(b"\n", start)
        return self._data[start : end if end >= 0 else len(self._data)].partition(b"//")[0].rstrip()

    def _around(self) -> bytes:
        """The line that opened the block around, with the line before where it is the bracket alone."""
        top = next((each for each in reversed(self._stack) if each.bracket == b"{"), None)
        if top is None or not 0 < top.line <= len(self._lines):
            return b""
        text = self._written(top.line - 1)
        if text.strip() == b"{":
            text = self._headed(top.line - 2) + text
        return text

    def _headed(self, number: int) -> bytes:
        """The head that ends on this line, with the lines that it is continued on."""
        lines: list[bytes] = []
        while number >= 0 and len(lines) < _HEAD:
            lines.append(self._written(number))
            if not (self._lines[number].inside or self._lines[number].indent < 0 or self._continues(number)):
                break
            number -= 1
        return b" ".join(reversed(lines))

    def _head(self, bracket: bytes, at: int, begin: int) -> bytes:
        """What the lost line may have been."""
        around = self._around()
        for head in self._habits.heads_for(bracket):
            if head.where == "around":
                told = head.pattern.search(around)
            else:
                start = begin if head.where == "first" else at
                told = head.pattern.match(self._data, start, start + _LOOK)
            if told and (head.also is None or head.also.match(self._data, at, at + _LOOK)):
                return head.text
        if bracket != b"}":
            return b"x" + _OPENS[bracket]
        holds = self._habits.holds
        inside = holds is not None and self._stack and not holds.search(around)
        return b"{" if inside else self._habits.function + b" {"


def _width(blank: bytes) -> int:
    """The width of the blank space at the beginning of a line."""
    return len(blank.expandtabs(_TAB))


def _left_open(head: bytes) -> list[bytes]:
    """The brackets that a head opens and does not close, the outer first."""
    opened: list[bytes] = []
    for at in range(len(head)):
        each = head[at : at + 1]
        if each in _CLOSES:
            opened.append(each)
        elif each in b")}]" and opened:
            opened.pop()
    return opened
