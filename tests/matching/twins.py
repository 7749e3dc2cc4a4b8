r"""Random expressions written twice: in a dialect's own words, and as the expression of Python's ``re`` that says the same.

Nothing here asks the reader of the dialects, so what it reads is compared with what was meant. Texts are ASCII.
"""

from __future__ import annotations

import random
from typing import Literal, NamedTuple

Dialect = Literal["python", "pcre", "re2", "ere", "bre", "oniguruma", "lucene", "cloudwatch"]

DIALECTS: tuple[Dialect, ...] = ("python", "pcre", "re2", "oniguruma", "ere", "bre", "lucene", "cloudwatch")


class Twin(NamedTuple):
    """An expression of a dialect, what it is in Python's words, and whether it may only be taken too widely (``wide``)."""

    text: str
    python: str
    wide: bool = False


_LETTERS = tuple(Twin(each, each) for each in ("a", "b", "a", "b", " ", "B", "7", ":", "on", "ab"))
_SETS = tuple(Twin(each, each) for each in ("[ab]", "[^a]", "[a-c7]", "[^b ]", "[ :]", r"[^\n]"))
_PERL = tuple(Twin(each, each) for each in (r"\w", r"\W", r"\d", r"\D", r"\s", r"\S", r"[\w:]", r"[^\s7]", r"\.", r"[\W_]"))
_SOME = (Twin("a+", "a+"), Twin("b*", "b*"), Twin("b?", "b?"), Twin("a{1,2}", "a{1,2}"))
_LAZY = (Twin("a+?", "a+?"), Twin("(?:ab)*?", "(?:ab)*?"), Twin("b??", "b??"))
_POSIX_SETS = (
    Twin("[[:alpha:]]", "[A-Za-z]"), Twin("[^[:alpha:]]", "[^A-Za-z]"), Twin("[[:digit:]b]", "[0-9b]"), Twin("[[:upper:]:]", "[A-Z:]"),
    Twin("[[:space:]]", r"[ \t-\r]"), Twin("[^[:space:][:digit:]]", r"[^ \t-\r0-9]"), Twin("[[:alnum:]_]", r"\w"),
    Twin("[[:punct:]]", r"[!-/:-@\[-`{-~]"), Twin("[[:lower:]]", "[a-z]"), Twin("[[:xdigit:]]", "[0-9A-Fa-f]"),
    Twin("[[:blank:]]", r"[ \t]"), Twin("[^[:punct:]]", r"[^!-/:-@\[-`{-~]"),
)  # fmt: skip
_GNU = (
    Twin(r"\<", r"\b(?=\w)"), Twin(r"\>", r"\b(?<=\w)"), Twin(r"\b", r"\b"), Twin(r"\B", r"(?!\b)"), Twin(r"\w", r"\w"), Twin(r"\W", r"\W"),
    Twin(r"\s", r"\s"), Twin(r"\S", r"\S"), Twin("[]a]", r"[\]a]"), Twin(r"[\a]", r"[\\a]"), Twin("[[.a.]b]", "[ab]"), Twin("[[=b=]]", "b"),
    Twin(".", "(?s:.)"), Twin(r"\.", r"\."), Twin(r"\`", r"\A"), Twin(r"\'", r"\Z"),
)  # fmt: skip
_LOOKS = tuple(
    Twin(each, each)
    for each in (
        "(?=a)", "(?!b)", "(?<=a)", "(?<!b)", "(?=.*b)", r"(?<!\w)", r"(?!\S)", r"(?<=\bab)", "(?!a(?!b))", "(?<!a(?=b))", r"(?=\d)", "(?! )",
    )
)  # fmt: skip
_MODES = tuple(Twin(each, each) for each in ("(?i:ab)", "(?s:.)", "(?m:^)", "(?i:[a-c])", "(?x: a b )", "(?i:b(?-i:a))"))
_GROUPS = (Twin("(?P<n>a|b)", "(?:a|b)"), Twin("(?:a|:)", "(?:a|:)"), Twin("(a)|(b)", "(?:a)|(?:b)"), Twin("(?:)", "(?:)"))
_PERL_WIDE = tuple(Twin(each, each, wide=True) for each in ("a++", "(?>a|ab)", "[ab]*+", "(?>b*)", "(?:a?+b)", "(?!(?>a|ab)c)"))
_WIDE_GROUPS = tuple(Twin(each, each, wide=True) for each in (r"(?:(?P<x>a|b)(?P=x))", "(?P<y>a)?(?(y)b|:)", r"(?:(?P<z>.)(?P=z))"))
_NOT_NEWLINE, _BOUNDS = Twin(".", "."), (Twin(r"\b", r"\b"), Twin(r"\B", r"(?!\b)"))

_ATOMS: dict[Dialect, tuple[Twin, ...]] = {
    "python": (*_PERL, *_LAZY, *_LOOKS, *_MODES, *_GROUPS, *_PERL_WIDE, *_WIDE_GROUPS, *_BOUNDS, _NOT_NEWLINE, Twin("^", "^"), Twin("$", "$"),
               Twin(r"\Z", r"\Z"), Twin("a(?#x)+", "a+"), Twin(r"\x61", "a"), Twin("b{,1}", "b?")),
    "pcre": (*_PERL, *_LAZY, *_LOOKS, *_MODES, *_GROUPS, *_PERL_WIDE, *_WIDE_GROUPS, *_BOUNDS, *_POSIX_SETS, _NOT_NEWLINE, Twin("^", "^"),
             Twin("$", "$"), Twin(r"\z", r"\Z"), Twin(r"\Z", "$"), Twin(r"\A", r"\A"), Twin(r"\h", r"[ \t]"), Twin(r"\H", r"[^ \t]"), Twin(r"\N", "."),
             Twin(r"\Qa.\E", r"a\."), Twin(r"\x{61}", "a"), Twin(r"\p{L}", "[A-Za-z]"), Twin(r"\P{Lu}", "(?-i:[^A-Z])"), Twin(r"\pN", "[0-9]"),
             Twin("a(?i)b(?-i)", "a(?i:b)"), Twin("(?'q'a|b)", "(?:a|b)"), Twin("(?<r>b)", "(?:b)"), Twin(r"a\K", "a"), Twin("(?|(a)|(b))", "(?:a|b)"),
             Twin("[[:<:]]", r"\b(?=\w)"), Twin("[[:^alpha:]]", "[^A-Za-z]"), Twin("b{,1}", r"b\{,1\}"), Twin("(?<=a|:b)", "(?:(?<=a)|(?<=:b))")),
    "re2": (*_PERL, *_LAZY, *_GROUPS, *_BOUNDS, *_POSIX_SETS, _NOT_NEWLINE, Twin("^", r"\A"), Twin("$", r"\Z"), Twin(r"\z", r"\Z"), Twin(r"\A", r"\A"),
            Twin("(?m:^)", "(?m:^)"), Twin("(?m:$)", "(?m:$)"), Twin("(?s:.)", "(?s:.)"), Twin("(?i:ab)", "(?i:ab)"), Twin(r"\pN", "[0-9]"),
            Twin(r"\p{Lu}", "[A-Z]"), Twin(r"\P{L}", "[^A-Za-z]"), Twin(r"[^\pL:]", "[^A-Za-z:]"), Twin(r"\Qa.\E", r"a\."), Twin("(?U:a+)", "a+?"),
            Twin("(?i:[[:upper:]])", "[A-Za-z]"), Twin("(?<r>b)", "(?:b)"), Twin(r"\x{61}", "a"), Twin("b{,1}", r"b\{,1\}")),
    "oniguruma": (*_PERL, *_LAZY, *_LOOKS, *_PERL_WIDE[:-1], *_BOUNDS, *_POSIX_SETS, Twin(".", "."), Twin("^", "(?m:^)"), Twin("$", "(?m:$)"),
                  Twin(r"\z", r"\Z"), Twin(r"\Z", "$"), Twin("(?m:.)", "(?s:.)"), Twin("(?i:ab)", "(?i:ab)"), Twin(r"\h", "[0-9A-Fa-f]"),
                  Twin(r"\H", "[^0-9A-Fa-f]"), Twin("[a-z&&[^b]]", "[ac-z]"), Twin("[a[b:]]", "[ab:]"), Twin("(?<r>a|b)", "(?:a|b)"),
                  Twin("(?<w>a|b) (?<w>b)", "(?:a|b) (?:b)"), Twin("(?:a{2}?)", "(?:(?:a{2})?)"), Twin(r"\p{Alpha}", "[A-Za-z]"), Twin(r"\p{^L}", "[^A-Za-z]"),
                  Twin("(?:b(?i)a|b)", "(?:b(?i:a|b))"), Twin("b{,1}", "b?"), Twin("a(?#x)+", "a+"), Twin("(?<=a|:b)", "(?:(?<=a)|(?<=:b))")),
    "ere": (*_POSIX_SETS, *_GNU, Twin("^", r"\A"), Twin("$", r"\Z"), Twin("()", "(?:)"), Twin("(|a)", "(?:|a)"), Twin("a**", "a*"), Twin("{", r"\{"),
            Twin("b{,1}", "b?"), Twin("[^[:space:]]*", r"[^ \t-\r]*")),
    "bre": (*_POSIX_SETS, *_GNU, Twin("+", r"\+"), Twin("a?", r"a\?"), Twin("(|", r"\(\|"), Twin("a{2}", r"a\{2\}"), Twin(r"a\{1,2\}", "a{1,2}"),
            Twin(r"\(*a\)", r"\*a"), Twin(r"\(^a\|b\)", r"(?:\Aa|b)"), Twin(r"\(a$\)", r"a\Z"), Twin(r"b\?", "b?"), Twin(r"\(a\|b\)*", "(?:a|b)*")),
    "lucene": (Twin(".", "(?s:.)"), Twin("@", "(?s:.*)"), Twin('"a b"', "a b"), Twin('"a."', r"a\."), Twin(r"\.", r"\."), Twin("#", "(?!)"), Twin("()", "(?:)"),
               Twin("^", r"\^"), Twin("$", r"\$"), Twin("[^a]*", "[^a]*"), Twin(".*", "(?s:.*)"), Twin(".+", "(?s:.+)"), Twin(".?", "(?s:.?)")),
    "cloudwatch": (*_PERL, _NOT_NEWLINE, Twin(".*", ".*"), Twin(".+", ".+"), Twin(r"\w+", r"\w+"), Twin(r"a\/", "a/"), Twin(r"\x61", "a"), Twin(r"[^\x61]", "[^a]"), Twin("[^:]*", "[^:]*")),
}  # fmt: skip
_EXACT = {dialect: tuple(each for each in atoms if not each.wide) for dialect, atoms in _ATOMS.items()}
#: Groups are written differently, or not at all.
_OPEN: dict[Dialect, str] = {"ere": "(", "bre": r"\(", "lucene": "("}
_SIGNS = (("*", "*"), ("+", "+"), ("?", "?"), ("{2}", "{2}"), ("{1,2}", "{1,2}"), ("{2,}", "{2,}"))
#: An anchor stands at the ends of an expression only, so that nothing repeats it.
_ENDS: dict[Dialect, tuple[Twin, Twin]] = {
    "bre": (Twin("^", r"\A"), Twin("$", r"\Z")),
    "cloudwatch": (Twin("^", r"\A"), Twin("$", r"\Z")),
}


def twin(chance: random.Random, dialect: Dialect, depth: int = 2, *, wide: bool = False) -> Twin:
    """Return a random expression; ``wide`` allows for what the automaton only takes too widely."""
    made = _parts(chance, dialect, depth, (_ATOMS if wide else _EXACT)[dialect])
    if dialect in _ENDS and chance.random() < 0.4:
        first, last = _ENDS[dialect]
        before, after = chance.choice(((first, None), (None, last), (first, last)))
        if "|" not in made.text:
            edges = [each or Twin("", "") for each in (before, after)]
            made = Twin(edges[0].text + made.text + edges[1].text, edges[0].python + made.python + edges[1].python, made.wide)
    if dialect == "lucene":
        if chance.random() < 0.15:
            other = _parts(chance, dialect, 1, _EXACT[dialect])
            made = Twin(f"({made.text})&({other.text})", rf"(?=(?:{made.python})\Z)(?:{other.python})", made.wide)
        return made._replace(python=rf"\A(?:{made.python})\Z")
    return made


def _parts(chance: random.Random, dialect: Dialect, depth: int, atoms: tuple[Twin, ...]) -> Twin:
    kind = chance.random()
    if depth == 0 or kind < 0.25:
        return chance.choice(
            atoms
            if chance.random() < 0.55
            else (*_LETTERS, *_SETS[: 5 if dialect in ("ere", "bre", "lucene", "cloudwatch") else 6], *_plain(dialect))
        )
    one = _parts(chance, dialect, depth - 1, atoms)
    if kind < 0.6 or (dialect == "cloudwatch" and kind < 0.8):
        return _joined(_closed(one, dialect), _closed(_parts(chance, dialect, depth - 1, atoms), dialect))
    if dialect == "cloudwatch":
        other = _parts(chance, dialect, 0, atoms)
        return Twin(f"{one.text}|{other.text}", f"{one.python}|{other.python}", one.wide or other.wide)
    if kind < 0.78:
        other = _parts(chance, dialect, depth - 1, atoms)
        bar = r"\|" if dialect == "bre" else "|"
        return _grouped(Twin(f"{one.text}{bar}{other.text}", f"{one.python}|{other.python}", one.wide or other.wide), dialect)
    sign, same = chance.choice(_SIGNS)
    if dialect == "bre":
        sign = sign if sign == "*" else sign.replace("{", r"\{").replace("}", r"\}") if sign[0] == "{" else "\\" + sign
    inner = _grouped(one, dialect)
    return Twin(inner.text + sign, f"(?:{one.python}){same}", one.wide)


def _plain(dialect: Dialect) -> tuple[Twin, ...]:
    return () if dialect == "bre" else _SOME


def _grouped(one: Twin, dialect: Dialect) -> Twin:
    opening = _OPEN.get(dialect, "(?:")
    return Twin(opening + one.text + (r"\)" if dialect == "bre" else ")"), f"(?:{one.python})", one.wide)


def _closed(one: Twin, dialect: Dialect) -> Twin:
    """Keep alternatives together, where there are groups."""
    return _grouped(one, dialect) if "|" in one.python and dialect != "cloudwatch" and not one.text.startswith("[") else one


def _joined(one: Twin, other: Twin) -> Twin:
    return Twin(one.text + other.text, one.python + other.python, one.wide or other.wide)
