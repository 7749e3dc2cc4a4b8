"""Grok: patterns made of named patterns, and the configuration of Logstash that holds them; dissect, its simpler sister."""

from __future__ import annotations

from .dissect import dissected
from .expand import Expanded, definitions, expand
from .logstash import Grok, Parsed, groks

__all__ = ["Expanded", "Grok", "Parsed", "definitions", "dissected", "expand", "groks"]
