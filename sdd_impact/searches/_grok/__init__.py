"""Grok: patterns made of named patterns, and the configuration of Logstash that holds them; dissect, its simpler sister."""

from __future__ import annotations

from .conditionals import condition, looks_at_message
from .dissect import dissected
from .expand import Expanded, definitions, expand
from .logstash import Branch, Chosen, Grok, Parsed, groks

__all__ = [
    "Branch",
    "Chosen",
    "Expanded",
    "Grok",
    "Parsed",
    "condition",
    "definitions",
    "dissected",
    "expand",
    "groks",
    "looks_at_message",
]
