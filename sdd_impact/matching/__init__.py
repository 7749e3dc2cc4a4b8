"""Searches against statements."""

from __future__ import annotations

from .hold import hold
from .witness import Confirm

__all__ = ["Confirm", "hold"]
