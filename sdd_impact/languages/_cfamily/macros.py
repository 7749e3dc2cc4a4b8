"""Macros that call something that logs, read as the functions that they stand for.

``#define NOTE(fmt, ...) syslog(LOG_INFO, "shop: " fmt, ##__VA_ARGS__)`` becomes ``void NOTE(const char *fmt, ...) { syslog(LOG_INFO,
"shop: " fmt, va); }``, in as many lines, so that each line stays where it was. What it logs is then followed to its callers like any function's.
"""

from __future__ import annotations

import re

from sdd_impact import late

#: A macro with parameters, and its body with the lines that ``\\`` joins.
_MACRO = late.regex(rb"^[ \t]*#[ \t]*define[ \t]+(\w+)\(([^()\n]{0,300})\)((?:[^\\\n]|\\[^\n]|\\\r?\n){1,2000})$", re.MULTILINE)
#: What a body calls that may log.
_CALLS = late.regex(rb"(?i)\b(?:\w*(?:log|print|warn|err|debug|report|trace|notice|fatal|fail)\w*)\s*\(")
_BODY = late.regex(
    rb'(?P<text>"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)+\')|(?P<joined>\\\r?\n)|(?P<glue>\s*##\s*)|(?P<mark>[ \t]*#[ \t]*(?P<name>\w+)[ \t]*)|(?P<rest>\b__VA_ARGS__\b)'
    rb"|(?P<open>[({\[])|(?P<close>[)}\]])|(?P<comment>//|/\*)"
)
_PAIRS = {b"(": b")", b"{": b"}", b"[": b"]"}


def as_functions(data: bytes) -> bytes:
    """The text with such macros as functions. One whose brackets do not fit stays as it is."""
    return _MACRO.sub(_function, data) if b"define" in data and _CALLS.search(data) else data


def _function(found: re.Match[bytes]) -> bytes:
    name, listed, body = found[1], found[2], found[3]
    names = [each.strip() for each in listed.split(b",") if each.strip()]
    variadic = bool(names) and names[-1].endswith(b"...")
    if not names or not _CALLS.search(body) or (b"<<" in body and b'"' not in body):  # the beginning of a stream says nothing yet
        return found[0]
    rest = names.pop()[:-3].strip() if variadic else b""
    # Where none of the macro's own arguments is the format, the message is the first of the further ones.
    first = b"" if not variadic or any(_is_format(each, body, rest) for each in names) else b"format"
    written = _written(body, b"format, va" if first else b"va", rest)
    if written is None or not all(re.fullmatch(rb"\w+", each) for each in names):
        return found[0]
    given = b", ".join([*(b"const char *" + each for each in (*names, *filter(None, [first]))), *([b"..."] if variadic else [])])
    return b"void " + name + b"(" + given + b") {" + written + b"; }"


def _is_format(name: bytes, body: bytes, rest: bytes) -> bool:
    """Whether a parameter is a format that the further arguments fill: it stands next to a text, or right before them."""
    further = rb"(?:__VA_ARGS__|" + re.escape(rest) + rb"\b)" if rest else rb"__VA_ARGS__"
    word = rb"\b" + re.escape(name) + rb"\b"
    pattern = word + rb'\)?\s*"|"\s*' + word + rb"|" + word + rb"\)?\s*,\s*(?:##)?\s*(?:__VA_OPT__\(,\)\s*)?" + further
    return re.search(pattern, body.replace(b"\\\n", b" ")) is not None


def _written(body: bytes, further: bytes, rest: bytes) -> bytes | None:
    """A body as a function has it; None where its brackets do not fit, or a comment stands in it."""
    open_: list[bytes] = []
    parts: list[bytes] = []
    at = 0
    for found in _BODY.finditer(body):
        kind, text = "mark" if found["mark"] else found.lastgroup, found[0]
        parts.append(body[at : found.start()])
        at = found.end()
        if kind == "comment":
            return None
        if kind == "open":
            open_.append(_PAIRS[text])
        elif kind == "close" and (not open_ or open_.pop() != text):
            return None
        if kind == "mark":  # the text of an argument; without blanks it is a name among texts, see :mod:`.preparing`
            text = b'"' + found["name"] + b'"' if body[: found.start()].endswith(b'"') else b" " + found["name"] + b" "
        parts.append({"joined": b" \n", "glue": b" ", "rest": further}.get(kind or "", text))
    if open_:
        return None
    written = b"".join([*parts, body[at:]])
    return re.sub(rb"\b" + re.escape(rest) + rb"\b", further, written) if rest else written
