"""From one condition of a search to the pattern that decides it."""

from __future__ import annotations

from functools import lru_cache

from sdd_impact.model import FieldIs, Phrase, Regex
from sdd_impact.patterns import Pattern, PatternError, read
from sdd_impact.patterns.charset import ANY, NOT_NEWLINE, SPACE, UNICODE_DIGITS, UNICODE_WORD, category, of, without_symbols
from sdd_impact.patterns.nodes import Anchor, Chars, Choice, Look, Node, Repeat, Sequence

from .parameters import marked, planted

#: What a token consists of: letters and digits. Everything else breaks a line into tokens.
TOKEN = category("alnum", UNICODE_WORD.ascii & ~(1 << ord("_")))
_ONCE_BEFORE = Look(Chars(TOKEN), ahead=False, negative=True)
_ONCE_AFTER = Look(Chars(TOKEN), ahead=True, negative=True)
_BREAK = Repeat(Chars(~TOKEN), 1, None)
#: Words as Unicode's Annex 29 cuts them: a sign between two letters, or two digits, belongs to the word, and so does ``_``.
_IN_WORD, _DIGIT = UNICODE_WORD, UNICODE_DIGITS
_LETTER = category("alpha", TOKEN.ascii & ~UNICODE_DIGITS.ascii)
_OF_LETTERS, _OF_DIGITS = ".:'\u2019\u00b7\u2027", ".,;'\u2019"
#: All signs that may belong to a word.
JOINERS = "_,;" + _OF_LETTERS
#: Dialects in which a ``$`` inside of a pattern can only be a variable.
_WITH_VARIABLES = frozenset({"python", "pcre", "re2", "oniguruma", "ere"})


@lru_cache(4096)
def regex(node: Regex) -> Pattern | PatternError:
    """Return the pattern of a regular expression, the variables inside of it taken as values."""
    if node.dialect not in _WITH_VARIABLES:
        return read(node.pattern, node.dialect, node.flags)
    text, names = marked(node.pattern)
    found = read(text, node.dialect, node.flags)
    if isinstance(found, PatternError):
        return read(node.pattern, node.dialect, node.flags) if names else found
    return found._replace(tree=planted(found.tree, names), source=node.pattern) if names else found


@lru_cache(4096)
def phrase(node: Phrase, analysed: bool = False) -> Pattern:
    """Return the pattern of a phrase.

    ``analysed`` is for a field whose text the engine cuts into tokens: then only the tokens and their order count, not what
    stands between them.
    """
    text, names = marked(without_symbols(node.text))
    parts = [_wildcard(char, node) for char in _units(text, node.wildcards)]
    before, after = _edges(node, text)
    if analysed and node.where == "word":
        return Pattern(planted(_words(parts, text, node), names), node.text, "phrase")
    if analysed and node.where == "term":
        parts = _tokens(parts)
        before, after = (_ONCE_BEFORE,), (_ONCE_AFTER,)
    tree = planted(Sequence(tuple(parts)), names)
    return Pattern(Sequence((*before, tree, *after)), node.text, "phrase")


def _units(text: str, wildcards: bool) -> list[str]:
    r"""Cut a text into characters; an escaped wildcard (``\*``) stays together."""
    if not wildcards:
        return list(text)
    units: list[str] = []
    for char in text:
        if units and units[-1] == "\\" and char in "*?\\":
            units[-1] = "\\" + char
        else:
            units.append(char)
    return units


def _wildcard(unit: str, node: Phrase) -> Node:
    if node.wildcards and unit in "*?":
        these = ~SPACE if node.where in ("term", "word") else NOT_NEWLINE
        return Repeat(Chars(these), 0, None) if unit == "*" else Chars(these)
    char = unit[-1]
    # only what has case is folded: a separator must stay one, so that it is found between tokens
    return Chars(of(char) if node.case or char.lower() == char.upper() else of(char).folded)


def _tokens(parts: list[Node]) -> list[Node]:
    """Replace what stands between tokens by "anything that breaks tokens"."""
    kept: list[Node] = []
    for part in parts:
        breaks = isinstance(part, Chars) and not part.set.wide.parts and not part.set.ascii & TOKEN.ascii and part.set.ascii != 0
        if not breaks:
            kept.append(part)
        elif kept and kept[-1] != _BREAK:
            kept.append(_BREAK)
    return kept[:-1] if kept and kept[-1] == _BREAK else kept


def _edges(node: Phrase, text: str) -> tuple[tuple[Node, ...], tuple[Node, ...]]:
    start, end = Anchor("start"), Anchor("end")
    if node.where == "whole":
        return (start,), (end,)
    if node.where == "start":
        return (start,), ()
    if node.where == "end":
        return (), (end,)
    if node.where == "word" and text:
        return _word_edge(text[0], ahead=False), _word_edge(text[-1], ahead=True)
    if node.where == "term" and text:
        first, last = text[0] in TOKEN, text[-1] in TOKEN
        if node.wildcards:
            first, last = first or text[0] in "*?", last or text[-1] in "*?"
        return (_ONCE_BEFORE,) if first else (), (_ONCE_AFTER,) if last else ()
    return (), ()


def _words(parts: list[Node], text: str, node: Phrase) -> Sequence:
    """Return the words of a phrase in their order, with whatever divides words between them."""
    units = _units(text, node.wildcards)
    kept: list[Node] = []
    ends = ["", ""]
    divided = False
    for at, (unit, part) in enumerate(zip(units, parts, strict=True)):
        if _divides(units, at, node):
            divided = bool(kept)
            continue
        if divided:
            kept.append(_division(ends[1], unit))
            divided = False
        kept.append(part)
        ends = [ends[0] or unit, unit]
    if not kept:
        return Sequence(tuple(parts))
    return Sequence((*_word_edge(ends[0], ahead=False), *kept, *_word_edge(ends[1], ahead=True)))


def _divides(units: list[str], at: int, node: Phrase) -> bool:
    """Whether a character of a phrase stands between two words. One beyond ASCII is taken as a letter."""
    char = units[at][-1]
    if char == "_" or char.isalnum() or not char.isascii() or (node.wildcards and units[at] in "*?"):
        return False
    around = (units[at - 1][-1] if at else "", units[at + 1][-1] if at + 1 < len(units) else "")
    return not ((char in _OF_LETTERS and all(map(str.isalpha, around))) or (char in _OF_DIGITS and all(map(str.isdecimal, around))))


def _division(left: str, right: str) -> Node:
    """Return what divides two words of which the first ends and the second begins with these characters."""
    joining = _joining(left) if left.isalpha() == right.isalpha() else ""
    alone = ~UNICODE_WORD & ~of(joining) if joining else ~UNICODE_WORD
    return Choice((Chars(alone), Repeat(Chars(~UNICODE_WORD), 2, None)))


def _word_edge(char: str, *, ahead: bool) -> tuple[Node, ...]:
    """Return the condition that a word ends at its first or last character. A wildcard ends wherever a token does."""
    if char in "*?":
        return (_ONCE_AFTER,) if ahead else (_ONCE_BEFORE,)
    if not (char.isalnum() or char == "_"):
        return ()
    runs_on = Look(Chars(_IN_WORD), ahead=ahead, negative=True)
    joining = _joining(char)
    if not joining:
        return (runs_on,)
    same = Chars(_DIGIT if char.isdecimal() else _LETTER)
    sign = Chars(of(joining))
    return runs_on, Look(Sequence((sign, same) if ahead else (same, sign)), ahead=ahead, negative=True)


def _joining(char: str) -> str:
    return _OF_DIGITS if char.isdecimal() else _OF_LETTERS if char.isalpha() else ""


@lru_cache(1024)
def equals(node: FieldIs, *, token: bool) -> Pattern:
    """Return the pattern of a field's value: as a token of its text, or as all of it."""
    case = node.case and (node.case_in_words or not token)
    return phrase(Phrase(node.value, case, "term" if token else "whole", node.field, node.wildcards), analysed=token)


#: The flag of a Lucene expression whose language never cuts a field into words, however the field is kept.
AS_ONE_VALUE = "w"


@lru_cache(1024)
def token_regex(node: Regex) -> Pattern | PatternError:
    """Return the pattern of a Lucene expression that must fit one token of an analysed (lower-cased) text."""
    found = read(node.pattern, node.dialect, node.flags)
    if isinstance(found, PatternError):
        return found
    return found._replace(tree=Sequence((_ONCE_BEFORE, found.tree, _ONCE_AFTER)), whole=False)


@lru_cache(1024)
def opposite(pattern: Pattern) -> Pattern:
    """Return the pattern of every text in which ``pattern`` is not found."""
    inner = Sequence((Repeat(Chars(ANY), 0, None), pattern.tree))
    return pattern._replace(tree=Sequence((Anchor("start"), Look(inner, ahead=True, negative=True))))


def either(whole: Pattern, words: Pattern) -> Pattern:
    """Return what a condition takes of a text that is kept as one value or cut into words: a phrase that is the value is found in its words, too."""
    if not whole.whole:
        return words
    tree = Choice((Sequence((Anchor("start"), whole.tree, Anchor("end"))), words.tree))
    return words._replace(tree=tree)
