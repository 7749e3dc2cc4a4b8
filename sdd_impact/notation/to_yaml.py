"""Text as a YAML scalar, whatever is in it: read again, it is the same text."""

from __future__ import annotations

import re

from sdd_impact.notation.scalars import core

#: Words that YAML 1.1 takes for true, false or nothing. Other tools still do, so they are quoted.
_OLD_WORDS = frozenset(("y", "n", "yes", "no", "on", "off", "true", "false", "null", "~", ""))
#: What may stand unquoted: it begins with a letter, and nothing in it means anything to YAML, old or new, block or flow.
_PLAIN = re.compile(r"[^\W\d_](?:[\w ./()+·…–—@$%;=^*&!?<>|~-]|:(?=[^ ,\[\]{}])|'(?=\w))*")
_ESCAPED = re.compile(
    r'["\\]|[^ -~\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]|[\u200b-\u200f\u2028-\u202e\u2060-\u206f]'
)
_SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def scalar(text: str, *, quoted: bool = False) -> str:
    """Return ``text`` as one line of YAML: plain where that is safe anywhere, else ``'…'``, else ``"…"`` with escapes.

    ``quoted`` asks for ``"…"`` in any case, as for what a person is to edit. Characters that a terminal acts upon or that
    turn the reading direction are escaped. Half surrogates are replaced by U+FFFD: YAML cannot hold them.
    """
    text = re.sub("[\ud800-\udfff]", "\ufffd", text)
    if _ESCAPED.search(text.replace('"', "").replace("\\", "")):
        return _double(text)
    if quoted:
        return _double(text)
    if _is_plain(text):
        return text
    return "'" + text.replace("'", "''") + "'"


def _double(text: str) -> str:
    return '"' + _ESCAPED.sub(lambda found: _escape(found.group()), text) + '"'


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
