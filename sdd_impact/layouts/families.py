"""Where the logging configuration of each family of languages is looked for."""

from __future__ import annotations

import re
from collections.abc import Callable

from sdd_impact import late
from sdd_impact.layouts import calls, log4j2, logback, python_logging, settings_files
from sdd_impact.layouts.shown import Shown
from sdd_impact.model import Source
from sdd_impact.tuples import NamedTuple

Read = Callable[[Source], Shown]


class Family(NamedTuple):
    """Languages that log through the same libraries.

    ``files`` are names of files of configuration, each with what reads it; ``words`` stand in source files (``suffixes``) that make a logger,
    and ``read`` reads those. ``manifests`` are the files that make a folder a part of its own.
    """

    languages: tuple[str, ...]
    manifests: re.Pattern[str]
    files: tuple[tuple[re.Pattern[str], Read], ...] = ()
    words: tuple[str, ...] = ()
    suffixes: tuple[str, ...] = ()
    read: Read | None = None


FAMILIES = (
    Family(
        ("java", "kotlin", "scala"),
        late.regex(r"(?:pom\.xml|build\.gradle(?:\.kts)?|build\.sbt|build\.sc|BUILD(?:\.bazel)?)\Z"),
        (
            (late.regex(r"logback(?:-spring)?\.xml\Z"), logback.read),
            (late.regex(r"log4j2(?:-spring)?\.(?:xml|properties|ya?ml|json|jsn)\Z"), log4j2.read),
            (late.regex(r"application\.(?:properties|ya?ml)\Z"), settings_files.read_spring),
        ),
    ),
    Family(
        ("python",),
        late.regex(r"(?:pyproject\.toml|setup\.(?:py|cfg)|manage\.py|Pipfile|requirements\.txt)\Z"),
        (
            (late.regex(r"(?:logging|logger|log)(?:[-_.]?conf(?:ig)?)?\.(?:ya?ml|json)\Z"), python_logging.read_document),
            (late.regex(r"(?:logging|logger|log)(?:[-_.]?conf(?:ig)?)?\.(?:conf|ini|cfg)\Z"), python_logging.read_conf),
        ),
        ("basicConfig", "formatters", "JSONRenderer"),
        (".py",),
        python_logging.read_source,
    ),
    Family(
        ("javascript", "typescript"),
        late.regex(r"package\.json\Z"),
        (),
        ("pino(", "'pino')(", '"pino")(', "createLogger("),
        (".js", ".cjs", ".mjs", ".jsx", ".ts", ".cts", ".mts", ".tsx"),
        calls.read_javascript,
    ),
    Family(
        ("csharp",),
        late.regex(r".*\.(?:csproj|fsproj)\Z"),
        ((late.regex(r"appsettings\.json\Z"), settings_files.read_serilog),),
    ),
    Family(
        ("go",),
        late.regex(r"go\.mod\Z"),
        (),
        ("slog.New", "zap.New", "zerolog.New", "SetFormatter(", ".Build()"),
        (".go",),
        calls.read_go,
    ),
)

BY_LANGUAGE = {language: family for family in FAMILIES for language in family.languages}
