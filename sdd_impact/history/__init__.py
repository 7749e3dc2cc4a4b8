"""Git: what is compared, what differs, and both sides' files. The only room that starts processes."""

from __future__ import annotations

from sdd_impact.history.cache import Cache
from sdd_impact.history.checkouts import Checkout
from sdd_impact.history.commits import Commit
from sdd_impact.history.days import file_day
from sdd_impact.history.environment import in_ci
from sdd_impact.history.marks import ignored_reason
from sdd_impact.history.repository import Repository
from sdd_impact.history.staging import Staged
from sdd_impact.history.where import Where

__all__ = ["Cache", "Checkout", "Commit", "Repository", "Staged", "Where", "file_day", "ignored_reason", "in_ci"]
