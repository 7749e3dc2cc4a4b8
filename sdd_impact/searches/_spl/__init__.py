"""Splunk's search language (SPL): from the text of a search to a query tree."""

from sdd_impact.searches._spl.macros import Knowledge, Macro
from sdd_impact.searches._spl.pipeline import Parsed, parse

__all__ = ["Knowledge", "Macro", "Parsed", "parse"]
