"""The corridor: the only room that knows the others. Read :func:`sdd_impact.pipeline.investigating.investigate` for the way of the data."""

from __future__ import annotations

from sdd_impact.pipeline.investigating import investigate
from sdd_impact.pipeline.judging import Judgement, judge_branch
from sdd_impact.pipeline.taking_stock import inventory, search_inventory
from sdd_impact.pipeline.visit import Options, Visit, visit

__all__ = ["Judgement", "Options", "Visit", "inventory", "investigate", "judge_branch", "search_inventory", "visit"]
