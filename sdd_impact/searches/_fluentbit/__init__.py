"""Fluent Bit's configuration, in both of its forms."""

from sdd_impact.searches._fluentbit.sections import Section, classic, modern, texts

__all__ = ["Section", "classic", "modern", "texts"]
