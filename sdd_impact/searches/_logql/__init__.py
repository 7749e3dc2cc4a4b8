"""LogQL, the query language of Grafana Loki, and the documents that hold it: read by the formats ``loki`` and ``grafana``."""

from sdd_impact.searches._logql.expressions import Parsed, parse

__all__ = ["Parsed", "parse"]
