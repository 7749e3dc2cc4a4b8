"""The habits of JavaScript and TypeScript, by which a half-written file is read (:mod:`sdd_impact.syntax.habits`)."""

from __future__ import annotations

from sdd_impact import late
from sdd_impact.syntax.habits import Habits, Head

#: Comments, templates, texts of one line.
_TOKENS = rb'//[^\n]*|/\*.*?(?:\*/|\Z)|`(?:\\.|[^`\\])*`|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\''
_CLASS = late.regex(rb"\bclass\b[^{]*\{\Z")
#: What stands in an object: ``name: value``, ``name,``, ``...rest``.
_ENTRY = late.regex(rb"\s*(?:\.\.\.[^\n]*|[\w$]+|['\"][^'\"\n]*['\"]|\[[^\n\]]*\])\s*(?::[^\n;]*|,|\?:[^\n]*)?[ \t]*\n")

ECMASCRIPT = Habits(
    b"function x()",
    (
        Head(b")", "first", late.regex(rb"\s*(?:&&|\|\|)"), b"if (x "),
        Head(b")", "first", late.regex(rb"\s*(?:@\w+\([^\n]*\)\s*)?(?:public|private|protected|readonly)\s"), b"constructor("),
        Head(b")", "around", _CLASS, b"x("),
        Head(b")", "end", late.regex(rb"\)\s*(?::[^{;=]*)?\{"), b"function x("),
        Head(b")", "end", late.regex(rb"\)\s*(?::[^;=]*)?=>"), b"x = ("),
        Head(b"]", "end", late.regex(rb"\]\s*\)"), b"x(["),
        Head(b"]", "end", late.regex(rb"\]\s*,"), b"x: ["),
        Head(b"]", "end", late.regex(rb"\]\s*;"), b"x = ["),
        Head(b"}", "end", late.regex(rb"\}\s*else\b"), b"if (x) {"),
        Head(b"}", "end", late.regex(rb"\}\s*(?:catch|finally)\b"), b"try {"),
        Head(b"}", "end", late.regex(rb"\}\s*while\s*\("), b"do {"),
        Head(b"}", "first", late.regex(rb"\s*(?:case\b|default\s*:)"), b"switch (x) {"),
        Head(b"}", "around", _CLASS, b"x({", also=late.regex(rb"\}\s*(?::\s*\{|\)\s*(?::[^{;=]*)?\{)")),
        Head(b"}", "end", late.regex(rb"\}\s*(?::\s*\{|\)\s*(?::[^{;=]*)?\{)"), b"function x({"),
        Head(b"}", "first", _ENTRY, b"x({", also=late.regex(rb"\}\s*\)")),
        Head(b"}", "first", _ENTRY, b"x: {", also=late.regex(rb"\}\s*,")),
        Head(b"}", "first", _ENTRY, b"x = {", also=late.regex(rb"\}\s*;")),
        Head(b"}", "end", late.regex(rb"\}\s*[,)]"), b"x(() => {"),
        Head(b"}", "around", _CLASS, b"x() {"),
    ),
    tokens=_TOKENS,
    parameter=late.regex(rb"\s*(?:@\w+\([^\n]*\)\s*)?(?:(?:public|private|protected|readonly)\s+)*[\w$]+\??\s*(?::[^;]*)?\Z"),
    holds=late.regex(rb"(?!)"),
    labels=late.regex(rb"(?:case\b|default\s*:)"),
    continues=b".?:&|+-/*<>={",
)
