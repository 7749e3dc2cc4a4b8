"""Tags of an expression: addresses (``<HOST>``, ``<ADDR>``) and named parts (``<F-USER>…</F-USER>``), as expressions of Python.

What each stands for: jail.conf(5), "Filter"; names of groups are those that fail2ban gives to named parts, ``host`` and so on for addresses.
"""

from __future__ import annotations

import re

from sdd_impact import late

_TAG = late.regex(r"</?[\w-]+/?>")
_NAMED = late.regex(r"(/?)F-([A-Z0-9_-]+)")
#: A mode in the middle, which holds for the group around it: ``((?i)LOGIN)``.
_MODE_INSIDE = late.regex(r"(?<!\\)\((?:\?:)?(\(\?[a-z]+)\)")

_V4 = r"(?:[0-9]{1,3}\.){3}[0-9]{1,3}"
#: Every IPv6 address (also one that holds an IPv4 address), and little else: counting its groups would make each search costly to decide.
_V6 = "[0-9a-fA-F]*:(?:[0-9a-fA-F:.]*[0-9a-fA-F]|:)"
_NAME = r"[\w.^-]*\w"
_ADDRESSES = {
    "HOST": ("host", rf"\[?(?:{_NAME}|{_V6})\]?"),
    "ADDR": ("addr", rf"\[?(?:{_V4}|{_V6})\]?"),
    "IP4": ("ip4", rf"(?:::f{{4,6}}:)?{_V4}"),
    "IP6": ("ip6", _V6),
    "DNS": ("dns", _NAME),
    "CIDR": ("cidr", "[0-9]+"),
    "SUBNET": ("subnet", rf"\[?(?:{_V4}|{_V6})(?:/[0-9]+)?\]?"),
}
#: Named parts that bring their own expression when they are closed at once: ``<F-ID/>``.
_CLOSED = {"ID": ("fid", r"\S+"), "PORT": ("fport", r"\w+")}
_RENAMED = {"id": "fid", "port": "fport"}
#: Stands for the lines between two that a filter joins; a private character, so that no pattern has it.
SKIPPED = "\U000f8001"


def expand(text: str) -> str:
    """Return the expression with every tag of fail2ban replaced. Any other tag is text and stays."""
    opened: set[str] = set()
    used: dict[str, int] = {}

    def group(name: str) -> str:
        """A name that occurs again is numbered, so that the expression can be read; fail2ban would refuse it."""
        used[name] = used.get(name, 0) + 1
        return f"(?P<{name}>" if used[name] == 1 else f"(?P<{name}_{used[name]}>"

    def put(found: re.Match[str]) -> str:
        name = found.group()[1:-1]
        if name == "SKIPLINES":
            return SKIPPED
        short = name.removeprefix("F-").removesuffix("/")
        known = _ADDRESSES.get(short) if name in (short, f"F-{short}/") else None
        known = known or (_CLOSED.get(short) if name == f"F-{short}/" else None)
        if known:
            return f"{group(known[0])}{known[1]})"
        named = _NAMED.fullmatch(name)
        if named is None:
            return found.group()
        if named.group(1):
            return ")" if named.group(2) in opened else found.group()
        opened.add(named.group(2))
        plain = re.sub(r"\W", "_", named.group(2).lower())
        return group(_RENAMED.get(plain, plain))

    return _MODE_INSIDE.sub(r"\1:", _TAG.sub(put, text))
