"""Texts whose very form says that they are secrets: keys of known providers, signed tokens, private keys.

They are known by how they begin, so that no word of a message is ever taken for one. What is found is masked wherever it would be shown.
"""

from __future__ import annotations

from sdd_impact import late

MASK = "**********"
_SECRET = late.regex(
    r"gh[pousr]_[A-Za-z0-9]{30,255}|github_pat_\w{30,255}|AKIA[0-9A-Z]{16}|[sr]k_live_[0-9A-Za-z]{16,255}|xox[abprs]-[\w-]{10,255}"
    r"|glpat-[\w-]{20,255}|eyJ[\w-]{10,2000}\.eyJ[\w-]{10,4000}\.[\w-]{10,2000}|AIza[\w-]{35}"
    r"|SG\.[\w-]{20,100}\.[\w-]{20,100}"
    # The header alone says what it is; what follows is the secret.
    r"|-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----(?:[A-Za-z0-9+/=\s,:-]|\\[nr]){0,8000}(?:-----END [A-Z ]{0,30}PRIVATE KEY-----)?"
)
#: The beginning of a secret in a text that was cut to be shown.
_CUT = late.regex(
    r"(?:gh[pousr]_|github_pat_|AKIA|[sr]k_live_|xox[abprs]-|glpat-|eyJ[\w-]{10}|AIza|SG\.|-----BEGIN [A-Z ]{0,30}PRIVATE)[\w.+/=-]{0,8000}…"
)
#: A secret has at least one of these in it. Looking for them takes a hundredth of the time.
_HINTS = ("gh", "github_pat_", "AKIA", "k_live_", "xox", "glpat-", "eyJ", "AIza", "SG.", "PRIVATE")
_SHORTEST = 12
HINTS = tuple(hint.encode() for hint in _HINTS)


def secret_text(text: str) -> bool:
    """Whether a literal text holds a secret."""
    return _hinted(text) and _SECRET.search(text) is not None


def safe(text: str) -> str:
    """A text with every secret in it masked, also one of which only the beginning is left."""
    return _CUT.sub(MASK + "…", _SECRET.sub(MASK, text)) if _hinted(text) else text


def _hinted(text: str) -> bool:
    return len(text) >= _SHORTEST and any(hint in text for hint in _HINTS)
