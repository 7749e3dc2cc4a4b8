"""What logging configuration shows: each case is a small repository, a statement's place, and the layout that its lines have."""

from __future__ import annotations

import time
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdd_impact.layouts import Finder
from sdd_impact.layouts.families import FAMILIES
from sdd_impact.model import LineLayout, Source


class Files:
    """A tree of a few files."""

    def __init__(self, files: dict[str, str | bytes]) -> None:
        self.files = {path: text.encode() if isinstance(text, str) else text for path, text in files.items()}
        self.read_paths: list[str] = []

    def paths(self) -> tuple[str, ...]:
        return tuple(sorted(self.files))

    def read(self, path: str) -> Source | None:
        self.read_paths.append(path)
        return Source(path, self.files[path]) if path in self.files else None

    def containing(self, words: Iterable[str]) -> tuple[str, ...]:
        sought = [word.encode() for word in words]
        return tuple(path for path in self.paths() if any(word in self.files[path] for word in sought))


def found(files: dict[str, str | bytes], path: str, language: str) -> tuple[LineLayout | None, tuple[str, ...]]:
    return Finder(Files(files)).find(path, language)


LOGBACK = """<?xml version="1.0" encoding="UTF-8"?>
<configuration>
  <property name="LINE" value="%d{HH:mm:ss.SSS} [%thread] %-5level %logger{36} - %msg%n"/>
  <appender name="OUT" class="ch.qos.logback.core.ConsoleAppender"><encoder><pattern>${LINE}</pattern></encoder></appender>
  <appender name="JSON" class="x.y.FileAppender"><encoder class="net.logstash.logback.encoder.LogstashEncoder"/></appender>
  <root level="info"><appender-ref ref="OUT"/></root>
</configuration>"""
JAVA_LINE = "{time} [{thread}] {level:-5} {logger:short} - {message}"
LOG4J = '<Configuration><Appenders><Console name="C"><PatternLayout pattern="%d %p [%t] %c{1.}: %m%n%ex"/></Console></Appenders></Configuration>'
DJANGO = """LOGGING = {
    "version": 1,
    "formatters": {"line": {"format": "{asctime} {levelname:<8} {name}: {message}", "style": "{"}, "other": {"format": "%(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"]},
}
"""
CONF = """[formatters]
keys=line
[handlers]
keys=console
[handler_console]
class=StreamHandler
formatter=line
[formatter_line]
format=%(asctime)s %(levelname)-5s %(message)s
"""
SERILOG = '{"Serilog": {"WriteTo": [{"Name": "Console", "Args": {"outputTemplate": "[{Timestamp:HH:mm:ss} {Level:u3}] {Message:lj}{NewLine}{Exception}"}}]}}'
ZAP = 'package main\nimport "go.uber.org/zap"\nfunc main() { logger, _ := zap.NewProduction(); _ = logger }\n'
SLOG = 'package main\nimport "log/slog"\nfunc main() { slog.SetDefault(slog.New(slog.NewJSONHandler(os.Stdout, nil))) }\n'

TEXTS = [
    ({"src/main/resources/logback.xml": LOGBACK}, "src/main/java/A.java", "java", JAVA_LINE),
    ({"src/main/resources/logback-spring.xml": LOGBACK}, "src/main/kotlin/A.kt", "kotlin", JAVA_LINE),
    ({"log4j2.xml": LOG4J}, "A.java", "java", "{time} {level} [{thread}] {logger:short}: {message}"),
    (
        {"log4j2.properties": "appender.c.type = Console\nappender.c.layout.type = PatternLayout\nappender.c.layout.pattern = %d %m%n\n"},
        "A.java", "java", "{time} {message}",
    ),
    (
        {"log4j2.yaml": "Configuration:\n  Appenders:\n    Console:\n      PatternLayout:\n        Pattern: '%p %m%n'\n"},
        "A.java", "scala", "{level} {message}",
    ),
    ({"application.properties": "logging.pattern.console=%d %-5p %m%n\n"}, "A.java", "java", "{time} {level:-5} {message}"),
    ({"application.yml": "logging:\n  pattern:\n    console: '%p: %m%n'\n"}, "A.java", "java", "{level}: {message}"),
    ({"app.py": "import logging\nlogging.basicConfig(level=logging.INFO)\n"}, "x/a.py", "python", "{level}:{logger}:{message}"),
    (
        {"app.py": "import logging\nlogging.basicConfig(format='%(asctime)s - %(levelname)-8s' + ' {%(message)s}')\n"},
        "a.py", "python", "{time} - {level:-8} {{{message}}}",
    ),
    ({"a.py": "logging.basicConfig(format='[%(levelname) 5s] 100%% %(message)s')"}, "a.py", "python", "[{level:5}] 100% {message}"),
    ({"a.py": "LINE: str = '%(message)s.'\nlogging.basicConfig(format=LINE)\n"}, "a.py", "python", "{message}."),
    ({"site/settings.py": DJANGO}, "site/a.py", "python", "{time} {level:-8} {logger}: {message}"),
    ({"logging.conf": CONF}, "a.py", "python", "{time} {level:-5} {message}"),
    ({"logging.yaml": "version: 1\nformatters: {a: {format: '%(message)s!'}}\n"}, "a.py", "python", "{message}!"),
    ({"appsettings.json": SERILOG}, "A.cs", "csharp", "[{time} {level:short}] {message}"),
]  # fmt: skip


@pytest.mark.parametrize(("files", "path", "language", "pattern"), TEXTS)
def test_a_text_layout(files: dict[str, str | bytes], path: str, language: str, pattern: str) -> None:
    layout, assuming = found(files, path, language)
    assert layout is not None
    assert (layout.form, layout.pattern) == ("text", pattern)
    assert assuming == (f"lines look as {layout.source} says: {pattern}",)
    assert layout.source in files


KEYED = [
    ({"logback.xml": LOGBACK.replace('ref="OUT"', 'ref="JSON"')}, "A.java", "java", "message", "level"),
    (
        {"log4j2.xml": LOG4J.replace('PatternLayout pattern="%d %p [%t] %c{1.}: %m%n%ex"', "JsonTemplateLayout")},
        "A.java", "java", "message", "log.level",
    ),
    ({"l.py": "structlog.configure(processors=[structlog.processors.JSONRenderer()])"}, "a.py", "python", "event", "level"),
    ({"main.go": ZAP}, "pkg/a.go", "go", "msg", "level"),
    ({"main.go": SLOG}, "pkg/a.go", "go", "msg", "level"),
    ({"main.go": "package main\nvar l = zerolog.New(os.Stderr).With().Timestamp().Logger()\n"}, "a.go", "go", "message", "level"),
    ({"package.json": "{}", "log.js": "module.exports = require('pino')()\n"}, "a.js", "javascript", "msg", "level"),
    ({"log.ts": "import pino from 'pino';\nexport const log = pino({level: 'info'});\n"}, "a.ts", "typescript", "msg", "level"),
    (
        {"log.js": "const winston = require('winston');\nwinston.createLogger({format: winston.format.json()})"},
        "a.js", "javascript", "message", "level",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("files", "path", "language", "message", "level"), KEYED)
def test_a_layout_of_keys(files: dict[str, str | bytes], path: str, language: str, message: str, level: str) -> None:
    layout, _ = found(files, path, language)
    assert layout is not None
    assert layout.form == "json"
    assert {"message": message, "level": level}.items() <= dict(layout.keys).items()


UNCLEAR = [
    ({"logback.xml": LOGBACK.replace('"OUT"/>', '"OUT"/><appender-ref ref="JSON"/>')}, "java", "more than one way"),
    (
        {"a/logback.xml": LOGBACK, "b/logback.xml": LOGBACK.replace("%-5level", "%level")},
        "java",
        "a/logback.xml and b/logback.xml say more",
    ),
    ({"logback.xml": LOGBACK.replace("%msg", "%mask")}, "java", "%mask"),
    ({"logback.xml": LOGBACK.replace("%msg", "%.20msg")}, "java", "changes the message"),
    ({"logback.xml": LOGBACK.replace("${LINE}", "${ELSEWHERE}")}, "java", "%unknown"),
    ({"logback.xml": LOGBACK[:-20]}, "java", "no XML"),
    (
        {"logback.xml": b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><configuration>&b;</configuration>'},
        "java",
        "entities",
    ),
    ({"logback.xml": b"<a>" * 100_000}, "java", "too many elements"),
    ({"log4j2.xml": LOG4J.replace("PatternLayout", "HtmlLayout")}, "java", "htmllayout"),
    ({"log4j2.xml": LOG4J.replace("%m%n", "%replace{%m}{a}{b}%n")}, "java", "%replace"),
    ({"a.py": "logging.basicConfig(format=FORMAT)"}, "python", "no literal"),
    ({"a.py": "logging.basicConfig(format='%(levelname) %(message)s')"}, "python", "not understood"),
    ({"a.py": "logging.basicConfig(**given)"}, "python", "not written there"),
    ({"a.py": "logging.basicConfig()", "b.py": "logging.basicConfig(format='%(message)s')"}, "python", "a.py and b.py say more"),
    ({"a.py": DJANGO.replace('"format": "{', '"()": "x.Colours", "format": "{')}, "python", "Colours"),
    ({"a.py": "logging.basicConfig(format=" + "'a' + " * 3_000 + "'b')"}, "python", "too deeply"),
    ({"logging.ini": "no section"}, "python", "no section headers"),
    ({"log.js": "const l = pino({transport: {target: 'pino-pretty'}})"}, "javascript", "transport"),
    ({"log.js": "winston.createLogger({format: winston.format.printf(x => x)})"}, "javascript", "of its own"),
    ({"main.go": ZAP.replace("NewProduction", "NewDevelopment")}, "go", "no JSON"),
    ({"main.go": SLOG, "cmd/b.go": ZAP}, "go", "cmd/b.go and main.go say more"),
]


@pytest.mark.parametrize(("files", "language", "why"), UNCLEAR)
def test_what_is_not_plain_is_unknown_and_says_so(files: dict[str, str | bytes], language: str, why: str) -> None:
    layout, (assumed,) = found(files, "a/file", language)
    assert layout is None
    assert why in assumed
    assert assumed.startswith("any text may stand around the message: ")


@pytest.mark.parametrize(
    ("files", "language"),
    [
        ({}, "python"),
        ({"src/test/resources/logback.xml": LOGBACK, "logback-test.xml": LOGBACK}, "java"),
        ({"tests/conftest.py": "logging.basicConfig()", "test_a.py": "logging.basicConfig()"}, "python"),
        ({"logback.xml": LOGBACK}, "python"),
        ({"application.yml": "a: 1\n---\nb: 2\n"}, "java"),
        ({"appsettings.json": '{"Logging": {}}'}, "csharp"),
        ({"main.go": "package main // slog.NewJSONHandler(x)\n"}, "go"),
        ({"a.py": "logging.basicConfig("}, "python"),
        ({"logback.xml": LOGBACK}, "cobol"),
    ],
)
def test_what_says_nothing_is_no_layout(files: dict[str, str | bytes], language: str) -> None:
    assert found(files, "a/file", language) == (None, ())


def test_the_nearest_part_of_the_repository_counts() -> None:
    files: dict[str, str | bytes] = {
        "pay/pom.xml": "", "pay/src/main/resources/logback.xml": LOGBACK, "web/pom.xml": "", "logback.xml": LOGBACK.replace("%-5level", "%p"),
    }  # fmt: skip
    finder = Finder(Files(files))
    near, far = finder.find("pay/src/main/java/A.java", "java")[0], finder.find("web/src/main/java/A.java", "java")[0]
    assert near is not None
    assert far is not None
    assert (near.source, far.source) == ("pay/src/main/resources/logback.xml", "logback.xml")


def test_nothing_is_read_before_it_is_asked_for_and_nothing_twice() -> None:
    files = Files({"logback.xml": LOGBACK, "a.py": "logging.basicConfig()"})
    finder = Finder(files)
    assert files.read_paths == []
    for _ in range(3):
        finder.find("A.java", "java")
    assert files.read_paths == ["logback.xml"]


NAMES = (
    "logback.xml",
    "log4j2.xml",
    "log4j2.properties",
    "log4j2.json",
    "application.yml",
    "appsettings.json",
    "logging.conf",
    "logging.yaml",
    "a.py",
    "a.go",
    "a.js",
)
PIECES = st.sampled_from([
    LOGBACK, LOG4J, DJANGO, CONF, SERILOG, ZAP, SLOG, "%", "{", "}", "<", ">", "<!ENTITY a 'b'>", "basicConfig(", "format=", "'%(", "(" * 300, "[" * 300,
    "pino(", "slog.NewJSONHandler(", "\x00", "é", "- ", ": ", "\n", "&a;", "formatters", "{'formatters': {'a': 1}}",
])  # fmt: skip


@given(
    st.sampled_from(NAMES),
    st.lists(PIECES, max_size=6).map("".join),
    st.integers(0, 400),
    st.sampled_from(["java", "python", "go", "javascript", "csharp"]),
)
def test_hostile_files_are_calm(name: str, text: str, cut: int, language: str) -> None:
    layout, assuming = found({name: text[cut:]}, "x", language)
    assert layout is None or layout.source == name
    assert all(isinstance(each, str) for each in assuming)


@pytest.mark.parametrize(
    ("name", "text", "language"),
    [
        ("a.go", "slog.New /*" * 90_000, "go"),
        ("a.js", "pino(`'" * 150_000, "javascript"),
        ("log4j2.properties", ("a" + " " * 400_000 + "=" + " " * 400_000) + "b", "java"),
        ("application.properties", "\n" * 900_000 + "logging.pattern.console=" + " " * 90_000 + "%m", "java"),
        (
            "logback.xml",
            "<configuration><property name='a' value='"
            + "${a}" * 90_000
            + "'/><appender><encoder><pattern>${a}</pattern></encoder></appender></configuration>",
            "java",
        ),
        ("a.py", "basicConfig(format='" + "%(" * 100_000 + "')", "python"),
    ],
)
def test_large_and_hostile_files_are_quick(name: str, text: str, language: str) -> None:
    began = time.process_time()
    found({name: text}, "x", language)
    assert time.process_time() - began < 60


def test_every_language_belongs_to_one_family() -> None:
    languages = [language for family in FAMILIES for language in family.languages]
    assert len(languages) == len(set(languages))
