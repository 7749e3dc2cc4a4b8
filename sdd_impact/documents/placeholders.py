"""When a written answer is no answer. The words are data; :func:`blank` holds a text against them.

The words come from reading many filled-in checklists: what people write to get past a field.
"""

from __future__ import annotations

import re
import unicodedata

from sdd_impact import late

#: Whole answers that say nothing, in any case, without punctuation and with single spaces.
WORDS = frozenset(
    (
        "", "n a", "na", "none", "nil", "null", "no", "yes", "ok", "okay", "done", "tbd", "tba", "tbc", "todo", "to do", "fixme",
        "xxx", "x", "same", "same as above", "dito", "ditto", "idem", "not applicable", "not available", "later", "will do", "unknown",
        "not known", "idk", "i dont know", "dont know", "no idea", "not sure", "see", "as above", "as discussed", "pending",
        "wip", "work in progress", "in progress", "placeholder", "fill in", "fill me in", "fill this in", "to be defined", "to be done",
        "to be decided", "to be determined", "to be confirmed", "self explanatory", "obvious", "foo", "bar", "asdf", "lorem ipsum",
        "your answer", "answer", "reason", "because", "whatever", "ask me", "ask dev", "ask the developer",
    )
)  # fmt: skip
#: Answers that only point somewhere, or only announce themselves.
PATTERNS = tuple(
    late.regex(pattern)
    for pattern in (
        r"(?:please )?(?:see|read|look at) (?:the |this |our )?(?:pr|mr|pull request|merge request|code|diff|commit|ticket|issue|above|below|description|comment|jira)(?: [a-z]* ?\d*)?",
        r"(?:todo|tbd|tba|tbc|fixme|xxx|wip)\b.{0,30}",
        r"n a\b.{0,14}",
        r"(?:not applicable|will be (?:done|added|filled in|defined)|to follow|coming soon)(?: later| soon| here)?",
    )
)
#: From this many characters on a text is a sentence, and one word said over and over is none.
SENTENCE = 10


def bare(text: str) -> str:
    """Return a text in one case, without punctuation, with single spaces: what two people would call the same answer."""
    visible = "".join(character for character in text if unicodedata.category(character) != "Cf")
    folded = unicodedata.normalize("NFKC", visible).casefold().replace("'", "").replace("’", "")
    return " ".join(re.sub(r"[\W_]+", " ", folded).split())


def blank(text: str, least: int = 1, never: tuple[str, ...] = ()) -> str:
    """Return why ``text`` is no answer, as the end of a sentence ("it is empty"), or "" where it is one.

    ``least`` is the least number of characters, white space counted once; ``never`` are texts that may not be copied (the question, its help).
    """
    said = bare(text)
    if not text.strip():
        return "it is empty"
    if not said:
        return "it holds punctuation only"
    if said in WORDS or any(pattern.fullmatch(said) for pattern in PATTERNS):
        return f"“{shortened(text.strip(), 40)}” is a placeholder"
    if any(said == bare(other) for other in never if other):
        return "it repeats the question"
    length = len(" ".join(text.split()))
    if length < least:
        return f"it has {length} characters, and at least {least} are asked for"
    words = said.split()
    if least >= SENTENCE and said.isascii() and (len(set(words)) < 2 or len(set(said.replace(" ", ""))) < 4):
        return "it is no sentence"
    return ""


def shortened(text: str, most: int) -> str:
    """Cut a text at ``most`` characters, with … for what is left out."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
