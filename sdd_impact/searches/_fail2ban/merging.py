"""From the files of a filter to one set of settings, and from a setting to its value.

fail2ban reads the files that ``before`` names, the filter, those that ``after`` names, then the filter's ``.local`` in the same way; what is
read later outweighs. ``%(name)s`` is another setting of the section or of ``[DEFAULT]``, ``%(section/name)s`` one of another section,
``%(known/name)s`` the value before the current file changed it. ``<name>`` is put in last: from parameters and ``[Init]``, else from ``[Definition]``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.tuples import NamedTuple

from .ini import Ini, Line, Option, parse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

_REFERENCE = late.regex(r"%(?:%|\(([^()]*)\)s)")
_TAG = late.regex(r"<([^ <>]+)>")
#: The beginning of a tag in which the one that was just put in stands.
_OPENED = late.regex(r"<[^ <>]*\Z")
#: A tag that can only be the name of a setting; one in capitals is an address or a capture, any other is text.
_SETTING = late.regex(r"[a-z_][a-z0-9_-]*(?:/[a-z0-9_-]+)?")
#: What stands where a setting is not known. A private character, so that no pattern has it.
GAP = "\U000f8000"
#: What stands where the prefix of a line would.
PREFIX = "\U000f8002"
_PREFIX_NAME = "__prefix_line"
_DEPTH = 12
_LONGEST = 60_000
_MOST_TAGS = 400
_MOST_PUT_IN = 2_000
_MOST_LINES = 5_000
_MOST_INCLUDES = 30

#: What filters expect of ``common.conf`` where that file is not at hand: the names that it defines, with expressions of our own for them.
BUILT_IN = {
    "common.conf": rb"""
[DEFAULT]
logtype = file
_daemon = \S*
__pid_re = (?:\[[0-9]+\])
__daemon_re = [(\[]?<_daemon>(?:\([^\s()]+\))?[)\]]?:?
__daemon_extra_re = \[ID [0-9]+ \S+\]
__daemon_combs_re = (?:<__daemon_re><__pid_re>?:?|<__pid_re>?:\s+<__daemon_re>)
__kernel_prefix = kernel:\s?\[ *[0-9]+\.[0-9]+\]:?
__hostname = \S+
__md5hex = (?:[0-9a-f]{2}:){15}[0-9a-f]{2}
__bsd_syslog_verbose = <[^.]+\.[^.]+>
__vserver = @vserver_\S+
__date_ambit = (?:\[\])
__pam_auth = pam_unix
__prefix_line = (?:\[\])?\s*(?:<[^.]+\.[^.]+>\s+)?(?:<__hostname>\s+)?(?:<__kernel_prefix>\s+)?(?:<__vserver>\s+)?(?:<__daemon_combs_re>\s+)?(?:<__daemon_extra_re>\s+)?
"""
}


def included(ini: Ini) -> tuple[str, ...]:
    """Return the names of the files that a file includes, those before it first."""
    options = (ini.get("INCLUDES", name) for name in ("before", "after"))
    return tuple(line.text for option in options if option for line in option.lines if line.text)


class Value(NamedTuple):
    """A value put together: its text, with :data:`GAP` where ``missing`` settings would stand."""

    text: str
    missing: tuple[str, ...] = ()


class Settings:
    """The settings of a filter, all files together. ``lacking`` are files that it includes and that are not at hand.

    With ``prefix_apart``, :data:`PREFIX` stands for the prefix of a line (host, program, process) that filters name ``__prefix_line``.
    """

    def __init__(self, parameters: Mapping[str, str] | None = None) -> None:
        self.parameters = dict(parameters or {})
        self.sections: dict[str, dict[str, Option]] = {}
        self.known: dict[tuple[str, str], Option] = {}
        self.lacking: list[str] = []
        self.prefix_apart = False
        self._left = self._lines_left = 0

    def add(self, ini: Ini) -> None:
        """Add a file; it outweighs those before it."""
        for name, options in ini.sections.items():
            section = self.sections.setdefault(name, {})
            if name != "DEFAULT":
                self.known.update({(name, key): section[key] for key in options if key in section})
            section.update(options)

    def option(self, name: str, section: str = "Definition") -> Option | None:
        """Return an option of a section, else of ``[DEFAULT]``; parameters outweigh both."""
        if name == _PREFIX_NAME and self.prefix_apart:
            return _given(PREFIX)
        if name in self.parameters:
            return _given(self.parameters[name])
        place, slash, rest = name.partition("/")
        if slash and rest:
            if place.lower() == "known":
                return self.known.get((section, rest)) or self.sections.get("DEFAULT", {}).get(rest)
            return self.sections.get(place, {}).get(rest) or self.sections.get("DEFAULT", {}).get(rest)
        return self.sections.get(section, {}).get(name) or self.sections.get("DEFAULT", {}).get(name)

    def tagged(self, name: str) -> Option | None:
        """Return what ``<name>`` stands for."""
        if name not in self.parameters:
            own = self.sections.get("Init", {}).get(name.removeprefix("known/"))
            if own is not None:
                return own
        return self.option(name)

    def value(self, text: str) -> Value:
        """Put in everything that a text refers to. Bounded; what goes round in a circle is missing."""
        missing: dict[str, None] = {}
        self._left = _MOST_PUT_IN
        return Value(self._with_tags(self._filled(text, missing, 0), missing), tuple(missing))

    def _filled(self, text: str, missing: dict[str, None], depth: int, section: str = "Definition") -> str:
        def put(found: re.Match[str]) -> str:
            if found.group(1) is None:
                return "%"
            name = found.group(1).lower()
            option = self.option(name, section) or self.option(name)
            self._left -= 1
            if option is None or depth >= _DEPTH or self._left < 0:
                missing[found.group(0)] = None
                return GAP
            return self._filled(option.value, missing, depth + 1, _section(name) or section)

        return _replaced(_REFERENCE, put, text, missing)

    def _with_tags(self, text: str, missing: dict[str, None]) -> str:
        at = 0
        for _ in range(_MOST_TAGS):
            found = _TAG.search(text, at)
            if found is None:
                return text
            option = self.tagged(found.group(1))
            if option is not None:
                new = self._filled(option.value, missing, 1, _section(found.group(1)) or "Definition")
            elif self.lacking and _SETTING.fullmatch(found.group(1)):
                missing[found.group(0)] = None
                new = GAP
            else:
                at = found.end()
                continue
            if len(text) + len(new) > _LONGEST:
                break
            text = text[: found.start()] + new + text[found.end() :]
            around = _OPENED.search(text, 0, found.start())
            at = around.start() if around else found.start()
        missing["more than can be put in"] = None
        return text[:_LONGEST]

    def lines(self, option: Option) -> Iterable[Line]:
        """Yield the lines of a list. A line that is a reference and nothing else stands for the lines of that setting."""
        self._lines_left = _MOST_LINES
        return self._lines(option, 0)

    def _lines(self, option: Option, depth: int) -> Iterable[Line]:
        for line in option.lines:
            self._lines_left -= 1
            if self._lines_left < 0:
                return
            inner = self._alone(line.text)
            if inner is not None and depth < _DEPTH:
                yield from self._lines(inner, depth + 1)
            elif line.text:
                yield line

    def _alone(self, text: str) -> Option | None:
        found = re.fullmatch(r"%\(([^()]*)\)s", text)
        if found:
            return self.option(found.group(1).lower())
        for _ in range(_DEPTH):
            whole = re.fullmatch(r"<([^ <>]+)>", text)
            if whole:
                return self.tagged(whole.group(1))
            inner = _TAG.search(text)
            option = self.tagged(inner.group(1)) if inner and text.startswith("<") and text.endswith(">") else None
            if inner is None or option is None or "\n" in option.value or len(option.value) > _LONGEST:
                return None
            text = text[: inner.start()] + option.value + text[inner.end() :]
        return None


def _section(name: str) -> str:
    """The section that a name asks for."""
    section, slash, _ = name.partition("/")
    return section if slash and section.lower() not in ("known", "default") else ""


def _given(text: str) -> Option:
    return Option(tuple(Line(line.strip(), 0) for line in text.split("\n")))


def _replaced(pattern: re.Pattern[str], put: Callable[[re.Match[str]], str], text: str, missing: dict[str, None]) -> str:
    """``pattern.sub``, but no longer than is allowed."""
    made: list[str] = []
    at = size = 0
    for found in pattern.finditer(text):
        new = put(found)
        made += [text[at : found.start()], new]
        size += found.start() - at + len(new)
        at = found.end()
        if size > _LONGEST:
            missing["more than can be put in"] = None
            return "".join(made)[:_LONGEST]
    return "".join((*made, text[at:]))


def merge(name: str, files: Mapping[str, bytes], paths: Mapping[str, str], parameters: Mapping[str, str] | None = None) -> Settings:
    """Return the settings of the filter ``name`` (without suffix). ``files`` are those of its folder by name, ``paths`` where they stand."""
    settings = Settings(parameters)
    for own in (f"{name}.conf", f"{name}.local"):
        if own in files:
            _include(own, files, paths, settings, ())
    return settings


def _include(name: str, files: Mapping[str, bytes], paths: Mapping[str, str], settings: Settings, above: tuple[str, ...]) -> None:
    data = files.get(name)
    built_in = data is None and name in BUILT_IN
    if data is None:
        data = BUILT_IN.get(name)
    if data is None:
        if name.endswith(".conf"):
            settings.lacking.append(name)
        return
    ini = parse(data, "" if built_in else paths.get(name, name))
    if len(above) < _MOST_INCLUDES:
        _others(ini, "before", files, paths, settings, (*above, name))
    settings.add(ini)
    if len(above) < _MOST_INCLUDES:
        _others(ini, "after", files, paths, settings, (*above, name))
        local = name.removesuffix(".conf") + ".local"
        if above and local in files and local != name and local not in above:
            _include(local, files, paths, settings, (*above, name))


def _others(
    ini: Ini, which: str, files: Mapping[str, bytes], paths: Mapping[str, str], settings: Settings, above: tuple[str, ...]
) -> None:
    option = ini.get("INCLUDES", which)
    for line in option.lines[:_MOST_INCLUDES] if option else ():
        if line.text and line.text not in above:
            _include(line.text, files, paths, settings, above)
