"""The habits of Rust, by which a half-written file is read (:mod:`sdd_impact.syntax.habits`)."""

from __future__ import annotations

from sdd_impact import late
from sdd_impact.syntax.habits import Habits, Head

#: Comments, raw texts, texts (which may run on over the lines), characters; a lifetime has no second quote.
_TOKENS = rb'//[^\n]*|/\*.*?(?:\*/|\Z)|\b(?:b|c)?r(?P<hashes>#*)".*?"(?P=hashes)|"(?:\\.|[^"\\])*"|\'(?:\\.|[^\'\\\n])\''
_FIELD = rb"\s*(?:#\[[^\]\n]*\]\s*)*(?:pub(?:\([^)\n]*\))?\s+)?(?:mut\s+)?\w+\s*:(?!:)"

RUST = Habits(
    b"fn x()",
    (
        Head(b")", "end", late.regex(rb"\)\s*(?:->[^{;]*)?(?:where\s[^{;]*)?\{"), b"fn x("),
        Head(b"}", "end", late.regex(rb"\}\s*else\s*(?:\{|if\b)"), b"if x {"),
        Head(b"}", "first", late.regex(rb"\s*(?:pub(?:\([^)\n]*\))?\s+)?(?:async\s+|unsafe\s+|const\s+)*fn\s"), b"impl X {"),
        Head(b"}", "first", late.regex(_FIELD + rb"[^;\n]*,[ \t]*\n"), b"x = X {"),
        Head(b"}", "first", late.regex(rb"\s*(?:[|\w.:&(){}\[\]\", ]+|[^\n;=]+)(?:\s+if\s[^\n;]*)?\s*=>"), b"match x {"),
        Head(b"}", "around", late.regex(rb"\bmatch\b[^{]*\{\Z"), b"_ => {"),
        Head(b"}", "end", late.regex(rb"\}\s*\)"), b"x(|| {"),
    ),
    tokens=_TOKENS,
    parameter=late.regex(rb"\s*(?:mut\s+)?\w+\s*:(?!:)[^;=]*\Z"),
    holds=late.regex(rb"\b(?:impl|trait|mod|extern)\b"),
    continues=b".?:&|+-/*<>={",
)
