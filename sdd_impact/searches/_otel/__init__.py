"""The OpenTelemetry Collector: its conditions on log records, and where its configuration keeps them."""

from sdd_impact.searches._otel.components import Asked, asked
from sdd_impact.searches._otel.conditions import condition, looks, statement

__all__ = ["Asked", "asked", "condition", "looks", "statement"]
