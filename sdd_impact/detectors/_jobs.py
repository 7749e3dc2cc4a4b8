"""How the languages and their libraries declare jobs: background tasks, schedules, consumers of queues."""

from __future__ import annotations

from collections.abc import Iterator

from sdd_impact import late
from sdd_impact.detectors._declared import CODE, Declared, Found, newly_declared
from sdd_impact.model import Scene
from sdd_impact.tuples import NamedTuple


class _Form(NamedTuple):
    """How a kind of job is declared: the endings of the files, what the file must have in it, the expression with its ``name``, and what to call it."""

    suffixes: tuple[str, ...]
    file: str
    declared: str
    kind: str


_PARENS = r"(?:\((?:[^()]|\((?:[^()]|\([^()]*\))*\)){0,600}\))?"
# Bounded: a file of nothing but marks is read once, not once for each.
_MARKS = rf"(?:\s{{0,80}}@[\w.]{{1,80}}+{_PARENS}){{0,8}}+\s*"
_JVM = (".java", ".kt", ".scala")
_SCRIPT = (".js", ".mjs", ".cjs", ".ts", ".mts", ".cts")
_FORMS = (
    _Form((".py",), r"celery|huey|dramatiq|procrastinate|taskiq|\brq\b|apscheduler|django_q|shared_task",
          rf"@(?:[\w.]+\.)?(?:shared_task|periodic_task|db_periodic_task|db_task|scheduled_job|actor|task|job){_PARENS}{_MARKS}(?:async\s+)?def\s+(?P<name>\w+)", "background task"),
    _Form(_JVM, r"@Scheduled\b",
          rf"@Scheduled{_PARENS}{_MARKS}(?:(?:public|private|protected|internal|suspend|override|open|final|synchronized|static)\s+)*(?:fun|void|def|[\w<>?]+)\s+(?P<name>\w+)\s*\(", "schedule"),
    _Form(_JVM, r"@(?:Kafka|Rabbit|Jms|Sqs|Stream)Listener\b",
          rf"@(?:Kafka|Rabbit|Jms|Sqs|Stream)Listener{_PARENS}{_MARKS}(?:(?:public|private|protected|internal|suspend|override|open|final)\s+)*(?:fun|void|def|[\w<>?]+)\s+(?P<name>\w+)\s*\(", "consumer"),
    _Form(_JVM, r"org\.quartz", r"\bclass\s+(?P<name>\w+)[^{;]{0,200}\b(?:implements\s+(?:[\w.]+\s*,\s*)*Job\b|extends\s+QuartzJobBean\b|:\s*Job\b)", "schedule"),
    _Form((".rb",), r"ApplicationJob|ActiveJob::Base", r"\bclass\s+(?P<name>[\w:]+)\s*<\s*(?:::)?(?:ApplicationJob|ActiveJob::Base)\b", "background task"),
    _Form((".rb",), r"Sidekiq", r"\bclass\s+(?P<name>[\w:]+)[^\n]*\n(?:[^\n]*\n){0,8}?\s*include\s+(?:::)?Sidekiq::(?:Job|Worker)\b", "background task"),
    _Form((".php",), r"ShouldQueue", r"\bclass\s+(?P<name>\w+)(?![^{]{0,200}\bextends\s+(?:Mailable|Notification)\b)[^{]{0,200}\bimplements\s+[\w\\,\s]{0,200}\bShouldQueue\b", "background task"),
    _Form((".php",), r"[sS]chedule", r"(?:[sS]chedule(?:::|->)(?:command|job|call)\(\s*(?:new\s+)?[\"']?)(?P<name>[\w:\\-]{4,80})", "schedule"),
    _Form((".cs",), r"BackgroundService|IHostedService|IJob\b|IInvocable|IConsumer<",
          r"\bclass\s+(?P<name>\w+)(?:<[^>{]{0,200}>)?(?:\([^{)]{0,2000}\))?\s*:\s*[^{]{0,200}?\b(?:BackgroundService|IHostedService|IJob|IInvocable|IConsumer<)", "background task"),
    _Form((".cs",), r"RecurringJob", r"RecurringJob\.AddOrUpdate(?:<[^>]*>)?\(\s*\"(?P<name>[^\"]{3,80})\"", "schedule"),
    _Form(_SCRIPT, r"bullmq|[\"']bull[\"']|bee-queue", r"\bnew\s+Worker(?:<[^>]*>)?\(\s*[\"'`](?P<name>[\w:.-]{3,80})", "consumer"),
    _Form(_SCRIPT, r"@nestjs/(?:schedule|bull)", rf"@(?:Cron|Interval|Process){_PARENS}{_MARKS}(?:public\s+|private\s+)?(?:async\s+)?(?P<name>\w+)\s*\(", "schedule"),
    _Form(_SCRIPT, r"agenda|node-cron|node-schedule|[\"']cron[\"']", r"\b(?:agenda\.define|schedule\.scheduleJob|cron\.schedule|defineCronJob)\(\s*[\"'`](?P<name>[A-Za-z][\w:. -]{3,80})[\"'`]", "schedule"),
    _Form((".go",), r"cron", r"\.(?:AddFunc|AddJob)\(\s*(?:\"[^\"\n]*\"|\w[\w.]*)\s*,\s*&?(?P<name>[A-Za-z_][\w.]*)", "schedule"),
    _Form((".yaml", ".yml"), r"(?m)^kind:\s*CronJob\b", r"(?m)^kind:\s*CronJob\b(?:(?!^---)[\s\S]){0,800}?^metadata:\s*\n(?:\s+[^\n]*\n){0,6}?\s+name:\s*[\"']?(?P<name>[\w.{}-]*\w[\w.-]*)", "schedule"),
)  # fmt: skip
_COMPILED = tuple((each.suffixes, late.regex(each.file), late.regex(each.declared), each.kind) for each in _FORMS)
_HINTS = (
    b"celery", b"huey", b"dramatiq", b"procrastinate", b"taskiq", b"shared_task", b"rq", b"apscheduler", b"django_q", b"@Scheduled", b"Listener", b"quartz",
    b"ApplicationJob", b"ActiveJob", b"Sidekiq", b"ShouldQueue", b"chedule", b"BackgroundService", b"IHostedService", b"IJob", b"IInvocable",
    b"IConsumer", b"RecurringJob", b"bull", b"bee-queue", b"agenda", b"cron", b"CronJob",
)  # fmt: skip
#: What the job runs on, as far as its declaration says it.
_WHEN = late.regex(
    r"crontab\([^)]*\)|\b(?:cron|fixedRate|fixedDelay|every|schedule|topics?|queues?)\w*\s*[=:]\s*(?:[\"'][^\"'\n]{1,60}[\"']|\{[^}\n]{1,60}\}|[\d_*]+|[\w.]+\([^)\n]*\))"
    r"|[\"'](?:[\d*/,?LW#-]+ +){4,6}[\d*/,?A-Z#-]+[\"']"
)


def new_jobs(scene: Scene) -> Iterator[Declared]:
    """Yield the jobs whose names are new. Their ``data`` are ``kind`` and ``schedule``."""
    return newly_declared(scene, (*CODE, ".yaml", ".yml"), _HINTS, _find)


def _find(path: str, text: str) -> Iterator[Found]:
    if "migrations" in path.split("/"):
        return  # it runs once, with the release: what it does to the data is asked about as a migration
    for suffixes, needed, declared, kind in _COMPILED:
        if path.endswith(suffixes) and needed.search(text):
            for found in declared.finditer(text):
                when = _WHEN.search(found[0])
                yield Found(found["name"], found.start(), (("kind", kind), ("schedule", when[0] if when else "")))
