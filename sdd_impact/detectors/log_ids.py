"""IDs in log lines: a new action whose lines tie to no record, and an ID of a new kind that Support may have to know."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sdd_impact.detectors._facts import facts
from sdd_impact.detectors._jobs import new_jobs
from sdd_impact.detectors._lists import listed
from sdd_impact.detectors._reading import Aside
from sdd_impact.detectors._values import printed
from sdd_impact.model import LEVELS, Change, Detector, Evidence, Placeholder, Scene, Signal, Statement
from sdd_impact.syntax.naming import identifies, snake
from sdd_impact.tuples import NamedTuple

#: What stands in code that ties the lines of one request together by itself: then no line needs an ID of its own.
_TIED = (
    "correlation_id", "correlationId", "CorrelationId", "correlation-id", "Correlation-ID", "trace_id", "traceId", "TraceId", "traceparent",
    "request_id", "requestId", "RequestId", "Request-ID", "Request-Id", "request-id", "MDC.put", "opentelemetry", "OpenTelemetry", "AsyncLocalStorage",
    "structlog.contextvars", "TaggedLogging", "log_tags", "BeginScope", "LogContext.PushProperty", "withContext(", "logger.With(", "log.With(", "spanId",
    "ddtrace", "newrelic", "Sentry.",
)  # fmt: skip
_KINDS = frozenset(["id", "uuid", "hex", "email", "masked"])
#: IDs of a request, a process or a machine: they are no records that a screen could show.
_NO_RECORDS = listed("""request trace span correlation session thread process pid worker task job message event node host instance pod container
    client device transaction parent build run batch queue group version app application tenant guid uuid hash digest commit""")


class _Entry(NamedTuple):
    """Something new that a customer or a clock sets off: its key, what it is called, the symbol of its code, its file."""

    key: str
    what: str
    symbol: str
    file: str


def detect(scene: Scene) -> tuple[Signal, ...]:
    """Report the new actions, mutating routes and jobs whose new log lines have no ID; and, where the shown IDs are known, the new kinds of IDs."""
    added = [each for each in scene.changes if each.after and _counts(each, scene)]
    return (*_untied(scene, added), *_unseen(scene, added)) if added else ()


def _counts(change: Change, scene: Scene) -> bool:
    after = change.after
    if (
        after is None
        or after.what != "log"
        or after.test
        or change.event_only
        or (after.console and not scene.settings.console_is_searched)
    ):
        return False
    low = after.level in LEVELS and LEVELS.index(after.level or "") < LEVELS.index("info")
    return not low and not Aside(scene.settings.tests).match(after.location.file)


# --- lines without an ID -----------------------------------------------------------------------------------------


def _untied(scene: Scene, added: list[Change]) -> Iterator[Signal]:
    lines = [each.after for each in added if each.before is None and each.after]
    told = []
    for entry in _entries(scene) if lines else ():
        own = [each for each in lines if _belongs(each, entry)]
        if own and not any(map(_has_id, own)):
            told.append((entry, own))
    if told and not _ties(scene):
        for entry, own in told:
            yield Signal(
                "log-without-id",
                Evidence(own[0].location, own[0].shown.message, f"none of the new log lines of {entry.key} has an ID"),
                entry.key,
                entry.symbol,
                (),
                (("action", entry.key), ("lines", "; ".join(dict.fromkeys(each.shown.message for each in own[:3])))),
            )


def _entries(scene: Scene) -> list[_Entry]:
    seen = facts(scene)
    old = {route.identity for file in seen.before for route in file.routes}
    acted = {action.name.lower() for file in seen.before for action in file.actions}
    found = [
        _Entry(route.key, "route", route.handler, file.path)
        for file in seen.after
        for route in file.routes
        if route.mutating and route.identity not in old
    ]
    found += [
        _Entry(action.key, "action", action.symbol, file.path)
        for file in seen.after
        for action in file.actions
        if action.name.lower() not in acted and action.route is None
    ]
    found += [_Entry(each.key, "job", each.key, each.location.file) for each in new_jobs(scene)]
    return [each for each in found if each.symbol]


def _belongs(statement: Statement, entry: _Entry) -> bool:
    """Whether a line stands in the entry's code: in its function in the same file, or in one of a name that says enough in another."""
    name = entry.symbol.rpartition(".")[2]
    parts = statement.symbol.split(".")
    if statement.location.file == entry.file:
        return name in parts
    return len(name) >= 8 and parts[-1] == name


def _has_id(statement: Statement) -> bool:
    return any(
        each.kind in _KINDS or identifies(each.name) or snake(each.name).endswith(("id", "uuid", "key", "ref"))
        for each in printed(statement)
    )


def _ties(scene: Scene) -> bool:
    aside = Aside(scene.settings.tests)
    return any(not aside.match(path) and not path.endswith((".md", ".rst", ".txt")) for path in scene.head.containing(_TIED))


# --- IDs that nobody can look up ---------------------------------------------------------------------------------


def _unseen(scene: Scene, added: Iterable[Change]) -> Iterator[Signal]:
    shown = scene.settings.shown_ids
    if shown is None:
        return
    known = {snake(each) for each in shown}
    known |= {snake(hole.name) for statement in scene.before for hole in printed(statement)}
    for change in added:
        for hole in printed(change.after) if change.after else ():
            name = snake(hole.name)
            if name not in known and _is_record(hole, name) and change.after:
                known.add(name)
                yield Signal(
                    "record-id-logged",
                    Evidence(
                        change.after.location, change.after.shown.message, f"{name} is logged, and the Support UI does not show it"
                    ),
                    name,
                    change.after.symbol,
                    _spellings(name),
                    (("id_field", name),),
                    (change.id,),
                )


def _is_record(hole: Placeholder, name: str) -> bool:
    words = name.split("_")
    return (
        identifies(hole.name)
        and len(words) > 1
        and words[-1] in ("id", "uuid", "guid", "number", "no")
        and _NO_RECORDS.isdisjoint(words[:-1])
    )


def _spellings(name: str) -> tuple[str, ...]:
    """The name, and its last two words (``new_order_id`` is an ``order_id``), as the languages write them."""
    ends = dict.fromkeys((name, "_".join(name.split("_")[-2:])))
    return tuple(form for each in ends for form in (each, _camel(each), _camel(each)[:1].upper() + _camel(each)[1:]))


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)


DETECTOR = Detector("log_ids", ("log-without-id", "record-id-logged"), detect)
