"""The expressions of a filter, each complete: everything put in, the prefix in front, the tags expanded."""

from __future__ import annotations

import re
from functools import lru_cache

from sdd_impact import late
from sdd_impact.tuples import NamedTuple

from .compose import compose, signs
from .merging import GAP, PREFIX, Settings
from .tags import SKIPPED, expand

_REFERENCE = late.regex(r"\(\?P=(\w+)\)")
_NO_WORDS = late.regex(r"\^?(?:\.|\\[sSwWdD])[*+]\??\$?")
#: A prefix where nothing but the beginning of the line and of groups is before it.
_PREFIX_IN_FRONT = late.regex(rf"(\A(?:\^|\((?:\?:|\?P<\w+>)?|\|)*){PREFIX}")
#: Expressions of one filter that are read. The longest real list has 60.
MOST = 2_000


class Rule(NamedTuple):
    """One expression: ``shown`` as a person wrote it, ``patterns`` to be found (one for each of the lines that it joins), ``missing`` what
    could not be put in, where it stands, and ``problem``, why it cannot be read ("" where it can)."""

    shown: str
    patterns: tuple[str, ...]
    missing: tuple[str, ...]
    line: int
    path: str
    problem: str = ""


class Rules(NamedTuple):
    """A filter's expressions. ``apart`` is an expression that must be found too; ``lines`` is how many lines it looks at together."""

    fail: tuple[Rule, ...]
    ignore: tuple[Rule, ...]
    apart: Rule | None = None
    lines: int = 1
    journal: str = ""
    cut: int = 0


def rules(settings: Settings, *, prefixes: bool = False) -> Rules:
    """Return the expressions of a filter: for a line without its prefix (``__prefix_line``: host, program, process), or, with ``prefixes``,
    for all that fail2ban looks at once it has cut the date out."""
    settings.prefix_apart = not prefixes
    prefix = settings.option("prefregex")
    lines = _number(settings)
    whole = settings.value(prefix.value) if prefix else None
    first = whole.text.strip() if whole else ""
    lacking = whole.missing if whole else ()
    fail, cut = _list(settings, "failregex", first, lacking)
    ignore, more = _list(settings, "ignoreregex", first, lacking)
    if first and ignore and len(ignore) < len(fail) - 2:  # then they are tried on the whole line as well
        ignore = (*ignore, *_list(settings, "ignoreregex", "", ())[0])
    apart = None
    if first and prefix and compose(first, "").apart:
        apart = _rule(first, "", first, lacking, prefix.lines[0].number, prefix.lines[0].path)
    journal = settings.option("journalmatch") or settings.tagged("journalmatch")
    return Rules(fail, ignore, apart, lines, settings.value(journal.value).text if journal else "", cut + more)


def _number(settings: Settings) -> int:
    option = settings.option("maxlines") or settings.tagged("maxlines")
    text = settings.value(option.value).text.strip() if option else ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 1


def _list(settings: Settings, name: str, prefix: str, lacking: tuple[str, ...]) -> tuple[tuple[Rule, ...], int]:
    option = settings.option(name)
    found: dict[tuple[str, ...], Rule] = {}
    cut = 0
    for number, line in enumerate(settings.lines(option) if option else ()):
        if number >= MOST:
            cut = line.number or 1
            break
        value = settings.value(line.text)
        several = [text.strip() for text in value.text.split("\n") if text.strip()]
        for text in several:
            shown = line.text if len(several) == 1 else text
            rule = _rule(shown, prefix, text, (*value.missing, *lacking), line.number, line.path)
            found.setdefault(rule.patterns or (shown,), rule)
    return tuple(found.values()), cut


def _rule(shown: str, prefix: str, text: str, missing: tuple[str, ...], line: int, path: str) -> Rule:
    pattern = _PREFIX_IN_FRONT.sub(r"\1", _pattern(prefix, text).replace(GAP, "(?:.*)")).replace(PREFIX, r"(?:\s*(?:\S+\s+){0,3})")
    joined = _lines(pattern)
    patterns = tuple(map(_alone, joined)) if len(joined) > 1 else tuple(joined)
    problem = next(filter(None, map(_problem, patterns)), "")
    if problem and (len(joined) > 1 or missing):  # not the filter's fault: it was taken apart, or is not whole
        return Rule(shown, (), (*missing, shown), line, path)
    return Rule(shown, patterns, tuple(dict.fromkeys(missing)), line, path, problem)


def _lines(pattern: str) -> list[str]:
    """Divide an expression where one line ends and the next begins; a line of which nothing is asked is left out."""
    ends = [at for at, char, depth in signs(pattern, escapes=True) if depth == 0 and pattern.startswith("\\n", at) and char == "\\"]
    cuts = sorted({*ends, *(at for at, char in enumerate(pattern) if char == SKIPPED)})
    if not cuts:
        return [pattern]
    pieces = [pattern[start:end].lstrip(SKIPPED).removeprefix("\\n") for start, end in zip([0, *cuts], [*cuts, None], strict=True)]
    return [each for each in pieces if re.search(r"\w{3}", each) and not _NO_WORDS.fullmatch(each)]


def _alone(pattern: str) -> str:
    """One of several lines: what another line must have captured can be anything."""
    return _REFERENCE.sub(lambda found: found.group() if f"(?P<{found.group(1)}>" in pattern else "(?:.*?)", pattern)


def _pattern(prefix: str, text: str) -> str:
    expanded = expand(text)
    return compose(prefix, expanded).text if prefix else expanded


@lru_cache(4096)
def _problem(pattern: str) -> str:
    from sdd_impact.patterns import PatternError, read

    found = read(pattern, "python", "")
    return f"{found.message} (at character {found.position + 1})" if isinstance(found, PatternError) else ""
