"""Functions and macros that log or fail: the known ones as data, and what is believed of a project's own by their names.

Sources: syslog(3), err(3), error(3), perror(3), printf(3); GLib's message logging; the kernel's printk and dev_printk pages; glog, spdlog,
Boost.Log, log4cxx, log4cplus, Qt, Android, nginx, httpd, PostgreSQL (ereport), RocksDB, Redis.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.languages._cfamily.levels import LETTERS, LEVELS, of_words
from sdd_impact.syntax.naming import words
from sdd_impact.tuples import NamedTuple

if TYPE_CHECKING:
    from sdd_impact.model import Audience

#: A position that is to be found: the first argument that is a text.
FIRST_TEXT = -1
#: A format style that the text itself tells.
TOLD = "told"


class Api(NamedTuple):
    """How a function is read. ``message``: the text's position (:data:`FIRST_TEXT`). ``level_at``: where the level's constant stands
    (-2: nowhere, -1: anywhere before the text). ``needs_level``: it is none without such a constant. ``worded``: the text has a blank in it."""

    what: str
    level: str | None = None
    message: int = FIRST_TEXT
    style: str = TOLD
    level_at: int = -2
    needs_level: bool = False
    console: bool = False
    worded: bool = False
    audience: Audience = "internal"


def _all(names: str, api: Api) -> dict[str, Api]:
    return dict.fromkeys(names.split(), api)


_PRINT = Api("log", None, 0, "c-printf", console=True)
_PRINT_TO = Api("log", None, 1, "c-printf", console=True)
_ERR = Api("error", message=1, style="c-printf", audience="operator")
_FAIL = Api("error", message=FIRST_TEXT, style=TOLD, audience="operator")
_REPLY = Api("error", message=1, style="c-printf", audience="api")

KNOWN: dict[str, Api] = {
    **_all("printf g_print", _PRINT),
    **_all("puts", _PRINT._replace(style="")),
    **_all("fprintf dprintf fputs vfprintf", _PRINT_TO),  # to standard output and standard error only
    **_all("g_printerr", _PRINT),
    **_all("warn warnx", Api("log", "warning", 0, "c-printf", console=True)),
    **_all("err errx", _ERR),
    "errc": _ERR._replace(message=2),
    "error_at_line": _ERR._replace(message=4),
    "perror": Api("error", message=0, style="", audience="operator"),
    "psignal": Api("error", message=1, style="", audience="operator"),
    **_all("syslog vsyslog sd_journal_print", Api("log", None, 1, "c-printf", level_at=0)),
    "g_log": Api("log", None, 2, "c-printf", level_at=1),
    **{f"g_{name}": Api("log", level, 0, "c-printf") for name, level in
       {"error": "error", "critical": "critical", "warning": "warning", "message": "info", "info": "info", "debug": "debug",
        "warning_once": "warning"}.items()},
    "g_set_error": Api("error", message=3, style="c-printf"),
    "g_set_error_literal": Api("error", message=3, style=""),
    "g_error_new": Api("error", message=2, style="c-printf"),
    "printk": Api("log", None, 0, "kernel-printf"),
    "__android_log_print": Api("log", None, 2, "c-printf", level_at=0),
    "__android_log_write": Api("log", None, 2, "", level_at=0),
    "RedisModule_Log": Api("log", None, 2, "c-printf", level_at=1),
    "serverLogRaw": Api("log", None, 1, "", level_at=0),
    **_all("ngx_log_error ngx_log_debug0 ngx_log_debug1 ngx_log_debug2 ngx_log_debug3 ngx_log_debug4 ngx_log_debug5 ngx_log_debug6 ngx_log_debug7 ngx_log_debug8", Api("log", None, 3, "nginx", level_at=0)),
    "ngx_conf_log_error": Api("log", None, 3, "nginx", level_at=0),
    "elog": Api("log", None, 1, "c-printf", level_at=0),
    "dev_err_probe": Api("log", "error", 2, "kernel-printf"),
    "WARN": Api("log", "warning", 1, "kernel-printf"),
    "WARN_ONCE": Api("log", "warning", 1, "kernel-printf"),
    **{f"DBG{level}": Api("log", f"debug{level}", style="strongswan") for level in range(5)},  # strongSwan: DBG1(group, "…")
    **_all("warn_report warn_report_once", Api("log", "warning", 0, "c-printf")),  # QEMU
    **_all("info_report", Api("log", "info", 0, "c-printf")),
    "RAW_LOG": Api("log", None, 1, "c-printf", level_at=0),
    "ROCKS_LOG_HEADER": Api("log", "header", 1, "c-printf"),
    "ROCKS_LOG_BUFFER": Api("log", "info", 1, "c-printf"),
    "ROCKS_LOG_BUFFER_MAX_SZ": Api("log", "info", 2, "c-printf"),
    "LOGV2": Api("log", "info", 1, ""),  # MongoDB: a number, the text, attributes
    **{f"qC{name}": Api("log", level, 1, "c-printf") for name, level in
       {"Debug": "debug", "Info": "info", "Warning": "warning", "Critical": "critical", "Fatal": "critical"}.items()},
    **_all("qDebug", Api("log", "debug", 0, "c-printf")),
    **_all("qInfo", Api("log", "info", 0, "c-printf")),
    **_all("qWarning", Api("log", "warning", 0, "c-printf")),
    **_all("qCritical qFatal", Api("log", "critical", 0, "c-printf")),
    **_all("addReplyError addReplyErrorSds rejectCommand RedisModule_ReplyWithError addReplyErrorObject", _REPLY._replace(style="")),
    **_all("addReplyErrorFormat rejectCommandFormat RedisModule_ReplyWithErrorFormat", _REPLY),
    **_all("PyErr_SetString", Api("error", message=1, style="")),
    **_all("PyErr_Format", Api("error", message=1, style="c-printf")),
    **_all("errmsg errmsg_internal", Api("error", message=0, style="c-printf", audience="api")),  # PostgreSQL's ereport
    **_all("yyerror", Api("error", message=FIRST_TEXT)),
    **_all("luaL_error", Api("error", message=1, style="c-printf")),
    **_all("luaL_argerror", Api("error", message=2, style="")),
    **_all("SetFailed", Api("error", message=FIRST_TEXT, style="c-printf")),
    **_all("SetError_", Api("error", message=FIRST_TEXT)),
    **_all("unexpected make_unexpected", Api("error", message=0, style="")),  # std::unexpected, tl::make_unexpected
    **_all("die die_errno bug BUG usage", _FAIL),
    **_all("fatal panic serverPanic _serverPanic", _FAIL),
    **_all("uasserted fassertFailedWithStatus", Api("error", message=FIRST_TEXT)),
    **_all("uassert massert iassert", Api("error", message=FIRST_TEXT)),
}  # fmt: skip

#: ``ESP_LOGE`` and ``PLOGW``: a level's letter at the end.
_LETTER = late.regex(r"(?:ESP_(?:EARLY_|DRAM_)?LOG|PLOG)([VDIWEF])")
#: First words of macros that log by a level's name alone: the kernel's, Android's, ROS', DPDK's …
_PREFIXES = frozenset([
    "pr", "dev", "netdev", "netif", "drm", "wiphy", "hid", "pci", "xfs", "btrfs", "lwsl", "rclcpp", "ros", "rcutils", "esp", "nvme",
    "bt", "ath", "ibdev", "v4l2", "usb", "zlog", "mosq", "git", "tdb", "trc", "llvm", "dout", "poco", "slogger", "logger", "wlr", "gst",
    "ext4", "f2fs", "acpi", "nl", "zend", "qc", "spdlog", "syslog", "obs", "blog", "vlc", "msg", "mlx5", "snd", "ubi", "ubifs", "jffs2", "ha",
])  # fmt: skip
_KERNEL = frozenset(["pr", "dev", "netdev", "netif", "drm", "wiphy", "hid", "pci", "xfs", "btrfs", "nvme", "bt", "ath", "ibdev", "v4l2", "usb",
                     "ext4", "f2fs", "acpi", "mlx5", "snd", "ubi", "ubifs"])  # fmt: skip
_LOG_WORDS = frozenset([
    "log", "logs", "logf", "logv", "logger", "logging", "logmsg", "logprintf", "logline", "logmessage", "logwrite", "syslog", "alog", "slog", "rlog",
    "zlog", "plog", "dlog", "blog", "elog", "tlog", "vlog", "qlog", "jlog", "glog", "nlog", "mlog", "clog", "lwsl", "spdlog", "log4", "wlog", "loge", "logi",
    "logw", "logd", "log4cxx", "log4cplus", "printlog", "writelog", "dolog", "errlog", "applog", "dout", "dvlog", "pvlog", "ulog", "flog",
    "xlog", "xlogf", "logv2",
])  # fmt: skip
#: Last words of functions that log without saying a level.
_WRITING = frozenset([*_LOG_WORDS, "printf", "print", "msg", "message", "write", "line", "raw", "put", "puts", "append", "add"])
_FAILING = frozenset(
    [
        "error",
        "errorf",
        "err",
        "fatal",
        "die",
        "panic",
        "fail",
        "failf",
        "failed",
        "bail",
        "abort",
        "croak",
        "throw",
        "raise",
        "complain",
    ]
)
_REPLYING = frozenset(["reply", "response", "respond", "answer"])
#: What follows a level's word in such names without changing it.
_SUFFIXES = frozenset(["once", "ratelimited", "cond", "f", "fmt", "if", "every", "n", "first", "throttle", "skipfirst", "expression", "msg", "str", "stream",
                       "s", "no", "raw", "func", "printf", "t", "message", "string", "line", "v"])  # fmt: skip
#: Names that look like it and are not: they measure, open, store, compare.
_NEVER = frozenset([
    "LOG4CPLUS_TEXT", "LOG4CXX_STR", "log2", "log10", "log1p", "strerror", "perror_", "clog", "error_code", "is_error", "has_error", "set_error_handler",
    "snprintf", "sprintf", "asprintf", "vsnprintf", "static_assert", "sizeof", "offsetof", "defined", "strcmp", "strncmp", "strstr", "strcasecmp",
    "TEST", "TEST_F", "ASSERT_EQ", "EXPECT_EQ", "REQUIRE", "SECTION", "TEST_CASE", "getenv", "fopen", "open", "dlsym",
])  # fmt: skip


@lru_cache(maxsize=16384)
def api_of(name: str) -> Api | None:
    """How a function or macro of this name is read; None where it neither logs nor fails."""
    if name in KNOWN:
        return KNOWN[name]
    if name in _NEVER or len(name) > 80:
        return None
    parts = words(name)
    if not parts:
        return None
    if len(name) in (4, 5, 6) and name[:-1] in ("LOG", "ALOG", "SLOG", "RLOG", "LOG_", "ALOG_") and name[-1] in LETTERS:
        return Api("log", LETTERS[name[-1]], style="c-printf")
    letter = _LETTER.fullmatch(name)
    if letter:
        return Api("log", LETTERS[letter[1]])
    if any(part in _LOG_WORDS for part in parts):
        return _logging(name, parts)
    if parts[0] in _PREFIXES and len(parts) > 1 and _ends_in_level(parts):
        return Api("log", of_words(name), style="kernel-printf" if parts[0] in _KERNEL and name.islower() else TOLD, level_at=-1)
    if _ends_in_level(parts) and len(parts) == 1 and parts[0] not in _FAILING:
        return Api("log", LEVELS.get(parts[0]) or LEVELS[parts[0].rstrip("f")], worded=True)
    return _failing(parts)


def _ends_in_level(parts: tuple[str, ...]) -> bool:
    """Whether a level's word stands at the end, perhaps before a word such as ``once`` or ``f``."""
    left = list(parts)
    while len(left) > 1 and left[-1] in _SUFFIXES:
        left.pop()
    return left[-1].rstrip("f") in LEVELS or left[-1] in LEVELS


def _logging(name: str, parts: tuple[str, ...]) -> Api | None:
    level = of_words(name)
    if level is not None:
        return Api("log", level, level_at=-1)
    return Api("log", None, level_at=-1, needs_level=parts[-1] not in _WRITING, worded=True)


def _failing(parts: tuple[str, ...]) -> Api | None:
    """A function whose last words say that something failed: ``report_error("…")``, ``failf(…)``."""
    left = [part for part in parts if part not in _SUFFIXES and part not in ("format", "literal", "sds", "at")]
    if len(left) > 1 and left[-1] in _REPLYING and left[-2] in _FAILING:
        left.append(left[-2])
    if not left or not (left[-1] in _FAILING or (left[0] in _FAILING and len(left) <= 2)):
        return None
    audience: Audience = "api" if any(part in _REPLYING for part in left) else "internal"
    return Api("error", worded=True, audience=audience)
