"""Dissect: a pattern of keys between delimiters, as a regular expression.

Rules from Elasticsearch's reference, "Dissect processor": ``%{key}`` takes what stands before the next delimiter, the last one the rest; ``->`` behind a
key lets its delimiter be repeated; ``?key`` and ``%{}`` are taken and dropped; ``+key`` appends, ``*key`` and ``&key`` name each other.
"""

from __future__ import annotations

import re

from sdd_impact import late

_KEY = late.regex(r"%\{([^{}]*)\}")
_NAME = late.regex(r"[^\W\d]\w*")


def dissected(pattern: str) -> str:
    """Return the regular expression (Oniguruma's dialect) of a pattern; keys that have a plain name are its groups."""
    made = ["\\A"]
    taken: set[str] = set()
    found = list(_KEY.finditer(pattern))
    made.append(_literal(pattern[: found[0].start()] if found else pattern))
    for number, match in enumerate(found):
        end = found[number + 1].start() if number + 1 < len(found) else len(pattern)
        delimiter = pattern[match.end() : end]
        key = match.group(1)
        name = re.sub(r"\W", "_", key.removesuffix("->").partition("/")[0])
        plain = not key.startswith(("?", "+", "*", "&")) and _NAME.fullmatch(name) and name not in taken
        taken.add(name)
        rest = ".*" if delimiter == "" and number + 1 == len(found) else ".*?"
        made.append(f"(?<{name}>{rest})" if plain else f"(?:{rest})")
        repeated = key.endswith("->") and delimiter
        made.append(f"(?:{_literal(delimiter)})+" if repeated else _literal(delimiter))
    return "".join(made)


def _literal(text: str) -> str:
    return re.escape(text).replace("\\ ", " ")
