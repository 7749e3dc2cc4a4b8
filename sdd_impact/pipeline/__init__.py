"""The corridor: the only room that knows the others. Read :func:`investigate` for the way of the data."""

from __future__ import annotations

from sdd_impact.pipeline.handing_over import hand_over
from sdd_impact.pipeline.investigating import investigate
from sdd_impact.pipeline.judging import Judgement, judge_branch
from sdd_impact.pipeline.recording import Record, draft_record
from sdd_impact.pipeline.taking_stock import default_revision, inventory, languages_of, search_inventory
from sdd_impact.pipeline.visit import Options, Outside, Visit, visit

__all__ = [
    "Judgement",
    "Options",
    "Outside",
    "Record",
    "Visit",
    "default_revision",
    "draft_record",
    "hand_over",
    "inventory",
    "investigate",
    "judge_branch",
    "languages_of",
    "search_inventory",
    "visit",
]
