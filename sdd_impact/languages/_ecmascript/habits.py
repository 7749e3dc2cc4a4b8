"""The habits of JavaScript and TypeScript, by which a half-written file is read (:mod:`sdd_impact.syntax.habits`)."""

from __future__ import annotations

import re

from sdd_impact.syntax.habits import Habits, Head

#: Comments, templates, texts of one line.
_TOKENS = rb'//[^\n]*|/\*.*?(?:\*/|\Z)|`(?:\\.|[^`\\])*`|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\''
_CLASS = re.compile(rb"\bclass\b[^{]*\{\Z")
#: What stands in an object: ``name: value``, ``name,``, ``...rest``.
_ENTRY = re.compile(rb"\s*(?:\.\.\.[^\n]*|[\w$]+|['\"][^'\"\n]*['\"]|\[[^\n\]]*\])\s*(?::[^\n;]*|,|\?:[^\n]*)?[ \t]*\n")

ECMASCRIPT = Habits(
    b"function x()",
    (
        Head(b")", "first", re.compile(rb"\s*(?:&&|\|\|)"), b"if (x "),
        Head(b")", "first", re.compile(rb"\s*(?:@\w+\([^\n]*\)\s*)?(?:public|private|protected|readonly)\s"), b"constructor("),
        Head(b")", "around", _CLASS, b"x("),
        Head(b")", "end", re.compile(rb"\)\s*(?::[^{;=]*)?\{"), b"function x("),
        Head(b")", "end", re.compile(rb"\)\s*(?::[^;=]*)?=>"), b"x = ("),
        Head(b"]", "end", re.compile(rb"\]\s*\)"), b"x(["),
        Head(b"]", "end", re.compile(rb"\]\s*,"), b"x: ["),
        Head(b"]", "end", re.compile(rb"\]\s*;"), b"x = ["),
        Head(b"}", "end", re.compile(rb"\}\s*else\b"), b"if (x) {"),
        Head(b"}", "end", re.compile(rb"\}\s*(?:catch|finally)\b"), b"try {"),
        Head(b"}", "end", re.compile(rb"\}\s*while\s*\("), b"do {"),
        Head(b"}", "first", re.compile(rb"\s*(?:case\b|default\s*:)"), b"switch (x) {"),
        Head(b"}", "around", _CLASS, b"x({", also=re.compile(rb"\}\s*(?::\s*\{|\)\s*(?::[^{;=]*)?\{)")),
        Head(b"}", "end", re.compile(rb"\}\s*(?::\s*\{|\)\s*(?::[^{;=]*)?\{)"), b"function x({"),
        Head(b"}", "first", _ENTRY, b"x({", also=re.compile(rb"\}\s*\)")),
        Head(b"}", "first", _ENTRY, b"x: {", also=re.compile(rb"\}\s*,")),
        Head(b"}", "first", _ENTRY, b"x = {", also=re.compile(rb"\}\s*;")),
        Head(b"}", "end", re.compile(rb"\}\s*[,)]"), b"x(() => {"),
        Head(b"}", "around", _CLASS, b"x() {"),
    ),
    tokens=_TOKENS,
    parameter=re.compile(rb"\s*(?:@\w+\([^\n]*\)\s*)?(?:(?:public|private|protected|readonly)\s+)*[\w$]+\??\s*(?::[^;]*)?\Z"),
    holds=re.compile(rb"(?!)"),
    labels=re.compile(rb"(?:case\b|default\s*:)"),
    continues=b".?:&|+-/*<>={",
)
