"""Make text from a branch harmless, one function per medium. Whoever renders calls one of them for every text that is not ours."""

from __future__ import annotations

import re
import unicodedata

from sdd_impact import late

#: Bidirectional controls and the like: they change what a reader sees without being seen. Category Cf, with the marks that scripts need left alone.
_HARMLESS_FORMAT = frozenset("\u200c\u200d")  # the joiners of Persian, Hindi and emoji


#: What a CI system would carry out wherever it stands in a line: Azure's ``##vso[``, GitHub's older ``##[``, TeamCity's ``##teamcity[``.
_ORDER = late.regex(r"#(?=#(?:vso|teamcity)?\[)", re.IGNORECASE)
#: GitHub's ``::error::`` where a line may begin: after white space a line may be broken, and the runner trims it.
_COMMAND = late.regex(r"(?<!\S):(?=:[A-Za-z].*?::)")


def terminal(text: str) -> str:
    r"""Return the text in one line with every control character visible: ``\x1b``, ``\n``, ``\u202e``.

    What the log of a CI job would carry out as a command is broken in the same manner: ``\x23#vso[``, ``\x3a:error::``.
    """
    if not (text.isascii() and text.isprintable()):
        text = "".join(char if _visible(char) else _named(char) for char in text)
    if "##" in text:
        text = _ORDER.sub(r"\\x23", text)
    return _COMMAND.sub(r"\\x3a", text) if "::" in text else text


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
_MARKUP = late.regex(r"[\\`*_\[\]<>|~$&@#]")
#: A forge looks for mentions, tickets and addresses after character references are resolved: a space of no width keeps the parts apart.
_APART = "&#8203;"
_FOUND_LATER = late.regex(r"(&#64;(?=\w)|(?:&#35;|&#36;|&#38;|!)(?=\d))")
_TICKET = late.regex(r"(?i)\b(GH)-(?=\d)")
#: What is markup at the beginning of a line only.
_LINE_START = late.regex(r"^(\s*)([-+=]|\d+[.)](?=\s|$))")
_ADDRESS = late.regex(r"(?i)()(:)(?=//)|(www)(\.)|(mailto|xmpp)(:)")


def markdown(text: str) -> str:
    """Return the text so that Markdown shows it as it is: no markup, no HTML, no link, no mention, no table cell opened or closed.

    Character references are used throughout: a backslash does not keep a forge from finding ``@name`` or ``#12`` afterwards, and a
    reference alone does not either, so a space of no width follows it.
    """
    # Four spaces at the beginning would be a block of code, one at the end keeps bold text from ending; Markdown shows neither.
    safe = _MARKUP.sub(lambda match: _reference(match[0]), terminal(text).strip(" "))
    safe = _FOUND_LATER.sub(lambda match: match[1] + _APART, safe)
    safe = _TICKET.sub(lambda match: match[1] + _reference("-") + _APART, safe)
    safe = _LINE_START.sub(lambda match: match[1] + match[2][:-1] + _reference(match[2][-1]), safe)
    return _ADDRESS.sub(_address, safe)


def _address(match: re.Match[str]) -> str:
    before, mark = (part for part in match.groups() if part is not None)
    return before + _reference(mark) + _APART


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


#: What begins a formula, as typed on any keyboard; a spreadsheet skips white space before it.
_FORMULA = late.regex(r"^(?=\s*[=+\-@＝＋－＠])")
#: Where a semicolon parts the cells (as in half of Europe), a formula can begin in the middle of ours.
_NEXT_CELL = late.regex(r";(?=\s*[=+\-@＝＋－＠])")


def csv(text: str) -> str:
    """Return the text so that a spreadsheet never takes it, or a part of it, for a formula."""
    return _FORMULA.sub("'", _NEXT_CELL.sub(";'", terminal(text)))


def _allowed_in_xml(char: str) -> bool:
    code = ord(char)
    return char in "\t\n\r" or 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or code >= 0x10000


def lines(text: str) -> str:
    """Return text of several lines that XML, JSON and HTML may hold: line ends are kept, everything else that is not seen is made visible."""
    return "\n".join(html(line) for line in text.split("\n"))


def html(text: str) -> str:
    """Return the text in one line, free of every character that HTML and XML forbid; markup is escaped by whoever writes the document."""
    shown = terminal(text)
    return shown if shown.isascii() else "".join(char if _allowed_in_xml(char) else _named(char) for char in shown)


def unlinked(text: str) -> str:
    """Return :func:`lines` so that SARIF's viewers, for whom ``[text](target)`` is a link, see none."""
    return lines(text).replace("](", "] (")


def braced(text: str) -> str:
    """Return the text as a message string of SARIF, in which ``{0}`` would be a placeholder: a brace is written twice (SARIF 2.1.0, 3.11.5)."""
    return text.replace("{", "{{").replace("}", "}}")


def json(text: str) -> str:
    """Return a JSON text that means the same, and in which no CI system finds an order (see :func:`terminal`)."""
    return _ORDER.sub(lambda _: "\\u0023", text)


def in_xml(text: str) -> str:
    """Return an XML or HTML text that means the same, and in which no CI system finds an order (see :func:`terminal`)."""
    return _ORDER.sub("&#35;", text)


def shorten(text: str, width: int) -> str:
    """Return the text, cut with an ellipsis where it is longer than ``width`` characters."""
    return text if len(text) <= width else text[: max(width - 1, 1)].rstrip() + "…"
