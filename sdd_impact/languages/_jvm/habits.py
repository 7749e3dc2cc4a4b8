"""The habits of code on the JVM, by which a half-written file is read (:mod:`sdd_impact.syntax.habits`)."""

from __future__ import annotations

import re

from sdd_impact import late
from sdd_impact.syntax.habits import Habits, Head

#: Comments, texts of several lines, texts of one, characters.
_TOKENS = rb'//[^\n]*|/\*.*?(?:\*/|\Z)|"""(?:.*?(?:"""+|\Z))|"(?:\\.|[^"\\\n])*"?|\'(?:\\.|[^\'\\\n])\''
#: The same, with the end of a text of one line (a quote, or the line's end) as a group.
_STRINGS = late.regex(rb'//[^\n]*|/\*.*?\*/|"""(?:.*?"""+)|"(?:\\.|[^"\\\n])*("|\n|\Z)|\'(?:\\.|[^\'\\\n])\'', re.DOTALL)

#: A line that declares a parameter: of a class, of a function.
_FIELD = rb"\s*(?:@[\w.:()]+\s+)*(?:(?:private|internal|protected|public|override|open|implicit)\s+)*va[lr]\b"
_PARAMETER = rb"\s*(?:vararg\s+)?\w+\s*:(?!:)"
_LAST_PARAMETER = late.regex(_PARAMETER + rb"|" + _FIELD + rb"[^=]*\Z")


def _named(function: bytes) -> tuple[Head, ...]:
    """The heads of Kotlin and Scala."""
    return (
        Head(b")", "first", re.compile(_FIELD), b"class x("),
        Head(b")", "first", re.compile(_PARAMETER), function.partition(b"(")[0] + b"("),
        # a closing bracket in front of a declaration: an annotation's
        Head(
            b")", "end", re.compile(rb"\)[ \t]*\n\s*(?:@|(?:\w+[ \t]+){0,4}(?:fun|class|interface|object|val|var|def)\b)"), b"@x("
        ),
        Head(b"}", "end", re.compile(rb"\}\s*else\b"), b"if (x) {"),
        Head(b"}", "end", re.compile(rb"\}\s*(?:catch|finally)\b"), b"try {"),
        Head(b"}", "around", re.compile(rb"\bwhen\b[^{]*\{\Z"), b"0 -> {"),
        Head(b"}", "around", re.compile(rb"\bmatch\s*\{\Z"), b"case _ => {"),
        Head(b"}", "first", re.compile(rb'\s*(?:(?:is|in|!in|!is)\s+)?[\w."<>*, ]+\s*->'), b"when (x) {"),
        Head(b"}", "first", re.compile(rb"\s*case\s"), b"x match {"),
    )


_COMPANION = Head(
    b"}", "first", late.regex(rb"\s*(?:(?:private|internal|protected|public)\s+)?const\s+val\b"), b"companion object {"
)

KOTLIN = Habits(b"fun x()", (_COMPANION, *_named(b"fun x()")), tokens=_TOKENS, parameter=_LAST_PARAMETER, strings=_STRINGS)
SCALA = Habits(b"def x() =", _named(b"def x() ="), tokens=_TOKENS, parameter=_LAST_PARAMETER, strings=_STRINGS)

#: A line that declares a member of a class.
_MEMBER = rb"\s*(?:@\w+|(?:public|private|protected|static|final|abstract|default|synchronized)\b)"
_JAVA_PARAMETER = rb"\s*(?:@\w+(?:\([^()\n]*\))?\s+|final\s+)*[\w.]+(?:<[^()\n]*>)?(?:\[\]|\.\.\.)?\s+\w+\s*(?:,|\)|\n)"
JAVA = Habits(
    b"void x()",
    (
        Head(
            b")",
            "end",
            late.regex(rb"\)\s*\n\s*(?:@|(?:public|private|protected|static|final|abstract|class|interface|enum)\b)"),
            b"@x(",
        ),
        Head(b")", "first", late.regex(_JAVA_PARAMETER + rb"(?:[^;]*)\)\s*(?:throws\s[\w., \n]+)?\{"), b"void x("),
        Head(b")", "first", late.regex(rb"\s*(?:&&|\|\|)"), b"if (x "),
        Head(b"}", "end", late.regex(rb"\}\s*else\b"), b"if (x) {"),
        Head(b"}", "end", late.regex(rb"\}\s*(?:catch|finally)\b"), b"try {"),
        Head(b"}", "end", late.regex(rb"\}\s*while\s*\("), b"do {"),
        Head(b"}", "first", late.regex(rb"\s*(?:case\b|default\s*(?::|->))"), b"switch (x) {"),
        Head(b"}", "first", late.regex(rb'\s*(?:"[^"\n]*"|[\w.]+),?[ \t]*\n'), b"String[] x = {"),
        Head(b"}", "end", late.regex(rb"\}\s*\)"), b"x(() -> {"),
        Head(b"}", "first", late.regex(_MEMBER + rb"(?<!final)"), b"class x {"),
    ),
    tokens=_TOKENS,
    parameter=late.regex(_JAVA_PARAMETER.replace(rb"|\n)", rb"|\Z)")),
    holds=late.regex(rb"\b(?:class|interface|enum|record)\s+\w|\bnew\s+[\w.<>, ?]+\([^;]*\)\s*\{\Z|(?<!=)=\s*\{\Z"),
    labels=late.regex(rb"(?:case\b|default\s*(?::|->))"),
    continues=b".?:&|+-/*<>={",
    strings=_STRINGS,
)
