"""The logging libraries of Go as data: import path, and what a method without a suffix does with its arguments.

Rules are from each library's own documentation on pkg.go.dev. ``keys``: a message, then keys and values or typed fields.
``print``: arguments as ``fmt.Sprint`` joins them. ``text``: one text. ``events``: zerolog's chains. ``pairs``: keys and values alone, the
message under ``msg``. ``guess``: the arguments themselves tell, for a package that is not known.
"""

from __future__ import annotations

from sdd_impact import late
from sdd_impact.tuples import NamedTuple


class Library(NamedTuple):
    """A library: its name, what its plain methods do, whether ``Error`` takes the error before the message, the level of ``Print``,
    and the name of the field for an error."""

    name: str
    plain: str = "guess"
    error_first: bool = False
    printing: str | None = None
    error: str = "error"


UNKNOWN = Library("")
SLOG = Library("slog", "keys")
ZAP = Library("zap", "keys")
SUGAR = Library("sugar", "print")
LOGR = Library("logr", "keys", error_first=True)
KLOG = Library("klog", "print", error="err")
LOGRUS = Library("logrus", "print", printing="info")
ZEROLOG = Library("zerolog", "events", printing="debug")
GOKIT = Library("go-kit", "pairs")
HCLOG = Library("hclog", "keys")
STD = Library("log", "print")
APEX = Library("apex", "text")
KEYS = Library("keys", "keys")
PRINT = Library("print", "print")

#: Import path (a version at the end left out) → library.
PATHS = {
    "log": STD, "log/slog": SLOG, "golang.org/x/exp/slog": SLOG, "cdr.dev/slog": SLOG,
    "go.uber.org/zap": ZAP, "go.uber.org/zap/zapcore": ZAP, "knative.dev/pkg/logging": SUGAR, "github.com/ipfs/go-log": SUGAR,
    "github.com/sirupsen/logrus": LOGRUS, "github.com/Sirupsen/logrus": LOGRUS, "github.com/containerd/log": LOGRUS,
    "github.com/containerd/containerd/log": LOGRUS,
    "github.com/rs/zerolog": ZEROLOG, "github.com/rs/zerolog/log": ZEROLOG, "github.com/phuslu/log": ZEROLOG,
    "github.com/go-kit/log": GOKIT, "github.com/go-kit/log/level": GOKIT, "github.com/go-kit/kit/log": GOKIT,
    "github.com/go-kit/kit/log/level": GOKIT,
    "github.com/go-logr/logr": LOGR, "sigs.k8s.io/controller-runtime": LOGR, "sigs.k8s.io/controller-runtime/pkg/log": LOGR,
    "k8s.io/klog": KLOG, "github.com/golang/glog": KLOG,
    "github.com/hashicorp/go-hclog": HCLOG, "github.com/apex/log": APEX,
    "github.com/charmbracelet/log": KEYS, "charm.land/log": KEYS, "go.temporal.io/sdk/log": KEYS, "cosmossdk.io/log": KEYS,
    "github.com/ethereum/go-ethereum/log": KEYS, "github.com/inconshreveable/log15": KEYS,
    "github.com/op/go-logging": PRINT, "github.com/labstack/gommon/log": PRINT, "github.com/kataras/golog": PRINT,
    "github.com/zeromicro/go-zero/core/logx": PRINT, "github.com/go-kratos/kratos/log": PRINT, "github.com/cihub/seelog": PRINT,
    "github.com/gogf/gf/os/glog": PRINT,
}  # fmt: skip
#: Functions of a package that give a logger of another library.
GIVES = {
    ("klog", name): LOGR for name in ("FromContext", "Background", "todo".upper(), "LoggerWithValues", "LoggerWithName", "NewKlogr")
} | {("zap", "S"): SUGAR, ("zap", "NewStdLog"): STD, ("slog", "NewLogLogger"): STD, ("knative", "FromContext"): SUGAR}
#: Methods of a logger that give one of another library.
TURNS = {"Sugar": SUGAR, "Desugar": ZAP, "StandardLogger": STD}
#: Methods that give the same logger, perhaps with more fields or another name.
CHAINED = frozenset([
    "With", "WithField", "WithFields", "WithError", "WithContext", "WithTime", "WithValues", "WithName", "WithOptions", "WithGroup",
    "WithLazy", "WithPrefix", "WithSuffix", "WithCallDepth", "Named", "ResetNamed", "V", "Sugar", "Desugar", "Entry", "New", "Session",
    "Logger", "StandardLogger", "WithCallStackHelper", "Ctx", "WithFuncCallDepth", "L", "S", "Check", "WithComponent", "WithLogger", "Sub",
])  # fmt: skip
#: How types of loggers are called.
TYPES = late.regex(r"(?:Logger|Log|Entry|Interface|Verbose|Helper|Logging|Event)$")
_VERSION = late.regex(r"(?:/v\d+|\.v\d+)$")


def library_of(path: str) -> Library | None:
    """The library of an import path; None where it is none of these."""
    return PATHS.get(_VERSION.sub("", path))
