"""Every dialect in its own words: what a pattern means there, and what is no pattern."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdd_impact.patterns import Hit, Pattern, PatternError, read, search
from sdd_impact.patterns.dialects import DIALECTS

#: dialect, pattern, texts in which it is found, texts in which it is not.
MEANINGS: tuple[tuple[str, str, list[str], list[str]], ...] = (
    ("python", r"\d", ["7", "٣"], ["x"]),
    ("python", r"a{,2}b", ["b", "aab"], ["a"]),
    ("python", r"a{2,}$", ["aa", "aaa\n"], ["a"]),
    ("python", r"a{x}", ["a{x}"], ["aa"]),
    ("python", r"a\Z", ["a"], ["a\n"]),
    ("python", r"[]a]+$", ["]a"], ["b"]),
    ("python", r"[^]]", ["a"], ["]"]),
    ("python", r"[a\-z]$", ["-", "z"], ["m"]),
    ("python", r"[\w.-]+@", ["a.b-c@"], ["@"]),
    ("python", r"(?x) a b # comment", ["ab"], ["a b"]),
    ("python", r"(?i:A)b", ["ab", "Ab"], ["aB"]),
    ("python", r"(?s:.)", ["\n"], []),
    ("python", r"(?-i:a)(?i:b)", ["aB"], ["AB"]),
    ("python", "\\x41\\u0042\\t\\.\\101\\07", ["AB\t.A\x07"], ["AB"]),
    ("python", r"\N{DIGIT ONE}", ["1"], ["2"]),
    ("python", r"(?P<q>['\"]).*?(?P=q)", ["'a'"], ["'a\""]),
    ("python", r"(a)?(?(1)b|c)", ["ab", "c"], ["a"]),
    ("python", r"(?i)k", ["K", "\u212a"], ["j"]),
    ("python", r"(?i)[a-z]+é", ["XÉ"], ["1É"]),
    ("python", r"(?a:\w)$", ["a"], ["é"]),
    ("python", r"a(?#twice){2}$", ["aa"], ["a"]),
    ("python", r"ba{,}c", ["bc", "baac"], ["ba{,}c"]),
    ("python", r"(?x)(?#modes) (?s)a.b", ["a\nb"], ["ab"]),
    ("python", r"(?i)i$", ["İ", "ı"], ["x"]),
    ("python", r"(?ai)k$", ["K"], ["\u212a"]),
    ("python", r"(?i)µ", ["μ", "Μ"], ["u"]),
    ("python", r"(?i)[\W_]$", ["-", "_"], ["s", "k"]),
    ("pcre", r"\d", ["7"], ["٣"]),
    ("pcre", r"(?<n>a)\k<n>\k{n}\g{n}\g{-1}", ["aaaaa"], ["aaaa"]),
    ("pcre", r"(?'n'a)(?P=n)", ["aa"], ["a"]),
    ("pcre", r"\Qa.b\E+", ["a.bb"], ["axb"]),
    ("pcre", r"[[:alpha:][:digit:]]+[[:^space:]]$", ["a1-"], ["a1 "]),
    ("pcre", r"\h\H\v\V\N\R", [" a\nbc\r\n"], ["aa"]),
    ("pcre", r"a(?i)b(?-i)c", ["aBc"], ["aBC"]),
    ("pcre", r"(?|(a)|(b))\z", ["b"], ["b\n"]),
    ("pcre", r"a\Z", ["a", "a\n"], ["ab"]),
    ("pcre", r"foo\Kbar", ["foobar"], ["bar"]),
    ("pcre", r"\x{41}\x42\p{Lu}\P{L}\p{^L}", ["ABC12"], ["ABc12"]),
    ("pcre", r"(?^:A)", ["A"], ["a"]),
    ("pcre", r"a{,2}", ["a{,2}"], ["aa"]),
    ("pcre", r"a*+a|b", ["b"], ["aaa"]),
    ("pcre", r"(?>a|ab)c", ["ac"], ["abc"]),
    ("pcre", r"(?#note)a\cA", ["a\x01"], ["a"]),
    ("pcre", r"^a(?#twice){2}b\E+$", ["aabb"], ["ab"]),
    ("pcre", r"(?i)errors?[\s\W]+x", ["errors: x"], ["errorsx", "errorx"]),
    ("pcre", r"(?i)[[:^alpha:]]$", ["1"], ["k", "S"]),
    ("pcre", r"(?i)[[:upper:]][^[:lower:]]$", ["a1"], ["aA"]),
    ("pcre", r"(?i)\p{Lu}$", ["A"], ["a"]),
    ("pcre", r"(?i)i$", ["I"], ["ı"]),
    ("pcre", r"\R\n", ["\r\n\n", "\n\n"], ["\r\n"]),
    ("pcre", r"[[:<:]]b[[:>:]]", ["a b c"], ["ab c", "a bc"]),
    ("pcre", r"[\Qa-\E\Eb]$", ["-", "b"], ["c"]),
    ("pcre", r"a(?i)b|c$", ["aB", "C"], ["Ab"]),
    ("pcre", r"a(*F)|b", ["b"], ["a"]),
    ("pcre", r"(*UTF8)a", ["a"], ["b"]),
    ("pcre", r"[\w-.]$", ["-", ".", "x"], ["+"]),
    ("re2", r"a$", ["a"], ["a\n"]),
    ("re2", r"(?m)a$", ["a\nb"], ["ab"]),
    ("re2", r"(?P<n>a)(?<m>b)(?:c)\z", ["abc"], ["ab"]),
    ("re2", r"[[:word:]]+\pN\p{Lu}?", ["a1"], ["--"]),
    ("re2", r"\Q.\E\x{2e}\v", ["..\v"], ["ab\v"]),
    ("re2", r"(?U)a+?", ["a"], ["b"]),
    ("re2", r"(?i)\p{Lu}[^\p{Lu}]$", ["a1"], ["ab"]),
    ("re2", r"(?i)[[:^upper:]]$", ["1"], ["a", "A"]),
    ("re2", r"a(?i)b(?-i)c", ["aBc"], ["aBC"]),
    ("ere", r"^[[:alpha:]_]+\b.(a|b){2}$", ["x_ ab"], ["1 ab"]),
    ("ere", r"[\d]", ["\\", "d"], ["7"]),
    ("ere", r"\<word\>", ["a word b"], ["words"]),
    ("ere", r"(a)\1", ["aa"], ["ab"]),
    ("ere", r"[[.-.]a[=b=]]$", ["-", "a", "b"], ["c"]),
    ("ere", r"a\d", ["ad"], ["a7"]),
    ("ere", r"a**", ["aaa"], []),
    ("ere", r"\bé\w\>", ["éa"], ["éab"]),
    ("ere", r"a)b", ["a)b"], ["ab"]),
    ("ere", r"^ba{,}c", ["bc", "baac"], ["ba{,}c"]),
    ("ere", r"a{x", ["a{x"], ["ax"]),
    ("bre", r"a\{2\}\(b\|c\)*d", ["aabcd"], ["abcd"]),
    ("bre", r"a+(b|c)$", ["a+(b|c)"], ["ab"]),
    ("bre", r"*a^b$c", ["*a^b$c"], ["ab"]),
    ("bre", r"x\+y\?$", ["xxy", "x"], ["y"]),
    ("bre", r"^\(^a\)\1$", ["aa"], ["a"]),
    ("bre", r"^*a\(*b\)", ["*a*b"], ["a*b", "ab"]),
    ("oniguruma", r"\h+$", ["fF09"], ["g"]),
    ("oniguruma", r"^b$", ["a\nb"], ["ab"]),
    ("oniguruma", r"(?m:a.b)", ["a\nb"], ["ab"]),
    ("oniguruma", r"(?<n>a)(b)\k<n>", ["aba"], ["abb"]),
    ("oniguruma", r"[a-z&&[^aeiou]]+$", ["xyz"], ["aei"]),
    ("oniguruma", r"[a[bc]]", ["c"], ["d"]),
    ("oniguruma", r"a{2}+", ["aaaa"], ["a"]),
    ("oniguruma", r"[[:upper:]]\R", ["É\n"], ["é\n"]),
    ("oniguruma", r"a(?i)b|c$", ["aB", "aC"], ["C", "AB"]),
    ("oniguruma", r"^a{2}?$", ["aa", ""], ["a"]),
    ("oniguruma", r"\bé\b", ["a é b"], ["aéb"]),
    ("oniguruma", r"^\w$", ["a"], ["é"]),
    ("oniguruma", r"\pL\i", ["pLi"], ["ai"]),
    ("oniguruma", r"(?i)[[:^upper:]][\p{Lu}]\p{Lu}", ["aaA"], ["aaa"]),
    ("oniguruma", r"x[a&&]|b", ["b"], ["xa"]),
    ("lucene", r"ab*", ["abb"], ["xabb", "abbx"]),
    ("lucene", r"a@b", ["a--b"], ["a--bx"]),
    ("lucene", r'"a.b"c', ["a.bc"], ["axbc"]),
    ("lucene", r"(ab|cd)+&.{4}", ["abcd"], ["abcdab"]),
    ("lucene", r"^a$", ["^a$"], ["a"]),
    ("lucene", r"a|#", ["a"], ["#"]),
    ("cloudwatch", r"^\d{3} [a-z]+\.$", ["404 gone."], ["4045"]),
    ("cloudwatch", r"\x28[\x61b]\x29", ["(a)", "(b)"], ["x28ax29"]),
    ("cloudwatch", r"a\/b|c", ["a/b", "c"], ["ab"]),
)  # fmt: skip


@pytest.mark.parametrize(("dialect", "pattern", "there", "not_there"), MEANINGS, ids=[f"{each[0]} {each[1]}" for each in MEANINGS])
def test_meaning(dialect: str, pattern: str, there: list[str], not_there: list[str]) -> None:
    tree = read(pattern, dialect)
    assert isinstance(tree, Pattern), tree
    for text in there:
        assert isinstance(search(tree, text), Hit), text
    for text in not_there:
        assert search(tree, text) is None, text


#: dialect, pattern, position of the mistake, a word of the message.
MISTAKES = (
    ("python", "a(b", 1, "never closed"),
    ("python", "a)b", 1, "never opened"),
    ("python", "a[b", 1, "never closed"),
    ("python", "*a", 0, "nothing to repeat"),
    ("python", "a**", 2, "repetition of a repetition"),
    ("python", "a{3,2}", 1, "backwards"),
    ("python", "[z-a]", 1, "backwards"),
    ("python", r"[\w-z]", 1, "begin a range"),
    ("python", "a\\", 1, "ends in a backslash"),
    ("python", r"\y", 0, "unknown escape"),
    ("python", r"\x4", 0, "names no character"),
    ("python", r"(a)\2", 3, "no group 2"),
    ("python", "(?P=n)", 0, "no group named n"),
    ("python", "(?P<1>a)", 0, "no name"),
    ("python", "(?P<a>b)(?P<a>c)", 8, "two groups"),
    ("python", "(?<a>b)", 0, "unknown group"),
    ("python", "a(?i)b", 1, "at its start"),
    ("python", "(?<=a+)b", 0, "one length"),
    ("python", "(?(3)a|b)", 0, "no group 3"),
    ("python", "()(?(1)a|b|c)", 2, "more than two branches"),
    ("python", "(?i)*", 4, "nothing to repeat"),
    ("python", "(?^:a)", 0, "unknown group (?^"),
    ("python", "(?i-:a)", 0, "without a mode"),
    ("python", "(?L)a", 0, "unknown group (?L"),
    ("python", "[\\400]", 1, "names no character"),
    ("pcre", r"\p{L", 3, "no }"),
    ("pcre", "[[:nope:]]", 1, "unknown class"),
    ("pcre", "a(*ACCEPT)b", 1, "(*ACCEPT) is not supported"),
    ("pcre", "a[:alpha:]", 1, "[[:alpha:]]"),
    ("pcre", "(?xx)a", 0, "unknown group (?x"),
    ("pcre", "(?(?a)b)", 0, "what is around it"),
    ("ere", "a[:digit:]+", 1, "[[:alpha:]]"),
    ("ere", "*a", 0, "nothing to repeat"),
    ("ere", "a|{2}", 2, "nothing to repeat"),
    ("oniguruma", "*a", 0, "nothing to repeat"),
    ("oniguruma", r"[a-\d]", 1, "cannot end a range"),
    ("oniguruma", r"a\y", 1, "unknown escape"),
    ("oniguruma", "^+a", 0, "nothing to repeat"),
    ("re2", r"\é", 0, "unknown escape"),
    ("re2", "a(?-)", 1, "without a mode"),
    ("re2", "(?=a)", 0, "unknown group"),
    ("re2", r"(a)\1", 3, "no escape"),
    ("re2", "a{1001}", 1, "more than 1000"),
    ("re2", "a*+", 2, "repetition of a repetition"),
    ("ere", "(?:a)", 0, "( alone"),
    ("bre", r"\(a", 0, "never closed"),
    ("lucene", "a{b", 1, "without a number"),
    ("cloudwatch", r"a\nb", 1, "unknown escape"),
    ("cloudwatch", r"[^\n]", 2, "unknown escape"),
    ("cloudwatch", "(a|b)", 0, "not allowed"),
    ("perl6", "a", 0, "unknown dialect"),
)


@pytest.mark.parametrize(("dialect", "pattern", "position", "word"), MISTAKES, ids=[f"{each[0]} {each[1]}" for each in MISTAKES])
def test_mistake(dialect: str, pattern: str, position: int, word: str) -> None:
    error = read(pattern, dialect)
    assert isinstance(error, PatternError), error
    assert word in error.message
    assert error.position == position


#: What the automaton takes too widely, and what even the finder does not follow.
LOOSE = (
    ("pcre", r"(a)\1", "back-reference", False),
    ("pcre", "(?>a)", "atomic group", False),
    ("pcre", "a++", "possessive repetition", False),
    ("pcre", "(a)(?(1)b)", "conditional", False),
    ("pcre", "a(*SKIP)b", "verb", True),
    ("pcre", "(?(?=a)b|c)", "conditional on a look-around", True),
    ("pcre", "(?R)?a", "recursion", True),
    ("pcre", r"(a)\g<1>", "recursion", True),
    ("pcre", r"\X", r"\X", True),
    ("pcre", r"[\p{Greek}]", r"\p{Greek}", True),
    ("oniguruma", "(?~ab)", "absence operator", True),
    ("lucene", "~(ab)c", "complement", True),
    ("lucene", "<1-10>", "numeric interval", True),
)


@pytest.mark.parametrize(("dialect", "pattern", "what", "unsupported"), LOOSE)
def test_what_is_not_exact_says_so(dialect: str, pattern: str, what: str, unsupported: bool) -> None:
    tree = read(pattern, dialect)
    assert isinstance(tree, Pattern), tree
    assert tree.too_wide == (what,)
    assert tree.unsupported == ((what,) if unsupported else ())


@given(st.text(alphabet=r"ab()[]{}|*+?.^$\\-:<>=!#&~'\"P1,dwspxuNQEkgR@i \n", max_size=30), st.sampled_from(sorted(DIALECTS)))
def test_reading_never_raises(pattern: str, dialect: str) -> None:
    found = read(pattern, dialect)
    assert isinstance(found, Pattern | PatternError)
    if isinstance(found, PatternError):
        assert 0 <= found.position <= len(pattern)


def test_deep_and_long_patterns_are_refused() -> None:
    for pattern in ("(" * 500 + ")" * 500, "a" * 30_000, "[" * 400, "(?:" * 200 + "a" + ")*" * 200):
        assert isinstance(read(pattern, "oniguruma"), PatternError)


def test_symbols_from_outside_are_no_symbols() -> None:
    tree = read("user \U0010ff01")
    assert isinstance(tree, Pattern)
    assert search(tree, "user x") is None
