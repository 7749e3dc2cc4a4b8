"""The logging libraries of the JVM as data: how each fills its messages in, and which method has which level.

Sources: the manuals and API documentation of SLF4J 2, Log4j 2, Log4j 1.2, Commons Logging, java.util.logging, System.Logger, JBoss
Logging 3, Flogger, Timber and Android.
"""

from __future__ import annotations

from sdd_impact.tuples import NamedTuple


class Framework(NamedTuple):
    """One family of logging libraries.

    ``style`` is how a message with arguments is filled in ("" for never), ``always`` whether that is done without arguments too.
    ``throwable`` says what becomes of an exception as the last argument: ``never`` fills a hole (SLF4J takes it away first), fills
    one only ``among`` other arguments (Log4j 2: alone it chooses another overload), or ``fills`` holes like any argument.
    ``separator`` stands between outer and inner class in a logger's name. ``tag``: the first argument is a tag (Android).
    ``short``: levels are one letter.
    """

    name: str
    style: str = "braces"
    throwable: str = "never"
    separator: str = "$"
    always: bool = False
    tag: bool = False
    short: bool = False


SLF4J = Framework("slf4j")
AKKA = Framework("akka", throwable="fills")
LOG4J2 = Framework("log4j2", throwable="among", separator=".")
LOG4J2_PRINTF = Framework("log4j2-printf", "java-printf", "among", ".", always=True)
PLAIN = Framework("plain", "")
JUL = Framework("jul", "message")
JBOSS = Framework("jboss", "")
FLOGGER = Framework("flogger", "java-printf", "fills", ".")
SYSTEM = Framework("system", "message")
ANDROID = Framework("android", "", tag=True, short=True)
TIMBER = Framework("timber", "java-printf", "fills", short=True)
SHORT = Framework("short", "", short=True)
UNKNOWN = Framework("unknown")

#: Package (or class) in which a logger's type lives → its library. The longest prefix that fits decides.
PACKAGES = {
    "org.slf4j": SLF4J,
    "ch.qos.logback": SLF4J,
    "lombok.extern.slf4j": SLF4J,
    "org.gradle.api.logging": SLF4J,
    "org.tinylog": SLF4J,
    "play": SLF4J,
    "akka.event": AKKA,
    "org.apache.pekko.event": AKKA,
    "io.vertx.core.logging": SLF4J,
    "io.vertx.core.impl.logging": PLAIN,
    "io.netty.util.internal.logging": SLF4J,
    "org.eclipse.jetty.util.log": SLF4J,
    "com.twitter.util.logging": SLF4J,
    "org.apache.logging.log4j": LOG4J2,
    "org.elasticsearch.logging": LOG4J2,
    "lombok.extern.log4j.Log4j2": LOG4J2,
    "org.apache.log4j": PLAIN,
    "lombok.extern.log4j": PLAIN,
    "org.apache.commons.logging": PLAIN,
    "lombok.extern.apachecommons": PLAIN,
    "org.apache.maven.plugin.logging": PLAIN,
    "org.apache.juli.logging": PLAIN,
    "java.util.logging": JUL,
    "lombok.extern.java": JUL,
    "org.jboss.logging": JBOSS,
    "io.quarkus.logging": JBOSS,
    "lombok.extern.jbosslog": JBOSS,
    "com.google.common.flogger": FLOGGER,
    "lombok.extern.flogger": FLOGGER,
    "java.lang.System.Logger": SYSTEM,
    "android.util": ANDROID,
    "timber.log": TIMBER,
    "com.orhanobut.logger": TIMBER,
    "co.touchlab.kermit": SHORT,
    "io.github.aakira.napier": SHORT,
    "mu": SLF4J,
    "io.github.oshai.kotlinlogging": SLF4J,
    "io.ktor.util.logging": SLF4J,
    "com.intellij.openapi.diagnostic": PLAIN,
    "com.typesafe.scalalogging": SLF4J,
    "grizzled.slf4j": SLF4J,
    "org.log4s": PLAIN,
    "scribe": PLAIN,
    "org.typelevel.log4cats": PLAIN,
    "io.chrisdavenport.log4cats": PLAIN,
}

#: Lombok's annotations that make a field ``log``.
LOMBOK = {
    "Slf4j": SLF4J, "XSlf4j": SLF4J, "Log4j2": LOG4J2, "Log4j": PLAIN, "CommonsLog": PLAIN, "Log": JUL, "JBossLog": JBOSS,
    "Flogger": FLOGGER, "CustomLog": UNKNOWN,
}  # fmt: skip

#: Level names of all libraries. FINE is DEBUG and FINER is TRACE by the table of System.Logger; CONFIG has no counterpart.
LEVELS = {
    "trace": "trace", "finer": "trace", "finest": "trace", "verbose": "verbose",
    "debug": "debug", "fine": "debug",
    "config": "config",
    "info": "info", "notice": "notice", "lifecycle": "lifecycle", "quiet": "quiet",
    "warn": "warning", "warning": "warning",
    "error": "error", "severe": "error",
    "fatal": "critical", "critical": "critical", "wtf": "critical", "assert": "critical",
}  # fmt: skip

#: Methods whose name is a level: method → (level, style where it differs from the library's own).
LEVEL_METHODS: dict[str, tuple[str, str | None]] = {
    **{
        name: (LEVELS[name], None)
        for name in ("trace", "debug", "info", "notice", "warn", "warning", "error", "fatal", "severe", "config", "fine", "finer",
                     "finest", "critical", "lifecycle", "quiet")
    },
    # Akka's and Pekko's ``LoggerOps``, because Scala cannot choose between SLF4J's overloads
    **{f"{name}{many}": (LEVELS[name], None) for name in ("trace", "debug", "info", "warn", "error") for many in ("2", "N")},
    **{f"{name}f": (LEVELS[name], "java-printf") for name in ("trace", "debug", "info", "warn", "error", "fatal")},
    **{f"{name}v": (LEVELS[name], "message") for name in ("trace", "debug", "info", "warn", "error", "fatal")},
}  # fmt: skip

#: One-letter methods of Android and Timber.
SHORT_METHODS = {"v": "verbose", "d": "debug", "i": "info", "w": "warning", "e": "error", "a": "critical", "wtf": "critical"}

#: Methods that take the level as an argument: method → (style where it differs, arguments between level and message).
LEVEL_FIRST: dict[str, tuple[str | None, int]] = {
    "log": (None, 0),
    "logf": ("java-printf", 0),
    "logv": ("message", 0),
    "printf": ("java-printf", 0),
    "logp": (None, 2),
    "logrb": (None, 2),
}

#: Methods that begin a fluent call: method → level; "" where an argument has it.
BUILDER_METHODS = {
    **{f"at{name.capitalize()}": level for name, level in LEVELS.items()},
    "atLevel": "",
    "at": "",
    "makeLoggingEventBuilder": "",
}

#: Methods that give a logger: method → whether the result formats as printf.
FACTORIES = {
    "getLogger": False, "getLog": False, "getFormatterLogger": True, "forEnclosingClass": False, "getRootLogger": False,
    "getAnonymousLogger": False, "getGlobal": False, "of": False, "getXLogger": False, "create": False,
}  # fmt: skip


def framework_of(qualified: str) -> Framework | None:
    """The library of a qualified type or package, None where it is none of them."""
    name = qualified
    while name:
        if name in PACKAGES:
            return PACKAGES[name]
        name = name.rpartition(".")[0]
    return None


def level_named(name: str) -> str:
    """The level of a constant's name: ``WARN`` → ``warning``; a name that is not known is its own level in lower case."""
    return LEVELS.get(name.lower(), name.lower())
