"""What is read off the text of a condition is what the patterns say of it."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from sdd_impact.matching.leaves import phrase, regex
from sdd_impact.matching.wording import of_phrase, of_regex
from sdd_impact.model import Phrase, Regex
from sdd_impact.patterns import PatternError, search
from sdd_impact.patterns.finder import Hit
from sdd_impact.patterns.literals import required

PIECE = st.sampled_from(
    ("user", "Id", "s", "x1", " ", ": ", "=", "-", "_", "/", r"\.", r"\[", r"\s", r"\d", r"\w", r"\S", r"\b", ".", "[0-9a-f-]", "[a-z]",
     "[aA]", "[a]", '[^"]', r"[^\s]", "(", ")", "|", "?", "*", "+", "+?", "{2}", "{1,}", "{2,1}", "{", "$", "^", "$name", "{{id}}", r"\$",
     r"\\", r"\<", r"\_", "(?:ab)?", r"(\S+)", r"(?:.*)", r"([a-z]+)", "(.)", "[z-a]", r"\ ", "#", "é", "\u212a")
)  # fmt: skip
PATTERN = st.lists(PIECE, max_size=8).map("".join)
REGEX = st.builds(
    Regex,
    PATTERN,
    st.sampled_from(("python", "pcre", "re2", "oniguruma", "ere", "lucene")),
    st.sampled_from(("", "i", "is", "x", "m")),
)
TEXT = st.lists(st.sampled_from(("User", "id", "k", " ", ": ", "=", "\n", "*", "\\", "$a$", "{{b}}", "é", "ſ", "7")), max_size=6)


@settings(max_examples=1500, deadline=None)
@given(REGEX)
@example(Regex(r"\$name"))
@example(Regex(r"users? of\s+id"))
def test_a_plain_expression(node: Regex) -> None:
    said = of_regex(node)
    if said is not None:
        found = regex(node)
        assert not isinstance(found, PatternError), found
        assert said.groups == required(found.tree)
        assert not found.too_wide


@settings(max_examples=300, deadline=None)
@given(
    st.builds(
        Phrase,
        TEXT.map("".join),
        st.booleans(),
        st.sampled_from(("substring", "term", "whole", "start", "end")),
        wildcards=st.booleans(),
    )
)
def test_a_plain_phrase(node: Phrase) -> None:
    said = of_phrase(node)
    if said is not None:
        assert said.groups == required(phrase(node, node.where == "term").tree)


@settings(max_examples=300, deadline=None)
@given(
    st.builds(Regex, PATTERN, st.sampled_from(("python", "pcre")), st.sampled_from(("", "i"))),
    st.text("usrIdx1 :=-_/.[]\\7", max_size=30),
)
def test_fixed_texts_stand_in_every_line_that_is_found(node: Regex, line: str) -> None:
    said, found = of_regex(node), regex(node)
    if said is None or isinstance(found, PatternError) or not isinstance(search(found, line), Hit):
        return
    plain = " ".join((line if said.case else line.lower()).split())
    assert all(" ".join(each.split()) in plain for each in said.fixed)


def test_most_expressions_are_plain() -> None:
    said = of_regex(Regex(r"^Failed \S+ for\s+(invalid user )?.*"))
    assert said is None
    said = of_regex(Regex(r"^Failed (\S+) for"))
    assert said is not None
    assert said.fixed == ("Failed ", " for")
    said = of_regex(Regex(r"^User\s+\d+ logged  out: errors?\[[0-9]+\]$", flags="i"))
    assert said is not None
    assert said.fixed == ("user ", " logged  out: error", "[", "]")  # in lower case: case does not count
    assert said.groups == tuple(frozenset({word}) for word in ("user", "logged", "out", "error"))
