"""Which files were copied out of a user interface, and on which day: what the vendors' own interfaces write into them.

Objects of Kibana and OpenSearch Dashboards have ``updated_at`` (monitors of OpenSearch ``last_update_time``), dashboards of Grafana's API
``meta.updated`` and its alert rules ``updated``, monitors of Datadog's API ``modified`` and its dashboards ``modified_at``. None of them writes
the day of the export: the newest of these is the day on which the copy was surely still true. Splunk's REST interface does: ``updated`` of the whole
answer is when it was given; an entry's is when it was changed, or the first day of 1970 where Splunk does not know.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from sdd_impact import late
from sdd_impact.model import Reading, Source

#: What a file of a format has if a user interface or its API wrote it, and hands seldom do.
_MARKS = {
    "kibana": late.regex(
        rb'"(?:updated_at|created_at|coreMigrationVersion|migrationVersion|typeMigrationVersion|saved_objects|last_update_time'
        rb'|kibanaSavedObjectMeta|exportedCount)"\s*:'
    ),
    "grafana": late.regex(rb'"(?:__inputs|__requires|provisionedExternalId|provenance)"\s*:|"updated"\s*:\s*"\d{4}-'),
    "splunk": late.regex(rb'"(?:entry|acl)"\s*:'),
    "datadog": late.regex(rb'"(?:modified|modified_at|created|created_at|overall_state|creator|author_handle)"\s*:'),
}
_NEVER = "1970-01-01"
_DATE = late.regex(
    rb'"(?:exported_at|exportedAt|updated_at|updatedAt|updated|modified_at|modified|last_update_time)"\s*:\s*'
    rb'(?:"(\d{4}-\d\d-\d\d)(?=[T" ])|(\d{13})(?=\s*[,}\]]))'
)


def marked(reading: Reading, format_name: str, source: Source) -> Reading:
    """Return the reading with its searches marked as exported, where the file is an export of that format."""
    mark = _MARKS.get(format_name)
    if mark is None or not reading.searches or not source.path.endswith((".json", ".ndjson")) or not mark.search(source.data):
        return reading
    newest = max((day for day in _days(source.data) if day > _NEVER), default="")
    return reading._replace(searches=tuple(each._replace(exported=True, dated=newest) for each in reading.searches))


def _days(data: bytes) -> Iterator[str]:
    import datetime as dt  # late: few files are exports

    for found in _DATE.finditer(data):
        with suppress(ValueError, OverflowError, OSError):
            day = found[1]
            if day is not None:
                yield dt.date.fromisoformat(day.decode("ascii")).isoformat()
            else:
                yield dt.datetime.fromtimestamp(int(found[2]) / 1000, dt.UTC).date().isoformat()
