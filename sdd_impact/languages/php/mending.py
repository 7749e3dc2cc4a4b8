"""A bracket that is missing in half-written code: found by the indentation, and put back, so that the rest of the file is read.

PHP's grammar gives up a whole class where one brace is missing. Code is indented by its brackets nearly everywhere, so a bracket that
closes at another indentation than it was opened at tells where one is missing. Only line ends are added to: lines keep their numbers.
"""

from __future__ import annotations

import re

from sdd_impact import late

_STRING = late.regex(r"""'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|//.*|\#(?!\[).*|/\*.*?\*/""")
_HEREDOC = late.regex(r"<<<[ \t]*['\"]?(\w+)['\"]?\s*$")
_HEADER = late.regex(
    r"\s*(?:(?:public|protected|private|static|abstract|final)\b.*\bfunction\b|function\b|class\b|abstract class\b|final class\b|interface\b|trait\b|enum\b"
    r"|if\b|\}? ?else|foreach\b|for\b|while\b|switch\b|try\b|\}? ?catch\b|\}? ?finally\b|do\b|.*\bfunction ?\(|\))"
)
_GOES_ON = late.regex(r"\s*(?:[)\]}.?:&|,;+*/=<>-]|and\b|or\b|instanceof\b|\{)")
_PAIRS = {"{": "}", "(": ")", "[": "]"}
#: A file with more missing brackets than these is not half-written: it is something else.
_LIMIT = 6
#: Longer texts and lines are not written by hand; looking for brackets in them would take too long.
_SIZE, _WIDTH = 300_000, 1_000


def mended(data: bytes) -> bytes:
    """The text with missing brackets put back at the ends of lines; the text itself where none is to be seen."""
    lines = data.decode("utf-8", "surrogateescape").split("\n")
    if len(data) > _SIZE or any(len(line) > _WIDTH for line in lines):
        return data
    for _ in range(_LIMIT):
        found = _missing(lines)
        if found is None:
            break
        at, text = found
        lines[at] += text
    return "\n".join(lines).encode("utf-8", "surrogateescape")


def _missing(lines: list[str]) -> tuple[int, str] | None:
    """The first missing bracket: the line at whose end it belongs, and what to write there."""
    opened: list[tuple[str, int]] = []  # bracket and the indentation of its line
    before = -1
    skipped = ""
    for number, line in enumerate(lines):
        skipped, code = _code(line, skipped)
        if not code.strip():
            continue
        indent = len(code) - len(code.lstrip())
        if opened and opened[-1][0] != "{" and indent <= opened[-1][1] and not _GOES_ON.match(code) and before >= 0:
            rest = "".join(_PAIRS[bracket] for bracket, _ in reversed(opened[_outer(opened) :]))
            return before, rest + ";"
        if code.lstrip().startswith("}") and (found := _misplaced(lines, opened, indent, number, before)):
            return found
        _count(code, indent, opened)
        before = number
    return (before, "}" * len(opened)) if opened and before >= 0 and all(bracket == "{" for bracket, _ in opened) else None


def _outer(opened: list[tuple[str, int]]) -> int:
    """The place of the first bracket of the innermost expression that is open."""
    at = len(opened)
    while at and opened[at - 1][0] != "{":
        at -= 1
    return at


def _misplaced(lines: list[str], opened: list[tuple[str, int]], indent: int, number: int, before: int) -> tuple[int, str] | None:
    """What is missing before a brace that closes at another indentation than the last one was opened at."""
    depth = opened[-1][1] if opened and opened[-1][0] == "{" else -1
    if depth == indent or (opened and opened[-1][0] != "{"):
        return None
    if depth > indent:
        return (before, "}") if before >= 0 else None
    for above in range(
        number - 1, -1, -1
    ):  # it was never opened: by the last header of its own indentation, or a line that is gone
        text = lines[above].rstrip()
        inner = len(text) - len(text.lstrip())
        if not text or inner > indent:
            continue
        fits = (
            _HEADER.match(text) if inner == indent and not text.endswith((";", "{", "}")) else text.endswith((";", "{", "}", ":"))
        )
        return (above, " {") if fits else None
    return None


def _code(line: str, skipped: str) -> tuple[str, str]:
    """What goes on into the next line (``*/`` of a comment, a here-document's label), and the line without texts and comments."""
    if skipped == "*/":
        end = line.find("*/")
        if end < 0:
            return skipped, ""
        line = " " * (end + 2) + line[end + 2 :]
    elif skipped:
        if not re.match(rf"\s*{skipped}\b", line):
            return skipped, ""
        line = " " * 1_000 + line.lstrip()[len(skipped) :]  # belongs to the line it began on
        return "", "" if not line.strip() else line
    found = _HEREDOC.search(line)
    code = _STRING.sub(lambda text: "" if text[0][0] in "/#" else '""', line)
    if found:
        return found[1], code
    return ("*/", code[: code.find("/*")]) if "/*" in code else ("", code)


def _count(code: str, indent: int, opened: list[tuple[str, int]]) -> None:
    for char in code:
        if char in _PAIRS:
            opened.append((char, indent))
        elif char in ")]}" and opened and _PAIRS[opened[-1][0]] == char:
            opened.pop()
