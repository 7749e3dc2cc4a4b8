"""Grok: patterns made of named patterns, and the configuration of Logstash that holds them."""

from __future__ import annotations

from .expand import Expanded, definitions, expand
from .logstash import Grok, Parsed, groks

__all__ = ["Expanded", "Grok", "Parsed", "definitions", "expand", "groks"]
