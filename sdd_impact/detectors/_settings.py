"""How the languages read settings from the environment."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sdd_impact import late
from sdd_impact.detectors._declared import CODE, Declared, Found, newly_declared
from sdd_impact.detectors._lists import listed
from sdd_impact.model import Scene

_NAME = r"(?P<name>[A-Z][A-Z0-9]*_[A-Z0-9_]+)"
_CALLS = r"""(?:os\.)?getenv|environ\.get|ENV\.fetch|os\.(?:Getenv|LookupEnv)|System\.getenv|Environment\.GetEnvironmentVariable|env::var(?:_os)?
    |Deno\.env\.get|sys\.env\.get|(?<![\w.$>:])env(?:\.(?:str|int|bool|list|url|json|float))?"""
#: How the languages read one. The group ``given`` is a default that is given in the call.
_READ = late.regex(
    rf"""(?:{_CALLS})\(\s*["']{_NAME}["']\s*(?P<given>,)?
    |(?:os\.environ|ENV|process\.env|\$_ENV|sys\.env)\s*[\[(]\s*["']{_NAME.replace("name", "key")}["']\s*[\])]
    |(?:process|import\.meta)\.env\.{_NAME.replace("name", "member")}\b""",
    re.VERBOSE,
)
_SPRING = late.regex(r"@Value\(\s*\"\$\{(?P<name>[a-z][\w.-]*\.[\w.-]+)(?P<given>:)?")
#: What may follow where the code copes with its absence, and what may stand before.
_COPES = late.regex(
    r"[!)\]]*\s*(?:\|\||\?\?|\?|or\b|if\b|===?|!==?|\.unwrap_or|\.getOrElse|\.orElse|\.ok\(|is\b|in\b|:=)|[)\]]*\s*\)?\s*(?:&&|\{|then\b)"
)
_TESTED = late.regex(
    r"(?:\bif\b|\bunless\b|\belif\b|!|&&|\|\||\?|\bnot\b|\bBoolean\()[\s(!]*\Z|\bif\b[^;{]*\Z|,\s*(?:ok|exists|found|err|set)\s*:=\s*\Z"
)
#: Names of machines and build systems, not of this program.
_OTHERS = late.regex(
    r"(?:CI|GITHUB|GITLAB|TRAVIS|CIRCLE|JENKINS|BUILDKITE|VERCEL|NETLIFY|HEROKU|KUBERNETES|XDG|LC|npm|NPM|PYTEST|JEST|VITEST|PLAYWRIGHT|CYPRESS|TEST|GO|CARGO)_.*"
    r"|(?:NODE|RAILS|RACK|APP|FLASK|DJANGO|GO|ASPNETCORE|DOTNET|PYTHON)_(?:ENV|ENVIRONMENT|DEBUG|SETTINGS_MODULE|PATH|HOME|OPTIONS)|.*_(?:TEST|TESTS|TESTING)|HTTPS?_PROXY|NO_PROXY"
)
_HINTS = tuple(word.encode() for word in sorted(listed("getenv Getenv environ ENV env LookupEnv GetEnvironmentVariable @Value")))


def new_settings(scene: Scene) -> Iterator[Declared]:
    """Yield the settings whose names are new. In their ``data``, ``required`` is ``yes`` where neither a default nor a test for absence is in sight."""
    return newly_declared(scene, CODE, _HINTS, _find)


def _find(path: str, text: str) -> Iterator[Found]:
    for found in _READ.finditer(text):
        groups = found.groupdict()
        name = groups["name"] or groups["key"] or groups["member"]
        if not _OTHERS.fullmatch(name):
            yield Found(name, found.start(), (("required", "no" if groups["given"] or _copes(text, found) else "yes"),))
    if path.endswith((".java", ".kt", ".scala")):
        for found in _SPRING.finditer(text):
            yield Found(found["name"], found.start(), (("required", "no" if found["given"] else "yes"),))


def _copes(text: str, found: re.Match[str]) -> bool:
    before = text[max(found.start() - 200, 0) : found.start()].rpartition("\n")[2]
    return _COPES.match(text, found.end()) is not None or _TESTED.search(before) is not None
