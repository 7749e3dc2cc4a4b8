"""Running a rule on what real customers type. Patterns are run by the bench ``patterns``, in bounded steps, never by Python's ``re``."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.detectors._customers import KINDS
from sdd_impact.detectors._rules.noun import How, Rule

if TYPE_CHECKING:
    from sdd_impact.patterns import Pattern

_STEPS = 20_000


def refused(rule: Rule) -> tuple[str, ...] | None:
    """The standard examples that a rule refuses, in order.

    None where that cannot be told: the pattern cannot be read or run to its end, or it takes none of the plain inputs (then it is no
    rule for such a field, but cuts something out of a text).
    """
    kind = KINDS[rule.kind]
    plain = [accepts(rule, text) for text in kind.plain]
    if True not in plain:
        return None
    tried = [(text, accepts(rule, text)) for text in kind.examples]
    if any(result is None for _, result in tried):
        return None
    return tuple(text for text, result in tried if result is False)


def accepts(rule: Rule, text: str) -> bool | None:
    """Whether input passes a rule; None where that cannot be told."""
    if (rule.most and len(text) > rule.most) or (rule.least and len(text) < rule.least):
        return False
    if not rule.pattern:
        return True
    found = _found(rule.pattern, rule.flags, rule.dialect, rule.how, text)
    return None if found is None else found != rule.forbids


@lru_cache(maxsize=4096)
def _found(pattern: str, flags: str, dialect: str, how: How, text: str) -> bool | None:
    from sdd_impact.patterns import Hit, search  # late: few branches change a rule

    tree = _tree(pattern, flags, dialect)
    if tree is None:
        return None
    hit = search(tree, text, whole=how == "whole", steps=_STEPS)
    if hit is None:
        return False
    if not isinstance(hit, Hit) or hit.spans[0] is None:
        return None
    return how != "start" or hit.spans[0][0] == 0  # places are tried from the left: a match at the start would be this one


@lru_cache(maxsize=256)
def _tree(pattern: str, flags: str, dialect: str) -> Pattern | None:
    from sdd_impact.patterns import PatternError, read  # late, as above

    tree = read(pattern if dialect == "python" else _characters(pattern), dialect, flags)
    return None if isinstance(tree, PatternError) else tree


_UNICODE = late.regex(r"(?<!\\)((?:\\\\)*)\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2}))")


def _characters(pattern: str) -> str:
    r"""``\u00e9``, as Java and JavaScript write it, as the character itself."""

    def character(found: re.Match[str]) -> str:
        number = int(found[2] or found[3] or found[4], 16)
        if number >= 0x110000 or 0xD800 <= number < 0xE000:
            return found[0]
        letter = chr(number)
        return found[1] + (letter if letter.isalnum() else "\\" + letter if letter.isprintable() and letter.isascii() else letter)

    return _UNICODE.sub(character, pattern)
