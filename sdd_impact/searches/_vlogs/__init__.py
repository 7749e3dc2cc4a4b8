"""LogsQL, the language of VictoriaLogs, as far as it chooses log lines by what they say."""

from sdd_impact.searches._vlogs.query import parse

__all__ = ["parse"]
