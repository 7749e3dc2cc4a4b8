"""logcheck: lists of POSIX expressions, one on each line, that say which lines of syslog are reported and which are not.

What the folders mean: logcheck(8) and the README of its database. Rules are handed to ``egrep``, comments and empty lines left out.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.model import AllOf, AnyOf, Location, Query, Reading, Regex, SavedSearch, SearchFormat, Source, Unread
from sdd_impact.searches._globs import translate

if TYPE_CHECKING:
    from collections.abc import Iterator

_FOLDERS = ("ignore.d.*", "violations.d", "violations.ignore.d", "cracking.d", "cracking.ignore.d")
_FILE = late.regex(
    r"(?:^|/)(?:(?:ignore\.d\.(?:server|workstation|paranoid)|(?:violations|cracking)(?:\.ignore)?\.d)/[\w-]+"
    r"|[^/]*\.?logcheck\.(?:ignore\.(?:server|workstation|paranoid)|(?:violations|cracking)(?:\.ignore)?))$"
)
_OWNER = late.regex(r"#\s*owner\s*[:=]\s*(\S+(?:[^\S\n]+\S+)*)", re.IGNORECASE)
#: Rules of one file that are read. The longest of Debian's has 200.
_MOST = 5_000
_SIZE = 1_100_000
_SHOWN = 80
_PATHS = (
    *(f"**/{folder}/*" for folder in _FOLDERS),
    "**/*logcheck.ignore.*",
    "**/*logcheck.violations*",
    "**/*logcheck.cracking*",
)
_LOOKED_INTO = late.regex("|".join(map(translate, _PATHS)))


def _recognises(path: str, _head: bytes) -> bool:
    """A file that was looked into because of its path is ours; logcheck takes only names without a dot, and so does this."""
    return bool(_LOOKED_INTO.fullmatch(path))


def _read(source: Source) -> Reading:
    if _LOOKED_INTO.fullmatch(source.path) and not _FILE.search(source.path):
        return Reading()
    if b"\0" in source.data[:4096] or source.data.lstrip()[:1] in (b"{", b"<"):
        return Reading()  # no list, whatever it is called
    if len(source.data) > _SIZE:
        return Reading(unread=(Unread(source.path, f"the file is too large: more than {_SIZE:,} bytes", 1),))
    text = source.data.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "surrogateescape")
    lines = re.split(r"\r?\n", text)
    owner = next((found.group(1) for found in map(_OWNER.match, lines) if found), "")
    queries: dict[str, Query] = {}
    unread: list[Unread] = []
    numbers: list[int] = []
    for number, rule in _rules(lines):
        if len(numbers) >= _MOST:
            unread.append(Unread(source.path, f"more than {_MOST:,} rules; the rest is not read", number))
            break
        problem = _problem(rule)
        if problem:
            unread.append(Unread(source.path, f"{rule[:_SHOWN]} cannot be read: {problem}", number))
            continue
        queries.setdefault(rule, _query(rule))
        numbers.append(number)
    if not queries:
        return Reading(unread=tuple(unread))
    choices = tuple(queries.values())
    search = SavedSearch(
        name=_name(source.path),
        format="logcheck",
        location=Location(source.path, numbers[0], 1, numbers[-1]),
        text="\n".join(queries),
        query=AnyOf(choices) if len(choices) > 1 else choices[0],
        owner=owner,
        alert="ignore" not in source.path.rpartition("/")[0].rpartition("/")[2] and ".ignore" not in source.path.rpartition("/")[2],
        parts=tuple(queries) if len(queries) > 1 else (),
    )
    return Reading((search,), tuple(unread))


def _rules(lines: list[str]) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(lines, 1):
        if line.strip() and not line.startswith("#"):
            yield number, line


def _name(path: str) -> str:
    """The name of the file, or of the package for files of a Debian package."""
    name = path.rpartition("/")[2]
    return re.sub(r"\.?logcheck\.(?:ignore|violations|cracking).*$", "", name) or name


def _problem(rule: str) -> str:
    from sdd_impact.patterns import PatternError, read

    found = read(rule, "ere", "")
    return f"{found.message} (at character {found.position + 1})" if isinstance(found, PatternError) else ""


def _query(rule: str) -> Query:
    from sdd_impact.searches._rules import divide

    found = divide(rule)
    if found is None:
        return Regex(rule, "ere")
    return AllOf((Regex(f"^({found.program})$", "ere", field="program"), Regex(found.message, "ere", field="message")))


FORMAT = SearchFormat(
    name="logcheck",
    paths=_PATHS,
    recognises=_recognises,
    read=_read,
)
