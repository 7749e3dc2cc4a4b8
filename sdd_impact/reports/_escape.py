"""Make text from a branch harmless, one function per medium. Whoever renders calls one of them for every text that is not ours."""

from __future__ import annotations

import re
import unicodedata

#: Bidirectional controls and the like: they change what a reader sees without being seen. Category Cf, with the marks that scripts need left alone.
_HARMLESS_FORMAT = frozenset("\u200c\u200d")  # the joiners of Persian, Hindi and emoji


def terminal(text: str) -> str:
    r"""Return the text in one line with every control character visible: ``\x1b``, ``\n``, ``\u202e``."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(char if _visible(char) else _named(char) for char in text)


def _visible(char: str) -> bool:
    if char in _HARMLESS_FORMAT:
        return True
    return unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")


def _named(char: str) -> str:
    code = ord(char)
    short = {"\n": "\\n", "\t": "\\t", "\r": "\\r"}.get(char)
    if short:
        return short
    # surrogateescape: a byte of a path that is not UTF-8
    if 0xDC80 <= code <= 0xDCFF:
        return f"\\x{code - 0xDC00:02x}"
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


#: What Markdown, or a forge after it, could take for markup anywhere in a line.
_MARKUP = re.compile(r"[\\`*_\[\]<>|~$&@#]")
#: What is markup at the beginning of a line only.
_LINE_START = re.compile(r"^(\s*)([-+=]|\d+[.)])(?=\s|$)")
_ADDRESS = re.compile(r"(?i)\b(https?|ftp|www)([:.])")


def markdown(text: str) -> str:
    """Return the text so that Markdown shows it as it is: no markup, no HTML, no link, no mention, no table cell opened or closed.

    Character references are used throughout: a backslash does not keep a forge from finding ``@name`` or ``#12`` afterwards.
    """
    safe = _MARKUP.sub(lambda match: _reference(match[0]), terminal(text))
    safe = _LINE_START.sub(lambda match: match[1] + match[2][:-1] + _reference(match[2][-1]), safe)
    return _ADDRESS.sub(lambda match: match[1] + _reference(match[2]), safe)


def _reference(char: str) -> str:
    return f"&#{ord(char)};"


def code(text: str) -> str:
    """Return the text as a Markdown code span that stands in a table cell, whatever it holds."""
    safe = terminal(text).replace("|", "\\|")
    if not safe:
        return ""
    fence = "`" * (max((len(run) for run in re.findall("`+", safe)), default=0) + 1)
    pad = " " if safe.startswith("`") or safe.endswith("`") or (safe.startswith(" ") and safe.endswith(" ")) else ""
    return f"{fence}{pad}{safe}{pad}{fence}"


def workflow_data(text: str) -> str:
    """Return the text as the message of a GitHub workflow command."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def workflow_property(text: str) -> str:
    """Return the text as a property (``file=``, ``title=``) of a GitHub workflow command."""
    return workflow_data(text).replace(":", "%3A").replace(",", "%2C")


def csv(text: str) -> str:
    """Return the text so that a spreadsheet never takes it for a formula."""
    safe = terminal(text)
    return "'" + safe if safe.startswith(("=", "+", "-", "@", "\t", "\r")) else safe


def shorten(text: str, width: int) -> str:
    """Return the text, cut with an ellipsis where it is longer than ``width`` characters."""
    return text if len(text) <= width else text[: max(width - 1, 1)].rstrip() + "…"
