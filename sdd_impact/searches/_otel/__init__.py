"""The OpenTelemetry Collector: its conditions on log records, and where its configuration keeps them."""

from sdd_impact.searches._otel.comparisons import looks
from sdd_impact.searches._otel.components import Asked, asked
from sdd_impact.searches._otel.conditions import condition, statement

__all__ = ["Asked", "asked", "condition", "looks", "statement"]
