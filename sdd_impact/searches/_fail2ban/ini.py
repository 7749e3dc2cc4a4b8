"""fail2ban's configuration files, as its reader (Python's ``configparser``) takes them apart.

``[section]``; ``name = value`` or ``name: value``, names in any case; a line that is indented deeper goes on with the value; a comment is a
line that begins with ``#`` or ``;``, or what follows white space and ``;``.
"""

from __future__ import annotations

import re
from functools import lru_cache

from sdd_impact import late
from sdd_impact.tuples import NamedTuple

#: The largest file that is read, in characters. Real filters have up to 20,000.
SIZE = 1_100_000
_OPTION = late.regex(r"([^=:]*)([=:])(.*)", re.DOTALL)
_INLINE = late.regex(r"(?:^|(?<=\s));")
_OWNER = late.regex(r"[#;]\s*owner\s*[:=]\s*(\S+(?:[^\S\n]+\S+)*)", re.IGNORECASE)
_SHOWN = 80


class Line(NamedTuple):
    """One line of a value, stripped, and where it stands (``path`` is "" for what the tool brings along)."""

    text: str
    number: int
    path: str = ""


class Option(NamedTuple):
    """A setting: its value line by line."""

    lines: tuple[Line, ...]

    @property
    def value(self) -> str:
        """The value as fail2ban has it."""
        return "\n".join(line.text for line in self.lines).rstrip()


class Broken(NamedTuple):
    """What fail2ban would refuse: the line and why."""

    number: int
    reason: str


class Ini(NamedTuple):
    """A whole file: options by section, with ``DEFAULT`` among the sections, and the owner that a comment names."""

    sections: dict[str, dict[str, Option]]
    broken: tuple[Broken, ...] = ()
    owner: str = ""

    def get(self, section: str, name: str) -> Option | None:
        """Return an option of one section."""
        return self.sections.get(section, {}).get(name)


@lru_cache(256)
def parse(data: bytes, path: str = "") -> Ini:
    """Read a file. Never raises. What helps to read many filters is read once."""
    text = data.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "surrogateescape")
    if len(text) > SIZE:
        return Ini({}, (Broken(1, f"the file is too large: more than {SIZE:,} characters"),))
    reader = _Reader(path)
    for number, line in enumerate(re.split(r"\r\n|\n|\r", text), 1):
        reader.take(line, number)
    return reader.ini()


class _Reader:
    def __init__(self, path: str) -> None:
        self.path = path
        self.sections: dict[str, dict[str, list[Line]]] = {}
        self.section: dict[str, list[Line]] | None = None
        self.option: list[Line] | None = None
        self.indent = 0
        self.broken: list[Broken] = []
        self.owner = ""

    def take(self, line: str, number: int) -> None:
        """One line of the file."""
        inside = line.strip()
        if inside.startswith(("#", ";")):
            found = _OWNER.match(inside)
            self.owner = self.owner or (found.group(1) if found else "")
            return
        comment = _INLINE.search(line)
        value = (line[: comment.start()] if comment else line).strip()
        if not value:
            if comment is None and self.option is not None:
                self.option.append(Line("", number, self.path))
            return
        indent = len(line) - len(line.lstrip())
        if self.option is not None and indent > self.indent:
            self.option.append(Line(value, number, self.path))
            return
        self.indent = indent
        self._begin(value, number)

    def _begin(self, value: str, number: int) -> None:
        if value.startswith("[") and "]" in value[2:]:
            self.section = self.sections.setdefault(value[1 : value.rindex("]")], {})
            self.option = None
            return
        found = _OPTION.match(value)
        if self.section is None or found is None or not found.group(1).strip():
            self.broken.append(Broken(number, f"no section, setting or comment: {value[:_SHOWN]}"))
            self.option = None
            return
        name = found.group(1).strip().lower()
        if name in self.section:
            self.broken.append(Broken(number, f"{name} stands already on line {self.section[name][0].number}"))
        self.option = self.section[name] = [Line(found.group(3).strip(), number, self.path)]

    def ini(self) -> Ini:
        """What was read."""
        sections = {name: {key: Option(tuple(lines)) for key, lines in options.items()} for name, options in self.sections.items()}
        return Ini(sections, tuple(self.broken), self.owner)
