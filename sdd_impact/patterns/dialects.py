"""What tells one regular-expression dialect from another: a table. The reader has no dialect's name in it.

Sources: Python's ``re`` documentation, pcre2pattern(3), RE2's syntax page, POSIX with GNU's extensions (grep, sed), Oniguruma's
``doc/RE`` (Ruby syntax, as grok uses it), Lucene's ``RegExp``, and Amazon's list of what CloudWatch filter patterns accept.
"""

from __future__ import annotations

from collections.abc import Mapping

from sdd_impact.tuples import NamedTuple

from . import charset as cs
from .charset import CharSet
from .nodes import AnchorKind

_ASCII_CLASSES = {"d": cs.DIGITS, "D": ~cs.DIGITS, "w": cs.WORD, "W": ~cs.WORD, "s": cs.SPACE, "S": ~cs.SPACE}
_UNICODE_CLASSES = {
    "d": cs.UNICODE_DIGITS, "D": ~cs.UNICODE_DIGITS, "w": cs.UNICODE_WORD, "W": ~cs.UNICODE_WORD,
    "s": cs.UNICODE_SPACE, "S": ~cs.UNICODE_SPACE,
}  # fmt: skip
_RE2_SPACE = cs.of(" \t\n\f\r")
_PERL_MORE = {"h": cs.HORIZONTAL, "H": ~cs.HORIZONTAL, "v": cs.VERTICAL, "V": ~cs.VERTICAL, "N": cs.NOT_NEWLINE}
_CONTROLS = {"a": "\a", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}


class Dialect(NamedTuple):
    r"""One dialect. Every field says what is special; the defaults are those of a plain modern dialect without extras.

    ``classes``, ``controls`` and ``anchors`` map the letter after a backslash. ``groups`` are the openings after ``(?`` that are
    known. ``unknown_escape`` is True where a backslash before an unknown letter is an error. ``dollar`` is the meaning of ``$``
    without multi-line mode. ``folds`` are the classes that take in both cases where case does not count: ``posix`` (``letters``: only
    upper and lower), ``property`` (``in-brackets``: only there), ``shorthand``; ``negated``: a class is folded after it was negated.
    ``modes_enclose``: ``(?i)`` opens a group up to the end of the one around it. ``lazy_exact``: ``{2}?`` is a lazy repetition, not an
    optional one. ``wide_boundaries``: word boundaries know Unicode although ``\\w`` does not. ``stray_parenthesis``: a ``)`` without its ``(``
    is a character. ``bare_classes``: ``[:alpha:]`` without the outer brackets is a set of characters, not a mistake.
    ``disputed`` are letters after a backslash that mean one thing or another from version to version: they are refused.
    """

    classes: Mapping[str, CharSet]
    controls: Mapping[str, str]
    anchors: Mapping[str, AnchorKind]
    groups: frozenset[str] = frozenset()
    unknown_escape: bool = True
    dollar: AnchorKind = "end"
    caret: AnchorKind = "start"
    dot_all: bool = False
    dot_all_flag: str = "s"
    unicode: bool = False
    posix: bool = False
    set_operators: bool = False
    quoting: bool = False
    properties: bool = False
    backreferences: bool = False
    possessive: bool = False
    braces_possessive: bool = False
    lazy: bool = True
    stacked: bool = False
    repeat_anchors: bool = True
    low_may_miss: bool = False
    inline_flags: str = "imsx"
    flags_anywhere: bool = True
    named_only: bool = False
    same_names: bool = False
    fixed_behind: bool = False
    max_repeat: int = 65535
    backslash_in_class: bool = True
    parentheses: bool = True
    basic: bool = False
    whole: bool = False
    lucene: bool = False
    hex_braces: bool = True
    unicode_escapes: bool = False
    verbs: bool = False
    keep: bool = False
    short_octal: bool = False
    wide_boundaries: bool = False
    folds: frozenset[str] = frozenset()
    turkish: bool = False
    modes_enclose: bool = False
    lazy_exact: bool = True
    short_properties: bool = True
    range_to_class: bool = True
    escaped_beyond_ascii: bool = True
    stray_parenthesis: bool = False
    bare_classes: bool = True
    disputed: str = ""
    hex_codes: bool = False


_LOOKS = frozenset({"=", "!", "<=", "<!"})
_GNU_ANCHORS: dict[str, AnchorKind] = {
    "b": "word", "B": "not-word", "<": "word-start", ">": "word-end", "`": "start", "'": "end",
}  # fmt: skip
_GNU_CLASSES = {letter: _UNICODE_CLASSES[letter] for letter in "wWsS"}
_POSIX = Dialect(
    classes=_GNU_CLASSES, controls={}, anchors=_GNU_ANCHORS, unknown_escape=False, dot_all=True, posix=True, unicode=True,
    backreferences=True, lazy=False, stacked=True, low_may_miss=True, inline_flags="", backslash_in_class=False, hex_braces=False,
    repeat_anchors=False, folds=frozenset({"posix"}), stray_parenthesis=True, bare_classes=False,
)  # fmt: skip

DIALECTS: Mapping[str, Dialect] = {
    "python": Dialect(
        classes=_UNICODE_CLASSES, controls={**_CONTROLS, "v": "\v"}, anchors={"A": "start", "Z": "end", "b": "word", "B": "not-word"},
        groups=_LOOKS | {"P<", "P=", "#", "(", ">", ":"}, dollar="end-or-newline", unicode=True, backreferences=True, possessive=True,
        braces_possessive=True, repeat_anchors=False, low_may_miss=True, inline_flags="aimsux", flags_anywhere=False,
        fixed_behind=True, max_repeat=4294967294, hex_braces=False, unicode_escapes=True, turkish=True,
    ),
    "pcre": Dialect(
        classes={**_ASCII_CLASSES, **_PERL_MORE}, controls={**_CONTROLS, "e": "\x1b"},
        anchors={"A": "start", "Z": "end-or-newline", "z": "end", "b": "word", "B": "not-word"},
        groups=_LOOKS | {"P<", "P=", "P>", "#", "(", ">", ":", "<", "'", "|", "R", "&", "digit"}, dollar="end-or-newline", posix=True,
        quoting=True, properties=True, backreferences=True, possessive=True, braces_possessive=True, inline_flags="imsxnJU",
        verbs=True, keep=True, short_octal=True, folds=frozenset({"letters"}), bare_classes=False,
    ),
    "re2": Dialect(
        classes={**_ASCII_CLASSES, "s": _RE2_SPACE, "S": ~_RE2_SPACE}, controls={**_CONTROLS, "v": "\v"},
        anchors={"A": "start", "z": "end", "b": "word", "B": "not-word"}, groups=frozenset({"P<", "<", ":"}), posix=True, quoting=True,
        properties=True, inline_flags="imsU", max_repeat=1000, folds=frozenset({"posix", "property", "shorthand"}),
        escaped_beyond_ascii=False,
    ),
    "oniguruma": Dialect(
        classes={**_ASCII_CLASSES, "h": cs.HEX, "H": ~cs.HEX}, controls={**_CONTROLS, "v": "\v", "e": "\x1b"},
        anchors={"A": "start", "Z": "end-or-newline", "z": "end", "b": "word", "B": "not-word"},
        groups=_LOOKS | {"#", "(", ">", ":", "<", "'", "~"}, dollar="line-end", caret="line-start", dot_all_flag="m", posix=True,
        unicode=True, set_operators=True, properties=True, backreferences=True, possessive=True, stacked=True, low_may_miss=True,
        inline_flags="imx", named_only=True, same_names=True, max_repeat=100000, unicode_escapes=True, keep=True, short_octal=True,
        wide_boundaries=True, folds=frozenset({"posix", "in-brackets", "negated"}), modes_enclose=True, lazy_exact=False,
        short_properties=False, range_to_class=False, repeat_anchors=False, unknown_escape=False,
        disputed="yYNOCM",
    ),
    "ere": _POSIX,
    "bre": _POSIX._replace(basic=True),
    "lucene": Dialect(
        classes=_ASCII_CLASSES, controls={}, anchors={}, unknown_escape=False, dot_all=True, lazy=False, stacked=True, inline_flags="",
        whole=True, lucene=True, hex_braces=False,
    ),
    "cloudwatch": Dialect(
        classes=_ASCII_CLASSES, controls={}, anchors={}, hex_codes=True, lazy=False, inline_flags="", parentheses=False,
        hex_braces=False, max_repeat=1000,
    ),
}  # fmt: skip

#: Unicode properties (``\p{…}``) that are known, as categories beyond ASCII with their ASCII members.
PROPERTIES: Mapping[str, str] = {
    "l": "alpha", "letter": "alpha", "alpha": "alpha", "alphabetic": "alpha", "lu": "upper", "upper": "upper", "ll": "lower",
    "lower": "lower", "n": "digit", "nd": "digit", "digit": "digit", "alnum": "alnum", "word": "word", "space": "space",
    "z": "space", "zs": "blank", "p": "punct", "punct": "punct", "xdigit": "xdigit", "ascii": "ascii", "any": "any",
    "xan": "alnum", "xwd": "word", "xsp": "space", "xps": "space", "blank": "blank", "cntrl": "cntrl", "cc": "cntrl",
    "graph": "graph", "print": "print",
}  # fmt: skip
