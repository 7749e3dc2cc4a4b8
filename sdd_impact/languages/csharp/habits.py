"""The habits of C#, by which a half-written file is read (:mod:`sdd_impact.syntax.habits`)."""

from __future__ import annotations

import re

from sdd_impact import late
from sdd_impact.syntax.habits import Habits, Head

#: Comments, raw and verbatim texts, texts of one line, characters.
_TOKENS = rb'//[^\n]*|/\*.*?(?:\*/|\Z)|"""(?:.*?(?:"""+|\Z))|(?:@\$?|\$@)"(?:[^"]|"")*"|"(?:\\.|[^"\\\n])*"?|\'(?:\\.|[^\'\\\n])\''
_STRINGS = late.regex(
    rb'//[^\n]*|/\*.*?\*/|"""(?:.*?"""+)|(?:@\$?|\$@)"(?:[^"]|"")*"|"(?:\\.|[^"\\\n])*("|\n|\Z)|\'(?:\\.|[^\'\\\n])\'', re.DOTALL
)
_MEMBER = rb"\s*(?:\[\w|(?:public|private|protected|internal|static|sealed|abstract|override|virtual|async)\b)"
_PARAMETER = rb"\s*(?:\[\w+(?:\([^()\n]*\))?\]\s*)*(?:this\s+|params\s+|ref\s+|out\s+|in\s+)?[\w.]+(?:<[^()\n]*>)?(?:\[\])?\??\s+\w+\s*(?:=[^,\n]*)?"

CSHARP = Habits(
    b"void x()",
    (
        Head(
            b")",
            "first",
            late.regex(_PARAMETER + rb"(?:,|\)|\n)[^;{]*\)\s*(?::\s*(?:base|this)\(.*?\)\s*)?(?:where\s[^{;]*)?(?:\{|=>)"),
            b"void x(",
        ),
        Head(b")", "first", late.regex(rb"\s*(?:&&|\|\|)"), b"if (x "),
        Head(b"}", "end", late.regex(rb"\}\s*else\b"), b"if (x) {"),
        Head(b"}", "end", late.regex(rb"\}\s*(?:catch|finally)\b"), b"try {"),
        Head(b"}", "end", late.regex(rb"\}\s*while\s*\([^\n]*\)\s*;"), b"do {"),
        Head(b"}", "first", late.regex(rb"\s*(?:case\b|default\s*:)"), b"switch (x) {"),
        Head(b"}", "first", late.regex(rb"\s*(?:get|set|init)\s*(?:;|=>|\{|\n)"), b"int x {"),
        Head(b"}", "first", late.regex(rb"\s*_\s*=>|\s*[^\n;=]+=>[^\n]*,[ \t]*\n"), b"x = x switch {"),
        Head(b"}", "first", late.regex(rb"\s*\w+\s*=[^=;\n][^;\n]*,?[ \t]*\n(?!\s*\w+\s*=[^;\n]*;)"), b"x = new X {"),
        Head(b"}", "end", late.regex(rb"\}\s*\)"), b"x(() => {"),
        Head(b"}", "first", late.regex(_MEMBER), b"class x {"),
    ),
    tokens=_TOKENS,
    parameter=late.regex(_PARAMETER + rb"\Z"),
    holds=late.regex(rb"\b(?:class|interface|enum|record|struct|namespace)\s+\w"),
    header=late.regex(
        rb"\s*(?:(?:else|try|finally|do|get|set|init|add|remove|unchecked|checked|catch)\s*\Z|.*\)\s*\Z|.*=>\s*\Z|:|where\b|(?:[\w\[\]]+\s+)*(?:class|interface|enum|record|struct|namespace)\s+\w[^;{]*\Z"
        rb"|(?:public|private|protected|internal)\b[^;{=]*\Z|.*\b(?:switch|with)\s*\Z|.*\bnew\b[^;{]*\Z)"
    ),
    passed=late.regex(rb"#"),
    labels=late.regex(rb"(?:case\b|default\s*:)"),
    continues=b".?:&|+-/*<>={",
    strings=_STRINGS,
)
