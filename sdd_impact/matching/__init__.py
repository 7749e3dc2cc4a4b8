"""Searches against statements."""

from __future__ import annotations

from .hold import Confirm, hold

__all__ = ["Confirm", "hold"]
