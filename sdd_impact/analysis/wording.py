"""What an error message leaves unsaid: a remark for its row, never a verdict of its own.

Both rules come from published guidelines (Google's technical writing, Microsoft's Win32 messages): one message for each cause, and no
implementation's words. For sign-in a vague message may be right, which is why nothing is refused here.
"""

from __future__ import annotations

import re

from sdd_impact import late
from sdd_impact.model import Statement

#: A longer message, in characters, says something.
LONGEST = 120
#: Messages of no more than these words. One with a value in it (``Error: {reason}``) says what the value says.
_GENERIC = late.regex(
    r"""(oops|sorry|whoops|uh[ -]oh)?\W*
    (   (something|it\ looks\ like\ something|something\ has)\ (went|gone)\ (wrong|amiss)
      | (an?|the)?\ ?(unknown|unexpected|unhandled|undefined|generic|general|internal|server|internal\ server|system|application|fatal)?\ ?
        (error|exception|failure|problem)(\ (has\ )?(occurred|happened|encountered))?
      | (the\ )?(operation|request|action|task)\ (has\ )?(failed|could\ not\ be\ completed|was\ not\ successful)
      | (failed|failure|invalid|bad\ request|invalid\ (request|input|data|parameters?)|not\ ok)
    )
    (\W*(please)?\W*(try\ again|retry|contact\ (support|us|the\ administrator|an\ administrator|your\ administrator))(\ later)?)?\W*""",
    re.IGNORECASE | re.VERBOSE,
)


def remark(statement: Statement) -> str:
    """Return what a customer would miss in an error message: that it says nothing, or says an exception's words; else ""."""
    shown = statement.shown
    for each in shown.placeholders:
        if each.kind == "exception":
            return f"{{{each.name}}} may be an exception's own words, not written for a customer"
    text = " ".join(shown.raw.split()) if len(shown.raw) <= LONGEST else ""
    if text and not shown.placeholders and _GENERIC.fullmatch(text):
        return "it does not say what went wrong"
    return ""
