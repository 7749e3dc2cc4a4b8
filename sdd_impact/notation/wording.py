"""What a YAML parser complains about, said so that somebody who never wrote a parser can mend it.

The phrases are those of libyaml and of PyYAML's own scanner; where both have one for the same mistake, both are listed.
"""

from __future__ import annotations

import re
from typing import Any

from sdd_impact import late

_CONFLICT = late.regex(r"^(?:<{7} |>{7} |={7}$)", re.MULTILINE)
_BAD_KEY = "this line is neither `key: value` nor a part of the value above"

#: Words in the parser's message → (our sentence, whether the place is where the thing began).
_SENTENCES: tuple[tuple[str, str, bool], ...] = (
    ("found a tab character", "a tab stands where YAML wants spaces", False),
    ("mapping values are not allowed", "a `: ` inside a value; put the whole value into quotes", False),
    ("while scanning a quoted scalar", "the quotation mark opened here is not closed", True),
    ("could not find expected ':'", _BAD_KEY, True),
    ("did not find expected alphabetic or numeric character", "a value cannot begin with `&` or `*`; put it into quotes", True),
    ("expected alphabetic or numeric character", "a value cannot begin with `&` or `*`; put it into quotes", True),
    ("found unknown escape character", 'an unknown escape in "…"; write `\\\\` for a backslash, or use \'…\'', False),
    ("expected escape sequence", 'an unknown escape in "…"; write `\\\\` for a backslash, or use \'…\'', False),
    ("did not find expected hexdecimal number", 'an incomplete escape in "…"; write `\\\\` for a backslash', False),
    ("invalid Unicode character escape", "this escape is not a character", False),
    ("sequence entries are not allowed", "a list entry (`- `) cannot stand here; begin it on a line of its own", False),
    ("undefined tag handle", "tags (`!…`) are not allowed; put a value that begins with `!` into quotes", True),
    ("while parsing a flow node", "a value or a closing bracket is missing before this place", False),
    ("while parsing a flow", "a `,` or the closing bracket is missing in what opens here", True),
    ("while scanning a block scalar", "after `|` or `>` the text begins on the next line, indented by spaces", False),
    ("while scanning a directive", "a line cannot begin with `%`; put the value into quotes", False),
    ("did not find expected <document start>", "text stands after the end of the document", False),
    ("expected '<document start>'", "text stands after the end of the document", False),
    ("expected <block end>", "the indentation does not fit the lines above, or a value needs quotes", False),
    ("did not find expected key", "the indentation does not fit the lines above, or a value needs quotes", False),
    ("did not find expected '-' indicator", "the indentation does not fit the list above", False),
    ("while parsing a block", "the indentation does not fit the lines above, or a value needs quotes", False),
)  # fmt: skip


def in_plain_words(error: Any, text: str) -> tuple[str, tuple[int, int]]:
    """Return a sentence and the line and column (from 1) for a PyYAML ``MarkedYAMLError``."""
    conflict = _CONFLICT.search(text)
    if conflict:
        return "a merge conflict is not resolved here", (text.count("\n", 0, conflict.start()) + 1, 1)
    mark = error.problem_mark or error.context_mark
    wrong = f"{error.context or ''} {error.problem or ''}"
    if "cannot start any token" in wrong:
        return _cannot_begin(text, mark.index), (mark.line + 1, mark.column + 1)
    for words, sentence, at_beginning in _SENTENCES:
        if words in wrong:
            place = (error.context_mark or mark) if at_beginning else mark
            return sentence, (place.line + 1, place.column + 1)
    return f"YAML does not allow this: {wrong.strip()}", (mark.line + 1, mark.column + 1)


def _cannot_begin(text: str, offset: int) -> str:
    character = text[offset : offset + 1]
    if character == "\t":
        return "a tab stands where YAML wants spaces"
    return f"a value cannot begin with `{character}`; put it into quotes"
