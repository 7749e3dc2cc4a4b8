"""Text as a YAML scalar, whatever is in it: read again, it is the same text."""

from __future__ import annotations

from sdd_impact import late
from sdd_impact.notation.scalars import core

#: Words that YAML 1.1 takes for true, false or nothing. Other tools still do, so they are quoted.
_OLD_WORDS = frozenset(("y", "n", "yes", "no", "on", "off", "true", "false", "null", "~", ""))
#: What may stand unquoted: it begins with a letter, or with a number and a word, and nothing in it means anything to YAML, old
#: or new, block or flow.
_PLAIN = late.regex(r"(?:\d+ (?=[^\W\d_]))?[^\W\d_](?:[\w ./()+·…–—@$%;=^*&!?<>|~-]|:(?=[^ ,\[\]{}])|'(?=\w))*")
_SURROGATE = late.regex("[\ud800-\udfff]")
_SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def scalar(text: str, *, quoted: bool = False) -> str:
    """Return ``text`` as one line of YAML: plain where that is safe anywhere, else in quotes, with escapes where it must be.

    ``quoted`` asks for quotes in any case, as for what a person has answered. Characters that a terminal acts upon, that
    turn the reading direction or that cannot be seen are escaped (``str.isprintable``). Half surrogates are replaced by U+FFFD: YAML cannot hold them.
    """
    text = without_surrogates(text)
    if not text.isprintable():
        return '"' + "".join(_escape(each) if each in '"\\' or not each.isprintable() else each for each in text) + '"'
    if _is_plain(text) and not quoted:
        return text
    if quoted and not ('"' in text or "\\" in text):
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


def without_surrogates(text: str) -> str:
    """Return ``text`` as it can be written at all: half surrogates (bytes that were no UTF-8) become U+FFFD."""
    return _SURROGATE.sub("\ufffd", text)


def visible(text: str) -> str:
    """Return ``text`` on one line, with escapes for what a terminal acts upon and what cannot be seen: for comments."""
    return "".join(each if each.isprintable() else _escape(each) for each in without_surrogates(text))


def _escape(character: str) -> str:
    if character in _SHORT:
        return _SHORT[character]
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _is_plain(text: str) -> bool:
    return (
        bool(_PLAIN.fullmatch(text))
        and not text.endswith((" ", ":"))
        and text.lower() not in _OLD_WORDS
        and isinstance(core(text), str)
    )
