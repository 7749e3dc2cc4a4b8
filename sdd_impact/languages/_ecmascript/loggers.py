"""Data: the logging libraries of JavaScript, each with the habits that its own documentation states.

Levels and argument orders come from the documentation of Node.js (console, ``util.format``), pino, bunyan, Fastify,
winston, log4js, loglevel, npmlog, signale, consola, NestJS, debug and Sentry.
"""

from __future__ import annotations

from typing import Literal

from sdd_impact.tuples import NamedTuple

#: Method name → level. ``log`` is info: it is what browsers and collectors show for ``console.log`` and NestJS's ``log``.
LEVELS: dict[str, str] = {
    "trace": "trace",
    "debug": "debug",
    "info": "info",
    "log": "info",
    "notice": "notice",
    "warn": "warning",
    "warning": "warning",
    "error": "error",
    "fatal": "critical",
    "crit": "critical",
    "critical": "critical",
    "alert": "critical",
    "emerg": "critical",
    "emergency": "critical",
    "verbose": "verbose",
    "silly": "silly",
    "http": "http",
}

#: Methods that only one library has; they keep their own name as level.
SIGNALE = ("success", "start", "done", "complete", "pending", "await", "note", "star", "watch", "fav", "pause", "wait", "ready")
CONSOLA = ("success", "start", "ready", "box", "fail")

#: The console's own levels; it has no other.
CONSOLE_LEVELS = frozenset({"log", "info", "warn", "error", "debug", "trace"})

#: Methods of the console beyond levels: name → level and the position of the first printed argument.
CONSOLE_EXTRAS: dict[str, tuple[str, int]] = {
    "assert": ("error", 1),
    "group": ("info", 0),
    "groupCollapsed": ("info", 0),
    "table": ("info", 0),
    "dirxml": ("info", 0),
    "dir": ("info", 0),
}

Order = Literal["printed", "fields first", "fields last", "nest"]


class Family(NamedTuple):
    """How one kind of logger reads its arguments.

    ``order``: ``printed`` (every argument is printed, as ``util.format`` does), ``fields first`` (an object or an error, then the
    message), ``fields last`` (the message, then an object), ``nest`` (the message; what follows is a stack or a context).
    ``skip`` counts arguments before the message (npmlog's prefix). ``methods`` are further methods, each its own level. ``appends``: arguments
    beyond the format's slots are printed as well.
    """

    name: str
    order: Order
    skip: int = 0
    methods: tuple[str, ...] = ()
    appends: bool = False


CONSOLE = Family("console", "printed")
PRINTED = Family("printed", "printed")
FIELDS_FIRST = Family("fields first", "fields first")
WINSTON = Family("winston", "fields last")
#: A logger whose make is not known: an object before the message and a label before it are understood as well.
FIELDS_LAST = Family("unknown", "fields last")
NEST = Family("nest", "nest")

#: Module that is imported or required → family of the loggers that it makes.
MODULES: dict[str, Family] = {
    "pino": FIELDS_FIRST,
    "pino-http": FIELDS_FIRST,
    "nestjs-pino": FIELDS_FIRST,
    "koa-pino-logger": FIELDS_FIRST,
    "express-pino-logger": FIELDS_FIRST,
    "bunyan": Family("bunyan", "fields first", appends=True),
    "fastify": FIELDS_FIRST,
    "roarr": FIELDS_FIRST,
    "winston": WINSTON,
    "nest-winston": NEST,
    "@nestjs/common": NEST,
    "log4js": Family("log4js", "printed", methods=("mark",)),
    "loglevel": PRINTED,
    "electron-log": PRINTED,
    "npmlog": Family("npmlog", "printed", skip=1),
    "proc-log": Family("npmlog", "printed", skip=1),
    "signale": Family("signale", "printed", methods=SIGNALE),
    "consola": Family("consola", "printed", methods=CONSOLA),
    "tslog": WINSTON,
}

#: Modules whose function makes debug functions: ``debug('ns')('text')``.
DEBUG_MODULES = frozenset({"debug", "util.debuglog", "node:util.debuglog"})

#: Receivers that are loggers of a known family wherever they stand: last two names of the dotted receiver.
FASTIFY_OWNERS = frozenset({"req", "request", "reply", "fastify", "server", "app", "instance", "fastifyInstance"})

#: A TypeScript type (its last name) that makes a name a logger.
TYPES: dict[str, Family] = {
    "Logger": FIELDS_LAST,
    "ILogger": FIELDS_LAST,
    "LoggerService": NEST,
    "ConsoleLogger": NEST,
    "LoggerInterface": FIELDS_LAST,
    "PinoLogger": FIELDS_FIRST,
    "BaseLogger": FIELDS_FIRST,
    "FastifyBaseLogger": FIELDS_FIRST,
    "FastifyLoggerInstance": FIELDS_FIRST,
    "Bunyan": FIELDS_FIRST,
    "WinstonLogger": WINSTON,
    "Consola": MODULES["consola"],
    "ConsolaInstance": MODULES["consola"],
    "Signale": MODULES["signale"],
}

#: Calls that give a logger: the last name of the callee.
FACTORIES = frozenset(
    {"getLogger", "createLogger", "useLogger", "makeLogger", "newLogger", "createConsola", "pino", "bunyan", "child"}
)

#: Calls on a logger that give the same logger, with the fields of an object argument added where ``fields`` is true.
DERIVED: dict[str, bool] = {
    "child": True,
    "with": True,
    "withFields": True,
    "withContext": True,
    "bind": True,
    "withTag": False,
    "withScope": False,
    "scope": False,
    "withDefaults": False,
    "getSubLogger": False,
    "getChildLogger": False,
    "extend": False,
    "getLogger": False,
}

#: Severities of Sentry → level.
SENTRY_LEVELS: dict[str, str] = {
    "fatal": "critical",
    "error": "error",
    "warning": "warning",
    "log": "info",
    "info": "info",
    "debug": "debug",
}

#: Callees that print to the console: no level, no line of a log.
STREAMS = frozenset({"process.stderr.write", "process.stdout.write", "stderr.write", "stdout.write"})

#: Owners whose ``.log("…")`` is a logger itself: Azure Functions, Sails.
CALLABLE_LOGS = frozenset({"context", "invocationContext", "sails"})

#: Names of values that are an object of fields, where they follow a message.
FIELD_NAMES = frozenset(
    ["meta", "metadata", "context", "ctx", "data", "extra", "extras", "details", "detail", "payload", "fields", "info",
     "params", "opts", "options", "props", "properties", "attributes", "attrs", "tags", "labels", "log", "logData",
     "logContext", "logMeta", "logInfo", "additionalData", "additionalInfo", "body"]
)  # fmt: skip

#: Keys under which a single object carries its message.
MESSAGE_KEYS = ("msg", "message")
