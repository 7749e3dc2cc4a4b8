"""What formats of plain rule files share: reading one POSIX expression of a syslog line."""

from __future__ import annotations

from .syslog import Divided, divide

__all__ = ["Divided", "divide"]
