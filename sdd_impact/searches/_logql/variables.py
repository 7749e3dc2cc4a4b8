"""What a person or a dashboard fills in: ``$user``, ``${user:regex}``, ``[[user]]``, ``{{ .Values.user }}``."""

from __future__ import annotations

from sdd_impact import late

_VARIABLE = late.regex(r"\$\{[^{}]*\}|\$[A-Za-z_]\w*|\{\{[^{}]*\}\}|\[\[[A-Za-z_]\w*\]\](?![*+?{])")
_OLD = late.regex(r"\[\[([A-Za-z_]\w*)(?::\w+)?\]\]")
_FRAME = late.regex(r"\(\?[imsU]+\)|\(\?:|\.[*+]\??|[\^$()|]")


def modern(text: str) -> str:
    """Return the text with Grafana's old way of writing a variable (``[[user]]``) in the new one."""
    return _OLD.sub(r"${\1}", text) if "[[" in text else text


def has_variable(text: str) -> bool:
    """Whether a part of the text is filled in later."""
    return bool(_VARIABLE.search(text))


def only_variable(text: str) -> bool:
    """Whether all of the text is filled in later; white space, and what stands around it in a regular expression, is no text."""
    rest, count = _VARIABLE.subn("", text)
    return count > 0 and not _FRAME.sub("", rest).strip()


def is_terraforms(text: str) -> bool:
    """Whether a part of the text is known only to Terraform: a value that stands fast, though not here."""
    return "${terraform." in text
